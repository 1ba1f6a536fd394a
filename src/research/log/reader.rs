//! Logs in, a data set out.

mod formats;
mod pass;
mod patterns;
mod rows;

use super::builder::Keep;
use super::columns::Role;
use super::error::{LogError, Place};
use super::outcome::Found;
use crate::research::dataset::Dataset;
use crate::research::fitted::Coding;
use pass::{Pass, Stopped};
use std::path::{Path, PathBuf};

/// How logs are to be read.
#[derive(Clone, Debug, Default)]
pub struct LogOptions {
    /// Columns told, by role and name.
    pub columns: Vec<(Role, String)>,
    /// Whether a bad row is an error.
    pub strict: bool,
    /// How answers become right, wrong and missing.
    pub coding: Coding,
    /// What is needed beside outcomes.
    pub keep: Keep,
}

/// The shape of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A header, and a row for every response.
    Rows,
    /// A header, and a row for every learner with all responses in lists: pyKT.
    Lists,
    /// Four columns without a header, right 1 and wrong 2: hmm-scalable.
    HmmScalable,
    /// Three lines for every learner: how many, which skills, which outcomes.
    ThreeLines,
    /// Patterns of responses with how often each occurs.
    Patterns,
}

/// What responses are ordered by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrderedBy {
    /// The rows as they stand.
    Rows,
    /// A column.
    Column(String),
    /// The patterns themselves.
    Patterns,
}

impl std::fmt::Display for OrderedBy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Rows => f.write_str("row"),
            Self::Column(name) => f.write_str(name),
            Self::Patterns => f.write_str("pattern"),
        }
    }
}

/// A row that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// File, line and, where one field is wrong, column.
    pub place: Place,
    /// What is wrong with it.
    pub reason: String,
}

/// What was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogReport {
    /// The shape of the last file.
    pub format: Format,
    /// Responses found, usable or not; one with several skills counts once.
    pub rows: u64,
    /// Rows that could not be used.
    pub bad: u64,
    /// The first of them.
    pub first_bad: Vec<BadRow>,
    /// Rows that name no skill: left out, for no model says anything of them.
    pub without_skill: u64,
    /// Rows that repeat the one before them in everything, order or time included: they count once.
    pub repeated: u64,
    /// What responses are ordered by.
    pub order: OrderedBy,
    /// Whether rows had to be put in order.
    pub sorted: bool,
    /// Responses in the same place of the order as another of their learner and skill: they are
    /// taken in the order of their rows.
    pub tied: u64,
    /// Responses whose time is before that of the one they follow in the order: they count as
    /// following at once.
    pub backwards: u64,
    /// What was not simply right or wrong.
    pub found: Found,
}

/// A log, read.
#[derive(Clone, Debug)]
pub struct ReadLog {
    /// The responses by skill and learner.
    pub dataset: Dataset,
    /// What was found.
    pub report: LogReport,
}

/// Reads logs one behind the other; `-` is standard input.
///
/// One thread makes sense of the bytes, another puts responses together; what is compressed is
/// expanded on a third. Memory grows with learners × skills, and with the responses by a quarter of
/// a byte each; it grows with the rows where they must be sorted or kept as events.
///
/// # Errors
/// What [`LogError`] says.
pub fn read_log(paths: &[PathBuf], options: &LogOptions) -> Result<ReadLog, LogError> {
    for (place, path) in paths.iter().enumerate() {
        if paths[..place].contains(path) {
            return Err(LogError::GivenTwice(path.display().to_string()));
        }
    }
    let unsorted = |place, column| LogError::Unsorted { place, column };
    match Pass::over(paths, options, false) {
        Err(Stopped::OutOfOrder(place, column)) => {
            if paths.iter().any(|path| path == Path::new("-")) {
                return Err(unsorted(place, column));
            }
            // Once more, with every row held back until it can be sorted.
            Pass::over(paths, options, true).map_err(|stopped| match stopped {
                Stopped::Failed(error) => error,
                Stopped::OutOfOrder(place, column) => unsorted(place, column),
            })
        }
        Err(Stopped::Failed(error)) => Err(error),
        Ok(read) => Ok(read),
    }
}

/// Where in the logs that a data set was read from a response stands: that of a learner on a skill,
/// by its place among them from 1. None where it cannot be found again, as on standard input.
pub fn place_of(
    paths: &[PathBuf],
    options: &LogOptions,
    dataset: &Dataset,
    (skill, learner, position): (&str, &str, usize),
) -> Option<Place> {
    if paths.iter().any(|path| path == Path::new("-")) || dataset.is_of_patterns() {
        return None;
    }
    let skill = dataset.skills.find(skill.as_bytes())?;
    let learner = dataset.learners.find(learner.as_bytes())?;
    let places = Pass::places(paths, options, learner, skill);
    places.into_iter().nth(position.checked_sub(1)?)
}
