//! The use cases, one transaction each.
//!
//! What can be checked or computed is, before anything is written; then one transaction; then the
//! answer. Nothing is acknowledged that is not on the disk, and no key leaves before an answer to
//! it is stored.

mod answer;
mod class;
mod desk;
mod draw;
mod error;
mod field;
mod help;
mod hint;
mod map;
mod outcomes;
mod parts;
mod place;
mod plan;
mod practise;
mod rebuild;
mod replay;
mod setting;
mod shelf;
mod show;
mod sitting;
mod stands;
mod steps;
mod told;
mod view;
mod work;

pub use error::Error;
pub use help::{
    AskedView, EvidenceView, GivenHelp, HeldView, HelpKind, HelpSection, HelpView, RecentAnswer,
};
pub use outcomes::DriftView;
pub use plan::{BlockView, PlanView, Purpose};
pub use replay::{Difference, Projected, Replay, replay};
pub use show::{FIELD_END, OPEN_FIELD};
pub use view::{
    Administered, AnswerField, Answered, AskAgain, BankView, ClassView, CompetencyLink,
    CompetencyView, FeedbackView, Hinted, HistoryPoint, HistoryView, LearnerCell, LearnerRow,
    MisconceptionView, Next, OptionView, Overview, PartAnswer, PartFeedback, PartReply, PartView,
    PhaseView, PlaceAnswered, PlacedCompetency, PlacementOffer, PlacementView, Placing, PlaneView,
    ProblemView, QuestionView, Rendered, SolutionView, Standing, Status, StepsView, StopKind,
    StopView, Verdict,
};

pub use work::{
    AgreementView, Between, CriterionAgreement, CriterionView, FileView, MarkView, Queue, Staff,
    SubmissionView, SubmitView, TaskLink, TaskState, TaskView, WorkLink, WorkView,
};

use crate::bank::{Bank, Competency, TableCache};
use crate::base::{BankId, CompetencyId, LearnerId, Locale, Secret, Timestamp};
use crate::store::{Administration, AdministrationId, Store};
use serde::Serialize;
use shelf::Shelf;
use std::sync::Arc;
use std::sync::atomic::AtomicU32;
use work::Throttle;

/// What time it is; production and tests hand in their own.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// How often a write is tried anew after others changed what it was computed from. Of all that
/// write at the same moment one succeeds each time.
const PATIENCE: usize = 32;

/// The engine over one database and its banks. Clones share both.
#[derive(Clone)]
pub struct Service {
    store: Store,
    banks: Arc<[Bank]>,
    clock: Clock,
    secret: Secret,
    shelf: Arc<Shelf>,
    throttle: Arc<Throttle>,
    language: Option<Locale>,
    timed: bool,
    /// Interventions taken since the log was last gone through.
    taken: Arc<AtomicU32>,
}

impl Service {
    /// Puts banks into service: their texts are kept, so that what is given from them can always
    /// be shown again.
    ///
    /// `secret` decides which problems a learner meets; none for that of the database.
    ///
    /// # Errors
    /// Two banks have the same id, or the database cannot be written.
    pub async fn open(
        store: Store,
        banks: Vec<Bank>,
        clock: Clock,
        secret: Option<Secret>,
    ) -> Result<Self, Error> {
        for (place, bank) in banks.iter().enumerate() {
            if banks[..place].iter().any(|other| other.id() == bank.id()) {
                return Err(Error::SameBank(bank.id().clone()));
            }
        }
        let texts: Vec<&str> = banks
            .iter()
            .flat_map(Bank::templates)
            .map(|template| template.whole_source().text().as_ref())
            .collect();
        store.keep_sources(&texts).await?;
        let service = Self {
            secret: secret.unwrap_or_else(|| store.secret().clone()),
            store,
            banks: banks.into(),
            clock,
            shelf: Arc::default(),
            throttle: Arc::default(),
            language: None,
            timed: true,
            taken: Arc::default(),
        };
        service.learn().await?;
        Ok(service)
    }

    /// The database it runs on.
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// The same service for somebody who would rather read this language. What is given from now on
    /// is in it where all of a template is written in it, else in the bank's own; what was given
    /// stays as it is.
    #[must_use]
    pub fn speaking(&self, language: Option<Locale>) -> Self {
        Self {
            language,
            ..self.clone()
        }
    }

    /// The same service without a look at how long answers take: no answer is a rapid guess. For
    /// those whose answers come from a device that sends them in one go, and for programs.
    #[must_use]
    pub fn untimed(self) -> Self {
        Self {
            timed: false,
            ..self
        }
    }

    /// Solves what decisions rest on, or takes it from the cache, beside what is asked meanwhile: who
    /// needs a table before that waits for this one only.
    pub fn warm(&self, cache: Option<TableCache>) {
        let banks = self.banks.clone();
        let warm = move || banks.iter().for_each(|bank| bank.warm(cache.as_ref()));
        // Without a thread to spare every table is solved when it is first asked for.
        _ = std::thread::Builder::new().spawn(warm);
    }

    /// The banks there are, in the order they were given.
    pub fn banks(&self) -> Vec<BankView> {
        let view = |bank: &Bank| BankView {
            id: bank.id().clone(),
            title: bank.title().to_owned(),
            description: bank.description().to_owned(),
            competencies: bank.competencies().len(),
            languages: std::iter::once(bank.language())
                .chain(bank.languages().iter().copied())
                .collect(),
        };
        self.banks.iter().map(view).collect()
    }

    /// Every learner who ever entered, by name.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn learners(&self) -> Result<Vec<LearnerId>, Error> {
        Ok(self.store.snapshot().await?.learners().await?)
    }

    /// Lets a learner in; once is enough.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn enter(&self, learner: &LearnerId) -> Result<(), Error> {
        Ok(self.store.enter(learner, (self.clock)()).await?)
    }

    fn bank(&self, id: &BankId) -> Result<&Bank, Error> {
        let bank = self.banks.iter().find(|bank| bank.id() == id);
        bank.ok_or_else(|| Error::NoBank(id.clone()))
    }

    fn competency<'a>(&self, bank: &'a Bank, id: &CompetencyId) -> Result<&'a Competency, Error> {
        bank.competency(id).ok_or_else(|| Error::NoCompetency {
            bank: bank.id().clone(),
            competency: id.clone(),
        })
    }

    async fn given(&self, id: AdministrationId) -> Result<Administration, Error> {
        let given = self.store.snapshot().await?.administration(id).await?;
        let given = given.filter(sitting::is_practice);
        given.ok_or(Error::NoAdministration(id))
    }
}

/// JSON for a record.
fn json(value: &impl Serialize) -> Result<String, Error> {
    Ok(serde_json::to_string(value)?)
}
