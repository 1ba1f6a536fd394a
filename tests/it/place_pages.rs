//! The pages on which a learner finds out where to begin: with anything that speaks HTTP, and in
//! Chromium.

use crate::chromium::{self, Browser};
use crate::desk::{Desk, Key};
use crate::pages::{Reply, Visitor, escaped};
use crate::store::run;
use crate::trial;
use fantoccini::{Client, Locator};
use libtest_mimic::Trial;
use std::sync::Arc;

pub fn trials() -> Vec<Trial> {
    let browser: [(&str, fn()); 2] = [
        (
            "place_pages::a_learner_is_placed_without_javascript",
            a_learner_is_placed_without_javascript,
        ),
        (
            "place_pages::no_page_is_wider_than_a_phone",
            no_page_is_wider_than_a_phone,
        ),
    ];
    let browser = browser
        .into_iter()
        .map(|(name, test)| trial(name, test).with_ignored_flag(chromium::is_optional()));
    [trial(
        "place_pages::a_question_says_nothing_of_its_key",
        a_question_says_nothing_of_its_key,
    )]
    .into_iter()
    .chain([trial(
        "place_pages::sending_twice_does_no_harm",
        sending_twice_does_no_harm,
    )])
    .chain(browser)
    .collect()
}

const PLACE: &str = "/place/pre-algebra";

fn body(question: &Reply, answer: &str) -> String {
    format!(
        "administration={}&attempt={}&answer={}",
        question.field("administration"),
        question.field("attempt"),
        escaped(answer)
    )
}

async fn key(desk: &Desk, question: &Reply) -> String {
    match desk.behind(question.field("administration")).await.key {
        Key::Typed(key) => key,
        Key::Chosen(labels) => labels.join(","),
    }
}

fn a_question_says_nothing_of_its_key() {
    run(async {
        let desk = Desk::open().await;
        let ada = Visitor::new(&desk).enter("Ada").await;
        let map = ada.get("/map").await.body;
        assert!(map.contains("Find out where to begin"));
        let intro = ada.get(PLACE).await;
        assert_eq!(intro.status, 200);
        assert!(intro.body.contains("up to 20 questions"));
        let begun = ada.post(&format!("{PLACE}/begin"), "").await;
        assert_eq!((begun.status, begun.header("location")), (303, Some(PLACE)));
        for number in 1..=5 {
            let question = ada.get(PLACE).await;
            assert!(
                question
                    .body
                    .contains(&format!("Question {number} of at most 20"))
            );
            let behind = desk.behind(question.field("administration")).await;
            for text in behind.feedback.iter().chain([&behind.solution]) {
                assert!(!question.body.contains(text), "{text}");
            }
            for offer in ["Show a hint", "Show me the steps", "Why this problem"] {
                assert!(!question.body.contains(offer), "{offer}");
            }
            let wrong = body(&question, "987654");
            let answered = ada.post(&format!("{PLACE}/answer"), &wrong).await;
            match answered.status {
                // What is chosen cannot be that.
                200 => {
                    let unknown = body(&answered, "");
                    ada.post(&format!("{PLACE}/unknown"), &unknown).await;
                }
                status => assert_eq!(status, 303),
            }
        }
        let map = ada.get("/map").await.body;
        assert!(map.contains("Go on with the questions"));
        let stopped = ada.post(&format!("{PLACE}/stop"), "").await;
        assert_eq!(stopped.header("location"), Some(PLACE));
        let placed = ada.get(PLACE).await.body;
        assert!(placed.contains("what your 5 answers show"), "{placed}");
        assert!(placed.contains("New to you"));
        assert!(ada.get("/map").await.body.contains("See what it showed"));
        assert_eq!(ada.get("/place/no-bank").await.status, 404);
        assert_eq!(ada.get(&format!("{PLACE}/answer")).await.status, 303);
    });
}

fn sending_twice_does_no_harm() {
    run(async {
        let desk = Desk::open().await;
        let ada = Visitor::new(&desk).enter("Ada").await;
        ada.post(&format!("{PLACE}/begin"), "").await;
        let question = ada.get(PLACE).await;
        let right = body(&question, &key(&desk, &question).await);
        let bob = Visitor::new(&desk).enter("Bob").await;
        let other = bob.post(&format!("{PLACE}/unknown"), &right).await;
        assert_eq!(other.status, 404);
        for _ in 0..3 {
            let sent = ada.post(&format!("{PLACE}/answer"), &right).await;
            assert_eq!((sent.status, sent.header("location")), (303, Some(PLACE)));
            let next = ada.get(PLACE).await.body;
            assert!(next.contains("Question 2 of at most 20"));
        }
        // An answer that cannot be read is asked for again.
        let question = ada.get(PLACE).await;
        let asked = ada
            .post(&format!("{PLACE}/answer"), &body(&question, ""))
            .await;
        assert_eq!(asked.status, 200);
        assert!(asked.body.contains("Question 2 of at most 20"));
        assert!(asked.body.contains("id=\"reply"));
    });
}

