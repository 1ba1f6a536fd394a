//! The hash of a domain: of all that decides which problems a template has.

use super::compile::names_in;
use super::front_matter::FrontMatter;
use super::table::Table;
use crate::base::{Source, Spanned};
use crate::math::ast::Ast;
use crate::math::parse_expression;
use std::collections::BTreeSet;

/// Hashes parameters, requirements and radicals, and the named expressions those use.
///
/// Expressions are hashed without their blanks, so that neither they nor text nor `version` count:
/// a corrected typo brings no seen problem back.
pub(super) fn of(source: &Source, front: &FrontMatter, table: Option<&Table>) -> [u8; 32] {
    let mut hasher = Fields(blake3::Hasher::new_derive_key(
        "retake domain fingerprint v1",
    ));
    for entry in &front.parameters {
        hasher.field("parameter");
        hasher.field(&entry.name.value);
        hasher.compact(source.slice(entry.value.span));
    }
    for cell in table.iter().flat_map(|table| table.content()) {
        hasher.field("cell");
        hasher.field(&cell);
    }
    if let Some(raw) = &front.table {
        hasher.field("rows");
        hasher.field(&raw.rows.as_ref().map_or(1, |rows| rows.value).to_string());
        hasher.compact(
            raw.condition
                .as_ref()
                .map_or("", |text| text.value.as_str()),
        );
    }
    let mut used = BTreeSet::new();
    let mut queue: Vec<&Spanned<String>> = Vec::new();
    for (room, entries) in [("require", &front.require), ("radical", &front.radicals)] {
        for entry in entries {
            hasher.field(room);
            hasher.field(&entry.name.value);
            hasher.compact(&entry.value.value);
            queue.push(&entry.value);
        }
    }
    while let Some(text) = queue.pop() {
        let parsed = parse_expression(&text.value);
        for (name, _) in parsed.iter().flat_map(|ast: &Ast| names_in(ast)) {
            let entry = front.lets.iter().find(|entry| entry.name.value == name);
            if let Some(entry) = entry
                && used.insert((entry.name.value.as_str(), entry.value.value.as_str()))
            {
                queue.push(&entry.value);
            }
        }
    }
    for (name, expression) in used {
        hasher.field("let");
        hasher.field(name);
        hasher.compact(expression);
    }
    *hasher.0.finalize().as_bytes()
}

/// A hasher of fields that cannot run into one another.
struct Fields(blake3::Hasher);

impl Fields {
    fn field(&mut self, text: &str) {
        self.0.update(&(text.len() as u64).to_le_bytes());
        self.0.update(text.as_bytes());
    }

    /// A field without its blanks outside quotes.
    fn compact(&mut self, text: &str) {
        let mut quote = None;
        let kept = text.chars().filter(|&c| {
            match quote {
                Some(open) if c == open => quote = None,
                None if c == '"' || c == '\'' => quote = Some(c),
                _ => {}
            }
            quote.is_some() || !c.is_whitespace()
        });
        self.field(&kept.collect::<String>());
    }
}
