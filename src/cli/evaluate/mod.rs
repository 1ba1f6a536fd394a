//! `retake evaluate`: how good a model's predictions are, and whether another's are better.

mod report;

use super::Error;
use super::error::Exit;
use super::log::LogArguments;
use super::parameters::read_parameters;
use super::progress::Progress;
use crate::base::Secret;
use crate::research::folds::{By, Folds, Predicted, answers, cross_validate, predict_units};
use crate::research::log::{Keep, OrderedBy, read_log};
use crate::research::{FitOptions, Fitted, Model, ReadLog, Units};
use report::{Judged, Report};
use std::cell::Cell;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Measure how well responses are predicted, by fitted parameters or in cross-validation.
///
/// Prints AUC, RMSE, log-loss, accuracy, Brier score and calibration as JSON, with 95 % intervals by
/// resampling learners. A response is predicted from those before it alone. Models are compared on
/// the same responses, resampling the same learners for both.
#[derive(Debug, clap::Args)]
#[command(after_long_help = MANUAL)]
pub struct Evaluate {
    #[command(flatten)]
    log: LogArguments,
    /// What `retake fit --out` wrote, for a log it was not fitted to.
    #[arg(
        long = "params",
        value_name = "PARAMS.json",
        required_unless_present = "folds"
    )]
    parameters: Option<PathBuf>,
    /// Compare with other parameters; may stand several times.
    #[arg(long, value_name = "PARAMS.json", requires = "parameters")]
    against_params: Vec<PathBuf>,
    /// Deal the log into so many folds, and predict each from a fit without it.
    #[arg(long, value_name = "K", conflicts_with = "parameters", value_parser = clap::value_parser!(u64).range(2..=Folds::MOST as u64))]
    folds: Option<u64>,
    /// What folds are made of: learner, item or time.
    #[arg(
        long,
        default_value_t,
        value_name = "learner|item|time",
        requires = "folds"
    )]
    by: By,
    /// The model to fit without each fold.
    #[arg(long, default_value_t, value_name = "SPEC", requires = "folds")]
    model: Model,
    /// Compare with another model on the same folds; may stand several times.
    #[arg(long, value_name = "SPEC", requires = "folds")]
    against: Vec<Model>,
    /// Starts of each skill in a fit; the likeliest counts.
    #[arg(long, default_value_t = 5, value_name = "N", requires = "folds", value_parser = clap::value_parser!(u64).range(1..=10_000))]
    starts: u64,
    /// Resamples for the intervals; 0 leaves them out.
    #[arg(long, default_value_t = 200, value_name = "N", value_parser = clap::value_parser!(u64).range(0..=100_000))]
    resamples: u64,
    /// What folds, starts and resamples are drawn by.
    #[arg(long, default_value = "1", value_name = "S")]
    seed: String,
    /// Measure each skill, too.
    #[arg(long)]
    by_skill: bool,
}

const MANUAL: &str = "\
Folds:
  --by learner  learners are dealt into K folds; each fold is predicted by a fit to the others
  --by item     items are dealt; the fit knows that those of the fold were met and not what came of
                it, and every response to one is predicted from all the learner did before
  --by time     K + 1 stretches of the log in its order; each but the first is predicted by a fit to
                those before it, learners being followed from their first response

Models are those of `retake fit`, and rasch, elo, pfa, best-lr. A response with several skills counts
once for each. Differences are those of the model less the other's.

Examples:
  retake evaluate test.csv --params params.json --by-skill
  retake evaluate test.csv --params bkt.json --against-params forget.json
  retake evaluate log.csv --folds 5 --model bkt+forget --against bkt --against best-lr
  retake evaluate log.csv --folds 5 --by item --model bkt+guess-slip --against rasch";

/// What several models need of a log.
fn together(keeps: impl Iterator<Item = Keep>) -> Keep {
    keeps.fold(Keep::default(), |all, keep| Keep {
        classes: all.classes || keep.classes,
        gaps: all.gaps || keep.gaps,
        events: all.events || keep.events,
        patterns: false,
    })
}

impl Evaluate {
    /// Reads, fits where asked, predicts, measures and prints.
    ///
    /// # Errors
    /// A file that cannot be read, folds that cannot be made, or a response that the parameters make
    /// impossible.
    pub fn run(&self) -> Result<Exit, Error> {
        let report = match (self.folds, &self.parameters) {
            (Some(folds), _) => self.cross_validated(folds as usize)?,
            (None, Some(parameters)) => self.by_parameters(parameters)?,
            // The arguments ask for one of them.
            (None, None) => return Ok(Exit::Usage),
        };
        let mut out = std::io::stdout().lock();
        serde_json::to_writer_pretty(&mut out, &report).map_err(std::io::Error::from)?;
        writeln!(out)?;
        Ok(Exit::Fine)
    }