struct Learner {
    client: Client,
    desk: Arc<Desk>,
}

impl Learner {
    async fn arrive(client: Client, desk: Arc<Desk>, name: &str) -> Self {
        let learner = Self { client, desk };
        learner.client.goto(&learner.desk.url("/")).await.unwrap();
        let focus = learner.client.active_element().await.unwrap();
        focus.send_keys(&format!("{name}\n")).await.unwrap();
        learner.see(".map h1").await;
        learner
    }

    async fn see(&self, css: &str) -> fantoccini::elements::Element {
        let found = self.client.wait().for_element(Locator::Css(css)).await;
        found.unwrap_or_else(|error| panic!("{css}: {error}"))
    }

    async fn is_there(&self, css: &str) -> bool {
        self.client.find(Locator::Css(css)).await.is_ok()
    }

    async fn click(&self, css: &str) {
        self.see(css).await.click().await.unwrap();
    }

    async fn text(&self, css: &str) -> String {
        self.see(css).await.text().await.unwrap()
    }

    async fn begin(&self) {
        self.click(".where .button").await;
        self.see(".promises").await;
        self.click(".actions button").await;
        self.see("form.answer").await;
    }

    /// Right where something is typed in one field, else not known.
    async fn answer(&self) {
        let field = self.see("[name=administration]").await;
        let id = field.prop("value").await.unwrap().unwrap();
        match self.desk.behind(&id).await.key {
            Key::Typed(key) if self.is_there("#answer").await => {
                let field = self.see("#answer").await;
                field.send_keys(&format!("{key}\n")).await.unwrap();
            }
            _ => self.click("[formaction$=unknown]").await,
        }
        // The question is another one, or it is over.
        for _ in 0..50 {
            let now = self
                .client
                .find(Locator::Css("[name=administration]"))
                .await;
            let now = match now {
                Ok(field) => field.prop("value").await.ok().flatten(),
                Err(_) => None,
            };
            if now.as_ref() != Some(&id) && (now.is_some() || self.is_there(".places").await) {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        panic!("{}", self.text("main").await);
    }
}

fn a_learner_is_placed_without_javascript() {
    run(async {
        let desk = Arc::new(Desk::open().await);
        let browser = Browser {
            plain: true,
            ..Browser::default()
        };
        chromium::with(browser, |client| async move {
            let learner = Learner::arrive(client, desk, "Zoë O’Neil").await;
            learner.begin().await;
            let mut questions = 0;
            while !learner.is_there(".places").await {
                questions += 1;
                assert!(questions <= 20);
                assert!(learner.text(".count-far").await.contains("of at most 20"));
                learner.answer().await;
            }
            let known = learner.text(".place-group h2").await;
            assert!(known.starts_with("You "), "{known}");
            assert!(learner.is_there(".card.inferred").await);
            assert!(!learner.is_there(".card.proficient").await);
            learner.click(".next-step .button").await;
            learner.see(".problem").await;
        })
        .await;
    });
}

fn no_page_is_wider_than_a_phone() {
    run(async {
        let desk = Arc::new(Desk::open().await);
        let browser = Browser {
            phone: true,
            ..Browser::default()
        };
        chromium::with(browser, |client| async move {
            let learner = Learner::arrive(client, desk, "Somebody with rather a long name").await;
            let fits = async |page: &str| {
                let width = "return document.documentElement.scrollWidth";
                let width = learner.client.execute(width, Vec::new()).await.unwrap();
                assert_eq!(width, 390, "{page}");
            };
            fits("map").await;
            learner.click(".where .button").await;
            learner.see(".promises").await;
            fits("begin").await;
            learner.click(".actions button").await;
            for _ in 0..4 {
                learner.see("form.answer").await;
                fits("question").await;
                learner.answer().await;
            }
            if learner.is_there("[formaction$=stop]").await {
                learner.click("[formaction$=stop]").await;
            }
            learner.see(".places").await;
            fits("placed").await;
        })
        .await;
    });
}
