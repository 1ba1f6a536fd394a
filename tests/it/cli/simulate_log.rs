//! `retake simulate-log`, and what is fitted to what it draws.

use super::{json, run, text};
use crate::trial;
use libtest_mimic::Trial;
use std::fs;

pub fn trials() -> Vec<Trial> {
    vec![
        trial(
            "simulate_log::what_is_drawn_is_fitted_without_options",
            what_is_drawn_is_fitted_without_options,
        ),
        trial(
            "simulate_log::the_same_seed_gives_the_same_bytes",
            the_same_seed_gives_the_same_bytes,
        ),
    ]
}

const TRUTH: &str = r#"{
  "format": 1, "model": "bkt", "right": 0.6,
  "coding": { "hints": "as_given", "skips": "missing", "partial": "refused" },
  "skills": { "adding, and more": { "log_likelihood": 0, "responses": 0, "learners": 0, "parameters": [
    { "name": "prior", "value": 0.3 }, { "name": "learn", "value": 0.2 },
    { "name": "guess", "value": 0.2 }, { "name": "slip", "value": 0.1 }
  ] } }
}"#;

fn what_is_drawn_is_fitted_without_options() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let [truth, log, out] =
        ["truth.json", "log.csv", "params.json"].map(|name| folder.path().join(name));
    fs::write(&truth, TRUTH).expect("a file can be written");
    let drawn = json(&run(&[
        "simulate-log",
        text(&truth),
        "--learners",
        "4000",
        "--length",
        "12",
        "--out",
        text(&log),
    ]));
    assert_eq!(
        (&drawn["rows"], &drawn["skills"]),
        (&48_000.into(), &1.into())
    );
    let fit = json(&run(&["fit", text(&log), "--out", text(&out)]));
    assert_eq!(
        (&fit["rows"], &fit["bad_rows"]),
        (&48_000.into(), &0.into())
    );
    let fitted = fs::read_to_string(&out).expect("parameters were written");
    let fitted: serde_json::Value = serde_json::from_str(&fitted).expect("they are JSON");
    let parameters = fitted["skills"]["adding, and more"]["parameters"].as_array();
    let truth = [
        ("prior", 0.3),
        ("learn", 0.2),
        ("guess", 0.2),
        ("slip", 0.1),
    ];
    for parameter in parameters.expect("there are parameters") {
        let (_, truth) = truth
            .iter()
            .find(|(name, _)| parameter["name"] == *name)
            .expect("no other");
        let [value, error] =
            ["value", "standard_error"].map(|key| parameter[key].as_f64().expect("a number"));
        assert!((value - truth).abs() < 4.0 * error, "{parameter}");
    }
}

fn the_same_seed_gives_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let truth = folder.path().join("truth.json");
    fs::write(&truth, TRUTH).expect("a file can be written");
    let drawn = |seed: &str| {
        let done = run(&[
            "simulate-log",
            text(&truth),
            "--learners",
            "20",
            "--length",
            "5",
            "--seed",
            seed,
        ]);
        assert_eq!(done.code, 0, "{}", done.stderr);
        done.stdout
    };
    assert_eq!(drawn("a"), drawn("a"));
    assert_ne!(drawn("a"), drawn("b"));
    fs::write(&truth, TRUTH.replace("guess", "forget")).expect("a file can be written");
    let done = run(&[
        "simulate-log",
        text(&truth),
        "--learners",
        "2",
        "--length",
        "5",
    ]);
    assert_eq!(done.code, 3);
    assert!(done.stderr.contains("has no guess"), "{}", done.stderr);
}
