//! What ships is free of copyleft: every dependency has a licence that `deny.toml` allows.

use crate::trial;
use libtest_mimic::Trial;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

pub fn trials() -> Vec<Trial> {
    vec![
        trial(
            "licences::every_dependency_is_allowed",
            every_dependency_is_allowed,
        ),
        trial(
            "licences::expressions_are_understood",
            expressions_are_understood,
        ),
    ]
}

fn every_dependency_is_allowed() {
    let metadata = metadata();
    let mut offences = Vec::new();
    let shipped = shipped(&metadata);
    for package in metadata["packages"].as_array().expect("a list of packages") {
        let name = package["name"].as_str().expect("a package has a name");
        let licence = package["license"].as_str().unwrap_or("none given");
        if shipped.contains(text(&package["id"])) && !allows(licence, &allowed()) {
            offences.push(format!("{name}: {licence}"));
        }
    }
    assert!(
        shipped.len() > 50,
        "only {} packages were found",
        shipped.len()
    );
    assert!(
        offences.is_empty(),
        "not allowed by deny.toml:\n{}",
        offences.join("\n")
    );
}

fn expressions_are_understood() {
    let allowed = ["MIT", "Apache-2.0", "Unicode-3.0"]
        .map(str::to_owned)
        .into();
    for licence in [
        "MIT",
        "MIT/Apache-2.0",
        "MIT OR LGPL-2.1-or-later",
        "(GPL-3.0 OR MIT) AND Unicode-3.0",
        "Apache-2.0 WITH LLVM-exception OR GPL-2.0",
    ] {
        assert!(allows(licence, &allowed), "{licence}");
    }
    for licence in [
        "LGPL-3.0-only",
        "MIT AND GPL-3.0",
        "(MIT OR BSD) AND GPL-3.0",
        "none given",
    ] {
        assert!(!allows(licence, &allowed), "{licence}");
    }
}

/// Whether an SPDX expression can be met by allowed licences alone. An exception only ever gives
/// more freedom, so it is passed over.
fn allows(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    either(&mut words, allowed) && words.next().is_none()
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn either(words: &mut Words, allowed: &BTreeSet<String>) -> bool {
    let mut holds = both(words, allowed);
    while words.next_if_eq(&"OR").is_some() {
        holds |= both(words, allowed);
    }
    holds
}

fn both(words: &mut Words, allowed: &BTreeSet<String>) -> bool {
    let mut holds = single(words, allowed);
    while words.next_if_eq(&"AND").is_some() {
        holds &= single(words, allowed);
    }
    holds
}

fn single(words: &mut Words, allowed: &BTreeSet<String>) -> bool {
    let Some(word) = words.next() else {
        return false;
    };
    if word == "(" {
        let holds = either(words, allowed);
        return words.next() == Some(")") && holds;
    }
    if words.next_if_eq(&"WITH").is_some() {
        words.next();
    }
    allowed.contains(word)
}

fn allowed() -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("deny.toml");
    let text = std::fs::read_to_string(path).expect("deny.toml can be read");
    let table: toml::Table = text.parse().expect("deny.toml is TOML");
    let licences = table["licenses"]["allow"]
        .as_array()
        .expect("a list of licences");
    licences
        .iter()
        .map(|licence| licence.as_str().expect("a licence is text").to_owned())
        .collect()
}

/// The packages linked into the program: those reached by other than development and build.
fn shipped(metadata: &Value) -> BTreeSet<String> {
    let nodes: BTreeMap<&str, &Value> = metadata["resolve"]["nodes"]
        .as_array()
        .expect("a list of nodes")
        .iter()
        .map(|node| (text(&node["id"]), node))
        .collect();
    let mut found = BTreeSet::new();
    let mut open = vec![text(&metadata["resolve"]["root"])];
    while let Some(id) = open.pop() {
        if found.insert(id.to_owned()) {
            let dependencies = nodes[id]["deps"].as_array().into_iter().flatten();
            open.extend(
                dependencies
                    .filter(|d| is_linked(d))
                    .map(|d| text(&d["pkg"])),
            );
        }
    }
    found
}

fn is_linked(dependency: &Value) -> bool {
    let kinds = dependency["dep_kinds"].as_array().into_iter().flatten();
    kinds.into_iter().any(|kind| kind["kind"].is_null())
}

fn text(value: &Value) -> &str {
    value.as_str().expect("metadata has text here")
}

fn metadata() -> Value {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let host = output(Command::new("rustc").arg("-vV"));
    let host = host
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .expect("rustc names its host");
    let json = output(
        Command::new(cargo)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(["metadata", "--format-version", "1", "--locked"])
            .args(["--filter-platform", host]),
    );
    serde_json::from_str(&json).expect("cargo metadata prints JSON")
}

fn output(command: &mut Command) -> String {
    let output = command.output().expect("the command starts");
    assert!(
        output.status.success(),
        "{command:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("the command prints text")
}
