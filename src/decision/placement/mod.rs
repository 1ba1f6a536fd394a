//! Where a learner stands on a whole competency map, from as few answers as do: exact inference on
//! the map, and the question that tells most.

mod error;
mod map;
mod priors;
mod session;
#[cfg(test)]
mod tests;
mod tree;

pub use error::PlacementError;
pub use map::{CompetencyPrior, PlacementMap};
pub use session::{Item, Next, Placement, PlacementOptions, Standing};
