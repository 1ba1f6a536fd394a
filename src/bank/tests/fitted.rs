//! Fitted parameters in a bank.

use super::{TOP, bank_with_table, load_findings};
use crate::bank::Bank;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// A file of fitted parameters for the bank of the tests.
fn fitted() -> Value {
    json!({
        "format": 1, "model": "bkt", "right": 0.7,
        "coding": { "hints": "none", "skips": "left_out", "partial": "none" },
        "skills": { "it": {
            "log_likelihood": -50.0, "responses": 1200, "learners": 80,
            "parameters": [
                { "name": "prior", "value": 0.375 }, { "name": "learn", "value": 0.0625 },
                { "name": "guess", "value": 0.125 }, { "name": "slip", "value": 0.03125 }
            ]
        } }
    })
}

/// Puts the file into the bank, named by the manifest.
fn put(folder: &Path, fitted: &Value, table: &str) {
    let path = |name: &str| folder.join("words").join(name);
    fs::write(path("params.json"), fitted.to_string()).unwrap();
    let manifest = fs::read_to_string(path("bank.toml")).unwrap();
    let first = manifest.find("[fitted]").unwrap_or(TOP.len());
    let last = manifest.find("[mastery]").unwrap();
    let with = format!("{}{table}\n{}", &manifest[..first], &manifest[last..]);
    fs::write(path("bank.toml"), with).unwrap();
}

const NAMED: &str = "[fitted]\nfile = \"params.json\"\n";

fn loaded(folder: &Path) -> Bank {
    let loaded = Bank::load(&folder.join("words"));
    loaded.bank.unwrap()
}

#[test]
fn fitted_values_stand_in_for_declared_ones() {
    let folder = bank_with_table(30);
    put(folder.path(), &fitted(), NAMED);
    assert_eq!(load_findings(folder.path()), [""; 0]);
    let bank = loaded(folder.path());
    let competency = &bank.competencies()[0];
    let parameters = &competency.parameters;
    let transition = parameters.transition();
    assert_eq!((parameters.prior(), parameters.guess()), (0.375, 0.125));
    assert_eq!((parameters.slip(), parameters.learn()), (0.03125, 0.0625));
    // What the file does not say is declared: help in a hint; a model without forgetting has none.
    assert_eq!((transition.forget, parameters.hint()), (0.0, 0.25));
    assert_eq!(
        competency.reason.as_deref(),
        Some("Fitted by `bkt` to 1,200 responses of 80 learners on `it`.")
    );
}

#[test]
fn skills_are_called_as_the_table_says() {
    let folder = bank_with_table(30);
    let mut other = fitted();
    let skill = other["skills"]["it"].take();
    other["skills"] = json!({ "Its and it's": skill });
    let table = format!("{NAMED}[fitted.skills]\n\"Its and it's\" = \"it\"\n");
    put(folder.path(), &other, &table);
    assert_eq!(load_findings(folder.path()), [""; 0]);
    assert_eq!(
        loaded(folder.path()).competencies()[0].parameters.prior(),
        0.375
    );
    put(folder.path(), &other, NAMED);
    let found = load_findings(folder.path());
    assert_eq!(
        found,
        [
            "B023 14:9 `params.json`: no competency is called `Its and it's` | say in bank.toml which competency it is: [fitted.skills] with \"Its and it's\" = \"…\""
        ]
    );
    let table = format!("{NAMED}[fitted.skills]\n\"Its and its\" = \"itt\"\n");
    put(folder.path(), &other, &table);
    let found = load_findings(folder.path());
    assert!(
        found
            .iter()
            .any(|told| told.ends_with("did you mean `Its and it's`?")),
        "{found:?}"
    );
    assert!(
        found
            .iter()
            .any(|told| told.ends_with("did you mean `it`?")),
        "{found:?}"
    );
}

