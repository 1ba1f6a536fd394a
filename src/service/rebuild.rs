//! Where a learner stands, once more from the log: the projection is only ever derived from it.

use super::sitting::attempts;
use super::told::marking;
use super::{Error, Service};
use crate::answer::Marking;
use crate::mastery::{Answer, Trace, Window};
use crate::session::{Administration, Mark, Setting, State, Status};
use crate::store::{self, AdministrationState, Evidence, Place, Projection, Snapshot};

impl Service {
    /// Writes a projection that is missing though problems were given.
    ///
    /// The belief is the very one that was lost. The criterion is today's, and a run of wrong
    /// answers is taken as spoken about.
    pub(super) async fn rebuild(
        &self,
        place: &Place,
        setting: &Setting,
    ) -> Result<Projection, Error> {
        let mut snapshot = self.store.snapshot().await?;
        let state = from_log(&mut snapshot, place, setting).await?;
        drop(snapshot);
        let projection = Projection {
            place: place.clone(),
            version: 1,
            state,
        };
        // Stale where somebody else was faster: then the next write is, too, and all is read anew.
        self.store.write(&projection, &[]).await?;
        Ok(projection)
    }
}

async fn from_log(
    snapshot: &mut Snapshot<'_>,
    place: &Place,
    setting: &Setting,
) -> Result<State, Error> {
    let given = snapshot.administrations(place).await?;
    let mut state = State::new(&setting.parameters);
    // Tasks are given beside the problems, not among them.
    for one in given.iter().filter(|one| !one.state.is_task()) {
        let exposures = &mut state.exposures;
        exposures.give(&one.template, one.stratum);
        exposures.resume_at(&one.template, one.stratum, one.counter.saturating_add(1));
    }
    let evidence = snapshot.evidence(place).await?;
    let of_evidence = snapshot.administrations_of_evidence(place).await?;
    retrace(&mut state, &evidence, &of_evidence, setting)?;
    let open = given
        .iter()
        .find(|one| one.state == AdministrationState::Open);
    if let Some(open) = open {
        let mut current = Administration {
            template: open.template.clone(),
            stratum: open.stratum,
            counter: open.counter,
            hints: setting.hints(&open.template),
            hints_used: open.hints,
            steps: open.steps.clone(),
            wrong_form: 0,
            unreadable: 0,
            looked: Some(open.shown),
        };
        let responses = snapshot.responses(open.id).await?;
        let markings: Vec<Marking> = responses.iter().map(marking).collect::<Result<_, _>>()?;
        for attempt in 1..=attempts(&responses) {
            let of = responses.iter().zip(&markings);
            let of = of.filter(|(response, _)| response.attempt == attempt);
            match Mark::of_all(of.map(|(_, marking)| marking)) {
                Mark::RightValueWrongForm => current.wrong_form += 1,
                _ => current.unreadable += 1,
            }
        }
        state.current = Some(current);
    }
    Ok(state)
}

/// Takes the evidence in anew, first to last: belief, window, the run of wrong answers, and when
/// the criterion first held. `given` are the problems it comes from.
pub(super) fn retrace(
    state: &mut State,
    log: &[Evidence],
    given: &[store::Administration],
    setting: &Setting,
) -> Result<(), Error> {
    state.window = Window::default();
    state.wrong_in_a_row = 0;
    state.status = Status::Practising;
    for evidence in log {
        if let Some(prior) = evidence.prior {
            state.trace = Trace::begin(prior);
        }
        let scored = &evidence.scored;
        state.trace = state.trace.absorb(&scored.evidence)?;
        let answered = given.iter().find(|one| one.id == evidence.administration);
        if let (true, Some(answered)) = (scored.counts, answered) {
            let answer = Answer {
                template: answered.template.clone(),
                stratum: answered.stratum,
                right: scored.right,
                session: 0,
            };
            state.window.push(answer);
        }
        state.wrong_in_a_row = match scored.right {
            true => 0,
            false => state.wrong_in_a_row.saturating_add(1),
        };
        let judgement = setting.judge(&state.trace);
        let holds = setting.criterion.holds_for(&judgement, &state.window);
        if state.status == Status::Practising && holds {
            let since = scored.opportunity;
            state.status = Status::Proficient {
                since,
                at: Some(evidence.at),
                confirmed: None,
                by_teacher: false,
            };
        }
    }
    Ok(())
}
