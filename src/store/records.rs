//! What is kept: one type per table.

use super::{Declaration, HelpStep, Mark, PlacementAnswer, PlacementId, Submission};
use crate::answer::Credit;
use crate::base::{
    BankId, CompetencyId, LearnerId, Locale, PartId, StaffId, TemplateId, Timestamp,
};
use crate::mastery::Belief;
use crate::session::{Scored, State};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::{NoContext, Uuid};

/// An administration's name: a UUID of version 7, so that they sort by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AdministrationId(Uuid);

/// A text that names no administration.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{given}` is not the id of an administration; it has the form 01234567-89ab-7def-8123-456789abcdef"
)]
pub struct IdError {
    given: String,
}

impl AdministrationId {
    /// A new name for something that happens at `now`.
    pub fn new(now: Timestamp) -> Self {
        let ms = u64::try_from(now.ms()).unwrap_or(0);
        let nanoseconds = u32::try_from(ms % 1000 * 1_000_000).unwrap_or(0);
        let time = uuid::Timestamp::from_unix(NoContext, ms / 1000, nanoseconds);
        Self(Uuid::new_v7(time))
    }

    /// The name as it is stored.
    pub(super) const fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// The name stored as these bytes; none if there are not sixteen.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Uuid::from_slice(bytes).ok().map(Self)
    }
}

impl fmt::Display for AdministrationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for AdministrationId {
    type Err = IdError;

    fn from_str(given: &str) -> Result<Self, IdError> {
        Uuid::try_parse(given).map(Self).map_err(|_| IdError {
            given: given.chars().take(80).collect(),
        })
    }
}

/// The BLAKE3 hash of a source text: what it is kept under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SourceHash(pub [u8; 32]);

impl SourceHash {
    /// The hash of a text.
    pub fn of(text: &str) -> Self {
        Self(*blake3::hash(text.as_bytes()).as_bytes())
    }
}

/// A learner and a competency of a bank: what a belief is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// Who.
    pub learner: LearnerId,
    /// Which bank.
    pub bank: BankId,
    /// Which of its competencies.
    pub competency: CompetencyId,
}

impl Place {
    /// A learner and a competency of a bank.
    pub fn new(learner: &LearnerId, bank: &BankId, competency: &CompetencyId) -> Self {
        Self {
            learner: learner.clone(),
            bank: bank.clone(),
            competency: competency.clone(),
        }
    }
}

/// What has become of an administration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AdministrationState {
    /// Waiting for an answer.
    Open,
    /// A response was scored.
    Answered,
    /// Put aside without an answer.
    Skipped,
    /// Its solution was shown without an answer.
    Revealed,
    /// A task that the learner is working on.
    Assigned,
    /// A task that was handed in and waits to be marked.
    Submitted,
    /// A task that a teacher marked.
    Marked,
}

impl AdministrationState {
    /// Whether it is a task that people mark, beside the problem under way.
    pub const fn is_task(self) -> bool {
        matches!(self, Self::Assigned | Self::Submitted | Self::Marked)
    }
}

/// One problem given to one learner: when, why, and everything needed to show it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Administration {
    /// Its name.
    pub id: AdministrationId,
    /// Whom it was given to and what it is evidence for.
    pub place: Place,
    /// The template it was drawn from.
    pub template: TemplateId,
    /// The exact text of that template.
    pub source: SourceHash,
    /// The domain the draw was made in: the counter counts within it.
    pub fingerprint: [u8; 32],
    /// The stratum drawn from.
    pub stratum: u32,
    /// Which draw of this stratum it was for this learner, from 0.
    pub counter: u64,
    /// How often the stratum had been used up before.
    pub epoch: u64,
    /// The hash of the problem as displayed.
    pub identity: [u8; 16],
    /// Whether this learner had met the same problem before.
    pub seen_before: bool,
    /// The version of the generator that drew it.
    pub generator_version: u32,
    /// The language it was given in; none for the bank's own.
    pub language: Option<Locale>,
    /// The instance's pinned values, JSON.
    pub pinned: String,
    /// The parameters in force when it was given, JSON.
    pub parameters: String,
    /// Why it was given, JSON.
    pub rationale: String,
    /// What settled ties when it was chosen.
    pub seed: u64,
    /// When it was shown.
    pub shown: Timestamp,
    /// The placement it is a question of; none for practice.
    pub placement: Option<PlacementId>,
    /// What has become of it.
    pub state: AdministrationState,
    /// How many hints were taken.
    pub hints: u32,
    /// The parts whose steps were opened, by name.
    pub steps: Vec<PartId>,
}

