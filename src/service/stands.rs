//! Where one learner stands in every competency of one bank.

use super::setting::setting;
use super::{CompetencyLink, Error, Status};
use crate::bank::{Bank, Competency};
use crate::base::{CompetencyId, LearnerId};
use crate::decision::{Standing, standing, suggest, unlocked_by, weakest_prerequisite};
use crate::mastery::{Pace, PerSpeed};
use crate::session::{Setting, State};
use crate::store::{Projection, Snapshot};
use std::collections::HashMap;

/// The map with one learner on it; competencies go by their place in the bank.
pub(super) struct Stands<'a> {
    pub(super) bank: &'a Bank,
    projections: HashMap<CompetencyId, Projection>,
    standings: Vec<Standing>,
}

/// Reads where a learner stands in a bank.
pub(super) async fn stands<'a>(
    snapshot: &mut Snapshot<'_>,
    learner: &LearnerId,
    bank: &'a Bank,
) -> Result<Stands<'a>, Error> {
    let projections = snapshot.projections(learner, bank.id()).await?;
    let by_competency = |projection: Projection| (projection.place.competency.clone(), projection);
    let mut stands = Stands {
        bank,
        projections: projections.into_iter().map(by_competency).collect(),
        standings: Vec::new(),
    };
    stands.standings = standing(&bank.prerequisites(), &stands.proficient());
    Ok(stands)
}

impl Stands<'_> {
    /// The version stored, 0 where there is none, and the state; a new one before the first problem.
    pub(super) fn state(&self, competency: &Competency) -> (i64, State) {
        match self.projections.get(&competency.id) {
            Some(projection) => (projection.version, projection.state.clone()),
            None => (0, State::new(&competency.parameters)),
        }
    }

    /// What the learner's other competencies tell of the speed.
    pub(super) fn pace(&self, competency: &Competency) -> Pace {
        let others = self.projections.values();
        let others = others.filter(|other| other.place.competency != competency.id);
        let weights: Vec<PerSpeed> = others
            .map(|other| other.state.trace.filtered.weights())
            .collect();
        competency.parameters.learners().pace(&weights)
    }

    pub(super) fn setting(&self, competency: &Competency) -> Setting {
        setting(self.bank, competency)
    }

    /// What the learner reads; a competency once begun is never locked again.
    pub(super) fn status(&self, place: usize) -> Status {
        let begun = self
            .competency(place)
            .and_then(|competency| self.projections.get(&competency.id))
            .is_some_and(|projection| projection.state.exposures.problems() > 0);
        // A work that was marked is a beginning, too; it opens nothing that is locked.
        let marked = self
            .competency(place)
            .and_then(|competency| self.projections.get(&competency.id))
            .is_some_and(|projection| projection.state.trace.opportunities > 0);
        match self.standings.get(place) {
            Some(Standing::Proficient) => Status::Proficient,
            _ if begun => Status::Practising,
            Some(Standing::Ready) if marked => Status::Practising,
            Some(Standing::Ready) => Status::Ready,
            Some(Standing::Locked { .. }) | None => Status::Locked,
        }
    }

    /// The prerequisites that are still missing.
    pub(super) fn missing(&self, place: usize) -> &[usize] {
        match self.standings.get(place) {
            Some(Standing::Locked { missing }) => missing,
            _ => &[],
        }
    }

    pub(super) fn weakest_prerequisite(&self, competency: &Competency) -> Option<CompetencyId> {
        let mastery = self.each(|competency| self.mastery(competency));
        let weakest = weakest_prerequisite(&competency.prerequisites, &mastery)?;
        self.competency(weakest).map(|weakest| weakest.id.clone())
    }

    /// The competency to go on with.
    pub(super) fn recommended(&self) -> Option<usize> {
        let opportunities = self.each(|competency| self.state(competency).1.trace.opportunities);
        suggest(
            &self.bank.prerequisites(),
            &self.proficient(),
            &opportunities,
        )
    }

    /// Something else that may be practised.
    pub(super) fn other_than(&self, competency: &Competency) -> Option<usize> {
        let own = self.bank.position(&competency.id);
        let is_open = |&place: &usize| {
            let status = self.status(place);
            Some(place) != own && matches!(status, Status::Ready | Status::Practising)
        };
        (0..self.bank.competencies().len()).find(is_open)
    }

    /// Those that became ready through one that is proficient now.
    pub(super) fn opened_by(&self, place: usize) -> Vec<CompetencyLink> {
        self.links(&unlocked_by(
            &self.bank.prerequisites(),
            &self.proficient(),
            place,
        ))
    }

    pub(super) fn links(&self, places: &[usize]) -> Vec<CompetencyLink> {
        let link = |&place: &usize| {
            self.competency(place).map(|competency| CompetencyLink {
                id: competency.id.clone(),
                title: competency.title.clone(),
                status: self.status(place),
            })
        };
        places.iter().filter_map(link).collect()
    }

    fn competency(&self, place: usize) -> Option<&Competency> {
        self.bank.competencies().get(place)
    }

    /// P(known) of a competency, by its place.
    pub(super) fn mastery_at(&self, place: usize) -> Option<f64> {
        self.competency(place)
            .map(|competency| self.mastery(competency))
    }

    fn mastery(&self, competency: &Competency) -> f64 {
        match self.projections.get(&competency.id) {
            Some(projection) => projection.state.trace.mastery(),
            None => competency.parameters.prior(),
        }
    }

    fn proficient(&self) -> Vec<bool> {
        self.each(|competency| {
            let projection = self.projections.get(&competency.id);
            projection.is_some_and(|projection| projection.state.proficient_since().is_some())
        })
    }

    fn each<T>(&self, of: impl Fn(&Competency) -> T) -> Vec<T> {
        self.bank.competencies().iter().map(of).collect()
    }
}
