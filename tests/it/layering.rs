//! The folder order is the architecture: no file names a folder that comes after its own, and
//! what is pure asks neither the clock nor the disk.

mod paths;

use crate::trial;
use libtest_mimic::Trial;
use paths::{Place, paths};
use std::fs;
use std::path::{Path, PathBuf};

/// The folders of `src/` in the order data flows.
const ORDER: [&str; 14] = [
    "base", "math", "doc", "answer", "template", "mastery", "decision", "research", "bank",
    "session", "store", "service", "web", "cli",
];

/// The first folder that may ask the clock, the disk, the network or chance.
const FIRST_IMPURE: &str = "store";

/// Files before it that may: loading a bank and reading a log read files, a fresh secret is chance, and the tests of
/// figures compare them with drawings that were looked at.
const EXCEPTIONS: [&str; 4] = [
    "bank/",
    "base/secret.rs",
    "doc/figure/tests/",
    "research/log/",
];

/// What reaches outside the program.
const OUTSIDE: [&str; 8] = [
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "SystemTime::now",
    "Instant::now",
    "rand::rng",
    "SysRng",
];

pub fn trials() -> Vec<Trial> {
    vec![
        trial(
            "layering::every_folder_has_its_place",
            every_folder_has_its_place,
        ),
        trial("layering::nothing_imports_upwards", nothing_imports_upwards),
        trial(
            "layering::the_root_exports_folders_only",
            the_root_exports_folders_only,
        ),
        trial("layering::the_core_is_pure", the_core_is_pure),
        trial("layering::paths_are_found", paths_are_found),
    ]
}

fn every_folder_has_its_place() {
    for file in sources() {
        let folder = file.modules.first().map(String::as_str);
        let at_root = ["lib.rs", "main.rs"].contains(&file.name.as_str());
        assert!(
            at_root || folder.is_some_and(|folder| rank(folder).is_some()),
            "src/{} is in no folder of the order",
            file.name
        );
    }
}

fn nothing_imports_upwards() {
    let mut offences = Vec::new();
    for file in sources() {
        let Some(own) = file.modules.first().and_then(|folder| rank(folder)) else {
            continue;
        };
        for path in paths(&file.text, &file.modules) {
            match rank(&path.first) {
                Some(used) if used <= own => {}
                Some(_) => offences.push(format!(
                    "src/{}:{} uses {}, which comes after {}",
                    file.name, path.line, path.first, ORDER[own]
                )),
                None => offences.push(format!(
                    "src/{}:{} uses `{}` of the crate's root, which is no folder",
                    file.name, path.line, path.first
                )),
            }
        }
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}

/// A re-export at the root would give a folder a second name, past this test.
fn the_root_exports_folders_only() {
    for file in sources().iter().filter(|file| file.name == "lib.rs") {
        for word in ["use", "macro_rules", "extern"] {
            assert!(
                !paths::words(&file.text).any(|found| found == word),
                "src/lib.rs has a `{word}`"
            );
        }
    }
}

fn the_core_is_pure() {
    let first_impure = rank(FIRST_IMPURE).expect("it is in the order");
    let mut offences = Vec::new();
    for file in sources() {
        let folder = file.modules.first().and_then(|folder| rank(folder));
        let exempt = EXCEPTIONS.iter().any(|path| file.name.starts_with(path));
        if exempt || folder.is_none_or(|folder| folder >= first_impure) {
            continue;
        }
        let text = paths::without_space(&file.text);
        for outside in OUTSIDE.iter().filter(|outside| text.contains(*outside)) {
            offences.push(format!("src/{} uses {outside}", file.name));
        }
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}

/// Every way to name a folder is seen: a case a line, the folders named behind it.
fn paths_are_found() {
    let cases: [(&str, &[&str]); 15] = [
        ("use crate::math;", &["math"]),
        (
            "use crate::{math, doc::Place as P, answer::{A, B}};",
            &["math", "doc", "answer"],
        ),
        ("use crate :: /* a comment */ math::X;", &["math"]),
        ("fn f(x: crate::math::X) {}", &["math"]),
        ("use super::super::math::X;", &["math"]),
        ("use super::super::{math::X, doc};", &["math", "doc"]),
        ("use super::sibling::X;", &["answer"]),
        ("use self::super::super::math;", &["math"]),
        (
            "mod tests { use super::super::super::math; } use super::super::doc;",
            &["math", "doc"],
        ),
        (
            "mod tests { mod inner { use super::super::X; } }",
            &["answer"],
        ),
        ("use crate as everything;", &["crate as"]),
        ("use crate::*;", &["*"]),
        ("pub(crate) fn f() {} // crate::web", &[]),
        (
            "#[serde(with = \"crate::math::text\")] struct S;",
            &["math"],
        ),
        (
            "let c = '\"'; let s = \"no crate::web\"; use retake::web;",
            &["web"],
        ),
    ];
    let file = ["answer".to_owned(), "number".to_owned()];
    for (text, expected) in cases {
        let found: Vec<String> = paths(text, &file)
            .into_iter()
            .map(|p: Place| p.first)
            .collect();
        assert_eq!(found, expected, "{text}");
    }
}

fn rank(folder: &str) -> Option<usize> {
    ORDER.iter().position(|&name| name == folder)
}

/// One source file: its path below `src/`, its place among the modules, its text.
struct SourceFile {
    name: String,
    modules: Vec<String>,
    text: String,
}

fn sources() -> Vec<SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("src can be read") {
            let path = entry.expect("src can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(read(&root, path));
            }
        }
    }
    assert!(
        files.len() > ORDER.len(),
        "src has too few files to be meant"
    );
    files
}

fn read(root: &Path, path: PathBuf) -> SourceFile {
    let below = path.strip_prefix(root).expect("it was found there");
    let mut modules: Vec<String> = below
        .with_extension("")
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    if modules
        .last()
        .is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str()))
    {
        modules.pop();
    }
    SourceFile {
        name: below.to_string_lossy().replace('\\', "/"),
        modules,
        text: fs::read_to_string(&path).expect("a source is text"),
    }
}
