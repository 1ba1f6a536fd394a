//! One pass over the logs: from records to responses.

use super::super::builder::{Builder, Met, Row};
use super::super::columns::{Columns, Role};
use super::super::error::{LogError, Place};
use super::super::moment::{number, seconds};
use super::super::outcome::{Found, outcome, shortened};
use super::super::records::{Record, Records};
use super::super::source::open;
use super::formats::{is_hmm_scalable, length_of};
use super::patterns::{PatternBuilder, PatternColumns};
use super::rows::{Gone, Rows, way};
use super::{BadRow, Format, LogOptions, LogReport, OrderedBy, ReadLog};
use crate::research::names::Names;
use crate::research::response::Outcome;
use std::io::Read;
use std::path::PathBuf;
use std::thread;

/// Bad rows that are shown; all are counted.
const SHOWN: usize = 10;

/// Why a pass over the logs ended early.
pub(super) enum Stopped {
    Failed(LogError),
    /// A response comes too late; with the column responses are ordered by.
    OutOfOrder(Place, String),
}

impl From<LogError> for Stopped {
    fn from(error: LogError) -> Self {
        Self::Failed(error)
    }
}

/// Why a row is not taken in.
pub(super) enum Bad {
    /// It makes no sense: the field that does not, and why.
    Row(Option<usize>, String),
    /// Nobody takes rows any more.
    Gone,
}

impl From<Gone> for Bad {
    fn from(_: Gone) -> Self {
        Self::Gone
    }
}

/// Why the files were not read to their end.
pub(super) enum Ended {
    Failed(LogError),
    /// The builder has stopped, and knows why.
    Gone,
}

impl From<LogError> for Ended {
    fn from(error: LogError) -> Self {
        Self::Failed(error)
    }
}

/// A response as a record spells it.
pub(super) struct Spelt<'r> {
    pub learner: &'r [u8],
    pub skills: &'r [u8],
    pub separator: &'static str,
    /// None for what is no opportunity.
    pub outcome: Option<Outcome>,
    pub item: &'r [u8],
    pub class: &'r [u8],
    pub order: Option<f64>,
    pub seconds: f64,
    /// The fields in which the learner and the skills stand, and the line.
    pub fields: [Option<usize>; 2],
    pub line: u64,
}

/// A pass under way.
pub(super) struct Pass<'o> {
    pub options: &'o LogOptions,
    pub report: LogReport,
    /// The file at hand.
    pub file: String,
    /// Every file with its first response.
    files: Vec<(u64, String)>,
    pub met: Met,
    pub patterns: PatternBuilder,
    rows: Rows,
    /// The skills of the row at hand.
    skills: Vec<u32>,
    /// The learner of the row before, by name and number: rows of one often stand together.
    learner: (Vec<u8>, u32),
    /// The row before, to know a repeated one by.
    before: Vec<u8>,
}

/// The file that holds a response, of files with the first response of each.
fn file_of(files: &[(u64, String)], response: u64) -> String {
    let file = files.iter().rfind(|(first, _)| *first <= response);
    file.map(|(_, file)| file.clone()).unwrap_or_default()
}

