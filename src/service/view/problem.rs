//! A problem before it is answered, or why there is none.

use super::super::help::HelpView;
use super::{AnswerField, CompetencyLink, FeedbackView, Rendered};
use crate::base::{BankId, CompetencyId, LearnerId, Locale, PartId, TemplateId};
use crate::store::AdministrationId;
use serde::Serialize;

/// One part of a problem: a field and what stands with it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartView {
    /// Its id in the template.
    pub id: PartId,
    /// How it is answered.
    pub field: AnswerField,
    /// What its own section says, if it has one.
    pub text: Option<Rendered>,
    /// Whether its field stands within the stem, where the author put it.
    pub inline: bool,
    /// The part it is a step of: then it may be left blank.
    pub step_of: Option<PartId>,
    /// The steps that lead to it, if the author wrote any.
    pub steps: Option<StepsView>,
}

/// Steps towards a part, which a learner may open.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct StepsView {
    /// Whether they stand on the page.
    pub opened: bool,
    /// The share of the part's credit that opening them costs, in [0, 1].
    pub cost: f64,
}

/// One administered problem, as the learner sees it.
#[derive(Clone, Debug, Serialize)]
pub struct ProblemView {
    /// Which administration this is.
    pub administration: AdministrationId,
    /// Who it was given to.
    pub learner: LearnerId,
    /// The bank it comes from.
    pub bank: BankId,
    /// The competency it is evidence for.
    pub competency: CompetencyId,
    /// The competency's title; its id once the bank no longer has it.
    pub competency_title: String,
    /// The template it was drawn from.
    pub template: TemplateId,
    /// The template's title.
    pub template_title: String,
    /// The language it is written in.
    pub locale: Locale,
    /// The question.
    pub stem: Rendered,
    /// What is to be answered, in the order of the page; steps only once they are opened.
    pub parts: Vec<PartView>,
    /// The hints taken so far, first to last.
    pub hints: Vec<Rendered>,
    /// How many more there are.
    pub hints_left: u32,
    /// The number the next answer goes in under, from 1.
    pub attempt: u32,
    /// Whether the learner has met this very problem before.
    pub seen_before: bool,
    /// Why this problem came now, most important first, worded for the student.
    pub why: Vec<String>,
    /// Which scored answer this will be for the competency, from 1.
    pub opportunity: u32,
    /// P(known) as it stands, in [0, 1].
    pub mastery: f64,
}

/// What comes next.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Next {
    /// A problem, new or still under way.
    Problem(Box<ProblemView>),
    /// Help in place of a problem.
    Help(Box<HelpView>),
    /// No problem for now.
    Stop(Box<StopView>),
}

/// Why no problem is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StopKind {
    /// A prerequisite is not proficient yet.
    Locked,
    /// The competency has no problems.
    NoItems,
    /// Several answers in a row were wrong: something else may help more. Asking again gives a
    /// problem.
    Suggestion,
    /// A teacher is asked to help. Asking again gives a problem.
    Teacher,
}

/// No problem for now, why, and where to go from here.
#[derive(Clone, Debug, Serialize)]
pub struct StopView {
    /// The bank.
    pub bank: BankId,
    /// The competency stopped at.
    pub competency: CompetencyId,
    /// Its title.
    pub title: String,
    /// Why.
    pub kind: StopKind,
    /// Why, worded for the student.
    pub why: Vec<String>,
    /// P(known) as it stands, in [0, 1].
    pub mastery: f64,
    /// What can be gone on with instead.
    pub next: Vec<CompetencyLink>,
}

/// What comes of asking for a hint.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Hinted {
    /// One more hint stands with the problem.
    Hint(Box<ProblemView>),
    /// All hints were used up: the solution is shown and the problem is finished.
    Solution(Box<SolutionView>),
}

/// A problem whose solution was asked for: finished, and no evidence either way.
#[derive(Clone, Debug, Serialize)]
pub struct SolutionView {
    /// The problem, with every hint.
    pub problem: ProblemView,
    /// The right answer to each part, in the order of the page.
    pub keys: Vec<(PartId, Rendered)>,
    /// The worked solution, if the author wrote one.
    pub solution: Option<Rendered>,
}

/// A problem under way, or one that is finished with what came of it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Administered {
    /// Waiting for an answer.
    Open(Box<ProblemView>),
    /// Answered.
    Answered(Box<FeedbackView>),
    /// Put aside without an answer.
    Skipped(Box<ProblemView>),
    /// Its solution was shown without an answer.
    Revealed(Box<SolutionView>),
    /// A task that people mark; its page is another one.
    Task(Box<ProblemView>),
}
