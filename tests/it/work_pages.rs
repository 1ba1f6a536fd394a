//! What the pages of tasks and of marking promise, over HTTP and in Chromium.

use crate::chromium::{self, Browser};
use crate::desk::Desk;
use crate::pages::{Reply, Visitor, escaped};
use crate::store::run;
use crate::trial;
use crate::work_bank::{self, learner, load, reports};
use fantoccini::{Client, Locator};
use libtest_mimic::Trial;
use retake::base::StaffId;
use std::net::IpAddr;
use std::sync::Arc;

pub fn trials() -> Vec<Trial> {
    let mut trials = vec![
        trial(
            "work_pages::a_work_goes_from_the_learner_to_the_teacher_and_back",
            a_work_goes_from_the_learner_to_the_teacher_and_back,
        ),
        trial(
            "work_pages::nobody_marks_without_the_right",
            nobody_marks_without_the_right,
        ),
        trial(
            "work_pages::codes_are_not_to_be_guessed",
            codes_are_not_to_be_guessed,
        ),
        trial(
            "work_pages::several_parts_are_sent_together",
            several_parts_are_sent_together,
        ),
    ];
    trials.push(
        trial(
            "work_pages::a_task_end_to_end_without_javascript",
            a_task_end_to_end_without_javascript,
        )
        .with_ignored_flag(chromium::is_optional()),
    );
    trials
}

async fn desk() -> Desk {
    Desk::of(|| vec![load()]).await
}

const BOUNDARY: &str = "----boundary7MA4";

/// A form with a text and one file.
fn upload(number: &str, text: &str, file: Option<(&str, &str)>) -> String {
    let mut body = String::new();
    for (name, value) in [("submission", number), ("text", text)] {
        body += &format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
    }
    let (name, content) = file.unwrap_or_default();
    body += &format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: text/html\r\n\r\n{content}\r\n--{BOUNDARY}--\r\n"
    );
    body
}

async fn hand_in(visitor: &Visitor, work: &str, body: String) -> Reply {
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let path = format!("{work}/hand-in");
    visitor.send_as("POST", &path, &kind, body).await
}

/// Signs somebody of the staff in.
async fn signed_in(desk: &Desk, name: &str) -> Visitor {
    let name = StaffId::new(name).unwrap();
    let code = desk.service.invite(&name).await.unwrap();
    let visitor = Visitor::new(desk);
    let reply = visitor.post("/staff", &format!("code={code}")).await;
    assert_eq!(
        (reply.status, reply.header("location")),
        (303, Some("/marking"))
    );
    let cookie = reply.header("set-cookie").unwrap().to_owned();
    assert!(cookie.contains("; HttpOnly; SameSite=Strict"), "{cookie}");
    let again = visitor.post("/staff", &format!("code={code}")).await;
    assert_eq!(again.status, 422, "it was used");
    visitor.with(&format!("Cookie: {}", cookie.split(';').next().unwrap()))
}

/// Begins the survey; its address.
async fn begin(visitor: &Visitor) -> String {
    let page = visitor.get("/competency/work/reports").await;
    assert!(page.body.contains("action=\"/task/work/reports/survey\""));
    assert!(
        !page.body.contains("/practise/work/reports\""),
        "there are only tasks"
    );
    let begun = visitor.post("/task/work/reports/survey", "").await;
    assert_eq!(begun.status, 303);
    begun.header("location").unwrap().to_owned()
}

fn mark(levels: [u8; 3], comment: &str) -> String {
    let [display, conclusion, line] = levels;
    format!(
        "submission=1&level-display={display}&level-conclusion={conclusion}&level-line={line}&comment={}",
        escaped(comment)
    )
}

