//! `retake fit`: the parameters of a model from response logs.

use super::Error;
use super::error::Exit;
use super::log::LogArguments;
use super::progress::Progress;
use crate::research::Model;
use crate::research::fit::{Intervals, Stage};
use crate::research::log::{LogReport, read_log};
use crate::research::model::{Constraint, Constraints};
use crate::research::{FitOptions, SCHEMA, WholeFit, fit_log};
use serde::Serialize;
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// Fit a model of learning to response logs.
///
/// Prints a summary as JSON; with --out the parameters go into a file, as `predict`, `trace` and a
/// bank read them. The same seed gives the same bytes, whatever the number of threads.
#[derive(Debug, clap::Args)]
#[command(after_long_help = MANUAL)]
pub struct Fit {
    #[command(flatten)]
    log: LogArguments,
    /// The model: bkt, with what is added to it behind plus signs.
    #[arg(long, default_value = "bkt", value_name = "SPEC")]
    model: Model,
    /// Starts of each skill; the likeliest fit counts.
    #[arg(long, default_value_t = 5, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=10_000))]
    starts: u64,
    /// What random starts are drawn by.
    #[arg(long, default_value = "1", value_name = "S")]
    seed: String,
    /// Hold a parameter at a value: slip=0.1.
    #[arg(long, value_name = "NAME=VALUE", value_parser = fixed)]
    fix: Vec<(String, f64)>,
    /// Hold a parameter within bounds: guess=0..0.3.
    #[arg(long, value_name = "NAME=LOW..HIGH", value_parser = pair_between(".."))]
    bound: Vec<(String, (f64, f64))>,
    /// A Beta prior of a parameter, α and β at least 1: slip=2,18.
    #[arg(long, value_name = "NAME=A,B", value_parser = pair_between(","))]
    beta: Vec<(String, (f64, f64))>,
    /// How intervals are made: none, information (from the curvature of the likelihood), profile,
    /// or bootstrap=N.
    #[arg(long, default_value = "information", value_name = "HOW", value_parser = intervals)]
    intervals: Intervals,
    /// Where the parameters go.
    #[arg(long, value_name = "PARAMS.json")]
    out: Option<PathBuf>,
    /// Print the JSON Schema of PARAMS.json, and fit nothing.
    #[arg(long, exclusive = true)]
    schema: bool,
}

const MANUAL: &str = "\
Models: bkt, and behind plus signs any of
  forget          known → unknown between two opportunities
  guess-slip      guess and slip for every class of items (--column class=NAME, or the item)
  learn           learn for every class of the item just practised
  order           learn for every pair of classes in the order they came
  first-response  one prior for those who began right and one for those who began wrong
  difficulty      items of a skill differ in difficulty
  decay           recall fades with the time between responses, by a half-life
  individual      learners differ in prior and learn, across skills
  types           some learners are slow, some quick, some stuck, across skills
  conjunctive     a response with several skills takes all of them (else each counts by itself)
  compensatory    a response with several skills takes any of them
To compare with: rasch, elo, pfa, best-lr.

Logs: CSV or TSV with a header (ASSISTments, DataShop and KDD Cup, pyBKT, pyKT, Gervet), three lines a
learner, or hmm-scalable's four columns; plain, gzip or zstd; - is standard input. Columns with other
names are told: --column learner=who --column skill=topic --column correct=ok

Examples:
  retake fit log.csv --model bkt+forget --out params.json
  zcat log.gz | retake fit - --model bkt --fix slip=0.1";

/// What is printed.
#[derive(Serialize)]
struct Summary<'s> {
    model: String,
    rows: u64,
    bad_rows: u64,
    responses: u64,
    learners: usize,
    skills: usize,
    ordered_by: String,
    log_likelihood: f64,
    best_log_likelihood: f64,
    iterations: usize,
    seconds: Seconds,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameters: Option<&'s crate::research::Fitted>,
}

#[derive(Serialize)]
struct Seconds {
    read: f64,
    /// Laying the responses out for the model.
    prepare: f64,
    fit: f64,
}

