//! What can be decided.

use crate::base::{CompetencyId, InterventionId, MisconceptionId, PartId, TemplateId};
use serde::{Deserialize, Serialize};

/// What to do next; its [`Rationale`](super::Rationale) always stands beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Give this problem.
    Administer {
        /// Its template.
        template: TemplateId,
        /// Its stratum, as the template counts them.
        stratum: u32,
        /// Which instance of the stratum, in this learner's own order.
        counter: u64,
    },
    /// Help, rather than ask.
    Intervene(Intervention),
    /// No further problem is called for.
    Stop(StopReason),
}

/// Ways to help.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Intervention {
    /// Show one more hint.
    Hint {
        /// Which, from 1.
        number: u32,
    },
    /// Show the steps that lead to a part.
    Steps {
        /// Which.
        part: PartId,
    },
    /// Show the levels that a work reached on its rubric, and what the next ones look like.
    Levels,
    /// Ask for the same problem's answer once more; nothing was scored.
    AskAgain(AskAgain),
    /// Say that the answer is right.
    Affirm,
    /// Show the worked solution, and what went wrong where it has a name.
    WorkedSolution {
        /// The misconceptions that explain the answer; none, one, or several that agree.
        misconceptions: Vec<MisconceptionId>,
    },
    /// Suggest going back to what this competency rests on.
    RevisitPrerequisite {
        /// The weakest of its prerequisites.
        competency: CompetencyId,
    },
    /// Suggest something else for now.
    OtherCompetency,
    /// Offer an intervention of the bank.
    Remedy {
        /// Which.
        intervention: InterventionId,
    },
    /// Ask for more care: the answer came too fast to be one.
    SlowDown,
    /// Ask a person to take over for a while.
    HandOver,
}

/// Why an answer is asked for again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AskAgain {
    /// It could not be read.
    Unreadable,
    /// It can be read in two ways; the learner says which was meant.
    Unconfirmed,
    /// Its value is right but its form is not the one asked for.
    WrongForm,
}

/// Why there is nothing more to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopReason {
    /// The criterion holds.
    MasteryReached {
        /// Since which opportunity.
        opportunity: u32,
    },
    /// There is no item to give.
    NoItems,
}
