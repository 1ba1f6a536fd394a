//! What a session cannot do.

use crate::mastery::MasteryError;

/// Why an event changes nothing.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SessionError {
    /// There is no problem to which the event could belong.
    #[error("no problem is open; ask for the next one first")]
    NothingOpen,
    /// The evidence does not fit the belief.
    #[error(transparent)]
    Mastery(#[from] MasteryError),
}
