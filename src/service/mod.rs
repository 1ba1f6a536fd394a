//! The use cases, one transaction each.
//!
//! What can be checked or computed is, before anything is written; then one transaction; then the
//! answer. Nothing is acknowledged that is not on the disk, and no key leaves before an answer to
//! it is stored.

mod error;
mod replay;
mod view;

pub use error::Error;
pub use replay::{Difference, Replay, replay};
pub use view::{
    Administered, AnswerField, Answered, AskAgain, BankView, CompetencyLink, CompetencyView,
    FeedbackView, Hinted, HistoryPoint, HistoryView, MisconceptionView, Next, OptionView, Overview,
    ProblemView, Rendered, SolutionView, Status, StopKind, StopView, Verdict,
};

use crate::base::{BankId, CompetencyId, LearnerId, Timestamp};
use crate::store::{AdministrationId, Store};
use std::sync::Arc;

/// What time it is; production and tests hand in their own.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// The engine over one database and its banks. Clones share both.
#[derive(Clone)]
pub struct Service {
    store: Store,
    clock: Clock,
}

impl Service {
    /// The banks there are, in the order they were given.
    pub fn banks(&self) -> Vec<BankView> {
        Vec::new()
    }

    /// Every learner who ever entered, by name.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn learners(&self) -> Result<Vec<LearnerId>, Error> {
        Ok(self.store.learners().await?)
    }

    /// Lets a learner in; once is enough.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn enter(&self, learner: &LearnerId) -> Result<(), Error> {
        Ok(self.store.enter(learner, (self.clock)()).await?)
    }

    /// A bank's competency map with a learner's state on it.
    ///
    /// # Errors
    /// There is no such bank, or the database does not answer.
    pub async fn overview(&self, learner: &LearnerId, bank: &BankId) -> Result<Overview, Error> {
        todo!("{learner} {bank}")
    }

    /// The problem under way for a competency, else a new one, stored before it is shown; or why
    /// there is none.
    ///
    /// # Errors
    /// There is no such bank or competency, or the database cannot be written.
    pub async fn start_or_resume(
        &self,
        learner: &LearnerId,
        bank: &BankId,
        competency: &CompetencyId,
    ) -> Result<Next, Error> {
        todo!("{learner} {bank} {competency}")
    }

    /// A problem as it stands: open, or finished with what came of it.
    ///
    /// # Errors
    /// There is no such problem, or the database does not answer.
    pub async fn problem(&self, id: AdministrationId) -> Result<Administered, Error> {
        todo!("{id}")
    }

    /// Takes an answer in. `attempt` is the number shown with the problem: the same attempt with
    /// the same text is answered again with the same result, with another text it is refused.
    /// `confirmed`: the learner said that an ambiguous reading is the one meant.
    ///
    /// # Errors
    /// There is no such problem, the attempt was answered otherwise or is out of turn, the problem
    /// is finished, or the database cannot be written.
    pub async fn answer(
        &self,
        id: AdministrationId,
        attempt: u32,
        raw: &str,
        confirmed: bool,
    ) -> Result<Answered, Error> {
        todo!("{id} {attempt} {raw} {confirmed}")
    }

    /// Shows one more hint; after the last one the solution, which finishes the problem.
    ///
    /// # Errors
    /// There is no such problem, it is finished, or the database cannot be written.
    pub async fn hint(&self, id: AdministrationId) -> Result<Hinted, Error> {
        todo!("{id}")
    }

    /// Puts a problem aside, which costs nothing, and gives the next one.
    ///
    /// # Errors
    /// There is no such problem, or the database cannot be written.
    pub async fn skip(&self, id: AdministrationId) -> Result<Next, Error> {
        todo!("{id}")
    }

    /// What comes after a problem, in the same competency.
    ///
    /// # Errors
    /// There is no such problem, or the database cannot be written.
    pub async fn next(&self, id: AdministrationId) -> Result<Next, Error> {
        todo!("{id}")
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
        todo!("{learner} {bank} {competency}")
    }
}
