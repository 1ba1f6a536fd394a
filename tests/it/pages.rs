//! What the pages promise to anything that speaks HTTP.

use crate::desk::{Desk, Key};
use crate::store::run;
use crate::trial;
use libtest_mimic::Trial;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

pub fn trials() -> Vec<Trial> {
    vec![
        trial(
            "pages::a_stranger_is_asked_for_a_name",
            a_stranger_is_asked_for_a_name,
        ),
        trial(
            "pages::the_key_comes_after_the_answer",
            the_key_comes_after_the_answer,
        ),
        trial(
            "pages::sending_twice_does_no_harm",
            sending_twice_does_no_harm,
        ),
        trial(
            "pages::an_empty_answer_costs_nothing",
            an_empty_answer_costs_nothing,
        ),
        trial(
            "pages::nothing_is_taken_from_elsewhere",
            nothing_is_taken_from_elsewhere,
        ),
        trial("pages::faults_are_pages_too", faults_are_pages_too),
    ]
}

/// An answer to a request.
pub struct Reply {
    pub status: u16,
    head: String,
    pub body: String,
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines
            .find(|(given, _)| given.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// The value of a hidden field.
    pub fn field(&self, name: &str) -> &str {
        let mark = format!("name=\"{name}\" value=\"");
        let (_, rest) = self
            .body
            .split_once(&mark)
            .expect("the field is on the page");
        rest.split('"').next().unwrap()
    }
}

/// A browser reduced to what it sends.
#[derive(Clone)]
pub struct Visitor {
    address: SocketAddr,
    headers: String,
}

impl Visitor {
    pub fn new(desk: &Desk) -> Self {
        Self {
            address: desk.address,
            headers: String::new(),
        }
    }

    /// With one more header.
    pub fn with(mut self, header: &str) -> Self {
        self.headers += header;
        self.headers += "\r\n";
        self
    }

    pub async fn send(&self, method: &str, path: &str, body: String) -> Reply {
        let form = "application/x-www-form-urlencoded";
        self.send_as(method, path, form, body).await
    }

    /// The same with a body of another kind.
    pub async fn send_as(&self, method: &str, path: &str, kind: &str, body: String) -> Reply {
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{}Content-Type: {kind}\r\nContent-Length: {}\r\n\r\n{body}",
            self.address,
            self.headers,
            body.len()
        );
        let address = self.address;
        let exchange = move || {
            let mut stream = TcpStream::connect(address).unwrap();
            stream.write_all(request.as_bytes()).unwrap();
            let mut reply = String::new();
            stream.read_to_string(&mut reply).unwrap();
            reply
        };
        let reply = tokio::task::spawn_blocking(exchange).await.unwrap();
        let (head, body) = reply.split_once("\r\n\r\n").unwrap();
        Reply {
            status: head.split(' ').nth(1).unwrap().parse().unwrap(),
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send("GET", path, String::new()).await
    }

    pub async fn post(&self, path: &str, body: &str) -> Reply {
        self.send("POST", path, body.to_owned()).await
    }

    /// Gives a name and keeps the cookie.
    pub async fn enter(self, name: &str) -> Self {
        let reply = self.post("/learner", &format!("name={name}")).await;
        assert_eq!(
            (reply.status, reply.header("location")),
            (303, Some("/map"))
        );
        let cookie = reply.header("set-cookie").unwrap().to_owned();
        assert!(cookie.contains("; HttpOnly; SameSite=Lax"), "{cookie}");
        let cookie = cookie.split(';').next().unwrap();
        self.with(&format!("Cookie: {cookie}"))
    }

