//! The labels by which options are picked: a, b, c, …

use super::Question;
use super::reading::Unreadable;
use crate::base::Span;

/// The label of the option at an index: a, b, c, …
pub fn label(index: usize) -> char {
    ('a'..='z').nth(index).unwrap_or('z')
}

/// The options whose labels are typed, each once, in the order typed: `b`, `(B)`, `a,c`, `a c`, `ac`.
pub(super) fn read(question: &Question, raw: &str) -> Result<Vec<usize>, Unreadable> {
    let mut picked = Vec::new();
    for (offset, character) in raw.char_indices() {
        if is_between(character) {
            continue;
        }
        let at = Span::new(offset, offset + character.len_utf8());
        let index = index(character, at, question.options.len())?;
        if !picked.contains(&index) {
            picked.push(index);
        }
    }
    if picked.is_empty() {
        let first = raw.trim().chars().next().unwrap_or(' ');
        return Err(unknown(
            first,
            Span::new(0, raw.len()),
            question.options.len(),
        ));
    }
    Ok(picked)
}

/// The option of a label.
pub(super) fn index(character: char, at: Span, options: usize) -> Result<usize, Unreadable> {
    ('a'..='z')
        .take(options)
        .position(|label| label == character.to_ascii_lowercase())
        .ok_or_else(|| unknown(character, at, options))
}

/// Whether a character only stands between labels.
pub(super) const fn is_between(character: char) -> bool {
    character.is_whitespace() || matches!(character, ',' | ';' | '.' | '(' | ')')
}

/// Labels as they are read back: `b, a, d`.
pub(super) fn listed(picked: impl IntoIterator<Item = usize>) -> String {
    let labels: Vec<String> = picked.into_iter().map(|at| label(at).into()).collect();
    labels.join(", ")
}

fn unknown(character: char, at: Span, options: usize) -> Unreadable {
    let last = label(options.saturating_sub(1));
    Unreadable::new(
        at,
        format!("There is no answer “{character}”. Choose from a to {last}."),
    )
}
