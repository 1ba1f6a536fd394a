//! What can be wrong with a map, or an answer.

use thiserror::Error;

/// A map that cannot be placed on.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum PlacementError {
    /// A number that is no probability.
    #[error("competency {competency}: {name} {got} must be {allowed}")]
    OutOfRange {
        /// Which competency.
        competency: usize,
        /// What it is.
        name: &'static str,
        /// What was given.
        got: f64,
        /// What may be given.
        allowed: &'static str,
    },
    /// A prerequisite that does not come before, or does not exist.
    #[error("competency {competency} rests on {prerequisite}, which is not before it in the map")]
    Prerequisite {
        /// Which competency.
        competency: usize,
        /// What it is said to rest on.
        prerequisite: usize,
    },
    /// A map too entangled for exact inference.
    #[error(
        "the map ties {got} competencies to each other at once; exact placement goes up to {most}: leave out prerequisites that others imply"
    )]
    Entangled {
        /// How many.
        got: usize,
        /// How many there may be.
        most: usize,
    },
    /// No such competency.
    #[error("there is no competency {0} in the map")]
    NoSuchCompetency(usize),
}
