//! A bank with a problem of several parts, and a task that people mark.

use crate::small_bank::clock;
use crate::store::Folder;
use retake::bank::Bank;
use retake::base::{BankId, CompetencyId, LearnerId, Secret, StaffId, TemplateId};
use retake::service::{Next, PartAnswer, ProblemView, Service, Staff};
use retake::store::AdministrationId;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const MANIFEST: &str = r#"
title = "Work"
description = "Parts and tasks."
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
templates = 1

[competencies.lines]
title = "Lines"
statement = "Finds the slope of a line and a value on it."
mastery = "I can follow a line."
standard = ["CCSS.MATH.CONTENT.8.EE.B.6"]
prerequisites = []

[competencies.reports]
title = "Reports"
statement = "Reports on data."
mastery = "I can say what data show."
standard = ["CCSS.MATH.CONTENT.6.SP.B.5"]
prerequisites = []
"#;

/// Slope, with a step, and a value that follows from it.
const LINE: &str = r#"+++
title = "Follow a line"
version = 1

[parameters]
a = "2..9"
b = "1..9"

[[part]]
id = "slope"
kind = "number"
key = "a"
weight = 2
steps_cost = 0.25

[[part]]
id = "rise"
kind = "number"
key = "2*a"
step_of = "slope"

[[part]]
id = "value"
kind = "number"
key = "part.slope * 10 + b"
weight = 1
+++
A line begins at $@{b}$ and reaches $@{2*a + b}$ at $2$.

## Part: slope
What is its slope?

## Part: rise
How far does it rise?

## Part: value
Where is it at $10$?
"#;

/// A report on two competencies, one of them with two criteria.
const REPORT: &str = r#"+++
title = "Report on a survey"
version = 1
minutes = 90

[parameters]
sample = "15..30 step 5"

[answer]
kind = "performance"
submit = ["text", "file: pdf, image; 1 MB"]
proficient = 3

[rubric.display]
title = "A display that fits"
competency = "reports"
levels = ["There is none.", "Labels are missing.", "It shows the pattern.", "Displays are compared."]

[rubric.conclusion]
title = "A conclusion that follows"
competency = "reports"
levels = ["It leaves the data out.", "It goes too far.", "It follows.", "It says what it cannot show."]

[rubric.line]
title = "A line through the data"
competency = "lines"
levels = ["There is none.", "It misses the data.", "It fits.", "It fits, and its slope is explained."]
+++
Ask at least @{sample} people and report what you find.
"#;

/// The bank in a folder.
pub fn write(folder: &Path) {
    for (place, text) in [
        ("bank.toml", MANIFEST),
        ("lines/follow.md", LINE),
        ("reports/survey.md", REPORT),
    ] {
        let path = folder.join(place);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

pub fn load() -> Bank {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("work");
    write(&path);
    let loaded = Bank::load(&path);
    let findings: Vec<String> = loaded.diagnostics.into_iter().map(|f| f.message).collect();
    loaded.bank.unwrap_or_else(|| panic!("{findings:?}"))
}

pub async fn serve(folder: &Folder) -> Service {
    let store = folder.open().await.unwrap();
    let secret = Some(Secret::from_seed("1"));
    Service::open(store, vec![load()], clock(), secret)
        .await
        .unwrap()
}

pub fn work() -> BankId {
    BankId::new("work").unwrap()
}

pub fn lines() -> CompetencyId {
    CompetencyId::new("lines").unwrap()
}

pub fn reports() -> CompetencyId {
    CompetencyId::new("reports").unwrap()
}

pub fn survey() -> TemplateId {
    TemplateId::new("reports/survey").unwrap()
}

pub fn learner(name: &str) -> LearnerId {
    LearnerId::new(name).unwrap()
}

pub async fn line(service: &Service, learner: &LearnerId) -> ProblemView {
    let next = service.start_or_resume(learner, &work(), &lines()).await;
    match next.unwrap() {
        Next::Problem(problem) => *problem,
        other => panic!("no problem: {other:?}"),
    }
}

/// The slope of the line and where it begins.
pub fn slope(problem: &ProblemView) -> (i64, i64) {
    let text = &problem.stem.text;
    let numbers = text.split(|c: char| !c.is_ascii_digit());
    let numbers: Vec<i64> = numbers.filter_map(|n| n.parse().ok()).collect();
    ((numbers[1] - numbers[0]) / 2, numbers[0])
}

pub fn part(name: &str, raw: impl ToString) -> PartAnswer {
    PartAnswer {
        part: retake::base::PartId::new(name).unwrap(),
        raw: raw.to_string(),
        confirmed: false,
    }
}

/// Somebody of the staff, signed in.
pub async fn teacher(service: &Service, name: &str) -> Staff {
    let code = service.invite(&StaffId::new(name).unwrap()).await.unwrap();
    let token = service.sign_in(&code, None).await.unwrap();
    service.staff(&token).await.unwrap()
}

/// A survey that was handed in.
pub async fn handed_in(service: &Service, learner: &LearnerId) -> AdministrationId {
    let id = service
        .give_task(learner, &work(), &survey())
        .await
        .unwrap();
    service
        .hand_in(learner, id, 1, "Most walk.", &[])
        .await
        .unwrap();
    id
}
