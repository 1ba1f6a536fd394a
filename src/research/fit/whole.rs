//! The fit of a whole log: every skill by itself, or all together where learners differ across them.

use super::lbfgs::lbfgs;
use super::notes::notes;
use super::objective::{Objective, SkillObjective};
use super::population::{Population, PopulationSkill};
use super::skill::{Optimum, Options, SkillFit, fit_skill};
use super::uncertainty::standard_errors;
use crate::base::{Key, Secret};
use crate::research::chain::{Impossible, Passes, Trie};
use crate::research::dataset::Dataset;
use crate::research::fitted::{
    Coding, FORMAT, Fitted, FittedParameter, FittedSkill, LearnerKinds, Likeliest,
};
use crate::research::model::{Constraints, Layout, Learners, Model, ModelSpec, Parameter};
use crate::research::response::Outcome;
use rayon::prelude::*;
use std::collections::BTreeMap;
use thiserror::Error;

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
    /// Whether standard errors are worked out.
    pub standard_errors: bool,
}

/// A fit that cannot be made.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum FitError {
    /// A response that what was laid down makes impossible.
    #[error(
        "skill `{skill}`, learner `{learner}`, response {position}: its probability is 0 under what was laid down; a fixed 0 or 1 must never be contradicted"
    )]
    Impossible {
        /// The skill.
        skill: String,
        /// The learner.
        learner: String,
        /// The place of the response among the learner's on the skill, from 1.
        position: usize,
    },
    /// Time plays a part, and too little of it differs.
    #[error(
        "decay needs responses with time between them; {found} of {responses} come an hour or more after the one before: leave `decay` out, or give the column of times with --column time=NAME"
    )]
    NoGaps {
        /// Responses behind a gap.
        found: f64,
        /// All responses.
        responses: u64,
    },
    /// Forgetting by opportunity and by time cannot be told apart.
    #[error(
        "`forget` and `decay` cannot be told apart: {share:.0} % of the gaps between sessions are about as long; leave one of them out"
    )]
    OneGap {
        /// The share of the gaps in the fullest two bins next to each other, in percent.
        share: f64,
    },
    /// Nothing to fit to.
    #[error("the log has no response with a skill; nothing can be fitted")]
    NoResponses,
}

/// One skill, laid out for the model.
struct Prepared {
    layout: Layout,
    trie: Trie,
    learners: Vec<u32>,
    responses: u64,
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
    /// Passes over the responses of a skill.
    pub evaluations: usize,
    /// Skills fitted.
    pub skills: usize,
}

