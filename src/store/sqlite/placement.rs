//! Placements: begun, asked, answered, ended.

use super::rows::{Columns, Record};
use super::{Snapshot, Statement, Store};
use crate::base::{BankId, LearnerId, Timestamp};
use crate::store::error::is_duplicate;
use crate::store::{
    Administration, Error, Placement, PlacementAnswer, PlacementId, PlacementOutcome, Written,
};

impl Store {
    /// Begins a placement; stale where one is under way on this bank already.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn begin_placement(
        &self,
        learner: &LearnerId,
        bank: &BankId,
        map: &str,
        now: Timestamp,
    ) -> Result<Written, Error> {
        let insert = sqlx::query(
            "INSERT INTO placements (learner, bank, map, begun_ms) VALUES (?, ?, ?, ?)",
        )
        .bind(learner.as_str())
        .bind(bank.as_str())
        .bind(map)
        .bind(now.ms())
        .execute(&self.write);
        match insert.await {
            Ok(_) => Ok(Written::Done),
            Err(error) if is_duplicate(&error) => Ok(Written::Stale),
            Err(error) => Err(self.explain(error)),
        }
    }

    /// Ends a placement that has so many answers, and puts its open question aside; stale where it
    /// has ended or was answered meanwhile.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn end_placement(
        &self,
        id: PlacementId,
        answers: u32,
        result: &str,
        now: Timestamp,
    ) -> Result<Written, Error> {
        let mut transaction = self.begin().await?;
        let end = sqlx::query(
            "UPDATE placements SET result = ?1, ended_ms = ?2 WHERE id = ?3 AND ended_ms IS NULL \
             AND (SELECT count(*) FROM placement_answers WHERE placement = ?3) = ?4",
        )
        .bind(result)
        .bind(now.ms())
        .bind(id.0)
        .bind(i64::from(answers))
        .execute(&mut *transaction)
        .await
        .map_err(|error| self.explain(error))?;
        if end.rows_affected() == 0 {
            return Ok(Written::Stale);
        }
        sqlx::query(
            "UPDATE administrations SET state = 'skipped', closed_ms = ? \
             WHERE placement = ? AND state = 'open'",
        )
        .bind(now.ms())
        .bind(id.0)
        .execute(&mut *transaction)
        .await
        .map_err(|error| self.explain(error))?;
        self.commit(transaction).await?;
        Ok(Written::Done)
    }
}

impl Snapshot<'_> {
    /// The placement of a learner that is under way on a bank.
    ///
    /// # Errors
    /// The database does not answer, or the record cannot be read.
    pub async fn placement_under_way(
        &mut self,
        learner: &LearnerId,
        bank: &BankId,
    ) -> Result<Option<Placement>, Error> {
        let ask = sqlx::query(
            "SELECT * FROM placements WHERE learner = ? AND bank = ? AND ended_ms IS NULL",
        )
        .bind(learner.as_str())
        .bind(bank.as_str());
        Ok(self.rows(ask).await?.pop())
    }

    /// A learner's latest placement on a bank that has ended.
    ///
    /// # Errors
    /// The database does not answer, or the record cannot be read.
    pub async fn latest_placement(
        &mut self,
        learner: &LearnerId,
        bank: &BankId,
    ) -> Result<Option<Placement>, Error> {
        let ask = sqlx::query(
            "SELECT * FROM placements WHERE learner = ? AND bank = ? AND ended_ms IS NOT NULL \
             ORDER BY id DESC LIMIT 1",
        )
        .bind(learner.as_str())
        .bind(bank.as_str());
        Ok(self.rows(ask).await?.pop())
    }

    /// A placement, by number.
    ///
    /// # Errors
    /// The database does not answer, or the record cannot be read.
    pub async fn placement(&mut self, id: PlacementId) -> Result<Option<Placement>, Error> {
        let ask = sqlx::query("SELECT * FROM placements WHERE id = ?").bind(id.0);
        Ok(self.rows(ask).await?.pop())
    }

    /// The answers of a placement, in order.
    ///
    /// # Errors
    /// The database does not answer, or a record cannot be read.
    pub async fn placement_answers(
        &mut self,
        id: PlacementId,
    ) -> Result<Vec<PlacementAnswer>, Error> {
        let ask = sqlx::query(
            "SELECT p.*, a.competency FROM placement_answers p \
             JOIN administrations a ON a.id = p.administration \
             WHERE p.placement = ? ORDER BY p.number",
        )
        .bind(id.0);
        self.rows(ask).await
    }

    /// The open question of a placement, if there is one.
    ///
    /// # Errors
    /// The database does not answer, or the record cannot be read.
    pub async fn open_question(
        &mut self,
        id: PlacementId,
    ) -> Result<Option<Administration>, Error> {
        let ask = sqlx::query(
            "SELECT *, (SELECT count(*) FROM hints WHERE administration = id) AS hints, \
             (SELECT json_group_array(part) FROM steps WHERE administration = id) AS steps \
             FROM administrations WHERE placement = ? AND state = 'open'",
        )
        .bind(id.0);
        Ok(self.rows(ask).await?.pop())
    }
}

/// All but `applied`, which comes last but one, and the time.
pub(super) fn answer(answer: &PlacementAnswer, applied: String) -> Statement<'_> {
    sqlx::query(
        "INSERT INTO placement_answers (placement, number, administration, outcome, applied, at_ms) \
         SELECT ?1, ?2, id, ?4, ?5, ?6 FROM administrations \
         WHERE id = ?3 AND placement = ?1 AND state = 'open'",
    )
    .bind(answer.placement.0)
    .bind(i64::from(answer.number))
    .bind(answer.administration.as_bytes())
    .bind(answer.outcome.name())
    .bind(applied)
    .bind(answer.at.ms())
}

impl Record for Placement {
    const TABLE: &'static str = "placements";

    fn read(row: &Columns<'_>) -> Result<Self, Error> {
        let result: Option<String> = row.get("result")?;
        Ok(Self {
            id: PlacementId(row.get("id")?),
            learner: row.text("learner")?,
            bank: row.text("bank")?,
            map: row.get("map")?,
            begun: row.time("begun_ms")?,
            ended: match result {
                Some(result) => Some((result, row.time("ended_ms")?)),
                None => None,
            },
        })
    }
}

impl Record for PlacementAnswer {
    const TABLE: &'static str = "placement_answers";

    fn read(row: &Columns<'_>) -> Result<Self, Error> {
        let outcome: &str = row.get("outcome")?;
        Ok(Self {
            placement: PlacementId(row.get("placement")?),
            number: row.integer("number")?,
            administration: row.id("administration")?,
            competency: row.text("competency")?,
            outcome: PlacementOutcome::of(outcome)
                .ok_or_else(|| row.wrong(format_args!("outcome is {outcome}")))?,
            applied: row.json("applied")?,
            at: row.time("at_ms")?,
        })
    }
}

impl PlacementOutcome {
    /// What the table calls it.
    const fn name(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Partly => "partly",
            Self::Wrong => "wrong",
            Self::Unknown => "unknown",
        }
    }

    fn of(name: &str) -> Option<Self> {
        [Self::Right, Self::Partly, Self::Wrong, Self::Unknown]
            .into_iter()
            .find(|outcome| outcome.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_are_read_as_they_are_written() {
        for outcome in ["right", "partly", "wrong", "unknown"] {
            assert_eq!(PlacementOutcome::of(outcome).unwrap().name(), outcome);
        }
        assert_eq!(PlacementOutcome::of("skipped"), None);
    }
}
