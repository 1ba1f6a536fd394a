//! Looking at a work: by the learner, by those it was given to, by the staff.

use super::super::shelf::Problem;
use super::super::{Error, Service};
use super::Staff;
use super::hand_in::MOST_FILES;
use super::view::{
    CriterionView, FileView, MarkView, Queue, SubmissionView, SubmitView, TaskState, TaskView,
    WorkLink, WorkView,
};
use crate::base::{LearnerId, StaffId};
use crate::store::{Administration, AdministrationId, AdministrationState, Handed, Mark, Role};
use crate::template::{FileKind, Section, Task};

/// How many works a list shows.
const LIST: u32 = 200;

/// A task with everything that was handed in and said of it.
pub(super) struct Look<'a> {
    pub(super) given: Administration,
    pub(super) state: TaskState,
    pub(super) problem: Problem<'a>,
    task: Task,
    pub(super) submissions: Vec<Handed>,
    pub(super) marks: Vec<Mark>,
    peers: Vec<LearnerId>,
}

impl Look<'_> {
    pub(super) const fn task(&self) -> &Task {
        &self.task
    }

    /// The teacher whose marks are the evidence.
    pub(super) fn first_marker(&self) -> Option<&StaffId> {
        self.marks.iter().find_map(|mark| match &mark.role {
            Role::Teacher(staff) => Some(staff),
            Role::Learner(_) | Role::Peer(_) => None,
        })
    }

    /// A marker's latest mark.
    pub(super) fn latest(&self, role: &Role) -> Option<&Mark> {
        self.marks.iter().rev().find(|mark| mark.role == *role)
    }

    /// The work as it was handed in last.
    pub(super) fn handed(&self) -> Result<&Handed, Error> {
        let latest = self.submissions.last();
        latest.ok_or(Error::NotHandedIn(self.given.id))
    }

    /// Only the work as it was handed in last may be marked.
    pub(super) fn check_latest(&self, submission: u32) -> Result<(), Error> {
        let latest = self.handed()?.number;
        match submission == latest {
            true => Ok(()),
            false => Err(Error::NewerWork {
                administration: self.given.id,
                submission,
                latest,
            }),
        }
    }

    fn view_of(&self, mark: &Mark, named: bool) -> MarkView {
        let level =
            |criterion: &crate::template::Criterion| mark.levels.get(&criterion.id).copied();
        let of_marker = self.marks.iter().filter(|other| other.role == mark.role);
        MarkView {
            by: named.then(|| mark.role.name().to_owned()),
            submission: mark.submission,
            levels: self.task.rubric.iter().map(level).collect(),
            comment: mark.comment.clone(),
            at: mark.at,
            revised: of_marker.count() > 1,
        }
    }

    fn latest_of_all(&self, is: impl Fn(&Role) -> bool) -> Vec<&Mark> {
        let mut roles: Vec<&Role> = Vec::new();
        for mark in &self.marks {
            if is(&mark.role) && !roles.contains(&&mark.role) {
                roles.push(&mark.role);
            }
        }
        roles
            .into_iter()
            .filter_map(|role| self.latest(role))
            .collect()
    }
}

