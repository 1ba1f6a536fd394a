//! The embedded database: one connection that writes, several that read.
//!
//! Write-ahead log with `synchronous = FULL`, read back and insisted upon: a commit that returned
//! is on the disk.

mod address;
mod help;
mod migrate;
mod placement;
mod read;
mod rows;
mod staff;
mod work;
mod write;

pub use read::Snapshot;
pub use write::Change;

use super::{Error, Place};
use crate::base::Secret;
use address::Kind;
use sqlx::query::Query;
use sqlx::sqlite::{
    SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{Sqlite, SqliteConnection};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// After so many pages, 16 MB, the write-ahead log is brought into the database. An answer takes
/// about a dozen, and the one that ends in a checkpoint waits for it: with SQLite's own 1,000 that
/// is one in eighty, which is what the 99th percentile measures.
const CHECKPOINT_PAGES: &str = "4000";

/// How a database is opened.
#[derive(Clone, Debug)]
pub struct Options {
    /// How long a write waits for another program's lock.
    pub busy_timeout: Duration,
    /// How many connections read at the same time.
    pub readers: u32,
    /// Nothing is written and no file is made; as `?mode=ro` in the address.
    pub read_only: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            busy_timeout: Duration::from_secs(5),
            readers: 4,
            read_only: false,
        }
    }
}

/// An open database. Clones share its connections.
#[derive(Clone, Debug)]
pub struct Store {
    at: Arc<str>,
    write: SqlitePool,
    read: SqlitePool,
    secret: Secret,
}

impl Store {
    /// Opens a database, makes it where there is none, and brings its schema up to date.
    ///
    /// `url` is `sqlite:PATH`; `sqlite:PATH?mode=ro` is one that is only read, and
    /// `sqlite::memory:` one that is forgotten at the end.
    ///
    /// # Errors
    /// The address is none; the file cannot be opened, is locked, damaged, of another program or
    /// of a newer version; or it does not write durably.
    pub async fn open(url: &str, options: &Options) -> Result<Self, Error> {
        let (connect, kind) = match address::read(url)? {
            (connect, Kind::File) if options.read_only => (connect.read_only(true), Kind::ReadOnly),
            as_addressed => as_addressed,
        };
        let mut connect = connect
            .busy_timeout(options.busy_timeout)
            .foreign_keys(true)
            .synchronous(SqliteSynchronous::Full);
        if kind == Kind::File {
            connect = connect
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .pragma("wal_autocheckpoint", CHECKPOINT_PAGES);
        }
        match Self::connect(url, connect.clone(), kind, options).await {
            // SQLite reads a write-ahead log only where it may write beside it. Without one the
            // file is all there is, https://www.sqlite.org/wal.html#read_only_databases
            Err(Error::CannotOpen { .. } | Error::ReadOnly { .. })
                if kind == Kind::ReadOnly && !has_log(connect.get_filename()) =>
            {
                Self::connect(url, connect.immutable(true), kind, options).await
            }
            opened => opened,
        }
    }

    async fn connect(
        url: &str,
        connect: SqliteConnectOptions,
        kind: Kind,
        options: &Options,
    ) -> Result<Self, Error> {
        let explain = |error| Error::explain(url, error);
        // Whoever waits for the writing connection may wait for the one before it to give up.
        let pool = |size| {
            SqlitePoolOptions::new()
                .max_connections(size)
                .acquire_timeout(options.busy_timeout.saturating_mul(2))
        };

        let write = pool(1)
            .connect_with(connect.clone())
            .await
            .map_err(explain)?;
        let mut connection = write.acquire().await.map_err(explain)?;
        migrate::migrate(url, kind, &mut connection).await?;
        if kind == Kind::File {
            insist_on_durability(url, &mut connection).await?;
        }
        let secret = secret(url, &mut connection).await?;
        drop(connection);

        // A database in memory lives in its one connection.
        let read = match kind {
            Kind::Memory => write.clone(),
            Kind::File | Kind::ReadOnly => {
                pool(options.readers).connect_lazy_with(connect.pragma("query_only", "on"))
            }
        };
        Ok(Self {
            at: url.into(),
            write,
            read,
            secret,
        })
    }

