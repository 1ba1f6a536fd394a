//! How learners differ: a few kinds of them, or a normal distribution by its quadrature.

use crate::research::fitted::LearnerKinds;
use crate::research::model::{Learners, Shift};

/// Nodes and weights of Gauss and Hermite's rule of five points for the standard normal
/// distribution: exact for polynomials up to degree nine (Abramowitz & Stegun 1964, table 25.10,
/// rescaled).
const NORMAL: [(f64, f64); 5] = [
    (-2.856_970_013_872_805_6, 0.011_257_411_327_720_688),
    (-1.355_626_179_974_265_8, 0.222_075_922_005_612_64),
    (0.0, 0.533_333_333_333_333_3),
    (1.355_626_179_974_265_8, 0.222_075_922_005_612_64),
    (2.856_970_013_872_805_6, 0.011_257_411_327_720_688),
];

/// Kinds of learners among the types, the stuck apart: usual, slow and quick.
const SPEEDS: usize = 3;

/// Where the speeds start, in logits of learn.
const SPEED_STARTS: [f64; SPEEDS - 1] = [-1.5, 1.5];

/// Standard deviations start here, in logits.
const SPREAD_START: f64 = 0.7;

/// The kinds of learners that fitted parameters speak of, each with its share.
pub fn kinds_of(learners: Option<&LearnerKinds>) -> Vec<(f64, Shift)> {
    match learners {
        None => vec![(1.0, Shift::default())],
        Some(LearnerKinds::Individual { prior_sd, learn_sd }) => NORMAL
            .iter()
            .flat_map(|a| NORMAL.iter().map(move |b| (a, b)))
            .map(|(a, b)| {
                let shift = Shift {
                    prior: prior_sd * a.0,
                    learn: learn_sd * b.0,
                    stuck: false,
                };
                (a.1 * b.1, shift)
            })
            .collect(),
        Some(LearnerKinds::Types { speeds, shares }) => {
            let speed = |learn| Shift {
                learn,
                ..Shift::default()
            };
            let stuck = Shift {
                stuck: true,
                ..Shift::default()
            };
            vec![
                (shares.0, speed(0.0)),
                (shares.1, speed(speeds.0)),
                (shares.2, speed(speeds.1)),
                (shares.3, stuck),
            ]
        }
    }
}

/// What learners are like, as the last numbers of a place say.
#[derive(Debug)]
pub(super) struct Kinds {
    /// Of every kind how it differs from the usual.
    pub shifts: Vec<Shift>,
    /// ln of its share of the learners.
    pub ln_shares: Vec<f64>,
}

impl Kinds {
    /// How many numbers say how learners differ.
    pub const fn numbers(kind: Learners) -> usize {
        match kind {
            Learners::Alike => 0,
            // ln of the two standard deviations.
            Learners::Individual => 2,
            // Speeds of the slow and the quick, and the log-odds of three kinds against the usual.
            Learners::Types => SPEEDS - 1 + SPEEDS,
        }
    }

    /// Where the numbers that say how learners differ start.
    pub fn start(kind: Learners) -> Vec<f64> {
        match kind {
            Learners::Alike => Vec::new(),
            Learners::Individual => vec![SPREAD_START.ln(); 2],
            // A tenth of the learners stuck, a fifth each slow and quick.
            Learners::Types => {
                let half = 0.5_f64;
                let mut start = SPEED_STARTS.to_vec();
                start.extend([0.2 / half, 0.2 / half, 0.1 / half].map(f64::ln));
                start
            }
        }
    }

    /// What the numbers that say how learners differ come to.
    pub fn fitted(kind: Learners, own: &[f64]) -> LearnerKinds {
        match own {
            [slow, quick, odds @ ..] if kind == Learners::Types => {
                let most = odds.iter().fold(0.0_f64, |a, &b| a.max(b));
                let usual = (-most).exp();
                let sum = usual + odds.iter().map(|odd| (odd - most).exp()).sum::<f64>();
                let share = |at: usize| odds.get(at).map_or(0.0, |odd| (odd - most).exp() / sum);
                LearnerKinds::Types {
                    speeds: (*slow, *quick),
                    shares: (usual / sum, share(0), share(1), share(2)),
                }
            }
            _ => LearnerKinds::Individual {
                prior_sd: own.first().map_or(0.0, |ln| ln.exp()),
                learn_sd: own.get(1).map_or(0.0, |ln| ln.exp()),
            },
        }
    }

    /// The kinds that these numbers make.
    pub fn of(kind: Learners, own: &[f64]) -> Self {
        let fitted = (kind != Learners::Alike).then(|| Self::fitted(kind, own));
        let (shares, shifts): (Vec<f64>, Vec<Shift>) =
            kinds_of(fitted.as_ref()).into_iter().unzip();
        Self {
            shifts,
            ln_shares: shares.into_iter().map(f64::ln).collect(),
        }
    }

    /// d value / d the numbers that say how learners differ: from P(kind | all a learner did),
    /// learners' kinds side by side, and from how the value grows with every kind's shift of the
    /// prior and of learn.
    pub fn gradient(
        &self,
        kind: Learners,
        posterior: &[f64],
        by_shift: &[[f64; 2]],
        gradient: &mut [f64],
    ) {
        let width = self.shifts.len();
        match kind {
            Learners::Alike => {}
            Learners::Individual => {
                // shift = eˣ × node, so d shift / d x is the shift itself.
                gradient.fill(0.0);
                for (shift, [prior, learn]) in self.shifts.iter().zip(by_shift) {
                    gradient[0] += prior * shift.prior;
                    gradient[1] += learn * shift.learn;
                }
            }
            Learners::Types => {
                let learners = (posterior.len() / width) as f64;
                for speed in 1..SPEEDS {
                    gradient[speed - 1] = by_shift[speed][1];
                }
                for kind in 1..=SPEEDS {
                    let expected: f64 = posterior.iter().skip(kind).step_by(width).sum();
                    gradient[SPEEDS - 2 + kind] = expected - learners * self.ln_shares[kind].exp();
                }
            }
        }
    }
}
