//! What can be wrong with a world.

use thiserror::Error;

/// A world the Bellman equation cannot be solved for.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum WorldError {
    /// A number out of its range.
    #[error("{name} {got} must be {allowed}")]
    OutOfRange {
        /// What it is.
        name: String,
        /// What was given.
        got: f64,
        /// What may be given.
        allowed: &'static str,
    },
    /// Masses that do not fit the states.
    #[error("the prior has {got} masses for {states} states, or they do not sum to 1")]
    Prior {
        /// Masses given.
        got: usize,
        /// States there are.
        states: usize,
    },
    /// Nothing to practise with.
    #[error("there is no item to practise with")]
    NoItems,
    /// More than a table can hold.
    #[error("{got} {what} are more than {most}")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many.
        got: usize,
        /// How many there may be.
        most: usize,
    },
    /// A learner who is stuck could be neither helped nor handed over.
    #[error(
        "a stuck learner would practise for ever: hand over to a person, or give an intervention that helps the stuck and may be repeated"
    )]
    NoWayOut,
}
