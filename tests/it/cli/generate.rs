//! `retake generate`: the same bytes every time, every problem once, nothing brought back by a
//! change of text.

use super::{Outcome, copy, fixture, outcome, retake, run, text};
use crate::trial;
use libtest_mimic::Trial;
use serde_json::Value;
use std::collections::HashSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;

pub fn trials() -> Vec<Trial> {
    vec![
        trial("generate::a_row_has_these_keys", a_row_has_these_keys),
        trial(
            "generate::the_same_seed_gives_the_same_bytes",
            the_same_seed_gives_the_same_bytes,
        ),
        trial(
            "generate::other_learners_and_seeds_get_others",
            other_learners_and_seeds_get_others,
        ),
        trial(
            "generate::every_problem_comes_once",
            every_problem_comes_once,
        ),
        trial(
            "generate::a_part_is_a_part_of_the_whole",
            a_part_is_a_part_of_the_whole,
        ),
        trial(
            "generate::a_new_text_brings_no_problem_back",
            a_new_text_brings_no_problem_back,
        ),
        trial(
            "generate::sheets_end_with_the_answers",
            sheets_end_with_the_answers,
        ),
        trial(
            "generate::a_sheet_is_in_the_language_of_its_bank",
            a_sheet_is_in_the_language_of_its_bank,
        ),
        trial(
            "generate::several_parts_are_a_list_of_their_own",
            several_parts_are_a_list_of_their_own,
        ),
        trial(
            "generate::a_reader_may_have_seen_enough",
            a_reader_may_have_seen_enough,
        ),
    ]
}

/// `generate` for Ada under seed 7.
fn generate(bank: &Path, template: &str, more: &[&str]) -> Outcome {
    let fixed = [
        "generate",
        text(bank),
        template,
        "--learner",
        "ada",
        "--seed",
        "7",
    ];
    let outcome = run(&[&fixed[..], more].concat());
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    outcome
}

fn rows(outcome: &Outcome) -> Vec<Value> {
    let lines = outcome.stdout.lines();
    lines
        .map(|line| serde_json::from_str(line).expect("a row is JSON"))
        .collect()
}

fn a_row_has_these_keys() {
    let made = generate(&fixture("arithmetic"), "products/which", &["--count", "3"]);
    let rows = rows(&made);
    assert_eq!(rows.len(), 3);
    for row in rows {
        let keys: Vec<&String> = row
            .as_object()
            .expect("a row is an object")
            .keys()
            .collect();
        assert_eq!(
            keys,
            [
                "template",
                "version",
                "index",
                "stratum",
                "parameters",
                "incidentals",
                "stem",
                "options",
                "key"
            ]
        );
        let (a, b) = (&row["parameters"]["a"], &row["parameters"]["b"]);
        assert_eq!(
            row["stem"].as_str().map(str::trim),
            Some(format!("How much is {a} × {b}?").as_str())
        );
        let options = row["options"].as_array().expect("options are a list");
        let product = a
            .as_i64()
            .zip(b.as_i64())
            .map(|(a, b)| a * b)
            .unwrap_or_default();
        assert_eq!(row["key"], product.to_string());
        assert_eq!(
            options
                .iter()
                .filter(|&option| *option == row["key"])
                .count(),
            1
        );
        assert_eq!(options.iter().collect::<HashSet<_>>().len(), 4);
    }
}

fn the_same_seed_gives_the_same_bytes() {
    let bank = fixture("arithmetic");
    let arguments = [
        "generate",
        text(&bank),
        "sums/add",
        "--learner",
        "ada",
        "--seed",
        "7",
        "--count",
        "2000",
    ];
    let with_threads = |threads: &str| {
        let mut command = retake(&arguments);
        outcome(command.env("RAYON_NUM_THREADS", threads), "").stdout
    };
    let one = with_threads("1");
    assert_eq!(one.lines().count(), 2000);
    assert!(one == with_threads("1") && one == with_threads("2") && one == with_threads("5"));
}

fn other_learners_and_seeds_get_others() {
    let bank = fixture("arithmetic");
    let order = |learner: &str, seed: &str| {
        let made = run(&[
            "generate",
            text(&bank),
            "sums/double",
            "--count",
            "50",
            "--learner",
            learner,
            "--seed",
            seed,
        ]);
        rows(&made)
            .iter()
            .map(|row| row["index"].clone())
            .collect::<Vec<_>>()
    };
    let ada = order("ada", "7");
    assert_ne!(ada, order("bob", "7"));
    assert_ne!(ada, order("ada", "8"));
}

fn every_problem_comes_once() {
    for (template, count) in [
        ("sums/add", 400),
        ("sums/double", 50),
        ("products/times", 64),
    ] {
        let made = generate(
            &fixture("arithmetic"),
            template,
            &["--count", &count.to_string()],
        );
        assert_eq!(made.stderr, "");
        let rows = rows(&made);
        let different = |key: &str| {
            rows.iter()
                .map(|row| row[key].to_string())
                .collect::<HashSet<_>>()
                .len()
        };
        assert_eq!(
            (different("index"), different("parameters")),
            (count, count),
            "{template}"
        );

        let beyond = generate(
            &fixture("arithmetic"),
            template,
            &["--count", &(count + 5).to_string()],
        );
        assert!(beyond.stdout.starts_with(&made.stdout));
        assert!(
            beyond
                .stderr
                .starts_with(&format!("note: from number {} on", count + 1)),
            "{}",
            beyond.stderr
        );
        let again = beyond.stdout.matches("\"seen_before\":true").count();
        assert_eq!(again, 5);
    }
}

