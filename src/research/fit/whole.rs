//! The fit of a whole log: every skill by itself, or all together where learners differ across
//! them or responses take several.

use super::curvature::Blocks;
use super::error::FitError;
use super::gaps::gaps_tell;
use super::joint::Joint;
use super::kinds::Kinds;
use super::lbfgs::{Ascent, lbfgs};
use super::objective::{Objective, SkillObjective};
use super::population::{Population, PopulationSkill};
use super::report::{fitted_skill, share_right};
use super::skill::{FLAT, Optimum, Options, SkillFit, degeneracies, fit_skill};
use super::stage::{Progress, Stage, Told};
use super::uncertainty::{
    Intervals, Uncertain, by_bootstrap, by_information, by_profile, curved, from_information,
};
use crate::base::{Key, Secret};
use crate::research::chain::{Impossible, Passes, Trie};
use crate::research::dataset::Dataset;
use crate::research::fitted::{Coding, FORMAT, Fitted, LearnerKinds};
use crate::research::model::{
    Constraint, Constraints, Layout, Learners, Model, ModelSpec, Parameter, Together,
};
use crate::research::together::{OWN, ROLES};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// What is fitted and how.
#[derive(Clone, Debug)]
pub struct FitOptions {
    /// The model.
    pub model: Model,
    /// What is laid down beforehand.
    pub constraints: Constraints,
    /// Starts of every skill.
    pub starts: u64,
    /// What random starts are drawn by.
    pub seed: String,
    /// How the log was coded; kept with the parameters.
    pub coding: Coding,
    /// How intervals are made.
    pub intervals: Intervals,
}

impl Default for FitOptions {
    fn default() -> Self {
        Self {
            model: Model::default(),
            constraints: Constraints::new(),
            starts: 5,
            seed: "1".to_owned(),
            coding: Coding::default(),
            intervals: Intervals::default(),
        }
    }
}

/// A fit, and what making it took.
#[derive(Clone, Debug)]
pub struct WholeFit {
    /// The parameters.
    pub fitted: Fitted,
    /// ln P(all responses) at the likeliest parameters.
    pub best_log_likelihood: f64,
    /// The same at those to use.
    pub log_likelihood: f64,
    /// Passes over the responses of a skill, and behind them over all.
    pub evaluations: usize,
    /// Skills fitted.
    pub skills: usize,
}

/// One skill, laid out for the model.
pub(super) struct Prepared {
    pub layout: Layout,
    pub trie: Trie,
    pub learners: Vec<u32>,
    /// How many learners there are, those who share a pattern each counted.
    pub count: u64,
    pub responses: u64,
}

impl Prepared {
    /// How many opportunities of a sequence the model leaves out: those without an answer before the
    /// first, where it asks for the first.
    fn left_out(&self, dataset: &Dataset, skill: usize, sequence: usize) -> usize {
        let all = dataset.sequences(skill).get(sequence).0.len();
        let kept = self.trie.depth(sequence);
        all - kept
    }
}

/// The skills, fitted.
struct Skills {
    fits: Vec<SkillFit>,
    uncertain: Vec<Vec<Uncertain>>,
    learners: Option<LearnerKinds>,
    best: f64,
    chosen: f64,
    evaluations: usize,
}

/// Steps of an ascent of all skills together.
const STEPS_TOGETHER: usize = 500;

/// No component of its gradient is above this at the end, per response.
const FLAT_TOGETHER: f64 = 1e-6;

/// An ascent of all skills together starts no further out than this, in logits: further out there is
/// no slope to come back by.
const INWARD: f64 = 6.0;

/// More parameters of all skills together than this get no errors.
const MOST_TOGETHER: usize = 2000;

