//! An answer to a question of a placement: marked as in practice, stored, and not spoken about.

use super::super::answer::replies;
use super::super::parts::Marked;
use super::super::shelf::Problem;
use super::super::sitting::attempts;
use super::super::told::marking;
use super::super::{Error, PATIENCE, PartAnswer, PlaceAnswered, Placing, Service, json};
use super::count;
use super::course::Course;
use crate::answer::{Credit, Marking};
use crate::base::{LearnerId, Timestamp};
use crate::mastery::{BktParameters, Emission, Likelihood};
use crate::session::Mark;
use crate::store::{
    Administration, AdministrationId, AdministrationState, Change, Entry, Placement,
    PlacementAnswer, PlacementId, PlacementOutcome, Response, Written,
};
use serde::Serialize;

/// What was decided of an attempt, for the log.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Decided {
    /// It is taken in, as the answer it is.
    TakenIn,
    /// It is asked for again, at no cost.
    AskedAgain,
}

/// A question before its learner.
struct Asked<'a> {
    given: Administration,
    id: PlacementId,
    responses: Vec<Response>,
    problem: Problem<'a>,
    placement: Placement,
    answers: u32,
}

impl Service {
    /// Takes an answer to a question of a placement in, all parts together, as
    /// [`answer`](Service::answer) does in practice: the same attempt with the same texts is taken
    /// in once.
    ///
    /// # Errors
    /// This learner has no such question or it no such part, a part's answer is too long, the
    /// attempt was answered otherwise or is out of turn, the question is finished, or the database
    /// cannot be written.
    pub async fn answer_placing(
        &self,
        learner: &LearnerId,
        id: AdministrationId,
        attempt: u32,
        answers: &[PartAnswer],
    ) -> Result<PlaceAnswered, Error> {
        for _ in 0..PATIENCE {
            let asked = self.asked(learner, id).await?;
            let answers = asked.problem.sorted(id, &[], answers)?;
            let stored: Vec<&Response> = asked
                .responses
                .iter()
                .filter(|stored| stored.attempt == attempt)
                .collect();
            if !stored.is_empty() {
                let same = answers.iter().all(|answer| {
                    let kept = stored.iter().find(|stored| stored.part == answer.part);
                    kept.map_or(answer.raw.trim().is_empty(), |kept| kept.raw == answer.raw)
                });
                if !same {
                    return Err(Error::Conflict {
                        administration: id,
                        attempt,
                    });
                }
                if asked.given.state != AdministrationState::Open {
                    return self.on_from(&asked).await;
                }
                let marked = asked.problem.mark(&answers);
                return self
                    .asked_again(&asked, &marked, &answers, attempts(&asked.responses))
                    .await;
            }
            if asked.given.state != AdministrationState::Open {
                return Err(Error::Finished(id));
            }
            let next = attempts(&asked.responses).saturating_add(1);
            if attempt != next {
                return Err(Error::OutOfTurn {
                    administration: id,
                    attempt,
                    next,
                });
            }
            if let Some(answered) = self.take_placing(&asked, attempt, &answers).await? {
                return Ok(answered);
            }
        }
        Err(Error::Busy)
    }

    /// Takes in that a learner does not know yet what a question asks: wrong, and no guess. Saying
    /// it twice is saying it once.
    ///
    /// # Errors
    /// This learner has no such question, or the database cannot be written.
    pub async fn pass_placing(
        &self,
        learner: &LearnerId,
        id: AdministrationId,
    ) -> Result<Placing, Error> {
        for _ in 0..PATIENCE {
            let asked = self.asked(learner, id).await?;
            if asked.given.state != AdministrationState::Open {
                return self.after(&asked).await;
            }
            let slip = asked.emission(0)?.slip();
            // One who does not know says so; one who knows does as rarely as slips.
            let applied = Likelihood {
                unknown: 1.0,
                known: slip,
            };
            let taken = Taken {
                outcome: PlacementOutcome::Unknown,
                applied,
                state: AdministrationState::Skipped,
                at: (self.clock)(),
            };
            if self.write_placing(&asked, Vec::new(), Some(taken)).await? == Written::Done {
                return self.after(&asked).await;
            }
        }
        Err(Error::Busy)
    }

