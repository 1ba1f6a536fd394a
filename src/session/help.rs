//! Help beyond a problem: what was offered, what was used, and what a teacher did.

use super::step::{Step, next};
use super::{Context, DelayedCheck, SessionError, Setting, State, Status};
use crate::base::InterventionId;
use crate::decision::{Decision, Intervention, Reason, StopReason};
use crate::mastery::Shift;
use serde::{Deserialize, Serialize};

/// The help a learner had in one competency, beyond that of its problems.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpGiven {
    /// Interventions offered so far, in order: each is offered once, whether it was taken or not.
    pub offered: Vec<InterventionId>,
    /// Whether the last of them still waits to be taken or put aside.
    pub waiting: bool,
    /// Whether a teacher was asked and has not come yet.
    pub handed_over: bool,
    /// How often a teacher came.
    pub visits: u32,
    /// Scored answers before the latest help.
    #[serde(default)]
    pub latest: u32,
}

impl HelpGiven {
    /// The intervention that waits to be taken or put aside.
    pub fn open(&self) -> Option<&InterventionId> {
        self.offered.last().filter(|_| self.waiting)
    }
}

/// The learner went through the intervention on offer, or put it aside.
pub(super) fn offered(
    setting: &Setting,
    mut state: State,
    intervention: &InterventionId,
    shift: Option<Shift>,
    context: &Context,
) -> Result<Step, SessionError> {
    if state.help.open() != Some(intervention) {
        return Err(SessionError::NotOffered(intervention.clone()));
    }
    state.help.waiting = false;
    state.pending.extend(shift);
    Ok(next(setting, state, context))
}

/// A teacher worked with the learner.
pub(super) fn visited(mut state: State, shift: Shift) -> Step {
    state.help.handed_over = false;
    state.help.latest = state.trace.opportunities;
    state.help.visits = state.help.visits.saturating_add(1);
    state.pending.push(shift);
    let back = Decision::Intervene(Intervention::HandOver);
    Step::new(state, back, [Reason::TeacherCame])
}

/// A teacher says what the answers do not, or not yet.
pub(super) fn declared(mut state: State, proficient: bool, context: &Context) -> Step {
    let since = state.trace.opportunities;
    state.status = match proficient {
        true => Status::Proficient {
            since,
            at: context.now,
            confirmed: context.now,
            by_teacher: true,
        },
        false => Status::Practising,
    };
    state.window = Default::default();
    state.check = DelayedCheck::default();
    let decision = match proficient {
        true => Decision::Stop(StopReason::MasteryReached { opportunity: since }),
        false => Decision::Intervene(Intervention::HandOver),
    };
    Step::new(state, decision, [Reason::TeacherDecided { proficient }])
}
