//! The fit of one skill: several starts, the best of them, and the one to use.

use super::lbfgs::lbfgs_unless;
use super::near::{NEARLY_FLAT, sample, starts_near};
use super::objective::SkillObjective;
use super::squarem::squarem;
use super::starts::{Start, start};
use crate::base::Key;
use crate::research::chain::{Impossible, Passes, Trie};
use crate::research::model::{Layout, Role};

/// Cycles of SQUAREM before the gradients take over: enough to come near an optimum's basin.
const CYCLES: usize = 3;

/// A cycle that gains less than this, in nats, is near enough.
const NEAR: f64 = 1.0;

/// No component of the gradient is above this at the end, per response and with one for all: the
/// likelihood is then within 10⁻⁹ nats of its height.
pub(super) const FLAT: f64 = 1e-8;

/// Steps before a fit is called not converged.
pub(super) const STEPS: usize = 2000;

/// An ascent this near an optimum, in logits, ends there: no two are so close to each other.
const SAME_PLACE: f64 = 0.25;

/// Fits within this many nats of the best explain the data as well, for all that can be told.
const NEAR_TIE: f64 = 1.0;

/// A probability this near 0 or 1 is at its boundary.
pub(super) const BOUNDARY: f64 = 1e-4;

/// Places further out than this, in logits, are past [`BOUNDARY`]: all one.
const FAR: f64 = 10.0;

/// A start that was so many nats below the best among a sample of the learners, and among all of them
/// is so many below again once expectation and maximisation have set it right, is given up.
const LOST: f64 = 20.0;

/// How a skill is fitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Starts, at least one.
    pub starts: u64,
}

/// An optimum that one or more starts came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Optimum {
    /// The parameters' values, in the layout's order.
    pub values: Vec<f64>,
    /// The same on the unbounded scale.
    pub place: Vec<f64>,
    /// ln P(responses), without what was laid down beforehand.
    pub log_likelihood: f64,
    /// What was maximised: with it.
    pub value: f64,
    /// Whether the gradient vanished.
    pub converged: bool,
    /// What speaks against using it.
    pub degenerate: Vec<Degeneracy>,
    /// Which start came here first.
    pub start: u64,
}

/// Why a fit does not mean what its parameters are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Degeneracy {
    /// guess + slip ≥ 1: a right answer speaks against knowing.
    RightAnswerSpeaksAgainst,
    /// guess or slip at 0 or 1: one answer settles the belief.
    OneAnswerSettles(Role),
}

/// The fit of one skill.
#[derive(Clone, Debug)]
pub struct SkillFit {
    /// The likeliest.
    pub best: Optimum,
    /// The one to use where that is another: not degenerate, and likely within one nat as much.
    pub usable: Option<Optimum>,
    /// Where the first start came to, which is what is usually found of learners.
    pub usual: Vec<f64>,
    /// Passes over the responses.
    pub evaluations: usize,
}

impl SkillFit {
    /// The fit to use.
    pub fn chosen(&self) -> &Optimum {
        self.usable.as_ref().unwrap_or(&self.best)
    }
}

/// Fits one skill from several starts.
///
/// # Errors
/// A response has probability 0 under what was laid down.
pub fn fit_skill(
    layout: &Layout,
    trie: &Trie,
    key: &Key,
    options: Options,
    passes: &mut Passes,
) -> Result<SkillFit, Impossible> {
    let starts = || {
        let numbers = 0..options.starts.max(1);
        numbers.map(|number| start(layout.parameters(), key, number))
    };
    let mut evaluations = 0;
    let mut climb = |trie: &Trie, starts: Vec<Start>, flat: f64| {
        let mut objective = SkillObjective::new(layout, trie, std::mem::take(passes));
        let tolerance = flat * (1.0 + trie.passing().iter().sum::<f64>());
        let optima = optima(&mut objective, layout, starts, tolerance);
        evaluations += objective.evaluations;
        *passes = objective.into_passes();
        optima
    };
    // What makes a sample impossible makes the whole so, which tells where.
    let near = sample(trie).and_then(|some| climb(&some, starts().collect(), NEARLY_FLAT).ok());
    let optima = match near {
        Some(near) => climb(trie, starts_near(near), FLAT)?,
        None => climb(trie, starts().collect(), FLAT)?,
    };
    Ok(choose(optima, evaluations))
}