    /// The secret of this installation, made when the database was.
    pub const fn secret(&self) -> &Secret {
        &self.secret
    }

    /// The address it was opened with.
    pub fn address(&self) -> &str {
        &self.at
    }

    /// Waits for what is under way and closes the connections.
    pub async fn close(&self) {
        self.read.close().await;
        self.write.close().await;
    }

    fn explain(&self, error: sqlx::Error) -> Error {
        Error::explain(&self.at, error)
    }
}

/// Whether a database has a write-ahead log with anything in it.
fn has_log(database: &Path) -> bool {
    let mut log = database.as_os_str().to_owned();
    log.push("-wal");
    std::fs::metadata(log).is_ok_and(|log| log.len() > 0)
}

/// A statement and what is bound to it.
type Statement<'q> = Query<'q, Sqlite, SqliteArguments>;

/// Binds learner, bank and competency, in this order.
fn at_place<'q>(statement: Statement<'q>, place: &'q Place) -> Statement<'q> {
    statement
        .bind(place.learner.as_str())
        .bind(place.bank.as_str())
        .bind(place.competency.as_str())
}

/// Reads back what was asked for: some file systems cannot keep a write-ahead log.
async fn insist_on_durability(at: &str, connection: &mut SqliteConnection) -> Result<(), Error> {
    let (journal, synchronous): (String, i64) = sqlx::query_as(
        "SELECT (SELECT journal_mode FROM pragma_journal_mode), \
                (SELECT synchronous FROM pragma_synchronous)",
    )
    .fetch_one(connection)
    .await
    .map_err(|error| Error::explain(at, error))?;
    // https://www.sqlite.org/pragma.html#pragma_synchronous: 2 is FULL
    if journal == "wal" && synchronous == 2 {
        Ok(())
    } else {
        Err(Error::NotDurable {
            at: at.to_owned(),
            journal,
            synchronous,
        })
    }
}

/// The installation's secret; the first to ask makes it.
async fn secret(at: &str, connection: &mut SqliteConnection) -> Result<Secret, Error> {
    const KEPT: &str = "SELECT value FROM meta WHERE name = 'secret'";
    let explain = |error| Error::explain(at, error);
    let mut kept: Option<String> = sqlx::query_scalar(KEPT)
        .fetch_optional(&mut *connection)
        .await
        .map_err(explain)?;
    if kept.is_none() {
        sqlx::query("INSERT OR IGNORE INTO meta (name, value) VALUES ('secret', ?)")
            .bind(Secret::random()?.to_hex())
            .execute(&mut *connection)
            .await
            .map_err(explain)?;
        kept = sqlx::query_scalar(KEPT)
            .fetch_optional(connection)
            .await
            .map_err(explain)?;
    }
    let unreadable = |detail: String| Error::Record {
        at: at.to_owned(),
        table: "meta",
        detail,
    };
    kept.ok_or_else(|| unreadable("the secret is missing".into()))?
        .parse()
        .map_err(|error: crate::base::SecretError| unreadable(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{LearnerId, Timestamp};

    #[tokio::test]
    async fn a_full_disk_loses_nothing_acknowledged() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("retake.db").display());
        let store = Store::open(&url, &Options::default()).await.unwrap();
        let now = Timestamp::from_ms(0);
        // No page more than there are: to SQLite that is a full disk.
        let full = sqlx::query("PRAGMA max_page_count = 1");
        full.execute(&store.write).await.unwrap();
        let mut acknowledged = Vec::new();
        let error = loop {
            let name = format!("{:0>70}", acknowledged.len());
            let learner = LearnerId::new(&name).unwrap();
            match store.enter(&learner, now).await {
                Ok(()) => acknowledged.push(learner),
                Err(error) => break error,
            }
        };
        assert!(matches!(error, Error::Full { .. }), "{error}");
        assert_eq!(
            store.snapshot().await.unwrap().learners().await.unwrap(),
            acknowledged
        );
    }
}
