//! Looking at where one stands: the map, and how a belief came about.

use super::help::help_view;
use super::place::placed;
use super::setting::setting;
use super::stands::{Stands, seeded, stands};
use super::{
    CompetencyView, Error, HistoryPoint, HistoryView, Overview, PhaseView, Service, Status,
};
use crate::bank::{Bank, Competency, InterventionKind};
use crate::base::{BankId, CompetencyId, LearnerId, Timestamp};
use crate::decision::ThresholdPolicy;
use crate::mastery::{Judgement, Missing, Phase, Shown, Trace};
use crate::session::{self, Setting, State};
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
        let now = (self.clock)();
        let view = |(place, competency): (usize, &Competency)| {
            let under_way = open.get(&competency.id).copied();
            competency_view(&stands, place, competency, under_way, now)
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
        let place = Place::new(learner, bank.id(), &competency.id);
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
        let pace = competency.parameters.learners().pace([]);
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
            boundary: setting(bank, competency)
                .boundary(&traces.last().map_or(pace, |latest| latest.pace))
                .unwrap_or(ThresholdPolicy::default().boundary),
            start,
            points: evidence.iter().zip(&traces).map(point).collect(),
        })
    }
}

/// The phase a learner has reached; none before the first answer.
fn phase(bank: &Bank, competency: &Competency, state: &State) -> Option<PhaseView> {
    let shown = match state.status {
        session::Status::Practising => Shown::NotYet,
        session::Status::Proficient {
            confirmed: None, ..
        } => Shown::Provisionally,
        session::Status::Proficient { .. } => Shown::Confirmed,
    };
    if state.trace.opportunities == 0 && shown == Shown::NotYet {
        return None;
    }
    let judgement = Judgement::of(state.trace.mastery());
    let extends = competency.extending.holds_for(&judgement, &state.window);
    let phase = Phase::of(state.trace.mastery(), shown, extends);
    Some(PhaseView {
        phase,
        words: bank.phases().says(phase).to_owned(),
    })
}

/// What is still to come of what was shown.
fn to_come(setting: &Setting, state: &State, now: Timestamp) -> Option<String> {
    state.proficient_since()?;
    let due = state.visits.review_due(&setting.reviewing);
    if state.check.review {
        Some(
            "Some of it has faded: practise a little, then there will be another check.".to_owned(),
        )
    } else if state.check_due(setting, now) {
        Some("A short check is due: your next few problems are it.".to_owned())
    } else if let session::Status::Proficient {
        confirmed: None, ..
    } = state.status
    {
        Some(setting.confirmed.for_student())
    } else {
        let is_due = due.is_some_and(|due| due <= now);
        is_due.then(|| "It is time to come back to this for a problem or two.".to_owned())
    }
}

fn competency_view(
    stands: &Stands<'_>,
    place: usize,
    competency: &Competency,
    under_way: Option<AdministrationId>,
    now: Timestamp,
) -> CompetencyView {
    let (_, state) = stands.state(competency);
    let setting = stands.setting(competency);
    let bank = stands.bank;
    let is_confirmed = matches!(
        state.status,
        session::Status::Proficient {
            confirmed: Some(_),
            ..
        }
    );
    let deeper = bank
        .interventions_for(&competency.id)
        .filter(|one| is_confirmed && one.kind == InterventionKind::Enrichment);
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
        missing: missing(&setting, &state),
        phase: phase(bank, competency, &state),
        to_come: to_come(&setting, &state, now),
        enrichments: deeper
            .map(|one| help_view(bank, competency, one, Vec::new()))
            .collect(),
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
