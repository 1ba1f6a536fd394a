//! The page that says why no further problem comes, and where to go on.

use askama::Template;

use crate::service::{CompetencyLink, Status, StopKind, StopView};

use super::chart::Mark;
use super::frame::Frame;
use super::standing::Progress;
use super::words;

/// A competency that asks nothing further for now.
#[derive(Debug, Template)]
#[template(path = "stop.html")]
pub struct StopPage {
    /// The page's header.
    pub frame: Frame,
    /// Why, and where to go on.
    pub stop: StopView,
    /// What stands at the side.
    pub progress: Progress,
}

impl StopPage {
    /// Where the learner can go on at once, the recommended one first.
    fn open(&self) -> Vec<&CompetencyLink> {
        let next = self.stop.next.iter();
        next.filter(|link| link.status != Status::Locked).collect()
    }

    /// Whether practice may go on all the same.
    fn may_stay(&self) -> bool {
        matches!(self.stop.kind, StopKind::Suggestion | StopKind::Teacher)
    }
}
