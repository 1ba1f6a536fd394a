//! `retake patterns`: from a log, from a warehouse, and back into a fit.

use super::{outcome, retake, run};
use crate::postgres::{self, Postgres};
use crate::trial;
use libtest_mimic::Trial;
use std::fmt::Write;
use std::fs;
use std::path::Path;

pub fn trials() -> Vec<Trial> {
    vec![
        trial(
            "patterns::a_log_and_its_patterns_give_the_same_parameters",
            a_log_and_its_patterns_give_the_same_parameters,
        ),
        trial(
            "patterns::what_cannot_be_done_with_patterns_is_told",
            what_cannot_be_done_with_patterns_is_told,
        ),
        trial(
            "patterns::postgresql_counts_the_same_patterns",
            postgresql_counts_the_same_patterns,
        )
        .with_ignored_flag(postgres::is_optional()),
    ]
}

const HEADER: &str = "row_id,who,topic,ok,at,kind,help";

/// A log with whatever logs have: skips, hints, partial credit, several skills, names with all sorts
/// of letters, rows out of order, and rows nobody can use.
fn log() -> String {
    let mut rows = Vec::new();
    let mut time = 1_000_000_000_u64;
    for step in 0..4000_u64 {
        // A fixed walk: which learner, how long after the last response, and what came of it.
        let mixed = step.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20;
        time += [5, 40, 1800, 3600, 7200, 26_000][(mixed % 6) as usize];
        let who = mixed / 7 % 37;
        let topic = [
            "adding",
            "taking, away",
            "adding~~taking, away",
            "\"quoted\"",
            "ärger~~NA",
            "",
        ][(mixed / 300 % 6) as usize];
        let ok = [
            "1",
            "0",
            "TRUE",
            "incorrect",
            "0.5",
            "0.25",
            "",
            "NA",
            "hint",
            "1.0",
            "maybe",
            "2",
        ][(mixed / 2000 % 12) as usize];
        let kind = ["t 1", "50%", "t,3", "t1:b@2"][(mixed / 30_000 % 4) as usize];
        let help = ["0", "2", "", "0.0"][(mixed / 200_000 % 4) as usize];
        let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        rows.push(format!(
            "{step},l{who},{},{ok},{},{},{help}",
            quoted(topic),
            moment(time),
            quoted(kind)
        ));
    }
    // Not in the order of the steps.
    rows.sort_by_key(|row| blake(row));
    let mut text = format!("{HEADER}\n");
    for row in rows {
        writeln!(text, "{row}").unwrap();
    }
    text
}

/// Something to shuffle by.
fn blake(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// A date and a time, of days of one month after the other.
fn moment(seconds: u64) -> String {
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    let (month, day) = (days / 28 % 12 + 1, days % 28 + 1);
    format!(
        "{}-{month:02}-{day:02} {:02}:{:02}:{:02}",
        1970 + days / 336,
        second / 3600,
        second / 60 % 60,
        second % 60
    )
}

const COLUMNS: [&str; 14] = [
    "--column",
    "learner=who",
    "--column",
    "skill=topic",
    "--column",
    "correct=ok",
    "--column",
    "order=row_id",
    "--column",
    "time=at",
    "--column",
    "class=kind",
    "--column",
    "hints=help",
];

fn patterns(arguments: &[&str], log: &Path) -> String {
    let mut command = retake(&["patterns"]);
    let done = outcome(command.args(COLUMNS).args(arguments).arg(log), "");
    assert_eq!(done.code, 0, "{}", done.stderr);
    done.stdout
}

fn a_log_and_its_patterns_give_the_same_parameters() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = |name: &str| folder.path().join(name);
    fs::write(path("log.csv"), log()).expect("a log can be written");
    for model in ["bkt+forget", "bkt+decay+guess-slip"] {
        let options = ["--model", model, "--right-from", "0.5"];
        fs::write(path("patterns.csv"), patterns(&options, &path("log.csv"))).expect("patterns");
        let fitted = |columns: &[&str], log: &str| {
            let mut fit = retake(&["fit", "--starts", "2", "--out"]);
            fit.arg(path("params.json"))
                .args(options)
                .args(columns)
                .arg(path(log));
            let done = outcome(&mut fit, "");
            assert_eq!(done.code, 0, "{}", done.stderr);
            let text = fs::read_to_string(path("params.json")).expect("parameters");
            let mut json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
            // Patterns do not tell whether the log had a column of hints.
            json["coding"].take();
            json
        };
        assert_eq!(
            fitted(&COLUMNS, "log.csv"),
            fitted(&[], "patterns.csv"),
            "{model}"
        );
    }
}

