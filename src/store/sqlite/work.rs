//! Works that were handed in and their marks.

use super::rows::{Columns, Record};
use super::{Snapshot, Statement, Store};
use crate::base::{BankId, LearnerId, StaffId, TemplateId, Timestamp};
use crate::store::{
    Administration, AdministrationId, Error, Handed, HandedFile, Mark, Role, Submission,
};
use sqlx::{Sqlite, Transaction};

/// What every look at administrations selects.
const ADMINISTRATIONS: &str = "SELECT *, \
    (SELECT count(*) FROM hints WHERE administration = id) AS hints, \
    (SELECT json_group_array(part) FROM steps WHERE administration = id) AS steps \
    FROM administrations ";

/// Only while the task is the learner's to change.
pub(super) fn hand_in(submission: &Submission) -> Statement<'_> {
    sqlx::query(
        "INSERT INTO submissions (number, text, at_ms, administration) \
         SELECT ?, ?, ?, id FROM administrations \
         WHERE id = ? AND state IN ('assigned', 'submitted')",
    )
    .bind(i64::from(submission.number))
    .bind(&submission.text)
    .bind(submission.at.ms())
    .bind(submission.administration.as_bytes())
}

/// Only of the work as it was handed in last, and by a peer only one it was given to.
pub(super) fn mark(mark: &Mark, levels: String) -> Statement<'_> {
    let (role, peer) = match &mark.role {
        Role::Learner(_) => ("self", None),
        Role::Peer(peer) => ("peer", Some(peer.as_str())),
        Role::Teacher(_) => ("teacher", None),
    };
    sqlx::query(
        "INSERT INTO marks (administration, submission, role, marker, levels, comment, at_ms) \
         SELECT id, ?2, ?3, ?4, ?5, ?6, ?7 FROM administrations \
         WHERE id = ?1 AND state IN ('submitted', 'marked') \
           AND ?2 = (SELECT max(number) FROM submissions WHERE administration = id) \
           AND (?8 IS NULL OR EXISTS \
                (SELECT 1 FROM peers WHERE administration = id AND learner = ?8))",
    )
    .bind(mark.administration.as_bytes())
    .bind(i64::from(mark.submission))
    .bind(role)
    .bind(mark.role.name())
    .bind(levels)
    .bind(&mark.comment)
    .bind(mark.at.ms())
    .bind(peer)
}

/// Never with the learner whose work it is.
pub(super) fn share<'q>(
    administration: &'q AdministrationId,
    peer: &'q LearnerId,
    by: &'q StaffId,
    at: Timestamp,
) -> Statement<'q> {
    sqlx::query(
        "INSERT INTO peers (administration, learner, given_by, at_ms) \
         SELECT id, ?2, ?3, ?4 FROM administrations \
         WHERE id = ?1 AND learner <> ?2 AND state IN ('submitted', 'marked')",
    )
    .bind(administration.as_bytes())
    .bind(peer.as_str())
    .bind(by.as_str())
    .bind(at.ms())
}

impl Store {
    /// Keeps the files of a submission, each content once.
    pub(super) async fn attach(
        &self,
        submission: &Submission,
        transaction: &mut Transaction<'static, Sqlite>,
    ) -> Result<(), Error> {
        for (place, file) in (1_i64..).zip(&submission.files) {
            let hash = blake3::hash(&file.bytes);
            let keep = sqlx::query("INSERT OR IGNORE INTO files (hash, bytes) VALUES (?, ?)")
                .bind(hash.as_bytes().as_slice())
                .bind(file.bytes.as_slice());
            let refer = sqlx::query(
                "INSERT INTO submitted_files \
                 (administration, submission, place, hash, name, media_type, bytes) \
                 VALUES (?, ?, ?, ?, ?, ?, ?)",
            )
            .bind(submission.administration.as_bytes())
            .bind(i64::from(submission.number))
            .bind(place)
            .bind(hash.as_bytes().as_slice())
            .bind(&file.name)
            .bind(&file.media_type)
            .bind(i64::try_from(file.bytes.len()).unwrap_or(i64::MAX));
            for statement in [keep, refer] {
                let done = statement.execute(&mut **transaction).await;
                done.map_err(|error| self.explain(error))?;
            }
        }
        Ok(())
    }
}

