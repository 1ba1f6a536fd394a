//! Where on the whole map to begin: a few questions, and what they tell of all competencies.
//!
//! The questions are drawn and marked as in practice, and are no practice: they give no feedback,
//! are no evidence, and leave the problem under way alone. What they come to seeds the beliefs of
//! competencies without evidence, and opens what rests on those that are known.

mod answer;
mod ask;
mod course;
mod placed;

pub(super) use placed::{Placed, placed};

use super::map::begun_with;
use super::{Error, PATIENCE, PlacementOffer, PlacementView, Placing, Service};
use crate::bank::Bank;
use crate::base::{BankId, CompetencyId, LearnerId};
use crate::mastery::Likelihood;
use crate::store::{Placement, Written};
use course::Course;
use placed::Ending;
use std::collections::HashMap;

impl Service {
    /// The question under way on a bank, else a new placement with its first question; what it came
    /// to, where there is nothing to ask.
    ///
    /// # Errors
    /// There is no such bank or it offers no placement, or the database cannot be written.
    pub async fn place(&self, learner: &LearnerId, bank: &BankId) -> Result<Placing, Error> {
        let loaded = self.bank(bank)?;
        for _ in 0..PATIENCE {
            if let Some(placing) = self.resume_placement(learner, bank).await? {
                return Ok(placing);
            }
            let plan = loaded
                .placement()
                .ok_or_else(|| Error::NoPlacement(bank.clone()))?;
            self.enter(learner).await?;
            let practice = self.practised(learner, loaded).await?;
            let course = super::json(&Course::new(plan, loaded, &practice))?;
            let now = (self.clock)();
            // Stale where one was begun meanwhile: that one is gone on with.
            self.store
                .begin_placement(learner, bank, &course, now)
                .await?;
        }
        Err(Error::Busy)
    }

    /// Where a learner's placement on a bank stands, without beginning one: the question under way,
    /// else what the latest came to; none before the first.
    ///
    /// # Errors
    /// There is no such bank, or the database cannot be written.
    pub async fn placing(
        &self,
        learner: &LearnerId,
        bank: &BankId,
    ) -> Result<Option<Placing>, Error> {
        self.bank(bank)?;
        if let Some(placing) = self.resume_placement(learner, bank).await? {
            return Ok(Some(placing));
        }
        let mut snapshot = self.store.snapshot().await?;
        let Some(latest) = snapshot.latest_placement(learner, bank).await? else {
            return Ok(None);
        };
        drop(snapshot);
        let view = self.placement_view(&latest).await?;
        Ok(Some(Placing::Placed(Box::new(view))))
    }

    /// Ends the placement under way with what is known so far; none where there is none.
    ///
    /// # Errors
    /// There is no such bank, or the database cannot be written.
    pub async fn stop_placing(
        &self,
        learner: &LearnerId,
        bank: &BankId,
    ) -> Result<Option<PlacementView>, Error> {
        self.bank(bank)?;
        for _ in 0..PATIENCE {
            let mut snapshot = self.store.snapshot().await?;
            let Some(under_way) = snapshot.placement_under_way(learner, bank).await? else {
                return Ok(None);
            };
            let answers = snapshot.placement_answers(under_way.id).await?;
            drop(snapshot);
            let course = Course::read(&under_way)?;
            let placement = course.placement(&answers)?;
            let result = Placed::of(&course, &placement, &answers, Ending::Stopped);
            if let Some(view) = self.end_placing(&under_way, answers.len(), &result).await? {
                return Ok(Some(view));
            }
        }
        Err(Error::Busy)
    }

    /// What a learner is offered on a bank's map; none where the bank offers no placement.
    pub(super) async fn placement_offer(
        &self,
        learner: &LearnerId,
        bank: &BankId,
    ) -> Result<Option<PlacementOffer>, Error> {
        let Some(plan) = self.bank(bank)?.placement() else {
            return Ok(None);
        };
        let mut snapshot = self.store.snapshot().await?;
        if let Some(under_way) = snapshot.placement_under_way(learner, bank).await? {
            let answers = snapshot.placement_answers(under_way.id).await?;
            return Ok(Some(PlacementOffer::UnderWay {
                answered: count(answers.len()),
            }));
        }
        let latest = snapshot.latest_placement(learner, bank).await?;
        Ok(Some(match latest.and_then(|latest| latest.ended) {
            Some((_, at)) => PlacementOffer::Done { at },
            None => PlacementOffer::New {
                questions: plan.options().questions,
            },
        }))
    }

    /// The placement under way, at its open question or at its end.
    async fn resume_placement(
        &self,
        learner: &LearnerId,
        bank: &BankId,
    ) -> Result<Option<Placing>, Error> {
        for _ in 0..PATIENCE {
            let mut snapshot = self.store.snapshot().await?;
            let Some(under_way) = snapshot.placement_under_way(learner, bank).await? else {
                return Ok(None);
            };
            drop(snapshot);
            if let Some(placing) = self.go_on_placing(&under_way).await? {
                return Ok(Some(placing));
            }
        }
        Err(Error::Busy)
    }

    /// What a learner's practice says of each competency practised, beside what was believed before
    /// its first answer: that is the map's to say.
    async fn practised(
        &self,
        learner: &LearnerId,
        bank: &Bank,
    ) -> Result<HashMap<CompetencyId, Likelihood>, Error> {
        let mut snapshot = self.store.snapshot().await?;
        let mut practice = HashMap::new();
        for projection in snapshot.projections(learner, bank.id()).await? {
            let trace = &projection.state.trace;
            let evidence = snapshot.evidence(&projection.place).await?;
            let Some(begun) = evidence.first().and_then(begun_with) else {
                continue;
            };
            let (before, after) = (begun.mastery(), trace.mastery());
            // A belief that began certain says nothing that an answer could have told.
            if before > 0.0 && before < 1.0 {
                let said = Likelihood {
                    unknown: (1.0 - after) / (1.0 - before),
                    known: after / before,
                };
                practice.insert(projection.place.competency, said);
            }
        }
        Ok(practice)
    }

    /// Ends a placement of so many answers; none where something changed meanwhile.
    async fn end_placing(
        &self,
        under_way: &Placement,
        answers: usize,
        result: &Placed,
    ) -> Result<Option<PlacementView>, Error> {
        let now = (self.clock)();
        let json = super::json(result)?;
        let written = self
            .store
            .end_placement(under_way.id, count(answers), &json, now)
            .await?;
        if written == Written::Stale {
            return Ok(None);
        }
        let ended = Placement {
            ended: Some((json, now)),
            ..under_way.clone()
        };
        self.placement_view(&ended).await.map(Some)
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