/// Every one is refused, and says with which command to refit.
#[test]
fn what_means_something_else_to_practice_is_refused_with_the_command_to_refit() {
    let refit = |model: &str| {
        format!("retake fit LOG --model {model} --hints-unseen --skips-left-out --out ")
    };
    let cases = [
        (
            "/coding/hints",
            json!("as_given"),
            "B022",
            "answers with hints were taken as given",
            "bkt",
        ),
        (
            "/coding/hints",
            json!("wrong"),
            "B022",
            "answers with hints were taken as wrong",
            "bkt",
        ),
        (
            "/coding/skips",
            json!("missing"),
            "B022",
            "as opportunities to learn",
            "bkt",
        ),
        (
            "/coding/skips",
            json!("wrong"),
            "B022",
            "answer were taken as wrong",
            "bkt",
        ),
        (
            "/coding/partial",
            json!({ "right_from": 0.5 }),
            "B022",
            "leave --right-from out",
            "bkt",
        ),
        (
            "/model",
            json!("bkt+individual"),
            "B021",
            "more than practice can use",
            "bkt",
        ),
        (
            "/model",
            json!("bkt+forget+guess-slip"),
            "B021",
            "more than practice can use",
            "bkt+forget",
        ),
        (
            "/model",
            json!("best-lr"),
            "B021",
            "has no states",
            "bkt+forget",
        ),
        ("/format", json!(2), "B020", "format 2", "bkt"),
        (
            "/skills/it/parameters/2/value",
            json!(0.97),
            "B024",
            "guess 0.97 must be below",
            "bkt",
        ),
        (
            "/skills/it/parameters/3/value",
            json!(0),
            "B024",
            "slip 0 must lie between",
            "bkt",
        ),
        (
            "/skills/it/parameters/3/name",
            json!("learn"),
            "B020",
            "lacks a parameter",
            "bkt",
        ),
    ];
    for (at, value, code, told, model) in cases {
        let folder = bank_with_table(30);
        let mut other = fitted();
        *other.pointer_mut(at).unwrap() = value;
        put(folder.path(), &other, NAMED);
        let found = load_findings(folder.path());
        assert_eq!(found.len(), 1, "{at}: {found:?}");
        let finding = &found[0];
        assert!(
            finding.starts_with(&format!("{code} 14:9")),
            "{at}: {finding}"
        );
        assert!(finding.contains(told), "{at}: {finding}");
        let out = folder.path().join("words/params.json");
        let command = refit(model) + &out.display().to_string();
        assert!(finding.contains(&command), "{at}: {finding}");
        assert!(Bank::load(&folder.path().join("words")).bank.is_none());
    }
    let folder = bank_with_table(30);
    put(folder.path(), &json!({ "a": 1 }), NAMED);
    assert!(load_findings(folder.path())[0].starts_with("B020 14:9 `params.json`: unknown field"));
    fs::remove_file(folder.path().join("words/params.json")).unwrap();
    assert!(load_findings(folder.path())[0].starts_with("B001"));
}

#[test]
fn a_log_that_does_not_tell_of_hints_is_told_of() {
    let folder = bank_with_table(30);
    let mut other = fitted();
    other["coding"]["hints"] = json!("untold");
    other["constraints"] =
        json!({ "slip": { "beta": [2.0, 18.0] }, "learn": { "bounds": [0.0, 0.5] } });
    put(folder.path(), &other, NAMED);
    let found = load_findings(folder.path());
    let out = folder.path().join("words/params.json");
    let expected = format!(
        "B022 14:9 `params.json`: the log it was fitted to does not tell which answers were given with hints | if some were, guess and slip are off: name the column of hints and refit: retake fit LOG --model bkt --bound learn=0..0.5 --beta slip=2,18 --hints-unseen --skips-left-out --out {} --column hints=NAME",
        out.display()
    );
    assert_eq!(found, [expected]);
    assert_eq!(
        loaded(folder.path()).competencies()[0].parameters.prior(),
        0.375
    );
}