impl<'o> Pass<'o> {
    /// Reads the logs; `hold` where they are to be put in order.
    pub fn over(
        paths: &[PathBuf],
        options: &'o LogOptions,
        hold: bool,
    ) -> Result<ReadLog, Stopped> {
        let (rows, batches) = way();
        let builder = Builder::new(options.keep, hold);
        let mut pass = Self::new(options, rows, hold);
        let (read, built, pass) = thread::scope(|scope| {
            let building = scope.spawn(move || batches.build(builder));
            let read = pass.read(paths);
            let parts = (pass.met, pass.report, pass.files, pass.patterns);
            // What was read before an error may come too late, which is then the first to mend.
            let ended = pass.rows.end().map_err(|_| Ended::Gone);
            (read.and(ended), building.join(), parts)
        });
        let (met, mut report, files, patterns) = pass;
        let built = built.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        let builder = match built {
            Ok(builder) => builder,
            Err(late) => {
                let place = Place {
                    file: file_of(&files, late.response),
                    line: late.line,
                    column: 0,
                };
                return Err(Stopped::OutOfOrder(place, report.order.to_string()));
            }
        };
        if let Err(Ended::Failed(error)) = read {
            return Err(error.into());
        }
        if report.rows == 0 {
            let names: Vec<String> = files.into_iter().map(|(_, file)| file).collect();
            return Err(LogError::NoRow(names.join(", ")).into());
        }
        if report.rows == report.bad
            && let Some(first) = report.first_bad.first()
        {
            return Err(LogError::NoGoodRow {
                rows: report.rows,
                place: first.place.clone(),
                reason: first.reason.clone(),
            }
            .into());
        }
        if report.format == Format::Patterns {
            let dataset = patterns.finish(met.skills, met.classes);
            return Ok(ReadLog { dataset, report });
        }
        let (dataset, found) = builder.finish(met);
        report.tied = found.tied;
        report.backwards = found.backwards;
        Ok(ReadLog { dataset, report })
    }

    /// Reads the logs once more for the places of a learner's responses on a skill, both by number,
    /// in their order.
    pub fn places(
        paths: &[PathBuf],
        options: &'o LogOptions,
        learner: u32,
        skill: u32,
    ) -> Vec<Place> {
        let (rows, batches) = way();
        let mut pass = Self::new(options, rows, false);
        let (own, files) = thread::scope(|scope| {
            let finding = scope.spawn(move || batches.of(learner, skill));
            // They were read before: what is wrong with them has been told.
            _ = pass.read(paths);
            _ = pass.rows.end();
            (finding.join(), pass.files)
        });
        let mut own = own.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        own.sort_by(|a, b| {
            a.order
                .total_cmp(&b.order)
                .then(a.response.cmp(&b.response))
        });
        own.iter()
            .map(|row| Place {
                file: file_of(&files, row.response),
                line: row.line,
                column: 0,
            })
            .collect()
    }

    fn new(options: &'o LogOptions, rows: Rows, hold: bool) -> Self {
        Self {
            options,
            report: LogReport {
                format: Format::Rows,
                rows: 0,
                bad: 0,
                first_bad: Vec::new(),
                without_skill: 0,
                repeated: 0,
                order: OrderedBy::Rows,
                sorted: hold,
                tied: 0,
                backwards: 0,
                found: Found::default(),
            },
            file: String::new(),
            files: Vec::new(),
            met: Met::default(),
            patterns: PatternBuilder::new(options.keep),
            rows,
            skills: Vec::new(),
            learner: (Vec::new(), u32::MAX),
            before: Vec::new(),
        }
    }

    fn read(&mut self, paths: &[PathBuf]) -> Result<(), Ended> {
        for path in paths {
            self.file = path.display().to_string();
            self.files.push((self.report.rows, self.file.clone()));
            let mut records = Records::new(open(path)?, &self.file)?;
            self.file(&mut records)?;
        }
        Ok(())
    }

