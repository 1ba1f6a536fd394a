//! A learner before a problem: what an answer or a hint needs to know, and what it writes.

use super::parts::Marked;
use super::setting::with_parameters;
use super::shelf::Problem;
use super::stands::{seed, stands};
use super::told::marking;
use super::{Error, Service, json};
use crate::answer::Credit;
use crate::base::Timestamp;
use crate::decision::{Decision, Rationale};
use crate::mastery::{BktParameters, ResponseTime};
use crate::session::{Context, Event, Setting, State, Step, step};
use crate::store::{
    Administration, AdministrationId, AdministrationState, Entry, Projection, Response, Written,
};
use serde::{Deserialize, Serialize};

/// A problem under way and where its learner stands.
pub(super) struct Sitting<'a> {
    pub(super) given: Administration,
    pub(super) responses: Vec<Response>,
    pub(super) problem: Problem<'a>,
    pub(super) setting: Setting,
    version: i64,
    pub(super) state: State,
    context: Context,
}

/// What was decided after an answer, as it is logged.
#[derive(Serialize, Deserialize)]
pub(super) struct Decided {
    pub(super) decision: Decision,
    pub(super) rationale: Rationale,
}

/// A step's decision with its reasons, for the log.
pub(super) fn decided(step: &Step) -> Result<String, Error> {
    json(&Decided {
        decision: step.decision.clone(),
        rationale: step.rationale.clone(),
    })
}

impl Service {
    /// The parameters are those in force when the problem was given; the criterion is today's.
    pub(super) async fn sitting(&self, id: AdministrationId) -> Result<Sitting<'_>, Error> {
        let mut snapshot = self.store.snapshot().await?;
        let missing = || Error::NoAdministration(id);
        let given = snapshot.administration(id).await?;
        let given = given.filter(is_practice).ok_or_else(missing)?;
        let responses = snapshot.responses(id).await?;
        let stored = snapshot.projection(&given.place).await?;
        let bank = self.bank(&given.place.bank).ok();
        let own = bank.and_then(|bank| Some((bank, bank.competency(&given.place.competency)?)));
        let (pace, placed) = match own {
            Some((bank, competency)) => {
                let stands = stands(&mut snapshot, &given.place.learner, bank).await?;
                (Some(stands.pace(competency)), stands.placed)
            }
            None => (None, None),
        };
        drop(snapshot);
        let problem = self.problem_of(&given).await?;
        let parameters: BktParameters =
            serde_json::from_str(&given.parameters).map_err(|error| Error::Unusable {
                administration: id,
                detail: error.to_string(),
            })?;
        // A problem of a bank that is no longer there can still be finished.
        let setting = match own {
            Some((bank, competency)) => with_parameters(bank, competency, parameters),
            None => Setting::of(parameters),
        };
        let mut stored = match stored {
            Some(stored) => stored,
            None => self.rebuild(&given.place, &setting).await?,
        };
        let competency = &given.place.competency;
        seed(
            &mut stored.state,
            competency,
            &setting.parameters,
            placed.as_ref(),
        );
        Ok(Sitting {
            problem,
            setting,
            version: stored.version,
            state: stored.state,
            context: Context {
                now: Some((self.clock)()),
                pace,
                ..Context::default()
            },
            responses,
            given,
        })
    }

    pub(super) async fn write(
        &self,
        sitting: &Sitting<'_>,
        step: &Step,
        entries: &[Entry],
    ) -> Result<Written, Error> {
        let projection = Projection {
            place: sitting.given.place.clone(),
            version: sitting.version + 1,
            state: step.state.clone(),
        };
        Ok(self.store.write(&projection, entries).await?)
    }
}

impl Sitting<'_> {
    pub(super) fn step(&self, event: &Event) -> Result<Step, Error> {
        Ok(step(&self.setting, &self.state, event, &self.context)?)
    }

    /// When it happens.
    pub(super) fn now(&self) -> Timestamp {
        self.context.now.unwrap_or_default()
    }

    /// How long the answer took, beside what is usual for its template; none where a clock ran
    /// backwards, or the problem lay open for days.
    pub(super) fn response_time(&self) -> Option<ResponseTime> {
        let typical_ms = self.problem.template.minutes() * 60_000.0;
        ResponseTime::new(self.now().ms_since(self.given.shown), typical_ms).ok()
    }

    /// How many attempts were made that are kept.
    pub(super) fn attempts(&self) -> u32 {
        attempts(&self.responses)
    }

    /// What was answered in an attempt, a response for each part.
    pub(super) fn attempt(&self, attempt: u32) -> impl Iterator<Item = &Response> {
        let of = move |response: &&Response| response.attempt == attempt;
        self.responses.iter().filter(of)
    }

    /// A stored response as it was marked.
    pub(super) fn marked(&self, stored: &Response) -> Result<Marked, Error> {
        Ok(Marked {
            part: stored.part.clone(),
            raw: stored.raw.clone(),
            marking: marking(stored)?,
        })
    }

    pub(super) fn entries(
        &self,
        responses: Vec<Response>,
        step: &Step,
        credit: Credit,
        at: Timestamp,
    ) -> Vec<Entry> {
        let mut entries: Vec<Entry> = responses.into_iter().map(Entry::Responded).collect();
        if let Some(scored) = &step.scored {
            let first = scored.opportunity == 1;
            entries.push(Entry::Observed {
                administration: self.given.id,
                prior: first.then_some(self.state.trace.predictive),
                scored: scored.clone(),
                credit,
                at,
            });
        }
        if step.state.current.is_none() {
            entries.push(Entry::Closed {
                administration: self.given.id,
                state: AdministrationState::Answered,
                at,
            });
        }
        entries
    }
}

/// Questions of a placement are no practice.
pub(super) const fn is_practice(given: &Administration) -> bool {
    given.placement.is_none()
}

/// How many attempts responses are of.
pub(super) fn attempts(responses: &[Response]) -> u32 {
    let numbers = responses.iter().map(|response| response.attempt);
    numbers.max().unwrap_or(0)
}
