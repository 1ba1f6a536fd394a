//! From records to responses.

mod formats;

use super::builder::{Builder, Keep, Row};
use super::columns::{Columns, Role};
use super::error::LogError;
use super::moment::seconds;
use super::outcome::{outcome, shortened};
use super::records::{Record, Records};
use super::source::open;
use crate::research::dataset::Dataset;
use crate::research::fitted::Coding;
use crate::research::response::Outcome;
use formats::{is_hmm_scalable, length_of};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Bad rows that are shown; all are counted.
const SHOWN: usize = 10;

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
}

/// What responses are ordered by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrderedBy {
    /// The rows as they stand.
    Rows,
    /// A column.
    Column(String),
}

impl std::fmt::Display for OrderedBy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Rows => f.write_str("row"),
            Self::Column(name) => f.write_str(name),
        }
    }
}

/// A row that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: u64,
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
    /// Rows that repeat the one before them in everything, their place in the order included.
    pub repeated: u64,
    /// What responses are ordered by.
    pub order: OrderedBy,
    /// Whether rows had to be put in order.
    pub sorted: bool,
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
/// Memory grows with learners × skills, and with the responses by a quarter of a byte each; it
/// grows with the rows where they must be sorted or kept as events.
///
/// # Errors
/// What [`LogError`] says.
pub fn read_log(paths: &[PathBuf], options: &LogOptions) -> Result<ReadLog, LogError> {
    let hold = options.keep.events;
    match Reading::new(options, hold).read(paths) {
        Err(Stopped::OutOfOrder(place, column)) => {
            if paths.iter().any(|path| path == Path::new("-")) {
                return Err(LogError::Unsorted { place, column });
            }
            // Once more, with every row held back until it can be sorted.
            Reading::new(options, true)
                .read(paths)
                .map_err(|stopped| match stopped {
                    Stopped::Failed(error) => error,
                    Stopped::OutOfOrder(place, column) => LogError::Unsorted { place, column },
                })
        }
        Err(Stopped::Failed(error)) => Err(error),
        Ok(read) => Ok(read),
    }
}

/// Why a pass over the logs ended early.
enum Stopped {
    Failed(LogError),
    OutOfOrder(super::Place, String),
}

impl From<LogError> for Stopped {
    fn from(error: LogError) -> Self {
        Self::Failed(error)
    }
}

/// One pass over the logs.
struct Reading<'o> {
    options: &'o LogOptions,
    hold: bool,
    builder: Builder,
    report: LogReport,
    /// The skills of the row at hand.
    skills: Vec<u32>,
    /// The learner of the row before, by name and number: rows of one often stand together.
    learner: (Vec<u8>, u32),
    /// The row before, to know a repeated one by.
    before: Option<(u32, f64, u32, u32)>,
}

/// A response as a record spells it.
struct Spelt<'r> {
    learner: &'r [u8],
    skills: &'r [u8],
    separator: &'static str,
    outcome: Outcome,
    item: &'r [u8],
    class: &'r [u8],
    order: Option<f64>,
    seconds: f64,
}

impl<'o> Reading<'o> {
    fn new(options: &'o LogOptions, hold: bool) -> Self {
        Self {
            options,
            hold,
            builder: Builder::new(options.keep),
            report: LogReport {
                format: Format::Rows,
                rows: 0,
                bad: 0,
                first_bad: Vec::new(),
                without_skill: 0,
                repeated: 0,
                order: OrderedBy::Rows,
                sorted: hold,
            },
            skills: Vec::new(),
            learner: (Vec::new(), u32::MAX),
            before: None,
        }
    }

    fn read(mut self, paths: &[PathBuf]) -> Result<ReadLog, Stopped> {
        for path in paths {
            let file = path.display().to_string();
            let mut records = Records::new(open(path)?, &file)?;
            self.file(&mut records, &file)?;
        }
        let sorted = self.hold && self.report.order != OrderedBy::Rows;
        let used = self.report.rows - self.report.bad;
        if used == 0
            && let Some(first) = self.report.first_bad.first()
        {
            return Err(LogError::NoGoodRow {
                file: first.file.clone(),
                rows: self.report.rows,
                line: first.line,
                reason: first.reason.clone(),
            }
            .into());
        }
        let dataset = self.builder.finish();
        Ok(ReadLog {
            dataset,
            report: LogReport {
                sorted,
                ..self.report
            },
        })
    }

    fn file<R: Read>(&mut self, records: &mut Records<R>, file: &str) -> Result<(), Stopped> {
        if self.options.columns.is_empty() {
            let first = records.peek()?;
            if is_hmm_scalable(&first) {
                return self.hmm_scalable(records, file);
            }
            if length_of(first.iter().copied()).is_some() {
                return self.three_lines(records, file);
            }
        }
        let Some(first) = records.next()? else {
            return Err(LogError::Empty(file.to_owned()).into());
        };
        let columns = Columns::recognise(file, first.fields(), &self.options.columns)?;
        let ordering = columns
            .name(Role::Order)
            .map(|name| (Role::Order, name))
            .or_else(|| columns.name(Role::Time).map(|name| (Role::Time, name)));
        if let Some((_, name)) = ordering {
            self.report.order = OrderedBy::Column(name.to_owned());
        }
        self.report.format = Format::Rows;
        let ordering = ordering.map(|(role, _)| role);
        while let Some(record) = records.next()? {
            let line = record.line;
            let lists = columns
                .place(Role::Correct)
                .and_then(|place| record.field(place))
                .is_some_and(|field| field.contains(&b','));
            let done = if lists {
                self.report.format = Format::Lists;
                self.lists(&record, &columns)
            } else {
                self.row(&record, &columns, ordering)
            };
            self.settle(done, records, file, line)?;
        }
        Ok(())
    }

