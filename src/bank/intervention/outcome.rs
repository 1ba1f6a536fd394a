//! What an outcome teaches about an intervention: efficacies updated from what learners answer next.

use super::{Beta, Efficacy};
use crate::mastery::{Belief, Evidence, Pace};

/// What was believed of a learner just before an intervention, and how likely the answers that came
/// after it are for one who then did not know, knew, or was stuck.
///
/// The three likelihoods may carry a common factor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// P(unknown) before.
    pub unknown: f64,
    /// P(known) before.
    pub known: f64,
    /// P(stuck) before.
    pub stuck: f64,
    /// P(answers | unknown afterwards).
    pub if_unknown: f64,
    /// P(answers | known afterwards).
    pub if_known: f64,
    /// P(answers | stuck afterwards).
    pub if_stuck: f64,
}

/// A mean that has moved by more than this is worth solving tables for again.
const MOVED: f64 = 0.05;

impl Outcome {
    /// The outcome of an intervention that found a learner at this belief, from the answers that
    /// followed, up to the next intervention.
    ///
    /// With βₜ(state) = P(answers from t on | state), going backwards:
    ///
    /// βₜ(unknown) = P(answer | unknown) × [(1 − learn) βₜ₊₁(unknown) + learn βₜ₊₁(known)]
    ///
    /// and likewise for known with forgetting; who is stuck answers as one who does not know, and
    /// stays stuck. Learning speeds weigh by what was believed of them; time that passes between the
    /// answers is left out. One answer alone does not tell stuck from unknown: it takes some.
    pub fn new<'e>(
        before: &Belief,
        pace: &Pace,
        answers: impl DoubleEndedIterator<Item = &'e Evidence>,
    ) -> Self {
        let chances = before.speed_chances(pace);
        let chances = chances.as_slice();
        let speeds = chances.len();
        let mut behind = vec![[1.0; 3]; speeds];
        for evidence in answers.rev() {
            let (likelihood, transition) = (&evidence.likelihood, &evidence.transition);
            for (speed, later) in behind.iter_mut().enumerate() {
                let learn = transition.learn.as_slice();
                let learn = learn
                    .get(speed)
                    .or(learn.last())
                    .copied()
                    .unwrap_or_default();
                let forget = transition.forget;
                let [unknown, known, stuck] = *later;
                *later = [
                    likelihood.unknown * ((1.0 - learn) * unknown + learn * known),
                    likelihood.known * ((1.0 - forget) * known + forget * unknown),
                    likelihood.unknown * stuck,
                ];
            }
            // Hundreds of answers would be too unlikely to hold; a common factor says nothing.
            let most = behind.iter().flatten().copied().fold(0.0, f64::max);
            if most > 0.0 {
                behind.iter_mut().flatten().for_each(|value| *value /= most);
            }
        }
        let of = |state: usize| -> f64 {
            let both = behind.iter().zip(chances);
            both.map(|(behind, chance)| chance * behind[state]).sum()
        };
        let (known, stuck) = (before.mastery(pace), before.stuck_chance(pace));
        Self {
            unknown: (1.0 - known - stuck).max(0.0),
            known,
            stuck,
            if_unknown: of(0),
            if_known: of(1),
            if_stuck: of(2),
        }
    }
}

/// P(it was tried and came out well), P(it was tried and came out ill), by the answers.
struct Tried {
    well: f64,
    ill: f64,
}

impl Efficacy {
    /// What is believed once an outcome is known.
    ///
    /// Whether the intervention taught, or set free, is not seen itself. What is believed then is a
    /// mixture: of Beta(α + 1, β) where it was tried and came out well, Beta(α, β + 1) where it was
    /// tried and came out ill, and Beta(α, β) where the learner was not one to try it on. It is
    /// brought back to the Beta of the same mean and variance (assumed-density filtering). So
    /// answers that say nothing change nothing, and outcomes that are certain are counted.
    ///
    /// An outcome that is impossible, or is none, changes nothing.
    #[must_use]
    pub fn after(self, outcome: &Outcome) -> Self {
        let Outcome {
            unknown,
            known,
            stuck,
            if_unknown,
            if_known,
            if_stuck,
        } = *outcome;
        let (teaches, frees) = (self.teaches.mean(), self.frees.mean());
        let taught = unknown * teaches * if_known;
        let not_taught = unknown * (1.0 - teaches) * if_unknown;
        let freed = stuck * frees * if_unknown;
        let not_freed = stuck * (1.0 - frees) * if_stuck;
        let parts = [known * if_known, taught, not_taught, freed, not_freed];
        let sum: f64 = parts.iter().sum();
        if !(sum > 0.0 && sum.is_finite()) || parts.iter().any(|part| *part < 0.0) {
            return self;
        }
        Self {
            teaches: self.teaches.after_trial(&Tried {
                well: taught / sum,
                ill: not_taught / sum,
            }),
            frees: self.frees.after_trial(&Tried {
                well: freed / sum,
                ill: not_freed / sum,
            }),
        }
    }

