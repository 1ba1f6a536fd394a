//! What to do next at the least expected cost: the Bellman equation of one competency, solved
//! beforehand for every belief, so that a decision is a look-up.

mod codec;
mod error;
mod grid;
mod groups;
mod reach;
mod solve;
mod table;
#[cfg(test)]
mod tests;
mod world;

pub use error::WorldError;
pub use groups::SpeedGroups;
pub use reach::{Boundary, Outlook};
pub use table::{Choice, Table};
pub use world::{Action, HandOver, Item, Judged, MOST_REMEDIES, Masses, Remedy, States, World};
