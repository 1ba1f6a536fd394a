//! All skills fitted together: where learners differ across them, or responses take several.

use super::curvature::Blocks;
use super::error::FitError;
use super::joint::Joint;
use super::kinds::Kinds;
use super::lbfgs::{Ascent, lbfgs};
use super::objective::{Objective, SkillObjective};
use super::population::{Population, PopulationSkill};
use super::skill::{Optimum, SkillFit, degeneracies};
use super::stage::{Progress, Told};
use super::uncertainty::{Intervals, Uncertain, by_information, curved, from_information};
use super::whole::{FitOptions, Prepared, Skills};
use crate::research::chain::{Impossible, Passes};
use crate::research::dataset::Dataset;
use crate::research::model::{Constraint, Layout, Learners, Parameter, Together};
use crate::research::together::{OWN, ROLES};

/// Steps of an ascent of all skills together.
const STEPS_TOGETHER: usize = 500;

/// No component of its gradient is above this at the end, per response.
const FLAT_TOGETHER: f64 = 1e-6;

/// An ascent of all skills together starts no further out than this, in logits: further out there is
/// no slope to come back by.
const INWARD: f64 = 6.0;

/// More parameters of all skills together than this get no errors.
const MOST_TOGETHER: usize = 2000;

/// Where ascents start: from the fits that are to be used, and from what is usually found. Which of
/// them leads higher nobody knows beforehand: what is the best of a skill alone may be its explaining
/// by itself what all skills share.
const STARTS: [fn(&SkillFit) -> &[f64]; 2] = [|fit| &fit.chosen().place, |fit| &fit.usual];

/// Fits all skills and how learners differ, from the fits of each skill.
pub(super) fn fit_across(
    dataset: &Dataset,
    options: &FitOptions,
    kind: Learners,
    prepared: &[Prepared],
    fits: Vec<SkillFit>,
    progress: Progress<'_>,
) -> Result<Skills, FitError> {
    let failed = |impossible| FitError::impossible(dataset, impossible);
    let skills = prepared.iter().map(|skill| PopulationSkill {
        layout: &skill.layout,
        trie: &skill.trie,
        learners: &skill.learners,
    });
    let mut population = Population::new(skills.collect(), dataset.learners.len(), kind);
    let from = |places: fn(&SkillFit) -> &[f64]| {
        let mut x: Vec<f64> = fits.iter().flat_map(|fit| inward(places(fit))).collect();
        x.extend(Kinds::start(kind));
        x
    };
    let starts = STARTS.map(from);
    let (x, ascent) = highest(
        dataset,
        starts,
        &mut population,
        progress,
        |population, x| {
            population.know_curvature(x);
        },
    )
    .map_err(failed)?;
    let alone = population.alone(&x).map_err(failed)?;
    let uncertain = if options.intervals == Intervals::None {
        let none = |skill: &Prepared| vec![Uncertain::default(); skill.layout.parameters().len()];
        prepared.iter().map(none).collect()
    } else {
        let of = population.within(&x, |within, place| {
            let parameters = within.layout().parameters().to_vec();
            by_information(within, &parameters, place)
        });
        of.map_err(failed)?
    };
    let converged = ascent.gradient <= tolerance(dataset);
    let mut places = x.as_slice();
    let mut evaluations = ascent.steps;
    let mut log_prior = 0.0;
    let mut together = Vec::with_capacity(fits.len());
    for ((skill, fit), log_likelihood) in prepared.iter().zip(fits).zip(alone) {
        let (place, rest) = places.split_at(skill.layout.parameters().len());
        places = rest;
        evaluations += fit.evaluations;
        let fit = refitted(&skill.layout, place, log_likelihood, converged);
        log_prior += fit.best.value - fit.best.log_likelihood;
        together.push(fit);
    }
    Ok(Skills {
        fits: together,
        uncertain,
        learners: Some(Kinds::fitted(kind, places)),
        best: ascent.value - log_prior,
        chosen: ascent.value - log_prior,
        evaluations,
    })
}

