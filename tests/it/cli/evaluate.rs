//! `retake evaluate`: measuring, cross-validating and comparing, and the baselines it compares with.

use super::{Outcome, outcome, retake, run, text};
use crate::trial;
use libtest_mimic::Trial;
use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

pub fn trials() -> Vec<Trial> {
    vec![
        trial(
            "evaluate::baselines_are_fitted_and_predict_like_any_model",
            baselines_are_fitted_and_predict_like_any_model,
        ),
        trial(
            "evaluate::folds_are_dealt_by_learner_item_and_time",
            folds_are_dealt_by_learner_item_and_time,
        ),
        trial(
            "evaluate::models_are_compared_on_the_same_folds",
            models_are_compared_on_the_same_folds,
        ),
        trial(
            "evaluate::files_are_compared_on_the_same_log",
            files_are_compared_on_the_same_log,
        ),
        trial(
            "evaluate::the_same_seed_gives_the_same_bytes_on_any_number_of_threads",
            the_same_seed_gives_the_same_bytes_on_any_number_of_threads,
        ),
        trial(
            "evaluate::a_row_for_each_skill_is_one_response",
            a_row_for_each_skill_is_one_response,
        ),
        trial(
            "evaluate::what_makes_no_sense_is_told",
            what_makes_no_sense_is_told,
        ),
    ]
}

/// A folder with a log of forty learners, two skills and six items; the later the easier.
fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let mut text = String::from("user_id,item_id,skill_name,correct\n");
    for place in 0..10 {
        for learner in 0..40 {
            let skill = ["adding", "taking"][(learner + place) % 2];
            let item = (learner * 5 + place) % 3;
            let right = (learner * 7 + place * 5 + item * 2) % 10 < 1 + place / 2 + learner % 4 * 2;
            let right = u8::from(right);
            writeln!(text, "l{learner},{skill}-{item},{skill},{right}").expect("text grows");
        }
    }
    let log = folder.path().join("log.csv");
    fs::write(&log, text).expect("a log can be written");
    (folder, log)
}

fn json(done: &Outcome) -> Value {
    assert_eq!(done.code, 0, "{}", done.stderr);
    assert!(!done.stdout.contains("NaN"), "{}", done.stdout);
    serde_json::from_str(&done.stdout).unwrap_or_else(|error| panic!("{}: {error}", done.stdout))
}

fn number(value: &Value) -> f64 {
    value
        .as_f64()
        .unwrap_or_else(|| panic!("{value} is a number"))
}

fn baselines_are_fitted_and_predict_like_any_model() {
    let (folder, log) = folder();
    for model in ["rasch", "elo", "pfa", "best-lr"] {
        let parameters = folder.path().join(format!("{model}.json"));
        let [log, parameters] = [&log, &parameters].map(|path| text(path));
        let summary = json(&run(&["fit", log, "--model", model, "--out", parameters]));
        let log_likelihood = number(&summary["log_likelihood"]);
        assert!(
            log_likelihood < 0.0 && log_likelihood > -300.0,
            "{model}: {log_likelihood}"
        );
        let measures = json(&run(&["evaluate", log, "--params", parameters]));
        assert_eq!(measures["model"], model);
        assert!(
            number(&measures["pooled"]["auc"]["value"]) > 0.55,
            "{model}: {measures}"
        );
        let predicted = run(&["predict", parameters, log]);
        assert_eq!(predicted.stdout.lines().count(), 401, "{model}");
        // What knows of no state says nothing of mastery.
        let trace = run(&["trace", parameters, log]);
        assert!(
            trace.stdout.lines().skip(1).all(|line| line.ends_with(',')),
            "{model}"
        );
    }
}

fn folds_are_dealt_by_learner_item_and_time() {
    let (_folder, log) = folder();
    for (by, responses) in [("learner", 400), ("item", 400), ("time", 320)] {
        let report = json(&run(&[
            "evaluate",
            text(&log),
            "--folds",
            "4",
            "--by",
            by,
            "--model",
            "pfa",
            "--by-skill",
        ]));
        assert_eq!(report["responses"], responses, "{by}");
        assert_eq!(report["folds"]["by"], by);
        let folds = report["by_fold"].as_array().expect("folds");
        let sum: u64 = folds
            .iter()
            .filter_map(|fold| fold["responses"].as_u64())
            .sum();
        assert_eq!((folds.len(), sum), (4, responses));
        assert_eq!(
            report["skills"].as_object().map(serde_json::Map::len),
            Some(2)
        );
        // Rows stand for an order where there is none, and that is said where it matters.
        assert_eq!(report["notes"].is_array(), by == "time", "{report}");
    }
}

fn models_are_compared_on_the_same_folds() {
    let (_folder, log) = folder();
    let log = text(&log);
    let report = json(&run(&[
        "evaluate",
        log,
        "--folds",
        "3",
        "--model",
        "best-lr",
        "--against",
        "best-lr",
        "--against",
        "bkt",
    ]));
    let against = report["against"].as_array().expect("two others");
    // A model and itself cannot be told apart by anything.
    assert_eq!(against[0]["pooled"], report["pooled"]);
    for difference in against[0]["differences"].as_array().expect("differences") {
        assert_eq!(difference["difference"], 0.0);
        assert_eq!(difference["better"], Value::Null);
    }
    assert_eq!(against[1]["model"], "bkt");
    let difference = &against[1]["differences"][0];
    assert_eq!(difference["measure"], "auc");
    let of = |report: &Value| number(&report["pooled"]["auc"]["value"]);
    let expected = of(&report) - of(&against[1]);
    assert!((number(&difference["difference"]) - expected).abs() < 1e-12);
    let words = against[1]["in_words"][0].as_str().expect("words");
    assert!(words.starts_with("AUC: "), "{words}");
    // Alone each has the numbers it has beside the others.
    let alone = json(&run(&["evaluate", log, "--folds", "3", "--model", "bkt"]));
    assert_eq!(alone["pooled"], against[1]["pooled"]);
}

