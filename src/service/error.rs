//! What can go wrong with a use case, each with the next step.

use crate::base::{BankId, CompetencyId, PartId};
use crate::mastery::MasteryError;
use crate::session::SessionError;
use crate::store::{self, AdministrationId};

/// Why the service did not do what was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The database did not do its part.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The session refuses the event, or evidence does not fit the belief.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// A number that no record can hold.
    #[error("a record cannot be written: {0}")]
    Record(#[from] serde_json::Error),
    /// Two banks with the same id.
    #[error("two banks are called `{0}`; rename the folder of one of them")]
    SameBank(BankId),
    /// No such bank is loaded.
    #[error("there is no bank `{0}`; the start page lists the banks there are")]
    NoBank(BankId),
    /// The bank has no such competency.
    #[error("the bank `{bank}` has no competency `{competency}`; its map lists those it has")]
    NoCompetency {
        /// The bank.
        bank: BankId,
        /// What was asked for.
        competency: CompetencyId,
    },
    /// No such administration.
    #[error("there is no problem {0}; go back to the map and begin one")]
    NoAdministration(AdministrationId),
    /// The problem has no such part, or it is a step that is not open.
    #[error("problem {administration} has no part `{part}` to answer; load the problem again")]
    NoPart {
        /// The problem.
        administration: AdministrationId,
        /// What was asked for.
        part: PartId,
    },
    /// The part has no steps.
    #[error("part `{part}` of problem {administration} has no steps; load the problem again")]
    NoSteps {
        /// The problem.
        administration: AdministrationId,
        /// The part.
        part: PartId,
    },
    /// The attempt was answered before, with another text.
    #[error(
        "attempt {attempt} at problem {administration} was already answered with another text; load the problem again"
    )]
    Conflict {
        /// The problem.
        administration: AdministrationId,
        /// The attempt.
        attempt: u32,
    },
    /// The attempt is not the one waited for.
    #[error(
        "attempt {attempt} at problem {administration} is out of turn, the next is {next}; load the problem again"
    )]
    OutOfTurn {
        /// The problem.
        administration: AdministrationId,
        /// The attempt given.
        attempt: u32,
        /// The attempt waited for.
        next: u32,
    },
    /// More was typed than is kept.
    #[error("the answer has {bytes} bytes and at most {limit} are kept; type a shorter one")]
    TooLong {
        /// Its length.
        bytes: usize,
        /// The most that is kept.
        limit: usize,
    },
    /// The problem is finished.
    #[error("problem {0} is finished; go on to the next one")]
    Finished(AdministrationId),
    /// Others kept changing the same belief.
    #[error("too much happened to this learner at the same moment; try again")]
    Busy,
    /// A template that the bank's own proof says cannot fail did.
    #[error(
        "no problem for `{competency}` could be drawn ({detail}); run `retake check` on the bank"
    )]
    Undrawable {
        /// The competency.
        competency: CompetencyId,
        /// Why.
        detail: String,
    },
    /// A source or record of an earlier version no longer makes a problem.
    #[error("problem {administration} cannot be shown again ({detail}); skip it and go on")]
    Unusable {
        /// The problem.
        administration: AdministrationId,
        /// Why.
        detail: String,
    },
}

impl From<MasteryError> for Error {
    fn from(error: MasteryError) -> Self {
        Self::Session(error.into())
    }
}
