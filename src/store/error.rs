//! What can go wrong with a database, each with the next step.

/// Why the database did not do what was asked.
///
/// `at` is the address of the database as it was given.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No address of a database.
    #[error(
        "`{given}` is not the address of a database; write `sqlite:` and a file's path, such as `sqlite:retake.db`"
    )]
    Address {
        /// What was given.
        given: String,
    },
    /// A database of a kind this build does not speak.
    #[error(
        "`{scheme}` databases are not supported by this version; write `sqlite:` and a file's path, such as `sqlite:retake.db`"
    )]
    Unsupported {
        /// What stands before the colon.
        scheme: String,
    },
    /// The file cannot be opened or made.
    #[error(
        "{at}: the database cannot be opened; check that the folder exists and that you may write to it"
    )]
    CannotOpen {
        /// The database.
        at: String,
    },
    /// Somebody else holds the database.
    #[error(
        "{at}: the database is locked by another program; close that program, or wait and try again"
    )]
    Locked {
        /// The database.
        at: String,
    },
    /// No database, or a broken one.
    #[error(
        "{at}: this is not a database or it is damaged ({detail}); restore a backup, or give the path of another file"
    )]
    Damaged {
        /// The database.
        at: String,
        /// What SQLite says.
        detail: String,
    },
    /// A database of another program.
    #[error("{at}: this database belongs to another program; give the path of another file")]
    Foreign {
        /// The database.
        at: String,
    },
    /// Nothing was ever kept in it.
    #[error("{at}: the database is empty; give the path of the one answers were kept in")]
    Empty {
        /// The database.
        at: String,
    },
    /// Written by a later version.
    #[error(
        "{at}: the database has schema {found}, this version knows up to {known}; install the newer version of retake"
    )]
    Newer {
        /// The database.
        at: String,
        /// Its schema.
        found: i64,
        /// The latest schema known.
        known: i64,
    },
    /// No room left.
    #[error("{at}: the disk is full; free some space and try again, nothing acknowledged is lost")]
    Full {
        /// The database.
        at: String,
    },
    /// May not be written to.
    #[error("{at}: the database is read-only; allow writing to the file and its folder")]
    ReadOnly {
        /// The database.
        at: String,
    },
    /// Reading or writing the disk failed.
    #[error("{at}: the disk cannot be read or written ({detail}); check the disk")]
    Disk {
        /// The database.
        at: String,
        /// What SQLite says.
        detail: String,
    },
    /// The database does not promise that what is committed is on the disk.
    #[error(
        "{at}: durable writes are not in force (journal_mode = {journal}, synchronous = {synchronous}); put the file on a local disk"
    )]
    NotDurable {
        /// The database.
        at: String,
        /// The journal mode in force.
        journal: String,
        /// The synchronous level in force.
        synchronous: i64,
    },
    /// A record that cannot have been written by this program.
    #[error("{at}: a record of `{table}` cannot be read ({detail}); restore a backup")]
    Record {
        /// The database.
        at: String,
        /// Where it stands.
        table: &'static str,
        /// What is wrong with it.
        detail: String,
    },
    /// The operating system has no randomness for the installation's secret.
    #[error("no randomness for the installation's secret: {0}")]
    Secret(#[from] std::io::Error),
    /// Anything else the database says.
    #[error("{at}: {source}")]
    Database {
        /// The database.
        at: String,
        /// What it says.
        source: sqlx::Error,
    },
}

impl Error {
    /// What a failure of the database at `at` means for the person in front of it.
    pub(super) fn explain(at: &str, source: sqlx::Error) -> Self {
        let at = at.to_owned();
        let (code, detail) = match &source {
            sqlx::Error::Database(error) => (
                error.code().and_then(|code| code.parse::<i64>().ok()),
                error.message().to_owned(),
            ),
            // A connection that could not be had in time: every writer waits for the same lock.
            sqlx::Error::PoolTimedOut => return Self::Locked { at },
            _ => (None, String::new()),
        };
        // The low byte is the primary result code, https://www.sqlite.org/rescode.html
        match code.map(|code| code & 0xff) {
            Some(5 | 6) => Self::Locked { at },
            Some(8) => Self::ReadOnly { at },
            Some(10) => Self::Disk { at, detail },
            Some(11 | 26) => Self::Damaged { at, detail },
            Some(13) => Self::Full { at },
            Some(14) => Self::CannotOpen { at },
            _ => Self::Database { at, source },
        }
    }
}

/// Whether a statement was refused because such a row is there already.
pub(super) fn is_duplicate(error: &sqlx::Error) -> bool {
    matches!(error, sqlx::Error::Database(error) if error.is_unique_violation())
}
