//! What can be wrong with a model.

use thiserror::Error;

/// A model that makes no sense, or that these data cannot tell.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum ModelError {
    /// A specification that does not begin with `bkt`.
    #[error(
        "a model begins with `bkt`, not with `{0}`; for example bkt+forget+guess-slip; to compare with there are rasch, elo, pfa and best-lr"
    )]
    NotBkt(String),
    /// A word no model knows.
    #[error("no model has `{word}`{}; there are forget, guess-slip, learn, order, first-response, difficulty, decay, individual, types, conjunctive, compensatory", close.as_deref().map(|close| format!("; did you mean `{close}`?")).unwrap_or_default())]
    Unknown {
        /// The word.
        word: String,
        /// One that looks like it.
        close: Option<String>,
    },
    /// A word written twice.
    #[error("`{0}` stands twice; leave one out")]
    Twice(String),
    /// Two features that explain the same thing.
    #[error("`{0}` and `{1}` explain the same thing; choose one")]
    Together(&'static str, &'static str),
    /// A feature that models of several skills a response do not have.
    #[error(
        "`{0}` is for skills by themselves: conjunctive and compensatory go with `forget` only"
    )]
    NotTogether(&'static str),
    /// Constraints for a model that takes none.
    #[error("{0} takes no fixed values, bounds or priors")]
    Unconstrained(&'static str),
    /// A number out of its range.
    #[error("{name} {got} must be {allowed}")]
    OutOfRange {
        /// The parameter, or what is said of it.
        name: String,
        /// What was given.
        got: f64,
        /// What may be given.
        allowed: &'static str,
    },
    /// A parameter the model does not have.
    #[error("the model has no parameter `{name}`; it has {known}")]
    NoSuchParameter {
        /// The name given.
        name: String,
        /// The names there are.
        known: String,
    },
}
