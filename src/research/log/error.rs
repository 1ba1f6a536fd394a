//! What can be wrong with a log as a whole.

use std::path::PathBuf;
use thiserror::Error;

/// A log that cannot be read.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LogError {
    /// The file, or standard input, did not do its part.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file; `-` for standard input.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// It broke off, or what is compressed is damaged.
    #[error(
        "{file}: reading broke off at line {line}: {source}; if the file is compressed, it is damaged or not whole: fetch it again"
    )]
    Damaged {
        /// The file; `-` for standard input.
        file: String,
        /// The line that was being read, from 1.
        line: u64,
        /// What the system or the decompression said.
        source: std::io::Error,
    },
    /// A file of another kind, known by its first bytes.
    #[error("{file}: this is {what}, not a log; {help}")]
    Foreign {
        /// The file.
        file: String,
        /// What it is.
        what: &'static str,
        /// What to do.
        help: &'static str,
    },
    /// Patterns where learners are asked for.
    #[error(
        "{0}: patterns of responses and how often each occurs, not who gave them; give the log itself here, or fit one of the models that take patterns: bkt without individual, types, conjunctive and compensatory"
    )]
    Patterns(String),
    /// Two bytes a character.
    #[error("{0}: this is UTF-16; write it as UTF-8: iconv -f UTF-16 -t UTF-8 FILE | retake … -")]
    Utf16(String),
    /// A byte of value 0 among the names of the columns.
    #[error(
        "{place}: a byte of value 0: this is no text, or it is UTF-16; write it as UTF-8, as CSV or with tabs"
    )]
    NoText {
        /// File, line and column of the byte.
        place: Place,
    },
    /// A file given more than once.
    #[error("{0}: given twice; its responses would count twice")]
    GivenTwice(String),
    /// Logs ordered by different things.
    #[error(
        "{file}: responses are ordered by {here}, and by {before} in the log before it; give all logs the same columns, or read them one by one"
    )]
    Mixed {
        /// The file.
        file: String,
        /// What it is ordered by.
        here: String,
        /// What the one before is ordered by.
        before: String,
    },
    /// Names of columns and no row.
    #[error("{0}: the names of columns, and no response below them")]
    NoRow(String),
    /// A learner's three lines are not all there.
    #[error("{0}: ends within a learner's three lines; it is not whole")]
    BrokenOff(String),
    /// A column that is needed, named twice.
    #[error("{place}: the column `{name}` is there twice; which is meant? rename or drop one")]
    TwoColumns {
        /// File, line and column of the second.
        place: Place,
        /// Its name.
        name: String,
    },
    /// Nothing in it.
    #[error("{0}: nothing in it; a log has a line of column names and a row for every response")]
    Empty(String),
    /// A record that goes on and on.
    #[error("{place}: longer than {most} bytes; is this a log, and are its lines ended?")]
    TooLong {
        /// File and line.
        place: Place,
        /// Bytes a record may have.
        most: usize,
    },
    /// A quotation mark without its other.
    #[error(
        "{place}: a quotation mark opens here and is never closed; double it (\"\") if it is meant as itself"
    )]
    OpenQuote {
        /// File, line and column of the mark.
        place: Place,
    },
    /// A column no header has.
    #[error("{file}: no column `{name}`{}; there are {known}", close.as_deref().map(|close| format!("; did you mean `{close}`?")).unwrap_or_default())]
    NoColumn {
        /// The file.
        file: String,
        /// The name asked for.
        name: String,
        /// One that looks like it.
        close: Option<String>,
        /// The columns there are.
        known: String,
    },
    /// Columns of which none says what is needed.
    #[error(
        "{file}: which column is the {role}? name it with --column {role}=NAME; there are {known}{}", if *alone { ": fields are separated by commas, tabs or semicolons" } else { "" }
    )]
    Unmapped {
        /// The file.
        file: String,
        /// What is missing: learner, skill or correct.
        role: &'static str,
        /// The columns there are.
        known: String,
        /// Whether there is but one.
        alone: bool,
    },
    /// A bad row where none is allowed.
    #[error("{place}: {reason}")]
    Row {
        /// File, line and column.
        place: Place,
        /// What is wrong with it.
        reason: String,
    },
    /// Every row was bad.
    #[error("{place}: {reason}; and so on: none of the {rows} rows can be used")]
    NoGoodRow {
        /// Rows there are.
        rows: u64,
        /// File, line and column of the first.
        place: Place,
        /// What is wrong with it.
        reason: String,
    },
    /// A log from standard input whose rows are not in order.
    #[error(
        "{place}: its {column} is below that of the row before it; standard input is read once: sort it by {column}, or give it as a file"
    )]
    Unsorted {
        /// File and line.
        place: Place,
        /// The column rows are ordered by.
        column: String,
    },
}

/// A place in a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file; `-` for standard input.
    pub file: String,
    /// The line, from 1.
    pub line: u64,
    /// The column, from 1; 0 where the whole line is meant.
    pub column: u64,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.file, self.line)?;
        if self.column > 0 {
            write!(f, ":{}", self.column)?;
        }
        Ok(())
    }
}
