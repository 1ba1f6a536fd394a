//! What all measures are made of: sums over the responses of each learner, and the order of the
//! predictions.

use super::Scored;
use super::measures::Calibration;
use super::resample::Weights;
use rayon::prelude::*;

/// Stretches of the calibration curve.
const STRETCHES: usize = 10;

/// The measures: AUC, RMSE, log-loss, accuracy, Brier, calibration error. NaN where there is none.
pub(super) type Values = [f64; 6];

/// Sums over the responses of one learner.
#[derive(Clone, Copy, Default)]
struct Sums {
    responses: f64,
    squares: f64,
    /// Σ −ln P(what came), those apart that were predicted impossible.
    logarithms: f64,
    impossible: f64,
    hits: f64,
    /// Σ predicted − right, by stretches of what was predicted.
    off: [f64; STRETCHES],
}

impl Sums {
    fn add(&mut self, other: &Self, weight: f64) {
        self.responses += weight * other.responses;
        self.squares += weight * other.squares;
        self.logarithms += weight * other.logarithms;
        self.impossible += weight * other.impossible;
        self.hits += weight * other.hits;
        for (slot, off) in self.off.iter_mut().zip(&other.off) {
            *slot += weight * off;
        }
    }
}

/// A prediction in the order of all: its learner, whether it came true, and whether the next one is
/// higher, in one word, for resampling reads nothing else.
#[derive(Clone, Copy)]
struct Ranked(u32);

impl Ranked {
    fn new(learner: usize, right: bool, last: bool) -> Self {
        Self((learner as u32) << 2 | u32::from(right) << 1 | u32::from(last))
    }

    fn learner(self) -> usize {
        (self.0 >> 2) as usize
    }

    fn is_right(self) -> bool {
        self.0 & 2 != 0
    }

    /// Whether it is the last of its ties.
    fn is_last(self) -> bool {
        self.0 & 1 != 0
    }
}

/// Predictions, made ready to be measured again and again.
pub(super) struct Predictions {
    learners: Vec<Sums>,
    ranked: Vec<Ranked>,
    pub responses: u64,
    pub right: u64,
    pub calibration: Vec<Calibration>,
}

fn stretch(predicted: f64) -> usize {
    ((predicted * STRETCHES as f64) as usize).min(STRETCHES - 1)
}

impl Predictions {
    /// Of these learners, in order.
    pub fn new(scored: &[Scored], learners: &[u32]) -> Self {
        let mut sums = vec![Sums::default(); learners.len()];
        let mut order: Vec<(f64, Ranked)> = Vec::with_capacity(scored.len());
        for one in scored {
            let learner = learners.partition_point(|&other| other < one.learner);
            let (came, chance) = if one.right {
                (1.0, one.predicted)
            } else {
                (0.0, 1.0 - one.predicted)
            };
            let own = &mut sums[learner];
            own.responses += 1.0;
            own.squares += (one.predicted - came) * (one.predicted - came);
            if chance > 0.0 {
                own.logarithms -= chance.ln();
            } else {
                own.impossible += 1.0;
            }
            own.hits += f64::from(u8::from((one.predicted >= 0.5) == one.right));
            own.off[stretch(one.predicted)] += one.predicted - came;
            order.push((one.predicted, Ranked::new(learner, one.right, false)));
        }
        order.par_sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        // For every stretch responses, what was predicted, and how many were right.
        let mut curve = [(0_u64, 0.0, 0_u64); STRETCHES];
        for (predicted, ranked) in &order {
            let (responses, sum, right) = &mut curve[stretch(*predicted)];
            *responses += 1;
            *sum += predicted;
            *right += u64::from(ranked.is_right());
        }
        let mut ranked: Vec<Ranked> = order.iter().map(|&(_, ranked)| ranked).collect();
        for (at, pair) in order.windows(2).enumerate() {
            ranked[at].0 |= u32::from(pair[0].0 != pair[1].0);
        }
        if let Some(last) = ranked.last_mut() {
            last.0 |= 1;
        }
        Self {
            learners: sums,
            ranked,
            responses: scored.len() as u64,
            right: curve.iter().map(|stretch| stretch.2).sum(),
            calibration: curve
                .iter()
                .filter(|(responses, ..)| *responses > 0)
                .map(|&(responses, predicted, right)| Calibration {
                    predicted: predicted / responses as f64,
                    right: right as f64 / responses as f64,
                    responses,
                })
                .collect(),
        }
    }

    /// How many responses came that were predicted impossible.
    pub fn impossible(&self) -> u64 {
        self.learners
            .iter()
            .map(|sums| sums.impossible)
            .sum::<f64>() as u64
    }

    /// The measures with each learner counted as often as its weight says.
    pub fn values(&self, weights: &Weights) -> Values {
        let mut all = Sums::default();
        for (sums, &weight) in self.learners.iter().zip(&weights.0) {
            if weight > 0 {
                all.add(sums, f64::from(weight));
            }
        }
        let brier = all.squares / all.responses;
        let log_loss = if all.impossible > 0.0 {
            f64::INFINITY
        } else {
            all.logarithms / all.responses
        };
        let off: f64 = all.off.iter().map(|off| off.abs()).sum();
        [
            self.auc(weights),
            brier.sqrt(),
            log_loss,
            all.hits / all.responses,
            brier,
            off / all.responses,
        ]
    }

    /// P(a right answer was predicted higher than a wrong one), ties half.
    fn auc(&self, weights: &Weights) -> f64 {
        // Twice the weight of pairs in order: whole numbers, exact up to 10⁹ responses and more.
        let (mut ordered, mut wrong_below, mut all_right) = (0_u64, 0_u64, 0_u64);
        let mut came = [0_u64; 2];
        for &ranked in &self.ranked {
            let weight = weights.0.get(ranked.learner()).copied().unwrap_or(0);
            came[usize::from(ranked.is_right())] += u64::from(weight);
            if ranked.is_last() {
                let [wrong, right] = came;
                ordered += right * (2 * wrong_below + wrong);
                wrong_below += wrong;
                all_right += right;
                came = [0; 2];
            }
        }
        ordered as f64 / (2.0 * wrong_below as f64 * all_right as f64)
    }
}
