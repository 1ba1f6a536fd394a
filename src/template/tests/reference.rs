//! The authors' reference tells the truth, and all of it.

use super::*;
use crate::template::compile::function_names;
use crate::template::front_matter::{RawAnswerKind, RawFigureKind};
use std::collections::BTreeMap;

const REFERENCE: &str = include_str!("../../../docs/templates.md");

/// What an author writes as a value has its backticks: `gcd(a, b, …)` names `gcd`.
fn is_told(name: &str) -> bool {
    let mut codes = REFERENCE.split('`').skip(1).step_by(2);
    codes.any(|code| {
        let rest = code.strip_prefix(name);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['(', ' ', '=']))
    })
}

fn untold<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    names.into_iter().filter(|name| !is_told(name)).collect()
}

/// Fenced blocks: what stands behind the fence, and their lines.
fn blocks() -> Vec<(&'static str, String)> {
    let mut blocks = Vec::new();
    let mut open: Option<(&str, String)> = None;
    for line in REFERENCE.lines() {
        open = match (line.strip_prefix("```"), open.take()) {
            (Some(kind), None) => Some((kind, String::new())),
            (Some(_), Some(block)) => {
                blocks.push(block);
                None
            }
            (None, Some((kind, text))) => Some((kind, text + line + "\n")),
            (None, None) => None,
        };
    }
    blocks
}

#[test]
fn every_template_of_the_reference_is_sound() {
    let blocks = blocks();
    let tables: BTreeMap<&str, &String> = blocks
        .iter()
        .filter_map(|(kind, text)| Some((kind.strip_prefix("csv ")?, text)))
        .collect();
    let templates = blocks.iter().filter(|(_, text)| text.starts_with("+++\n"));
    let mut count = 0;
    for (_, text) in templates {
        let source = Source::new("reference.md", text.as_str());
        let id = TemplateId::new("reference/example").unwrap();
        let (template, mut found) = ItemTemplate::compile_beside(id, source, |file| {
            Ok(Source::new(
                file.value.as_str(),
                tables[file.value.as_str()].as_str(),
            ))
        });
        found.extend(template.iter().flat_map(|t| t.proof().diagnostics.clone()));
        assert!(template.is_some() && found.is_empty(), "{text}{found:?}");
        count += 1;
    }
    assert!(count >= 8, "only {count} templates were found");
}

#[test]
fn every_function_is_told_with_an_example_that_is_true() {
    let rows: Vec<Vec<&str>> = REFERENCE
        .lines()
        .map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect())
        .filter(|cells: &Vec<&str>| cells.len() == 4 && cells[0].starts_with('`'))
        .collect();
    let told = |name: &str| {
        let example = |row: &Vec<&str>| row[2].trim_matches('`').starts_with(&format!("{name}("));
        rows.iter().any(example)
    };
    let untold: Vec<&str> = function_names().filter(|name| !told(name)).collect();
    assert_eq!(untold, [""; 0]);
    let shown = |row: &Vec<&str>| {
        let example = row[2].trim_matches('`').to_owned();
        match row[3] {
            "true" | "false" => format!("@{{if({example}, 'true', 'false')}}"),
            _ => format!("@{{{example}}}"),
        }
    };
    for row in &rows {
        let text = format!(
            "+++\ntitle = \"T\"\nversion = 1\nsymbols = [\"x\"]\n[parameters]\nn = \"1..9\"\n\
             [let]\ndata = \"[3, 1, 3, 2]\"\nwords = '[\"pear\", \"fig\", \"plum\"]'\n\
             [answer]\nkind = \"number\"\nkey = \"n\"\n+++\n{}\n",
            shown(row)
        );
        let (template, found) = compile(&text);
        let template = template.unwrap_or_else(|| panic!("{row:?} {found:?}"));
        let mut drawer = template.drawer(&secret(), &learner("ada"));
        let draw = drawer.free(0).unwrap();
        let stem = stem(&template, &draw, &mut drawer);
        assert_eq!(stem.trim(), row[3], "{}", row[2]);
    }
}

#[test]
fn every_kind_and_every_key_is_told() {
    let kinds = RawAnswerKind::ALL.iter();
    assert_eq!(untold(kinds.map(|kind| kind.name())), [""; 0]);
    assert_eq!(untold(RawAnswerKind::all_keys()), [""; 0]);
    let figures = RawFigureKind::ALL.iter();
    assert_eq!(untold(figures.clone().map(|kind| kind.name())), [""; 0]);
    assert_eq!(
        untold(figures.flat_map(|kind| kind.keys().iter().copied())),
        [""; 0]
    );
}

#[test]
fn every_format_and_every_form_is_told() {
    assert_eq!(untold(crate::doc::Format::NAMES), [""; 0]);
    assert_eq!(untold(crate::math::Form::NAMES), [""; 0]);
}

/// The codes of all rooms, out of the files that give them out.
fn codes() -> Vec<&'static str> {
    let files = [
        include_str!("../codes.rs"),
        include_str!("../front_matter/codes.rs"),
        include_str!("../body.rs"),
        include_str!("../../doc/codes.rs"),
        include_str!("../../bank/codes.rs"),
    ];
    // What tests expect is no definition.
    let definitions = files
        .iter()
        .filter_map(|text| text.split("mod tests").next());
    let quoted = definitions.flat_map(|text| text.split('"').skip(1).step_by(2));
    let is_code = |text: &&str| {
        text.len() == 4
            && text.starts_with(['T', 'D', 'B'])
            && text.bytes().skip(1).all(|b| b.is_ascii_digit())
    };
    quoted.filter(is_code).collect()
}

#[test]
fn every_code_is_given_out_once_and_told_with_what_to_do() {
    let codes = codes();
    assert!(codes.len() > 130);
    for code in &codes {
        let twice = codes.iter().filter(|other| *other == code).count();
        assert_eq!(twice, 1, "{code} stands for two things");
        let row = REFERENCE
            .lines()
            .find(|line| line.starts_with(&format!("| `{code}` ")));
        let cells = row.map(|row| row.trim_matches('|').split(" | ").count());
        assert_eq!(cells, Some(2), "{code}");
    }
}
