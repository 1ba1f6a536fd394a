//! Ascent by gradients: limited-memory BFGS.

use super::objective::Objective;
use crate::research::chain::Impossible;
use std::collections::VecDeque;

/// Pairs of steps and changes of the gradient that are remembered at least: more than most skills
/// have parameters, so that the curvature is learnt whole.
const SHORT_MEMORY: usize = 12;

/// And at most: where skills are fitted together this learns what ties them.
const LONG_MEMORY: usize = 40;

/// The share of the promised gain a step must bring (Nocedal & Wright 2006, section 3.1).
const GAIN: f64 = 1e-4;

/// Values that differ by less than this, relative to them, differ by rounding.
const ROUNDING: f64 = 1e-13;

/// The share of the slope that may be left behind a step that gains no more than rounding.
const FLATTER: f64 = 0.9;

/// No coordinate moves further at once: on the logit scale that is from .5 to .98.
const LONGEST: f64 = 4.0;

/// Halvings of a step before there is nothing to gain in its direction.
const HALVINGS: usize = 40;

/// Where an ascent ended.
#[derive(Clone, Debug)]
pub struct Ascent {
    /// The value there.
    pub value: f64,
    /// The greatest component of the gradient there.
    pub gradient: f64,
    /// Steps taken.
    pub steps: usize,
}

/// Climbs from `x` until no component of the gradient is above `tolerance`, or no step gains
/// anything any more, or after so many steps (Liu & Nocedal 1989, doi:10.1007/BF01589116).
///
/// # Errors
/// The start has probability 0; later such places are stepped back from.
pub fn lbfgs(
    objective: &mut impl Objective,
    x: &mut Vec<f64>,
    tolerance: f64,
    most: usize,
) -> Result<Ascent, Impossible> {
    lbfgs_unless(objective, x, tolerance, most, |_, _| false)
}

/// The same, ended early at a place and value where `enough` is true.
///
/// # Errors
/// As for [`lbfgs`].
pub(super) fn lbfgs_unless(
    objective: &mut impl Objective,
    x: &mut Vec<f64>,
    tolerance: f64,
    most: usize,
    enough: impl Fn(&[f64], f64) -> bool,
) -> Result<Ascent, Impossible> {
    let n = objective.dimension();
    let most_pairs = n.clamp(SHORT_MEMORY, LONG_MEMORY);
    let mut gradient = vec![0.0; n];
    let mut value = objective.gradient(x, &mut gradient)?;
    let mut memory: VecDeque<Pair> = VecDeque::with_capacity(most_pairs);
    let mut steps = 0;
    let (mut next, mut next_gradient) = (vec![0.0; n], vec![0.0; n]);
    while steps < most && greatest(&gradient) > tolerance && !enough(x, value) {
        let mut direction = direction(objective, &gradient, &memory);
        if dot(&direction, &gradient) <= 0.0 {
            memory.clear();
            direction.clone_from(&gradient);
            objective.precondition(&mut direction);
        }
        // Without any curvature known the gradient has no scale: a step of one logit is tried.
        let bound = if memory.is_empty() { 1.0 } else { LONGEST };
        let longest = greatest(&direction);
        if longest > bound {
            direction.iter_mut().for_each(|d| *d *= bound / longest);
        }
        let promise = dot(&direction, &gradient);
        let mut length = 1.0;
        let mut reached = None;
        for _ in 0..HALVINGS {
            for i in 0..n {
                next[i] = (x[i] + length * direction[i]).clamp(-30.0, 30.0);
            }
            if let Ok(there) = objective.gradient(&next, &mut next_gradient)
                && (there >= value + GAIN * length * promise
                    // Where rounding hides the gain the gradient still tells it (Hager & Zhang
                    // 2005, doi:10.1137/030601880).
                    || (there >= value - ROUNDING * value.abs()
                        && dot(&next_gradient, &direction).abs() <= FLATTER * promise))
            {
                reached = Some(there);
                break;
            }
            length /= 2.0;
        }
        let Some(there) = reached else {
            if memory.is_empty() {
                break;
            }
            memory.clear();
            continue;
        };
        let pair = Pair::new(x, &next, &gradient, &next_gradient);
        if pair.curvature > 0.0 {
            if memory.len() == most_pairs {
                memory.pop_front();
            }
            memory.push_back(pair);
        }
        std::mem::swap(x, &mut next);
        std::mem::swap(&mut gradient, &mut next_gradient);
        value = there;
        steps += 1;
    }
    Ok(Ascent {
        value,
        gradient: greatest(&gradient),
        steps,
    })
}

/// One step and how the gradient fell along it.
struct Pair {
    step: Vec<f64>,
    fall: Vec<f64>,
    curvature: f64,
}

impl Pair {
    fn new(x: &[f64], next: &[f64], gradient: &[f64], next_gradient: &[f64]) -> Self {
        let step: Vec<f64> = next.iter().zip(x).map(|(b, a)| b - a).collect();
        let fall: Vec<f64> = gradient
            .iter()
            .zip(next_gradient)
            .map(|(a, b)| a - b)
            .collect();
        let curvature = dot(&step, &fall);
        Self {
            step,
            fall,
            curvature,
        }
    }
}

/// The gradient as the remembered curvature turns it: the two loops of the method.
fn direction(objective: &impl Objective, gradient: &[f64], memory: &VecDeque<Pair>) -> Vec<f64> {
    let mut direction = gradient.to_vec();
    let mut shares = Vec::with_capacity(memory.len());
    for pair in memory.iter().rev() {
        let share = dot(&pair.step, &direction) / pair.curvature;
        add(&mut direction, -share, &pair.fall);
        shares.push(share);
    }
    objective.precondition(&mut direction);
    if let Some(last) = memory.back() {
        let mut turned = last.fall.clone();
        objective.precondition(&mut turned);
        let scale = last.curvature / dot(&last.fall, &turned);
        direction.iter_mut().for_each(|d| *d *= scale);
    }
    for (pair, share) in memory.iter().zip(shares.into_iter().rev()) {
        let back = dot(&pair.fall, &direction) / pair.curvature;
        add(&mut direction, share - back, &pair.step);
    }
    direction
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn add(to: &mut [f64], times: f64, what: &[f64]) {
    to.iter_mut()
        .zip(what)
        .for_each(|(to, what)| *to += times * what);
}

fn greatest(numbers: &[f64]) -> f64 {
    numbers
        .iter()
        .fold(0.0, |most, number| number.abs().max(most))
}
