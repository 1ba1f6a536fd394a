//! The fit of a whole log: every skill by itself, or all together where learners differ across
//! them or responses take several.

use super::across::{fit_across, fit_together};
use super::error::FitError;
use super::gaps::gaps_tell;
use super::objective::SkillObjective;
use super::report::{fitted_skill, share_right};
use super::skill::{FLAT, Optimum, Options, SkillFit, fit_skill};
use super::stage::{Progress, Stage};
use super::uncertainty::{Intervals, Uncertain, by_bootstrap, by_information, by_profile};
use crate::base::{Key, Secret};
use crate::research::chain::{Impossible, Passes, Trie};
use crate::research::dataset::Dataset;
use crate::research::fitted::{Coding, FORMAT, Fitted, LearnerKinds};
use crate::research::model::{Constraints, Layout, Learners, Model, ModelSpec};
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
pub(super) struct Skills {
    pub fits: Vec<SkillFit>,
    pub uncertain: Vec<Vec<Uncertain>>,
    pub learners: Option<LearnerKinds>,
    pub best: f64,
    pub chosen: f64,
    pub evaluations: usize,
}

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
    let all: Vec<Result<T, FitError>> = prepared
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
        .collect();
    // Of several errors that of the first skill, whichever thread was first.
    all.into_iter().collect()
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
