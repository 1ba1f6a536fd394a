//! What is told of a scored answer.

use super::{CompetencyLink, ProblemView, Rendered, Status};
use crate::base::{MisconceptionId, PartId};
use serde::Serialize;

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
    /// What was understood, of options the words; none where nothing was answered.
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
