//! Why no log can be drawn.

use crate::research::model::Role;
use thiserror::Error;

/// Parameters that no log can be drawn from.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum SimulateError {
    /// A model that follows learners and does not say what they are like.
    #[error(
        "`{0}` follows estimates and does not say what learners are like; draw from rasch, pfa, best-lr or a model of tracing"
    )]
    NoLearners(&'static str),
    /// No skill to draw responses on.
    #[error("the parameters have no skill; nothing can be drawn")]
    NoSkills,
    /// A parameter the model has is not there.
    #[error("skill `{skill}` has no {parameter}, which its model needs")]
    NoParameter {
        /// The skill.
        skill: String,
        /// What is missing.
        parameter: Role,
    },
    /// Time plays a part, and it is not known how long gaps are.
    #[error(
        "the model has decay, and the parameters know of no gap: gap_days has no number above 0"
    )]
    NoGaps,
    /// Times beyond what a log can hold.
    #[error(
        "{length} responses with gaps of up to {longest_days:.0} days reach beyond the times a log can have; ask for at most {most}"
    )]
    TooLong {
        /// Responses asked for.
        length: u64,
        /// The longest gap there is.
        longest_days: f64,
        /// Responses that fit.
        most: u64,
    },
}
