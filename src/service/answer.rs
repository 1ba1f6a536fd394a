//! An answer: marked first, then stored with the evidence it is, then acknowledged.

use super::map::{begun, missing};
use super::parts::Marked;
use super::show::{rendered, words};
use super::sitting::{Sitting, decided};
use super::told::{Told, feedback, is_reached};
use super::{Answered, AskAgain, Error, PATIENCE, PartAnswer, PartReply, Service, json};
use crate::answer::{Marking, Outcome};
use crate::session::{Event, Mark};
use crate::store::{AdministrationId, AdministrationState, Response, Written};

impl Service {
    /// Takes an answer in, all parts together. `attempt` is the number shown with the problem: the
    /// same attempt with the same texts is answered again with the same result, with other texts it
    /// is refused. A part that is not among the answers is blank.
    ///
    /// # Errors
    /// There is no such problem or part, a part's answer is longer than 10,000 bytes, the attempt
    /// was answered otherwise or is out of turn, the problem is finished, or the database cannot be
    /// written.
    pub async fn answer(
        &self,
        id: AdministrationId,
        attempt: u32,
        answers: &[PartAnswer],
    ) -> Result<Answered, Error> {
        for _ in 0..PATIENCE {
            let sitting = self.sitting(id).await?;
            let answers = sitting.problem.sorted(id, &sitting.given.steps, answers)?;
            let stored: Vec<&Response> = sitting.attempt(attempt).collect();
            if !stored.is_empty() {
                return self.answered_before(&sitting, &stored, &answers).await;
            }
            if sitting.given.state != AdministrationState::Open {
                return Err(Error::Finished(id));
            }
            let next = sitting.attempts().saturating_add(1);
            if attempt != next {
                return Err(Error::OutOfTurn {
                    administration: id,
                    attempt,
                    next,
                });
            }
            let answered = self.take(sitting, attempt, &answers).await?;
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
        answers: &[PartAnswer],
    ) -> Result<Option<Answered>, Error> {
        let problem = &sitting.problem;
        let marked = problem.mark(answers);
        let whole = problem.whole(&marked);
        if whole == Mark::Unconfirmed {
            // Nothing is kept until the learner says what was meant.
            let before = attempt.saturating_sub(1);
            return Ok(Some(self.again(&sitting, &marked, answers, before)));
        }
        let worth = problem.worth(&marked, &sitting.given.steps);
        let event = Event::Answered {
            mark: whole,
            credit: worth.shown,
            format: problem.format(),
            seen_before: sitting.given.seen_before,
            time: sitting.response_time().filter(|_| self.timed),
        };
        let step = sitting.step(&event)?;
        let at = sitting.now();
        let decision = decided(&step)?;
        let response = |marked: &Marked| {
            Ok(Response {
                administration: sitting.given.id,
                part: marked.part.clone(),
                attempt,
                raw: marked.raw.clone(),
                marking: json(&marked.marking)?,
                decision: decision.clone(),
                at,
            })
        };
        let responses: Vec<Response> = marked.iter().map(response).collect::<Result<_, Error>>()?;
        let entries = sitting.entries(responses, &step, worth.given, at);
        if self.write(&sitting, &step, &entries).await? == Written::Stale {
            return Ok(None);
        }
        if step.state.current.is_some() {
            return Ok(Some(self.again(&sitting, &marked, answers, attempt)));
        }
        let view = self.problem_view(&sitting.given, problem, &sitting.state.trace, attempt);
        let told = Told {
            marked,
            credit: worth.given,
            counted: step.scored.as_ref().is_some_and(|scored| scored.counts),
            mastery_after: step.state.trace.mastery(),
            why: words(&step.rationale),
            missing: missing(&sitting.setting, &step.state),
            status: begun(&step.state),
            reached: is_reached(&step.decision),
            opened: self.opened(&sitting.given, &step.decision).await?,
        };
        let feedback = feedback(problem, view, told);
        Ok(Some(Answered::Scored(Box::new(feedback))))
    }

    /// An attempt that was answered already: the same texts are told the same. Of a problem finished
    /// since then, what finished it is told.
    async fn answered_before(
        &self,
        sitting: &Sitting<'_>,
        stored: &[&Response],
        answers: &[PartAnswer],
    ) -> Result<Answered, Error> {
        let id = sitting.given.id;
        let kept = |answer: &PartAnswer| {
            let stored = stored.iter().find(|stored| stored.part == answer.part);
            // Steps that were left blank are not kept; steps opened since then were not there.
            stored.map_or(answer.raw.trim().is_empty(), |stored| {
                stored.raw == answer.raw
            })
        };
        if let (false, Some(first)) = (answers.iter().all(kept), stored.first()) {
            return Err(Error::Conflict {
                administration: id,
                attempt: first.attempt,
            });
        }
        match sitting.given.state {
            AdministrationState::Open => {
                let marked: Vec<Marked> = stored
                    .iter()
                    .map(|stored| sitting.marked(stored))
                    .collect::<Result<_, Error>>()?;
                Ok(self.again(sitting, &marked, answers, sitting.attempts()))
            }
            AdministrationState::Answered => {
                let feedback = self.told_again(sitting).await?;
                Ok(Answered::Scored(Box::new(feedback)))
            }
            _ => Err(Error::Finished(id)),
        }
    }

    /// The whole attempt once more, each part with what there is to do about it.
    fn again(
        &self,
        sitting: &Sitting<'_>,
        marked: &[Marked],
        answers: &[PartAnswer],
        attempts: u32,
    ) -> Answered {
        let view = self.problem_view(
            &sitting.given,
            &sitting.problem,
            &sitting.state.trace,
            attempts,
        );
        Answered::Again {
            replies: replies(marked, answers),
            problem: Box::new(view),
        }
    }
}

/// What was handed in, each part with what there is to do about it.
pub(super) fn replies(marked: &[Marked], answers: &[PartAnswer]) -> Vec<PartReply> {
    let reply = |answer: &PartAnswer| {
        let marked = marked.iter().find(|marked| marked.part == answer.part);
        PartReply {
            part: answer.part.clone(),
            raw: answer.raw.clone(),
            ask: marked.and_then(|marked| ask(&marked.marking)),
        }
    };
    answers.iter().map(reply).collect()
}

/// What there is to do about a part's answer; nothing is said of one that could be scored.
fn ask(marking: &Marking) -> Option<AskAgain> {
    let say = |fallback: &str| {
        let message = marking.message.clone();
        message.unwrap_or_else(|| fallback.to_owned())
    };
    match (&marking.outcome, &marking.confirm) {
        (Outcome::Unreadable { at }, _) => Some(AskAgain::unreadable(
            *at,
            say("This could not be read. Write it another way."),
        )),
        (_, Some(message)) => Some(AskAgain::Confirm {
            understood: marking
                .understood
                .as_ref()
                .map(rendered)
                .unwrap_or_default(),
            message: message.clone(),
        }),
        (Outcome::RightValueWrongForm, None) => Some(AskAgain::WrongForm {
            message: say("The value is right. Write it the way the problem asks."),
        }),
        (Outcome::Right | Outcome::Wrong { .. }, None) => None,
    }
}
