//! The pages of a fresh installation on a port of their own, and whoever knows the answers.

use retake::answer::AnswerKind;
use retake::bank::Bank;
use retake::base::{Locale, Secret, Timestamp};
use retake::doc::Output;
use retake::service::Service;
use retake::store::{AdministrationId, Options, Store};
use retake::template::Section;
use retake::web::router;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;
use tempfile::TempDir;

/// A served installation. The database lasts as long as this.
pub struct Desk {
    /// Where the pages are.
    pub address: SocketAddr,
    /// The service behind them.
    pub service: Service,
    store: Store,
    banks: Vec<Bank>,
    _folder: TempDir,
}

/// The bank that comes with the crate.
pub fn bank_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("item-banks/pre-algebra")
}

fn banks() -> Vec<Bank> {
    vec![
        Bank::load(&bank_folder())
            .bank
            .expect("the bank has no errors"),
    ]
}

impl Desk {
    /// Serves the bank of the crate from an empty database.
    pub async fn open() -> Self {
        Self::of(banks).await
    }

    /// Serves banks from an empty database.
    pub async fn of(banks: fn() -> Vec<Bank>) -> Self {
        let folder = TempDir::new().unwrap();
        let url = format!("sqlite:{}", folder.path().join("retake.db").display());
        let store = Store::open(&url, &Options::default()).await.unwrap();
        let clock = Arc::new(|| Timestamp::from(SystemTime::now()));
        let secret = Some(Secret::from_seed("the pages"));
        let service = Service::open(store.clone(), banks(), clock, secret)
            .await
            .unwrap()
            .untimed();
        let free = SocketAddr::from(([127, 0, 0, 1], 0));
        let listener = tokio::net::TcpListener::bind(free).await.unwrap();
        let address = listener.local_addr().unwrap();
        let pages = router(service.clone());
        tokio::spawn(async move { axum::serve(listener, pages).await.unwrap() });
        Self {
            address,
            service,
            store,
            banks: banks(),
            _folder: folder,
        }
    }

    /// The address of a page.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// What a problem's page must not show before the answer, and what the answer is: from the
    /// values the problem pins.
    pub async fn behind(&self, administration: &str) -> Behind {
        let id: AdministrationId = administration.parse().unwrap();
        let mut snapshot = self.store.snapshot().await.unwrap();
        let given = snapshot.administration(id).await.unwrap().unwrap();
        let mut templates = self
            .banks
            .iter()
            .filter_map(|bank| bank.template(&given.template));
        let template = templates.next().unwrap();
        let instance = template
            .instance(&serde_json::from_str(&given.pinned).unwrap())
            .unwrap();
        let question = &instance.parts[0].question;
        let html = |section| template.render(&instance, section, Output::Html, Locale::ENGLISH);
        let labels = ('a'..)
            .zip(&question.options)
            .filter(|(_, option)| option.right);
        Behind {
            key: match question.kind {
                AnswerKind::ChoiceOne | AnswerKind::ChoiceMany(_) => {
                    Key::Chosen(labels.map(|(label, _)| label.to_string()).collect())
                }
                _ => Key::Typed(template.render_key(&instance, 0, Output::Text, Locale::ENGLISH)),
            },
            stem: html(Section::Stem).unwrap(),
            solution: html(Section::Solution).unwrap(),
            feedback: question
                .distractors
                .iter()
                .flat_map(|distractor| &distractor.misconceptions)
                .filter_map(|id| html(Section::Misconception(id.as_str())))
                .collect(),
        }
    }
}

/// What stands behind a problem.
#[derive(Clone, Debug)]
pub struct Behind {
    /// The right answer.
    pub key: Key,
    /// The question as HTML.
    pub stem: String,
    /// The worked solution as HTML.
    pub solution: String,
    /// What is said to each misconception, as HTML.
    pub feedback: Vec<String>,
}

/// The right answer to a problem.
#[derive(Clone, Debug)]
pub enum Key {
    /// A text.
    Typed(String),
    /// The labels of options.
    Chosen(Vec<String>),
}
