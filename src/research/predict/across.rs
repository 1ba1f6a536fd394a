//! Where learners differ across skills: what one skill says of a learner counts on all others.

use super::model::{Beliefs, SkillModel, mixed, weigh};
use super::{PredictError, Prediction};
use crate::research::dataset::Dataset;
use crate::research::fit::kinds_of;
use crate::research::fitted::Fitted;
use crate::research::model::ModelSpec;
use crate::research::response::Outcome;
use crate::research::sequences::Sequences;

/// One skill: its model, where there is one, and its sequences.
struct Skill {
    model: Option<SkillModel>,
    sequences: Sequences,
}

/// A learner on one skill, on the way.
struct Way {
    skill: usize,
    sequence: usize,
    beliefs: Option<Beliefs>,
    predictions: Vec<Prediction>,
}

/// Follows one learner after the other through all skills, in the order of the responses.
pub(super) fn predict(
    dataset: &Dataset,
    spec: &ModelSpec,
    fitted: &Fitted,
    mut each: impl FnMut(usize, u32, &[Prediction]),
) -> Result<(), PredictError> {
    let skills: Vec<Skill> = (0..dataset.by_skill.len())
        .map(|number| skill(dataset, spec, fitted, number))
        .collect();
    let mut ways = ways(dataset, &skills);
    let start: Vec<f64> = kinds_of(fitted.learners.as_ref())
        .into_iter()
        .map(|(share, _)| share)
        .collect();
    let letters = dataset.alphabet.letters();
    for (learner, ways) in ways.iter_mut().enumerate() {
        let mut shares = start.clone();
        for event in dataset.events.of(learner) {
            // All skills of a response are predicted before what came of it is used for any.
            let on: Vec<usize> = dataset
                .events
                .skills(event)
                .iter()
                .filter_map(|&skill| ways.iter().position(|way| way.skill == skill as usize))
                .collect();
            let mut chances = Vec::with_capacity(on.len());
            for &at in &on {
                let way = &mut ways[at];
                let Skill { model, sequences } = &skills[way.skill];
                let symbol = sequences.get(way.sequence).0[way.predictions.len()];
                let (Some(model), Some(beliefs)) = (model, &mut way.beliefs) else {
                    way.predictions.push(Prediction {
                        right: fitted.right,
                        mastery: None,
                        outcome: letters[symbol as usize].outcome,
                    });
                    continue;
                };
                let right = mixed(&shares, &model.enter(beliefs, symbol));
                let chance = model.observe(beliefs, symbol);
                if event.outcome != Outcome::Missing {
                    chances.push((at, chance));
                }
                way.predictions.push(Prediction {
                    right,
                    mastery: None,
                    outcome: model.outcome(symbol),
                });
            }
            for (at, chances) in chances {
                if !weigh(&mut shares, &chances) {
                    let Way {
                        skill, predictions, ..
                    } = &ways[at];
                    let position = predictions.len() - 1;
                    return Err(PredictError::impossible(
                        dataset,
                        *skill,
                        learner as u32,
                        position,
                    ));
                }
            }
            for at in on {
                let Way {
                    beliefs,
                    predictions,
                    ..
                } = &mut ways[at];
                if let (Some(beliefs), Some(last)) = (beliefs, predictions.last_mut()) {
                    last.mastery = Some(beliefs.mastery(&shares));
                }
            }
        }
        for way in ways {
            each(way.skill, learner as u32, &way.predictions);
        }
    }
    Ok(())
}

fn skill(dataset: &Dataset, spec: &ModelSpec, fitted: &Fitted, number: usize) -> Skill {
    let sequences = dataset.sequences(number);
    let name = dataset.skills.name(number as u32);
    match fitted.skills.get(name.as_ref()) {
        None => Skill {
            model: None,
            sequences,
        },
        Some(skill) => {
            let (model, recoded) = SkillModel::new(dataset, spec, fitted, skill, &sequences);
            Skill {
                model: Some(model),
                sequences: recoded,
            }
        }
    }
}

/// For every learner the skills there are responses on.
fn ways(dataset: &Dataset, skills: &[Skill]) -> Vec<Vec<Way>> {
    let mut ways: Vec<Vec<Way>> = Vec::new();
    ways.resize_with(dataset.learners.len(), Vec::new);
    for (skill, learners) in dataset.by_skill.iter().enumerate() {
        for (sequence, &(learner, _)) in learners.iter().enumerate() {
            ways[learner as usize].push(Way {
                skill,
                sequence,
                beliefs: skills[skill].model.as_ref().map(SkillModel::start),
                predictions: Vec::new(),
            });
        }
    }
    ways
}
