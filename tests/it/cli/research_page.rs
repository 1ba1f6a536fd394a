//! Every command of the researchers' page is run as it stands there.

use super::{outcome, retake};
use crate::trial;
use libtest_mimic::Trial;
use std::fmt::Write;
use std::fs;

const PAGE: &str = include_str!("../../../docs/research.md");

pub fn trials() -> Vec<Trial> {
    vec![trial(
        "research_page::every_command_works",
        every_command_works,
    )]
}

/// The commands of a page, without what is said beside them.
fn commands() -> Vec<&'static str> {
    PAGE.lines()
        .filter_map(|line| line.strip_prefix("$ retake "))
        .map(|line| line.split(" #").next().unwrap_or(line).trim_end())
        .collect()
}

fn every_command_works() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let mut rows = String::new();
    for learner in 0..60 {
        for place in 0..8 {
            let right = u32::from((learner * 7 + place * 5) % 10 < 3 + place);
            writeln!(rows, "l{learner},adding,{right}").expect("a text grows");
        }
    }
    for (name, header) in [
        ("log.csv", "user_id,skill_name,correct"),
        ("other.csv", "user_id,skill_name,correct"),
        ("own.csv", "who,topic,ok"),
    ] {
        fs::write(folder.path().join(name), format!("{header}\n{rows}")).expect("a log is written");
    }
    fs::create_dir_all(folder.path().join("item-banks/mine")).expect("a folder can be made");
    let commands = commands();
    assert!(commands.len() > 12, "{commands:?}");
    for command in commands {
        let words: Vec<&str> = command.split_whitespace().collect();
        let done = outcome(retake(&words).current_dir(folder.path()), "");
        assert_eq!(done.code, 0, "{command}: {}", done.stderr);
    }
}
