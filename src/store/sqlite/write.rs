//! What is written: each call is one transaction, and what it returned is on the disk.

use super::{Statement, Store, at_place, help, placement, work};
use crate::base::{LearnerId, Timestamp};
use crate::mastery::Belief;
use crate::session::Scored;
use crate::store::error::is_duplicate;
use crate::store::{
    Administration, AdministrationId, Entry, Error, HelpStep, Place, Projection, Response,
    SourceHash, Written,
};
use sqlx::sqlite::SqliteQueryResult;
use sqlx::{Sqlite, Transaction};

/// What is written of one place.
#[derive(Clone, Copy, Debug)]
pub struct Change<'c> {
    /// Which.
    pub place: &'c Place,
    /// What the entries lead to, where they change the belief.
    pub projection: Option<&'c Projection>,
    /// What happened.
    pub entries: &'c [Entry],
}

impl Store {
    /// Keeps source texts under their hashes.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn keep_sources(&self, texts: &[&str]) -> Result<(), Error> {
        let mut transaction = self.begin().await?;
        for text in texts {
            let hash = SourceHash::of(text);
            let insert = sqlx::query("INSERT OR IGNORE INTO sources (hash, text) VALUES (?, ?)")
                .bind(hash.0.as_slice())
                .bind(*text)
                .execute(&mut *transaction);
            insert.await.map_err(|error| self.explain(error))?;
        }
        self.commit(transaction).await
    }

    /// Lets a learner in; once is enough.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn enter(&self, learner: &LearnerId, now: Timestamp) -> Result<(), Error> {
        let insert = sqlx::query("INSERT OR IGNORE INTO learners (id, since_ms) VALUES (?, ?)")
            .bind(learner.as_str())
            .bind(now.ms())
            .execute(&self.write);
        insert.await.map_err(|error| self.explain(error))?;
        Ok(())
    }

    /// Writes what happened and the projection it leads to, all or nothing.
    ///
    /// Stale, with nothing written, if the projection is not the next version of the one stored, a
    /// problem is open or a draw taken already, an attempt was answered, or a problem is closed.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn write(
        &self,
        projection: &Projection,
        entries: &[Entry],
    ) -> Result<Written, Error> {
        self.write_all(&[Change {
            place: &projection.place,
            projection: Some(projection),
            entries,
        }])
        .await
    }

    /// The same for several places at once, all or nothing.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn write_all(&self, changes: &[Change<'_>]) -> Result<Written, Error> {
        let mut transaction = self.begin().await?;
        for change in changes {
            if let Some(projection) = change.projection {
                let done = self.project(projection)?.execute(&mut *transaction).await;
                if self.outcome(done)? == Written::Stale {
                    return Ok(Written::Stale);
                }
            }
            for entry in change.entries {
                let statement = self.statement(change.place, entry)?;
                let done = statement.execute(&mut *transaction).await;
                if self.outcome(done)? == Written::Stale {
                    return Ok(Written::Stale);
                }
                if let Entry::Submitted(submission) = entry {
                    self.attach(submission, &mut transaction).await?;
                }
            }
        }
        self.commit(transaction).await?;
        Ok(Written::Done)
    }

    /// Takes the lock first: a transaction that read before it wrote could only fail.
    pub(super) async fn begin(&self) -> Result<Transaction<'static, Sqlite>, Error> {
        let begun = self.write.begin_with("BEGIN IMMEDIATE").await;
        begun.map_err(|error| self.explain(error))
    }

    pub(super) async fn commit(
        &self,
        transaction: Transaction<'static, Sqlite>,
    ) -> Result<(), Error> {
        let committed = transaction.commit().await;
        committed.map_err(|error| self.explain(error))
    }

    /// Nothing written, or a row that is there already: what was read is no longer so.
    fn outcome(&self, done: Result<SqliteQueryResult, sqlx::Error>) -> Result<Written, Error> {
        match done {
            Ok(done) if done.rows_affected() == 0 => Ok(Written::Stale),
            Ok(_) => Ok(Written::Done),
            Err(error) if is_duplicate(&error) => Ok(Written::Stale),
            Err(error) => Err(self.explain(error)),
        }
    }

    /// The first version is inserted; a later one replaces exactly the one before it.
    fn project<'q>(&self, projection: &'q Projection) -> Result<Statement<'q>, Error> {
        let statement = if projection.version == 1 {
            "INSERT INTO beliefs (state, version, learner, bank, competency) \
             VALUES (?1, ?2, ?3, ?4, ?5)"
        } else {
            "UPDATE beliefs SET state = ?1, version = ?2 \
             WHERE learner = ?3 AND bank = ?4 AND competency = ?5 AND version = ?2 - 1"
        };
        let statement = sqlx::query(statement)
            .bind(self.json("beliefs", &projection.state)?)
            .bind(projection.version);
        Ok(at_place(statement, &projection.place))
    }

    fn statement<'q>(&self, place: &'q Place, entry: &'q Entry) -> Result<Statement<'q>, Error> {
        Ok(match entry {
            Entry::Administered(given) => administer(given),
            Entry::Hinted {
                administration,
                number,
                at,
            } => sqlx::query(
                "INSERT INTO hints (number, at_ms, administration) \
                 SELECT ?, ?, id FROM administrations WHERE id = ? AND state = 'open'",
            )
            .bind(i64::from(*number))
            .bind(at.ms())
            .bind(administration.as_bytes()),
            Entry::StepsOpened {
                administration,
                part,
                at,
            } => sqlx::query(
                "INSERT INTO steps (part, at_ms, administration) \
                 SELECT ?, ?, id FROM administrations WHERE id = ? AND state = 'open'",
            )
            .bind(part.as_str())
            .bind(at.ms())
            .bind(administration.as_bytes()),
            Entry::Responded(response) => respond(response),
            Entry::Closed {
                administration,
                state,
                at,
            } => sqlx::query(
                "UPDATE administrations SET state = ?, closed_ms = ? \
                 WHERE id = ? AND state = 'open'",
            )
            .bind(state.name())
            .bind(at.ms())
            .bind(administration.as_bytes()),
            Entry::Observed {
                administration,
                prior,
                scored,
                credit,
                at,
            } => self
                .observe(place, administration, prior.as_ref(), scored)?
                .bind(credit.value())
                .bind(at.ms()),
            Entry::Revised {
                evidence,
                number,
                scored,
                credit,
                at,
            } => sqlx::query(
                "INSERT INTO revisions (evidence, number, correct, credit, applied, at_ms) \
                 VALUES (?, ?, ?, ?, ?, ?)",
            )
            .bind(evidence)
            .bind(i64::from(*number))
            .bind(scored.right)
            .bind(credit.value())
            .bind(self.json("revisions", &scored.evidence)?)
            .bind(at.ms()),
            Entry::Moved {
                administration,
                from,
                to,
                at,
            } => sqlx::query(
                "UPDATE administrations SET state = ?, closed_ms = coalesce(closed_ms, ?) \
                 WHERE id = ? AND state = ?",
            )
            .bind(to.name())
            .bind(at.ms())
            .bind(administration.as_bytes())
            .bind(from.name()),
            Entry::Submitted(submission) => work::hand_in(submission),
            Entry::Marked(mark) => work::mark(mark, self.json("marks", &mark.levels)?),
            Entry::Shared {
                administration,
                peer,
                by,
                at,
            } => work::share(administration, peer, by, *at),
            Entry::Placed(answer) => {
                placement::answer(answer, self.json("placement_answers", &answer.applied)?)
            }
            Entry::Helped {
                step,
                opportunity,
                at,
            } => {
                let shift = match step {
                    HelpStep::Taken { shift, .. } | HelpStep::Came { shift, .. } => {
                        Some(self.json("helps", shift)?)
                    }
                    HelpStep::Declined { .. } | HelpStep::Asked => None,
                };
                let statement = sqlx::query(
                    "INSERT INTO helps (learner, bank, competency, step, intervention, \
                     opportunity, staff, note, at_ms, shift) \
                     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                );
                help::help(at_place(statement, place), step, *opportunity, *at, shift)
            }
            Entry::Declared(declaration) => {
                let statement = sqlx::query(
                    "INSERT INTO declarations (learner, bank, competency, proficient, reason, \
                     staff, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)",
                );
                help::declare(at_place(statement, place), declaration)
            }
            Entry::Intervened { decision, at } => at_place(
                sqlx::query(
                    "INSERT INTO interventions (learner, bank, competency, decision, at_ms) \
                     VALUES (?, ?, ?, ?, ?)",
                ),
                place,
            )
            .bind(decision)
            .bind(at.ms()),
        })
    }

    /// All but the last columns, credit and time.
    fn observe<'q>(
        &self,
        place: &'q Place,
        administration: &'q AdministrationId,
        prior: Option<&Belief>,
        scored: &Scored,
    ) -> Result<Statement<'q>, Error> {
        let prior = prior
            .map(|prior| self.json("evidence", prior))
            .transpose()?;
        let statement = sqlx::query(
            "INSERT INTO evidence (learner, bank, competency, administration, opportunity, \
             correct, help, counts, prior, applied, credit, at_ms) \
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        );
        Ok(at_place(statement, place)
            .bind(administration.as_bytes())
            .bind(i64::from(scored.opportunity))
            .bind(scored.right)
            .bind(i64::from(scored.help))
            .bind(scored.counts)
            .bind(prior)
            .bind(self.json("evidence", &scored.evidence)?))
    }

    /// JSON; refused for numbers that no JSON can hold.
    fn json(&self, table: &'static str, value: &impl serde::Serialize) -> Result<String, Error> {
        serde_json::to_string(value).map_err(|error| Error::Record {
            at: self.at.to_string(),
            table,
            detail: error.to_string(),
        })
    }
}