fn a_work_goes_from_the_learner_to_the_teacher_and_back() {
    run(async {
        let desk = desk().await;
        let ada = Visitor::new(&desk).enter("Ada").await;
        let work = begin(&ada).await;
        let page = ada.get(&work).await;
        for words in [
            "It follows.",
            "Level 3",
            "proficient",
            "A line through the data",
        ] {
            assert!(page.body.contains(words), "{words}");
        }
        assert!(!page.body.contains(" style="));
        let empty = hand_in(&ada, &work, upload("1", " ", None)).await;
        assert_eq!(empty.status, 422);
        assert!(empty.body.contains("role=\"alert\""));
        let html = Some(("page.pdf", "<script>alert(1)</script>"));
        let refused = hand_in(&ada, &work, upload("1", "My <b>words</b>", html)).await;
        assert_eq!(refused.status, 422);
        assert!(
            refused.body.contains("My &#60;b&#62;words"),
            "what was typed is kept"
        );
        let pdf = Some(("my display.pdf", "%PDF-1.7 x"));
        for _ in 0..2 {
            let taken = hand_in(&ada, &work, upload("1", "My words", pdf)).await;
            assert_eq!(taken.status, 303);
        }
        let path = format!("{work}/file/1/1");
        let page = ada.get(&work).await;
        assert!(page.body.contains(&format!("href=\"{path}\"")));
        let file = ada.get(&path).await;
        assert_eq!(file.body, "%PDF-1.7 x");
        assert_eq!(file.header("content-type"), Some("application/pdf"));
        assert_eq!(file.header("x-content-type-options"), Some("nosniff"));
        let disposition = file.header("content-disposition").unwrap();
        assert_eq!(
            disposition,
            "attachment; filename*=UTF-8''my%20display%2Epdf"
        );

        let teacher = signed_in(&desk, "Ms Okafor").await;
        let queue = teacher.get("/marking").await;
        assert!(queue.body.contains("Ada"));
        let marking = work.replace("/works/", "/marking/");
        let page = teacher.get(&marking).await;
        assert!(page.body.contains("My words") && page.body.contains("undefined"));
        assert_eq!(
            teacher.get(&format!("{marking}/file/1/1")).await.status,
            200
        );
        let refused = teacher.post(&marking, &mark([9, 3, 3], "Kept")).await;
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains("Nothing was recorded.") && refused.body.contains("Kept"));
        let marked = teacher
            .post(&marking, &mark([3, 2, 4], "Say how many."))
            .await;
        assert_eq!(marked.status, 303);
        let seen = ada.get(&work).await;
        for words in [
            "Say how many.",
            "It goes too far.",
            "What next:",
            "It follows.",
        ] {
            assert!(seen.body.contains(words), "{words}");
        }
        let standing = ada.get("/competency/work/reports").await;
        assert!(
            standing.body.contains("Problem 1, not right"),
            "{}",
            standing.body
        );
        let late = hand_in(&ada, &work, upload("2", "More", None)).await;
        assert_eq!(late.status, 409);
    });
}

fn nobody_marks_without_the_right() {
    run(async {
        let desk = desk().await;
        let ada = Visitor::new(&desk).enter("Ada").await;
        let work = begin(&ada).await;
        hand_in(&ada, &work, upload("1", "Mine", None)).await;
        let marking = work.replace("/works/", "/marking/");
        let forged = Visitor::new(&desk).with("Cookie: staff=0123456789abcdef");
        for visitor in [&ada, &forged, &Visitor::new(&desk)] {
            assert_eq!(visitor.get("/marking").await.status, 401);
            assert_eq!(visitor.get(&marking).await.status, 401);
            let marked = visitor.post(&marking, &mark([4, 4, 4], "")).await;
            assert_eq!(marked.status, 401);
            assert_eq!(
                visitor.get(&format!("{marking}/file/1/1")).await.status,
                401
            );
        }
        let bob = Visitor::new(&desk).enter("Bob").await;
        assert_eq!(bob.get(&work).await.status, 404);
        let assessed = bob
            .post(&format!("{work}/assess"), &mark([4, 4, 4], ""))
            .await;
        assert_eq!(assessed.status, 404);
        let teacher = signed_in(&desk, "Ms Okafor").await;
        let evil = teacher.clone().with("Origin: http://evil.example");
        assert_eq!(evil.post(&marking, &mark([4, 4, 4], "")).await.status, 403);
        let shared = teacher.post(&format!("{marking}/share"), "peer=Bob").await;
        assert_eq!(shared.status, 303);
        let page = bob.get(&work).await;
        assert!(page.body.contains("Mine") && !page.body.contains("Ada"));
        let assessed = bob
            .post(&format!("{work}/assess"), &mark([4, 3, 2], "Good"))
            .await;
        assert_eq!(assessed.status, 303);
        assert!(ada.get(&work).await.body.contains("Good"));
        let history = desk
            .service
            .history(&learner("Ada"), &work_bank::work(), &reports())
            .await;
        assert!(history.unwrap().points.is_empty(), "no evidence");
        let left = teacher.post("/staff/leave", "").await;
        assert_eq!(left.status, 303);
        assert_eq!(teacher.get("/marking").await.status, 401);
    });
}

fn codes_are_not_to_be_guessed() {
    run(async {
        let desk = desk().await;
        let name = StaffId::new("Ms Okafor").unwrap();
        let code = desk.service.invite(&name).await.unwrap();
        let visitor = Visitor::new(&desk);
        for _ in 0..5 {
            assert_eq!(visitor.post("/staff", "code=abc").await.status, 422);
        }
        for typed in ["abc", code.as_str()] {
            let refused = visitor.post("/staff", &format!("code={typed}")).await;
            assert_eq!(refused.status, 429);
            assert!(refused.body.contains("wait 15 min"), "{}", refused.body);
            assert!(refused.header("set-cookie").is_none());
        }
        let elsewhere = Some(IpAddr::from([10, 0, 0, 7]));
        assert!(desk.service.sign_in(&code, elsewhere).await.is_ok());
    });
}

