//! What is kept of placements: the map each was made on, its answers, and what it came to.

use super::AdministrationId;
use crate::base::{BankId, CompetencyId, LearnerId, Timestamp};
use crate::mastery::Likelihood;

/// A placement's number, given by the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlacementId(pub(super) i64);

/// One learner's placement on a bank's map.
#[derive(Clone, Debug, PartialEq)]
pub struct Placement {
    /// Its number.
    pub id: PlacementId,
    /// Whose it is.
    pub learner: LearnerId,
    /// On which bank.
    pub bank: BankId,
    /// The map it is made on, as it was when it began, JSON.
    pub map: String,
    /// When it began.
    pub begun: Timestamp,
    /// What it came to, JSON, and when; none while it is under way.
    pub ended: Option<(String, Timestamp)>,
}

/// How a question of a placement was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlacementOutcome {
    /// Right.
    Right,
    /// Right in part.
    Partly,
    /// Wrong.
    Wrong,
    /// Not at all: the learner does not know it yet.
    Unknown,
}

/// An answer to a question of a placement.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacementAnswer {
    /// The placement.
    pub placement: PlacementId,
    /// Which answer, from 1.
    pub number: u32,
    /// The question.
    pub administration: AdministrationId,
    /// What it was about; known from the question.
    pub competency: CompetencyId,
    /// What it was.
    pub outcome: PlacementOutcome,
    /// What it says, as it is applied.
    pub applied: Likelihood,
    /// When.
    pub at: Timestamp,
}