/// Fits tracing to a log. `progress` is called with every [`Stage`].
///
/// The result does not depend on the number of threads.
///
/// # Errors
/// What [`FitError`] says.
pub fn fit_tracing(
    dataset: &Dataset,
    spec: &ModelSpec,
    options: &FitOptions,
    progress: Progress<'_>,
) -> Result<WholeFit, FitError> {
    if dataset.responses == 0 {
        return Err(FitError::NoResponses);
    }
    let alone = spec.learners == Learners::Alike && spec.together.is_none();
    if !alone
        && matches!(
            options.intervals,
            Intervals::Profile | Intervals::Bootstrap(_)
        )
    {
        return Err(FitError::SkillsTogether {
            model: spec.to_string(),
        });
    }
    if spec.decay {
        gaps_tell(dataset, spec)?;
    }
    let prepared: Vec<Prepared> = (0..dataset.by_skill.len())
        .into_par_iter()
        .map(|skill| prepare(dataset, spec, &options.constraints, skill))
        .collect();
    progress(Stage::Prepared);
    let fits = fit_each(dataset, options, &prepared, progress)?;
    let skills = match spec.together {
        Some(together) => fit_together(dataset, options, together, &prepared, fits, progress)?,
        None if alone => {
            let total = |of: fn(&SkillFit) -> &Optimum| -> f64 {
                fits.iter().map(|fit| of(fit).log_likelihood).sum()
            };
            Skills {
                best: total(|fit| &fit.best),
                chosen: total(SkillFit::chosen),
                evaluations: fits.iter().map(|fit| fit.evaluations).sum(),
                uncertain: uncertain_each(dataset, options, &prepared, &fits, progress)?,
                fits,
                learners: None,
            }
        }
        None => fit_across(dataset, options, spec.learners, &prepared, fits, progress)?,
    };
    let named = |(number, (prepared, (fit, uncertain)))| {
        let name = dataset.skills.name(number as u32).into_owned();
        let skill: &Vec<Uncertain> = uncertain;
        (name, fitted_skill(dataset, prepared, fit, skill))
    };
    let each = skills.fits.iter().zip(&skills.uncertain);
    let fitted = Fitted {
        format: FORMAT,
        model: options.model.clone(),
        coding: options.coding,
        constraints: options.constraints.clone(),
        gap_days: dataset.gap_days.clone(),
        learners: skills.learners,
        whole: Vec::new(),
        items: BTreeMap::new(),
        notes: Vec::new(),
        right: share_right(dataset),
        skills: prepared.iter().zip(each).enumerate().map(named).collect(),
    };
    Ok(WholeFit {
        fitted,
        best_log_likelihood: skills.best,
        log_likelihood: skills.chosen,
        evaluations: skills.evaluations,
        skills: prepared.len(),
    })
}

fn prepare(
    dataset: &Dataset,
    spec: &ModelSpec,
    constraints: &Constraints,
    skill: usize,
) -> Prepared {
    let (layout, recoded) = Layout::new(
        spec,
        constraints,
        dataset.alphabet.letters(),
        &dataset.sequences(skill),
        &dataset.gap_days,
    );
    Prepared {
        trie: Trie::new(&recoded),
        layout,
        learners: dataset.by_skill[skill]
            .iter()
            .map(|&(learner, _)| learner)
            .collect(),
        count: dataset.by_skill[skill]
            .iter()
            .map(|&(_, sequence)| dataset.packed.shared_by(sequence))
            .sum(),
        responses: recoded.responses() as u64,
    }
}

/// Something of every skill by itself, side by side.
fn each<T: Send>(
    dataset: &Dataset,
    prepared: &[Prepared],
    one: impl Fn(usize, &Prepared, &mut Passes) -> Result<T, Impossible> + Sync,
) -> Result<Vec<T>, FitError> {
    prepared
        .par_iter()
        .enumerate()
        .map_init(Passes::default, |passes, (number, skill)| {
            one(number, skill, passes).map_err(|impossible| {
                let impossible = Impossible {
                    skill: number,
                    position: impossible.position
                        + skill.left_out(dataset, number, impossible.sequence),
                    ..impossible
                };
                FitError::impossible(dataset, impossible)
            })
        })
        .collect()
}

/// What is drawn for one skill.
fn key(dataset: &Dataset, options: &FitOptions, purpose: &str, skill: usize) -> Key {
    let name = dataset.skills.name(skill as u32);
    Secret::from_seed(&options.seed)
        .key(purpose, &[])
        .key("skill", &[name.as_bytes()])
}