fn files_are_compared_on_the_same_log() {
    let (folder, log) = folder();
    let log = text(&log);
    let [one, other] = ["one.json", "other.json"].map(|name| folder.path().join(name));
    let [one, other] = [text(&one), text(&other)];
    json(&run(&[
        "fit",
        log,
        "--model",
        "bkt+guess-slip",
        "--out",
        one,
    ]));
    json(&run(&["fit", log, "--model", "rasch", "--out", other]));
    let report = json(&run(&[
        "evaluate",
        log,
        "--params",
        one,
        "--against-params",
        other,
    ]));
    assert_eq!(report["model"], "bkt+guess-slip");
    assert_eq!(report["against"][0]["model"], "rasch");
    assert_eq!(
        report["against"][0]["in_words"].as_array().map(Vec::len),
        Some(6)
    );
    let alone = json(&run(&["evaluate", log, "--params", one]));
    assert_eq!(alone["pooled"], report["pooled"]);
}

fn the_same_seed_gives_the_same_bytes_on_any_number_of_threads() {
    let (_folder, log) = folder();
    let printed = |threads: &str, model: &str| {
        let mut command = retake(&["evaluate", "--folds", "3", "--seed", "x", "--model", model]);
        command
            .arg(&log)
            .args(["--against", "bkt"])
            .env("RAYON_NUM_THREADS", threads);
        let done = outcome(&mut command, "");
        assert_eq!(done.code, 0, "{}", done.stderr);
        done.stdout
    };
    for model in ["rasch", "elo", "pfa", "best-lr", "bkt+forget"] {
        assert_eq!(printed("1", model), printed("3", model), "{model}");
    }
}

fn a_row_for_each_skill_is_one_response() {
    // ASSISTments repeats a response for each of its skills; the order says that they are one.
    let mut repeated = String::from("order_id,user_id,problem_id,skill_name,correct\n");
    let mut joined = repeated.clone();
    for place in 0..60 {
        let right = u8::from(place * 7 % 10 < 6);
        let learner = place % 4;
        let item = place % 5;
        for skill in ["add", "take"] {
            writeln!(repeated, "{place},{learner},{item},{skill},{right}").expect("text grows");
        }
        writeln!(joined, "{place},{learner},{item},add~~take,{right}").expect("text grows");
    }
    let fit = |log: &str, model: &str| {
        let summary = json(&outcome(&mut retake(&["fit", "-", "--model", model]), log));
        (
            summary["log_likelihood"].clone(),
            summary["parameters"].clone(),
        )
    };
    for model in ["rasch", "elo", "pfa", "best-lr"] {
        assert_eq!(fit(&repeated, model), fit(&joined, model), "{model}");
    }
}

fn what_makes_no_sense_is_told() {
    let (folder, log) = folder();
    let log = text(&log);
    let bare = folder.path().join("bare.csv");
    fs::write(
        &bare,
        "user_id,skill_name,correct\na,s,1\na,s,0\nb,s,1\nb,s,0\n",
    )
    .expect("a log");
    let bare = text(&bare);
    let one = folder.path().join("one.csv");
    fs::write(&one, "user_id,skill_name,correct\na,s,1\na,s,0\n").expect("a log");
    let one = text(&one);
    let cases: [(&[&str], i32, &str); 11] = [
        (&["evaluate", log], 2, "--params"),
        (&["evaluate", log, "--folds", "1"], 2, "2..=1000"),
        (
            &["evaluate", log, "--folds", "41"],
            2,
            "41 folds of 40 learners",
        ),
        (
            &["evaluate", one, "--folds", "2"],
            2,
            "2 folds of 1 learners",
        ),
        (
            &["evaluate", bare, "--folds", "2", "--by", "item"],
            2,
            "--column item=NAME",
        ),
        (
            &["evaluate", log, "--folds", "7", "--by", "item"],
            2,
            "7 folds of 6 items",
        ),
        (
            &["evaluate", bare, "--folds", "4", "--by", "time"],
            2,
            "4 folds of 4 responses",
        ),
        (
            &["evaluate", log, "--folds", "2", "--by", "skill"],
            2,
            "learner, item or time",
        ),
        (
            &["evaluate", log, "--folds", "2", "--model", "irt"],
            2,
            "rasch",
        ),
        (
            &["evaluate", log, "--folds", "2", "--params", log],
            2,
            "cannot be used with",
        ),
        (
            &["fit", log, "--model", "rasch", "--fix", "guess=0.2"],
            2,
            "rasch takes no fixed values",
        ),
    ];
    for (arguments, code, told) in cases {
        let done = run(arguments);
        assert_eq!(done.code, code, "{arguments:?}: {}", done.stderr);
        assert!(done.stderr.contains(told), "{arguments:?}: {}", done.stderr);
        assert_eq!(done.stdout, "");
    }
    // One learner: measured, without intervals, and that is said.
    let parameters = folder.path().join("pfa.json");
    json(&run(&[
        "fit",
        log,
        "--model",
        "pfa",
        "--out",
        text(&parameters),
    ]));
    let report = json(&run(&["evaluate", one, "--params", text(&parameters)]));
    assert_eq!(report["pooled"]["auc"]["interval"], Value::Null);
    assert!(
        report["pooled"]["notes"][0]
            .as_str()
            .is_some_and(|note| note.contains("one learner"))
    );
    assert_eq!(
        report["skills_without_parameters"],
        serde_json::json!(["s"])
    );
}