    /// Where the map's next step leads.
    async fn next_step(&self) -> String {
        let map = self.get("/map").await.body;
        let (_, rest) = map.split_once("<a class=\"button\" href=\"").unwrap();
        rest.split('"').next().unwrap().to_owned()
    }
}

/// A form's value, escaped byte by byte.
pub fn escaped(value: &str) -> String {
    value.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn body_of(problem: &Reply, answer: &str) -> String {
    format!(
        "administration={}&attempt={}&hints=0&answer={}",
        problem.field("administration"),
        problem.field("attempt"),
        escaped(answer)
    )
}

fn a_stranger_is_asked_for_a_name() {
    run(async {
        let desk = Desk::open().await;
        let stranger = Visitor::new(&desk);
        let map = stranger.get("/map").await;
        assert_eq!((map.status, map.header("location")), (303, Some("/")));
        let welcome = stranger.get("/").await;
        assert_eq!(welcome.status, 200);
        assert!(welcome.body.contains("Pre-algebra"));
        assert!(
            welcome
                .header("content-security-policy")
                .unwrap()
                .starts_with("default-src 'none'")
        );
        assert_eq!(welcome.header("cache-control"), Some("no-store"));
        let nobody = stranger.post("/learner", "name=+").await;
        assert_eq!(nobody.status, 200);
        assert!(nobody.body.contains("id=\"name-error\""));
        let ada = stranger.enter("Ada+Lovelace").await;
        assert!(ada.get("/map").await.body.contains("Ada Lovelace"));
    });
}

fn the_key_comes_after_the_answer() {
    run(async {
        let desk = Desk::open().await;
        let ada = Visitor::new(&desk).enter("Ada").await;
        let path = ada.next_step().await;
        for _ in 0..20 {
            let problem = ada.get(&path).await;
            let id = problem.field("administration");
            let behind = desk.behind(id).await;
            for text in behind.feedback.iter().chain([&behind.solution]) {
                assert!(!text.is_empty() && !problem.body.contains(text), "{text}");
            }
            if let Key::Typed(key) = behind.key {
                // What the stem says itself, the page may say; and its scales have small numbers.
                let page = problem.body.replace(&behind.stem, "");
                for shown in [format!(">{key}<"), format!("\"{key}\"")] {
                    assert!(
                        key.len() < 3 || !page.contains(&shown),
                        "{shown} is on the page"
                    );
                }
            }
            assert!(
                !problem.body.contains(" style="),
                "the policy would refuse an inline style"
            );
            let review = ada.get(&format!("{path}/{id}")).await;
            assert_eq!(
                (review.status, review.header("location")),
                (303, Some(&*path))
            );
            let skipped = ada
                .post(&format!("{path}/skip"), &body_of(&problem, ""))
                .await;
            assert_eq!(skipped.status, 303);
        }
    });
}

fn sending_twice_does_no_harm() {
    run(async {
        let desk = Desk::open().await;
        let ada = Visitor::new(&desk).enter("Ada").await;
        let path = ada.next_step().await;
        let problem = ada.get(&path).await;
        let id = problem.field("administration").to_owned();
        let key = match desk.behind(&id).await.key {
            Key::Typed(key) => key,
            Key::Chosen(labels) => labels.join(","),
        };
        let (answer, review) = (format!("{path}/answer"), format!("{path}/{id}"));
        for _ in 0..3 {
            let reply = ada.post(&answer, &body_of(&problem, &key)).await;
            assert_eq!(
                (reply.status, reply.header("location")),
                (303, Some(&*review))
            );
        }
        let verdict = ada.get(&review).await;
        assert!(verdict.body.contains("class=\"verdict right\""));
        let standing = ada.get(&path.replace("/practise/", "/competency/")).await;
        assert_eq!(standing.body.matches("Problem 1, right").count(), 1);
        assert!(!standing.body.contains("Problem 2,"));
        // Another text for the same attempt, and what is another learner's.
        let other = ada.post(&answer, &body_of(&problem, "123456")).await;
        assert_eq!(other.status, 409);
        let bob = Visitor::new(&desk).enter("Bob").await;
        assert_eq!(bob.get(&review).await.status, 404);
        assert_eq!(
            bob.post(&answer, &body_of(&problem, &key)).await.status,
            404
        );
    });
}

fn an_empty_answer_costs_nothing() {
    run(async {
        let desk = Desk::open().await;
        let ada = Visitor::new(&desk).enter("Ada").await;
        let path = ada.next_step().await;
        let mut problem = ada.get(&path).await;
        for _ in 0..3 {
            let empty = body_of(&problem, "");
            problem = ada.post(&format!("{path}/answer"), &empty).await;
            assert_eq!(problem.status, 200);
            assert!(problem.body.contains("id=\"reply\""));
        }
        assert!(ada.get(&path).await.body.contains("Problem 1<"));
    });
}

fn nothing_is_taken_from_elsewhere() {
    run(async {
        let desk = Desk::open().await;
        let here = format!("Origin: {}", desk.url(""));
        assert_eq!(
            Visitor::new(&desk)
                .with(&here)
                .post("/learner", "name=Ada")
                .await
                .status,
            303
        );
        for header in ["Origin: http://evil.example", "Sec-Fetch-Site: cross-site"] {
            let evil = Visitor::new(&desk).with(header);
            let refused = evil.post("/learner", "name=Ada").await;
            assert_eq!(refused.status, 403, "{header}");
            assert!(refused.header("set-cookie").is_none());
            assert_eq!(evil.get("/").await.status, 200);
        }
    });
}

fn faults_are_pages_too() {
    run(async {
        let desk = Desk::open().await;
        let ada = Visitor::new(&desk).enter("Ada").await;
        for path in [
            "/nothing",
            "/practise/no-bank/at-all",
            "/competency/pre-algebra/none",
            "/assets/none.css",
        ] {
            let missing = ada.get(path).await;
            assert_eq!(missing.status, 404, "{path}");
            assert!(missing.body.contains("<h1>"), "{path}");
        }
        let path = ada.next_step().await;
        let empty = ada.post(&format!("{path}/answer"), "").await;
        assert_eq!(empty.status, 400);
        let large = ada
            .post(&format!("{path}/answer"), &"a".repeat(20_000))
            .await;
        assert_eq!(large.status, 413);
        let wrong = ada.send("DELETE", "/map", String::new()).await;
        assert_eq!(wrong.status, 405);
        assert_eq!(ada.get(&format!("{path}/no-id")).await.status, 404);
    });
}
