//! An item class that could come next.

use super::Decision;
use crate::base::TemplateId;
use crate::mastery::Emission;

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
    /// Problems by which it lags behind its fair share; negative where it is ahead.
    pub due: f64,
    /// Problems since this learner was last given this template, 1 being the latest.
    pub last: Option<u32>,
    /// Whether a right answer would cover something the criterion still asks for.
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
            due: 0.0,
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
    /// Never negative, at most 1. `known` is P(known) at the next opportunity. Cover & Thomas
    /// (2006), 2.4.
    pub fn information(&self, known: f64) -> f64 {
        let unknown = 1.0 - known;
        let likelihood = self.emission.likelihood(true);
        let right = unknown * likelihood.unknown + known * likelihood.known;
        let given_state = unknown * self.entropy[0] + known * self.entropy[1];
        (entropy(right) - given_state).max(0.0)
    }
}

/// The entropy of a yes-or-no question, in bits; `libm` gives the same ones everywhere.
fn entropy(p: f64) -> f64 {
    let term = |p: f64| if p > 0.0 { -p * libm::log2(p) } else { 0.0 };
    term(p) + term(1.0 - p)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mastery::{Belief, Pace, RawParameters, ResponseFormat};
    use proptest::prelude::*;

    fn candidate(guess: f64, slip: f64) -> Candidate {
        let raw = RawParameters {
            prior: 0.5,
            learn: 0.1,
            forget: 0.0,
            guess,
            slip,
            hint: 0.25,
        };
        let emission = Emission::new(&raw.check().unwrap(), ResponseFormat::Typed, 0);
        Candidate::new(TemplateId::new("c/a").unwrap(), 0, 1, emission)
    }

    /// Mass 1/2, guess 1/4, slip 1/4: P(right) = 1/2, so H = 1 bit; in either state the answer has
    /// H(1/4) = 2 − (3/4) log₂ 3 bits.
    #[test]
    fn information_by_hand() {
        let bits = candidate(0.25, 0.25).information(0.5);
        assert!((bits - (1.0 - (2.0 - 0.75 * 3.0_f64.log2()))).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn it_lies_between_nothing_and_what_is_unknown(guess in 0.001..0.5, slip in 0.001..0.5, at in 0.0..=1.0) {
            let bits = candidate(guess, slip).information(at);
            prop_assert!(bits >= 0.0 && bits <= entropy(at) + 1e-12);
        }

        #[test]
        fn it_is_what_the_answer_takes_off_the_entropy(guess in 0.001..0.5, slip in 0.001..0.5, at in 0.0..=1.0) {
            let (belief, pace) = (Belief::new(at).unwrap(), Pace::default());
            let candidate = candidate(guess, slip);
            let left: f64 = [true, false].into_iter().map(|right| {
                let likelihood = candidate.emission().likelihood(right);
                let after = belief.filter(&likelihood).unwrap().mastery(&pace);
                belief.predict(&likelihood, &pace) * entropy(after)
            }).sum();
            prop_assert!((entropy(at) - left - candidate.information(at)).abs() < 1e-9);
        }
    }
}
