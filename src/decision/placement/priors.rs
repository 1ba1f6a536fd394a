//! A map from what a bank says: how many know each competency, and how often the map's edges do not
//! hold.

use super::error::PlacementError;
use super::map::{CompetencyPrior, PlacementMap};
use super::tree::{Passes, Tree};

/// P(known) behind all prerequisites at most. Priors are often the same all over a bank, and taken at
/// their word whoever knows the first of a chain would know the last; so, less than it takes to be
/// settled, for knowing what a thing rests on is no proof of knowing it.
const MOST: f64 = 0.9;

impl PlacementMap {
    /// The map on which P(known) of every competency, before any answer, is its prior:
    ///
    /// prior = q × known + (1 − q) × leak, with q = P(all prerequisites known)
    ///
    /// solved for known, competency by competency; each prerequisite stands before what rests on
    /// it. `leak` is in [0, 1]. Two things may keep a marginal from being the prior: it cannot be
    /// so high that known would pass .9, and then stays below it; and where fewer know a
    /// competency than the leak says, the leak is half the prior, so that prerequisites still speak
    /// for it.
    ///
    /// # Errors
    /// As many priors as competencies are not given, a number is no probability, a prerequisite is
    /// not before its competency, or the map is too entangled.
    pub fn of_priors(
        prerequisites: &[Vec<usize>],
        priors: &[f64],
        leak: f64,
    ) -> Result<Self, PlacementError> {
        if priors.len() != prerequisites.len() {
            let at = priors.len().min(prerequisites.len());
            return Err(PlacementError::NoSuchCompetency(at));
        }
        let mut map: Vec<CompetencyPrior> = Vec::with_capacity(priors.len());
        for (competency, (&prior, needed)) in priors.iter().zip(prerequisites).enumerate() {
            for (name, got) in [("prior", prior), ("leak", leak)] {
                if !(0.0..=1.0).contains(&got) {
                    return Err(PlacementError::OutOfRange {
                        competency,
                        name,
                        got,
                        allowed: "a probability, from 0 to 1",
                    });
                }
            }
            let leak = leak.min(prior / 2.0);
            let known = match needed.is_empty() {
                true => prior,
                false => {
                    let behind = all_known(&map, competency, needed)?;
                    let exact = (prior - leak * (1.0 - behind)) / behind;
                    // Where the prerequisites are known by nobody, no number would do.
                    let exact = if exact.is_nan() { MOST } else { exact };
                    exact.clamp(leak, MOST.max(leak))
                }
            };
            map.push(CompetencyPrior {
                prerequisites: needed.clone(),
                known,
                leak,
            });
        }
        Self::new(map)
    }
}

/// P(all of these are known), on the part of the map below them: the marginal of one more competency
/// that is known if they are, and else is not.
fn all_known(
    map: &[CompetencyPrior],
    competency: usize,
    needed: &[usize],
) -> Result<f64, PlacementError> {
    if let Some(&prerequisite) = needed.iter().find(|&&one| one >= map.len()) {
        return Err(PlacementError::Prerequisite {
            competency,
            prerequisite,
        });
    }
    let mut below = vec![false; map.len()];
    for &one in needed {
        below[one] = true;
    }
    // Prerequisites come first, so one way back finds all that is below.
    for (at, own) in map.iter().enumerate().rev() {
        if below[at] {
            for &one in &own.prerequisites {
                below[one] = true;
            }
        }
    }
    let mut place = vec![0; map.len()];
    let mut part: Vec<CompetencyPrior> = Vec::new();
    for (at, own) in map.iter().enumerate().filter(|(at, _)| below[*at]) {
        place[at] = part.len();
        part.push(CompetencyPrior {
            prerequisites: own.prerequisites.iter().map(|&one| place[one]).collect(),
            ..own.clone()
        });
    }
    part.push(CompetencyPrior {
        prerequisites: needed.iter().map(|&one| place[one]).collect(),
        known: 1.0,
        leak: 0.0,
    });
    let part = PlacementMap::new(part)?;
    let seen = vec![[1.0; 2]; part.competencies().len()];
    let marginals = Tree::new(&part)?.marginals(&seen, &mut Passes::default());
    Ok(marginals.last().copied().unwrap_or(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn marginals(map: &PlacementMap) -> Vec<f64> {
        let seen = vec![[1.0; 2]; map.competencies().len()];
        let tree = Tree::new(map).unwrap();
        tree.marginals(&seen, &mut Passes::default())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]

        /// Everywhere but where a number stands at its limit.
        #[test]
        fn marginals_are_the_priors(
            all in proptest::collection::vec((any::<u16>(), 0.01_f64..0.99), 1..=10),
            leak in 0.0_f64..0.3,
        ) {
            let edges = |(at, (edges, _)): (usize, &(u16, f64))| -> Vec<usize> {
                (0..at).filter(|before| edges >> before & 1 == 1).collect()
            };
            let needed: Vec<Vec<usize>> = all.iter().enumerate().map(edges).collect();
            let priors: Vec<f64> = all.iter().map(|(_, prior)| *prior).collect();
            let map = PlacementMap::of_priors(&needed, &priors, leak).unwrap();
            for ((own, is), wanted) in map.competencies().iter().zip(marginals(&map)).zip(priors) {
                prop_assert!(own.leak <= own.known && own.leak <= leak);
                match own.known == MOST {
                    true => prop_assert!(is <= wanted + 1e-12),
                    false => prop_assert!((is - wanted).abs() < 1e-9, "{is} {wanted}"),
                }
            }
        }
    }

    #[test]
    fn what_cannot_be_is_as_near_as_may_be() {
        // More are said to know the second than its prerequisite allows.
        let map = PlacementMap::of_priors(&[vec![], vec![0]], &[0.2, 0.6], 0.05).unwrap();
        assert_eq!(map.competencies()[1].known, MOST);
        assert!((marginals(&map)[1] - (0.2 * MOST + 0.8 * 0.05)).abs() < 1e-12);
        // Fewer know it than the leak says.
        let map = PlacementMap::of_priors(&[vec![], vec![0]], &[0.5, 0.04], 0.05).unwrap();
        assert_eq!(map.competencies()[1].leak, 0.02);
        assert!((marginals(&map)[1] - 0.04).abs() < 1e-12);
        // Nobody knows the first.
        let map = PlacementMap::of_priors(&[vec![], vec![0]], &[0.0, 0.0], 0.0).unwrap();
        assert!(marginals(&map).iter().all(|known| known.is_finite()));
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let refused = |needed: &[Vec<usize>], priors: &[f64], leak| {
            let error = PlacementMap::of_priors(needed, priors, leak).unwrap_err();
            error.to_string()
        };
        assert!(refused(&[vec![]], &[f64::NAN], 0.1).starts_with("competency 0: prior NaN"));
        assert!(refused(&[vec![]], &[0.5], -0.1).starts_with("competency 0: leak -0.1"));
        assert!(refused(&[vec![], vec![1]], &[0.5, 0.5], 0.1).contains("rests on 1"));
        assert!(refused(&[vec![]], &[], 0.1).contains("no competency 0"));
    }
}
