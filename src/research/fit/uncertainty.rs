//! How sure a fit is: standard errors and intervals.

use super::lbfgs::lbfgs;
use super::objective::{Objective, SkillObjective};
use super::skill::{FLAT, STEPS};
use crate::base::{Key, Stream};
use crate::research::chain::{Impossible, Passes, Trie};
use crate::research::model::{Layout, Parameter};
use nalgebra::DMatrix;

/// How intervals are made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Intervals {
    /// Not at all.
    None,
    /// From the observed information, on the scale of the fit: the curvature at the best place.
    #[default]
    Information,
    /// Where the likelihood, the other parameters fitted anew, falls by what a 95 % test allows:
    /// true also where the curvature at the best place says little.
    Profile,
    /// From fits to learners drawn with replacement, so many times.
    Bootstrap(u64),
}

/// How sure one parameter is, on the unbounded scale.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Uncertain {
    /// Its standard error; none where the data do not tell.
    pub error: Option<f64>,
    /// A 95 % interval.
    pub interval: Option<(f64, f64)>,
}

/// The 97.5th percentile of the standard normal distribution.
const NORMAL_97_5: f64 = 1.959_963_984_540_054;

/// Half the 95th percentile of the χ² distribution of one degree of freedom: the nats by which a
/// likelihood may fall within an interval (Wilks 1938, doi:10.1214/aoms/1177732360).
const NATS: f64 = 1.920_729_410_347_062;

/// The distance of the central differences, in logits: their error is its square, the rounding of
/// a gradient divided by it is as small.
const APART: f64 = 1e-4;

/// Further out a probability is at its boundary, and the likelihood has no curvature there.
const FARTHEST: f64 = 9.0;

/// The end of the unbounded scale.
const END: f64 = 30.0;

/// More parameters than this are not asked about together: the matrix would take longer than the
/// fit.
const MOST: usize = 200;

/// A standard error above this says nothing: the interval is all there is.
const UNTOLD: f64 = 15.0;

/// An end of a profile interval is found to so many nats.
const NEAR: f64 = 1e-4;

/// Tries to find it.
const TRIES: usize = 60;

/// The observed information of the parameters at `free`: minus the second derivatives at `x`, by
/// central differences of the exact gradient. None where a difference cannot be taken.
pub fn information(
    objective: &mut impl Objective,
    x: &[f64],
    free: &[usize],
) -> Option<DMatrix<f64>> {
    let n = objective.dimension();
    let mut information = DMatrix::zeros(free.len(), free.len());
    let mut place = x.to_vec();
    let (mut ahead, mut behind) = (vec![0.0; n], vec![0.0; n]);
    for (column, &moved) in free.iter().enumerate() {
        place[moved] = x[moved] + APART;
        objective.gradient(&place, &mut ahead).ok()?;
        place[moved] = x[moved] - APART;
        objective.gradient(&place, &mut behind).ok()?;
        place[moved] = x[moved];
        for (row, &other) in free.iter().enumerate() {
            information[(row, column)] = (behind[other] - ahead[other]) / (2.0 * APART);
        }
    }
    let symmetric = (&information + information.transpose()) / 2.0;
    symmetric
        .iter()
        .all(|entry| entry.is_finite())
        .then_some(symmetric)
}

/// The parameters that have a curvature: neither laid down nor at their boundary.
pub(super) fn curved(parameters: &[Parameter], x: &[f64]) -> Vec<usize> {
    (0..x.len())
        .filter(|&at| parameters[at].is_free() && x[at].abs() < FARTHEST)
        .collect()
}

/// Errors and intervals from an information matrix of the parameters at `free`.
pub(super) fn from_information(
    information: Option<DMatrix<f64>>,
    free: &[usize],
    x: &[f64],
) -> Vec<Uncertain> {
    let mut all = vec![Uncertain::default(); x.len()];
    let covariance = information
        .and_then(DMatrix::cholesky)
        .map(|factor| factor.inverse());
    if let Some(covariance) = covariance {
        for (at, &place) in free.iter().enumerate() {
            let error = covariance[(at, at)].sqrt();
            if error > UNTOLD {
                continue;
            }
            let reach = NORMAL_97_5 * error;
            all[place] = Uncertain {
                error: Some(error),
                interval: Some((x[place] - reach, x[place] + reach)),
            };
        }
    }
    all
}

/// Errors and intervals from the observed information; none for what was laid down, what is at its
/// boundary (the others' are then what they are with it held there), and where the likelihood is
/// flat.
pub fn by_information(
    objective: &mut impl Objective,
    parameters: &[Parameter],
    x: &[f64],
) -> Vec<Uncertain> {
    let free = curved(parameters, x);
    if free.len() > MOST {
        return vec![Uncertain::default(); x.len()];
    }
    from_information(information(objective, x, &free), &free, x)
}

/// Intervals by profile likelihood, with errors from the observed information.
///
/// # Errors
/// A response has probability 0 at `x`.
pub fn by_profile(
    objective: &mut impl Objective,
    parameters: &[Parameter],
    x: &[f64],
    tolerance: f64,
) -> Result<Vec<Uncertain>, Impossible> {
    let mut all = by_information(objective, parameters, x);
    let best = objective.value(x)?;
    for at in (0..x.len()).filter(|&at| parameters[at].is_free()) {
        let reach = all[at].error.unwrap_or(1.0) * NORMAL_97_5;
        let mut end = |direction: f64| {
            let mut profile = Profile {
                objective: &mut *objective,
                at,
                others: x.to_vec(),
                tolerance,
            };
            profile.end(x[at], direction * reach, best - NATS)
        };
        all[at].interval = Some((end(-1.0), end(1.0)));
    }
    Ok(all)
}

