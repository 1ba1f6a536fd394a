//! Bad input: one broken file per case, and in it what is to be said of it.
//!
//! `# expect: CODE LINE:COLUMN | part of the help` names every finding, in order. A code may be
//! given by its beginning.

use super::{Outcome, copy, fixture, run, text};
use crate::trial;
use libtest_mimic::Trial;
use serde_json::Value;
use std::fs;
use std::path::Path;

pub fn trials() -> Vec<Trial> {
    let mut trials: Vec<Trial> = cases()
        .into_iter()
        .map(|file| {
            let name = file
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            Trial::test(format!("broken::{name}"), move || {
                is_as_expected(&file, &file);
                Ok(())
            })
        })
        .collect();
    trials.extend([
        trial("broken::bank", a_broken_bank),
        trial("broken::unreadable_files", unreadable_files),
        trial("broken::all_in_one_run", all_in_one_run),
        trial("broken::two_banks_of_one_name", two_banks_of_one_name),
    ]);
    trials
}

fn cases() -> Vec<std::path::PathBuf> {
    let folder = fs::read_dir(fixture("broken/templates")).expect("the cases are there");
    let mut files: Vec<_> = folder
        .map(|entry| entry.expect("a case can be read").path())
        .collect();
    files.sort();
    files
}

struct Expected {
    code: String,
    place: String,
    help: String,
}

fn expected(file: &Path) -> Vec<Expected> {
    let text = fs::read_to_string(file).expect("a case is text");
    text.lines()
        .filter_map(|line| line.trim_start_matches("# ").strip_prefix("expect: "))
        .map(|line| {
            let (start, help) = line.split_once(" |").expect("help behind a bar");
            let (code, place) = start.split_once(' ').expect("code and place");
            Expected {
                code: code.to_owned(),
                place: place.to_owned(),
                help: help.trim().to_owned(),
            }
        })
        .collect()
}

/// Checks a path and compares what is said of `file` with what it expects.
fn is_as_expected(path: &Path, file: &Path) {
    let outcome = run(&["check", text(path), "--format", "json"]);
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
    let found = findings(&outcome, file);
    let expected = expected(file);
    assert!(!expected.is_empty(), "{} expects nothing", file.display());
    let listed = found
        .iter()
        .map(|finding| format!("{finding}\n"))
        .collect::<String>();
    assert_eq!(found.len(), expected.len(), "{listed}");
    for (found, expected) in found.iter().zip(&expected) {
        let place = format!("{}:{}", found["line"], found["column"]);
        let code = found["code"].as_str().unwrap_or("");
        let help = found["help"].as_str().unwrap_or("");
        assert!(code.starts_with(&expected.code), "{found}");
        assert_eq!(place, expected.place, "{found}");
        assert!(!help.is_empty() && help.contains(&expected.help), "{found}");
        assert!(
            found["message"]
                .as_str()
                .is_some_and(|message| !message.ends_with('.'))
        );
    }
}

fn findings(outcome: &Outcome, file: &Path) -> Vec<Value> {
    let report: Value = serde_json::from_str(&outcome.stdout).expect("JSON is printed");
    let all = report["diagnostics"]
        .as_array()
        .expect("a list of findings");
    all.iter()
        .filter(|finding| finding["path"] == text(file))
        .cloned()
        .collect()
}

fn a_broken_bank() {
    let bank = fixture("broken/bank");
    is_as_expected(&bank, &bank.join("bank.toml"));
    let outcome = run(&["check", text(&bank), "--format", "json"]);
    let about = |path: &Path| {
        let found = findings(&outcome, path);
        found
            .iter()
            .map(|finding| finding["code"].to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(about(&bank.join("prodcuts")), ["\"B006\""]);
    assert_eq!(about(&bank.join("sums/Subtract.md")), ["\"B004\""]);
    let report: Value = serde_json::from_str(&outcome.stdout).expect("JSON is printed");
    assert_eq!(
        report["criteria"].as_array().map(Vec::len),
        Some(0),
        "half a bank was loaded"
    );
}

fn unreadable_files() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let bank = folder.path().join("arithmetic");
    copy(&fixture("arithmetic"), &bank);
    let latin = bank.join("sums/latin.md");
    fs::write(&latin, b"+++\ntitle = \"caf\xe9\"\n+++\n").expect("a file can be written");
    let huge = bank.join("sums/huge.md");
    let file = fs::File::create(&huge).expect("a file can be made");
    file.set_len(100 << 20).expect("a file can be long");
    let outcome = run(&["check", text(&bank), "--format", "json"]);
    assert_eq!(outcome.code, 1);
    let one = |path: &Path| match findings(&outcome, path).as_slice() {
        [one] => format!("{} {}:{}", one["code"], one["line"], one["column"]),
        other => panic!("{other:?}"),
    };
    assert_eq!(one(&latin), "\"T023\" 2:13");
    assert_eq!(one(&huge), "\"T022\" 1:1");
}

/// Everything wrong with a bank is reported at once, and nothing of it is loaded.
fn all_in_one_run() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let bank = folder.path().join("arithmetic");
    copy(&fixture("arithmetic"), &bank);
    let mut count = 0;
    for case in cases() {
        count += expected(&case).len();
        let name = case.file_name().expect("a case has a name");
        fs::copy(&case, bank.join("sums").join(name)).expect("a file can be copied");
    }
    let outcome = run(&["check", text(&bank), "--format", "json"]);
    assert_eq!(outcome.code, 1);
    let report: Value = serde_json::from_str(&outcome.stdout).expect("JSON is printed");
    assert_eq!(
        report["diagnostics"].as_array().map(Vec::len),
        Some(count),
        "{}",
        outcome.stdout
    );
    assert_eq!(report["criteria"].as_array().map(Vec::len), Some(0));
    let printed = run(&["check", text(&bank)]);
    assert_eq!(printed.code, 1);
    assert!(
        printed.stdout.contains("error[T012]: "),
        "{}",
        printed.stdout
    );
    assert!(
        printed
            .stdout
            .contains("division-by-zero.md:12  key = \"b/(a + 1)\"")
    );
}

/// Administrations name their bank by its id: two banks with one would be mixed up.
fn two_banks_of_one_name() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let banks = ["a", "b"].map(|year| folder.path().join(year).join("arithmetic"));
    for bank in &banks {
        copy(&fixture("arithmetic"), bank);
    }
    let outcome = run(&[
        "check",
        text(&banks[0]),
        text(&banks[1]),
        "--format",
        "json",
    ]);
    assert_eq!(outcome.code, 1);
    assert_eq!(findings(&outcome, &banks[0]).len(), 0);
    let second = findings(&outcome, &banks[1]);
    assert_eq!(second.len(), 1);
    assert_eq!(second[0]["code"], "B005");
    assert_eq!(second[0]["message"], "there is another bank `arithmetic`");
}