fn administer(given: &Administration) -> Statement<'_> {
    sqlx::query(
        "INSERT INTO administrations (id, learner, bank, competency, template, source, \
         fingerprint, stratum, counter, epoch, identity, seen_before, generator_version, \
         language, pinned, parameters, rationale, seed, shown_ms, state, placement) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(given.id.as_bytes())
    .bind(given.place.learner.as_str())
    .bind(given.place.bank.as_str())
    .bind(given.place.competency.as_str())
    .bind(given.template.as_str())
    .bind(given.source.0.as_slice())
    .bind(given.fingerprint.as_slice())
    .bind(i64::from(given.stratum))
    .bind(given.counter.cast_signed())
    .bind(given.epoch.cast_signed())
    .bind(given.identity.as_slice())
    .bind(given.seen_before)
    .bind(i64::from(given.generator_version))
    .bind(given.language.map(|locale| locale.language))
    .bind(&given.pinned)
    .bind(&given.parameters)
    .bind(&given.rationale)
    .bind(given.seed.cast_signed())
    .bind(given.shown.ms())
    .bind(given.state.name())
    .bind(given.placement.map(|placement| placement.0))
}

fn respond(response: &Response) -> Statement<'_> {
    sqlx::query(
        "INSERT INTO responses (part, attempt, raw, marking, decision, at_ms, administration) \
         SELECT ?, ?, ?, ?, ?, ?, id FROM administrations WHERE id = ? AND state = 'open'",
    )
    .bind(response.part.as_str())
    .bind(i64::from(response.attempt))
    .bind(&response.raw)
    .bind(&response.marking)
    .bind(&response.decision)
    .bind(response.at.ms())
    .bind(response.administration.as_bytes())
}
