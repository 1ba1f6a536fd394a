//! The page of a problem whose solution was asked for.

use askama::Template;

use crate::base::PartId;
use crate::service::{ProblemView, Rendered};

use super::chart::Mark;
use super::field::{labels, with_blanks};
use super::frame::Frame;
use super::standing::Progress;

/// A problem finished without an answer.
#[derive(Debug, Template)]
#[template(path = "revealed.html")]
pub struct RevealedPage {
    /// The page's header.
    pub frame: Frame,
    /// Bank and competency, as addresses name them.
    pub path: String,
    /// The problem as it was shown.
    pub problem: ProblemView,
    /// The right answer to each part.
    pub keys: Vec<(PartId, Rendered)>,
    /// The worked solution, if the author wrote one.
    pub solution: Option<Rendered>,
    /// What stands at the side.
    pub progress: Progress,
}

impl RevealedPage {
    /// What a part is called beside its answer.
    fn label(&self, at: &usize) -> String {
        match self.keys.len() {
            1 => "The answer".to_owned(),
            _ => labels(&self.problem.parts)
                .get(*at)
                .cloned()
                .unwrap_or_default(),
        }
    }
}
