//! The fit of a baseline to a log.

use super::elo;
use super::follow::predict_baseline;
use super::logistic;
use super::rasch;
use super::turns::Turns;
use crate::research::dataset::Dataset;
use crate::research::fit::{
    FitError, FitOptions, Intervals, Progress, Stage, WholeFit, share_right,
};
use crate::research::fitted::{FORMAT, Fitted, FittedParameter, FittedSkill};
use crate::research::model::{Baseline, Role};
use crate::research::predict::Prediction;
use std::collections::BTreeMap;

/// What a fit found.
pub(super) struct Found {
    pub whole: Vec<FittedParameter>,
    /// The parameters of every skill.
    pub skills: Vec<Vec<FittedParameter>>,
    /// The difficulty of every item; empty where the model has none.
    pub items: Vec<f64>,
    /// The logarithm of what was made likeliest, without what was laid down for it.
    pub log_likelihood: f64,
    /// Passes over the responses.
    pub evaluations: usize,
    pub notes: Vec<String>,
}

/// Fits a baseline to a log. `progress` is called once the log is laid out.
///
/// Opportunities without an answer count for nothing. The result does not depend on the number of
/// threads.
///
/// # Errors
/// No answer at all; or profile or bootstrap intervals, which no baseline has.
pub fn fit_baseline(
    dataset: &Dataset,
    baseline: Baseline,
    options: &FitOptions,
    progress: Progress<'_>,
) -> Result<WholeFit, FitError> {
    if matches!(
        options.intervals,
        Intervals::Profile | Intervals::Bootstrap(_)
    ) {
        return Err(FitError::SkillsTogether {
            model: options.model.to_string(),
        });
    }
    let turns = Turns::new(dataset);
    if turns.by_item().iter().all(|&(_, answers)| answers == 0.0) {
        return Err(FitError::NoResponses);
    }
    progress(Stage::Prepared);
    let found = match baseline {
        Baseline::Rasch => rasch::fit(&turns),
        Baseline::Elo => elo::fit(&turns),
        Baseline::Pfa | Baseline::BestLr => {
            logistic::fit(&turns, baseline, options.intervals != Intervals::None)
        }
    };
    let mut notes = found.notes;
    if turns.unnamed && baseline != Baseline::Pfa {
        notes.push(
            "some responses name no item; their skill is taken for it (--column item=NAME names the column)"
                .to_owned(),
        );
    }
    let skills = dataset.by_skill.iter().zip(found.skills).enumerate();
    let skills = skills.map(|(number, (learners, parameters))| {
        let name = dataset.skills.name(number as u32).into_owned();
        let responses = learners
            .iter()
            .map(|&(_, sequence)| dataset.packed.length(sequence) as u64)
            .sum();
        let skill = FittedSkill {
            parameters,
            log_likelihood: 0.0,
            responses,
            learners: learners.len() as u64,
            likeliest: None,
            notes: Vec::new(),
        };
        (name, skill)
    });
    let mut fitted = Fitted {
        format: FORMAT,
        model: options.model.clone(),
        coding: options.coding,
        constraints: options.constraints.clone(),
        gap_days: Vec::new(),
        learners: None,
        whole: found.whole,
        items: turns.items.iter().cloned().zip(found.items).collect(),
        notes,
        right: share_right(dataset),
        skills: skills.collect(),
    };
    let mut log_likelihoods = vec![0.0; dataset.by_skill.len()];
    predict_baseline(dataset, baseline, &fitted, |skill, _, predictions| {
        let ln_chance = |one: &Prediction| match one.outcome.is_right()? {
            true => Some(one.right.ln()),
            false => Some((1.0 - one.right).ln()),
        };
        log_likelihoods[skill] += predictions.iter().filter_map(ln_chance).sum::<f64>();
    });
    let names: BTreeMap<String, f64> = log_likelihoods
        .iter()
        .enumerate()
        .map(|(skill, &ln)| (dataset.skills.name(skill as u32).into_owned(), ln))
        .collect();
    for (name, skill) in &mut fitted.skills {
        skill.log_likelihood = names.get(name).copied().unwrap_or(0.0);
    }
    Ok(WholeFit {
        skills: fitted.skills.len(),
        fitted,
        best_log_likelihood: found.log_likelihood,
        log_likelihood: found.log_likelihood,
        evaluations: found.evaluations,
    })
}

/// The 97.5th percentile of the standard normal distribution.
const NORMAL_97_5: f64 = 1.959_963_984_540_054;

/// A parameter with its standard error, where that is known.
pub(super) fn parameter(name: Role, value: f64, standard_error: Option<f64>) -> FittedParameter {
    FittedParameter {
        name,
        class: None,
        then: None,
        value,
        standard_error,
        interval: standard_error
            .map(|error| (value - NORMAL_97_5 * error, value + NORMAL_97_5 * error)),
    }
}

/// ln of the odds of a right answer, as if half a right and half a wrong one had been seen before:
/// finite whatever the counts.
pub(super) fn log_odds(right: f64, all: f64) -> f64 {
    ((right + 0.5) / (all - right + 0.5)).ln()
}

/// ln(1 + eˣ).
pub(super) fn softplus(x: f64) -> f64 {
    x.max(0.0) + libm::log1p(libm::exp(-x.abs()))
}