    /// What became of a row: fine, bad, or out of order.
    fn settle<R: Read>(
        &mut self,
        done: Result<(), Bad>,
        records: &Records<R>,
        file: &str,
        line: u64,
    ) -> Result<(), Stopped> {
        match done {
            Ok(()) => Ok(()),
            Err(Bad::OutOfOrder) => {
                let OrderedBy::Column(column) = &self.report.order else {
                    return Ok(());
                };
                Err(Stopped::OutOfOrder(records.place(line, 0), column.clone()))
            }
            Err(Bad::Row(reason)) if self.options.strict => Err(LogError::Row {
                place: records.place(line, 0),
                reason,
            }
            .into()),
            Err(Bad::Row(reason)) => {
                self.report.bad += 1;
                if self.report.first_bad.len() < SHOWN {
                    self.report.first_bad.push(BadRow {
                        file: file.to_owned(),
                        line,
                        reason,
                    });
                }
                Ok(())
            }
        }
    }

    /// A row for a response.
    fn row(
        &mut self,
        record: &Record<'_>,
        columns: &Columns,
        ordering: Option<Role>,
    ) -> Result<(), Bad> {
        self.report.rows += 1;
        if record.len() != columns.count() {
            return Err(Bad::Row(format!(
                "{} fields, and the header has {}",
                record.len(),
                columns.count()
            )));
        }
        let field = |role: Role| {
            let place = columns.place(role)?;
            record.field(place)
        };
        let hinted = match field(Role::Hints) {
            None => false,
            Some(hints) => !matches!(hints, b"" | b"0" | b"0.0" | b"."),
        };
        let correct = field(Role::Correct).unwrap_or_default();
        let outcome = outcome(correct, hinted, &self.options.coding).map_err(Bad::Row)?;
        let time = match field(Role::Time) {
            Some(text) if ordering == Some(Role::Time) || self.options.keep.gaps => {
                seconds(text).ok_or_else(|| {
                    let text = String::from_utf8_lossy(text);
                    Bad::Row(format!("`{}` is no time", shortened(&text)))
                })?
            }
            _ => f64::NAN,
        };
        let order = match ordering {
            Some(Role::Order) => {
                let text = field(Role::Order).unwrap_or_default();
                let number = std::str::from_utf8(text)
                    .ok()
                    .and_then(|text| text.parse::<f64>().ok());
                let number = number.filter(|number| number.is_finite()).ok_or_else(|| {
                    let text = String::from_utf8_lossy(text);
                    Bad::Row(format!("`{}` is no number to order by", shortened(&text)))
                })?;
                Some(number)
            }
            Some(_) => Some(time),
            None => None,
        };
        self.respond(&Spelt {
            learner: field(Role::Learner).unwrap_or_default(),
            skills: field(Role::Skill).unwrap_or_default(),
            separator: "~~",
            outcome,
            item: field(Role::Item).unwrap_or_default(),
            class: field(Role::Class)
                .or_else(|| field(Role::Item))
                .unwrap_or_default(),
            order,
            seconds: time,
        })
    }

    /// Takes a response in.
    fn respond(&mut self, spelt: &Spelt<'_>) -> Result<(), Bad> {
        if spelt.learner.is_empty() {
            return Err(Bad::Row("no learner".to_owned()));
        }
        self.skills.clear();
        let names = &mut self.builder.skills;
        for name in parts(spelt.skills, spelt.separator.as_bytes()) {
            let name = name.trim_ascii();
            let none = name.is_empty() || name.eq_ignore_ascii_case(b"NA");
            if !none {
                let skill = names.number(name);
                if !self.skills.contains(&skill) {
                    self.skills.push(skill);
                }
            }
        }
        if self.skills.is_empty() {
            self.report.without_skill += 1;
            return Ok(());
        }
        if self.learner.0 != spelt.learner {
            self.learner.1 = self.builder.learners.number(spelt.learner);
            self.learner.0.clear();
            self.learner.0.extend_from_slice(spelt.learner);
        }
        let keep = self.options.keep;
        let row = Row {
            learner: self.learner.1,
            skills: (0, 0),
            item: if keep.events {
                self.builder.items.number(spelt.item)
            } else {
                0
            },
            class: if keep.classes {
                self.builder.classes.number(spelt.class)
            } else {
                0
            },
            outcome: spelt.outcome,
            order: spelt.order.unwrap_or(self.report.rows as f64),
            seconds: spelt.seconds,
            row: self.report.rows,
        };
        if spelt.order.is_some() {
            let this = (row.learner, row.order, self.skills[0], row.outcome as u32);
            if self.before.replace(this) == Some(this) {
                self.report.repeated += 1;
                return Ok(());
            }
        }
        if self.hold {
            self.builder.hold(row, &self.skills);
            return Ok(());
        }
        for &skill in &self.skills {
            self.builder.add(&row, skill).map_err(|_| Bad::OutOfOrder)?;
        }
        Ok(())
    }
}

/// Why a row is not taken in.
enum Bad {
    Row(String),
    OutOfOrder,
}

/// The parts of a text between separators of one byte or more.
fn parts<'t>(text: &'t [u8], separator: &'static [u8]) -> impl Iterator<Item = &'t [u8]> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let at = text
            .windows(separator.len())
            .position(|window| window == separator);
        match at {
            Some(at) => {
                rest = Some(&text[at + separator.len()..]);
                Some(&text[..at])
            }
            None => {
                rest = None;
                Some(text)
            }
        }
    })
}
