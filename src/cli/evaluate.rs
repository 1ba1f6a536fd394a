//! `retake evaluate`: how good a model's predictions are.

use super::Error;
use super::error::Exit;
use super::log::LogArguments;
use super::predict::read;
use crate::base::Secret;
use crate::research::{Measures, Outcome, Scored, evaluate, predict};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

/// Measure fitted parameters on a log they were not fitted to.
///
/// Prints AUC, RMSE, log-loss, accuracy, Brier score and calibration as JSON, with 95 % intervals by
/// resampling learners. A response is predicted from those before it alone.
#[derive(Debug, clap::Args)]
pub struct Evaluate {
    #[command(flatten)]
    log: LogArguments,
    /// What `retake fit --out` wrote.
    #[arg(long = "params", value_name = "PARAMS.json")]
    parameters: PathBuf,
    /// Resamples for the intervals; 0 leaves them out.
    #[arg(long, default_value_t = 200, value_name = "N", value_parser = clap::value_parser!(u64).range(0..=100_000))]
    resamples: u64,
    /// What resamples are drawn by.
    #[arg(long, default_value = "1", value_name = "S")]
    seed: String,
    /// Measure each skill, too.
    #[arg(long)]
    by_skill: bool,
}

/// What is printed.
#[derive(Serialize)]
struct Report {
    model: String,
    responses: usize,
    skills_without_parameters: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pooled: Option<Measures>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    skills: BTreeMap<String, Measures>,
}

impl Evaluate {
    /// Reads, predicts, measures and prints.
    ///
    /// # Errors
    /// A file that cannot be read, or a response that the parameters make impossible.
    pub fn run(&self) -> Result<Exit, Error> {
        let (fitted, log) = read(&self.parameters, &self.log)?;
        let dataset = &log.dataset;
        let mut by_skill: Vec<Vec<Scored>> = vec![Vec::new(); dataset.by_skill.len()];
        predict(dataset, &fitted, |skill, learner, predictions| {
            let answered = predictions
                .iter()
                .filter(|one| one.outcome != Outcome::Missing);
            by_skill[skill].extend(answered.map(|one| Scored {
                predicted: one.right,
                right: one.outcome == Outcome::Right,
                learner,
            }));
        })?;
        let key = Secret::from_seed(&self.seed).key("evaluate", &[]);
        let mut skills = BTreeMap::new();
        let name = |skill: usize| dataset.skills.name(skill as u32).into_owned();
        if self.by_skill {
            for (skill, scored) in by_skill.iter().enumerate() {
                let measures = evaluate(scored, self.resamples, &key);
                skills.extend(measures.map(|measures| (name(skill), measures)));
            }
        }
        let pooled: Vec<Scored> = by_skill.concat();
        let report = Report {
            model: fitted.model.to_string(),
            responses: pooled.len(),
            skills_without_parameters: (0..by_skill.len())
                .map(name)
                .filter(|name| !fitted.skills.contains_key(name))
                .collect(),
            pooled: evaluate(&pooled, self.resamples, &key),
            skills,
        };
        let mut out = std::io::stdout().lock();
        serde_json::to_writer_pretty(&mut out, &report).map_err(std::io::Error::from)?;
        writeln!(out)?;
        Ok(Exit::Fine)
    }
}
