//! Predicting with a fitted baseline: each learner is followed from response to response.

use super::elo::Elo;
use super::logistic::Logistic;
use super::rasch::Rasch;
use super::turns::{Turn, Turns};
use crate::research::dataset::Dataset;
use crate::research::fitted::{Fitted, FittedParameter};
use crate::research::model::{Baseline, Role};
use crate::research::predict::Prediction;
use crate::research::units::Units;

/// A model that follows learners.
pub(super) trait Follow {
    /// What is known of a learner.
    type Learner;

    /// What is known before the first response.
    fn begin(&self) -> Self::Learner;

    /// P(right) of a response.
    fn predict(&self, learner: &Self::Learner, turn: &Turn<'_>) -> f64;

    /// Takes in what came of it.
    fn learn(&self, learner: &mut Self::Learner, turn: &Turn<'_>, right: bool);
}

/// Follows every learner of a data set under a baseline: see [`predict`](crate::research::predict).
///
/// A response with several skills has one prediction, the same for each of them. An item or a skill
/// the fit has not met is taken to be as the usual one.
pub fn predict_baseline(
    dataset: &Dataset,
    baseline: Baseline,
    fitted: &Fitted,
    each: impl FnMut(usize, u32, &[Prediction]),
) {
    let turns = Turns::new(dataset);
    match baseline {
        Baseline::Rasch => follow(&Rasch::new(fitted, &turns), &turns, each),
        Baseline::Elo => follow(&Elo::new(fitted, &turns), &turns, each),
        Baseline::Pfa | Baseline::BestLr => {
            follow(&Logistic::new(baseline, fitted, &turns), &turns, each);
        }
    }
}

fn follow<F: Follow>(
    model: &F,
    turns: &Turns<'_>,
    mut each: impl FnMut(usize, u32, &[Prediction]),
) {
    let dataset = turns.dataset;
    let units = Units::new(dataset);
    let mut predicted = vec![0.0; units.len()];
    for learner in 0..turns.learners() {
        let mut state = model.begin();
        let mut own = turns.of(learner);
        units.walk(&dataset.events, learner, |event, units| {
            let Some(turn) = own.next() else { return };
            // What is nearly sure must not be made sure by rounding: a logistic function is never 0
            // or 1.
            let right = model.predict(&state, &turn);
            let right = right.clamp(f64::MIN_POSITIVE, 1.0 - f64::EPSILON / 2.0);
            units.iter().for_each(|&unit| predicted[unit] = right);
            if let Some(came) = event.outcome.is_right() {
                model.learn(&mut state, &turn, came);
            }
        });
    }
    let letters = dataset.alphabet.letters();
    let (mut symbols, mut predictions) = (Vec::new(), Vec::new());
    for (skill, learners) in dataset.by_skill.iter().enumerate() {
        for (&(learner, sequence), &first) in learners.iter().zip(units.firsts(skill)) {
            symbols.clear();
            dataset.packed.read(sequence, &mut symbols);
            predictions.clear();
            let said = symbols.iter().zip(&predicted[first..]);
            predictions.extend(said.map(|(&symbol, &right)| Prediction {
                right,
                mastery: None,
                outcome: letters[symbol as usize].outcome,
            }));
            each(skill, learner, &predictions);
        }
    }
}

/// The value of a parameter of the whole, or of a skill; 0 for one that is not there.
pub(super) fn value(parameters: &[FittedParameter], role: Role) -> f64 {
    let found = parameters.iter().find(|own| own.name == role);
    found.map_or(0.0, |own| own.value)
}

/// The difficulty of each item, by name; 0, as the usual one has it, for one the fit has not met.
pub(super) fn difficulties(fitted: &Fitted, turns: &Turns<'_>) -> Vec<f64> {
    let of = |name: &String| fitted.items.get(name).copied().unwrap_or(0.0);
    turns.items.iter().map(of).collect()
}
