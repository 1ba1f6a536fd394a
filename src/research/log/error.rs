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
        "{file}: which column is the {role}? name it with --column {role}=NAME; there are {known}"
    )]
    Unmapped {
        /// The file.
        file: String,
        /// What is missing: learner, skill or correct.
        role: &'static str,
        /// The columns there are.
        known: String,
    },
    /// A bad row where none is allowed.
    #[error("{place}: {reason}")]
    Row {
        /// File and line.
        place: Place,
        /// What is wrong with it.
        reason: String,
    },
    /// Every row was bad.
    #[error("{file}: none of its {rows} rows can be used; the first, line {line}: {reason}")]
    NoGoodRow {
        /// The file.
        file: String,
        /// Rows there are.
        rows: u64,
        /// The line of the first.
        line: u64,
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
