//! One number for each learning speed.

use super::bits::Bits;
use serde::{Deserialize, Serialize};

/// Learning speeds at most.
pub const MOST_SPEEDS: usize = 5;

/// A number for each of one to five learning speeds, the slowest first.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub struct PerSpeed {
    speeds: u8,
    /// Those beyond the speeds are 0.
    values: [f64; MOST_SPEEDS],
}

impl PerSpeed {
    /// The numbers of `speeds` speeds, at least one and at most [`MOST_SPEEDS`] of which are taken.
    pub fn of(speeds: usize, value: impl Fn(usize) -> f64) -> Self {
        let speeds = speeds.clamp(1, MOST_SPEEDS);
        let mut values = [0.0; MOST_SPEEDS];
        for (speed, place) in values.iter_mut().enumerate().take(speeds) {
            *place = value(speed);
        }
        Self {
            // At most five.
            speeds: speeds as u8,
            values,
        }
    }

    /// How many speeds there are.
    pub const fn len(&self) -> usize {
        self.speeds as usize
    }

    /// Whether there is none: never.
    pub const fn is_empty(&self) -> bool {
        self.speeds == 0
    }

    /// The numbers, the slowest speed first.
    pub fn as_slice(&self) -> &[f64] {
        &self.values[..self.len()]
    }

    /// All places, those beyond the speeds 0.
    pub(super) const fn places(&self) -> &[f64; MOST_SPEEDS] {
        &self.values
    }

    /// The sum of the numbers.
    pub fn sum(&self) -> f64 {
        self.values.iter().sum()
    }
}

/// One number stands alone, as it did before there were speeds.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Stored {
    One(Bits),
    Many(Vec<Bits>),
}

impl From<PerSpeed> for Stored {
    fn from(numbers: PerSpeed) -> Self {
        match *numbers.as_slice() {
            [one] => Self::One(Bits(one)),
            ref many => Self::Many(many.iter().copied().map(Bits).collect()),
        }
    }
}

impl TryFrom<Stored> for PerSpeed {
    type Error = String;

    fn try_from(stored: Stored) -> Result<Self, String> {
        let values = match stored {
            Stored::One(one) => vec![one],
            Stored::Many(many) => many,
        };
        match values.len() {
            speeds @ 1..=MOST_SPEEDS => Ok(Self::of(speeds, |speed| values[speed].0)),
            other => Err(format!(
                "{other} learning speeds are stored, and there can be from 1 to {MOST_SPEEDS}"
            )),
        }
    }
}
