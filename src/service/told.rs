//! What a learner is told of an answer: at once, and whenever the problem is looked at again.

use super::map::{begun, begun_with, missing, traces};
use super::parts::{Marked, credit};
use super::shelf::Problem;
use super::show::{rendered, verdict, words};
use super::sitting::{Decided, Sitting, attempts};
use super::stands::stands;
use super::{
    Administered, CompetencyLink, Error, FeedbackView, PartFeedback, PartView, ProblemView,
    Service, Status,
};
use crate::answer::{Credit, Marking};
use crate::decision::{Decision, StopReason};
use crate::store::{Administration, AdministrationId, AdministrationState, Response};
use crate::template::Section;
use serde::Deserialize;

impl Service {
    /// A problem as it stands: open, or finished with what came of it.
    ///
    /// # Errors
    /// There is no such problem, or the database does not answer.
    pub async fn problem(&self, id: AdministrationId) -> Result<Administered, Error> {
        let sitting = self.sitting(id).await?;
        let Sitting {
            given,
            problem,
            state,
            responses,
            ..
        } = &sitting;
        let view = self.problem_view(given, problem, &state.trace, attempts(responses));
        Ok(match given.state {
            AdministrationState::Open => Administered::Open(Box::new(view)),
            AdministrationState::Skipped => Administered::Skipped(Box::new(view)),
            AdministrationState::Revealed => {
                Administered::Revealed(Box::new(self.solution_view(problem, view)))
            }
            AdministrationState::Answered => {
                Administered::Answered(Box::new(self.told_again(&sitting).await?))
            }
            AdministrationState::Assigned
            | AdministrationState::Submitted
            | AdministrationState::Marked => Administered::Task(Box::new(view)),
        })
    }

    /// What was told after a scored answer, from the log.
    pub(super) async fn told_again(&self, sitting: &Sitting<'_>) -> Result<FeedbackView, Error> {
        let id = sitting.given.id;
        let attempt = sitting.attempts();
        let last: Vec<&Response> = sitting.attempt(attempt).collect();
        let stored = last.first().ok_or(Error::NoAdministration(id))?;
        let decided: Decided = read(stored, &stored.decision)?;
        let marked: Vec<Marked> = last
            .iter()
            .map(|stored| sitting.marked(stored))
            .collect::<Result<_, Error>>()?;
        let evidence = self
            .store
            .snapshot()
            .await?
            .evidence(&sitting.given.place)
            .await?;
        let traces = traces(&evidence)?;
        let own = evidence
            .iter()
            .position(|evidence| evidence.administration == id);
        let before = match own {
            Some(0) => evidence.first().and_then(begun_with),
            Some(place) => traces.get(place - 1).copied(),
            None => None,
        };
        let after = own.and_then(|place| traces.get(place)).copied();
        let counted = own.and_then(|place| evidence.get(place));
        let view = self.problem_view(
            &sitting.given,
            &sitting.problem,
            &before.unwrap_or(sitting.state.trace),
            attempt,
        );
        let worth = sitting.problem.worth(&marked, &sitting.given.steps);
        let told = Told {
            marked,
            credit: worth.given,
            counted: counted.is_some_and(|evidence| evidence.scored.counts),
            mastery_after: after.unwrap_or(sitting.state.trace).mastery(),
            why: words(&decided.rationale),
            missing: missing(&sitting.setting, &sitting.state),
            status: begun(&sitting.state),
            reached: is_reached(&decided.decision),
            opened: self.opened(&sitting.given, &decided.decision).await?,
        };
        Ok(feedback(&sitting.problem, view, told))
    }

    /// What becoming proficient opened.
    pub(super) async fn opened(
        &self,
        given: &Administration,
        decision: &Decision,
    ) -> Result<Vec<CompetencyLink>, Error> {
        let Ok(bank) = self.bank(&given.place.bank) else {
            return Ok(Vec::new());
        };
        match bank.position(&given.place.competency) {
            Some(place) if is_reached(decision) => {
                let mut snapshot = self.store.snapshot().await?;
                let stands = stands(&mut snapshot, &given.place.learner, bank).await?;
                Ok(stands.opened_by(place))
            }
            _ => Ok(Vec::new()),
        }
    }
}

/// What an answer was and did; the rest of a [`FeedbackView`].
pub(super) struct Told {
    pub(super) marked: Vec<Marked>,
    pub(super) credit: Credit,
    pub(super) counted: bool,
    pub(super) mastery_after: f64,
    pub(super) why: Vec<String>,
    pub(super) missing: Vec<String>,
    pub(super) status: Status,
    pub(super) reached: bool,
    pub(super) opened: Vec<CompetencyLink>,
}

/// A scored answer, with the keys it was held against.
pub(super) fn feedback(problem: &Problem<'_>, view: ProblemView, told: Told) -> FeedbackView {
    let whole = told.marked.iter();
    let whole = whole.filter(|marked| !problem.is_step(&marked.part));
    let verdict = verdict(whole.map(|marked| &marked.marking), told.credit);
    FeedbackView {
        verdict,
        credit: told.credit.value(),
        parts: view
            .parts
            .iter()
            .map(|part| {
                let marked = told.marked.iter().find(|marked| marked.part == part.id);
                part_feedback(problem, part, marked)
            })
            .collect(),
        solution: problem.section(Section::Solution),
        mastery_before: view.mastery,
        mastery_after: told.mastery_after,
        counted: told.counted,
        why: told.why,
        missing: told.missing,
        status: told.status,
        reached: told.reached,
        opened: told.opened,
        problem: view,
    }
}

/// One part's answer; a step left blank was not marked.
fn part_feedback(problem: &Problem<'_>, part: &PartView, marked: Option<&Marked>) -> PartFeedback {
    let marking = marked.map(|marked| &marked.marking);
    let own = marking.map_or(Credit::NONE, credit);
    PartFeedback {
        part: part.id.clone(),
        raw: marked.map_or_else(String::new, |marked| marked.raw.clone()),
        verdict: verdict(marking, own),
        credit: own.value(),
        understood: marked
            .and_then(|marked| part.field.in_words(&marked.raw))
            .or_else(|| marking?.understood.as_ref().map(rendered)),
        message: marking.and_then(|marking| marking.message.clone()),
        misconceptions: marking
            .map_or_else(Vec::new, |marking| problem.misconceptions(&marking.outcome)),
        key: problem.key(&part.id),
    }
}

/// Whether it was this answer that made the learner proficient.
pub(super) const fn is_reached(decision: &Decision) -> bool {
    matches!(decision, Decision::Stop(StopReason::MasteryReached { .. }))
}

/// How a stored response was marked.
pub(super) fn marking(stored: &Response) -> Result<Marking, Error> {
    read(stored, &stored.marking)
}

fn read<T: for<'de> Deserialize<'de>>(stored: &Response, json: &str) -> Result<T, Error> {
    serde_json::from_str(json).map_err(|error| Error::Unusable {
        administration: stored.administration,
        detail: error.to_string(),
    })
}