impl Snapshot<'_> {
    /// A learner's tasks in a bank, the latest first: under way, handed in and marked.
    ///
    /// # Errors
    /// The database does not answer, or a record cannot be read.
    pub async fn tasks(
        &mut self,
        learner: &LearnerId,
        bank: &BankId,
    ) -> Result<Vec<Administration>, Error> {
        let ask = format!(
            "{ADMINISTRATIONS} WHERE learner = ? AND bank = ? \
             AND state IN ('assigned', 'submitted', 'marked') ORDER BY shown_ms DESC, id DESC"
        );
        let ask = sqlx::query(sqlx::AssertSqlSafe(ask))
            .bind(learner.as_str())
            .bind(bank.as_str());
        self.rows(ask).await
    }

    /// Works that wait to be marked, the longest waiting first, then those marked, the latest
    /// first; at most so many.
    ///
    /// # Errors
    /// The database does not answer, or a record cannot be read.
    pub async fn handed_in(&mut self, limit: u32) -> Result<Vec<Administration>, Error> {
        let ask = format!(
            "{ADMINISTRATIONS} WHERE state IN ('submitted', 'marked') \
             ORDER BY state = 'marked', iif(state = 'marked', -closed_ms, closed_ms), id LIMIT ?"
        );
        let ask = sqlx::query(sqlx::AssertSqlSafe(ask)).bind(i64::from(limit));
        self.rows(ask).await
    }

    /// Works that were given to a learner to look at, the latest first.
    ///
    /// # Errors
    /// The database does not answer, or a record cannot be read.
    pub async fn given_to_peer(&mut self, peer: &LearnerId) -> Result<Vec<Administration>, Error> {
        let ask = format!(
            "{ADMINISTRATIONS} WHERE id IN (SELECT administration FROM peers WHERE learner = ?) \
             ORDER BY closed_ms DESC, id DESC"
        );
        let ask = sqlx::query(sqlx::AssertSqlSafe(ask)).bind(peer.as_str());
        self.rows(ask).await
    }

    /// Whom a work was given to.
    ///
    /// # Errors
    /// The database does not answer, or a record cannot be read.
    pub async fn peers(&mut self, id: AdministrationId) -> Result<Vec<LearnerId>, Error> {
        let ask =
            "SELECT learner AS id FROM peers WHERE administration = ? ORDER BY at_ms, learner";
        self.rows(sqlx::query(ask).bind(id.as_bytes())).await
    }

    /// What was handed in, first to last.
    ///
    /// # Errors
    /// The database does not answer, or a record cannot be read.
    pub async fn submissions(&mut self, id: AdministrationId) -> Result<Vec<Handed>, Error> {
        let ask = sqlx::query(
            "SELECT number, text, at_ms, \
                (SELECT json_group_array(json_object('place', place, 'name', name, \
                    'media_type', media_type, 'bytes', bytes)) \
                 FROM submitted_files f \
                 WHERE f.administration = s.administration AND f.submission = s.number) AS files \
             FROM submissions s WHERE administration = ? ORDER BY number",
        )
        .bind(id.as_bytes());
        self.rows(ask).await
    }

    /// What is in a file that was handed in.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn file_bytes(
        &mut self,
        id: AdministrationId,
        submission: u32,
        place: u32,
    ) -> Result<Option<Vec<u8>>, Error> {
        let ask = sqlx::query_scalar(
            "SELECT f.bytes FROM submitted_files s JOIN files f ON f.hash = s.hash \
             WHERE s.administration = ? AND s.submission = ? AND s.place = ?",
        )
        .bind(id.as_bytes())
        .bind(i64::from(submission))
        .bind(i64::from(place));
        self.scalar(ask).await
    }

    /// Every marking of a work, first to last.
    ///
    /// # Errors
    /// The database does not answer, or a record cannot be read.
    pub async fn marks(&mut self, id: AdministrationId) -> Result<Vec<Mark>, Error> {
        let ask = sqlx::query("SELECT * FROM marks WHERE administration = ? ORDER BY seq");
        self.rows(ask.bind(id.as_bytes())).await
    }

    /// Every marking of the works of a task, first to last.
    ///
    /// # Errors
    /// The database does not answer, or a record cannot be read.
    pub async fn marks_of_task(
        &mut self,
        bank: &BankId,
        template: &TemplateId,
    ) -> Result<Vec<Mark>, Error> {
        let ask = sqlx::query(
            "SELECT m.* FROM marks m JOIN administrations a ON a.id = m.administration \
             WHERE a.bank = ? AND a.template = ? ORDER BY m.seq",
        );
        self.rows(ask.bind(bank.as_str()).bind(template.as_str()))
            .await
    }
}

impl Record for Handed {
    const TABLE: &'static str = "submissions";

    fn read(row: &Columns<'_>) -> Result<Self, Error> {
        let mut files: Vec<HandedFile> = row.json("files")?;
        files.sort_by_key(|file| file.place);
        Ok(Self {
            number: row.integer("number")?,
            text: row.get("text")?,
            files,
            at: row.time("at_ms")?,
        })
    }
}

impl Record for Mark {
    const TABLE: &'static str = "marks";

    fn read(row: &Columns<'_>) -> Result<Self, Error> {
        let role = match row.get("role")? {
            "self" => Role::Learner(row.text("marker")?),
            "peer" => Role::Peer(row.text("marker")?),
            "teacher" => Role::Teacher(row.text("marker")?),
            other => return Err(row.wrong(format_args!("role is {other}"))),
        };
        Ok(Self {
            administration: row.id("administration")?,
            submission: row.integer("submission")?,
            role,
            levels: row.json("levels")?,
            comment: row.get("comment")?,
            at: row.time("at_ms")?,
        })
    }
}
