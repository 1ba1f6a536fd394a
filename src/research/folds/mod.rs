//! Cross-validation: models fitted to a part of a log, and their predictions of the rest.

mod answers;
mod cross;
mod deal;
mod error;
mod part;
#[cfg(test)]
mod tests;

pub use answers::{Answer, answers};
pub use cross::{Predicted, cross_validate, predict_units};
pub use deal::{By, Folds};
pub use error::{CrossError, FoldsError};
