//! The items of a competency as decisions see them.

use super::{Candidate, Exposures, Weights, select};
use crate::base::TemplateId;
use crate::mastery::{
    Answer, BktParameters, Criterion, Emission, ItemClass, ResponseFormat, Scope,
};

/// A template as far as decisions need to know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoolTemplate {
    /// Its name.
    pub id: TemplateId,
    /// How its instances are answered, by what is usual for it.
    pub format: ResponseFormat,
    /// Hints it has.
    pub hints: u32,
    /// Instances in each of its strata.
    pub strata: Vec<u64>,
}

/// The templates and strata a criterion can ask for.
pub fn scope_of(pool: &[PoolTemplate]) -> Scope {
    let strata = |template: &PoolTemplate| u32::try_from(template.strata.len()).unwrap_or(u32::MAX);
    Scope::new(
        pool.iter()
            .map(|template| (template.id.clone(), strata(template))),
    )
}

/// Every stratum of a pool as a candidate, as it stands for a learner.
pub fn candidates(
    pool: &[PoolTemplate],
    parameters: &BktParameters,
    exposures: &Exposures,
) -> Vec<Candidate> {
    let mut candidates =
        Vec::with_capacity(pool.iter().map(|template| template.strata.len()).sum());
    for template in pool {
        let emission = Emission::new(parameters, template.format, 0);
        let last = exposures.last_shown(&template.id);
        for (stratum, &instances) in (0..).zip(&template.strata) {
            let draws = exposures.draws(&template.id, stratum);
            let fresh = instances.saturating_sub(draws.next);
            let mut candidate = Candidate::new(template.id.clone(), stratum, fresh, emission);
            candidate.counter = draws.next;
            candidate.due = exposures.due(&template.id, stratum, pool.len(), template.strata.len());
            candidate.last = last;
            candidates.push(candidate);
        }
    }
    candidates
}

/// The items a pool gives, in order, as long as nothing is known of the learner beyond the prior,
/// and what the criterion asks to be covered comes first, one right answer being enough: the mix for
/// which a criterion's pass rates are computed. Ties are settled by the first.
pub fn item_mix(
    pool: &[PoolTemplate],
    parameters: &BktParameters,
    weights: &Weights,
    criterion: &Criterion,
    length: u32,
) -> Vec<ItemClass> {
    let mut tally = criterion.begin();
    let mut exposures = Exposures::default();
    let mut mix = Vec::new();
    for _ in 0..length {
        let mut candidates = candidates(pool, parameters, &exposures);
        for candidate in &mut candidates {
            candidate.needed = tally.wants(&candidate.template, candidate.stratum);
        }
        let chosen = select(parameters.prior(), &candidates, weights, 0)
            .and_then(|selection| candidates.get(selection.index));
        let Some(candidate) = chosen else { break };
        exposures.give(&candidate.template, candidate.stratum);
        tally.push(&Answer {
            template: candidate.template.clone(),
            stratum: candidate.stratum,
            right: true,
            session: 0,
        });
        let template = pool
            .iter()
            .find(|template| template.id == candidate.template);
        mix.extend(template.map(|template| ItemClass {
            template: template.id.clone(),
            stratum: candidate.stratum,
            format: template.format,
        }));
    }
    mix
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mastery::{RawCoverage, RawCriterion, RawParameters};
    use std::collections::BTreeSet;

    fn mix(formats: &[ResponseFormat], strata: &[u64], length: u32) -> Vec<String> {
        let raw = RawParameters {
            prior: 0.25,
            learn: 0.12,
            forget: 0.0,
            guess: 0.05,
            slip: 0.08,
            hint: 0.25,
        };
        let pool: Vec<_> = formats
            .iter()
            .zip('a'..)
            .map(|(&format, name)| PoolTemplate {
                id: TemplateId::new(&format!("c/{name}")).unwrap(),
                format,
                hints: 0,
                strata: strata.to_vec(),
            })
            .collect();
        let anything = RawCriterion {
            streak: Some(1),
            ..RawCriterion::default()
        };
        let (parameters, weights) = (raw.check().unwrap(), Weights::default());
        item_mix(
            &pool,
            &parameters,
            &weights,
            &anything.check().unwrap(),
            length,
        )
        .into_iter()
        .map(|item| item.template.to_string())
        .collect()
    }

    #[test]
    fn templates_of_a_kind_take_turns() {
        let typed = [ResponseFormat::Typed; 3];
        let mix = mix(&typed, &[50, 50], 9);
        assert_eq!(mix, ["c/a", "c/b", "c/c"].repeat(3));
    }

    #[test]
    fn what_tells_less_comes_up_too_but_less_often() {
        for options in [2, 3, 4] {
            let choice = ResponseFormat::ChooseOne { options };
            let typed = ResponseFormat::Typed;
            for formats in [&[typed, typed, choice][..], &[typed, choice, typed, typed]] {
                let mix = mix(formats, &[500, 20], 20);
                for (format, template) in formats.iter().zip(["c/a", "c/b", "c/c", "c/d"]) {
                    let times = mix.iter().filter(|given| *given == template).count();
                    let fair = 20 / formats.len();
                    let wanted = if *format == typed {
                        fair..20
                    } else {
                        1..fair + 1
                    };
                    assert!(wanted.contains(&times), "{template} {formats:?} {mix:?}");
                }
                assert!(mix.windows(2).all(|pair| pair[0] != pair[1]), "{mix:?}");
            }
        }
    }

    #[test]
    fn what_the_criterion_asks_to_be_covered_comes_first() {
        let pool: Vec<_> = [("c/a", 4), ("c/b", 1), ("c/c", 2)]
            .map(|(id, strata)| PoolTemplate {
                id: TemplateId::new(id).unwrap(),
                format: ResponseFormat::Typed,
                hints: 0,
                strata: vec![50; strata],
            })
            .to_vec();
        let raw = RawParameters {
            prior: 0.25,
            learn: 0.12,
            forget: 0.0,
            guess: 0.05,
            slip: 0.08,
            hint: 0.25,
        };
        let seven = RawCriterion {
            strata: Some(RawCoverage::AtLeast(7)),
            ..RawCriterion::default()
        };
        let (parameters, weights) = (raw.check().unwrap(), Weights::default());
        let mix = item_mix(&pool, &parameters, &weights, &seven.check().unwrap(), 9);
        let early: BTreeSet<_> = mix
            .iter()
            .take(9)
            .map(|item| (&item.template, item.stratum))
            .collect();
        assert_eq!(early.len(), 7, "{mix:?}");
    }

    #[test]
    fn an_empty_pool_has_no_mix() {
        assert!(mix(&[], &[], 5).is_empty());
        assert!(mix(&[ResponseFormat::Typed], &[], 5).is_empty());
    }

    #[test]
    fn exposures_count_problems_and_draws() {
        let mut exposures = Exposures::default();
        let template = TemplateId::new("c/a").unwrap();
        assert_eq!(exposures.last_shown(&template), None);
        assert_eq!(exposures.give(&template, 1), 0);
        assert_eq!(exposures.pass_over(&template, 1), 1);
        assert_eq!(exposures.give(&template, 0), 0);
        assert_eq!(exposures.give(&template, 1), 2);
        assert_eq!(exposures.last_shown(&template), Some(1));
        assert_eq!(exposures.problems(), 3);
        assert_eq!(exposures.draws(&template, 1).shown, 2);
        // 3 problems, 3 of them on this one of 2 templates; 2 of those on stratum 1 of 2.
        assert_eq!(exposures.due(&template, 1, 2, 2), (1.5 - 3.0) + (1.5 - 2.0));
    }
}