fn fit_each(
    dataset: &Dataset,
    options: &FitOptions,
    prepared: &[Prepared],
    progress: Progress<'_>,
) -> Result<Vec<SkillFit>, FitError> {
    let starts = Options {
        starts: options.starts,
    };
    each(dataset, prepared, |number, skill, passes| {
        let key = key(dataset, options, "fit", number);
        let fit = fit_skill(&skill.layout, &skill.trie, &key, starts, passes);
        progress(Stage::Skill);
        fit
    })
}

fn uncertain_each(
    dataset: &Dataset,
    options: &FitOptions,
    prepared: &[Prepared],
    fits: &[SkillFit],
    progress: Progress<'_>,
) -> Result<Vec<Vec<Uncertain>>, FitError> {
    each(dataset, prepared, |number, skill, passes| {
        let x = &fits[number].chosen().place;
        let parameters = skill.layout.parameters();
        let mut objective = SkillObjective::new(&skill.layout, &skill.trie, Passes::default());
        let uncertain = match options.intervals {
            Intervals::None => Ok(vec![Uncertain::default(); x.len()]),
            Intervals::Information => Ok(by_information(&mut objective, parameters, x)),
            Intervals::Profile => {
                let tolerance = FLAT * (1.0 + skill.responses as f64);
                by_profile(&mut objective, parameters, x, tolerance)
            }
            Intervals::Bootstrap(resamples) => {
                let key = key(dataset, options, "bootstrap", number);
                by_bootstrap(&skill.layout, &skill.trie, x, &key, resamples, passes)
            }
        };
        progress(Stage::Intervals);
        uncertain
    })
}

/// Fits all skills and how learners differ, from the fits of each skill.
fn fit_across(
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
    let mut x: Vec<f64> = fits.iter().flat_map(inward).collect();
    x.extend(Kinds::start(kind));
    population.know_curvature(&x);
    let (ascent, tolerance) = climb(dataset, &mut population, &mut x, progress).map_err(failed)?;
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
    let converged = ascent.gradient <= tolerance;
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
fn fit_together(
    dataset: &Dataset,
    options: &FitOptions,
    together: Together,
    prepared: &[Prepared],
    fits: Vec<SkillFit>,
    progress: Progress<'_>,
) -> Result<Skills, FitError> {
    let failed = |impossible| FitError::impossible_together(dataset, impossible);
    let all: Vec<Parameter> = prepared.iter().flat_map(five).collect();
    let mut x = vec![0.0; all.len()];
    let mut blocks = Vec::new();
    for (number, (skill, fit)) in prepared.iter().zip(&fits).enumerate() {
        let place = inward(fit);
        let mut objective = SkillObjective::new(&skill.layout, &skill.trie, Passes::default());
        let order: Vec<usize> = order(&skill.layout).map(|at| number * OWN + at).collect();
        for (&at, &place) in order.iter().zip(&place) {
            x[at] = place;
        }
        blocks.push(Blocks::at(order, &mut objective, &place));
    }
    let mut joint = Joint::new(&dataset.events, &all, together);
    joint.know_curvature(blocks.into_iter().collect());
    let (ascent, tolerance) = climb(dataset, &mut joint, &mut x, progress).map_err(failed)?;
    let free = curved(&all, &x);
    let wanted = options.intervals != Intervals::None && free.len() <= MOST_TOGETHER;
    let information = wanted
        .then(|| joint.information(&x, &free))
        .transpose()
        .map_err(failed)?;
    let certain = from_information(information, &free, &x);
    let converged = ascent.gradient <= tolerance;
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

/// Climbs from x until the gradient is flat; how flat that is comes with it.
fn climb(
    dataset: &Dataset,
    objective: &mut impl Objective,
    x: &mut Vec<f64>,
    progress: Progress<'_>,
) -> Result<(Ascent, f64), Impossible> {
    let tolerance = FLAT_TOGETHER * dataset.responses as f64;
    let mut told = Told {
        objective,
        progress,
        passes: 0,
    };
    let ascent = lbfgs(&mut told, x, tolerance, STEPS_TOGETHER)?;
    Ok((ascent, tolerance))
}

/// Where an ascent of all skills together starts.
fn inward(fit: &SkillFit) -> Vec<f64> {
    let place = fit.chosen().place.iter();
    place.map(|x| x.clamp(-INWARD, INWARD)).collect()
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
