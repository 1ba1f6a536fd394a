//! What happens beside practice: help that teaches, and time that passes.

use super::MasteryError;
use super::bits;
use super::parameters::within;
use serde::{Deserialize, Serialize};

/// Moves between the hidden states that no answer brings about; each in [0, 1]. All act at once on
/// the masses as they were: who is set free by it is not also taught by it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Shift {
    /// P(unknown → known).
    #[serde(serialize_with = "bits::write", deserialize_with = "bits::read")]
    pub teaches: f64,
    /// P(stuck → unknown).
    #[serde(serialize_with = "bits::write", deserialize_with = "bits::read")]
    pub frees: f64,
    /// P(known → unknown).
    #[serde(serialize_with = "bits::write", deserialize_with = "bits::read")]
    pub forgets: f64,
}

impl Shift {
    /// An intervention that teaches those who do not know, and sets the stuck free.
    ///
    /// # Errors
    /// A number that is no probability.
    pub fn help(teaches: f64, frees: f64) -> Result<Self, MasteryError> {
        within("teaches", teaches, 0.0, 1.0, "it is a probability")?;
        within("frees", frees, 0.0, 1.0, "it is a probability")?;
        Ok(Self {
            teaches,
            frees,
            forgets: 0.0,
        })
    }

    /// Time after which what was known is recalled with this probability.
    ///
    /// # Errors
    /// A number that is no probability.
    pub fn time(recall: f64) -> Result<Self, MasteryError> {
        within("recall", recall, 0.0, 1.0, "it is a probability")?;
        Ok(Self {
            forgets: 1.0 - recall,
            ..Self::default()
        })
    }
}
