//! `retake practise`, `replay` and `serve`: answers are kept, and what fails says so in one line.

use super::{Outcome, fixture, outcome, retake, text};
use crate::trial;
use libtest_mimic::Trial;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::Stdio;

pub fn trials() -> Vec<Trial> {
    vec![
        trial("practise::a_piped_sitting_is_kept", a_piped_sitting_is_kept),
        trial(
            "practise::after_three_wrong_answers_it_asks",
            after_three_wrong_answers_it_asks,
        ),
        trial(
            "practise::what_is_no_answer_costs_nothing",
            what_is_no_answer_costs_nothing,
        ),
        trial(
            "practise::killed_in_the_middle_nothing_is_lost",
            killed_in_the_middle_nothing_is_lost,
        ),
        trial(
            "practise::what_fails_says_so_in_one_line",
            what_fails_says_so_in_one_line,
        ),
    ]
}

fn address(folder: &Path) -> String {
    format!("sqlite:{}", text(&folder.join("retake.sqlite")))
}

/// Practises sums as Ada under seed 7.
fn practise(database: &str) -> std::process::Command {
    let bank = fixture("arithmetic");
    retake(&[
        "practise",
        "--untimed",
        "--bank",
        text(&bank),
        "--database",
        database,
        "--learner",
        "Ada",
        "--seed",
        "7",
        "--competency",
        "sums",
    ])
}

fn replay(database: &str) -> Outcome {
    outcome(&mut retake(&["replay", "--database", database]), "")
}

fn a_piped_sitting_is_kept() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let database = address(folder.path());
    let sitting = outcome(
        &mut practise(&database),
        "why\n1\nmap\n\ntwo\nskip\n-1\nquit\n",
    );
    assert_eq!((sitting.code, sitting.stderr.as_str()), (0, ""));
    assert!(
        sitting.stdout.contains("answers are kept in "),
        "{}",
        sitting.stdout
    );
    assert!(sitting.stdout.contains("What you have answered is kept."));
    let replayed = replay(&database);
    assert_eq!(replayed.code, 0, "{}", replayed.stderr);
    assert_eq!(
        replayed.stdout,
        "1 belief from 2 answers: identical, to the bit\n"
    );
    // A second sitting goes on where the first ended.
    let sitting = outcome(&mut practise(&database), "-1\n");
    assert_eq!(sitting.code, 0);
    assert!(
        replay(&database)
            .stdout
            .starts_with("1 belief from 3 answers: identical")
    );
}

/// The sitting goes on where it is, and is never closed unasked.
fn after_three_wrong_answers_it_asks() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let database = address(folder.path());
    let sitting = outcome(
        &mut practise(&database),
        "-1\n-1\n-1\nnonsense\n\n-1\nquit\n",
    );
    assert_eq!((sitting.code, sitting.stderr.as_str()), (0, ""));
    let (_, asked) = sitting
        .stdout
        .split_once("Enter to stay with this")
        .expect("it asks");
    assert!(asked.contains("Type a number that is listed"), "{asked}");
    assert_eq!(asked.matches("Not this time.").count(), 1, "{asked}");
    assert!(
        replay(&database)
            .stdout
            .starts_with("1 belief from 4 answers: identical")
    );
    // At the end of the input nobody is left to ask.
    let sitting = outcome(&mut practise(&database), "-1\n-1\n");
    assert_eq!(sitting.code, 0, "{}", sitting.stderr);
    assert!(sitting.stdout.contains("Enter to stay with this"));
}

fn what_is_no_answer_costs_nothing() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let database = address(folder.path());
    let sitting = outcome(&mut practise(&database), b"\xff\n?\nhelp\nquit\n");
    assert_eq!((sitting.code, sitting.stderr.as_str()), (0, ""));
    assert!(sitting.stdout.contains("not UTF-8"), "{}", sitting.stdout);
    assert_eq!(sitting.stdout.matches("why this problem came").count(), 2);
    assert!(!sitting.stdout.contains("Hint"), "{}", sitting.stdout);
    assert_eq!(
        replay(&database).stdout,
        "1 belief from 0 answers: identical, to the bit\n"
    );
    let bank = fixture("arithmetic");
    let unnamed = ["practise", "--bank", text(&bank), "--database", &database];
    let sitting = outcome(&mut retake(&unnamed), "\nAda\nquit\n");
    assert!(
        sitting.stdout.contains("Type your name\n"),
        "{}",
        sitting.stdout
    );
    assert!(sitting.stdout.contains("for Ada"), "{}", sitting.stdout);
}

