//! The schema: an ordered list of steps, each one transaction that also notes that it was taken.

use super::address::Kind;
use crate::store::Error;
use sqlx::{Connection, SqliteConnection};

/// Step n brings a database from schema n − 1 to n; each sets `user_version` to n at its end.
const STEPS: &[&str] = &[
    include_str!("0001_begin.sql"),
    include_str!("0002_tasks.sql"),
    include_str!("0003_placement.sql"),
    include_str!("0004_help.sql"),
];

/// SQLite's `application_id` of a database of ours: `rtke`.
const APPLICATION_ID: i64 = 0x7274_6b65;

/// The latest schema this version knows.
pub(super) const LATEST: i64 = STEPS.len() as i64;

/// Brings the schema up to date.
///
/// # Errors
/// The database belongs to another program or to a newer version, is empty though it is only to be
/// read, or cannot be written.
pub(super) async fn migrate(
    at: &str,
    kind: Kind,
    connection: &mut SqliteConnection,
) -> Result<(), Error> {
    let explain = |error| Error::explain(at, error);
    match schema(at, connection).await? {
        LATEST => return Ok(()),
        0 if kind == Kind::ReadOnly => return Err(Error::Empty { at: at.to_owned() }),
        _ => {}
    }
    // A step may rebuild a table that others refer to; only outside a transaction can this be said.
    let off = sqlx::raw_sql("PRAGMA foreign_keys = OFF");
    off.execute(&mut *connection).await.map_err(explain)?;
    // The lock first, then another look: two programs may start at the same time.
    let mut transaction = connection
        .begin_with("BEGIN IMMEDIATE")
        .await
        .map_err(explain)?;
    let from = schema(at, &mut transaction).await?;
    for step in STEPS.iter().skip(usize::try_from(from).unwrap_or(0)) {
        sqlx::raw_sql(*step)
            .execute(&mut *transaction)
            .await
            .map_err(explain)?;
    }
    let broken: Option<String> =
        sqlx::query_scalar("SELECT \"table\" FROM pragma_foreign_key_check")
            .fetch_optional(&mut *transaction)
            .await
            .map_err(explain)?;
    if let Some(table) = broken {
        return Err(Error::Damaged {
            at: at.to_owned(),
            detail: format!("a record of `{table}` refers to one that is missing"),
        });
    }
    transaction.commit().await.map_err(explain)?;
    let on = sqlx::raw_sql("PRAGMA foreign_keys = ON");
    on.execute(connection).await.map_err(explain)?;
    Ok(())
}

/// The schema a database has; 0 for a new one.
async fn schema(at: &str, connection: &mut SqliteConnection) -> Result<i64, Error> {
    let (application, version, tables): (i64, i64, i64) = sqlx::query_as(
        "SELECT (SELECT application_id FROM pragma_application_id), \
                (SELECT user_version FROM pragma_user_version), \
                (SELECT count(*) FROM sqlite_schema)",
    )
    .fetch_one(connection)
    .await
    .map_err(|error| Error::explain(at, error))?;
    match (application, version) {
        (0, 0) if tables == 0 => Ok(0),
        (APPLICATION_ID, found) if found > LATEST => Err(Error::Newer {
            at: at.to_owned(),
            found,
            known: LATEST,
        }),
        (APPLICATION_ID, version) => Ok(version),
        _ => Err(Error::Foreign { at: at.to_owned() }),
    }
}