fn a_part_is_a_part_of_the_whole() {
    let bank = fixture("arithmetic");
    let whole = generate(&bank, "sums/add", &["--count", "700"]).stdout;
    let lines: Vec<&str> = whole.lines().collect();
    for (from, count) in [(0, 1), (1, 300), (255, 3), (699, 1)] {
        let part = generate(
            &bank,
            "sums/add",
            &["--from", &from.to_string(), "--count", &count.to_string()],
        );
        assert!(
            part.stdout
                .lines()
                .eq(lines[from..from + count].iter().copied()),
            "from {from}"
        );
    }
}

fn a_new_text_brings_no_problem_back() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let bank = folder.path().join("arithmetic");
    copy(&fixture("arithmetic"), &bank);
    let before = generate(&bank, "sums/add", &["--count", "200"]);
    let file = bank.join("sums/add.md");
    let text = fs::read_to_string(&file).expect("the template is text");
    let edited = text
        .replace("version = 1", "version = 2")
        .replace("How many has she now?", "How many are there in all?")
        .replace("Begin with", "Start from");
    assert_ne!(text, edited);
    fs::write(&file, edited).expect("a file can be written");
    let after = generate(&bank, "sums/add", &["--from", "200", "--count", "200"]);
    let (before, after) = (rows(&before), rows(&after));
    assert_eq!(
        (&before[0]["version"], &after[0]["version"]),
        (&1.into(), &2.into())
    );
    assert!(
        after[0]["stem"]
            .as_str()
            .is_some_and(|stem| stem.contains("in all?"))
    );
    let seen: HashSet<String> = before
        .iter()
        .map(|row| row["parameters"].to_string())
        .collect();
    assert!(
        after
            .iter()
            .all(|row| !seen.contains(&row["parameters"].to_string()))
    );
}

fn sheets_end_with_the_answers() {
    let bank = fixture("arithmetic");
    let sheet = generate(
        &bank,
        "products/which",
        &["--count", "12", "--format", "text"],
    )
    .stdout;
    assert!(
        sheet.starts_with("Which product\n\n1. How much is "),
        "{sheet}"
    );
    let (problems, answers) = sheet
        .split_once("\nAnswers\n\n")
        .expect("answers at the end");
    assert_eq!(problems.matches("How much is").count(), 12);
    assert_eq!(answers.lines().count(), 12);
    let page = generate(
        &bank,
        "products/which",
        &["--count", "12", "--format", "html"],
    )
    .stdout;
    assert!(page.starts_with("<!doctype html>"));
    assert_eq!(page.matches("<math").count() % 12, 0);
    assert_eq!(page.matches("<li value=\"12\">").count(), 2);
}

fn a_reader_may_have_seen_enough() {
    let bank = fixture("arithmetic");
    let mut child = retake(&[
        "generate",
        text(&bank),
        "sums/add",
        "--learner",
        "ada",
        "--seed",
        "7",
        "--count",
        "1000000",
    ])
    .stdout(Stdio::piped())
    .stderr(Stdio::piped())
    .spawn()
    .expect("the program starts");
    let mut first = String::new();
    let stdout = child.stdout.take().expect("it is piped");
    BufReader::new(stdout)
        .read_line(&mut first)
        .expect("a line comes");
    let output = child.wait_with_output().expect("the program ends");
    assert!(first.starts_with("{\"template\""));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

fn a_sheet_is_in_the_language_of_its_bank() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let bank = folder.path().join("arithmetic");
    copy(&fixture("arithmetic"), &bank);
    let manifest = bank.join("bank.toml");
    let text = fs::read_to_string(&manifest).expect("the manifest is there");
    let german = text.replace("language = \"en\"", "language = \"de\"");
    fs::write(&manifest, german).expect("a file can be written");
    let made = |format| generate(&bank, "sums/add", &["--count", "2", "--format", format]).stdout;
    assert!(made("text").contains("\nLösungen\n"));
    let page = made("html");
    assert!(page.contains("<html lang=\"de\">") && page.contains("<h2>Lösungen</h2>"));
}

fn several_parts_are_a_list_of_their_own() {
    let bank = fixture("in-parts");
    let made = generate(&bank, "pieces/density", &["--count", "3"]);
    for row in rows(&made) {
        assert!(row.get("key").is_none() && row.get("options").is_none());
        let parts = row["parts"].as_array().expect("parts are a list");
        let told: Vec<_> = parts
            .iter()
            .map(|part| (&part["id"], &part["kind"]))
            .collect();
        assert_eq!(
            told,
            [
                (&"density".into(), &"quantity".into()),
                (&"mass".into(), &"quantity".into()),
                (&"heavier".into(), &"choice".into()),
            ]
        );
        assert_eq!(parts[0]["text"], "Its density is ____.");
        assert!(
            parts[1]["key"]
                .as_str()
                .is_some_and(|key| key.ends_with("\u{a0}g"))
        );
        assert_eq!(parts[2]["options"].as_array().map(Vec::len), Some(3));
    }
    let sheet = generate(
        &bank,
        "pieces/density",
        &["--count", "1", "--format", "text"],
    );
    for line in [
        "(1) Its density is ____.",
        "(2) What is the mass of",
        "(3) Which piece is heavier?",
    ] {
        assert!(sheet.stdout.contains(line), "{}", sheet.stdout);
    }
    let page = generate(
        &bank,
        "pieces/density",
        &["--count", "1", "--format", "html"],
    );
    assert_eq!(
        page.stdout.matches("class=\"blank\"").count(),
        2,
        "{}",
        page.stdout
    );
}