/// Fits tracing to a log. `progress` is called with each skill done.
///
/// The result does not depend on the number of threads.
///
/// # Errors
/// What [`FitError`] says.
pub fn fit_tracing(
    dataset: &Dataset,
    spec: &ModelSpec,
    options: &FitOptions,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<WholeFit, FitError> {
    if dataset.responses == 0 {
        return Err(FitError::NoResponses);
    }
    if spec.decay {
        gaps_tell(dataset, spec)?;
    }
    let prepared: Vec<Prepared> = (0..dataset.by_skill.len())
        .into_par_iter()
        .map(|skill| prepare(dataset, spec, options, skill))
        .collect();
    let key = Secret::from_seed(&options.seed).key("fit", &[]);
    let fits = fit_each(dataset, options, &prepared, &key, progress)?;
    let total = |of: fn(&SkillFit) -> &Optimum| -> f64 {
        fits.iter().map(|fit| of(fit).log_likelihood).sum()
    };
    let (best, chosen) = (total(|fit| &fit.best), total(SkillFit::chosen));
    let evaluations = fits.iter().map(|fit| fit.evaluations).sum();
    let (fits, learners, best, chosen) = if spec.learners == Learners::Alike {
        (fits, None, best, chosen)
    } else {
        let Together {
            fits,
            kinds,
            log_likelihood,
        } = fit_together(dataset, spec.learners, &prepared, fits)?;
        (fits, Some(kinds), log_likelihood, log_likelihood)
    };
    let with_errors = options.standard_errors && spec.learners == Learners::Alike;
    let mut skills = BTreeMap::new();
    for (number, (prepared, fit)) in prepared.iter().zip(&fits).enumerate() {
        let name = dataset.skills.name(number as u32).into_owned();
        skills.insert(name, fitted_skill(dataset, with_errors, prepared, fit));
    }
    Ok(WholeFit {
        fitted: Fitted {
            format: FORMAT,
            model: options.model.clone(),
            coding: options.coding,
            constraints: options.constraints.clone(),
            gap_days: dataset.gap_days.clone(),
            learners,
            whole: Vec::new(),
            items: BTreeMap::new(),
            right: share_right(dataset),
            skills,
        },
        best_log_likelihood: best,
        log_likelihood: chosen,
        evaluations,
        skills: fits.len(),
    })
}

impl Default for FitOptions {
    fn default() -> Self {
        Self {
            model: Model::default(),
            constraints: Constraints::new(),
            starts: 5,
            seed: "1".to_owned(),
            coding: Coding::default(),
            standard_errors: true,
        }
    }
}

fn prepare(dataset: &Dataset, spec: &ModelSpec, options: &FitOptions, skill: usize) -> Prepared {
    let sequences = dataset.sequences(skill);
    let (layout, recoded) = Layout::new(
        spec,
        &options.constraints,
        dataset.alphabet.letters(),
        &sequences,
        &dataset.gap_days,
    );
    Prepared {
        trie: Trie::new(&recoded),
        layout,
        learners: dataset.by_skill[skill]
            .iter()
            .map(|&(learner, _)| learner)
            .collect(),
        responses: recoded.responses() as u64,
    }
}

fn fit_each(
    dataset: &Dataset,
    options: &FitOptions,
    prepared: &[Prepared],
    key: &Key,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<Vec<SkillFit>, FitError> {
    prepared
        .par_iter()
        .enumerate()
        .map_init(Passes::default, |passes, (number, skill)| {
            let name = dataset.skills.name(number as u32);
            let key = key.key("skill", &[name.as_bytes()]);
            let starts = Options {
                starts: options.starts,
            };
            let fit = fit_skill(&skill.layout, &skill.trie, &key, starts, passes);
            progress(number);
            fit.map_err(|impossible| named(dataset, number, impossible))
        })
        .collect()
}

/// The row of what cannot have happened.
fn named(dataset: &Dataset, skill: usize, impossible: Impossible) -> FitError {
    let learner = dataset.by_skill[skill].get(impossible.sequence);
    FitError::Impossible {
        skill: dataset.skills.name(skill as u32).into_owned(),
        learner: learner.map_or_else(String::new, |(learner, _)| {
            dataset.learners.name(*learner).into_owned()
        }),
        position: impossible.position + 1,
    }
}

/// All skills fitted together.
struct Together {
    fits: Vec<SkillFit>,
    kinds: LearnerKinds,
    log_likelihood: f64,
}

/// Steps of the ascent of all skills together.
const STEPS_TOGETHER: usize = 300;

/// No component of the gradient is above this at the end, per response.
const FLAT_TOGETHER: f64 = 1e-6;

/// Fits all skills and how learners differ, from the fits of each skill.
fn fit_together(
    dataset: &Dataset,
    kind: Learners,
    prepared: &[Prepared],
    fits: Vec<SkillFit>,
) -> Result<Together, FitError> {
    let skills = prepared
        .iter()
        .map(|skill| PopulationSkill {
            layout: &skill.layout,
            trie: &skill.trie,
            learners: &skill.learners,
        })
        .collect();
    let mut population = Population::new(skills, dataset.learners.len(), kind);
    let mut x: Vec<f64> = Vec::with_capacity(population.dimension());
    for fit in &fits {
        x.extend(
            fit.chosen()
                .place
                .iter()
                .map(|place| place.clamp(-6.0, 6.0)),
        );
    }
    x.extend(Population::start(kind));
    let tolerance = FLAT_TOGETHER * dataset.responses as f64;
    let ascent = lbfgs(&mut population, &mut x, tolerance, STEPS_TOGETHER)
        .map_err(|impossible| named(dataset, impossible.skill, impossible))?;
    let alone = population
        .alone(&x)
        .map_err(|impossible| named(dataset, impossible.skill, impossible))?;
    let mut at = 0;
    let mut each = Vec::with_capacity(fits.len());
    for ((skill, fit), log_likelihood) in prepared.iter().zip(fits).zip(alone) {
        let own = skill.layout.parameters().len();
        let place = x[at..at + own].to_vec();
        at += own;
        let values = skill.layout.values(&place);
        each.push(SkillFit {
            best: Optimum {
                degenerate: super::skill::degeneracies(&skill.layout, &values),
                log_likelihood,
                value: log_likelihood + skill.layout.log_prior(&values),
                converged: ascent.gradient <= tolerance,
                place,
                values,
                start: 0,
            },
            usable: None,
            evaluations: fit.evaluations,
        });
    }
    let log_prior: f64 = each
        .iter()
        .map(|fit: &SkillFit| fit.best.value - fit.best.log_likelihood)
        .sum();
    Ok(Together {
        fits: each,
        kinds: Population::fitted(kind, &x[at..]),
        log_likelihood: ascent.value - log_prior,
    })
}

fn fitted_skill(
    dataset: &Dataset,
    with_errors: bool,
    prepared: &Prepared,
    fit: &SkillFit,
) -> FittedSkill {
    let chosen = fit.chosen();
    let errors = if with_errors {
        let mut objective =
            SkillObjective::new(&prepared.layout, &prepared.trie, Passes::default());
        standard_errors(&mut objective, prepared.layout.parameters(), &chosen.place)
    } else {
        vec![None; chosen.values.len()]
    };
    let named = |values: &[f64], errors: &[Option<f64>], places: &[f64]| -> Vec<FittedParameter> {
        let parameters = prepared
            .layout
            .parameters()
            .iter()
            .zip(values)
            .zip(errors)
            .zip(places);
        parameters
            .map(|(((parameter, &value), &error), &place)| {
                fitted_parameter(dataset, parameter, value, error, place)
            })
            .collect()
    };
    let none = vec![None; chosen.values.len()];
    FittedSkill {
        parameters: named(&chosen.values, &errors, &chosen.place),
        log_likelihood: chosen.log_likelihood,
        responses: prepared.responses,
        learners: prepared.learners.len() as u64,
        likeliest: fit.usable.as_ref().map(|_| Likeliest {
            parameters: named(&fit.best.values, &none, &fit.best.place),
            log_likelihood: fit.best.log_likelihood,
        }),
        notes: notes(&prepared.layout, fit, &errors, prepared.responses),
    }
}

/// The 97.5th percentile of the standard normal distribution.
const NORMAL_97_5: f64 = 1.959_963_984_540_054;

fn fitted_parameter(
    dataset: &Dataset,
    parameter: &Parameter,
    value: f64,
    error: Option<f64>,
    place: f64,
) -> FittedParameter {
    let class = |class: u32| dataset.classes.name(class).into_owned();
    FittedParameter {
        name: parameter.role,
        class: parameter.class.map(|(first, _)| class(first)),
        then: parameter.class.and_then(|(_, then)| then).map(class),
        value,
        standard_error: error.map(|error| error * parameter.slope(place).abs()),
        interval: error.map(|error| {
            (
                parameter.value(place - NORMAL_97_5 * error),
                parameter.value(place + NORMAL_97_5 * error),
            )
        }),
    }
}

/// The share of answers that are right.
fn share_right(dataset: &Dataset) -> f64 {
    let letters = dataset.alphabet.letters();
    let (mut right, mut all) = (0_u64, 0_u64);
    let mut symbols = Vec::new();
    for &(_, sequence) in dataset.by_skill.iter().flatten() {
        symbols.clear();
        dataset.packed.read(sequence, &mut symbols);
        for &symbol in &symbols {
            match letters[symbol as usize].outcome {
                Outcome::Right => {
                    right += 1;
                    all += 1;
                }
                Outcome::Wrong => all += 1,
                Outcome::Missing => {}
            }
        }
    }
    if all == 0 {
        0.5
    } else {
        right as f64 / all as f64
    }
}

/// Gaps between sessions that a half-life needs at least: fewer say nothing of it.
const LEAST_GAPS: f64 = 20.0;

/// Where so many of the gaps between sessions lie in two bins next to each other, all within a
/// factor of four, each response forgets as much by its place as by its time.
const ONE_GAP: f64 = 0.9;

/// Whether the time between responses differs enough for what the model asks of it.
fn gaps_tell(dataset: &Dataset, model: &ModelSpec) -> Result<(), FitError> {
    let letters = dataset.alphabet.letters();
    let mut bins = vec![0.0; dataset.gap_days.len().max(1)];
    let mut symbols = Vec::new();
    for &(_, sequence) in dataset.by_skill.iter().flatten() {
        symbols.clear();
        dataset.packed.read(sequence, &mut symbols);
        for &symbol in symbols.iter().skip(1) {
            if let Some(bin) = bins.get_mut(usize::from(letters[symbol as usize].gap)) {
                *bin += 1.0;
            }
        }
    }
    let between = &bins[1..];
    let found: f64 = between.iter().sum();
    if found < LEAST_GAPS {
        return Err(FitError::NoGaps {
            found,
            responses: dataset.responses,
        });
    }
    let fullest = between
        .windows(2)
        .map(|pair| pair[0] + pair[1])
        .fold(0.0, f64::max);
    // Responses within a session have no gap at all: they too tell time from place.
    let varied = bins[0] >= found / 10.0;
    if model.forget && !varied && fullest / found > ONE_GAP {
        return Err(FitError::OneGap {
            share: 100.0 * fullest / found,
        });
    }
    Ok(())
}
