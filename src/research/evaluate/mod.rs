//! How good predictions are, and which of two models predicts better.

mod compare;
mod measures;
mod resample;
mod sums;
#[cfg(test)]
mod tests;

pub use compare::{Comparison, Difference};
pub use measures::{Calibration, Interval, Measure, Measures};

use crate::base::Key;
use compare::compared;
use measures::measured;
use rayon::prelude::*;
use resample::Weights;
use sums::{Predictions, Values};

/// A response with what was predicted of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scored {
    /// P(right) as predicted.
    pub predicted: f64,
    /// Whether it was right.
    pub right: bool,
    /// Whose it is: resampling draws learners whole, for their responses hang together.
    pub learner: u32,
}

/// Measures predictions; intervals from so many resamples of the learners, drawn by `key`. None
/// without a response.
///
/// The result does not depend on the number of threads.
pub fn evaluate(scored: &[Scored], resamples: u64, key: &Key) -> Option<Measures> {
    let evaluated = evaluate_all(&[scored], resamples, key)?;
    evaluated.measures.into_iter().next()
}

/// What came of measuring several models on the same responses.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evaluated {
    /// The measures of each.
    pub measures: Vec<Measures>,
    /// For each but the first how the first compares with it.
    pub comparisons: Vec<Comparison>,
}

/// Measures the predictions of several models on the same responses, in the same order, and compares
/// the first with each of the others: every resample draws the same learners for all of them. None
/// without a response, or where the responses are not the same.
pub fn evaluate_all(models: &[&[Scored]], resamples: u64, key: &Key) -> Option<Evaluated> {
    let first = models.first().filter(|first| !first.is_empty())?;
    let same = |(a, b): (&Scored, &Scored)| (a.learner, a.right) == (b.learner, b.right);
    let aligned =
        |other: &&[Scored]| other.len() == first.len() && first.iter().zip(*other).all(same);
    if !models.iter().all(aligned) {
        return None;
    }
    let mut learners: Vec<u32> = first.iter().map(|one| one.learner).collect();
    learners.sort_unstable();
    learners.dedup();
    let predictions: Vec<Predictions> = models
        .par_iter()
        .map(|scored| Predictions::new(scored, &learners))
        .collect();
    let of_all = |weights: &Weights| -> Vec<Values> {
        predictions.iter().map(|one| one.values(weights)).collect()
    };
    let whole = of_all(&Weights::even(learners.len()));
    // With one learner there is nothing to draw from.
    let resamples = if learners.len() > 1 { resamples } else { 0 };
    let drawn: Vec<Vec<Values>> = (0..resamples)
        .into_par_iter()
        .map(|resample| of_all(&Weights::drawn(learners.len(), key, resample)))
        .collect();
    let of = |model: usize| -> Vec<Values> { drawn.iter().map(|values| values[model]).collect() };
    let each: Vec<Vec<Values>> = (0..models.len()).map(of).collect();
    let measures = predictions.iter().zip(&whole).zip(&each);
    Some(Evaluated {
        measures: measures
            .map(|((predictions, values), drawn)| {
                measured(predictions, learners.len(), values, drawn)
            })
            .collect(),
        comparisons: (1..models.len())
            .map(|other| compared((&whole[0], &each[0]), (&whole[other], &each[other])))
            .collect(),
    })
}
