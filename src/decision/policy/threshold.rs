//! The threshold policy: practise until the criterion holds, and look for help when it does not
//! come nearer.

use super::{Candidate, Decision, Intervention, Rationale, Reason, StopReason, Weights, select};
use crate::base::CompetencyId;
use crate::mastery::{Criterion, Trace, Window};
use serde::{Deserialize, Serialize};

/// Where a learner stands in a competency when the next step is due.
#[derive(Clone, Copy, Debug)]
pub struct Situation<'a> {
    /// The belief and the number of opportunities.
    pub trace: &'a Trace,
    /// The opportunity at which the criterion first held, if it did.
    pub proficient_since: Option<u32>,
    /// Wrong answers in a row, if they were not spoken about yet.
    pub wrong_in_a_row: u32,
    /// The weakest prerequisite, if there is any.
    pub weakest_prerequisite: Option<&'a CompetencyId>,
    /// What could come next.
    pub candidates: &'a [Candidate],
    /// Settles ties; to be logged.
    pub seed: u64,
}

/// The baseline policy: a fixed boundary with a count of recent right answers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ThresholdPolicy {
    /// When mastery counts as shown.
    pub criterion: Criterion,
    /// How items are chosen.
    pub weights: Weights,
    /// After so many wrong answers in a row it suggests to go back or to turn to something else.
    pub revisit_after: u32,
}

impl ThresholdPolicy {
    /// The policy with this criterion and the default weights.
    pub fn new(criterion: Criterion) -> Self {
        Self {
            criterion,
            weights: Weights::default(),
            revisit_after: 3,
        }
    }

    /// What is said once the criterion holds for the first time.
    pub fn mastered(&self, trace: &Trace, window: &Window) -> (Decision, Rationale) {
        let stop = Decision::Stop(StopReason::MasteryReached {
            opportunity: trace.opportunities,
        });
        let met = Reason::CriterionMet {
            mastery: trace.mastery(),
            right: window.right(),
            of: window.answers().len() as u32,
            templates: window.templates().len() as u32,
        };
        (stop, Rationale::new([met]))
    }

    /// The next problem, or a way out of a run of wrong answers.
    pub fn next(&self, situation: &Situation) -> (Decision, Rationale) {
        if situation.wrong_in_a_row >= self.revisit_after.max(1) {
            return step_back(situation);
        }
        let chosen = select(
            situation.trace.expected(),
            situation.candidates,
            &self.weights,
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
            Rationale::new(extra.into_iter().chain(reasons)),
        )
    }
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
