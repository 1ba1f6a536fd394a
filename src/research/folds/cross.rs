//! Fitting without a fold, and predicting it.

use super::deal::Folds;
use super::error::CrossError;
use super::part::{Fate, part};
use crate::research::any::{fit_log, predict};
use crate::research::dataset::Dataset;
use crate::research::fit::{FitError, FitOptions, Intervals};
use crate::research::fitted::Fitted;
use crate::research::predict::PredictError;
use crate::research::response::Outcome;
use crate::research::units::Units;
use std::collections::BTreeSet;

/// What a model says of the responses of a data set.
#[derive(Clone, Debug, Default)]
pub struct Predicted {
    /// P(right) of every unit, from the responses before it; NaN for one that is not predicted.
    pub right: Vec<f64>,
    /// Skills some of whose responses were predicted without parameters, by the share of right
    /// answers the fit was made on or as the model takes a usual skill.
    pub without: BTreeSet<String>,
}

impl Predicted {
    fn nothing(units: &Units) -> Self {
        Self {
            right: vec![f64::NAN; units.len()],
            without: BTreeSet::new(),
        }
    }

    /// Takes the predictions of a part of the data set, those that are `wanted`.
    fn take(
        &mut self,
        (part, units): (&Dataset, &Units),
        fitted: &Fitted,
        wanted: impl Fn(usize) -> bool,
    ) -> Result<(), PredictError> {
        predict(part, fitted, |skill, learner, predictions| {
            let Some(first) = units.first(skill as u32, learner) else {
                return;
            };
            let mut some = false;
            for (place, prediction) in predictions.iter().enumerate() {
                if wanted(first + place) {
                    self.right[first + place] = prediction.right;
                    some = true;
                }
            }
            if some {
                let name = part.skills.name(skill as u32);
                if !fitted.skills.contains_key(name.as_ref()) {
                    self.without.insert(name.into_owned());
                }
            }
        })
    }
}

/// What fitted parameters say of a data set that may keep more than their model needs.
///
/// # Errors
/// A response has probability 0.
pub fn predict_units(
    dataset: &Dataset,
    units: &Units,
    fitted: &Fitted,
) -> Result<Predicted, PredictError> {
    let mut predicted = Predicted::nothing(units);
    let keep = fitted.model.keep_to_predict();
    let own = part(dataset, units, keep, |_| Fate::Kept);
    predicted.take((&own, units), fitted, |_| true)?;
    Ok(predicted)
}

/// Fits a model without each fold in turn and predicts the fold: by learner from what its learners
/// did before, by item from all responses before each of the fold's, by time from all before each.
/// `progress` is called with each fold done.
///
/// No response enters a prediction of itself or of one before it, neither by the fit nor by what is
/// followed. By time this holds for what came before in the log, whoever it is of.
///
/// ```
/// use retake::base::Secret;
/// use retake::research::folds::{By, Folds, answers, cross_validate};
/// use retake::research::{FitOptions, LogOptions, Units, evaluate, read_log};
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("log.csv");
/// # std::fs::write(&path, "user_id,skill_name,correct\na,add,0\na,add,1\nb,add,0\nb,add,1\nc,add,1\n")?;
/// let log = read_log(&[path], &LogOptions::default())?.dataset;
/// let (units, key) = (Units::new(&log), Secret::from_seed("1").key("evaluate", &[]));
/// let folds = Folds::deal(&log, &units, By::Learner, 3, &key)?;
/// let predicted = cross_validate(&log, &units, &folds, &FitOptions::default(), &|_| {})?;
/// let scored = predicted.scored(&answers(&log, &units));
/// let measures = evaluate(&scored, 200, &key).expect("there are answers");
/// println!("RMSE {:.3} {:?}", measures.rmse.value, measures.rmse.interval);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// What [`CrossError`] says.
pub fn cross_validate(
    dataset: &Dataset,
    units: &Units,
    folds: &Folds,
    options: &FitOptions,
    progress: &dyn Fn(usize),
) -> Result<Predicted, CrossError> {
    let model = || options.model.to_string();
    let keep = options.model.keep_to_predict();
    let mut predicted = Predicted::nothing(units);
    for fold in 0..folds.count() {
        let fitted =
            fit_without(dataset, units, folds, fold, options).map_err(|error| CrossError::Fit {
                model: model(),
                fold: fold + 1,
                error,
            })?;
        let followed = part(dataset, units, keep, |unit| folds.in_prediction(fold, unit));
        let wanted = |unit| folds.of(unit) == Some(fold);
        predicted
            .take((&followed, units), &fitted, wanted)
            .map_err(|error| CrossError::Predict {
                model: model(),
                fold: fold + 1,
                error,
            })?;
        progress(fold);
    }
    Ok(predicted)
}

/// The fit for a fold.
pub(super) fn fit_without(
    dataset: &Dataset,
    units: &Units,
    folds: &Folds,
    fold: usize,
    options: &FitOptions,
) -> Result<Fitted, FitError> {
    let keep = options.model.keep_to_fit();
    let rest = part(dataset, units, keep, |unit| folds.in_fit(fold, unit));
    let options = FitOptions {
        intervals: Intervals::None,
        ..options.clone()
    };
    let mut fitted = fit_log(&rest, &options, &|_| {})?.fitted;
    // What is known of a skill nobody was seen to answer is where its fit started.
    let answered = answered(&rest);
    fitted.skills.retain(|name, _| answered.contains(name));
    Ok(fitted)
}

/// The skills some of whose responses have an outcome.
fn answered(dataset: &Dataset) -> BTreeSet<String> {
    let letters = dataset.alphabet.letters();
    let mut symbols = Vec::new();
    let mut answered = BTreeSet::new();
    for (skill, learners) in dataset.by_skill.iter().enumerate() {
        let mut seen = learners.iter().filter(|&&(_, sequence)| {
            symbols.clear();
            dataset.packed.read(sequence, &mut symbols);
            let outcome = |&symbol: &u32| letters[symbol as usize].outcome;
            symbols
                .iter()
                .any(|symbol| outcome(symbol) != Outcome::Missing)
        });
        if seen.next().is_some() {
            answered.insert(dataset.skills.name(skill as u32).into_owned());
        }
    }
    answered
}
