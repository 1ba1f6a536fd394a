//! An answer: marked first, then stored with the evidence it is, then acknowledged.

use super::map::{begun, missing};
use super::show::{rendered, words};
use super::sitting::{Sitting, decided};
use super::told::{Told, feedback, is_reached, marking};
use super::{Answered, AskAgain, Error, PATIENCE, Service, json};
use crate::answer::{Marking, Outcome, mark};
use crate::base::PartId;
use crate::mastery::ResponseFormat;
use crate::session::{Event, Mark};
use crate::store::{AdministrationId, AdministrationState, Response, Written};

/// Unreadable answers are kept too, but not of any length; in bytes.
const LONGEST_RAW: usize = 10_000;

impl Service {
    /// Takes an answer in. `attempt` is the number shown with the problem: the same attempt with
    /// the same text is answered again with the same result, with another text it is refused.
    /// `confirmed`: the learner said that an ambiguous reading is the one meant.
    ///
    /// # Errors
    /// There is no such problem, the answer is longer than 10,000 bytes, the attempt was answered
    /// otherwise or is out of turn, the problem is finished, or the database cannot be written.
    pub async fn answer(
        &self,
        id: AdministrationId,
        attempt: u32,
        raw: &str,
        confirmed: bool,
    ) -> Result<Answered, Error> {
        if raw.len() > LONGEST_RAW {
            return Err(Error::TooLong {
                bytes: raw.len(),
                limit: LONGEST_RAW,
            });
        }
        for _ in 0..PATIENCE {
            let sitting = self.sitting(id).await?;
            let mut responses = sitting.responses.iter();
            if let Some(stored) = responses.find(|stored| stored.attempt == attempt) {
                return self.answered_before(&sitting, stored, raw).await;
            }
            if sitting.given.state != AdministrationState::Open {
                return Err(Error::Finished(id));
            }
            let attempts = sitting.responses.len();
            let next = u32::try_from(attempts).map_or(u32::MAX, |n| n.saturating_add(1));
            if attempt != next {
                return Err(Error::OutOfTurn {
                    administration: id,
                    attempt,
                    next,
                });
            }
            let answered = self.take(sitting, attempt, raw, confirmed).await?;
            if let Some(answered) = answered {
                return Ok(answered);
            }
        }
        Err(Error::Busy)
    }

    /// None where something changed since the sitting was read.
    async fn take(
        &self,
        sitting: Sitting<'_>,
        attempt: u32,
        raw: &str,
        confirmed: bool,
    ) -> Result<Option<Answered>, Error> {
        let marking = mark(sitting.problem.question(), raw);
        if let (Some(message), false) = (&marking.confirm, confirmed) {
            return Ok(Some(
                self.confirm(&sitting, &marking, message, attempt, raw),
            ));
        }
        let event = Event::Answered {
            mark: Mark::from(&marking.outcome),
            format: ResponseFormat::from(sitting.problem.question()),
            seen_before: sitting.given.seen_before,
        };
        let step = sitting.step(&event)?;
        let response = Response {
            administration: sitting.given.id,
            part: PartId::only(),
            attempt,
            raw: raw.to_owned(),
            marking: json(&marking)?,
            decision: decided(&step)?,
            at: (self.clock)(),
        };
        let entries = sitting.entries(&response, &step);
        if self.write(&sitting, &step, &entries).await? == Written::Stale {
            return Ok(None);
        }
        let Some(scored) = &step.scored else {
            return Ok(Some(self.again(&sitting, marking, attempt, raw)));
        };
        let view = self.problem_view(
            &sitting.given,
            &sitting.problem,
            &sitting.state.trace,
            attempt as usize,
        );
        let told = Told {
            raw: raw.to_owned(),
            marking,
            counted: scored.counts,
            mastery_after: step.state.trace.mastery(),
            why: words(&step.rationale),
            missing: missing(&sitting.setting, &step.state),
            status: begun(&step.state),
            reached: is_reached(&step.decision),
            opened: self.opened(&sitting.given, &step.decision).await?,
        };
        let feedback = feedback(&sitting.problem, view, told);
        Ok(Some(Answered::Scored(Box::new(feedback))))
    }

    /// An attempt that was answered already: the same text is told the same. Of a problem finished
    /// since then, what finished it is told.
    async fn answered_before(
        &self,
        sitting: &Sitting<'_>,
        stored: &Response,
        raw: &str,
    ) -> Result<Answered, Error> {
        let id = sitting.given.id;
        if stored.raw != raw {
            return Err(Error::Conflict {
                administration: id,
                attempt: stored.attempt,
            });
        }
        match (sitting.given.state, sitting.responses.last()) {
            (AdministrationState::Open, _) => {
                let marking = marking(stored)?;
                let attempts = u32::try_from(sitting.responses.len()).unwrap_or(u32::MAX);
                Ok(self.again(sitting, marking, attempts, raw))
            }
            (AdministrationState::Answered, Some(last)) => {
                let feedback = self.told_again(sitting, last).await?;
                Ok(Answered::Scored(Box::new(feedback)))
            }
            _ => Err(Error::Finished(id)),
        }
    }

    fn again(&self, sitting: &Sitting<'_>, marking: Marking, attempts: u32, raw: &str) -> Answered {
        let (reason, fallback) = match marking.outcome {
            Outcome::Unreadable { at } => (
                AskAgain::unreadable(at),
                "This could not be read. Write it another way.",
            ),
            _ => (
                AskAgain::WrongForm,
                "The value is right. Write it the way the problem asks.",
            ),
        };
        Answered::Again {
            reason,
            message: marking.message.unwrap_or_else(|| fallback.to_owned()),
            raw: raw.to_owned(),
            problem: Box::new(self.problem_view(
                &sitting.given,
                &sitting.problem,
                &sitting.state.trace,
                attempts as usize,
            )),
        }
    }

    fn confirm(
        &self,
        sitting: &Sitting<'_>,
        marking: &Marking,
        message: &str,
        attempt: u32,
        raw: &str,
    ) -> Answered {
        Answered::Confirm {
            understood: marking
                .understood
                .as_ref()
                .map(rendered)
                .unwrap_or_default(),
            message: message.to_owned(),
            raw: raw.to_owned(),
            problem: Box::new(self.problem_view(
                &sitting.given,
                &sitting.problem,
                &sitting.state.trace,
                attempt.saturating_sub(1) as usize,
            )),
        }
    }
}
