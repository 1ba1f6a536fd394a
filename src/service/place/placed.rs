//! What a placement came to: kept with it, read wherever beliefs begin and work is opened.

use super::super::{CompetencyLink, Error, PlacedCompetency, PlacementView, Service};
use super::course::Course;
use crate::base::{BankId, CompetencyId, LearnerId};
use crate::decision::placement::{Placement, Standing};
use crate::store::{self, PlacementAnswer, Snapshot};
use serde::{Deserialize, Serialize};

/// How a placement ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Ending {
    /// Asking more would not have paid, or all questions were used.
    Enough,
    /// The learner stopped it.
    Stopped,
}

/// What a placement came to.
#[derive(Debug, Serialize, Deserialize)]
pub(in super::super) struct Placed {
    ending: Ending,
    questions: u32,
    competencies: Vec<One>,
}

/// What it says of one competency.
#[derive(Debug, Serialize, Deserialize)]
struct One {
    id: CompetencyId,
    /// P(known).
    known: f64,
    standing: Standing,
}

/// What a learner's latest placement on a bank came to, if there was one.
pub(in super::super) async fn placed(
    snapshot: &mut Snapshot<'_>,
    learner: &LearnerId,
    bank: &BankId,
) -> Result<Option<Placed>, Error> {
    let latest = snapshot.latest_placement(learner, bank).await?;
    latest.map_or(Ok(None), |latest| Placed::read(&latest))
}

impl Placed {
    /// What it comes to after these answers.
    pub(super) fn of(
        course: &Course,
        placement: &Placement,
        answers: &[PlacementAnswer],
        ending: Ending,
    ) -> Self {
        let all = course.competencies().iter().zip(placement.known());
        let one = |(place, (id, &known)): (usize, (&CompetencyId, &f64))| One {
            id: id.clone(),
            known,
            standing: placement.standing(place).unwrap_or(Standing::Open),
        };
        Self {
            ending,
            questions: super::count(answers.len()),
            competencies: all.enumerate().map(one).collect(),
        }
    }

    /// That of a stored placement; none while it is under way.
    fn read(placement: &store::Placement) -> Result<Option<Self>, Error> {
        let result = placement.ended.as_ref();
        let read = result.map(|(result, _)| serde_json::from_str(result));
        read.transpose().map_err(Error::PlacementRecord)
    }

    /// P(known) of a competency; none for one that was not on the map then.
    pub(in super::super) fn known(&self, competency: &CompetencyId) -> Option<f64> {
        Some(self.one(competency)?.known)
    }

    /// Whether a competency was settled as known.
    pub(in super::super) fn is_known(&self, competency: &CompetencyId) -> bool {
        let one = self.one(competency);
        one.is_some_and(|one| matches!(one.standing, Standing::Shown | Standing::Inferred))
    }

    fn one(&self, competency: &CompetencyId) -> Option<&One> {
        self.competencies.iter().find(|one| one.id == *competency)
    }
}

impl Service {
    /// What a placement came to, for its learner; competencies in the order of the bank.
    pub(super) async fn placement_view(
        &self,
        placement: &store::Placement,
    ) -> Result<PlacementView, Error> {
        let placed = Placed::read(placement)?;
        let placed = placed.ok_or_else(|| Error::NoPlacement(placement.bank.clone()))?;
        let overview = self.overview(&placement.learner, &placement.bank).await?;
        let own = |competency: &super::super::CompetencyView| {
            let one = placed.one(&competency.id)?;
            Some(PlacedCompetency {
                id: competency.id.clone(),
                title: competency.title.clone(),
                standing: one.standing,
                known: one.known,
                status: competency.status,
            })
        };
        let next = overview.recommended.as_ref().and_then(|next| {
            let found = overview.competencies.iter().find(|one| one.id == *next)?;
            Some(CompetencyLink {
                id: found.id.clone(),
                title: found.title.clone(),
                status: found.status,
            })
        });
        Ok(PlacementView {
            stopped: placed.ending == Ending::Stopped,
            questions: placed.questions,
            at: placement
                .ended
                .as_ref()
                .map_or(placement.begun, |(_, at)| *at),
            competencies: overview.competencies.iter().filter_map(own).collect(),
            next,
            overview,
        })
    }
}