    fn by_parameters(&self, parameters: &Path) -> Result<Report, Error> {
        let paths =
            || std::iter::once(parameters).chain(self.against_params.iter().map(|path| &**path));
        let fitted: Vec<Fitted> = paths().map(read_parameters).collect::<Result<_, _>>()?;
        let mut options = self.log.options();
        let asked = options.coding;
        let codings = || fitted.iter().map(|fitted| fitted.coding.or(asked));
        if let Some(first) = codings().next() {
            options.coding = first;
            if let Some((other, _)) = paths().zip(codings()).find(|(_, own)| *own != first) {
                return Err(Error::Codings {
                    first: parameters.to_owned(),
                    other: other.to_owned(),
                });
            }
        }
        options.keep = together(fitted.iter().map(|fitted| fitted.model.keep_to_predict()));
        let log = read_log(&self.log.logs, &options)?;
        self.log.tell(&log.report)?;
        let units = Units::new(&log.dataset);
        let mut names: Vec<String> = fitted.iter().map(|one| one.model.to_string()).collect();
        let mut others = names.clone();
        others.sort();
        others.dedup();
        if others.len() < names.len() {
            // The same model fitted in different ways: the files tell them apart.
            names = paths().map(|path| path.display().to_string()).collect();
        }
        let predicted = fitted
            .iter()
            .map(|fitted| predict_units(&log.dataset, &units, fitted))
            .collect::<Result<_, _>>()
            .map_err(|error| self.log.placed(error.into(), &options, &log.dataset))?;
        Ok(self.report(&log, &units, names, predicted, None))
    }

    fn cross_validated(&self, count: usize) -> Result<Report, Error> {
        let models: Vec<&Model> = std::iter::once(&self.model).chain(&self.against).collect();
        let mut options = self.log.options();
        options.keep = together(models.iter().map(|model| model.keep_to_predict()));
        options.keep.events |= self.by != By::Learner;
        let log = read_log(&self.log.logs, &options)?;
        self.log.tell(&log.report)?;
        let units = Units::new(&log.dataset);
        let key = Secret::from_seed(&self.seed).key("evaluate", &[]);
        let folds = Folds::deal(&log.dataset, &units, self.by, count, &key)?;
        let progress = Progress::new("fits");
        let done = Cell::new(0);
        let fits = (models.len() * count) as u64;
        let cross = |model: &Model| {
            let options = FitOptions {
                model: model.clone(),
                starts: self.starts,
                seed: self.seed.clone(),
                coding: options.coding,
                ..FitOptions::default()
            };
            cross_validate(&log.dataset, &units, &folds, &options, &|_| {
                done.set(done.get() + 1);
                progress.report(done.get(), fits);
            })
        };
        let predicted = models
            .iter()
            .map(|model| cross(model))
            .collect::<Result<_, _>>()?;
        drop(progress);
        let names = models.iter().map(ToString::to_string).collect();
        Ok(self.report(&log, &units, names, predicted, Some(folds)))
    }

    fn report(
        &self,
        log: &ReadLog,
        units: &Units,
        names: Vec<String>,
        predicted: Vec<Predicted>,
        folds: Option<Folds>,
    ) -> Report {
        let mut answers = answers(&log.dataset, units);
        let all = answers.len();
        if let Some(folds) = &folds {
            answers.retain(|answer| folds.of(answer.unit).is_some());
        }
        let left_out = all - answers.len();
        let judged = Judged {
            names,
            predicted,
            answers,
            resamples: self.resamples,
            key: Secret::from_seed(&self.seed).key("evaluate", &[]),
        };
        let mut report = judged.report();
        if judged.answers.is_empty() {
            report
                .notes
                .push("no answer is there to be measured".to_owned());
        }
        if let Some(folds) = &folds {
            judged.tell_folds(&mut report, folds, &log.report.order);
            if folds.by() == By::Item && left_out > 0 {
                report.notes.push(format!(
                    "{left_out} answers name no item: they are fitted to, and not predicted"
                ));
            }
            if folds.by() == By::Time && log.report.order == OrderedBy::Rows {
                report.notes.push(
                    "the log has no column of order or time: its rows are taken for it".to_owned(),
                );
            }
        }
        if self.by_skill {
            judged.tell_skills(&mut report, &log.dataset);
        }
        report
    }
}
