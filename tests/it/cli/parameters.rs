//! `PARAMS.json` and its JSON Schema agree, whatever the model.

mod schema;

use super::{json, run, text};
use crate::trial;
use libtest_mimic::Trial;
use schema::Schema;
use serde_json::{Value, json};
use std::fmt::Write;
use std::fs;

pub fn trials() -> Vec<Trial> {
    vec![
        trial(
            "parameters::every_model_writes_what_the_schema_says",
            every_model_writes_what_the_schema_says,
        ),
        trial(
            "parameters::the_schema_knows_every_field",
            the_schema_knows_every_field,
        ),
        trial(
            "parameters::the_schema_refuses_what_is_no_such_file",
            the_schema_refuses_what_is_no_such_file,
        ),
        trial(
            "parameters::every_field_is_described",
            every_field_is_described,
        ),
    ]
}

fn schema() -> Schema {
    Schema::new(json(&run(&["fit", "--schema"])))
}

/// Every field that there can be.
fn everything() -> Value {
    let parameter = json!({ "name": "learn", "class": "a", "then": "b", "value": 0.1, "standard_error": 0.01, "interval": [0.08, 0.12] });
    json!({
        "format": 1, "model": "bkt+order+decay+types", "right": 0.7, "gap_days": [0.0, 0.06, 1.5],
        "coding": { "hints": "unseen", "skips": "left_out", "partial": { "right_from": 0.5 } },
        "constraints": { "slip": { "fixed": 0.1, "bounds": [0.0, 0.3], "beta": [2.0, 18.0] } },
        "learners": { "types": { "speeds": [-1.5, 1.5], "shares": [0.5, 0.2, 0.2, 0.1] } },
        "whole": [{ "name": "prior", "value": 0.4 }],
        "items": { "p1": -0.5 },
        "skills": { "adding": {
            "parameters": [parameter], "log_likelihood": -100.5, "responses": 200, "learners": 10,
            "likeliest": { "parameters": [parameter], "log_likelihood": -100.0 },
            "notes": ["weakly identified"]
        } }
    })
}

fn every_model_writes_what_the_schema_says() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let [log, out] = ["log.csv", "params.json"].map(|name| folder.path().join(name));
    let mut rows = String::from("user_id,skill_name,correct,template_id,time\n");
    for learner in 0..40 {
        for place in 0..8 {
            let right = u32::from((learner * 7 + place * 5) % 10 < 3 + place);
            let class = ["x", "y"][(learner + place) as usize % 2];
            let time = place * 100 + [0, 7200, 90_000][(place * learner % 3) as usize] * place;
            writeln!(rows, "l{learner},adding,{right},{class},{time}").expect("a text grows");
        }
    }
    fs::write(&log, rows).expect("a log can be written");
    let schema = schema();
    for model in [
        "bkt",
        "bkt+forget+guess-slip",
        "bkt+learn",
        "bkt+order",
        "bkt+first-response",
        "bkt+difficulty",
        "bkt+decay",
        "bkt+individual",
        "bkt+types",
    ] {
        let mut arguments = vec!["fit", text(&log), "--model", model, "--out", text(&out)];
        if model == "bkt" {
            arguments.extend([
                "--beta",
                "slip=2,18",
                "--bound",
                "learn=0..0.9",
                "--fix",
                "guess=0.1",
            ]);
        }
        json(&run(&arguments));
        let written = fs::read_to_string(&out).expect("parameters were written");
        let written = serde_json::from_str(&written).expect("they are JSON");
        assert_eq!(schema.faults(&written), [""; 0], "{model}");
    }
}

/// What the program reads and writes again is what the schema allows, and nothing is lost.
fn the_schema_knows_every_field() {
    let everything = everything();
    assert_eq!(schema().faults(&everything), [""; 0]);
    let read: retake::research::Fitted =
        serde_json::from_value(everything.clone()).expect("it is read");
    let again = serde_json::to_value(&read).expect("it is written");
    for key in everything.as_object().expect("an object").keys() {
        assert_eq!(again[key], everything[key], "{key}");
    }
    for (hints, skips, partial) in [
        ("as_given", "missing", "refused"),
        ("wrong", "wrong", "none"),
        ("none", "none", "none"),
        ("untold", "left_out", "none"),
    ] {
        let coding = json!({ "hints": hints, "skips": skips, "partial": partial });
        let read: retake::research::Coding =
            serde_json::from_value(coding.clone()).expect("a coding");
        assert_eq!(serde_json::to_value(read).expect("it is written"), coding);
    }
}

fn the_schema_refuses_what_is_no_such_file() {
    let schema = schema();
    let cases = [
        ("/format", json!(2)),
        ("/right", json!(1.5)),
        ("/coding/hints", json!("maybe")),
        ("/coding/partial", json!({ "right_from": "half" })),
        ("/gap_days/1", json!(-1)),
        ("/learners/types/shares", json!([1.0])),
        ("/skills/adding/responses", json!(2.5)),
        ("/skills/adding/parameters/0/name", json!("lern")),
        ("/skills/adding/parameters/0/value", json!(2)),
        ("/skills/adding/parameters/0/interval", json!([0.1])),
        ("/skills/adding/notes", json!("none")),
        ("/skills/adding", json!({ "parameters": [], "extra": 1 })),
    ];
    for (at, value) in cases {
        let mut wrong = everything();
        *wrong.pointer_mut(at).expect("it is there") = value;
        assert_ne!(schema.faults(&wrong), [""; 0], "{at}");
    }
}

fn every_field_is_described() {
    assert_eq!(schema().undescribed(), [""; 0]);
}