/// Fits all skills to responses that take several of them, from the fits of each skill.
pub(super) fn fit_together(
    dataset: &Dataset,
    options: &FitOptions,
    together: Together,
    prepared: &[Prepared],
    fits: Vec<SkillFit>,
    progress: Progress<'_>,
) -> Result<Skills, FitError> {
    let failed = |impossible| FitError::impossible_together(dataset, impossible);
    let all: Vec<Parameter> = prepared.iter().flat_map(five).collect();
    let of = |number: usize, skill: &Prepared| -> Vec<usize> {
        order(&skill.layout).map(|at| number * OWN + at).collect()
    };
    let from = |places: fn(&SkillFit) -> &[f64]| {
        let mut x = vec![0.0; all.len()];
        for (number, (skill, fit)) in prepared.iter().zip(&fits).enumerate() {
            for (at, place) in of(number, skill).into_iter().zip(inward(places(fit))) {
                x[at] = place;
            }
        }
        x
    };
    let mut joint = Joint::new(&dataset.events, &all, together);
    let know_curvature = |joint: &mut Joint<'_>, x: &[f64]| {
        let block = |(number, skill): (usize, &Prepared)| {
            let mut objective = SkillObjective::new(&skill.layout, &skill.trie, Passes::default());
            let order = of(number, skill);
            let place: Vec<f64> = order.iter().map(|&at| x[at]).collect();
            Blocks::at(order, &mut objective, &place)
        };
        joint.know_curvature(prepared.iter().enumerate().map(block).collect());
    };
    let starts = STARTS.map(from);
    let (x, ascent) =
        highest(dataset, starts, &mut joint, progress, know_curvature).map_err(failed)?;
    let free = curved(&all, &x);
    let wanted = options.intervals != Intervals::None && free.len() <= MOST_TOGETHER;
    let information = wanted
        .then(|| joint.information(&x, &free))
        .transpose()
        .map_err(failed)?;
    let certain = from_information(information, &free, &x);
    let converged = ascent.gradient <= tolerance(dataset);
    let mut each = Vec::with_capacity(fits.len());
    let mut uncertain = Vec::with_capacity(fits.len());
    let mut evaluations = ascent.steps;
    let mut log_prior = 0.0;
    for (number, (skill, fit)) in prepared.iter().zip(fits).enumerate() {
        let order = || order(&skill.layout).map(|at| number * OWN + at);
        let place: Vec<f64> = order().map(|at| x[at]).collect();
        uncertain.push(order().map(|at| certain[at]).collect());
        evaluations += fit.evaluations;
        // A response of several skills is no skill's own.
        let own = refitted(&skill.layout, &place, fit.best.log_likelihood, converged);
        log_prior += own.best.value - own.best.log_likelihood;
        each.push(own);
    }
    Ok(Skills {
        fits: each,
        uncertain,
        learners: None,
        best: ascent.value - log_prior,
        chosen: ascent.value - log_prior,
        evaluations,
    })
}

/// No component of the gradient is above this at the end.
fn tolerance(dataset: &Dataset) -> f64 {
    FLAT_TOGETHER * dataset.responses as f64
}

/// Climbs from each start until the gradient is flat; the highest place counts, the earlier of
/// equals.
fn highest<O: Objective>(
    dataset: &Dataset,
    starts: [Vec<f64>; 2],
    objective: &mut O,
    progress: Progress<'_>,
    know_curvature: impl Fn(&mut O, &[f64]),
) -> Result<(Vec<f64>, Ascent), Impossible> {
    let [mut best, other] = starts;
    let mut told = Told {
        objective,
        progress,
        passes: 0,
    };
    let mut climb = |x: &mut Vec<f64>| {
        know_curvature(told.objective, x);
        lbfgs(&mut told, x, tolerance(dataset), STEPS_TOGETHER)
    };
    let is_other = best != other;
    let mut ascent = climb(&mut best)?;
    if is_other {
        let mut x = other;
        let second = climb(&mut x)?;
        if second.value > ascent.value {
            (best, ascent) = (x, second);
        }
    }
    Ok((best, ascent))
}

/// A place from which an ascent of all skills together can start.
fn inward(place: &[f64]) -> Vec<f64> {
    place.iter().map(|x| x.clamp(-INWARD, INWARD)).collect()
}

/// The fit of a skill at a place that was found together with the others.
fn refitted(layout: &Layout, place: &[f64], log_likelihood: f64, converged: bool) -> SkillFit {
    let values = layout.values(place);
    SkillFit {
        best: Optimum {
            degenerate: degeneracies(layout, &values),
            log_likelihood,
            value: log_likelihood + layout.log_prior(&values),
            converged,
            place: place.to_vec(),
            values,
            start: 0,
        },
        usable: None,
        usual: place.to_vec(),
        evaluations: 0,
    }
}

/// The five parameters of a skill as responses of several skills need them: what its model does not
/// have is held at 0.
fn five(skill: &Prepared) -> [Parameter; OWN] {
    ROLES.map(|role| {
        let own = skill.layout.parameters().iter();
        own.clone()
            .find(|parameter| parameter.role == role)
            .cloned()
            .unwrap_or(Parameter {
                role,
                class: None,
                constraint: Constraint {
                    fixed: Some(0.0),
                    ..Constraint::default()
                },
            })
    })
}

/// Where among the five each parameter of a layout stands.
fn order(layout: &Layout) -> impl Iterator<Item = usize> {
    let own = layout.parameters().iter();
    own.filter_map(|parameter| ROLES.iter().position(|&role| role == parameter.role))
}