    /// None where something changed meanwhile.
    async fn take_placing(
        &self,
        asked: &Asked<'_>,
        attempt: u32,
        answers: &[PartAnswer],
    ) -> Result<Option<PlaceAnswered>, Error> {
        let marked = asked.problem.mark(answers);
        let whole = asked.problem.whole(&marked);
        if whole == Mark::Unconfirmed {
            // Nothing is kept until the learner says what was meant.
            let before = attempt.saturating_sub(1);
            return self
                .asked_again(asked, &marked, answers, before)
                .await
                .map(Some);
        }
        let credit = asked.problem.worth(&marked, &[]).shown;
        let wrong = matches!(whole, Mark::Wrong { .. });
        let full = credit == Credit::FULL && !wrong;
        let wrong_forms = asked.wrong_forms()?;
        let again = whole == Mark::Unreadable
            || (whole == Mark::RightValueWrongForm && wrong_forms == 0 && !full);
        let at = (self.clock)();
        let decided = json(&match again {
            true => Decided::AskedAgain,
            false => Decided::TakenIn,
        })?;
        let responses = marked
            .iter()
            .map(|marked| {
                Ok(Entry::Responded(Response {
                    administration: asked.given.id,
                    part: marked.part.clone(),
                    attempt,
                    raw: marked.raw.clone(),
                    marking: json(&marked.marking)?,
                    decision: decided.clone(),
                    at,
                }))
            })
            .collect::<Result<Vec<Entry>, Error>>()?;
        let taken = match again {
            true => None,
            false => Some(Taken {
                outcome: match (full, credit > Credit::NONE) {
                    (true, _) => PlacementOutcome::Right,
                    (false, true) => PlacementOutcome::Partly,
                    (false, false) => PlacementOutcome::Wrong,
                },
                applied: asked.emission(wrong_forms)?.graded(credit),
                state: AdministrationState::Answered,
                at,
            }),
        };
        if self.write_placing(asked, responses, taken).await? == Written::Stale {
            return Ok(None);
        }
        match again {
            true => self.asked_again(asked, &marked, answers, attempt).await,
            false => self.on_from(asked).await,
        }
        .map(Some)
    }

    async fn write_placing(
        &self,
        asked: &Asked<'_>,
        mut entries: Vec<Entry>,
        taken: Option<Taken>,
    ) -> Result<Written, Error> {
        if let Some(taken) = taken {
            entries.push(Entry::Placed(PlacementAnswer {
                placement: asked.id,
                number: asked.answers.saturating_add(1),
                administration: asked.given.id,
                competency: asked.given.place.competency.clone(),
                outcome: taken.outcome,
                applied: taken.applied,
                at: taken.at,
            }));
            entries.push(Entry::Closed {
                administration: asked.given.id,
                state: taken.state,
                at: taken.at,
            });
        }
        let change = Change {
            place: &asked.given.place,
            projection: None,
            entries: &entries,
        };
        Ok(self.store.write_all(&[change]).await?)
    }

    async fn asked(&self, learner: &LearnerId, id: AdministrationId) -> Result<Asked<'_>, Error> {
        let missing = || Error::NoAdministration(id);
        let mut snapshot = self.store.snapshot().await?;
        let given = snapshot.administration(id).await?.ok_or_else(missing)?;
        let own = given.placement.filter(|_| given.place.learner == *learner);
        let own = own.ok_or_else(missing)?;
        let placement = snapshot.placement(own).await?.ok_or_else(missing)?;
        let answers = count(snapshot.placement_answers(own).await?.len());
        let responses = snapshot.responses(id).await?;
        drop(snapshot);
        Ok(Asked {
            problem: self.problem_of(&given).await?,
            given,
            id: own,
            responses,
            placement,
            answers,
        })
    }

    /// The question once more, each part with what there is to do about it.
    async fn asked_again(
        &self,
        asked: &Asked<'_>,
        marked: &[Marked],
        answers: &[PartAnswer],
        attempts: u32,
    ) -> Result<PlaceAnswered, Error> {
        let course = Course::read(&asked.placement)?;
        let number = asked.answers.saturating_add(1);
        let mut question = self
            .question_view(&asked.given, &asked.problem, &course, number)
            .await?;
        question.problem.attempt = attempts.saturating_add(1);
        Ok(PlaceAnswered::Again {
            replies: replies(marked, answers),
            question: Box::new(question),
        })
    }

    async fn on_from(&self, asked: &Asked<'_>) -> Result<PlaceAnswered, Error> {
        self.after(asked).await.map(PlaceAnswered::TakenIn)
    }

    /// What comes after a question, now or when it was answered long ago.
    async fn after(&self, asked: &Asked<'_>) -> Result<Placing, Error> {
        let place = &asked.given.place;
        let placing = self.placing(&place.learner, &place.bank).await?;
        placing.ok_or(Error::NoAdministration(asked.given.id))
    }
}

/// An answer as it is taken in.
struct Taken {
    outcome: PlacementOutcome,
    applied: Likelihood,
    state: AdministrationState,
    at: Timestamp,
}

impl Asked<'_> {
    /// How this very question is answered, after being told so often that the form was another one.
    fn emission(&self, wrong_forms: u32) -> Result<Emission, Error> {
        let parameters: BktParameters =
            serde_json::from_str(&self.given.parameters).map_err(|error| Error::Unusable {
                administration: self.given.id,
                detail: error.to_string(),
            })?;
        Ok(Emission::new(
            &parameters,
            self.problem.format(),
            wrong_forms,
        ))
    }

    /// How often the value was right and the form was not.
    fn wrong_forms(&self) -> Result<u32, Error> {
        let markings: Vec<(u32, Marking)> = self
            .responses
            .iter()
            .map(|stored| Ok((stored.attempt, marking(stored)?)))
            .collect::<Result<_, Error>>()?;
        let is_form = |attempt: &u32| {
            let of = markings.iter().filter(|(own, _)| own == attempt);
            Mark::of_all(of.map(|(_, marking)| marking)) == Mark::RightValueWrongForm
        };
        Ok(count(
            (1..=attempts(&self.responses)).filter(is_form).count(),
        ))
    }
}
