//! The threshold policy: practise until the criterion holds, and look for help when it does not
//! come nearer.

use super::{Policy, REVISIT_AFTER, Situation, practise, step_back};
use crate::decision::{Decision, Rationale, Weights};
use crate::mastery::{Belief, Pace};

/// The baseline policy: practice up to a fixed boundary.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ThresholdPolicy {
    /// Mastery from which on declaring it is taken to pay.
    pub boundary: f64,
    /// How items are chosen.
    pub weights: Weights,
}

impl Default for ThresholdPolicy {
    /// The boundary in use since Corbett & Anderson (1995), doi:10.1007/BF01099821.
    fn default() -> Self {
        Self {
            boundary: 0.95,
            weights: Weights::default(),
        }
    }
}

impl Policy for ThresholdPolicy {
    /// The next problem, or a way out of a run of wrong answers.
    fn next(&self, situation: &Situation) -> (Decision, Rationale) {
        match situation.wrong_in_a_row >= REVISIT_AFTER {
            true => step_back(situation),
            false => practise(situation, &self.weights, None),
        }
    }

    fn pays(&self, belief: &Belief, pace: &Pace) -> bool {
        belief.mastery(pace) >= self.boundary
    }
}