impl Service {
    pub(super) async fn look(&self, id: AdministrationId) -> Result<Look<'_>, Error> {
        let mut snapshot = self.store.snapshot().await?;
        let missing = || Error::NoAdministration(id);
        let given = snapshot.administration(id).await?.ok_or_else(missing)?;
        let state = TaskState::of(given.state).ok_or_else(missing)?;
        let submissions = snapshot.submissions(id).await?;
        let marks = snapshot.marks(id).await?;
        let peers = snapshot.peers(id).await?;
        drop(snapshot);
        let problem = self.problem_of(&given).await?;
        let task = problem.template.task().cloned().ok_or_else(missing)?;
        Ok(Look {
            given,
            state,
            problem,
            task,
            submissions,
            marks,
            peers,
        })
    }

    /// A task as its learner sees it.
    ///
    /// # Errors
    /// There is no such task of this learner, or the database does not answer.
    pub async fn task(&self, learner: &LearnerId, id: AdministrationId) -> Result<TaskView, Error> {
        let look = self.look(id).await?;
        match look.given.place.learner == *learner {
            true => Ok(self.task_view(&look)),
            false => Err(Error::NoAdministration(id)),
        }
    }

    /// A work that was given to a learner to look at: the prompt, the rubric, the work, and what
    /// this learner said of it; neither whose it is nor what others said.
    ///
    /// # Errors
    /// There is no such work that was given to this learner, or the database does not answer.
    pub async fn peer_work(
        &self,
        peer: &LearnerId,
        id: AdministrationId,
    ) -> Result<TaskView, Error> {
        let look = self.look(id).await?;
        if !look.peers.contains(peer) {
            return Err(Error::NoAdministration(id));
        }
        let mine = look.latest(&Role::Peer(peer.clone()));
        Ok(TaskView {
            own: mine.map(|mark| look.view_of(mark, false)),
            peers: Vec::new(),
            teacher: None,
            ..self.task_view(&look)
        })
    }

    /// Works of others that a learner may look at.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn peer_works(&self, peer: &LearnerId) -> Result<Vec<WorkLink>, Error> {
        let given = self.store.snapshot().await?.given_to_peer(peer).await?;
        Ok(self.links(&given, false).await)
    }

    /// A learner's own tasks, the latest first, over all banks.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn own_works(&self, learner: &LearnerId) -> Result<Vec<WorkLink>, Error> {
        let mut own = Vec::new();
        for bank in self.banks.iter() {
            let given = self
                .store
                .snapshot()
                .await?
                .tasks(learner, bank.id())
                .await?;
            own.extend(self.links(&given, false).await);
        }
        Ok(own)
    }

    /// What there is to be marked.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn queue(&self, _: &Staff) -> Result<Queue, Error> {
        let given = self.store.snapshot().await?.handed_in(LIST).await?;
        let all = self.links(&given, true).await;
        let (marked, waiting) = all
            .into_iter()
            .partition(|work| work.state == TaskState::Marked);
        Ok(Queue { waiting, marked })
    }

    /// A work as the staff sees it.
    ///
    /// # Errors
    /// There is no such work, it was not handed in, or the database does not answer.
    pub async fn work(&self, staff: &Staff, id: AdministrationId) -> Result<WorkView, Error> {
        let look = self.look(id).await?;
        look.handed()?;
        let learners = self.learners().await?;
        let teachers = look.latest_of_all(|role| matches!(role, Role::Teacher(_)));
        let mine = look.latest(&Role::Teacher(staff.name().clone()));
        Ok(WorkView {
            task: self.task_view(&look),
            teachers: teachers
                .into_iter()
                .map(|mark| look.view_of(mark, true))
                .collect(),
            mine: mine.map(|mark| look.view_of(mark, true)),
            others: learners
                .into_iter()
                .filter(|other| *other != look.given.place.learner && !look.peers.contains(other))
                .collect(),
            peers: look.peers.clone(),
            staff: staff.name().clone(),
        })
    }

    /// A file of a work, for the learner or for a peer it was given to.
    ///
    /// # Errors
    /// There is no such file that this learner may see, or the database does not answer.
    pub async fn file(
        &self,
        learner: &LearnerId,
        id: AdministrationId,
        submission: u32,
        place: u32,
    ) -> Result<FileView, Error> {
        let look = self.look(id).await?;
        let latest = look.submissions.last().map(|latest| latest.number);
        let may = look.given.place.learner == *learner
            || (look.peers.contains(learner) && latest == Some(submission));
        match may {
            true => self.handed_file(&look, submission, place).await,
            false => Err(Error::NoAdministration(id)),
        }
    }

    /// A file of a work, for the staff.
    ///
    /// # Errors
    /// There is no such file, or the database does not answer.
    pub async fn file_for_staff(
        &self,
        _: &Staff,
        id: AdministrationId,
        submission: u32,
        place: u32,
    ) -> Result<FileView, Error> {
        let look = self.look(id).await?;
        self.handed_file(&look, submission, place).await
    }

    async fn handed_file(
        &self,
        look: &Look<'_>,
        submission: u32,
        place: u32,
    ) -> Result<FileView, Error> {
        let id = look.given.id;
        let missing = || Error::NoAdministration(id);
        let mut handed = look.submissions.iter();
        let handed = handed.find(|handed| handed.number == submission);
        let file = handed
            .and_then(|handed| handed.files.iter().find(|file| file.place == place))
            .ok_or_else(missing)?;
        let mut snapshot = self.store.snapshot().await?;
        let bytes = snapshot.file_bytes(id, submission, place).await?;
        Ok(FileView {
            name: file.name.clone(),
            media_type: file.media_type.clone(),
            bytes: bytes.ok_or_else(missing)?,
        })
    }

    async fn links(&self, given: &[Administration], named: bool) -> Vec<WorkLink> {
        let mut links = Vec::with_capacity(given.len());
        for task in given {
            let Some(state) = TaskState::of(task.state) else {
                continue;
            };
            // A work whose template cannot be read any more keeps its name in the list.
            let title = match self.problem_of(task).await {
                Ok(problem) => problem.template.title(problem.locale).to_owned(),
                Err(_) => task.template.to_string(),
            };
            links.push(WorkLink {
                administration: task.id,
                learner: named.then(|| task.place.learner.clone()),
                title,
                competency_title: self.competency_title(&task.place.bank, &task.place.competency),
                state,
            });
        }
        links
    }

    fn task_view(&self, look: &Look<'_>) -> TaskView {
        let place = &look.given.place;
        let title = |competency| self.competency_title(&place.bank, competency);
        let problem = &look.problem;
        let mark = |mark| look.view_of(mark, false);
        let teacher = look.first_marker().cloned().map(Role::Teacher);
        TaskView {
            administration: look.given.id,
            learner: place.learner.clone(),
            bank: place.bank.clone(),
            competency: place.competency.clone(),
            competency_title: title(&place.competency),
            template: look.given.template.clone(),
            title: problem.template.title(problem.locale).to_owned(),
            minutes: problem.template.minutes(),
            locale: problem.locale,
            stem: problem.section(Section::Stem).unwrap_or_default(),
            submit: submit_view(&look.task),
            rubric: look
                .task
                .rubric
                .iter()
                .map(|criterion| CriterionView {
                    id: criterion.id.clone(),
                    title: criterion.title.clone(),
                    competency: criterion.competency.clone(),
                    competency_title: title(&criterion.competency),
                    levels: criterion.levels.clone(),
                    needed: criterion.needed,
                })
                .collect(),
            state: look.state,
            submission: look.submissions.last().map(|handed| SubmissionView {
                number: handed.number,
                text: handed.text.clone(),
                files: handed.files.clone(),
                at: handed.at,
            }),
            next: look
                .submissions
                .last()
                .map_or(1, |handed| handed.number.saturating_add(1)),
            own: look.latest(&Role::Learner(place.learner.clone())).map(mark),
            peers: look
                .latest_of_all(|role| matches!(role, Role::Peer(_)))
                .into_iter()
                .map(mark)
                .collect(),
            teacher: teacher.and_then(|role| look.latest(&role)).map(mark),
        }
    }
}

impl Look<'_> {
    /// Whether it was handed in and may be marked.
    pub(super) fn is_handed_in(&self) -> bool {
        matches!(
            self.given.state,
            AdministrationState::Submitted | AdministrationState::Marked
        )
    }

    /// Whether it was given to a learner to look at.
    pub(super) fn is_for(&self, peer: &LearnerId) -> bool {
        self.peers.contains(peer)
    }
}

fn submit_view(task: &Task) -> SubmitView {
    let kinds: &[FileKind] = task.submit.files.as_ref().map_or(&[], |rule| &rule.kinds);
    let accept: Vec<&str> = kinds.iter().map(|kind| kind.accept()).collect();
    SubmitView {
        text: task.submit.text,
        kinds: kinds.iter().map(|kind| kind.name()).collect(),
        accept: accept.join(","),
        most_bytes: task.submit.files.as_ref().map_or(0, |rule| rule.most_bytes),
        most_files: MOST_FILES,
    }
}
