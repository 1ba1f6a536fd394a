//! What a fitted model says of every response before it is seen, and of the learner after it.

use super::chain::Tables;
use super::dataset::Dataset;
use super::fit::kinds_of;
use super::fitted::{Fitted, FittedSkill};
use super::model::{Constraints, Layout, ModelSpec, Shift};
use super::response::Outcome;
use super::sequences::Symbol;
use thiserror::Error;

/// What is said of one response.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prediction {
    /// P(right), from the responses before it alone.
    pub right: f64,
    /// P(known) once it has been seen, before the next chance to learn; none where the model knows
    /// of no such state.
    pub mastery: Option<f64>,
    /// What came of it.
    pub outcome: Outcome,
}

/// A response the parameters make impossible.
#[derive(Clone, Debug, PartialEq, Error)]
#[error(
    "skill `{skill}`, learner `{learner}`, response {position}: the parameters give it probability 0; refit with more data, or with a Beta prior on guess and slip"
)]
pub struct PredictError {
    /// The skill.
    pub skill: String,
    /// The learner.
    pub learner: String,
    /// The place among the learner's responses on the skill, from 1.
    pub position: usize,
}

/// One skill's model over the alphabet of a data set: for every kind of learner.
#[derive(Debug)]
pub struct SkillModel {
    kinds: Vec<Kind>,
}

#[derive(Debug)]
struct Kind {
    share: f64,
    tables: Tables,
    /// For every symbol P(right | state) in its circumstances, whatever came of it.
    right: Vec<[f64; 2]>,
    outcomes: Vec<Outcome>,
}

impl SkillModel {
    /// The model of a fitted skill, for responses coded as `layout` says.
    ///
    /// A class the fit has not met gets the mean of those it has, a difficulty of 0.
    fn new(fitted: &Fitted, skill: &FittedSkill, layout: &Layout, dataset: &Dataset) -> Self {
        let values: Vec<f64> = layout
            .parameters()
            .iter()
            .map(|parameter| skill.value_of(parameter, &dataset.classes).unwrap_or(0.0))
            .collect();
        let kinds = kinds_of(fitted.learners.as_ref())
            .into_iter()
            .map(|(share, shift): (f64, Shift)| Kind {
                share,
                tables: layout.tables(&values, &shift),
                right: layout.right(&values),
                outcomes: layout.outcomes(),
            })
            .collect();
        Self { kinds }
    }

    /// Follows one learner's responses; the place of one that cannot be is the error.
    ///
    /// # Errors
    /// A response has probability 0.
    pub fn follow(&self, symbols: &[Symbol]) -> Result<Vec<Prediction>, usize> {
        let mut states: Vec<(f64, [f64; 2])> = self
            .kinds
            .iter()
            .map(|kind| (kind.share, kind.tables.prior))
            .collect();
        let mut predictions = Vec::with_capacity(symbols.len());
        for (position, &symbol) in symbols.iter().enumerate() {
            let (mut right, mut all, mut mastery) = (0.0, 0.0, 0.0);
            for ((share, belief), kind) in states.iter_mut().zip(&self.kinds) {
                let step = kind.tables.step(symbol);
                if position > 0 {
                    let [[uu, uk], [ku, kk]] = step.transition;
                    *belief = [
                        belief[0] * uu + belief[1] * ku,
                        belief[0] * uk + belief[1] * kk,
                    ];
                }
                let on = kind.right[symbol as usize];
                right += *share * (belief[0] * on[0] + belief[1] * on[1]);
                let joint = [belief[0] * step.emission[0], belief[1] * step.emission[1]];
                let chance = joint[0] + joint[1];
                if chance > 0.0 {
                    *belief = [joint[0] / chance, joint[1] / chance];
                }
                *share *= chance;
                all += *share;
            }
            if all <= 0.0 {
                return Err(position);
            }
            for (share, belief) in &mut states {
                *share /= all;
                mastery += *share * belief[1];
            }
            predictions.push(Prediction {
                right,
                mastery: Some(mastery),
                outcome: self.kinds[0].outcomes[symbol as usize],
            });
        }
        Ok(predictions)
    }
}

/// Follows every learner on every skill of a data set under a model of tracing.
///
/// Of a learner's kind (individual, types) only the skill at hand is asked.
///
/// # Errors
/// A response has probability 0.
pub fn predict_tracing(
    dataset: &Dataset,
    spec: &ModelSpec,
    fitted: &Fitted,
    mut each: impl FnMut(usize, u32, &[Prediction]),
) -> Result<(), PredictError> {
    for (number, learners) in dataset.by_skill.iter().enumerate() {
        let name = dataset.skills.name(number as u32);
        let sequences = dataset.sequences(number);
        let Some(skill) = fitted.skills.get(name.as_ref()) else {
            let letters = dataset.alphabet.letters();
            for (&(learner, _), (symbols, _)) in learners.iter().zip(sequences.iter()) {
                let unknown: Vec<Prediction> = symbols
                    .iter()
                    .map(|&symbol| Prediction {
                        right: fitted.right,
                        mastery: None,
                        outcome: letters[symbol as usize].outcome,
                    })
                    .collect();
                each(number, learner, &unknown);
            }
            continue;
        };
        let (layout, recoded) = Layout::new(
            spec,
            &Constraints::new(),
            dataset.alphabet.letters(),
            &sequences,
            &dataset.gap_days,
        );
        let model = SkillModel::new(fitted, skill, &layout, dataset);
        for (&(learner, _), (symbols, _)) in learners.iter().zip(recoded.iter()) {
            let predictions = model.follow(symbols).map_err(|position| PredictError {
                skill: name.clone().into_owned(),
                learner: dataset.learners.name(learner).into_owned(),
                position: position + 1,
            })?;
            each(number, learner, &predictions);
        }
    }
    Ok(())
}