fn several_parts_are_sent_together() {
    run(async {
        let desk = desk().await;
        let ada = Visitor::new(&desk).enter("Ada").await;
        let path = "/practise/work/lines";
        let page = ada.get(path).await;
        assert!(page.body.contains("Part 1") && page.body.contains("Part 2"));
        assert!(!page.body.contains("How far does it rise?"));
        let hidden = format!(
            "administration={}&hints=0&attempt=",
            page.field("administration")
        );
        let body = format!("{hidden}1&answer-slope=4&answer-value=%3F");
        let again = ada.post(&format!("{path}/answer"), &body).await;
        assert_eq!(again.status, 200);
        assert!(again.body.contains("value=\"4\"") && again.body.contains("id=\"reply-value\""));
        let body = format!("{hidden}2&answer-slope=4&open=slope");
        let opened = ada.post(&format!("{path}/steps"), &body).await;
        assert_eq!(opened.status, 303);
        let place = opened.header("location").unwrap();
        let page = ada.get(place.split('#').next().unwrap()).await;
        assert!(page.body.contains("How far does it rise?"));
        assert!(page.body.contains("value=\"4\""), "what was typed is kept");
        let body = format!("{hidden}2&answer-slope=777&answer-rise=&answer-value=888");
        let scored = ada.post(&format!("{path}/answer"), &body).await;
        assert_eq!(scored.status, 303);
        let verdict = ada.get(scored.header("location").unwrap()).await;
        assert!(verdict.body.contains("Part 1: not yet"), "{}", verdict.body);
        assert!(verdict.body.contains("left blank"));
    });
}

async fn click(client: &Client, css: &str) {
    let found = client.wait().for_element(Locator::Css(css)).await;
    found
        .unwrap_or_else(|error| panic!("{css}: {error}"))
        .click()
        .await
        .unwrap();
}

fn a_task_end_to_end_without_javascript() {
    run(async {
        let desk = Arc::new(desk().await);
        let name = StaffId::new("Ms Okafor").unwrap();
        let code = desk.service.invite(&name).await.unwrap();
        let browser = Browser {
            plain: true,
            ..Browser::default()
        };
        chromium::with(browser, |client| async move {
            let type_in = async |css: &str, keys: &str| {
                let found = client.wait().for_element(Locator::Css(css)).await;
                let found = found.unwrap_or_else(|error| panic!("{css}: {error}"));
                found.send_keys(keys).await.unwrap();
            };
            let text = async |css: &str| {
                let found = client.wait().for_element(Locator::Css(css)).await;
                let found = found.unwrap_or_else(|error| panic!("{css}: {error}"));
                found.text().await.unwrap()
            };
            client.goto(&desk.url("/")).await.unwrap();
            type_in("#name", "Ada\n").await;
            text(".map h1").await;
            client
                .goto(&desk.url("/competency/work/reports"))
                .await
                .unwrap();
            click(&client, ".tasks button.chip").await;
            type_in("#text", "Most of them walk.").await;
            let folder = tempfile::TempDir::new().unwrap();
            let file = folder.path().join("display.pdf");
            std::fs::write(&file, "%PDF-1.7 x").unwrap();
            type_in("#file", &file.display().to_string()).await;
            click(&client, "form[action$=hand-in] button").await;
            assert!(text("#handed-in").await.contains("Most of them walk."));
            assert!(text("#handed-in .files").await.contains("display.pdf"));
            let work = client.current_url().await.unwrap().path().to_owned();
            for criterion in ["display", "conclusion", "line"] {
                click(
                    &client,
                    &format!("#assessed [name=level-{criterion}][value='3']"),
                )
                .await;
            }
            click(&client, "#assessed button").await;
            // Leaving before the answer is there, the answer would lead back here.
            text("#assessed input[checked]").await;

            client.goto(&desk.url("/staff")).await.unwrap();
            type_in("#code", &format!("{code}\n")).await;
            click(&client, ".answers a").await;
            assert!(text("h1").await.starts_with("Ada"));
            for (criterion, level) in [("display", 4), ("conclusion", 2), ("line", 3)] {
                let css = format!("#marked [name=level-{criterion}][value='{level}']");
                click(&client, &css).await;
            }
            type_in("#comment", "Say how many were asked.").await;
            click(&client, "#marked .actions button").await;
            assert!(text("#marked .note").await.contains("kept"));

            client.goto(&desk.url(&work)).await.unwrap();
            let seen = text("[aria-labelledby=marked-title]").await;
            assert!(seen.contains("Say how many were asked."), "{seen}");
            assert!(
                seen.contains("Level 2 of 4.") && seen.contains("What next:"),
                "{seen}"
            );
        })
        .await;
    });
}
