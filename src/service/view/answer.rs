//! What a learner answers, and what has to be changed before it counts.

use super::{FeedbackView, ProblemView, Rendered};
use crate::base::{PartId, Span};
use serde::Serialize;

/// What a learner hands in for one part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartAnswer {
    /// Which part.
    pub part: PartId,
    /// What was typed, or the labels of what was chosen.
    pub raw: String,
    /// Whether the learner said that an ambiguous reading is the one meant.
    pub confirmed: bool,
}

impl PartAnswer {
    /// The answer to a problem that has only one part.
    pub fn only(raw: &str) -> Self {
        Self {
            part: PartId::only(),
            raw: raw.to_owned(),
            confirmed: false,
        }
    }
}

/// What has to be changed or confirmed before an answer counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AskAgain {
    /// It could not be read.
    Unreadable {
        /// First byte of the place in what was typed.
        start: usize,
        /// One past its last byte.
        end: usize,
        /// What to do, in words.
        message: String,
    },
    /// The value is right, the form is not the one asked for; only the first time.
    WrongForm {
        /// What to do, in words.
        message: String,
    },
    /// It can be read in more than one way.
    Confirm {
        /// How it would be read.
        understood: Rendered,
        /// How it could be read, in words.
        message: String,
    },
}

impl AskAgain {
    /// Could not be read, and where.
    pub const fn unreadable(at: Span, message: String) -> Self {
        Self::Unreadable {
            start: at.start,
            end: at.end,
            message,
        }
    }
}

/// A part's answer that was not scored: what was typed is kept for the learner to go on with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartReply {
    /// Which part.
    pub part: PartId,
    /// What was typed.
    pub raw: String,
    /// What is to be done about it; nothing is said of a part that could be marked.
    pub ask: Option<AskAgain>,
}

/// What becomes of an answer.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Answered {
    /// Scored; the problem is finished.
    Scored(Box<FeedbackView>),
    /// Not scored: the learner is asked again. Where all there is to do is to confirm a reading,
    /// nothing is kept and the attempt stays the same.
    Again {
        /// What was typed in each part, and what is to be done about it.
        replies: Vec<PartReply>,
        /// The problem, still waiting.
        problem: Box<ProblemView>,
    },
}
