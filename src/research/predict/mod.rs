//! What a fitted model says of every response before it is seen, and of the learner after it.

mod across;
mod alone;
mod model;
#[cfg(test)]
mod tests;
mod together;

use super::dataset::Dataset;
use super::fitted::Fitted;
use super::model::{Learners, ModelSpec};
use super::response::Outcome;
use thiserror::Error;

/// What is said of one response.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prediction {
    /// P(right), from the responses before it alone.
    pub right: f64,
    /// P(known) once it has been seen, before the next chance to learn; none where the model knows
    /// of no such state.
    pub mastery: Option<f64>,
    /// What came of it.
    pub outcome: Outcome,
}

/// A prediction that cannot be made.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum PredictError {
    /// A response the parameters make impossible.
    #[error(
        "skill `{skill}`, learner `{learner}`, response {position}: the parameters give it probability 0; refit with more data, or with a Beta prior on guess and slip"
    )]
    Impossible {
        /// The skill.
        skill: String,
        /// The learner.
        learner: String,
        /// The place among the learner's responses on the skill, from 1.
        position: usize,
    },
    /// Patterns, whose learners nobody knows.
    #[error(
        "predictions are of learners, and patterns with their counts do not say who they are: give the log itself"
    )]
    Patterns,
    /// A log of which the order of a learner's responses on different skills is not known.
    #[error(
        "{model} predicts one skill from the others and needs every response by itself: give the log, not its patterns"
    )]
    NoEvents {
        /// The model.
        model: String,
    },
}

impl PredictError {
    fn impossible(dataset: &Dataset, skill: usize, learner: u32, position: usize) -> Self {
        Self::Impossible {
            skill: dataset.skills.name(skill as u32).into_owned(),
            learner: dataset.learners.name(learner).into_owned(),
            position: position + 1,
        }
    }
}

/// Follows every learner on every skill of a data set under a model of tracing.
///
/// # Errors
/// What [`PredictError`] says.
pub(super) fn predict_tracing(
    dataset: &Dataset,
    spec: &ModelSpec,
    fitted: &Fitted,
    each: impl FnMut(usize, u32, &[Prediction]),
) -> Result<(), PredictError> {
    let by_skill = spec.learners == Learners::Alike && spec.together.is_none();
    if !by_skill && dataset.events.is_empty() && dataset.responses > 0 {
        return Err(PredictError::NoEvents {
            model: spec.to_string(),
        });
    }
    match spec.together {
        Some(together) => together::predict(dataset, together, fitted, each),
        None if by_skill => alone::predict(dataset, spec, fitted, each),
        None => across::predict(dataset, spec, fitted, each),
    }
}
