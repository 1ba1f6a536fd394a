//! What a log says of learning curves and of the truth of predictions.

use crate::research::any::predict;
use crate::research::dataset::Dataset;
use crate::research::fitted::Fitted;
use crate::research::predict::PredictError;
use crate::research::response::Outcome;
use std::collections::BTreeMap;

/// z of a 95 % interval.
const Z: f64 = 1.959_963_984_540_054;

/// One opportunity of a skill, or one stretch of predictions.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Tally {
    /// Answers.
    pub answers: f64,
    /// Right ones.
    pub right: f64,
    /// Σ predicted P(right).
    pub predicted: f64,
}

impl Tally {
    fn add(&mut self, right: bool, predicted: f64, count: f64) {
        self.answers += count;
        self.right += count * f64::from(u8::from(right));
        self.predicted += count * predicted;
    }

    pub fn share(&self) -> f64 {
        self.right / self.answers
    }

    pub fn mean(&self) -> f64 {
        self.predicted / self.answers
    }

    /// A 95 % interval of the share right of answers that are independent, as those of different
    /// learners are (Wilson 1927, doi:10.1080/01621459.1927.10502953).
    pub fn interval(&self) -> (f64, f64) {
        let (n, p, z2) = (self.answers, self.share(), Z * Z);
        let middle = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
        let half = Z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt() / (1.0 + z2 / n);
        ((middle - half).max(0.0), (middle + half).min(1.0))
    }
}

/// A stretch of predictions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stretch {
    pub tally: Tally,
    /// A 95 % interval of its share right, learners being independent and their answers not.
    pub interval: (f64, f64),
}

/// What came of every response and what was predicted of it.
#[derive(Debug, Default)]
pub(super) struct Tallies {
    /// By skill and opportunity.
    pub curves: Vec<Vec<Tally>>,
    /// Predicted, right, learner; none without parameters.
    predictions: Vec<(f64, bool, u32)>,
}

impl Tallies {
    /// What a log says by itself.
    pub fn observed(dataset: &Dataset) -> Self {
        let letters = dataset.alphabet.letters();
        let curve = |skill: usize| {
            let mut curve = Vec::new();
            for (symbols, count) in dataset.sequences(skill).iter() {
                for (place, &symbol) in symbols.iter().enumerate() {
                    add(
                        &mut curve,
                        place,
                        letters[symbol as usize].outcome,
                        0.0,
                        count,
                    );
                }
            }
            curve
        };
        Self {
            curves: (0..dataset.by_skill.len()).map(curve).collect(),
            predictions: Vec::new(),
        }
    }

    /// What a log says of fitted parameters: of all skills how their curves run, and of those that
    /// `judged` holds for how true their predictions are.
    ///
    /// # Errors
    /// A response that the parameters make impossible.
    pub fn predicted(
        dataset: &Dataset,
        fitted: &Fitted,
        judged: &[bool],
    ) -> Result<Self, PredictError> {
        let mut tallies = Self {
            curves: vec![Vec::new(); dataset.by_skill.len()],
            predictions: Vec::new(),
        };
        predict(dataset, fitted, |skill, learner, predictions| {
            for (place, one) in predictions.iter().enumerate() {
                let curve = &mut tallies.curves[skill];
                add(curve, place, one.outcome, one.right, 1.0);
                if judged[skill] && one.outcome != Outcome::Missing {
                    let right = one.outcome == Outcome::Right;
                    tallies.predictions.push((one.right, right, learner));
                }
            }
        })?;
        Ok(tallies)
    }

    /// Predictions by size in so many stretches of about as many answers; equal ones stay together.
    pub fn calibration(&mut self, stretches: usize) -> Vec<Stretch> {
        let all = &mut self.predictions;
        all.sort_by(|a, b| a.0.total_cmp(&b.0));
        let least = all.len().div_ceil(stretches.max(1));
        let mut found = Vec::new();
        let mut rest = all.as_slice();
        while !rest.is_empty() {
            let last = rest[least.min(rest.len()) - 1].0;
            let mut end = rest.partition_point(|one| one.0 <= last);
            // What is left over would be a stretch of a few.
            if rest.len() - end < least / 2 {
                end = rest.len();
            }
            found.push(stretch(&rest[..end]));
            rest = &rest[end..];
        }
        found
    }
}

fn add(curve: &mut Vec<Tally>, place: usize, outcome: Outcome, predicted: f64, count: f64) {
    if curve.len() <= place {
        curve.resize(place + 1, Tally::default());
    }
    if outcome != Outcome::Missing {
        curve[place].add(outcome == Outcome::Right, predicted, count);
    }
}

/// The interval is that of a ratio over clusters: var = Σ (rightₗ − share × answersₗ)² / answers².
fn stretch(predictions: &[(f64, bool, u32)]) -> Stretch {
    let mut tally = Tally::default();
    let mut learners: BTreeMap<u32, (f64, f64)> = BTreeMap::new();
    for &(predicted, right, learner) in predictions {
        tally.add(right, predicted, 1.0);
        let own = learners.entry(learner).or_default();
        own.0 += f64::from(u8::from(right));
        own.1 += 1.0;
    }
    let share = tally.share();
    let squares = learners.values().map(|(right, answers)| {
        let off = right - share * answers;
        off * off
    });
    let half = Z * squares.sum::<f64>().sqrt() / tally.answers;
    // Where all are right or all wrong only the number of answers says how sure that is.
    let interval = if half > 0.0 {
        ((share - half).max(0.0), (share + half).min(1.0))
    } else {
        tally.interval()
    };
    Stretch { tally, interval }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(right: f64, answers: f64) -> Tally {
        Tally {
            answers,
            right,
            predicted: 0.0,
        }
    }

    #[test]
    fn intervals_are_wilsons() {
        // Wilson's interval of 8 in 10, as Brown, Cai & DasGupta (2001) tabulate it.
        let (low, high) = tally(8.0, 10.0).interval();
        assert!(
            (low - 0.4902).abs() < 1e-4 && (high - 0.9433).abs() < 1e-4,
            "{low} {high}"
        );
        let (low, high) = tally(0.0, 10.0).interval();
        assert!(low == 0.0 && (high - 0.2775).abs() < 1e-4, "{high}");
    }

    #[test]
    fn equal_predictions_stay_together_and_answers_of_one_learner_count_as_one() {
        let mut tallies = Tallies {
            curves: Vec::new(),
            predictions: (0..40)
                .map(|at| (if at < 25 { 0.2 } else { 0.8 }, at % 2 == 0, at / 20))
                .collect(),
        };
        let found = tallies.calibration(4);
        let answers: Vec<f64> = found.iter().map(|one| one.tally.answers).collect();
        assert_eq!(answers, [25.0, 15.0]);
        let two = [
            (0.5, true, 0),
            (0.5, true, 0),
            (0.5, false, 1),
            (0.5, false, 1),
        ];
        let four = [
            (0.5, true, 0),
            (0.5, true, 1),
            (0.5, false, 2),
            (0.5, false, 3),
        ];
        let wide = |one: Stretch| one.interval.1 - one.interval.0;
        assert!(wide(stretch(&two)) > wide(stretch(&four)));
    }
}