/// What was acknowledged before the program was killed is in the log.
fn killed_in_the_middle_nothing_is_lost() {
    const ACKNOWLEDGED: u32 = 6;
    let folder = tempfile::tempdir().expect("a folder can be made");
    let database = address(folder.path());
    let mut child = practise(&database)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("it is piped");
    let mut lines = BufReader::new(child.stdout.take().expect("it is piped"))
        .lines()
        .map_while(Result::ok);
    for answer in 0..=ACKNOWLEDGED {
        let sum = lines
            .find_map(|line| solve(&line))
            .expect("a problem is shown");
        // Right and wrong in turn: neither proficient nor sent elsewhere.
        let typed = if answer % 2 == 0 { sum } else { -1 };
        writeln!(stdin, "{typed}").expect("it reads");
        if answer < ACKNOWLEDGED {
            // How mastery moved is shown once the answer was taken in.
            assert!(lines.any(|line| line.contains(" → ")));
        }
    }
    child.kill().expect("it can be killed");
    child.wait().expect("it ends");
    let replayed = replay(&database);
    assert_eq!(replayed.code, 0, "{}{}", replayed.stdout, replayed.stderr);
    let kept = replayed
        .stdout
        .strip_prefix("1 belief from ")
        .expect("one belief");
    let (kept, rest) = kept.split_once(' ').expect("a number of answers");
    assert_eq!(rest, "answers: identical, to the bit\n");
    // The last one was under way.
    let kept: u32 = kept.parse().expect("a number");
    assert!((ACKNOWLEDGED..=ACKNOWLEDGED + 1).contains(&kept), "{kept}");
}

/// The answer to a line of a problem about sums.
pub fn solve(line: &str) -> Option<i64> {
    let numbers: Vec<i64> = line
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|word| word.parse().ok())
        .collect();
    match (line.trim().starts_with("Ada has"), numbers.as_slice()) {
        (true, [a, b]) => Some(a + b),
        (false, [a]) if line.contains("What is twice") => Some(2 * a),
        _ => None,
    }
}

fn what_fails_says_so_in_one_line() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let fails = |command: &mut std::process::Command, code: i32, why: &str| {
        let failed = outcome(command, "");
        assert_eq!(failed.code, code, "{}{}", failed.stdout, failed.stderr);
        assert!(failed.stderr.starts_with("error: "), "{}", failed.stderr);
        assert_eq!(failed.stderr.lines().count(), 1, "{}", failed.stderr);
        assert!(failed.stderr.contains(why), "{}", failed.stderr);
    };
    let damaged = folder.path().join("damaged.sqlite");
    fs::write(&damaged, "this is no database, whatever its name says")
        .expect("a file can be written");
    fails(
        &mut retake(&[
            "replay",
            "--database",
            &format!("sqlite:{}", text(&damaged)),
        ]),
        3,
        "damaged.sqlite",
    );
    let empty = folder.path().join("empty.sqlite");
    fs::write(&empty, "").expect("a file can be written");
    fails(
        &mut retake(&["replay", "--database", &format!("sqlite:{}", text(&empty))]),
        3,
        "the database is empty",
    );
    fails(&mut practise("mysql://localhost/retake"), 3, "mysql");
    let missing = format!("sqlite:{}", text(&folder.path().join("none.sqlite")));
    fails(
        &mut retake(&["replay", "--database", &missing]),
        3,
        "none.sqlite",
    );

    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let port = listener.local_addr().expect("it has an address").port();
    let bank = fixture("arithmetic");
    let database = address(folder.path());
    let listen = format!("127.0.0.1:{port}");
    let serve = [
        "serve",
        "--bank",
        text(&bank),
        "--database",
        &database,
        "--listen",
        &listen,
    ];
    fails(&mut retake(&serve), 3, &format!("port {port}"));

    let mut elsewhere = retake(&["serve", "--database", &database]);
    fails(
        elsewhere.current_dir(folder.path()),
        2,
        "there is no folder `item-banks` here",
    );
    for command in ["practise", "serve"] {
        let nowhere = [command, "--bank", "nope", "--database", &database];
        fails(&mut retake(&nowhere), 3, "there is no folder nope");
    }
    let unknown = [
        "practise",
        "--untimed",
        "--bank",
        text(&bank),
        "--database",
        &database,
        "--learner",
        "Ada",
    ];
    let unknown = [&unknown[..], &["--competency", "sum"]].concat();
    fails(&mut retake(&unknown), 2, "did you mean `sums`?");
}
