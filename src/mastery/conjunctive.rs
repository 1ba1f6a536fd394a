//! Items that need several competencies at once.

use super::Likelihood;

/// What an answer to an item says of each competency it needs, where it takes all of them:
///
/// K = Π Lₖ, and for competency k: P(answer | known) = R P(answer | all) + (1 − R) P(answer | not all)
/// with R = Π Lⱼ over the others, P(answer | unknown) = P(answer | not all)
///
/// `known` holds Lₖ, P(known) of each just before the answer, in [0, 1]; `likelihood` is that of an
/// item of one competency. Filtering each belief with its own likelihood gives the exact marginals.
/// That the competencies hang together afterwards (one of them must be missing, but which?) is
/// dropped.
///
/// ```
/// use retake::mastery::{Likelihood, conjunctive};
///
/// // A wrong answer says little against what is nearly sure, and much against what is not.
/// let wrong = Likelihood { unknown: 0.9, known: 0.1 };
/// let said = conjunctive(&[0.99, 0.5], &wrong);
/// assert!((said[0].known - 0.5).abs() < 1e-12);
/// assert!((said[1].known - 0.108).abs() < 1e-12);
/// ```
pub fn conjunctive(known: &[f64], likelihood: &Likelihood) -> Vec<Likelihood> {
    // From both ends, so that nothing is divided by a chance that may be 0.
    let mut before = 1.0;
    let mut others: Vec<f64> = known
        .iter()
        .map(|own| {
            let so_far = before;
            before *= own;
            so_far
        })
        .collect();
    let mut behind = 1.0;
    for (other, own) in others.iter_mut().zip(known).rev() {
        *other *= behind;
        behind *= own;
    }
    others
        .into_iter()
        .map(|others| Likelihood {
            unknown: likelihood.unknown,
            known: others * likelihood.known + (1.0 - others) * likelihood.unknown,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mastery::{Belief, Pace};
    use proptest::prelude::*;

    proptest! {
        /// Every combination of known and unknown.
        #[test]
        fn marginals_are_those_of_all_combinations(
            known in proptest::collection::vec(0.0..=1.0, 1..6),
            on_unknown in 0.01..0.99, on_known in 0.01..0.99,
        ) {
            let likelihood = Likelihood { unknown: on_unknown, known: on_known };
            let said = conjunctive(&known, &likelihood);
            let n = known.len();
            let weigh = |states: usize| {
                let prior: f64 = known
                    .iter()
                    .enumerate()
                    .map(|(k, own)| if states >> k & 1 == 1 { *own } else { 1.0 - own })
                    .product();
                prior * if states + 1 == 1 << n { on_known } else { on_unknown }
            };
            let all: f64 = (0..1 << n).map(weigh).sum();
            for (k, likelihood) in said.iter().enumerate() {
                let own: f64 = (0..1_usize << n).filter(|s| s >> k & 1 == 1).map(weigh).sum();
                let belief = Belief::new(known[k]).unwrap();
                let after = belief.filter(likelihood).unwrap().mastery(&Pace::default());
                prop_assert!((after - own / all).abs() < 1e-12);
            }
        }
    }
}
