//! What leaves the service: rendered text and plain words, never a key before it may be seen.

use crate::base::{BankId, CompetencyId, LearnerId, Locale, MisconceptionId, Span, TemplateId};
use crate::store::AdministrationId;
use serde::Serialize;

/// Something a person reads, ready for a page and for a terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Rendered {
    /// An HTML fragment, escaped, mathematics as MathML.
    pub html: String,
    /// Plain text, mathematics in typographic characters.
    pub text: String,
}

/// Where a learner stands with one competency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// A prerequisite is not proficient yet.
    Locked,
    /// May be begun.
    Ready,
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
    /// The problem under way, if there is one.
    pub under_way: Option<AdministrationId>,
}

/// One option of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OptionView {
    /// What the learner answers with: `a`, `b`, `c` …
    pub label: String,
    /// What it says.
    pub shown: Rendered,
}

/// How a problem is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum AnswerField {
    /// A number is typed.
    Number,
    /// An expression is typed.
    Expression {
        /// The letters it may contain.
        symbols: Vec<String>,
    },
    /// One option is chosen; the answer is its label.
    ChoiceOne {
        /// In the order shown.
        options: Vec<OptionView>,
    },
    /// Any number of options is chosen; the answer is their labels joined by commas.
    ChoiceMany {
        /// In the order shown.
        options: Vec<OptionView>,
    },
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
    /// How it is answered.
    pub field: AnswerField,
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
}

/// A problem whose solution was asked for: finished, and no evidence either way.
#[derive(Clone, Debug, Serialize)]
pub struct SolutionView {
    /// The problem, with every hint.
    pub problem: ProblemView,
    /// The right answer.
    pub key: Rendered,
    /// The worked solution, if the author wrote one.
    pub solution: Option<Rendered>,
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

/// What a scored answer was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Right value, right form.
    Right,
    /// The value is right, the form is not the one asked for.
    RightValueWrongForm,
    /// Wrong.
    Wrong,
}

/// What a wrong answer points to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MisconceptionView {
    /// Its id in the template.
    pub id: MisconceptionId,
    /// What the author says to it, if anything.
    pub feedback: Option<Rendered>,
}

/// What the learner is told at once after a scored answer.
#[derive(Clone, Debug, Serialize)]
pub struct FeedbackView {
    /// The problem answered, as it was shown.
    pub problem: ProblemView,
    /// What was typed.
    pub raw: String,
    /// What it was.
    pub verdict: Verdict,
    /// What was understood; none for a choice.
    pub understood: Option<Rendered>,
    /// What the marking has to say, such as the form that was asked for.
    pub message: Option<String>,
    /// What the answer points to; of several, one of them.
    pub misconceptions: Vec<MisconceptionView>,
    /// The right answer.
    pub key: Rendered,
    /// The worked solution, if the author wrote one.
    pub solution: Option<Rendered>,
    /// P(known) before this answer, in [0, 1].
    pub mastery_before: f64,
    /// P(known) after this answer, in [0, 1].
    pub mastery_after: f64,
    /// Whether it counts for the criterion: unassisted, on a problem not met before.
    pub counted: bool,
    /// What the answer did, most important first, worded for the student.
    pub why: Vec<String>,
    /// What is still missing for proficiency, a sentence each; empty when proficient.
    pub missing: Vec<String>,
    /// Where the learner stands now.
    pub status: Status,
    /// Whether it was this answer that made the learner proficient.
    pub reached: bool,
    /// The competencies that becoming proficient opened.
    pub opened: Vec<CompetencyLink>,
}

/// Why an answer is asked for again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AskAgain {
    /// It could not be read; this is where.
    Unreadable {
        /// First byte of the place in what was typed.
        start: usize,
        /// One past its last byte.
        end: usize,
    },
    /// The value is right, the form is not the one asked for; only the first time.
    WrongForm,
}

impl AskAgain {
    /// Could not be read, and where.
    pub const fn unreadable(at: Span) -> Self {
        Self::Unreadable {
            start: at.start,
            end: at.end,
        }
    }
}

/// What becomes of an answer.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Answered {
    /// Scored; the problem is finished.
    Scored(Box<FeedbackView>),
    /// Not scored: the learner is asked again.
    Again {
        /// Why.
        reason: AskAgain,
        /// What to do, in words.
        message: String,
        /// What was typed.
        raw: String,
        /// The problem, still waiting.
        problem: Box<ProblemView>,
    },
    /// Can be read in more than one way: nothing is kept until the learner says that this is what
    /// was meant.
    Confirm {
        /// How it would be read.
        understood: Rendered,
        /// How it could be read, in words.
        message: String,
        /// What was typed.
        raw: String,
        /// The problem, still waiting.
        problem: Box<ProblemView>,
    },
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

/// What comes next.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Next {
    /// A problem, new or still under way.
    Problem(Box<ProblemView>),
    /// No problem for now.
    Stop(Box<StopView>),
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
