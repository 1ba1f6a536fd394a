//! A moving average of the answers above a threshold, and points in the manner of ALEKS.

use super::Criterion;
use super::tally::{Observed, Rule};

/// The exponential moving average s = a s + (1 − a) x of right (1) and wrong (0) answers, from 0,
/// lies above its threshold. Pelánek & Řihák (2017), doi:10.1145/3079628.3079667.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::mastery) struct Average {
    /// a, the weight of what was before, in [0, 1).
    pub memory: f64,
    /// The threshold, in [0, 1).
    pub above: f64,
}

impl Average {
    fn after(&self, average: f64, right: bool) -> f64 {
        self.memory * average + (1.0 - self.memory) * f64::from(u8::from(right))
    }

    /// The average a state holds.
    pub fn now(state: &[u64]) -> f64 {
        state.first().map_or(0.0, |&bits| f64::from_bits(bits))
    }
}

impl Rule for Average {
    fn push(&self, state: &mut [u64], answer: &Observed) {
        if let [average] = state {
            *average = self.after(f64::from_bits(*average), answer.right).to_bits();
        }
    }

    fn holds(&self, state: &[u64]) -> bool {
        Self::now(state) > self.above
    }

    fn more(&self, state: &[u64]) -> u32 {
        let mut average = Self::now(state);
        for more in 0..Criterion::LONGEST {
            if average > self.above {
                return more;
            }
            average = self.after(average, true);
        }
        Criterion::LONGEST
    }
}

/// One point for a right answer, two from the second in a row, one off for a wrong answer, never
/// below 0: the rule ALEKS learners see.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::mastery) struct Points {
    /// Points from which it holds.
    pub learned: u32,
}

/// Set where the latest answer was right; the points stand below it.
const RIGHT: u64 = 1 << 32;

impl Points {
    /// The points a state holds.
    pub fn now(state: &[u64]) -> u32 {
        state.first().map_or(0, |&state| state as u32)
    }

    fn after(&self, state: u64, right: bool) -> u64 {
        let points = state & (RIGHT - 1);
        match (right, state & RIGHT != 0) {
            (true, true) => (points + 2).min(u64::from(self.learned)) | RIGHT,
            (true, false) => (points + 1).min(u64::from(self.learned)) | RIGHT,
            (false, _) => points.saturating_sub(1),
        }
    }
}

impl Rule for Points {
    fn push(&self, state: &mut [u64], answer: &Observed) {
        if let [state] = state {
            *state = self.after(*state, answer.right);
        }
    }

    fn holds(&self, state: &[u64]) -> bool {
        Self::now(state) >= self.learned
    }

    fn more(&self, state: &[u64]) -> u32 {
        let mut state = state.first().copied().unwrap_or(0);
        (0..self.learned)
            .find(|_| {
                let reached = Self::now(&[state]) >= self.learned;
                state = self.after(state, true);
                reached
            })
            .unwrap_or(self.learned)
    }
}
