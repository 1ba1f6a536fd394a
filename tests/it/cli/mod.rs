//! The command line, run as its users run it.

mod broken;
mod check;
mod evaluate;
mod generate;
mod mark;
mod parameters;
mod patterns;
#[cfg(feature = "serve")]
mod place;
mod plot;
#[cfg(feature = "serve")]
mod practise;
mod research;
mod research_page;
mod simulate_log;

use libtest_mimic::Trial;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub fn trials() -> Vec<Trial> {
    [
        broken::trials(),
        check::trials(),
        evaluate::trials(),
        generate::trials(),
        mark::trials(),
        patterns::trials(),
        parameters::trials(),
        #[cfg(feature = "serve")]
        place::trials(),
        plot::trials(),
        #[cfg(feature = "serve")]
        practise::trials(),
        research::trials(),
        research_page::trials(),
        simulate_log::trials(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What became of a command.
struct Outcome {
    code: i32,
    stdout: String,
    stderr: String,
}

/// The program, in the crate's folder.
fn retake(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_retake"));
    command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
        .args(arguments);
    command
}

/// Runs the program to its end.
fn run(arguments: &[&str]) -> Outcome {
    outcome(&mut retake(arguments), "")
}

/// Runs a command to its end with something to read.
fn outcome(command: &mut Command, input: impl AsRef<[u8]>) -> Outcome {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A command may print before it has read all. One that ends early closes its end: no matter.
    let input = input.as_ref().to_vec();
    let stdin = child.stdin.take();
    let writing = std::thread::spawn(move || {
        _ = stdin.map(|mut stdin| stdin.write_all(&input));
    });
    let output = child.wait_with_output().expect("the program ends");
    writing.join().expect("the input is written");
    Outcome {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).expect("it prints UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("it prints UTF-8"),
    }
}

/// What a command that went well printed as JSON.
fn json(done: &Outcome) -> serde_json::Value {
    assert_eq!(done.code, 0, "{}", done.stderr);
    serde_json::from_str(&done.stdout).unwrap_or_else(|error| panic!("{}: {error}", done.stdout))
}

/// A file of the tests.
fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/it")
        .join(name)
}

fn text(path: &Path) -> &str {
    path.to_str().expect("the path is UTF-8")
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder can be made");
    for entry in std::fs::read_dir(from).expect("the folder is there") {
        let entry = entry.expect("the folder can be read").path();
        let target = to.join(entry.file_name().expect("an entry has a name"));
        if entry.is_dir() {
            copy(&entry, &target);
        } else {
            std::fs::copy(&entry, &target).expect("a file can be copied");
        }
    }
}
