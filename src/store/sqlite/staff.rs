//! Who marks: codes that let in once, and the sessions they begin.

use super::{Snapshot, Store};
use crate::base::{StaffId, Timestamp};
use crate::store::{Error, Sealed};

impl Store {
    /// Gives somebody of the staff a code to sign in with once; the name is made where it is new.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn invite(
        &self,
        staff: &StaffId,
        code: &Sealed,
        now: Timestamp,
    ) -> Result<(), Error> {
        let mut transaction = self.begin().await?;
        let name = sqlx::query("INSERT OR IGNORE INTO staff (name, since_ms) VALUES (?, ?)")
            .bind(staff.as_str())
            .bind(now.ms());
        let code = sqlx::query("INSERT INTO staff_codes (hash, staff, made_ms) VALUES (?, ?, ?)")
            .bind(code.0.as_slice())
            .bind(staff.as_str())
            .bind(now.ms());
        for statement in [name, code] {
            let done = statement.execute(&mut *transaction).await;
            done.map_err(|error| self.explain(error))?;
        }
        self.commit(transaction).await
    }

    /// Uses a code up and begins the session that `token` stands for; none if there is no such
    /// code, it was used, or it was made before `since`.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn sign_in(
        &self,
        code: &Sealed,
        token: &Sealed,
        since: Timestamp,
        now: Timestamp,
    ) -> Result<Option<StaffId>, Error> {
        let mut transaction = self.begin().await?;
        let staff: Option<String> = sqlx::query_scalar(
            "UPDATE staff_codes SET used_ms = ? \
             WHERE hash = ? AND used_ms IS NULL AND made_ms >= ? RETURNING staff",
        )
        .bind(now.ms())
        .bind(code.0.as_slice())
        .bind(since.ms())
        .fetch_optional(&mut *transaction)
        .await
        .map_err(|error| self.explain(error))?;
        let Some(staff) = staff.and_then(|name| StaffId::new(&name).ok()) else {
            return Ok(None);
        };
        let session =
            sqlx::query("INSERT INTO staff_sessions (hash, staff, since_ms) VALUES (?, ?, ?)")
                .bind(token.0.as_slice())
                .bind(staff.as_str())
                .bind(now.ms())
                .execute(&mut *transaction)
                .await;
        session.map_err(|error| self.explain(error))?;
        self.commit(transaction).await?;
        Ok(Some(staff))
    }

    /// Ends a session; one that is over already stays so.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn sign_out(&self, token: &Sealed, now: Timestamp) -> Result<(), Error> {
        let end = sqlx::query(
            "UPDATE staff_sessions SET ended_ms = ? WHERE hash = ? AND ended_ms IS NULL",
        )
        .bind(now.ms())
        .bind(token.0.as_slice())
        .execute(&self.write);
        end.await.map_err(|error| self.explain(error))?;
        Ok(())
    }
}

impl Snapshot<'_> {
    /// Whose session a token stands for; none if it began before `since` or has ended.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn signed_in(
        &mut self,
        token: &Sealed,
        since: Timestamp,
    ) -> Result<Option<StaffId>, Error> {
        let ask = sqlx::query_scalar(
            "SELECT staff FROM staff_sessions \
             WHERE hash = ? AND ended_ms IS NULL AND since_ms >= ?",
        )
        .bind(token.0.as_slice())
        .bind(since.ms());
        let name: Option<String> = self.scalar(ask).await?;
        Ok(name.and_then(|name| StaffId::new(&name).ok()))
    }
}