    fn file<R: Read>(&mut self, records: &mut Records<R>) -> Result<(), Ended> {
        if self.options.columns.is_empty() {
            let first = records.peek()?;
            if is_hmm_scalable(&first) {
                self.begin(Format::HmmScalable, OrderedBy::Rows)?;
                return self.hmm_scalable(records);
            }
            if length_of(first.iter().copied()).is_some() {
                self.begin(Format::ThreeLines, OrderedBy::Rows)?;
                return self.three_lines(records);
            }
        }
        let Some(header) = records.next()? else {
            return Err(LogError::Empty(self.file.clone()).into());
        };
        let told = &self.options.columns;
        if let Some(columns) = PatternColumns::recognise(header.fields(), told) {
            if !self.options.keep.patterns {
                return Err(LogError::Patterns(self.file.clone()).into());
            }
            let fields = header.len();
            self.begin(Format::Patterns, OrderedBy::Patterns)?;
            return self.patterns(records, columns, fields);
        }
        let columns = Columns::recognise(&self.file, header.fields(), told)?;
        self.report.found.tells_hints |= columns.place(Role::Hints).is_some();
        if let Some(second) = columns.doubled(&self.options.columns) {
            let (line, column) = header.place_of(Some(second));
            let name = header.field(second).unwrap_or_default();
            return Err(LogError::TwoColumns {
                name: String::from_utf8_lossy(name).into_owned(),
                place: self.place(line, column),
            }
            .into());
        }
        if self.options.keep.classes {
            columns.need_one_of(&self.file, [Role::Class, Role::Item])?;
        }
        if columns.are_lists() {
            self.begin(Format::Lists, OrderedBy::Rows)?;
            while let Some(record) = records.next()? {
                self.lists(&record, &columns)?;
            }
            return Ok(());
        }
        let ordering = [Role::Order, Role::Time]
            .into_iter()
            .find(|&role| columns.place(role).is_some());
        let order = ordering.and_then(|role| columns.name(role));
        self.begin(
            Format::Rows,
            order.map_or(OrderedBy::Rows, |name| OrderedBy::Column(name.to_owned())),
        )?;
        while let Some(record) = records.next()? {
            let done = self.row(&record, &columns, ordering);
            self.settle(done, &record)?;
        }
        Ok(())
    }

    /// Notes what a file is like; all must be ordered by the same.
    fn begin(&mut self, format: Format, order: OrderedBy) -> Result<(), LogError> {
        if self.files.len() > 1 && order != self.report.order {
            return Err(LogError::Mixed {
                file: self.file.clone(),
                here: order.to_string(),
                before: self.report.order.to_string(),
            });
        }
        self.report.format = format;
        self.report.order = order;
        self.before.clear();
        Ok(())
    }

    fn place(&self, line: u64, column: u64) -> Place {
        Place {
            file: self.file.clone(),
            line,
            column,
        }
    }

