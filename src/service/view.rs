//! What leaves the service: rendered text and plain words, never a key before it may be seen.

use crate::base::{
    BankId, CompetencyId, LearnerId, Locale, MisconceptionId, PartId, Span, TemplateId,
};
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

/// A plane that points are set on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PlaneView {
    /// Its least and greatest x.
    pub x: (i64, i64),
    /// Its least and greatest y.
    pub y: (i64, i64),
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
    /// A number with its unit is typed.
    Quantity,
    /// An equation is typed.
    Equation {
        /// The letters it may contain.
        symbols: Vec<String>,
    },
    /// A set of real numbers is typed.
    RealSet {
        /// The letters a condition may be about.
        symbols: Vec<String>,
        /// Whether only intervals will do.
        intervals: bool,
    },
    /// Several values are typed, in brackets.
    Collection {
        /// The opening and the closing bracket.
        brackets: (&'static str, &'static str),
        /// The letters it may contain.
        symbols: Vec<String>,
    },
    /// A matrix of this size is filled in; the answer is its rows, `[[1, 2], [3, 4]]`.
    Matrix {
        /// How many rows.
        rows: usize,
        /// How many columns.
        columns: usize,
    },
    /// Words are typed.
    Text,
    /// True or false, with a reason where there are some: `true, b`.
    TrueFalse {
        /// The reasons, in the order shown.
        reasons: Vec<OptionView>,
    },
    /// The options are put in order; the answer is their labels joined by commas.
    Ordering {
        /// In the order shown.
        options: Vec<OptionView>,
    },
    /// Every prompt gets an option; the answer is their labels joined by commas.
    Matching {
        /// In the order shown.
        prompts: Vec<Rendered>,
        /// In the order shown.
        options: Vec<OptionView>,
        /// Whether an option may be taken by several prompts.
        repeatable: bool,
    },
    /// Points are set on a plane: `(3, -2)`, `(0, 1), (2, 5)`.
    Points {
        /// The plane.
        plane: PlaneView,
        /// How many points.
        count: usize,
        /// Whether a line goes through them.
        line: bool,
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
    /// Right in part.
    Partly,
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

/// What one part's answer was.
#[derive(Clone, Debug, Serialize)]
pub struct PartFeedback {
    /// The part.
    pub part: PartId,
    /// What was typed; empty for a step that was left blank.
    pub raw: String,
    /// What it was.
    pub verdict: Verdict,
    /// Its credit, in [0, 1].
    pub credit: f64,
    /// What was understood; none for a choice.
    pub understood: Option<Rendered>,
    /// What the marking has to say, such as the form that was asked for.
    pub message: Option<String>,
    /// What the answer points to; of several, one of them.
    pub misconceptions: Vec<MisconceptionView>,
    /// The right answer.
    pub key: Rendered,
}

/// What the learner is told at once after a scored answer.
#[derive(Clone, Debug, Serialize)]
pub struct FeedbackView {
    /// The problem answered, as it was shown.
    pub problem: ProblemView,
    /// What it was as a whole.
    pub verdict: Verdict,
    /// The credit for it all, what opened steps cost taken off, in [0, 1].
    pub credit: f64,
    /// What each part's answer was, in the order of the page.
    pub parts: Vec<PartFeedback>,
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

/// What a learner hands in for one part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartAnswer {
    /// Which part.
    pub part: PartId,
    /// What was typed, or the labels of what was chosen.
    pub raw: String,
    /// Whether the learner said that an ambiguous reading is the one meant.
    pub confirmed: bool,
}

impl PartAnswer {
    /// The answer to a problem that has only one part.
    pub fn only(raw: &str) -> Self {
        Self {
            part: PartId::only(),
            raw: raw.to_owned(),
            confirmed: false,
        }
    }
}

/// What has to be changed or confirmed before an answer counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AskAgain {
    /// It could not be read.
    Unreadable {
        /// First byte of the place in what was typed.
        start: usize,
        /// One past its last byte.
        end: usize,
        /// What to do, in words.
        message: String,
    },
    /// The value is right, the form is not the one asked for; only the first time.
    WrongForm {
        /// What to do, in words.
        message: String,
    },
    /// It can be read in more than one way.
    Confirm {
        /// How it would be read.
        understood: Rendered,
        /// How it could be read, in words.
        message: String,
    },
}

impl AskAgain {
    /// Could not be read, and where.
    pub const fn unreadable(at: Span, message: String) -> Self {
        Self::Unreadable {
            start: at.start,
            end: at.end,
            message,
        }
    }
}

/// A part's answer that was not scored: what was typed is kept for the learner to go on with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartReply {
    /// Which part.
    pub part: PartId,
    /// What was typed.
    pub raw: String,
    /// What is to be done about it; nothing is said of a part that could be marked.
    pub ask: Option<AskAgain>,
}

/// What becomes of an answer.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Answered {
    /// Scored; the problem is finished.
    Scored(Box<FeedbackView>),
    /// Not scored: the learner is asked again. Where all there is to do is to confirm a reading,
    /// nothing is kept and the attempt stays the same.
    Again {
        /// What was typed in each part, and what is to be done about it.
        replies: Vec<PartReply>,
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
