//! What a learner and the staff see of a task.

use super::super::Rendered;
use crate::base::{
    BankId, CompetencyId, CriterionId, LearnerId, Locale, StaffId, TemplateId, Timestamp,
};
use crate::store::{AdministrationId, AdministrationState, HandedFile};
use serde::Serialize;

/// How far a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    /// The learner is working on it.
    Assigned,
    /// It was handed in and waits to be marked; it may be handed in again.
    Submitted,
    /// A teacher marked it.
    Marked,
}

impl TaskState {
    /// The state of a task; none of a problem that is no task.
    pub(super) const fn of(state: AdministrationState) -> Option<Self> {
        match state {
            AdministrationState::Assigned => Some(Self::Assigned),
            AdministrationState::Submitted => Some(Self::Submitted),
            AdministrationState::Marked => Some(Self::Marked),
            _ => None,
        }
    }
}

/// A task of a competency, and how far a learner is with it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TaskLink {
    /// Its template.
    pub template: TemplateId,
    /// Its title.
    pub title: String,
    /// How long it typically takes, in minutes.
    pub minutes: f64,
    /// Under way or marked, if it was begun; the latest.
    pub begun: Option<(AdministrationId, TaskState)>,
}

/// A criterion of a rubric.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CriterionView {
    /// Its name.
    pub id: CriterionId,
    /// What it is about.
    pub title: String,
    /// What it is evidence for.
    pub competency: CompetencyId,
    /// The title of that competency; its id where the bank does not have it.
    pub competency_title: String,
    /// Its levels in words, level 1 first.
    pub levels: Vec<String>,
    /// The first level that shows the competency.
    pub needed: u8,
}

/// What may be handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SubmitView {
    /// Whether something is written.
    pub text: bool,
    /// The kinds of files that may be attached, by name; empty where none may.
    pub kinds: Vec<&'static str>,
    /// The same as a file field takes them.
    pub accept: String,
    /// How large a file may be, in bytes.
    pub most_bytes: u64,
    /// How many files may be attached.
    pub most_files: usize,
}

/// What was handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SubmissionView {
    /// Which submission, from 1.
    pub number: u32,
    /// What was written.
    pub text: String,
    /// What was attached.
    pub files: Vec<HandedFile>,
    /// When.
    pub at: Timestamp,
}

/// One marking: for each criterion of the rubric, in its order, the level reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MarkView {
    /// Who marked; none where the reader is not to know.
    pub by: Option<String>,
    /// Which submission was looked at.
    pub submission: u32,
    /// The level on each criterion of the rubric, from 1.
    pub levels: Vec<Option<u8>>,
    /// What was said.
    pub comment: String,
    /// When.
    pub at: Timestamp,
    /// Whether it took the place of an earlier mark by the same marker.
    pub revised: bool,
}

/// A task as its learner sees it, or another learner it was given to.
#[derive(Clone, Debug, Serialize)]
pub struct TaskView {
    /// Which administration this is.
    pub administration: AdministrationId,
    /// Whose work it is.
    pub learner: LearnerId,
    /// The bank it comes from.
    pub bank: BankId,
    /// The competency it stands with.
    pub competency: CompetencyId,
    /// That competency's title.
    pub competency_title: String,
    /// Its template.
    pub template: TemplateId,
    /// Its title.
    pub title: String,
    /// How long it typically takes, in minutes.
    pub minutes: f64,
    /// The language it is written in.
    pub locale: Locale,
    /// What is to be done.
    pub stem: Rendered,
    /// What may be handed in.
    pub submit: SubmitView,
    /// What it is marked by.
    pub rubric: Vec<CriterionView>,
    /// How far it is.
    pub state: TaskState,
    /// What was handed in last.
    pub submission: Option<SubmissionView>,
    /// The number the next submission goes in under, from 1.
    pub next: u32,
    /// How the learner sees the own work; the latest.
    pub own: Option<MarkView>,
    /// How other learners see it; the latest of each, without names.
    pub peers: Vec<MarkView>,
    /// The mark that counts.
    pub teacher: Option<MarkView>,
}

/// A work in a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WorkLink {
    /// Which administration it is.
    pub administration: AdministrationId,
    /// Whose it is; none where the reader is not to know.
    pub learner: Option<LearnerId>,
    /// The task's title.
    pub title: String,
    /// The competency it stands with.
    pub competency_title: String,
    /// How far it is.
    pub state: TaskState,
}

/// What there is to be marked.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Queue {
    /// Works that wait, the longest waiting first.
    pub waiting: Vec<WorkLink>,
    /// Works that were marked, the latest first.
    pub marked: Vec<WorkLink>,
}

/// A work as the staff sees it.
#[derive(Clone, Debug, Serialize)]
pub struct WorkView {
    /// The task and the work.
    pub task: TaskView,
    /// The latest mark of every teacher, the one that counts first.
    pub teachers: Vec<MarkView>,
    /// The reader's own latest mark.
    pub mine: Option<MarkView>,
    /// Whom it was given to.
    pub peers: Vec<LearnerId>,
    /// Whom it could be given to.
    pub others: Vec<LearnerId>,
    /// Who is looking.
    pub staff: StaffId,
}

/// A file that was handed in, for the one who may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileView {
    /// What the learner called it.
    pub name: String,
    /// What it is.
    pub media_type: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}
