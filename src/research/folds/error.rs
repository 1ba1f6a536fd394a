//! What can be wrong with cross-validation.

use crate::research::fit::FitError;
use crate::research::predict::PredictError;
use thiserror::Error;

/// Folds that a log cannot be dealt into.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FoldsError {
    /// Fewer than two folds, or more than can be told apart.
    #[error(
        "{got} folds; there are 2 to {} of them: one to predict, the others to fit to",
        super::Folds::MOST
    )]
    Count {
        /// How many were asked for.
        got: usize,
    },
    /// More folds than there is to deal.
    #[error("{folds} folds of {found} {what}: each needs one at least; ask for fewer folds")]
    MoreThan {
        /// Learners, items or responses.
        what: &'static str,
        /// How many the log has.
        found: usize,
        /// How many folds were asked for.
        folds: usize,
    },
    /// Folds of items in a log that names none.
    #[error(
        "the log names no items to deal; name the column with --column item=NAME, or deal learners: --by learner"
    )]
    NoItems,
    /// A way to deal that there is not.
    #[error("folds are dealt by learner, item or time, not by `{0}`")]
    By(String),
}

/// A cross-validation that cannot be made.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CrossError {
    /// The model cannot be fitted without a fold.
    #[error("{model}, fitted without fold {fold}: {error}")]
    Fit {
        /// The model.
        model: String,
        /// The fold, from 1.
        fold: usize,
        /// Why not.
        error: FitError,
    },
    /// A response that the parameters make impossible.
    #[error("{model}, fold {fold}: {error}")]
    Predict {
        /// The model.
        model: String,
        /// The fold, from 1.
        fold: usize,
        /// Which one.
        error: PredictError,
    },
}
