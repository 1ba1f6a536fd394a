//! The arguments of commands that read response logs.

use super::Error;
use crate::research::log::{LogOptions, LogReport, Role, place_of};
use crate::research::{
    Coding, Dataset, FitError, HintCoding, PartialCoding, PredictError, SkipCoding,
};
use std::io::Write;
use std::path::PathBuf;

/// Logs, and how they are to be read.
#[derive(Debug, clap::Args)]
pub struct LogArguments {
    /// Response logs, one behind the other; - is standard input.
    #[arg(required = true, value_name = "LOG")]
    pub logs: Vec<PathBuf>,
    #[command(flatten)]
    reading: Reading,
}

impl LogArguments {
    /// How logs are to be read.
    pub fn options(&self) -> LogOptions {
        self.reading.options()
    }

    /// Says on standard error what of the logs could not be used.
    ///
    /// # Errors
    /// Standard error is gone.
    pub fn tell(&self, report: &LogReport) -> Result<(), Error> {
        self.reading.tell(report)
    }

    /// An error with the place in the logs where a response is impossible, if that is what it says.
    pub fn placed(&self, error: Error, options: &LogOptions, dataset: &Dataset) -> Error {
        let (Error::Fit(FitError::Impossible {
            skill,
            learner,
            position,
        })
        | Error::Predict(PredictError::Impossible {
            skill,
            learner,
            position,
        })) = &error
        else {
            return error;
        };
        match place_of(&self.logs, options, dataset, (skill, learner, *position)) {
            Some(place) => Error::Placed {
                place,
                error: Box::new(error),
            },
            None => error,
        }
    }
}

/// How logs are to be read.
#[derive(Debug, clap::Args)]
pub struct Reading {
    /// Say which column is what: learner=user_id, skill=…, correct=…, item=…, class=…, order=…,
    /// time=…, hints=….
    #[arg(long = "column", value_name = "ROLE=NAME", value_parser = column)]
    pub columns: Vec<(Role, String)>,
    /// Fail at the first row that cannot be used.
    #[arg(long)]
    strict: bool,
    /// Count answers with hints as wrong.
    #[arg(long)]
    hints_wrong: bool,
    /// Leave what came of answers with hints unseen: guess and slip are then those of answers
    /// without help, as a bank needs them.
    #[arg(long, conflicts_with = "hints_wrong")]
    hints_unseen: bool,
    /// Count opportunities without an answer as wrong, not as unseen.
    #[arg(long)]
    skips_wrong: bool,
    /// Leave opportunities without an answer out altogether, as a bank does.
    #[arg(long, conflicts_with = "skips_wrong")]
    skips_left_out: bool,
    /// Count partial credit as right from so much on, as wrong below.
    #[arg(long, value_name = "CREDIT")]
    right_from: Option<f64>,
}

impl Reading {
    /// How logs are to be read.
    pub fn options(&self) -> LogOptions {
        LogOptions {
            columns: self.columns.clone(),
            strict: self.strict,
            coding: self.coding(),
            ..LogOptions::default()
        }
    }

    /// How answers become right, wrong and missing.
    pub fn coding(&self) -> Coding {
        Coding {
            hints: match (self.hints_wrong, self.hints_unseen) {
                (true, _) => HintCoding::Wrong,
                (_, true) => HintCoding::Unseen,
                _ => HintCoding::AsGiven,
            },
            skips: match (self.skips_wrong, self.skips_left_out) {
                (true, _) => SkipCoding::Wrong,
                (_, true) => SkipCoding::LeftOut,
                _ => SkipCoding::Missing,
            },
            partial: self
                .right_from
                .map_or(PartialCoding::Refused, PartialCoding::RightFrom),
        }
    }

    /// Says on standard error what of the logs could not be used.
    ///
    /// # Errors
    /// Standard error is gone.
    pub fn tell(&self, report: &LogReport) -> Result<(), Error> {
        let mut out = anstream::stderr();
        for bad in &report.first_bad {
            writeln!(out, "{}: {}", bad.place, bad.reason)?;
        }
        if report.bad > 0 {
            writeln!(
                out,
                "\x1b[1;33mwarning\x1b[0m: {} of {} rows left out; --strict stops at the first",
                report.bad, report.rows
            )?;
        }
        if report.without_skill > 0 {
            writeln!(
                out,
                "{} rows without a skill left out",
                report.without_skill
            )?;
        }
        if report.repeated > 0 {
            writeln!(
                out,
                "{} rows repeat the one before them and count once",
                report.repeated
            )?;
        }
        if report.tied > 0 {
            writeln!(
                out,
                "{} responses have the {} of another of their learner and skill: taken in the order of their rows",
                report.tied, report.order
            )?;
        }
        if report.backwards > 0 {
            writeln!(
                out,
                "\x1b[1;33mwarning\x1b[0m: {} responses are dated before the one they follow by {}; no time is counted between them",
                report.backwards, report.order
            )?;
        }
        Ok(())
    }
}

fn column(text: &str) -> Result<(Role, String), String> {
    let names = || Role::ALL.map(Role::name).join(", ");
    let (role, name) = text
        .split_once('=')
        .ok_or_else(|| format!("write ROLE=NAME; a role is one of {}", names()))?;
    let found = Role::ALL.into_iter().find(|own| own.name() == role);
    let role = found.ok_or_else(|| format!("`{role}` is no role; there are {}", names()))?;
    Ok((role, name.to_owned()))
}
