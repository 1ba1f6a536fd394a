//! How the next step is decided: a fixed boundary as the baseline, and expected minutes.

mod threshold;
mod value;

pub use threshold::ThresholdPolicy;
pub use value::{Offer, ValuePolicy};

use super::{Candidate, Decision, Intervention, Rationale, Reason, StopReason, Weights, select};
use crate::base::{CompetencyId, InterventionId};
use crate::mastery::{Belief, Criterion, Pace, Trace, Window};
use std::fmt::Debug;

/// Where a learner stands in a competency when the next step is due.
#[derive(Clone, Copy, Debug)]
pub struct Situation<'a> {
    /// The belief by the evidence so far, and the number of opportunities.
    pub trace: &'a Trace,
    /// What is known by now: the predictive belief, moved by what has happened since the latest
    /// answer, such as an intervention.
    pub current: &'a Belief,
    /// The opportunity at which the criterion first held, if it did.
    pub proficient_since: Option<u32>,
    /// Wrong answers in a row, if they were not spoken about yet.
    pub wrong_in_a_row: u32,
    /// The weakest prerequisite, if there is any.
    pub weakest_prerequisite: Option<&'a CompetencyId>,
    /// Interventions the learner was given for this competency.
    pub used: &'a [InterventionId],
    /// P(the criterion will not hold within ten more answers), where that was looked at: of one who
    /// has answered four times or more and whose latest answers were wrong.
    pub will_not_reach: Option<f64>,
    /// Scored answers since the latest help beyond a problem, or in all.
    pub since_help: u32,
    /// Whether a teacher has a visit left this week.
    pub teacher_free: bool,
    /// What could come next.
    pub candidates: &'a [Candidate],
    /// Settles ties; to be logged.
    pub seed: u64,
}

/// Decides what comes next.
pub trait Policy: Debug + Send + Sync {
    /// The next step, and why.
    fn next(&self, situation: &Situation) -> (Decision, Rationale);

    /// Whether declaring mastery now is expected to cost least: what `boundary = "costs"` asks.
    fn pays(&self, belief: &Belief, pace: &Pace) -> bool;
}

/// From this P(will not reach mastery soon) somebody is stuck, whatever the minutes say …
const STUCK_FROM: f64 = 0.9;

/// … and gets other help, once so many answers have shown what the help before it did.
const SEE_FIRST: u32 = 4;

impl Situation<'_> {
    /// Whether practice has gone on long enough without an end in sight.
    fn is_stuck(&self) -> bool {
        let chance = self.will_not_reach;
        chance.is_some_and(|chance| chance >= STUCK_FROM) && self.since_help >= SEE_FIRST
    }
}

/// After so many wrong answers in a row it is time to speak about them.
pub const REVISIT_AFTER: u32 = 3;

/// What is said once the criterion holds for the first time.
pub fn mastered(criterion: &Criterion, trace: &Trace, window: &Window) -> (Decision, Rationale) {
    let stop = Decision::Stop(StopReason::MasteryReached {
        opportunity: trace.opportunities,
    });
    let of = criterion.span();
    let met = Reason::CriterionMet {
        mastery: trace.mastery(),
        right: window.right(of),
        of: window.latest(of).len() as u32,
        templates: window.templates(of).len() as u32,
    };
    (stop, Rationale::new([met]))
}

/// The next problem, with `first` among the reasons; nothing to do where there is none.
fn practise(
    situation: &Situation,
    weights: &Weights,
    first: impl IntoIterator<Item = Reason>,
) -> (Decision, Rationale) {
    let chosen = select(
        situation.current.mastery(&situation.trace.pace),
        situation.candidates,
        weights,
        situation.seed,
    )
    .and_then(|selection| Some((situation.candidates.get(selection.index)?, selection)));
    let Some((candidate, selection)) = chosen else {
        let nothing = Decision::Stop(StopReason::NoItems);
        return (nothing, Rationale::new([Reason::NoItems]));
    };
    let extra = situation
        .proficient_since
        .map(|opportunity| Reason::AlreadyProficient { opportunity });
    let reasons = selection.rationale.reasons().iter().cloned();
    (
        candidate.administer(),
        Rationale::new(extra.into_iter().chain(first).chain(reasons)),
    )
}

/// Goes back to the weakest prerequisite; to something else where there is none.
fn step_back(situation: &Situation) -> (Decision, Rationale) {
    let hard = Reason::WrongInARow {
        answers: situation.wrong_in_a_row,
    };
    match situation.weakest_prerequisite {
        Some(competency) => (
            Decision::Intervene(Intervention::RevisitPrerequisite {
                competency: competency.clone(),
            }),
            Rationale::new([
                hard,
                Reason::WeakPrerequisite {
                    competency: competency.clone(),
                },
            ]),
        ),
        None => (
            Decision::Intervene(Intervention::OtherCompetency),
            Rationale::new([hard]),
        ),
    }
}