fn what_cannot_be_done_with_patterns_is_told() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (counted, parameters) = (path("patterns.csv"), path("params.json"));
    fs::write(
        &counted,
        "competency,pattern,count\ns,0111,30\ns,011,12\ns,00,7\n",
    )
    .expect("patterns");
    let done = run(&["fit", &counted, "--out", &parameters]);
    assert_eq!(done.code, 0, "{}", done.stderr);
    let cases: [(&[&str], i32, &str); 9] = [
        (
            &["fit", &counted, "--model", "bkt+types"],
            3,
            "not who gave them",
        ),
        (
            &["fit", &counted, "--model", "rasch"],
            3,
            "not who gave them",
        ),
        (
            &["predict", &parameters, &counted],
            3,
            "give the log itself",
        ),
        (&["trace", &parameters, &counted], 3, "give the log itself"),
        (
            &["evaluate", &counted, "--params", &parameters],
            3,
            "give the log itself",
        ),
        (
            &["patterns", &counted, "--model", "bkt+individual"],
            3,
            "not who gave them",
        ),
        (
            &["patterns", "--sql", "duckdb", "--table", "t"],
            2,
            "which column is the learner?",
        ),
        (
            &["patterns", "--sql", "oracle", "--table", "t"],
            2,
            "postgresql, duckdb, spark",
        ),
        (&["patterns", "--sql", "spark"], 2, "--table"),
    ];
    for (arguments, code, told) in cases {
        let done = run(arguments);
        assert_eq!(done.code, code, "{arguments:?}: {}", done.stderr);
        assert!(done.stderr.contains(told), "{arguments:?}: {}", done.stderr);
    }
}

fn postgresql_counts_the_same_patterns() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let file = folder.path().join("log.csv");
    let log = log();
    fs::write(&file, &log).expect("a log can be written");
    let server = Postgres::start();
    server.run(&format!(
        "CREATE TABLE \"the log\" (row_id bigint, who text, topic text, ok text, at timestamp, kind text, help text);\nCOPY \"the log\" FROM STDIN WITH (FORMAT csv, HEADER);\n{log}\\.\n"
    ));
    let cases: [&[&str]; 6] = [
        &["--model", "bkt"],
        &[
            "--model",
            "bkt+forget",
            "--right-from",
            "0.5",
            "--skips-wrong",
        ],
        &["--model", "bkt+guess-slip", "--hints-wrong"],
        &[
            "--model",
            "bkt+decay",
            "--hints-unseen",
            "--right-from",
            "0.3",
        ],
        &["--model", "bkt+decay+order", "--skips-left-out"],
        &["--model", "bkt+first-response+decay+difficulty"],
    ];
    for case in cases {
        let mut command = retake(&["patterns", "--sql", "postgresql", "--table", "the log"]);
        let query = outcome(
            command.args(["--separator", "~~"]).args(COLUMNS).args(case),
            "",
        );
        assert_eq!(query.code, 0, "{}", query.stderr);
        let counted = server.run(&query.stdout);
        assert!(counted.lines().count() > 100, "{counted}");
        assert_eq!(counted, patterns(case, &file), "{case:?}");
    }
}
