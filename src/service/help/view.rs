//! What is shown of help, to the learner and to the teacher.

use super::super::{CompetencyLink, Rendered, Status};
use crate::base::{BankId, CompetencyId, InterventionId, LearnerId, StaffId, Timestamp};
use serde::Serialize;

/// With whom an intervention is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HelpKind {
    /// Alone, by reading and trying.
    Alone,
    /// With another learner.
    Peer,
    /// With a teacher.
    Teacher,
}

/// A stretch of an intervention's text.
#[derive(Clone, Debug, Serialize)]
pub struct HelpSection {
    /// What stands above it; none for what comes first.
    pub heading: Option<String>,
    /// Whether the learner first tries without it.
    pub afterwards: bool,
    /// Its text.
    pub text: Rendered,
}

/// An intervention on offer.
#[derive(Clone, Debug, Serialize)]
pub struct HelpView {
    /// The bank.
    pub bank: BankId,
    /// What it is for.
    pub competency: CompetencyId,
    /// The title of the competency.
    pub title: String,
    /// Its id.
    pub intervention: InterventionId,
    /// What it is called.
    pub name: String,
    /// With whom it is done.
    pub kind: HelpKind,
    /// What it takes, in minutes.
    pub minutes: f64,
    /// Its text for the learner.
    pub sections: Vec<HelpSection>,
    /// Its text for the teacher, where there is any.
    pub for_teacher: Vec<HelpSection>,
    /// Why it comes now, worded for the student.
    pub why: Vec<String>,
}

/// A learner who waits for a teacher.
#[derive(Clone, Debug, Serialize)]
pub struct AskedView {
    /// Who.
    pub learner: LearnerId,
    /// In which bank.
    pub bank: BankId,
    /// With what.
    pub competency: CompetencyId,
    /// The title of the competency.
    pub title: String,
    /// Since when.
    pub since: Timestamp,
}

/// One of the latest answers.
#[derive(Clone, Debug, Serialize)]
pub struct RecentAnswer {
    /// Which scored answer, from 1.
    pub opportunity: u32,
    /// Whether it was right.
    pub right: bool,
    /// Hints and second tries before it.
    pub help: u32,
    /// P(known) after it, in [0, 1].
    pub mastery: f64,
    /// When.
    pub at: Timestamp,
}

/// Help a learner had.
#[derive(Clone, Debug, Serialize)]
pub struct GivenHelp {
    /// What it was, in words.
    pub what: String,
    /// What the teacher noted, if anything.
    pub note: String,
    /// Scored answers before it.
    pub opportunity: u32,
    /// When.
    pub at: Timestamp,
}

/// A misconception that repeats.
#[derive(Clone, Debug, Serialize)]
pub struct HeldView {
    /// The name its author gave it.
    pub name: String,
    /// Answers that showed it.
    pub shown: u32,
    /// P(held), in [0, 1].
    pub chance: f64,
}

/// All a teacher needs to know of one learner and one competency, on one page.
#[derive(Clone, Debug, Serialize)]
pub struct EvidenceView {
    /// Who.
    pub learner: LearnerId,
    /// In which bank.
    pub bank: BankId,
    /// With what.
    pub competency: CompetencyId,
    /// The title of the competency.
    pub title: String,
    /// What a learner can do who has it.
    pub statement: String,
    /// Where the learner stands.
    pub status: Status,
    /// Since when a teacher is asked for.
    pub asked: Option<Timestamp>,
    /// P(known), in [0, 1].
    pub mastery: f64,
    /// P(practice alone will not help), in [0, 1].
    pub stuck: f64,
    /// How much an opportunity teaches this learner beside the usual, expected.
    pub pace: f64,
    /// Scored answers so far.
    pub opportunities: u32,
    /// P(not proficient within ten more answers); none before the fourth answer.
    pub will_not_reach: Option<f64>,
    /// What is still missing for proficiency.
    pub missing: Vec<String>,
    /// The latest answers, the last one first.
    pub recent: Vec<RecentAnswer>,
    /// The prerequisite that looks weakest, and P(known) of it.
    pub weakest: Option<(CompetencyLink, f64)>,
    /// Misconceptions that repeat, the likeliest first.
    pub misconceptions: Vec<HeldView>,
    /// Help so far.
    pub helps: Vec<GivenHelp>,
    /// The share of answers that were no rapid guesses; none where no time is known.
    pub effort: Option<f64>,
    /// Rapid guesses.
    pub rapid: u32,
    /// Whether hints are hurried through.
    pub abuses_hints: bool,
    /// When a review is due, of what was learnt.
    pub review_due: Option<Timestamp>,
    /// What teachers said, the last word first: whether proficient, why, who, when.
    pub declarations: Vec<(bool, String, StaffId, Timestamp)>,
    /// What the bank's interventions say to a teacher, by name.
    pub lessons: Vec<HelpView>,
}
