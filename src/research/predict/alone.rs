//! Skill by skill.

use super::model::SkillModel;
use super::{PredictError, Prediction};
use crate::research::dataset::Dataset;
use crate::research::fitted::Fitted;
use crate::research::model::ModelSpec;

/// Follows every learner on one skill after the other.
pub(super) fn predict(
    dataset: &Dataset,
    spec: &ModelSpec,
    fitted: &Fitted,
    mut each: impl FnMut(usize, u32, &[Prediction]),
) -> Result<(), PredictError> {
    let letters = dataset.alphabet.letters();
    for (number, learners) in dataset.by_skill.iter().enumerate() {
        let name = dataset.skills.name(number as u32);
        let sequences = dataset.sequences(number);
        let learners = learners.iter().map(|&(learner, _)| learner);
        let Some(skill) = fitted.skills.get(name.as_ref()) else {
            for (learner, (symbols, _)) in learners.zip(sequences.iter()) {
                let unknown = symbols.iter().map(|&symbol| Prediction {
                    right: fitted.right,
                    mastery: None,
                    outcome: letters[symbol as usize].outcome,
                });
                each(number, learner, &unknown.collect::<Vec<_>>());
            }
            continue;
        };
        let (model, recoded) = SkillModel::new(dataset, spec, fitted, skill, &sequences);
        let both = sequences.iter().zip(recoded.iter());
        for (learner, ((all, _), (symbols, _))) in learners.zip(both) {
            let predictions = model
                .follow(symbols, all.len() - symbols.len())
                .map_err(|position| PredictError::impossible(dataset, number, learner, position))?;
            each(number, learner, &predictions);
        }
    }
    Ok(())
}
