//! Looking at where one stands: the map, and how a belief came about.

use super::place::placed;
use super::stands::{Stands, seeded, stands};
use super::{CompetencyView, Error, HistoryPoint, HistoryView, Overview, Service, Status};
use crate::bank::Competency;
use crate::base::{BankId, CompetencyId, LearnerId};
use crate::decision::ThresholdPolicy;
use crate::mastery::{Missing, Trace};
use crate::session::{Setting, State};
use crate::store::{Administration, AdministrationId, Evidence, Place};
use std::collections::HashMap;

impl Service {
    /// A bank's competency map with a learner's state on it.
    ///
    /// # Errors
    /// There is no such bank, or the database does not answer.
    pub async fn overview(&self, learner: &LearnerId, bank: &BankId) -> Result<Overview, Error> {
        let bank = self.bank(bank)?;
        let mut snapshot = self.store.snapshot().await?;
        let stands = stands(&mut snapshot, learner, bank).await?;
        let open = snapshot.all_under_way(learner, bank.id()).await?;
        let open: HashMap<CompetencyId, AdministrationId> = open
            .into_iter()
            .map(|Administration { place, id, .. }| (place.competency, id))
            .collect();
        let view = |(place, competency): (usize, &Competency)| {
            let under_way = open.get(&competency.id).copied();
            competency_view(&stands, place, competency, under_way)
        };
        let competencies: Vec<_> = bank.competencies().iter().enumerate().map(view).collect();
        drop(snapshot);
        let recommended = stands.recommended();
        Ok(Overview {
            learner: learner.clone(),
            bank: bank.id().clone(),
            title: bank.title().to_owned(),
            description: bank.description().to_owned(),
            recommended: recommended
                .and_then(|place| competencies.get(place))
                .map(|competency| competency.id.clone()),
            competencies,
            placement: self.placement_offer(learner, bank.id()).await?,
        })
    }

    /// How the belief in a competency came about, a point per scored answer.
    ///
    /// # Errors
    /// There is no such bank or competency, or the database does not answer.
    pub async fn history(
        &self,
        learner: &LearnerId,
        bank: &BankId,
        competency: &CompetencyId,
    ) -> Result<HistoryView, Error> {
        let bank = self.bank(bank)?;
        let competency = self.competency(bank, competency)?;
        let place = Place {
            learner: learner.clone(),
            bank: bank.id().clone(),
            competency: competency.id.clone(),
        };
        let mut snapshot = self.store.snapshot().await?;
        let evidence = snapshot.evidence(&place).await?;
        let placed = placed(&mut snapshot, learner, bank.id()).await?;
        drop(snapshot);
        let begun = evidence.first().and_then(begun_with);
        let start = begun.map_or_else(
            || seeded(&competency.parameters, &competency.id, placed.as_ref()).prior(),
            |begun| begun.mastery(),
        );
        let traces = traces(&evidence)?;
        let point = |(evidence, trace): (&Evidence, &Trace)| HistoryPoint {
            opportunity: trace.opportunities,
            mastery: trace.mastery(),
            right: evidence.scored.right,
            assisted: evidence.scored.help > 0,
            administration: evidence.administration,
        };
        Ok(HistoryView {
            competency: competency.id.clone(),
            title: competency.title.clone(),
            boundary: competency
                .criterion
                .boundary()
                .unwrap_or(ThresholdPolicy::default().boundary),
            start,
            points: evidence.iter().zip(&traces).map(point).collect(),
        })
    }
}

fn competency_view(
    stands: &Stands<'_>,
    place: usize,
    competency: &Competency,
    under_way: Option<AdministrationId>,
) -> CompetencyView {
    let (_, state) = stands.state(competency);
    CompetencyView {
        id: competency.id.clone(),
        title: competency.title.clone(),
        statement: competency.statement.clone(),
        mastery_words: competency.mastery.clone(),
        standards: competency.standard.clone(),
        prerequisites: stands.links(&competency.prerequisites),
        status: stands.status(place),
        mastery: state.trace.mastery(),
        opportunities: state.trace.opportunities,
        missing: missing(&stands.setting(competency), &state),
        has_problems: !competency.pool.is_empty(),
        under_way,
    }
}

/// What is still missing for proficiency; nothing once it was reached, for a slip never takes it
/// back.
pub(super) fn missing(setting: &Setting, state: &State) -> Vec<String> {
    match state.proficient_since() {
        Some(_) => Vec::new(),
        None => setting
            .progress(state)
            .missing
            .iter()
            .map(Missing::for_student)
            .collect(),
    }
}

/// Where a learner stands once a competency has been begun.
pub(super) const fn begun(state: &State) -> Status {
    match state.proficient_since() {
        Some(_) => Status::Proficient,
        None => Status::Practising,
    }
}

/// The belief before the first piece of evidence.
pub(super) fn begun_with(first: &Evidence) -> Option<Trace> {
    let begun = Trace::begin(first.prior?);
    let pace = first.scored.evidence.pace;
    Some(pace.map_or(begun, |pace| begun.at(pace)))
}

/// The belief after each piece of evidence for a place.
pub(super) fn traces(evidence: &[Evidence]) -> Result<Vec<Trace>, Error> {
    let Some(mut trace) = evidence.first().and_then(begun_with) else {
        return Ok(Vec::new());
    };
    evidence
        .iter()
        .map(|evidence| {
            trace = trace.absorb(&evidence.scored.evidence)?;
            Ok(trace)
        })
        .collect()
}
