//! What a session cannot do.

use crate::base::InterventionId;
use crate::mastery::MasteryError;

/// Why an event changes nothing.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SessionError {
    /// There is no problem to which the event could belong.
    #[error("no problem is open; ask for the next one first")]
    NothingOpen,
    /// Only what is on offer can be taken or put aside.
    #[error("`{0}` is not on offer; ask for the next step first")]
    NotOffered(InterventionId),
    /// The evidence does not fit the belief.
    #[error(transparent)]
    Mastery(#[from] MasteryError),
}
