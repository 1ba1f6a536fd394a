//! Where a learner stands, once more from the log: the projection is only ever derived from it.

use super::sitting::attempts;
use super::told::marking;
use super::{Error, Service};
use crate::answer::Marking;
use crate::mastery::{Trace, Window};
use crate::session::{Administration, Counted, DelayedCheck, Mark, Setting, State, Status, Visits};
use crate::store::{self, AdministrationState, Evidence, HelpStep, Place, Projection, Snapshot};

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
    recall(&mut state, snapshot, place).await?;
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

/// The help there was, and what a teacher said last. What happened since the latest evidence is not
/// in the belief yet.
async fn recall(
    state: &mut State,
    snapshot: &mut Snapshot<'_>,
    place: &Place,
) -> Result<(), Error> {
    for help in snapshot.helps(place).await? {
        let given = &mut state.help;
        given.latest = help.opportunity;
        let shift = match help.step {
            HelpStep::Taken {
                intervention,
                shift,
            } => {
                given.offered.push(intervention);
                Some(shift)
            }
            HelpStep::Declined { intervention } => {
                given.offered.push(intervention);
                None
            }
            HelpStep::Asked => {
                given.handed_over = true;
                None
            }
            HelpStep::Came { shift, .. } => {
                given.handed_over = false;
                given.visits = given.visits.saturating_add(1);
                Some(shift)
            }
        };
        if help.opportunity == state.trace.opportunities {
            state.pending.extend(shift);
        }
    }
    // What was shown since goes before what was said.
    let shown = match state.status {
        Status::Proficient { at, .. } => at,
        Status::Practising => None,
    };
    let declarations = snapshot.declarations(place).await?;
    if let Some(said) = declarations.last().filter(|said| Some(said.at) > shown) {
        state.status = match said.proficient {
            true => Status::Proficient {
                since: state.trace.opportunities,
                at: Some(said.at),
                confirmed: Some(said.at),
                by_teacher: true,
            },
            false => Status::Practising,
        };
    }
    Ok(())
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
    state.visits = Visits::default();
    state.check = DelayedCheck::default();
    // What a teacher said is no matter of the evidence.
    if !matches!(
        state.status,
        Status::Proficient {
            by_teacher: true,
            ..
        }
    ) {
        state.status = Status::Practising;
    }
    for evidence in log {
        if let Some(prior) = evidence.prior {
            state.trace = Trace::begin(prior);
        }
        let scored = &evidence.scored;
        state.trace = state.trace.absorb(&scored.evidence)?;
        let answered = given.iter().find(|one| one.id == evidence.administration);
        state.visits.arrive(evidence.at);
        if let Some(answered) = answered {
            let counted = Counted {
                template: &answered.template,
                stratum: answered.stratum,
                right: scored.right,
                help: scored.help,
                counts: scored.counts,
                at: Some(evidence.at),
            };
            state.count(setting, &counted);
        }
    }
    Ok(())
}
