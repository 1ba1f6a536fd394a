//! Runs the marker over the test cases of other projects and says where it agrees.
//!
//! ```text
//! cargo run --release --example conformance -- FILE...
//! ```
//!
//! A file holds one JSON object a line, in any of the shapes of [`case`]; the shape is told line by line.
//! Every case is translated into a value and a form, or into a question in plain data as a platform
//! sends it. Printed is one JSON object:
//!
//! - `agree`, `total`: how many applicable cases have the verdict that was expected;
//! - `false_accepts`: how many pass here and should not, exceptions apart;
//! - `undecided`: how many neither side could be proved for; they never pass;
//! - `not_applicable`: how many ask for what no marker of answers does, such as a command to a
//!   computer algebra system or a regular expression;
//! - `exceptions`: how many differ by a rule of `exceptions.toml`, which tells why; they are in
//!   `total` and not in `agree`;
//! - `tests`: agreeing and all cases by the name of the test;
//! - `disagreements`: each with what was expected, what we say and why.

mod case;
mod exceptions;
mod jme;
mod maxima;
mod numbas;
mod numeric;
mod reading;
mod rules;
mod stack;
mod verdict;

use case::Case;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;
use std::process::ExitCode;
use verdict::Decided;

#[derive(Default, Serialize)]
struct Report {
    agree: usize,
    total: usize,
    false_accepts: usize,
    undecided: usize,
    not_applicable: usize,
    exceptions: usize,
    tests: BTreeMap<String, (usize, usize)>,
    disagreements: Vec<Disagreement>,
    /// Lines that have no shape that is known.
    unknown_lines: Vec<usize>,
    /// What was not applicable, and why.
    left_out: Vec<Disagreement>,
}

#[derive(Serialize)]
struct Disagreement {
    test: String,
    student: String,
    teacher: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    options: String,
    expected: String,
    got: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    why: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    exception: Option<String>,
}

fn main() -> ExitCode {
    let files: Vec<String> = std::env::args().skip(1).collect();
    if files.is_empty() {
        eprintln!("usage: cargo run --release --example conformance -- FILE...");
        return ExitCode::from(2);
    }
    match report(&files) {
        Ok(report) => match serde_json::to_string_pretty(&report) {
            // A reader that has seen enough is no failure.
            Ok(text) => {
                _ = writeln!(std::io::stdout(), "{text}");
                ExitCode::SUCCESS
            }
            Err(error) => failed(&error),
        },
        Err(error) => failed(error.as_ref()),
    }
}

fn failed(error: &dyn std::error::Error) -> ExitCode {
    eprintln!("error: {error}");
    ExitCode::from(3)
}

fn report(files: &[String]) -> Result<Report, Box<dyn std::error::Error>> {
    let rules = exceptions::rules()?;
    let mut report = Report::default();
    for file in files {
        let text = std::fs::read_to_string(file)
            .map_err(|error| format!("cannot read {file}: {error}"))?;
        for (number, line) in text.lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            match serde_json::from_str::<Case>(line) {
                Ok(case) => {
                    for decided in decide(&case) {
                        report.add(decided, &rules);
                    }
                }
                Err(error) => {
                    eprintln!("{file}:{}: no case that is known: {error}", number + 1);
                    report.unknown_lines.push(number + 1);
                }
            }
        }
    }
    Ok(report)
}

fn decide(case: &Case) -> Vec<Decided> {
    match case {
        Case::Stack(case) => vec![stack::decide(case)],
        Case::Numbas(case) => vec![numbas::decide(case)],
        Case::Validation(case) => vec![reading::validation(case)],
        Case::Separator(case) => reading::separator(case).into(),
        Case::Figures(case) => vec![reading::figures(case)],
        Case::Display(case) => vec![reading::display(case)],
    }
}

impl Report {
    fn add(&mut self, case: Decided, rules: &[exceptions::Rule]) {
        if !case.applicable {
            self.not_applicable += 1;
            self.left_out.push(Disagreement::new(case, None));
            return;
        }
        self.total += 1;
        let counts = self.tests.entry(case.test.clone()).or_default();
        counts.1 += 1;
        if case.got == "undecided" {
            self.undecided += 1;
        }
        if case.agrees {
            self.agree += 1;
            counts.0 += 1;
            return;
        }
        let exception = rules.iter().find(|rule| rule.covers(&case));
        match exception {
            Some(_) => self.exceptions += 1,
            None if case.accepted => self.false_accepts += 1,
            None => {}
        }
        let exception = exception.map(|rule| format!("{}: {}", rule.id, rule.reason));
        self.disagreements.push(Disagreement::new(case, exception));
    }
}

impl Disagreement {
    fn new(case: Decided, exception: Option<String>) -> Self {
        Self {
            test: case.test,
            student: case.student,
            teacher: case.teacher,
            options: case.options,
            expected: case.expected,
            got: case.got,
            why: case.why,
            exception,
        }
    }
}
