//! What to do next at the least expected cost: the Bellman equation of one competency, solved
//! beforehand for every belief, so that a decision is a look-up.

mod error;
mod grid;
mod reach;
mod solve;
mod table;
#[cfg(test)]
mod tests;
mod world;

pub use error::WorldError;
pub use reach::{Boundary, Outlook};
pub use table::{Choice, Table};
pub use world::{Action, HandOver, Item, Judged, Masses, Remedy, States, World};
