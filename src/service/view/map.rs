//! Where a learner stands: the map, one competency, and how a belief came about.

use super::super::help::HelpView;
use super::PlacementOffer;
use crate::base::{BankId, CompetencyId, LearnerId, Locale};
use crate::mastery::Phase;
use crate::store::AdministrationId;
use serde::Serialize;

/// Where a learner stands with one competency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// A prerequisite is not proficient yet.
    Locked,
    /// May be begun.
    Ready,
    /// Known as far as a placement tells, and not shown in practice: it opens what rests on it, and
    /// is never called proficient.
    Inferred,
    /// Begun, not proficient yet.
    Practising,
    /// Consistently proficient.
    Proficient,
}

/// A bank that can be practised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BankView {
    /// Its id.
    pub id: BankId,
    /// Its title.
    pub title: String,
    /// What it is about.
    pub description: String,
    /// How many competencies it has.
    pub competencies: usize,
    /// The languages its problems can be given in, its own first.
    pub languages: Vec<Locale>,
}

/// A competency somebody may be pointed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CompetencyLink {
    /// Its id in the bank.
    pub id: CompetencyId,
    /// Its title.
    pub title: String,
    /// Where the learner stands with it.
    pub status: Status,
}

/// A bank's competency map with one learner's state on it.
#[derive(Clone, Debug, Serialize)]
pub struct Overview {
    /// Whose state it is.
    pub learner: LearnerId,
    /// The bank.
    pub bank: BankId,
    /// The bank's title.
    pub title: String,
    /// What the bank is about.
    pub description: String,
    /// Its competencies, in file order.
    pub competencies: Vec<CompetencyView>,
    /// The one to go on with; none when all are proficient.
    pub recommended: Option<CompetencyId>,
    /// Finding out where to begin; none where the bank does not offer it.
    pub placement: Option<PlacementOffer>,
}

/// One competency on the map.
#[derive(Clone, Debug, Serialize)]
pub struct CompetencyView {
    /// Its id in the bank.
    pub id: CompetencyId,
    /// Its title.
    pub title: String,
    /// What a learner can do who has it, in the third person.
    pub statement: String,
    /// What mastery looks like, in a learner's words.
    pub mastery_words: String,
    /// The standards it serves.
    pub standards: Vec<String>,
    /// What comes before it.
    pub prerequisites: Vec<CompetencyLink>,
    /// Where the learner stands.
    pub status: Status,
    /// P(known) after the evidence so far, in [0, 1]; the prior before any.
    pub mastery: f64,
    /// Scored answers so far.
    pub opportunities: u32,
    /// What is still missing for proficiency, a sentence each; empty when proficient.
    pub missing: Vec<String>,
    /// The phase reached, in the bank's words; none before the first answer.
    pub phase: Option<PhaseView>,
    /// What is still to come of what was shown: a delayed check, a review.
    pub to_come: Option<String>,
    /// What goes deeper, for those whose proficiency is confirmed.
    pub enrichments: Vec<HelpView>,
    /// Whether there is anything to practise; otherwise it is shown in tasks only.
    pub has_problems: bool,
    /// The problem under way, if there is one.
    pub under_way: Option<AdministrationId>,
}

/// A phase, as a person reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PhaseView {
    /// Which.
    pub phase: Phase,
    /// What it means, in the words of the bank.
    pub words: String,
}

/// How the belief in one competency came about.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryView {
    /// The competency.
    pub competency: CompetencyId,
    /// Its title.
    pub title: String,
    /// The mastery asked for, in [0, 1].
    pub boundary: f64,
    /// P(known) before any evidence, in [0, 1].
    pub start: f64,
    /// One point per scored answer, in order.
    pub points: Vec<HistoryPoint>,
}

/// One scored answer and the belief after it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HistoryPoint {
    /// Which scored answer it was, from 1.
    pub opportunity: u32,
    /// P(known) after it, in [0, 1].
    pub mastery: f64,
    /// Whether it was right.
    pub right: bool,
    /// Whether it was given with a hint's help.
    pub assisted: bool,
    /// The problem it answered.
    pub administration: AdministrationId,
}
