//! What can go wrong with a use case, each with the next step.

use crate::base::{BankId, CompetencyId, CriterionId, LearnerId, PartId, TemplateId};
use crate::decision::placement::PlacementError;
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
    /// The bank offers no placement.
    #[error("the bank `{0}` does not offer to find out where to begin; begin anywhere on its map")]
    NoPlacement(BankId),
    /// What is kept of a placement is damaged.
    #[error("what is kept of a placement cannot be read ({0}); restore a backup")]
    PlacementRecord(serde_json::Error),
    /// A placement cannot be worked out.
    #[error(transparent)]
    Placement(#[from] PlacementError),
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
    /// Too many codes from one place were wrong.
    #[error("too many codes were wrong; wait {minutes} min and try again")]
    TooManyCodes {
        /// How long, in minutes.
        minutes: u64,
    },
    /// The bank has no such task.
    #[error("there is no task `{0}`; the page of its competency lists those there are")]
    NoTask(TemplateId),
    /// Nothing was written and nothing attached.
    #[error("nothing was handed in; write something or attach a file")]
    NothingHandedIn,
    /// Something was handed in that the task has no place for.
    #[error("this task does not ask for {0}; hand in what it asks for")]
    NotAskedFor(&'static str),
    /// More files than are kept.
    #[error("{files} files were attached and at most {limit} are taken; attach fewer")]
    TooManyFiles {
        /// How many there were.
        files: usize,
        /// The most that are taken.
        limit: usize,
    },
    /// A file larger than the task allows.
    #[error("the file “{name}” is larger than {limit} MB; make it smaller and hand it in again")]
    FileTooLarge {
        /// Its name.
        name: String,
        /// The most it may have, in megabytes.
        limit: u64,
    },
    /// A file of a kind that the task does not take.
    #[error("the file “{name}” is not {allowed}; save it as one of these and hand it in again")]
    FileKind {
        /// Its name.
        name: String,
        /// The kinds that are taken.
        allowed: String,
    },
    /// A work that a teacher has begun to mark is not changed under the pen.
    #[error("work {0} is being marked; what was handed in before is what counts")]
    MarkingBegan(AdministrationId),
    /// Nothing was handed in that could be marked.
    #[error("work {0} was not handed in yet; there is nothing to mark")]
    NotHandedIn(AdministrationId),
    /// The learner handed the work in anew while it was looked at.
    #[error(
        "submission {submission} of work {administration} is not the latest, {latest} is; load the work again and mark that one"
    )]
    NewerWork {
        /// The work.
        administration: AdministrationId,
        /// What was marked.
        submission: u32,
        /// What should be.
        latest: u32,
    },
    /// The rubric has no such criterion.
    #[error("the rubric has no criterion `{0}`; load the work again")]
    NoCriterion(CriterionId),
    /// The criterion has no such level.
    #[error("`{criterion}` has levels 1 to {levels}, not {level}; choose one of them")]
    NoLevel {
        /// The criterion.
        criterion: CriterionId,
        /// What was given.
        level: u8,
        /// How many it has.
        levels: u8,
    },
    /// A criterion was given two levels.
    #[error("`{0}` was given two levels; choose one of them")]
    MarkedTwice(CriterionId),
    /// A criterion was left out.
    #[error("no level was chosen for “{0}”; choose one for every criterion")]
    MissingCriterion(String),
    /// The work is neither the learner's own nor given to the learner to look at.
    #[error("work {0} was not given to you; only a learner it was given to can assess it")]
    NotYours(AdministrationId),
    /// A work cannot be given to the learner whose it is.
    #[error("work {0} is this learner's own; give it to another one")]
    OwnWork(AdministrationId),
    /// No such learner ever entered.
    #[error("there is no learner `{0}`; choose one of those listed")]
    NoLearner(LearnerId),
    /// A teacher's word without a reason.
    #[error("a reason is missing; say in a few words what the decision rests on")]
    NoReason,
    /// A note that no page could show.
    #[error("the text is longer than {longest} characters; make it shorter")]
    LongNote {
        /// The most there may be.
        longest: usize,
    },
    /// A code that lets nobody in.
    #[error("this code does not let you in: it is mistyped, used or too old; ask for a new one")]
    NoCode,
    /// Nobody of the staff is signed in.
    #[error("only staff may do this; sign in at /staff with a code")]
    NotStaff,
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
