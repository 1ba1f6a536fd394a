//! How good predictions are.

use crate::base::{Key, Stream};
use serde::Serialize;

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

/// A measure with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// The measure on all responses.
    pub value: f64,
    /// The interval, by resampling learners; none without resamples.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<(f64, f64)>,
}

/// One stretch of predictions: what was predicted there and what came.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Calibration {
    /// The mean of the predictions.
    pub predicted: f64,
    /// The share that was right.
    pub right: f64,
    /// How many there are.
    pub responses: u64,
}

/// How good predictions are.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Measures {
    /// Responses predicted.
    pub responses: u64,
    /// P(a right answer was predicted higher than a wrong one), ties half; none where all or no
    /// answers are right. Hanley & McNeil (1982), doi:10.1148/radiology.143.1.7063747.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auc: Option<Interval>,
    /// √ mean (predicted − right)².
    pub rmse: Interval,
    /// The mean of −ln P(what came).
    pub log_loss: Interval,
    /// The share that was on the predicted side of one half.
    pub accuracy: Interval,
    /// Mean (predicted − right)²: Brier (1950).
    pub brier: Interval,
    /// Σ share of a stretch × |predicted − right| over ten stretches of equal width.
    pub calibration_error: Interval,
    /// Those stretches.
    pub calibration: Vec<Calibration>,
}

/// Stretches of the calibration curve.
const STRETCHES: usize = 10;

/// Measures predictions; intervals from so many resamples of the learners, drawn by `key`.
///
/// A resample gives each learner a weight drawn from Poisson's distribution of mean 1, which for
/// many learners is drawing them with replacement.
pub fn evaluate(scored: &[Scored], resamples: u64, key: &Key) -> Option<Measures> {
    if scored.is_empty() {
        return None;
    }
    let mut sorted = scored.to_vec();
    sorted.sort_by(|a, b| a.predicted.total_cmp(&b.predicted));
    let learners = sorted
        .iter()
        .map(|one| one.learner as usize + 1)
        .max()
        .unwrap_or(0);
    let whole = Sums::of(&sorted, &vec![1.0; learners]);
    let mut drawn = Vec::new();
    for resample in 0..resamples {
        let mut stream = Stream::new(key, resample);
        let weights: Vec<f64> = (0..learners).map(|_| poisson(&mut stream)).collect();
        drawn.push(Sums::of(&sorted, &weights));
    }
    let interval = |measure: fn(&Sums) -> f64| {
        let mut values: Vec<f64> = drawn
            .iter()
            .map(measure)
            .filter(|value| value.is_finite())
            .collect();
        values.sort_by(f64::total_cmp);
        let at = |share: f64| values[((values.len() - 1) as f64 * share).round() as usize];
        Interval {
            value: measure(&whole),
            interval: (!values.is_empty()).then(|| (at(0.025), at(0.975))),
        }
    };
    let auc = interval(Sums::auc);
    Some(Measures {
        responses: scored.len() as u64,
        auc: auc.value.is_finite().then_some(auc),
        rmse: interval(Sums::rmse),
        log_loss: interval(Sums::log_loss),
        accuracy: interval(Sums::accuracy),
        brier: interval(Sums::brier),
        calibration_error: interval(Sums::calibration_error),
        calibration: whole
            .stretches
            .iter()
            .filter(|stretch| stretch.weight > 0.0)
            .map(|stretch| Calibration {
                predicted: stretch.predicted / stretch.weight,
                right: stretch.right / stretch.weight,
                responses: stretch.weight as u64,
            })
            .collect(),
    })
}

/// A number from Poisson's distribution of mean 1: Knuth's method, by products of uniform numbers.
fn poisson(stream: &mut Stream) -> f64 {
    let least = (-1.0_f64).exp();
    let mut product = 1.0;
    let mut count = -1.0;
    while product > least {
        product *= (stream.next_u64() >> 11) as f64 / (1_u64 << 53) as f64;
        count += 1.0;
    }
    count
}

#[derive(Clone, Copy, Default)]
struct Stretch {
    weight: f64,
    predicted: f64,
    right: f64,
}

/// What all measures are made of.
struct Sums {
    weight: f64,
    squares: f64,
    logarithms: f64,
    hits: f64,
    /// Weight of the pairs of a right and a wrong answer of which the right one was predicted
    /// higher, ties half, and of all pairs.
    ordered: f64,
    pairs: f64,
    stretches: [Stretch; STRETCHES],
}