    /// Whether the tables solved with `self` should be solved again: one of the means has moved by
    /// more than 0.05.
    pub fn moved(&self, now: &Self) -> bool {
        let by = |a: &Beta, b: &Beta| (a.mean() - b.mean()).abs() > MOVED;
        by(&self.teaches, &now.teaches) || by(&self.frees, &now.frees)
    }
}

impl Beta {
    /// The Beta of the mean and the variance that the mixture over a trial's outcomes has.
    fn after_trial(self, tried: &Tried) -> Self {
        let (well, ill) = (self.after(true), self.after(false));
        let not = (1.0 - tried.well - tried.ill).max(0.0);
        let parts = [(tried.well, well), (tried.ill, ill), (not, self)];
        let mean: f64 = parts
            .iter()
            .map(|(chance, beta)| chance * beta.mean())
            .sum();
        // Within the parts and between them: no difference of large numbers.
        let variance: f64 = parts
            .iter()
            .map(|(chance, beta)| chance * (beta.variance() + (beta.mean() - mean).powi(2)))
            .sum();
        let size = mean * (1.0 - mean) / variance - 1.0;
        match size > 0.0 && size.is_finite() {
            true => Self {
                well: mean * size,
                ill: (1.0 - mean) * size,
            },
            false => self,
        }
    }

