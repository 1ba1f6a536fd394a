//! The page of a problem that has been answered: right or not, why, and what comes next.

use askama::Template;

use crate::service::{FeedbackView, PartFeedback, ProblemView, Rendered, Verdict};

use super::chart::Mark;
use super::field::{labels, with_blanks};
use super::frame::Frame;
use super::standing::Progress;

/// An answered problem.
#[derive(Debug, Template)]
#[template(path = "verdict.html")]
pub struct VerdictPage {
    /// The page's header.
    pub frame: Frame,
    /// Bank and competency, as addresses name them.
    pub path: String,
    /// The problem as it was shown.
    pub problem: ProblemView,
    /// What came of the answer.
    pub feedback: FeedbackView,
    /// What stands at the side.
    pub progress: Progress,
}

impl VerdictPage {
    fn heading(&self) -> &'static str {
        match (self.feedback.verdict, self.problem.hints.is_empty()) {
            (Verdict::Right, true) => "Right.",
            (Verdict::Right, false) => "Right, with a hint.",
            (Verdict::RightValueWrongForm, _) => "Right value, another form.",
            (Verdict::Partly, _) => "Partly right.",
            (Verdict::Wrong, _) => "Not yet.",
        }
    }

    fn class(&self) -> &'static str {
        match self.feedback.verdict {
            Verdict::Right => "right",
            Verdict::RightValueWrongForm | Verdict::Partly => "form",
            Verdict::Wrong => "wrong",
        }
    }

    /// What a part is called.
    fn label(&self, at: &usize) -> String {
        let all = labels(&self.problem.parts);
        all.get(*at).cloned().unwrap_or_default()
    }

    /// What a part asks, if it has a section of its own.
    fn text(&self, part: &PartFeedback) -> Option<&Rendered> {
        let own = self.problem.parts.iter().find(|own| own.id == part.part)?;
        own.text.as_ref()
    }

    /// What a part's answer was, in a word or two.
    fn word(&self, part: &PartFeedback) -> &'static str {
        match part.verdict {
            Verdict::Right => "right",
            Verdict::RightValueWrongForm => "right value, another form",
            Verdict::Partly => "partly right",
            Verdict::Wrong if part.raw.is_empty() => "left blank",
            Verdict::Wrong => "not yet",
        }
    }

    /// The credit in percent, where it is neither none nor all.
    fn percent(&self) -> Option<f64> {
        let percent = (self.feedback.credit * 100.0).round();
        (percent > 0.0 && percent < 100.0).then_some(percent)
    }

    /// What the author says to the misconceptions the answer points to.
    fn explained<'f>(&self, part: &'f PartFeedback) -> Vec<&'f Rendered> {
        part.misconceptions
            .iter()
            .filter_map(|misconception| misconception.feedback.as_ref())
            .collect()
    }
}
