//! The items of a competency as decisions see them.

use super::{Candidate, Exposures, Weights, select};
use crate::base::TemplateId;
use crate::mastery::{Belief, BktParameters, Emission, ItemClass, ResponseFormat};

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
            candidate.shown = draws.shown;
            candidate.last = last;
            candidates.push(candidate);
        }
    }
    candidates
}

/// The items a pool gives, in order, as long as nothing is known of the learner beyond the prior:
/// the mix for which a criterion's pass rates are computed. Ties are settled by the first.
pub fn item_mix(
    pool: &[PoolTemplate],
    parameters: &BktParameters,
    weights: &Weights,
    length: u32,
) -> Vec<ItemClass> {
    let belief = Belief::before(parameters);
    let mut exposures = Exposures::default();
    let mut mix = Vec::new();
    for _ in 0..length {
        let candidates = candidates(pool, parameters, &exposures);
        let chosen = select(&belief, &candidates, weights, 0)
            .and_then(|selection| candidates.get(selection.index));
        let Some(candidate) = chosen else { break };
        exposures.give(&candidate.template, candidate.stratum);
        let template = pool
            .iter()
            .find(|template| template.id == candidate.template);
        mix.extend(template.map(|template| ItemClass {
            template: template.id.clone(),
            format: template.format,
        }));
    }
    mix
}
