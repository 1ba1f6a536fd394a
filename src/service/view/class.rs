//! The learners of a bank as the staff sees them.

use super::Status;
use crate::base::{BankId, CompetencyId, LearnerId};
use serde::Serialize;

/// How far all learners of a bank are.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClassView {
    /// The bank.
    pub bank: BankId,
    /// Its title.
    pub title: String,
    /// Its competencies with their titles, in file order.
    pub competencies: Vec<(CompetencyId, String)>,
    /// Those who have begun, by name.
    pub learners: Vec<LearnerRow>,
}

/// One learner.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LearnerRow {
    /// Who.
    pub learner: LearnerId,
    /// In how many competencies proficient.
    pub proficient: usize,
    /// Where the learner stands, competency by competency.
    pub cells: Vec<LearnerCell>,
}

/// Where one learner stands with one competency.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct LearnerCell {
    /// In a word.
    pub status: Status,
    /// P(known), in [0, 1].
    pub mastery: f64,
    /// Scored answers so far.
    pub opportunities: u32,
}