impl Sums {
    fn of(sorted: &[Scored], weights: &[f64]) -> Self {
        let mut sums = Self {
            weight: 0.0,
            squares: 0.0,
            logarithms: 0.0,
            hits: 0.0,
            ordered: 0.0,
            pairs: 0.0,
            stretches: [Stretch::default(); STRETCHES],
        };
        let (mut wrong_before, mut all_right) = (0.0, 0.0);
        for ties in sorted.chunk_by(|a, b| a.predicted == b.predicted) {
            let (mut right, mut wrong) = (0.0, 0.0);
            for one in ties {
                let weight = weights[one.learner as usize];
                let (came, chance) = if one.right {
                    right += weight;
                    (1.0, one.predicted)
                } else {
                    wrong += weight;
                    (0.0, 1.0 - one.predicted)
                };
                sums.weight += weight;
                sums.squares += weight * (one.predicted - came) * (one.predicted - came);
                if weight > 0.0 {
                    sums.logarithms -= weight * chance.ln();
                }
                if (one.predicted >= 0.5) == one.right {
                    sums.hits += weight;
                }
                let place = (one.predicted * STRETCHES as f64) as usize;
                let stretch = &mut sums.stretches[place.min(STRETCHES - 1)];
                stretch.weight += weight;
                stretch.predicted += weight * one.predicted;
                stretch.right += weight * came;
            }
            sums.ordered += right * (wrong_before + wrong / 2.0);
            wrong_before += wrong;
            all_right += right;
        }
        sums.pairs = wrong_before * all_right;
        sums
    }

    fn auc(&self) -> f64 {
        self.ordered / self.pairs
    }

    fn rmse(&self) -> f64 {
        self.brier().sqrt()
    }

    fn log_loss(&self) -> f64 {
        self.logarithms / self.weight
    }

    fn accuracy(&self) -> f64 {
        self.hits / self.weight
    }

    fn brier(&self) -> f64 {
        self.squares / self.weight
    }

    fn calibration_error(&self) -> f64 {
        let off = |stretch: &Stretch| (stretch.predicted - stretch.right).abs();
        self.stretches.iter().map(off).sum::<f64>() / self.weight
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Secret;

    fn scored(all: &[(f64, bool)]) -> Vec<Scored> {
        let one = |(learner, &(predicted, right)): (usize, &(f64, bool))| Scored {
            predicted,
            right,
            learner: learner as u32,
        };
        all.iter().enumerate().map(one).collect()
    }

    #[test]
    fn measures_worked_out_by_hand() {
        // Right at .8 and .4, wrong at .6 and .4: of four pairs two are in order, one is tied.
        let scored = scored(&[(0.8, true), (0.4, true), (0.6, false), (0.4, false)]);
        let measures = evaluate(&scored, 0, &Secret::from_seed("1").key("test", &[])).unwrap();
        let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-12, "{a} {b}");
        close(measures.auc.unwrap().value, 2.5 / 4.0);
        close(measures.brier.value, (0.04 + 0.36 + 0.36 + 0.16) / 4.0);
        close(measures.rmse.value, 0.23_f64.sqrt());
        close(measures.accuracy.value, 0.5);
        close(
            measures.log_loss.value,
            -(0.8_f64.ln() + 0.4_f64.ln() + 0.4_f64.ln() + 0.6_f64.ln()) / 4.0,
        );
        // Stretches at .8 (right), .4 (one of two right) and .6 (wrong).
        close(measures.calibration_error.value, (0.2 + 0.2 + 0.6) / 4.0);
    }

    #[test]
    fn all_right_has_no_auc_and_nothing_has_no_measures() {
        let key = Secret::from_seed("1").key("test", &[]);
        assert_eq!(
            evaluate(&scored(&[(0.5, true)]), 10, &key).unwrap().auc,
            None
        );
        assert_eq!(evaluate(&[], 10, &key), None);
    }

    #[test]
    fn intervals_hold_their_measure_and_are_the_same_again() {
        let all: Vec<(f64, bool)> = (0..200)
            .map(|i| (f64::from(i) / 200.0, i * 7 % 11 < i / 20))
            .collect();
        let key = Secret::from_seed("1").key("test", &[]);
        let measures = evaluate(&scored(&all), 200, &key).unwrap();
        let auc = measures.auc.unwrap();
        let (low, high) = auc.interval.unwrap();
        assert!(low < auc.value && auc.value < high, "{auc:?}");
        assert_eq!(evaluate(&scored(&all), 200, &key), Some(measures));
    }
}