    /// αβ / ((α + β)² (α + β + 1))
    fn variance(&self) -> f64 {
        let mean = self.mean();
        mean * (1.0 - mean) / (self.well + self.ill + 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mastery::{BktParameters, RawLearners, RawParameters, ResponseFormat, Speed, Trace};
    use proptest::prelude::*;

    const PRIOR: Efficacy = Efficacy {
        teaches: Beta {
            well: 3.0,
            ill: 7.0,
        },
        frees: Beta {
            well: 2.0,
            ill: 8.0,
        },
    };

    fn close(a: Beta, b: Beta) -> bool {
        (a.well - b.well).abs() < 1e-9 && (a.ill - b.ill).abs() < 1e-9
    }

    fn parameters() -> BktParameters {
        let raw = RawParameters {
            prior: 0.2,
            learn: 0.1,
            forget: 0.01,
            guess: 0.05,
            slip: 0.1,
            hint: 0.25,
        };
        let speed = |pace| Speed { pace, share: 0.5 };
        let learners = RawLearners {
            speeds: vec![speed(0.5), speed(2.0)],
            stuck: 0.2,
        };
        let learners = learners.check().unwrap();
        raw.check().unwrap().with_learners(learners)
    }

    fn outcome(answers: &[bool]) -> Outcome {
        let parameters = parameters();
        let trace = Trace::before(&parameters);
        let log: Vec<Evidence> = answers
            .iter()
            .map(|&right| Evidence::new(&parameters, ResponseFormat::Typed, 0, right))
            .collect();
        Outcome::new(&trace.predictive, &trace.pace, log.iter())
    }

    #[test]
    fn no_answer_changes_nothing() {
        let after = PRIOR.after(&outcome(&[]));
        assert!(close(after.teaches, PRIOR.teaches) && close(after.frees, PRIOR.frees));
        assert!(!PRIOR.moved(&after));
    }

    #[test]
    fn certain_outcomes_are_counted() {
        let at = |unknown, stuck, if_unknown, if_known, if_stuck| Outcome {
            unknown,
            known: 1.0 - unknown - stuck,
            stuck,
            if_unknown,
            if_known,
            if_stuck,
        };
        let cases = [
            (at(1.0, 0.0, 0.0, 1.0, 0.0), (4.0, 7.0), (2.0, 8.0)),
            (at(1.0, 0.0, 1.0, 0.0, 0.0), (3.0, 8.0), (2.0, 8.0)),
            (at(0.0, 1.0, 1.0, 0.0, 0.0), (3.0, 7.0), (3.0, 8.0)),
            (at(0.0, 1.0, 0.0, 0.0, 1.0), (3.0, 7.0), (2.0, 9.0)),
            // Who knew already tells nothing; what cannot be told changes nothing.
            (at(0.0, 0.0, 0.0, 1.0, 0.0), (3.0, 7.0), (2.0, 8.0)),
            (at(1.0, 0.0, 0.0, 0.0, 0.0), (3.0, 7.0), (2.0, 8.0)),
            (at(0.5, 0.1, f64::NAN, 1.0, 1.0), (3.0, 7.0), (2.0, 8.0)),
        ];
        for (outcome, teaches, frees) in cases {
            let after = PRIOR.after(&outcome);
            let beta = |(well, ill)| Beta { well, ill };
            assert!(close(after.teaches, beta(teaches)), "{outcome:?} {after:?}");
            assert!(close(after.frees, beta(frees)), "{outcome:?} {after:?}");
        }
    }

    #[test]
    fn success_raises_what_is_believed_and_failure_lowers_it() {
        let right = PRIOR.after(&outcome(&[true; 4]));
        let wrong = PRIOR.after(&outcome(&[false; 4]));
        let teaches = |efficacy: &Efficacy| efficacy.teaches.mean();
        assert!(teaches(&wrong) < teaches(&PRIOR) && teaches(&PRIOR) < teaches(&right));
        assert!(wrong.frees.mean() < PRIOR.frees.mean());
        let many = (0..40).fold(PRIOR, |efficacy, _| efficacy.after(&outcome(&[true; 4])));
        assert!(PRIOR.moved(&many));
        assert!(outcome(&[false; 5000]).if_stuck > 0.0);
    }

    proptest! {
        /// The mean of what is believed afterwards is what was believed before (Bayes).
        #[test]
        fn belief_is_conserved(unknown in 0.0..1.0, rest in 0.0..1.0, n in 1_usize..6) {
            let known = (1.0 - unknown) * rest;
            let stuck = 1.0 - unknown - known;
            let (mut teaches, mut frees, mut sum) = (0.0, 0.0, 0.0);
            for pattern in 0..1_u32 << n {
                let answers: Vec<bool> = (0..n).map(|at| pattern >> at & 1 == 1).collect();
                let parameters = parameters();
                let log: Vec<Evidence> = answers
                    .iter()
                    .map(|&right| Evidence::new(&parameters, ResponseFormat::Typed, 0, right))
                    .collect();
                // Likelihoods to scale: no answer is so unlikely that a factor is taken out.
                let chance = |state: usize| {
                    let mut behind = [[1.0; 3]; 2];
                    for one in log.iter().rev() {
                        for (speed, later) in behind.iter_mut().enumerate() {
                            let (l, t) = (one.likelihood, one.transition.learn.as_slice()[speed]);
                            let forget = one.transition.forget;
                            *later = [
                                l.unknown * ((1.0 - t) * later[0] + t * later[1]),
                                l.known * ((1.0 - forget) * later[1] + forget * later[0]),
                                l.unknown * later[2],
                            ];
                        }
                    }
                    behind.iter().map(|of_speed| of_speed[state] / 2.0).sum::<f64>()
                };
                let outcome = Outcome {
                    unknown, known, stuck,
                    if_unknown: chance(0), if_known: chance(1), if_stuck: chance(2),
                };
                let (t, f) = (PRIOR.teaches.mean(), PRIOR.frees.mean());
                let weight = known * outcome.if_known
                    + unknown * (t * outcome.if_known + (1.0 - t) * outcome.if_unknown)
                    + stuck * (f * outcome.if_unknown + (1.0 - f) * outcome.if_stuck);
                let after = PRIOR.after(&outcome);
                prop_assert!(after.teaches.well > 0.0 && after.frees.ill > 0.0);
                teaches += weight * after.teaches.mean();
                frees += weight * after.frees.mean();
                sum += weight;
            }
            prop_assert!((sum - 1.0).abs() < 1e-9);
            prop_assert!((teaches - PRIOR.teaches.mean()).abs() < 1e-9);
            prop_assert!((frees - PRIOR.frees.mean()).abs() < 1e-9);
        }

        #[test]
        fn nothing_that_is_a_number_brings_it_down(values in proptest::collection::vec(-1e3..1e3, 6)) {
            let [unknown, known, stuck, if_unknown, if_known, if_stuck] = values[..] else {
                unreachable!()
            };
            let outcome = Outcome { unknown, known, stuck, if_unknown, if_known, if_stuck };
            let after = PRIOR.after(&outcome);
            prop_assert!(after.teaches.mean().is_finite() && after.frees.mean().is_finite());
        }
    }
}
