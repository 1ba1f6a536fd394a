//! What cannot be drawn.

use crate::research::predict::PredictError;
use thiserror::Error;

/// A plot that cannot be made.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PlotError {
    /// A skill that is not there.
    #[error("no skill `{skill}` in the {place}{}; there are {known}", close.as_deref().map(|close| format!("; did you mean `{close}`?")).unwrap_or_default())]
    NoSkill {
        /// The skill asked for.
        skill: String,
        /// Where it was looked for.
        place: &'static str,
        /// One that looks like it.
        close: Option<String>,
        /// Some that there are.
        known: String,
    },
    /// A log and parameters of different skills.
    #[error(
        "no skill of the log has parameters: the log has {log}, the parameters have {parameters}"
    )]
    NothingInCommon {
        /// Some of the log's skills.
        log: String,
        /// Some of those with parameters.
        parameters: String,
    },
    /// Nothing to draw.
    #[error("the file has no parameters to draw")]
    NoParameters,
    /// A response the parameters make impossible.
    #[error(transparent)]
    Predict(#[from] PredictError),
    /// A picture with too many dots.
    #[error("the picture would be too large for PNG; write SVG, or name fewer skills")]
    TooLarge,
}