/// The optima that ascents from these starts come to, each once.
pub(super) fn optima(
    objective: &mut SkillObjective<'_>,
    layout: &Layout,
    starts: Vec<Start>,
    tolerance: f64,
) -> Result<Vec<Optimum>, Impossible> {
    let mut optima: Vec<Optimum> = Vec::new();
    for start in starts {
        let mut x = start.place;
        let reached = squarem(objective, &mut x, NEAR, CYCLES)?;
        let beyond = |one: &Optimum| one.value - reached > LOST;
        if start.behind > LOST && optima.iter().any(beyond) {
            continue;
        }
        let known =
            |x: &[f64], value: f64| optima.iter().any(|one| comes_to(one, x, value, tolerance));
        let ascent = lbfgs_unless(objective, &mut x, tolerance, STEPS, known)?;
        if known(&x, ascent.value) {
            continue;
        }
        let values = layout.values(&x);
        optima.push(Optimum {
            degenerate: degeneracies(layout, &values),
            log_likelihood: ascent.value - layout.log_prior(&values),
            value: ascent.value,
            converged: ascent.gradient <= tolerance,
            place: x,
            values,
            start: start.number,
        });
    }
    Ok(optima)
}

/// Whether an ascent comes to an optimum that is known: it is all but there, and not above it by
/// more than a slope of `tolerance` has left to gain.
fn comes_to(known: &Optimum, x: &[f64], value: f64, tolerance: f64) -> bool {
    let within = |x: f64| x.clamp(-FAR, FAR);
    let near = |(&a, &b): (&f64, &f64)| (within(a) - within(b)).abs() < SAME_PLACE;
    value <= known.value + SAME_PLACE * tolerance && known.place.iter().zip(x).all(near)
}

/// The likeliest, the earlier of equals; and the likeliest near it that is not degenerate.
fn choose(mut optima: Vec<Optimum>, evaluations: usize) -> SkillFit {
    let first = optima.iter().min_by_key(|optimum| optimum.start);
    let usual = first.map(|first| first.place.clone()).unwrap_or_default();
    optima.sort_by(|a, b| b.value.total_cmp(&a.value).then(a.start.cmp(&b.start)));
    let best = optima[0].clone();
    let usable = if best.degenerate.is_empty() {
        None
    } else {
        optima
            .into_iter()
            .find(|other| other.degenerate.is_empty() && other.value > best.value - NEAR_TIE)
    };
    SkillFit {
        best,
        usable,
        usual,
        evaluations,
    }
}

/// What is degenerate at these values.
pub(super) fn degeneracies(layout: &Layout, values: &[f64]) -> Vec<Degeneracy> {
    let mut found = Vec::new();
    let pairs = || layout.parameters().iter().zip(values);
    let of = |role, class| {
        pairs().find_map(move |(parameter, &value)| {
            (parameter.role == role && parameter.class == class).then_some(value)
        })
    };
    for (parameter, &guess) in pairs().filter(|(parameter, _)| parameter.role == Role::Guess) {
        let slip = of(Role::Slip, parameter.class).unwrap_or(0.0);
        if guess + slip >= 1.0 && !found.contains(&Degeneracy::RightAnswerSpeaksAgainst) {
            found.push(Degeneracy::RightAnswerSpeaksAgainst);
        }
    }
    for role in [Role::Guess, Role::Slip] {
        let settled = pairs().any(|(parameter, value)| {
            parameter.role == role
                && parameter.is_free()
                && !(BOUNDARY..=1.0 - BOUNDARY).contains(value)
        });
        if settled {
            found.push(Degeneracy::OneAnswerSettles(role));
        }
    }
    found
}
