//! Help beyond problems, and what teachers say.

use super::rows::{Columns, Record};
use super::{Snapshot, Statement};
use crate::base::{BankId, Timestamp};
use crate::store::{Declaration, Error, Help, HelpStep, Place};

impl Snapshot<'_> {
    /// The help a learner had in a competency, first to last.
    ///
    /// # Errors
    /// The database does not answer, or a record cannot be read.
    pub async fn helps(&mut self, place: &Place) -> Result<Vec<Help>, Error> {
        let ask = sqlx::query(
            "SELECT * FROM helps WHERE learner = ? AND bank = ? AND competency = ? ORDER BY seq",
        )
        .bind(place.learner.as_str())
        .bind(place.bank.as_str())
        .bind(place.competency.as_str());
        self.rows(ask).await
    }

    /// All help that was had in a bank, from interventions and from teachers, first to last: what
    /// efficacies are learnt from.
    ///
    /// # Errors
    /// The database does not answer, or a record cannot be read.
    pub async fn helps_had(&mut self, bank: &BankId) -> Result<Vec<Help>, Error> {
        let ask = sqlx::query(
            "SELECT * FROM helps WHERE bank = ? AND step IN ('taken', 'came') ORDER BY seq",
        )
        .bind(bank.as_str());
        self.rows(ask).await
    }

    /// Where a teacher was asked for and has not come since, the longest waiting first.
    ///
    /// # Errors
    /// The database does not answer, or a record cannot be read.
    pub async fn asked_for(&mut self) -> Result<Vec<Help>, Error> {
        let ask = sqlx::query(
            "SELECT * FROM helps AS h WHERE step = 'asked' AND NOT EXISTS \
             (SELECT 1 FROM helps AS later WHERE later.learner = h.learner \
              AND later.bank = h.bank AND later.competency = h.competency \
              AND later.step IN ('asked', 'came') AND later.seq > h.seq) ORDER BY seq",
        );
        self.rows(ask).await
    }

    /// How often teachers of a bank were asked for since then.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn visits_asked_since(
        &mut self,
        bank: &BankId,
        since: Timestamp,
    ) -> Result<u32, Error> {
        let ask = sqlx::query_scalar(
            "SELECT count(*) FROM helps WHERE bank = ? AND step = 'asked' AND at_ms >= ?",
        )
        .bind(bank.as_str())
        .bind(since.ms());
        let count: Option<i64> = self.scalar(ask).await?;
        Ok(u32::try_from(count.unwrap_or(0)).unwrap_or(u32::MAX))
    }

    /// What teachers said of a learner in a competency, first to last.
    ///
    /// # Errors
    /// The database does not answer, or a record cannot be read.
    pub async fn declarations(&mut self, place: &Place) -> Result<Vec<Declaration>, Error> {
        let ask = sqlx::query(
            "SELECT * FROM declarations WHERE learner = ? AND bank = ? AND competency = ? \
             ORDER BY seq",
        )
        .bind(place.learner.as_str())
        .bind(place.bank.as_str())
        .bind(place.competency.as_str());
        self.rows(ask).await
    }
}

/// All of a help but its place and, last, `shift` as JSON.
pub(super) fn help<'q>(
    statement: Statement<'q>,
    step: &'q HelpStep,
    opportunity: u32,
    at: Timestamp,
    shift: Option<String>,
) -> Statement<'q> {
    let (name, intervention, staff, note) = match step {
        HelpStep::Taken { intervention, .. } => ("taken", Some(intervention), None, ""),
        HelpStep::Declined { intervention } => ("declined", Some(intervention), None, ""),
        HelpStep::Asked => ("asked", None, None, ""),
        HelpStep::Came { staff, note, .. } => ("came", None, Some(staff), note.as_str()),
    };
    statement
        .bind(name)
        .bind(intervention.map(|id| id.as_str()))
        .bind(i64::from(opportunity))
        .bind(staff.map(|staff| staff.as_str()))
        .bind(note)
        .bind(at.ms())
        .bind(shift)
}

/// All of a declaration but its place.
pub(super) fn declare<'q>(statement: Statement<'q>, declaration: &'q Declaration) -> Statement<'q> {
    statement
        .bind(declaration.proficient)
        .bind(&declaration.reason)
        .bind(declaration.staff.as_str())
        .bind(declaration.at.ms())
}

impl Record for Help {
    const TABLE: &'static str = "helps";

    fn read(row: &Columns<'_>) -> Result<Self, Error> {
        let step: &str = row.get("step")?;
        let shift = || row.json("shift");
        Ok(Self {
            seq: row.get("seq")?,
            place: row.place()?,
            step: match step {
                "taken" => HelpStep::Taken {
                    intervention: row.text("intervention")?,
                    shift: shift()?,
                },
                "declined" => HelpStep::Declined {
                    intervention: row.text("intervention")?,
                },
                "asked" => HelpStep::Asked,
                "came" => HelpStep::Came {
                    staff: row.text("staff")?,
                    shift: shift()?,
                    note: row.get("note")?,
                },
                other => return Err(row.wrong(format_args!("step is {other}"))),
            },
            opportunity: row.integer("opportunity")?,
            at: row.time("at_ms")?,
        })
    }
}

impl Record for Declaration {
    const TABLE: &'static str = "declarations";

    fn read(row: &Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            proficient: row.get("proficient")?,
            reason: row.get("reason")?,
            staff: row.text("staff")?,
            at: row.time("at_ms")?,
        })
    }
}
