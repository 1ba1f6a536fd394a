//! Rules of when to stop practising, held against each other on learners drawn by seed.
//!
//! A [`Scenario`] draws what learners answer and when they come to know; a [`Rule`] hears the answers
//! one by one and says when it has heard enough; [`Measures`] tell how well it did. Where practice is
//! not all that can be done, a [`Plan`] decides, and [`follow`] tells what came of it.

mod draw;
mod exact;
mod follow;
mod measures;
mod plan;
mod rule;
mod scenario;
#[cfg(test)]
mod tests;
pub mod worlds;

pub use draw::{Draw, draw};
pub use exact::in_a_row;
pub use follow::{Followed, Who, follow};
pub use measures::{Estimate, Measured, Measures};
pub use plan::{Otherwise, Plan};
pub use rule::{Heard, Rule};
pub use scenario::{Chain, Course, Growth, Scenario};
