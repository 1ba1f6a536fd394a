//! The ladder of help within one problem.

use serde::{Deserialize, Serialize};

/// The next rung.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Help {
    /// One more hint.
    Hint {
        /// Which, from 1.
        number: u32,
    },
    /// All hints are used up: the solution is shown, and another problem takes this one's place.
    WorkedSolution,
}

impl Help {
    /// The rung after `used` of `hints` hints.
    pub const fn next(used: u32, hints: u32) -> Self {
        if used < hints {
            Self::Hint { number: used + 1 }
        } else {
            Self::WorkedSolution
        }
    }
}
