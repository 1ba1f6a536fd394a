//! A learner in front of the pages, in Chromium.

use crate::chromium::{self, Browser};
use crate::desk::{Desk, Key};
use crate::store::run;
use fantoccini::key::Key as Press;
use fantoccini::{Client, Locator};
use libtest_mimic::Trial;
use std::sync::Arc;

/// Problems after which somebody who answers all but one right is proficient for certain.
const ENOUGH: usize = 20;

pub fn trials() -> Vec<Trial> {
    let tests: [(&str, fn()); 3] = [
        (
            "browser::a_learner_becomes_proficient_without_javascript",
            a_learner_becomes_proficient,
        ),
        (
            "browser::what_cannot_be_read_is_pointed_at",
            what_cannot_be_read_is_pointed_at,
        ),
        (
            "browser::no_page_is_wider_than_a_phone",
            no_page_is_wider_than_a_phone,
        ),
    ];
    tests
        .into_iter()
        .map(|(name, test)| crate::trial(name, test).with_ignored_flag(chromium::is_optional()))
        .collect()
}

/// What a test in the browser does, a step each. A step that finds nothing fails the test.
struct Learner {
    client: Client,
    desk: Arc<Desk>,
}

impl Learner {
    async fn arrive(client: Client, desk: Arc<Desk>, name: &str) -> Self {
        let learner = Self { client, desk };
        learner.client.goto(&learner.desk.url("/")).await.unwrap();
        learner.press(&format!("{name}\n")).await;
        learner.see(".map h1").await;
        learner
    }

    /// The element, once it is there.
    async fn see(&self, css: &str) -> fantoccini::elements::Element {
        let found = self.client.wait().for_element(Locator::Css(css)).await;
        match found {
            Ok(element) => element,
            Err(error) => panic!("{css}: {error}\n{}", self.text("body").await),
        }
    }

    async fn text(&self, css: &str) -> String {
        let found = self.client.find(Locator::Css(css)).await.unwrap();
        found.text().await.unwrap()
    }

    async fn is_there(&self, css: &str) -> bool {
        self.client.find(Locator::Css(css)).await.is_ok()
    }

    /// Types where the focus is, as somebody at a keyboard does.
    async fn press(&self, keys: &str) {
        let focus = self.client.active_element().await.unwrap();
        focus.send_keys(keys).await.unwrap();
    }

    async fn click(&self, css: &str) {
        self.see(css).await.click().await.unwrap();
    }

    /// What the problem on the page has to be answered with.
    async fn key(&self) -> Key {
        let field = self.see("[name=administration]").await;
        let id = field.prop("value").await.unwrap().unwrap();
        self.desk.behind(&id).await.key
    }

    /// Answers the problem on the page right, by keyboard where something is typed.
    async fn answer_right(&self) {
        match self.key().await {
            Key::Typed(key) => self.press(&format!("{key}\n")).await,
            Key::Chosen(labels) => {
                for label in labels {
                    self.click(&format!("[name=answer][value={label}]")).await;
                }
                self.click("form.answer .button").await;
            }
        }
        self.see(".verdict").await;
    }

    /// Answers with something that is surely wrong.
    async fn answer_wrong(&self) {
        match self.key().await {
            Key::Typed(_) => self.press("987654\n").await,
            Key::Chosen(labels) => {
                let not_right = |label: &&str| !labels.iter().any(|right| right == label);
                let label = ["a", "b"].into_iter().find(not_right).unwrap();
                self.click(&format!("[name=answer][value={label}]")).await;
                self.click("form.answer .button").await;
            }
        }
        self.see(".verdict").await;
    }
}

fn a_learner_becomes_proficient() {
    run(async {
        let desk = Arc::new(Desk::open().await);
        let browser = Browser {
            plain: true,
            ..Browser::default()
        };
        chromium::with(browser, |client| async move {
            let learner = Learner::arrive(client, desk, "Zoë O’Neil").await;
            let title = learner.text(".next-step h2").await;
            learner.click(".next-step .button").await;
            learner.see(".problem").await;
            assert!(!learner.text(".why").await.is_empty());
            learner.answer_wrong().await;
            assert_eq!(learner.text("#verdict-title").await, "Not yet.");
            assert!(!learner.text(".solution").await.is_empty());
            learner.press(&Press::Enter.to_string()).await;
            let mut answered = 1;
            while !learner.is_there("#celebration-title").await {
                assert!(answered <= ENOUGH, "{}", learner.text(".progress").await);
                learner.see("form.answer").await;
                learner.answer_right().await;
                answered += 1;
                assert_eq!(learner.text("#verdict-title").await, "Right.");
                if !learner.is_there("#celebration-title").await {
                    learner.press(&Press::Enter.to_string()).await;
                }
            }
            assert!(
                answered > 4,
                "nobody is proficient after {answered} answers"
            );
            learner.click(".top-nav a").await;
            learner.see(".map h1").await;
            assert!(learner.text(".card.proficient").await.contains(&title));
            assert!(!learner.text(".next-step h2").await.contains(&title));
        })
        .await;
    });
}

fn what_cannot_be_read_is_pointed_at() {
    run(async {
        let desk = Arc::new(Desk::open().await);
        chromium::with(Browser::default(), |client| async move {
            let learner = Learner::arrive(client, desk, "Ada").await;
            learner.click(".next-step .button").await;
            learner.see(".problem").await;
            while !learner.is_there("#answer").await {
                learner.click("[formaction$=skip]").await;
                learner.see(".problem").await;
            }
            learner.press("7 & 3\n").await;
            assert_eq!(learner.see("#reply mark").await.text().await.unwrap(), "&");
            let selection = "return [document.activeElement.selectionStart, document.activeElement.selectionEnd]";
            let selected = learner.client.execute(selection, Vec::new()).await.unwrap();
            assert_eq!(selected, serde_json::json!([2, 3]));
            learner.see("#answer").await.clear().await.unwrap();
            learner.click("[data-insert='-']").await;
            assert_eq!(learner.see("#answer").await.prop("value").await.unwrap().unwrap(), "-");
            learner.click("[formaction$=hint]").await;
            learner.see("#hint").await;
            assert_eq!(learner.see("#answer").await.prop("value").await.unwrap().unwrap(), "-");
            learner.see("#answer").await.clear().await.unwrap();
            learner.click("#answer").await;
            learner.answer_right().await;
            assert_eq!(learner.text("#verdict-title").await, "Right, with a hint.");
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
            let learner = Learner::arrive(
                client,
                desk,
                "Somebody with rather a long name, as it happens",
            )
            .await;
            let fits = async |page: &str| {
                let width = "return document.documentElement.scrollWidth";
                let width = learner.client.execute(width, Vec::new()).await.unwrap();
                assert_eq!(width, 390, "{page}");
            };
            fits("map").await;
            learner.click(".next-step .button").await;
            for _ in 0..6 {
                learner.see(".problem").await;
                fits("problem").await;
                learner.answer_wrong().await;
                fits("verdict").await;
                learner.click(".actions .button").await;
                learner.see(".desk").await;
                if !learner.is_there("form.answer").await {
                    fits("stop").await;
                    learner.click(".button.second").await;
                }
            }
            learner.click(".crumbs a + span + a").await;
            learner.see(".about").await;
            fits("competency").await;
        })
        .await;
    });
}