    /// What became of a row: fine, bad, or nobody's.
    pub fn settle(&mut self, done: Result<(), Bad>, record: &Record<'_>) -> Result<(), Ended> {
        let (field, reason) = match done {
            Ok(()) => return Ok(()),
            Err(Bad::Gone) => return Err(Ended::Gone),
            Err(Bad::Row(field, reason)) => (field, reason),
        };
        let (line, column) = record.place_of(field);
        let place = self.place(line, column);
        if self.options.strict {
            return Err(LogError::Row { place, reason }.into());
        }
        self.report.bad += 1;
        if self.report.first_bad.len() < SHOWN {
            self.report.first_bad.push(BadRow { place, reason });
        }
        Ok(())
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
            let reason = format!(
                "{} fields, and the header has {}",
                record.len(),
                columns.count()
            );
            return Err(Bad::Row(None, reason));
        }
        let place = |role: Role| columns.place(role);
        let field = |role: Role| place(role).and_then(|place| record.field(place));
        let hinted =
            field(Role::Hints).is_some_and(|hints| !matches!(hints, b"" | b"0" | b"0.0" | b"."));
        let correct = field(Role::Correct).unwrap_or_default();
        let coding = &self.options.coding;
        let outcome = outcome(correct, hinted, coding, &mut self.report.found)
            .map_err(|reason| Bad::Row(place(Role::Correct), reason))?;
        let time = match field(Role::Time) {
            Some(text) if ordering == Some(Role::Time) || self.options.keep.gaps => {
                seconds(text).ok_or_else(|| {
                    let text = String::from_utf8_lossy(text);
                    Bad::Row(
                        place(Role::Time),
                        format!(
                            "`{}` is no time; write seconds, or a date as 2008-09-13 14:27:51",
                            shortened(&text)
                        ),
                    )
                })?
            }
            _ => f64::NAN,
        };
        let order = match ordering {
            Some(Role::Order) => {
                let text = field(Role::Order).unwrap_or_default();
                let order = order(text).map_err(|reason| Bad::Row(place(Role::Order), reason))?;
                Some(order)
            }
            Some(_) => Some(time),
            None => None,
        };
        if order.is_some() {
            if self.before == record.raw {
                self.report.repeated += 1;
                return Ok(());
            }
            self.before.clear();
            self.before.extend_from_slice(record.raw);
        }
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
            fields: [Role::Learner, Role::Skill].map(place),
            line: record.line,
        })
    }

    /// Takes a response in.
    pub fn respond(&mut self, spelt: &Spelt<'_>) -> Result<(), Bad> {
        let Some(outcome) = spelt.outcome else {
            return Ok(());
        };
        let [learner, skill] = spelt.fields;
        if spelt.learner.is_empty() {
            return Err(Bad::Row(learner, "no learner".to_owned()));
        }
        if self.learner.0 != spelt.learner {
            self.learner.0.clear();
            let number = numbered(&mut self.met.learners, spelt.learner)
                .map_err(|reason| Bad::Row(learner, reason))?;
            self.learner.0.extend_from_slice(spelt.learner);
            self.learner.1 = number;
        }
        self.skills.clear();
        for name in parts(spelt.skills, spelt.separator.as_bytes()) {
            let name = name.trim_ascii();
            let none = name.is_empty() || name.eq_ignore_ascii_case(b"NA");
            if !none {
                let number = numbered(&mut self.met.skills, name)
                    .map_err(|reason| Bad::Row(skill, reason))?;
                if !self.skills.contains(&number) {
                    self.skills.push(number);
                }
            }
        }
        if self.skills.is_empty() {
            self.report.without_skill += 1;
        }
        let keep = self.options.keep;
        let of = |wanted: bool, names: &mut Names, name: &[u8]| {
            if wanted { names.number(name) } else { 0 }
        };
        let item = of(keep.events, &mut self.met.items, spelt.item);
        let class = of(keep.classes, &mut self.met.classes, spelt.class);
        for &skill in &self.skills {
            self.rows.push(Row {
                learner: self.learner.1,
                skill,
                item,
                class,
                outcome,
                order: spelt.order.unwrap_or(f64::NAN),
                seconds: spelt.seconds,
                response: self.report.rows - 1,
                line: spelt.line,
            })?;
        }
        Ok(())
    }
}

/// The number of a name that can be shown and written.
pub(super) fn numbered(names: &mut Names, name: &[u8]) -> Result<u32, String> {
    if let Some(number) = names.find(name) {
        return Ok(number);
    }
    let shown = || shortened(&String::from_utf8_lossy(name));
    if std::str::from_utf8(name).is_err() {
        return Err(format!(
            "`{}` is not UTF-8; write the log anew: iconv -f LATIN1 -t UTF-8 FILE",
            shown()
        ));
    }
    if memchr::memchr(0, name).is_some() {
        return Err(format!(
            "`{}` has a byte of value 0 in it; is the file damaged?",
            shown().replace('\0', "␀")
        ));
    }
    Ok(names.number(name))
}

/// Whole numbers past this are not told apart.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A number to order by.
fn order(text: &[u8]) -> Result<f64, String> {
    let shown = || shortened(&String::from_utf8_lossy(text));
    let order = number(text).ok_or_else(|| format!("`{}` is no number to order by", shown()))?;
    if order.abs() < EXACT {
        Ok(order)
    } else {
        Err(format!(
            "`{}` is too large to order by exactly; numbers below 2^53 are ordered exactly",
            shown()
        ))
    }
}

/// The parts of a text between separators of one byte or more.
fn parts<'t>(text: &'t [u8], separator: &'static [u8]) -> impl Iterator<Item = &'t [u8]> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let at = memchr::memmem::find(text, separator);
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
