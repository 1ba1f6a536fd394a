//! A number that cannot be anything but a probability.

use serde::{Deserialize, Serialize};

/// A finite number in [0, 1].
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Probability(f64);

/// A number that is no probability, and what it was for.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{name} {value} must lie between 0 and 1")]
pub struct ProbabilityError {
    /// What the number was for.
    pub name: String,
    /// The number.
    pub value: f64,
}

impl Probability {
    /// Impossible.
    pub const ZERO: Self = Self(0.0);
    /// Certain.
    pub const ONE: Self = Self(1.0);

    /// Checks a number.
    ///
    /// # Errors
    /// Outside [0, 1], or not a number; `name` says in the message what it was for.
    pub fn new(name: &str, value: f64) -> Result<Self, ProbabilityError> {
        if (0.0..=1.0).contains(&value) {
            Ok(Self(value))
        } else {
            Err(ProbabilityError {
                name: name.to_owned(),
                value,
            })
        }
    }

    /// The number.
    pub const fn get(self) -> f64 {
        self.0
    }

    /// 1 − p.
    #[must_use]
    pub fn complement(self) -> Self {
        Self(1.0 - self.0)
    }
}

impl TryFrom<f64> for Probability {
    type Error = ProbabilityError;

    fn try_from(value: f64) -> Result<Self, ProbabilityError> {
        Self::new("probability", value)
    }
}

impl From<Probability> for f64 {
    fn from(probability: Probability) -> Self {
        probability.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_a_probability_gets_in() {
        for bad in [f64::NAN, -0.1, 1.0 + f64::EPSILON, f64::INFINITY] {
            assert!(Probability::new("guess", bad).is_err(), "{bad}");
        }
        let error = Probability::new("guess", 1.5).unwrap_err();
        assert_eq!(error.to_string(), "guess 1.5 must lie between 0 and 1");
        assert_eq!(
            Probability::new("guess", 0.2).unwrap().complement().get(),
            0.8
        );
    }
}
