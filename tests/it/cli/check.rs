//! `retake check`: what it prints and how it exits.

use super::{fixture, run, text};
use crate::trial;
use libtest_mimic::Trial;
use serde_json::Value;

pub fn trials() -> Vec<Trial> {
    vec![
        trial(
            "check::the_shape_of_json_is_fixed",
            the_shape_of_json_is_fixed,
        ),
        trial(
            "check::exit_codes_say_what_happened",
            exit_codes_say_what_happened,
        ),
        trial(
            "check::a_template_can_be_checked_alone",
            a_template_can_be_checked_alone,
        ),
        trial(
            "check::what_costs_come_to_can_be_left_out",
            what_costs_come_to_can_be_left_out,
        ),
        trial(
            "check::the_banks_of_the_crate_have_no_findings",
            the_banks_of_the_crate_have_no_findings,
        ),
    ]
}

fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect()
}

fn the_shape_of_json_is_fixed() {
    let outcome = run(&["check", text(&fixture("arithmetic")), "--format", "json"]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    let report: Value = serde_json::from_str(&outcome.stdout).expect("JSON is printed");
    assert_eq!(
        keys(&report),
        [
            "templates",
            "criteria",
            "field_rules",
            "costs",
            "diagnostics"
        ]
    );
    let template = &report["templates"][2];
    assert_eq!(
        keys(template),
        [
            "id",
            "path",
            "domain",
            "valid",
            "distinct",
            "strata",
            "proof",
            "top_key_share",
            "reading_grade"
        ]
    );
    assert_eq!(template["id"], "sums/add");
    assert_eq!(template["path"], text(&fixture("arithmetic/sums/add.md")));
    assert_eq!(
        [
            &template["domain"],
            &template["valid"],
            &template["distinct"]
        ],
        [400, 400, 400]
    );
    assert_eq!(
        (&template["strata"], &template["proof"]),
        (&2.into(), &"exhaustive".into())
    );
    // a + b = 21 in 20 of 400.
    assert_eq!(template["top_key_share"], 0.05);
    assert_eq!(
        keys(&report["criteria"][0]),
        [
            "competency",
            "guesser_passes",
            "knower_passes",
            "knower_median",
            "criterion"
        ]
    );
    assert_eq!(
        keys(&report["field_rules"][0]),
        [
            "bank",
            "rule",
            "guesser_passes",
            "knower_passes",
            "knower_median"
        ]
    );
    let broken = fixture("broken/templates/division-by-zero.md");
    let outcome = run(&["check", text(&broken), "--format", "json"]);
    let report: Value = serde_json::from_str(&outcome.stdout).expect("JSON is printed");
    assert_eq!(
        keys(&report["diagnostics"][0]),
        [
            "code", "severity", "message", "path", "line", "column", "help"
        ]
    );
    assert_eq!(report["diagnostics"][0]["severity"], "error");
}

fn exit_codes_say_what_happened() {
    let good = fixture("arithmetic");
    let bad = fixture("broken/templates/division-by-zero.md");
    let template = [
        "generate",
        text(&good),
        "sums/add",
        "--count",
        "1",
        "--learner",
    ];
    let codes = [
        (0, vec!["check", text(&good)]),
        (0, vec!["--help"]),
        (0, vec!["--version"]),
        (0, [&template[..], &["ada"]].concat()),
        (1, vec!["check", text(&bad)]),
        (2, vec!["check"]),
        (2, vec!["chek", text(&good)]),
        (2, vec!["check", text(&good), "--format", "xml"]),
        (2, [&template[..], &[" ada"]].concat()),
        (
            2,
            vec![
                "generate",
                text(&good),
                "sums/ad",
                "--count",
                "1",
                "--learner",
                "ada",
            ],
        ),
        (3, vec!["check", "no/such/folder"]),
        (
            3,
            vec![
                "generate",
                "no/such/folder",
                "sums/add",
                "--count",
                "1",
                "--learner",
                "ada",
            ],
        ),
    ];
    for (code, arguments) in codes {
        let outcome = run(&arguments);
        assert_eq!(
            outcome.code, code,
            "{arguments:?}\n{}{}",
            outcome.stdout, outcome.stderr
        );
    }
    let outcome = run(&[
        "generate",
        text(&good),
        "sums/ad",
        "--count",
        "1",
        "--learner",
        "ada",
    ]);
    assert_eq!(
        outcome.stderr,
        "error: the bank has no template `sums/ad`; did you mean `sums/add`?\n"
    );
}

fn a_template_can_be_checked_alone() {
    let outcome = run(&[
        "check",
        text(&fixture("arithmetic/products/which.md")),
        "--format",
        "json",
    ]);
    let report: Value = serde_json::from_str(&outcome.stdout).expect("JSON is printed");
    assert_eq!(outcome.code, 0, "{}", outcome.stdout);
    assert_eq!(report["templates"][0]["id"], "products/which");
}

fn the_banks_of_the_crate_have_no_findings() {
    let outcome = run(&["check", "item-banks"]);
    assert_eq!(outcome.code, 0, "{}{}", outcome.stdout, outcome.stderr);
    assert!(outcome.stdout.contains("nothing to mend"));
    assert!(outcome.stdout.contains("Where mastery is declared"));
}

fn what_costs_come_to_can_be_left_out() {
    let bank = "item-banks/history-and-geography";
    let report = |more: &[&str]| -> Value {
        let outcome = run(&[&["check", bank, "--format", "json"], more].concat());
        serde_json::from_str(&outcome.stdout).expect("JSON is printed")
    };
    assert_eq!(report(&["--no-tables"])["costs"], Value::Array(Vec::new()));
    let folder = tempfile::tempdir().expect("a folder");
    let kept = ["--tables", text(folder.path())];
    let first = report(&kept);
    let costs = &first["costs"];
    assert_eq!(
        keys(&costs[0]),
        [
            "competency",
            "stages",
            "minutes",
            "at_least",
            "false_mastery",
            "items",
            "remedies",
            "visits",
            "hand_overs",
            "hand_overs_by_type"
        ]
    );
    // From the disk the same to the last digit.
    assert_eq!(&report(&kept)["costs"], costs);
}
