//! What a learner is told of an answer: at once, and whenever the problem is looked at again.

use super::map::{begun, missing, traces};
use super::shelf::Problem;
use super::show::{rendered, verdict, words};
use super::sitting::{Decided, Sitting};
use super::stands::stands;
use super::{Administered, CompetencyLink, Error, FeedbackView, ProblemView, Service, Status};
use crate::answer::Marking;
use crate::decision::{Decision, StopReason};
use crate::mastery::Trace;
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
        let view = self.problem_view(given, problem, &state.trace, responses.len());
        Ok(match given.state {
            AdministrationState::Open => Administered::Open(Box::new(view)),
            AdministrationState::Skipped => Administered::Skipped(Box::new(view)),
            AdministrationState::Revealed => {
                Administered::Revealed(Box::new(self.solution_view(problem, view)))
            }
            AdministrationState::Answered => {
                let last = responses.last().ok_or(Error::NoAdministration(id))?;
                Administered::Answered(Box::new(self.told_again(&sitting, last).await?))
            }
        })
    }

    /// What was told after a scored answer, from the log.
    pub(super) async fn told_again(
        &self,
        sitting: &Sitting<'_>,
        stored: &Response,
    ) -> Result<FeedbackView, Error> {
        let marking = marking(stored)?;
        let decided: Decided = read(stored, &stored.decision)?;
        let evidence = self
            .store
            .snapshot()
            .await?
            .evidence(&sitting.given.place)
            .await?;
        let traces = traces(&evidence)?;
        let own = evidence
            .iter()
            .position(|evidence| evidence.administration == sitting.given.id);
        let prior = evidence.first().and_then(|first| first.prior);
        let before = match own {
            Some(0) => prior.map(Trace::begin),
            Some(place) => traces.get(place - 1).copied(),
            None => None,
        };
        let after = own.and_then(|place| traces.get(place)).copied();
        let counted = own.and_then(|place| evidence.get(place));
        let view = self.problem_view(
            &sitting.given,
            &sitting.problem,
            &before.unwrap_or(sitting.state.trace),
            stored.attempt as usize,
        );
        let told = Told {
            raw: stored.raw.clone(),
            marking,
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
    pub(super) raw: String,
    pub(super) marking: Marking,
    pub(super) counted: bool,
    pub(super) mastery_after: f64,
    pub(super) why: Vec<String>,
    pub(super) missing: Vec<String>,
    pub(super) status: Status,
    pub(super) reached: bool,
    pub(super) opened: Vec<CompetencyLink>,
}

/// A scored answer, with the key it was held against.
pub(super) fn feedback(problem: &Problem<'_>, view: ProblemView, told: Told) -> FeedbackView {
    FeedbackView {
        verdict: verdict(&told.marking.outcome),
        understood: told.marking.understood.as_ref().map(rendered),
        misconceptions: problem.misconceptions(&told.marking.outcome),
        message: told.marking.message,
        key: problem.key(),
        solution: problem.section(Section::Solution),
        mastery_before: view.mastery,
        mastery_after: told.mastery_after,
        counted: told.counted,
        why: told.why,
        missing: told.missing,
        status: told.status,
        reached: told.reached,
        opened: told.opened,
        raw: told.raw,
        problem: view,
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
