//! The fit of one skill: several starts, the best of them, and the one to use.

use super::lbfgs::lbfgs_unless;
use super::objective::SkillObjective;
use super::squarem::squarem;
use super::starts::start;
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
    let mut objective = SkillObjective::new(layout, trie, std::mem::take(passes));
    let responses: f64 = trie.passing().iter().sum();
    let mut optima: Vec<Optimum> = Vec::new();
    for number in 0..options.starts.max(1) {
        let mut x = start(layout.parameters(), key, number);
        squarem(&mut objective, &mut x, NEAR, CYCLES)?;
        let tolerance = FLAT * (1.0 + responses);
        let known = |x: &[f64], value: f64| optima.iter().any(|one| comes_to(one, x, value));
        let ascent = lbfgs_unless(&mut objective, &mut x, tolerance, STEPS, known)?;
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
            start: number,
        });
    }
    let evaluations = objective.evaluations;
    *passes = objective.into_passes();
    Ok(choose(optima, evaluations))
}

/// Whether an ascent comes to an optimum that is known: it is all but there, and below it.
fn comes_to(known: &Optimum, x: &[f64], value: f64) -> bool {
    let near = |(a, b): (&f64, &f64)| (a - b).abs() < SAME_PLACE;
    value <= known.value && known.place.iter().zip(x).all(near)
}

/// The likeliest, the earlier of equals; and the likeliest near it that is not degenerate.
fn choose(mut optima: Vec<Optimum>, evaluations: usize) -> SkillFit {
    let usual = optima[0].place.clone();
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
