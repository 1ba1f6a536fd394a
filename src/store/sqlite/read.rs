//! What can be looked up.

use super::rows::{Columns, Record};
use super::{Statement, Store, at_place};
use crate::base::{BankId, LearnerId, TemplateId, Timestamp};
use crate::store::{
    Administration, AdministrationId, Error, Evidence, Exposure, Place, Projection, Response,
    SourceHash,
};
use sqlx::query::QueryScalar;
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{FromRow, Sqlite, Transaction};
use std::collections::{HashMap, HashSet};

impl Store {
    /// What stands in the database at this moment, whatever is written meanwhile.
    ///
    /// Let go of it before writing: a database in memory has only one connection.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn snapshot(&self) -> Result<Snapshot<'_>, Error> {
        let transaction = self.read.begin().await;
        Ok(Snapshot {
            transaction: transaction.map_err(|error| self.explain(error))?,
            store: self,
        })
    }
}

/// A consistent view of the database: all that is read from it was true at the same moment.
#[derive(Debug)]
pub struct Snapshot<'s> {
    transaction: Transaction<'static, Sqlite>,
    store: &'s Store,
}

impl Snapshot<'_> {
    /// At most so many rows are held in memory at a time.
    const PAGE: i64 = 4096;

    /// A source text kept earlier.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn source(&mut self, hash: &SourceHash) -> Result<Option<String>, Error> {
        sqlx::query_scalar("SELECT text FROM sources WHERE hash = ?")
            .bind(hash.0.as_slice())
            .fetch_optional(&mut *self.transaction)
            .await
            .map_err(|error| self.store.explain(error))
    }

    /// Every learner, by name.
    ///
    /// # Errors
    /// The database does not answer, or a record cannot be read.
    pub async fn learners(&mut self) -> Result<Vec<LearnerId>, Error> {
        let ask = sqlx::query("SELECT id FROM learners ORDER BY id");
        self.rows(ask).await
    }

    /// An administration, by name.
    ///
    /// # Errors
    /// The database does not answer, or the record cannot be read.
    pub async fn administration(
        &mut self,
        id: AdministrationId,
    ) -> Result<Option<Administration>, Error> {
        let ask = sqlx::query(
            "SELECT *, (SELECT count(*) FROM hints WHERE administration = id) AS hints, \
             (SELECT json_group_array(part) FROM steps WHERE administration = id) AS steps \
             FROM administrations WHERE id = ?",
        )
        .bind(id.as_bytes());
        Ok(self.rows(ask).await?.pop())
    }

    /// The problem under way in practice at a place, if there is one.
    ///
    /// # Errors
    /// The database does not answer, or the record cannot be read.
    pub async fn under_way(&mut self, place: &Place) -> Result<Option<Administration>, Error> {
        let ask = sqlx::query(
            "SELECT *, (SELECT count(*) FROM hints WHERE administration = id) AS hints, \
             (SELECT json_group_array(part) FROM steps WHERE administration = id) AS steps \
             FROM administrations \
             WHERE learner = ? AND bank = ? AND competency = ? AND state = 'open' \
             AND placement IS NULL",
        );
        let ask = at_place(ask, place);
        Ok(self.rows(ask).await?.pop())
    }

    /// All problems a learner has under way in a bank's practice.
    ///
    /// # Errors
    /// The database does not answer, or a record cannot be read.
    pub async fn all_under_way(
        &mut self,
        learner: &LearnerId,
        bank: &BankId,
    ) -> Result<Vec<Administration>, Error> {
        let ask = sqlx::query(
            "SELECT *, (SELECT count(*) FROM hints WHERE administration = id) AS hints, \
             (SELECT json_group_array(part) FROM steps WHERE administration = id) AS steps \
             FROM administrations WHERE learner = ? AND bank = ? AND state = 'open' \
             AND placement IS NULL",
        )
        .bind(learner.as_str())
        .bind(bank.as_str());
        self.rows(ask).await
    }

    /// What a learner has met of a competency, in practice and placement, a row for each stratum
    /// drawn from.
    ///
    /// # Errors
    /// The database does not answer, or a record cannot be read.
    pub async fn exposures(&mut self, place: &Place) -> Result<Vec<Exposure>, Error> {
        let ask = sqlx::query(
            "SELECT template, fingerprint, stratum, sum(placement IS NULL) AS given, \
                    max(counter) + 1 AS next, max(shown_ms) AS last_ms \
             FROM administrations WHERE learner = ? AND bank = ? AND competency = ? \
             GROUP BY template, fingerprint, stratum",
        );
        let ask = at_place(ask, place);
        self.rows(ask).await
    }

    /// The identities of every problem of a template a learner has met.
    ///
    /// # Errors
    /// The database does not answer, or a record cannot be read.
    pub async fn issued(
        &mut self,
        place: &Place,
        template: &TemplateId,
    ) -> Result<HashSet<[u8; 16]>, Error> {
        let ask = sqlx::query(
            "SELECT identity FROM administrations \
             WHERE learner = ? AND bank = ? AND competency = ? AND template = ?",
        );
        let ask = at_place(ask, place).bind(template.as_str());
        Ok(self.rows(ask).await?.into_iter().collect())
    }

    /// Every problem given in practice at a place, first to last.
    ///
    /// # Errors
    /// The database does not answer, or a record cannot be read.
    pub async fn administrations(&mut self, place: &Place) -> Result<Vec<Administration>, Error> {
        let ask = sqlx::query(
            "SELECT *, (SELECT count(*) FROM hints WHERE administration = id) AS hints, \
             (SELECT json_group_array(part) FROM steps WHERE administration = id) AS steps \
             FROM administrations WHERE learner = ? AND bank = ? AND competency = ? \
             AND placement IS NULL ORDER BY shown_ms, id",
        );
        let ask = at_place(ask, place);
        self.rows(ask).await
    }

    /// What the evidence for a place comes from: problems of the competency, and tasks of any.
    ///
    /// # Errors
    /// The database does not answer, or a record cannot be read.
    pub async fn administrations_of_evidence(
        &mut self,
        place: &Place,
    ) -> Result<Vec<Administration>, Error> {
        let ask = sqlx::query(
            "SELECT *, (SELECT count(*) FROM hints WHERE administration = id) AS hints, \
             (SELECT json_group_array(part) FROM steps WHERE administration = id) AS steps \
             FROM administrations WHERE id IN \
             (SELECT administration FROM evidence \
              WHERE learner = ? AND bank = ? AND competency = ?)",
        );
        let ask = at_place(ask, place);
        self.rows(ask).await
    }

    /// The responses to an administration, in the order they were given.
    ///
    /// # Errors
    /// The database does not answer, or a record cannot be read.
    pub async fn responses(&mut self, id: AdministrationId) -> Result<Vec<Response>, Error> {
        let ask =
            sqlx::query("SELECT * FROM responses WHERE administration = ? ORDER BY attempt, part")
                .bind(id.as_bytes());
        self.rows(ask).await
    }

    /// The evidence for a place, in order.
    ///
    /// # Errors
    /// The database does not answer, or a record cannot be read.
    pub async fn evidence(&mut self, place: &Place) -> Result<Vec<Evidence>, Error> {
        let ask = sqlx::query(
            "SELECT * FROM evidence_in_force WHERE learner = ? AND bank = ? AND competency = ? \
             ORDER BY opportunity",
        );
        let ask = at_place(ask, place);
        self.rows(ask).await
    }

    /// How many answers of a learner in a bank were scored, and when the first was; none before it.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn practice_of(
        &mut self,
        learner: &LearnerId,
        bank: &BankId,
    ) -> Result<Option<(u32, Timestamp)>, Error> {
        let count =
            sqlx::query_scalar("SELECT count(*) FROM evidence WHERE learner = ? AND bank = ?")
                .bind(learner.as_str())
                .bind(bank.as_str());
        let count: Option<i64> = self.scalar(count).await?;
        let first = sqlx::query_scalar(
            "SELECT at_ms FROM evidence WHERE learner = ? AND bank = ? ORDER BY at_ms LIMIT 1",
        )
        .bind(learner.as_str())
        .bind(bank.as_str());
        let first: Option<i64> = self.scalar(first).await?;
        let count = u32::try_from(count.unwrap_or(0)).unwrap_or(u32::MAX);
        Ok(first.map(|first| (count, Timestamp::from_ms(first))))
    }

    /// Where a learner stands at a place; none before the first problem.
    ///
    /// # Errors
    /// The database does not answer, or the record cannot be read.
    pub async fn projection(&mut self, place: &Place) -> Result<Option<Projection>, Error> {
        let ask =
            sqlx::query("SELECT * FROM beliefs WHERE learner = ? AND bank = ? AND competency = ?");
        let ask = at_place(ask, place);
        Ok(self.rows(ask).await?.pop())
    }

    /// Where a learner stands in every competency begun.
    ///
    /// # Errors
    /// The database does not answer, or a record cannot be read.
    pub async fn projections(
        &mut self,
        learner: &LearnerId,
        bank: &BankId,
    ) -> Result<Vec<Projection>, Error> {
        let ask = sqlx::query("SELECT * FROM beliefs WHERE learner = ? AND bank = ?")
            .bind(learner.as_str())
            .bind(bank.as_str());
        self.rows(ask).await
    }

    /// The evidence that follows number `seq` in the log; empty at its end.
    ///
    /// # Errors
    /// The database does not answer, or a record cannot be read.
    pub async fn evidence_after(&mut self, seq: i64) -> Result<Vec<Evidence>, Error> {
        let ask = sqlx::query("SELECT * FROM evidence_in_force WHERE seq > ? ORDER BY seq LIMIT ?")
            .bind(seq)
            .bind(Self::PAGE);
        self.rows(ask).await
    }

    /// The templates that pieces of evidence with these numbers, both included, come from.
    ///
    /// # Errors
    /// The database does not answer, or a record cannot be read.
    pub async fn templates_of_evidence(
        &mut self,
        from: i64,
        to: i64,
    ) -> Result<HashMap<i64, TemplateId>, Error> {
        let ask = sqlx::query(
            "SELECT e.seq, a.template FROM evidence e \
             JOIN administrations a ON a.id = e.administration WHERE e.seq BETWEEN ? AND ?",
        )
        .bind(from)
        .bind(to);
        let rows: Vec<TemplateOfEvidence> = self.rows(ask).await?;
        Ok(rows
            .into_iter()
            .map(|row| (row.seq, row.template))
            .collect())
    }

    /// The beliefs that follow `place` in order; the first ones without a place, empty at the end.
    /// In place of one that cannot be read, what is wrong with it.
    ///
    /// # Errors
    /// The database does not answer, or a record does not say whose it is.
    pub async fn projections_after(
        &mut self,
        place: Option<&Place>,
    ) -> Result<Vec<(Place, Result<Projection, String>)>, Error> {
        // No id is empty, so the empty texts stand before every place.
        let (learner, bank, competency) = place.map_or(("", "", ""), |place| {
            (
                place.learner.as_str(),
                place.bank.as_str(),
                place.competency.as_str(),
            )
        });
        let ask = sqlx::query(
            "SELECT * FROM beliefs WHERE (learner, bank, competency) > (?, ?, ?) \
             ORDER BY learner, bank, competency LIMIT ?",
        )
        .bind(learner)
        .bind(bank)
        .bind(competency)
        .bind(Self::PAGE);
        self.rows(ask).await
    }

    pub(super) async fn scalar<T>(
        &mut self,
        ask: QueryScalar<'_, Sqlite, T, SqliteArguments>,
    ) -> Result<Option<T>, Error>
    where
        T: Send + Unpin,
        (T,): for<'r> FromRow<'r, SqliteRow>,
    {
        let found = ask.fetch_optional(&mut *self.transaction).await;
        found.map_err(|error| self.store.explain(error))
    }

    pub(super) async fn rows<T: Record>(&mut self, ask: Statement<'_>) -> Result<Vec<T>, Error> {
        let rows = ask.fetch_all(&mut *self.transaction).await;
        let rows = rows.map_err(|error| self.store.explain(error))?;
        let columns = |row| Columns {
            at: &self.store.at,
            table: T::TABLE,
            row,
        };
        rows.iter().map(|row| T::read(&columns(row))).collect()
    }
}

/// Which template a piece of evidence comes from.
struct TemplateOfEvidence {
    seq: i64,
    template: TemplateId,
}

impl Record for TemplateOfEvidence {
    const TABLE: &'static str = "evidence";

    fn read(row: &Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            seq: row.get("seq")?,
            template: row.text("template")?,
        })
    }
}
