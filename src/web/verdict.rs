//! The page of a problem that has been answered: right or not, why, and what comes next.

use askama::Template;

use crate::service::{AnswerField, FeedbackView, ProblemView, Rendered, Verdict};

use super::chart::Mark;
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
            (Verdict::Wrong, _) => "Not yet.",
        }
    }

    fn class(&self) -> &'static str {
        match self.feedback.verdict {
            Verdict::Right => "right",
            Verdict::RightValueWrongForm => "form",
            Verdict::Wrong => "wrong",
        }
    }

    /// The answer as it was understood, as HTML: options in their words, mathematics set. None:
    /// what was typed has to do.
    fn understood(&self) -> Option<String> {
        let (AnswerField::ChoiceOne { options } | AnswerField::ChoiceMany { options }) =
            &self.problem.field
        else {
            let understood = self.feedback.understood.as_ref();
            return understood.map(|understood| understood.html.clone());
        };
        let chosen: Vec<&str> = self.feedback.raw.split(',').map(str::trim).collect();
        let shown: Vec<&str> = options
            .iter()
            .filter(|option| chosen.contains(&option.label.as_str()))
            .map(|option| option.shown.html.as_str())
            .collect();
        (!shown.is_empty()).then(|| shown.join("; "))
    }

    /// What the author says to the misconceptions the answer points to.
    fn explained(&self) -> Vec<&Rendered> {
        self.feedback
            .misconceptions
            .iter()
            .filter_map(|misconception| misconception.feedback.as_ref())
            .collect()
    }
}
