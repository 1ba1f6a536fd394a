//! `retake place`: a few questions in the terminal, kept whatever happens.

use super::practise::solve;
use super::{Outcome, fixture, outcome, retake, text};
use crate::trial;
use libtest_mimic::Trial;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

pub fn trials() -> Vec<Trial> {
    vec![
        trial(
            "place::a_piped_placement_is_kept",
            a_piped_placement_is_kept,
        ),
        trial(
            "place::killed_in_the_middle_nothing_is_lost",
            killed_in_the_middle_nothing_is_lost,
        ),
        trial("place::a_learner_may_stop", a_learner_may_stop),
    ]
}

fn address(folder: &Path) -> String {
    format!("sqlite:{}", text(&folder.join("retake.sqlite")))
}

fn command(name: &str, database: &str) -> Command {
    let bank = fixture("arithmetic");
    let options = ["--database", database, "--learner", "Ada", "--seed", "7"];
    retake(&[&[name, "--bank", text(&bank)][..], &options].concat())
}

fn place(database: &str, typed: &str) -> Outcome {
    outcome(&mut command("place", database), typed)
}

fn a_piped_placement_is_kept() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let database = address(folder.path());
    let first = place(&database, "help\nnonsense &\nquit\n");
    assert_eq!((first.code, first.stderr.as_str()), (0, ""));
    assert!(
        first.stdout.contains("Question 1 of at most 20"),
        "{}",
        first.stdout
    );
    assert!(first.stdout.contains("pass: you do not know it yet."));
    assert!(first.stdout.contains("What you have answered is kept."));
    // The end of the input is no end of the placement.
    let sum = first
        .stdout
        .lines()
        .find_map(solve)
        .expect("it is about sums");
    let second = place(&database, &format!("{sum}\n"));
    assert_eq!(second.stdout.matches("Question 1 of").count(), 1);
    assert!(
        second.stdout.contains("Question 2 of at most 20"),
        "{}",
        second.stdout
    );
    let last = place(&database, &"pass\n".repeat(25));
    assert_eq!((last.code, last.stderr.as_str()), (0, ""));
    assert!(!last.stdout.contains("Question 1 of"), "{}", last.stdout);
    for words in ["New to you", "A good place to begin: ", "--competency "] {
        assert!(last.stdout.contains(words), "{}", last.stdout);
    }
    // Nothing of it is evidence.
    let replayed = outcome(&mut retake(&["replay", "--database", &database]), "");
    assert_eq!(
        replayed.stdout,
        "0 beliefs from 0 answers: identical, to the bit\n"
    );
    let practised = outcome(&mut command("practise", &database), "quit\n");
    assert_eq!(practised.code, 0, "{}", practised.stderr);
}

/// What was acknowledged before the program was killed is taken in.
fn killed_in_the_middle_nothing_is_lost() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let database = address(folder.path());
    let mut child = command("place", &database)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("it is piped");
    let mut lines = BufReader::new(child.stdout.take().expect("it is piped"))
        .lines()
        .map_while(Result::ok);
    let sum = lines
        .find_map(|line| solve(&line))
        .expect("it is about sums");
    writeln!(stdin, "{sum}").expect("it reads");
    // The next question is shown once the answer was taken in.
    assert!(lines.any(|line| line.contains("Question 2 of")));
    child.kill().expect("it can be killed");
    child.wait().expect("it ends");
    let again = place(&database, "quit\n");
    assert!(
        again.stdout.contains("Question 2 of at most 20"),
        "{}",
        again.stdout
    );
}

fn a_learner_may_stop() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let database = address(folder.path());
    let stopped = place(&database, "stop\n");
    assert_eq!((stopped.code, stopped.stderr.as_str()), (0, ""));
    assert!(
        stopped.stdout.contains("A good place to begin"),
        "{}",
        stopped.stdout
    );
    // Called again it begins again.
    let again = place(&database, "quit\n");
    assert!(
        again.stdout.contains("Question 1 of at most 20"),
        "{}",
        again.stdout
    );
}