/// What a learner has met of one stratum of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exposure {
    /// The template.
    pub template: TemplateId,
    /// The domain the draws were made in.
    pub fingerprint: [u8; 32],
    /// The stratum drawn from.
    pub stratum: u32,
    /// How many problems were given in practice.
    pub given: u64,
    /// The counter of the next draw.
    pub next: u64,
    /// When the last one was shown.
    pub last: Timestamp,
}

/// One answer as it was given. The administration, part and attempt name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// What it answers.
    pub administration: AdministrationId,
    /// Which part of it.
    pub part: PartId,
    /// Which answer to that part, from 1.
    pub attempt: u32,
    /// What was typed.
    pub raw: String,
    /// How it was marked, JSON.
    pub marking: String,
    /// What was decided then, with its reasons, JSON.
    pub decision: String,
    /// When.
    pub at: Timestamp,
}

/// Evidence as it stands in the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// Its number in the log, from 1; given by the database.
    pub seq: i64,
    /// What it is about.
    pub place: Place,
    /// The answer it comes from.
    pub administration: AdministrationId,
    /// The belief before the first evidence; only with opportunity 1.
    pub prior: Option<Belief>,
    /// The answer, and the numbers as they were applied.
    pub scored: Scored,
    /// The credit given.
    pub credit: Credit,
    /// How often the mark behind it was changed since; the numbers are the latest.
    pub revision: u32,
    /// When.
    pub at: Timestamp,
}

/// Where a learner stands with a competency: computed from what happened, kept to be read at once.
#[derive(Clone, Debug, PartialEq)]
pub struct Projection {
    /// What it is about.
    pub place: Place,
    /// How often it was written, from 1; a write replaces exactly the version before.
    pub version: i64,
    /// The belief and what else a session remembers.
    pub state: State,
}

/// One thing that happened, to be written in the same transaction as the projection it leads to.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// A problem was given.
    Administered(Box<Administration>),
    /// A hint was shown.
    Hinted {
        /// On which problem.
        administration: AdministrationId,
        /// Which, from 1.
        number: u32,
        /// When.
        at: Timestamp,
    },
    /// The steps that lead to a part were opened.
    StepsOpened {
        /// On which problem.
        administration: AdministrationId,
        /// Which part they lead to.
        part: PartId,
        /// When.
        at: Timestamp,
    },
    /// An answer came in.
    Responded(Response),
    /// A problem is finished.
    Closed {
        /// Which.
        administration: AdministrationId,
        /// How it ended.
        state: AdministrationState,
        /// When.
        at: Timestamp,
    },
    /// An answer was scored; `seq` and `place` are given by the write.
    Observed {
        /// The answer it comes from.
        administration: AdministrationId,
        /// The belief before the first evidence; only with opportunity 1.
        prior: Option<Belief>,
        /// The answer, and the numbers as they are applied.
        scored: Scored,
        /// The credit given.
        credit: Credit,
        /// When.
        at: Timestamp,
    },
    /// The mark behind a piece of evidence was changed: these numbers are in force from now on.
    Revised {
        /// The evidence's number in the log.
        evidence: i64,
        /// Which change of it, from 1.
        number: u32,
        /// The numbers as they are applied.
        scored: Scored,
        /// The credit given.
        credit: Credit,
        /// When.
        at: Timestamp,
    },
    /// A task moved on.
    Moved {
        /// Which.
        administration: AdministrationId,
        /// What it was.
        from: AdministrationState,
        /// What it is now.
        to: AdministrationState,
        /// When.
        at: Timestamp,
    },
    /// A learner handed a work in.
    Submitted(Submission),
    /// Somebody marked a work.
    Marked(Mark),
    /// A work was given to another learner to look at.
    Shared {
        /// Which.
        administration: AdministrationId,
        /// To whom.
        peer: LearnerId,
        /// By whom of the staff.
        by: StaffId,
        /// When.
        at: Timestamp,
    },
    /// A question of a placement was answered.
    Placed(PlacementAnswer),
    /// A step of helping beyond a problem.
    Helped {
        /// What was done.
        step: HelpStep,
        /// Scored answers before it.
        opportunity: u32,
        /// When.
        at: Timestamp,
    },
    /// A teacher said whether the learner is proficient.
    Declared(Declaration),
    /// Help was offered in place of a problem.
    Intervened {
        /// The decision with its reasons, JSON.
        decision: String,
        /// When.
        at: Timestamp,
    },
}

/// What became of a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// It is on the disk.
    Done,
    /// Something changed since it was read, and nothing was written: read again.
    Stale,
}
