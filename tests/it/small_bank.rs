//! A bank of two competencies, written to a folder, and a learner who can add.

use crate::store::Folder;
use retake::bank::Bank;
use retake::base::{BankId, CompetencyId, LearnerId, Secret, Timestamp};
use retake::service::{Answered, Clock, FeedbackView, Next, PartAnswer, ProblemView, Service};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tempfile::TempDir;

const MANIFEST: &str = r#"
title = "Small"
description = "Two competencies."
language = "en"

[parameters]
prior = 0.25
learn = 0.12
forget = 0.01
guess = 0.05
slip = 0.08
hint = 0.25
reason = "For tests."

[mastery]
boundary = 0.95
right = 4
of = 5
templates = 2

[competencies.sums]
title = "Sums"
statement = "Adds two numbers."
mastery = "I can add."
standard = ["CCSS.MATH.CONTENT.1.OA.C.6"]
prerequisites = []

[competencies.long-sums]
title = "Long sums"
statement = "Adds two long numbers."
mastery = "I can add long numbers."
standard = ["CCSS.MATH.CONTENT.4.NBT.B.4"]
prerequisites = ["sums"]
"#;

/// A template that asks for `first + a + b`, in words of its own.
#[derive(Clone, Copy)]
pub struct Text {
    pub version: u32,
    pub domain: &'static str,
    pub words: &'static str,
}

/// 25 instances.
pub const TEXT: Text = Text {
    version: 1,
    domain: "1..5",
    words: "What is",
};

impl Text {
    /// Its file.
    pub fn write(self, first: u32) -> String {
        let Self {
            version,
            domain,
            words,
        } = self;
        format!(
            r#"+++
title = "Add"
version = {version}

[parameters]
a = "{domain}"
b = "{domain}"

[answer]
kind = "number"
key = "{first} + a + b"

[misconceptions.leaves_out]
value = "{first} + a"

[[example]]
given = {{ a = 1, b = 2 }}
answers = {{ "{right}" = "right", "{left_out}" = "leaves_out" }}
+++
{words} ${first} + @{{a}} + @{{b}}$?

## Hint
Begin with the first two.

## Hint
They give $@{{{first} + a}}$.

## Solution
${first} + @{{a}} + @{{b}} = @{{{first} + a + b}}$

## Misconception: leaves_out
You left the last one out.
"#,
            right = first + 3,
            left_out = first + 1,
        )
    }
}

/// The bank in a folder, its templates written from `text`.
pub fn write(folder: &Path, text: Text) {
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join("bank.toml"), MANIFEST).unwrap();
    let templates = [
        ("sums", "from-ten", 10),
        ("sums", "from-twenty", 20),
        ("long-sums", "from-million", 1_000_000),
        ("long-sums", "from-two-million", 2_000_000),
    ];
    for (competency, name, first) in templates {
        let folder = folder.join(competency);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{name}.md")), text.write(first)).unwrap();
    }
}

pub fn load(text: Text) -> Bank {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("small");
    write(&path, text);
    let loaded = Bank::load(&path);
    let findings: Vec<String> = loaded.diagnostics.into_iter().map(|f| f.message).collect();
    loaded.bank.unwrap_or_else(|| panic!("{findings:?}"))
}

/// A quarter of a minute passes whenever somebody looks.
pub fn clock() -> Clock {
    let now = AtomicI64::new(1_800_000_000_000);
    Arc::new(move || Timestamp::from_ms(now.fetch_add(15_000, Ordering::Relaxed)))
}

/// A service over a database, with the small bank as `text` has it.
pub async fn serve(folder: &Folder, text: Text) -> Service {
    let store = folder.open().await.unwrap();
    let secret = Some(Secret::from_seed("1"));
    Service::open(store, vec![load(text)], clock(), secret)
        .await
        .unwrap()
}

pub fn ada() -> LearnerId {
    LearnerId::new("Ada").unwrap()
}

pub fn small() -> BankId {
    BankId::new("small").unwrap()
}

pub fn sums() -> CompetencyId {
    CompetencyId::new("sums").unwrap()
}

pub fn long_sums() -> CompetencyId {
    CompetencyId::new("long-sums").unwrap()
}

pub async fn start(service: &Service) -> ProblemView {
    let next = service.start_or_resume(&ada(), &small(), &sums()).await;
    problem(next.unwrap())
}

pub fn problem(next: Next) -> ProblemView {
    match next {
        Next::Problem(problem) => *problem,
        other => panic!("no problem: {other:?}"),
    }
}

/// What the numbers of a stem add up to.
pub fn sum(problem: &ProblemView) -> u64 {
    let text = &problem.stem.text;
    text.split(|c: char| !c.is_ascii_digit())
        .filter_map(|number| number.parse::<u64>().ok())
        .sum()
}

pub fn scored(answered: Answered) -> FeedbackView {
    match answered {
        Answered::Scored(feedback) => *feedback,
        other => panic!("not scored: {other:?}"),
    }
}

/// The answer to a problem of one part.
pub fn only(raw: &str) -> [PartAnswer; 1] {
    [PartAnswer::only(raw)]
}

/// Answers right, or a hundred too much.
pub async fn answer(service: &Service, problem: &ProblemView, right: bool) -> FeedbackView {
    let raw = (sum(problem) + if right { 0 } else { 100 }).to_string();
    let answered = service
        .answer(problem.administration, problem.attempt, &only(&raw))
        .await;
    scored(answered.unwrap())
}
