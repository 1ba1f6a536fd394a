//! `retake predict` and `retake trace`: what fitted parameters say of every response of a log.

use super::Error;
use super::error::Exit;
use super::log::LogArguments;
use super::parameters::read_parameters;
use crate::research::log::{quoted, read_log};
use crate::research::{Fitted, Outcome, Prediction, ReadLog, predict};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Print P(right) of every response before it is seen, as CSV.
#[derive(Debug, clap::Args)]
pub struct Predict {
    /// What `retake fit --out` wrote.
    #[arg(value_name = "PARAMS.json")]
    parameters: PathBuf,
    #[command(flatten)]
    log: LogArguments,
}

/// Print what is believed of the learner after every response, as CSV.
#[derive(Debug, clap::Args)]
pub struct Trace {
    /// What `retake fit --out` wrote.
    #[arg(value_name = "PARAMS.json")]
    parameters: PathBuf,
    #[command(flatten)]
    log: LogArguments,
}

impl Predict {
    /// Reads, predicts and prints.
    ///
    /// # Errors
    /// A file that cannot be read, or a response that the parameters make impossible.
    pub fn run(&self) -> Result<Exit, Error> {
        let right = |prediction: &Prediction| Some(prediction.right);
        run(&self.parameters, &self.log, "predicted", right)
    }
}

impl Trace {
    /// Reads, follows and prints.
    ///
    /// # Errors
    /// As for [`Predict::run`].
    pub fn run(&self) -> Result<Exit, Error> {
        run(&self.parameters, &self.log, "mastery", |prediction| {
            prediction.mastery
        })
    }
}

/// Reads a log as its parameters were fitted, and prints a number of every response.
fn run(
    parameters: &Path,
    log: &LogArguments,
    column: &str,
    number: impl Fn(&Prediction) -> Option<f64>,
) -> Result<Exit, Error> {
    let fitted = read_parameters(parameters)?;
    let mut options = log.options();
    options.coding = fitted.coding.or(options.coding);
    options.keep = fitted.model.keep_to_predict();
    let read = read_log(&log.logs, &options)?;
    log.tell(&read.report)?;
    print(&fitted, &read, column, number)
        .map_err(|error| log.placed(error, &options, &read.dataset))
}

fn print(
    fitted: &Fitted,
    log: &ReadLog,
    column: &str,
    number: impl Fn(&Prediction) -> Option<f64>,
) -> Result<Exit, Error> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    writeln!(out, "learner,skill,opportunity,correct,{column}")?;
    let mut written = Ok(());
    predict(&log.dataset, fitted, |skill, learner, predictions| {
        let skill = log.dataset.skills.name(skill as u32);
        let learner = log.dataset.learners.name(learner);
        let (skill, learner) = (quoted(&skill), quoted(&learner));
        for (place, prediction) in predictions.iter().enumerate() {
            if written.is_ok() {
                let correct = match prediction.outcome {
                    Outcome::Right => "1",
                    Outcome::Wrong => "0",
                    Outcome::Missing => "",
                };
                let number =
                    number(prediction).map_or_else(String::new, |number| number.to_string());
                written = writeln!(out, "{learner},{skill},{},{correct},{number}", place + 1);
            }
        }
    })?;
    written?;
    out.flush()?;
    Ok(Exit::Fine)
}