/// The likelihood along one parameter, the others fitted anew.
struct Profile<'o, O> {
    objective: &'o mut O,
    at: usize,
    others: Vec<f64>,
    tolerance: f64,
}

impl<O: Objective> Profile<'_, O> {
    /// The greatest value with the parameter held at x.
    fn value(&mut self, x: f64) -> f64 {
        let mut place = self.others.clone();
        place[self.at] = x;
        let mut held = Held {
            objective: self.objective,
            at: self.at,
        };
        match lbfgs(&mut held, &mut place, self.tolerance, STEPS) {
            Ok(ascent) => {
                self.others = place;
                ascent.value
            }
            Err(_) => f64::NEG_INFINITY,
        }
    }

    /// Where the profile falls to `level` in the direction of `reach`; the end of the scale where it
    /// does not.
    fn end(&mut self, x: f64, reach: f64, level: f64) -> f64 {
        let limit = END * reach.signum();
        let within = |x: f64| x.clamp(-END, END);
        let (mut inside, mut above) = (x, NATS);
        let mut outside = within(x + reach);
        let mut below = self.value(outside) - level;
        let mut step = reach;
        while below > 0.0 {
            if outside == limit {
                return limit;
            }
            (inside, above) = (outside, below);
            step *= 2.0;
            outside = within(outside + step);
            below = self.value(outside) - level;
        }
        for _ in 0..TRIES {
            // The profile is near a parabola, its root near a line: halved where that fails.
            let share = if below.is_finite() {
                (above / (above - below)).clamp(0.1, 0.9)
            } else {
                0.5
            };
            let middle = inside + share * (outside - inside);
            let value = self.value(middle) - level;
            if value.abs() < NEAR {
                return middle;
            }
            if value > 0.0 {
                (inside, above) = (middle, value);
            } else {
                (outside, below) = (middle, value);
            }
        }
        inside + (outside - inside) / 2.0
    }
}

/// An objective with one parameter held where it is.
struct Held<'o, O> {
    objective: &'o mut O,
    at: usize,
}

impl<O: Objective> Objective for Held<'_, O> {
    fn dimension(&self) -> usize {
        self.objective.dimension()
    }

    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> Result<f64, Impossible> {
        let value = self.objective.gradient(x, gradient)?;
        gradient[self.at] = 0.0;
        Ok(value)
    }

    fn value(&mut self, x: &[f64]) -> Result<f64, Impossible> {
        self.objective.value(x)
    }
}

/// Errors and intervals from so many fits to learners drawn again, each from `x` on: percentiles
/// (Efron 1979, doi:10.1214/aos/1176344552). Every learner is drawn a number of times from Poisson's
/// distribution of mean 1, which for many learners is drawing them with replacement.
///
/// # Errors
/// A response has probability 0 at `x`.
pub fn by_bootstrap(
    layout: &Layout,
    trie: &Trie,
    x: &[f64],
    key: &Key,
    resamples: u64,
    passes: &mut Passes,
) -> Result<Vec<Uncertain>, Impossible> {
    let mut drawn: Vec<Vec<f64>> = Vec::new();
    for resample in 0..resamples {
        let mut stream = Stream::new(key, resample);
        let ending = trie.ending().iter();
        let trie = trie.recounted(ending.map(|&count| poisson(count, &mut stream)).collect());
        let mut objective = SkillObjective::new(layout, &trie, std::mem::take(passes));
        let mut place = x.iter().map(|x| x.clamp(-FARTHEST, FARTHEST)).collect();
        let tolerance = FLAT * (1.0 + trie.passing().iter().sum::<f64>());
        lbfgs(&mut objective, &mut place, tolerance, STEPS)?;
        *passes = objective.into_passes();
        drawn.push(place);
    }
    let of = |at: usize| {
        let mut values: Vec<f64> = drawn.iter().map(|place| place[at]).collect();
        values.sort_by(f64::total_cmp);
        let last = values.len().checked_sub(2)? + 1;
        let percentile = |share: f64| values[(last as f64 * share).round() as usize];
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let squares: f64 = values.iter().map(|x| (x - mean) * (x - mean)).sum();
        Some(Uncertain {
            error: Some((squares / last as f64).sqrt()),
            interval: Some((percentile(0.025), percentile(0.975))),
        })
    };
    Ok(layout
        .parameters()
        .iter()
        .enumerate()
        .map(|(at, parameter)| {
            parameter
                .is_free()
                .then(|| of(at))
                .flatten()
                .unwrap_or_default()
        })
        .collect())
}

/// Above this a count is drawn from the normal distribution of the same mean and variance.
const MANY: f64 = 1000.0;

/// A number from Poisson's distribution of this mean.
fn poisson(mean: f64, stream: &mut Stream) -> f64 {
    if mean > MANY {
        // Box and Muller's pair, of which one is enough.
        let radius = (-2.0 * (1.0 - stream.unit()).ln()).sqrt();
        let normal = radius * (std::f64::consts::TAU * stream.unit()).cos();
        return (mean + mean.sqrt() * normal).round().max(0.0);
    }
    // Arrivals one after the other, each behind an exponential wait.
    let mut left = mean + (1.0 - stream.unit()).ln();
    let mut count = 0.0;
    while left > 0.0 {
        left += (1.0 - stream.unit()).ln();
        count += 1.0;
    }
    count
}
