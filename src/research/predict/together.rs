//! Where responses take several skills at once.

use super::{PredictError, Prediction};
use crate::research::dataset::Dataset;
use crate::research::fitted::Fitted;
use crate::research::model::Together;
use crate::research::together::{OWN, Plain, ROLES, Walk};
use std::collections::BTreeMap;

/// Follows one learner after the other through all skills, in the order of the responses.
///
/// A skill without parameters is left out of the responses that take it; a response that takes none
/// with parameters is predicted by the share of right answers the fit was made on.
pub(super) fn predict(
    dataset: &Dataset,
    together: Together,
    fitted: &Fitted,
    mut each: impl FnMut(usize, u32, &[Prediction]),
) -> Result<(), PredictError> {
    let mut values = Vec::with_capacity(OWN * dataset.skills.len());
    let mut has_parameters = Vec::with_capacity(dataset.skills.len());
    for number in 0..dataset.skills.len() {
        let name = dataset.skills.name(number as u32);
        let skill = fitted.skills.get(name.as_ref());
        has_parameters.push(skill.is_some());
        values.extend(ROLES.map(|role| {
            let mut own = skill.into_iter().flat_map(|skill| &skill.parameters);
            own.find(|parameter| parameter.name == role)
                .map_or(0.0, |parameter| parameter.value)
        }));
    }
    let mut plain = Plain;
    let mut walk = Walk::new(&mut plain, &values, together);
    for learner in 0..dataset.events.learners() {
        let mut skills: BTreeMap<u32, Vec<Prediction>> = BTreeMap::new();
        for event in dataset.events.of(learner) {
            let all = dataset.events.skills(event);
            let known: Vec<u32> = all
                .iter()
                .copied()
                .filter(|&skill| has_parameters[skill as usize])
                .collect();
            let mut right = fitted.right;
            if !known.is_empty() {
                right = walk.right(&known);
                let chance = walk.respond(&known, event.outcome);
                if chance.is_some_and(|chance| chance.is_nan() || chance <= 0.0) {
                    let position = skills.get(&known[0]).map_or(0, Vec::len);
                    return Err(PredictError::impossible(
                        dataset,
                        known[0] as usize,
                        learner as u32,
                        position,
                    ));
                }
            }
            for &skill in all {
                skills.entry(skill).or_default().push(Prediction {
                    right,
                    mastery: walk.known(skill),
                    outcome: event.outcome,
                });
            }
        }
        walk.start_over(|_, _, _| {});
        for (skill, predictions) in skills {
            each(skill as usize, learner as u32, &predictions);
        }
    }
    Ok(())
}
