//! An item class that could come next.

use super::Decision;
use crate::base::TemplateId;
use crate::mastery::{Belief, Emission};

/// One stratum of one template, as it stands for one learner.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The template.
    pub template: TemplateId,
    /// The stratum, as the template counts them.
    pub stratum: u32,
    /// The next instance in this learner's order.
    pub counter: u64,
    /// Instances this learner has not been given yet.
    pub fresh: u64,
    /// How often this learner was given this stratum.
    pub shown: u32,
    /// Problems since this learner was last given this template, 1 being the latest.
    pub last: Option<u32>,
    /// Whether a right answer would add a template the criterion still asks for.
    pub needed: bool,
    emission: Emission,
    /// H(answer | state) in bits, for unknown and known: it does not change with the belief.
    entropy: [f64; 2],
}

impl Candidate {
    /// A stratum not shown yet, of which all `fresh` instances are left.
    pub fn new(template: TemplateId, stratum: u32, fresh: u64, emission: Emission) -> Self {
        Self {
            template,
            stratum,
            counter: 0,
            fresh,
            shown: 0,
            last: None,
            needed: false,
            emission,
            entropy: [entropy(emission.guess()), entropy(emission.slip())],
        }
    }

    /// How likely its answer is right in each state.
    pub const fn emission(&self) -> Emission {
        self.emission
    }

    /// The decision to give its next instance.
    pub fn administer(&self) -> Decision {
        Decision::Administer {
            template: self.template.clone(),
            stratum: self.stratum,
            counter: self.counter,
        }
    }

    /// The information its answer is expected to give about knowing, in bits:
    ///
    /// I(answer; state) = H(answer) − Σ mass × H(answer | state)
    ///
    /// Never negative, at most 1. `belief` is the predictive one. Cover & Thomas (2006), 2.4.
    pub fn information(&self, belief: &Belief) -> f64 {
        let [unknown, known] = *belief.masses();
        let right = belief.predict(&self.emission.likelihood(true));
        let given_state = unknown * self.entropy[0] + known * self.entropy[1];
        (entropy(right) - given_state).max(0.0)
    }
}

/// The entropy of a yes-or-no question, in bits; `libm` gives the same ones everywhere.
fn entropy(p: f64) -> f64 {
    let term = |p: f64| if p > 0.0 { -p * libm::log2(p) } else { 0.0 };
    term(p) + term(1.0 - p)
}