impl Fit {
    /// Reads, fits, writes and prints.
    ///
    /// # Errors
    /// A log that cannot be read, a model that makes no sense, a file that cannot be written.
    pub fn run(&self) -> Result<Exit, Error> {
        if self.schema {
            std::io::stdout().write_all(SCHEMA.as_bytes())?;
            return Ok(Exit::Fine);
        }
        let constraints = self.constraints()?;
        let begun = Instant::now();
        let mut options = self.log.options();
        options.keep = self.model.keep_to_fit();
        let log = read_log(&self.log.logs, &options)?;
        let read = begun.elapsed().as_secs_f64();
        self.log.tell(&log.report)?;
        let progress = Progress::new("skills");
        let (done, certain) = (AtomicU64::new(0), AtomicU64::new(0));
        let prepared = OnceLock::new();
        let skills = log.dataset.by_skill.len() as u64;
        let begun = Instant::now();
        let fit = fit_log(
            &log.dataset,
            &FitOptions {
                model: self.model.clone(),
                constraints,
                starts: self.starts,
                seed: self.seed.clone(),
                coding: options.coding.of(&log.report.found),
                intervals: self.intervals,
            },
            &|stage| {
                let count = |of: &AtomicU64| of.fetch_add(1, Ordering::Relaxed) + 1;
                match stage {
                    Stage::Prepared => {
                        prepared.get_or_init(|| begun.elapsed().as_secs_f64());
                    }
                    Stage::Skill => progress.report(count(&done), skills),
                    Stage::Intervals => progress.report(count(&certain), skills),
                    Stage::Together(pass) => {
                        progress.tell(format!("all skills together, pass {pass}"));
                    }
                }
            },
        )
        .map_err(|error| self.log.placed(error.into(), &options, &log.dataset))?;
        let prepare = prepared.get().copied().unwrap_or_default();
        let seconds = Seconds {
            read,
            prepare,
            fit: begun.elapsed().as_secs_f64() - prepare,
        };
        if let Some(path) = &self.out {
            let mut text =
                serde_json::to_string_pretty(&fit.fitted).map_err(std::io::Error::from)?;
            text.push('\n');
            fs::write(path, text).map_err(|error| Error::WriteFile {
                path: path.clone(),
                error,
            })?;
        }
        self.print(&log.report, &log.dataset, &fit, seconds)
    }

    fn print(
        &self,
        report: &LogReport,
        dataset: &crate::research::Dataset,
        fit: &WholeFit,
        seconds: Seconds,
    ) -> Result<Exit, Error> {
        let summary = Summary {
            model: self.model.to_string(),
            rows: report.rows,
            bad_rows: report.bad,
            responses: dataset.responses,
            learners: dataset.learners.len(),
            skills: fit.skills,
            ordered_by: report.order.to_string(),
            log_likelihood: fit.log_likelihood,
            best_log_likelihood: fit.best_log_likelihood,
            iterations: fit.evaluations,
            seconds,
            parameters: self.out.is_none().then_some(&fit.fitted),
        };
        let mut out = std::io::stdout().lock();
        serde_json::to_writer_pretty(&mut out, &summary).map_err(std::io::Error::from)?;
        writeln!(out)?;
        Ok(Exit::Fine)
    }

    fn constraints(&self) -> Result<Constraints, Error> {
        let mut constraints = Constraints::new();
        let mut of = |name: &str, set: &mut dyn FnMut(&mut Constraint)| {
            set(constraints.entry(name.to_owned()).or_default());
        };
        for (name, value) in &self.fix {
            of(name, &mut |constraint| constraint.fixed = Some(*value));
        }
        for (name, bounds) in &self.bound {
            of(name, &mut |constraint| constraint.bounds = Some(*bounds));
        }
        for (name, beta) in &self.beta {
            of(name, &mut |constraint| constraint.beta = Some(*beta));
        }
        self.model.check(&constraints)?;
        Ok(constraints)
    }
}

fn intervals(text: &str) -> Result<Intervals, String> {
    /// Fewer have no 97.5th percentile.
    const LEAST: u64 = 40;
    match text {
        "none" => Ok(Intervals::None),
        "information" => Ok(Intervals::Information),
        "profile" => Ok(Intervals::Profile),
        _ => {
            let resamples = text
                .strip_prefix("bootstrap=")
                .and_then(|n| n.parse().ok())
                .filter(|&resamples| resamples >= LEAST);
            resamples.map(Intervals::Bootstrap).ok_or_else(|| {
                format!(
                    "there are none, information, profile and bootstrap=N, with N at least {LEAST}"
                )
            })
        }
    }
}

fn fixed(text: &str) -> Result<(String, f64), String> {
    let (name, value) = text
        .split_once('=')
        .ok_or("write NAME=VALUE, such as slip=0.1")?;
    let value = value
        .parse()
        .map_err(|_| format!("`{value}` is no number"))?;
    Ok((name.to_owned(), value))
}

/// NAME=A and B between a separator.
fn pair_between(
    separator: &'static str,
) -> impl Fn(&str) -> Result<(String, (f64, f64)), String> + Clone + Send + Sync + 'static {
    move |text| {
        let form = || format!("write NAME=A{separator}B with two numbers");
        let (name, pair) = text.split_once('=').ok_or_else(form)?;
        let (a, b) = pair.split_once(separator).ok_or_else(form)?;
        let number = |text: &str| text.trim().parse::<f64>().map_err(|_| form());
        Ok((name.to_owned(), (number(a)?, number(b)?)))
    }
}
