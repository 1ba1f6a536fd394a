//! Where one learner stands in every competency of one bank.

use super::place::{Placed, placed};
use super::setting::setting;
use super::{CompetencyLink, Error, Status};
use crate::bank::{Bank, Competency};
use crate::base::{CompetencyId, LearnerId};
use crate::decision::{Standing, standing, suggest, unlocked_by, weakest_prerequisite};
use crate::mastery::{Belief, BktParameters, Pace, PerSpeed, Trace};
use crate::session::{Setting, State};
use crate::store::{Projection, Snapshot};
use std::collections::HashMap;

/// Own answers that leave knowing less likely than not call a placement into question.
const EVEN: f64 = 0.5;

/// The map with one learner on it; competencies go by their place in the bank.
pub(super) struct Stands<'a> {
    pub(super) bank: &'a Bank,
    projections: HashMap<CompetencyId, Projection>,
    /// What the latest placement came to.
    pub(super) placed: Option<Placed>,
    standings: Vec<Standing>,
}

/// Reads where a learner stands in a bank.
pub(super) async fn stands<'a>(
    snapshot: &mut Snapshot<'_>,
    learner: &LearnerId,
    bank: &'a Bank,
) -> Result<Stands<'a>, Error> {
    let projections = snapshot.projections(learner, bank.id()).await?;
    let placed = placed(snapshot, learner, bank.id()).await?;
    let by_competency = |projection: Projection| (projection.place.competency.clone(), projection);
    let mut stands = Stands {
        bank,
        projections: projections.into_iter().map(by_competency).collect(),
        placed,
        standings: Vec::new(),
    };
    stands.standings = standing(&bank.prerequisites(), &stands.passed());
    Ok(stands)
}

/// The parameters of a learner who was placed: where nothing was answered in practice yet, P(known)
/// is what the placement says.
pub(super) fn seeded(
    parameters: &BktParameters,
    competency: &CompetencyId,
    placed: Option<&Placed>,
) -> BktParameters {
    let known = placed.and_then(|placed| placed.known(competency));
    known.map_or(*parameters, |known| parameters.with_prior(known))
}

/// Begins the belief of a state that has no evidence anew from what a placement says.
pub(super) fn seed(
    state: &mut State,
    competency: &CompetencyId,
    parameters: &BktParameters,
    placed: Option<&Placed>,
) {
    let trace = &mut state.trace;
    if trace.opportunities == 0 && placed.is_some() {
        let parameters = seeded(parameters, competency, placed);
        *trace = Trace::begin(Belief::before(&parameters)).at(trace.pace);
        state.anew = None;
    }
}

impl Stands<'_> {
    /// The version stored, 0 where there is none, and the state; a new one before the first problem.
    pub(super) fn state(&self, competency: &Competency) -> (i64, State) {
        let stored = self.projections.get(&competency.id);
        let (version, mut state) = stored.map_or_else(
            || (0, State::new(&competency.parameters)),
            |stored| (stored.version, stored.state.clone()),
        );
        let placed = self.placed.as_ref();
        seed(&mut state, &competency.id, &competency.parameters, placed);
        (version, state)
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
        let stored = self
            .competency(place)
            .and_then(|competency| self.projections.get(&competency.id));
        let begun = stored.is_some_and(|stored| stored.state.exposures.problems() > 0);
        // A work that was marked is a beginning, too; it opens nothing that is locked.
        let marked = stored.is_some_and(|stored| stored.state.trace.opportunities > 0);
        let proficient = stored.is_some_and(|stored| stored.state.proficient_since().is_some());
        match self.standings.get(place) {
            Some(Standing::Proficient) if proficient => Status::Proficient,
            Some(Standing::Proficient) if !marked => Status::Inferred,
            Some(Standing::Proficient) => Status::Practising,
            _ if begun => Status::Practising,
            Some(Standing::Ready) if marked => Status::Practising,
            Some(Standing::Ready) => Status::Ready,
            Some(Standing::Locked { .. }) | None => Status::Locked,
        }
    }

    /// Whether anything was begun, or a placement was made.
    pub(super) fn has_begun(&self) -> bool {
        !self.projections.is_empty() || self.placed.is_some()
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
        let prerequisites = self.bank.prerequisites();
        // What a placement found to be known comes last: to be shown, once all else is.
        let passed = self
            .passed()
            .into_iter()
            .zip(self.proficient())
            .zip(&opportunities);
        let done: Vec<bool> = passed
            .map(|((passed, proficient), &answers)| proficient || (passed && answers == 0))
            .collect();
        let found = suggest(&prerequisites, &done, &opportunities);
        found.or_else(|| suggest(&prerequisites, &self.proficient(), &opportunities))
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
            &self.passed(),
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
        self.state(competency).1.trace.mastery()
    }

    /// Those that what rests on them need not wait for: proficient, or known as a placement tells
    /// and not called into question by answers since, which one slip does not do.
    fn passed(&self) -> Vec<bool> {
        self.each(|competency| {
            let stored = self.projections.get(&competency.id);
            let state = stored.map(|stored| &stored.state);
            let is_known = || {
                let placed = self.placed.as_ref();
                placed.is_some_and(|placed| placed.is_known(&competency.id))
            };
            match state {
                Some(state) if state.proficient_since().is_some() => true,
                Some(state) if state.trace.opportunities > 0 => {
                    is_known() && state.trace.mastery() >= EVEN
                }
                _ => is_known(),
            }
        })
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
