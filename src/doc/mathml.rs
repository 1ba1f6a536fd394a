//! Mathematics to MathML, converted once; a value takes the whole element that stands for its hole.

use super::hole::{Hole, hole_index};
use super::markdown::Formula;
use super::program::{Dress, Program};
use super::{Format, Output, Place};
use pulldown_latex::config::DisplayMode;
use pulldown_latex::{Parser, RenderConfig, Storage, push_mathml};

/// Elements that lay out any number of children in a row.
const ROWS: [&str; 6] = ["math", "mrow", "mtd", "msqrt", "mstyle", "mpadded"];

/// Converts a formula that has been checked.
pub(super) fn convert(formula: &Formula, holes: &[Hole]) -> Program {
    let storage = Storage::new();
    let config = RenderConfig {
        display_mode: if formula.display {
            DisplayMode::Block
        } else {
            DisplayMode::Inline
        },
        xml: true,
        ..RenderConfig::default()
    };
    let mut markup = String::new();
    // Writing to a string cannot fail, and errors of the mathematics have been reported.
    if push_mathml(&mut markup, Parser::new(&formula.source, &storage), config).is_err() {
        return Program::default();
    }
    splice(&escaped(&markup), holes)
}

/// What the converter writes and what should stand there: a decimal mark has no space around it, the sign
/// of a ratio the same on both sides, and a line over digits is as long as they are.
const CORRECTIONS: [(&str, &str); 5] = [
    ("&nbsp;", "\u{a0}"),
    ("<mo>.</mo>", "<mo lspace=\"0\" rspace=\"0\">.</mo>"),
    (
        "<mo>:</mo>",
        "<mo lspace=\"0.22em\" rspace=\"0.22em\">:</mo>",
    ),
    (
        "<mrow><mo>,</mo></mrow>",
        "<mo lspace=\"0\" rspace=\"0\">,</mo>",
    ),
    ("<mi>‾</mi></mover>", "<mo stretchy=\"true\">‾</mo></mover>"),
];

/// The converter writes the signs `<` and `&` as they are, and a space by an entity only HTML knows.
fn escaped(markup: &str) -> String {
    let mut out = String::with_capacity(markup.len());
    let markup = CORRECTIONS
        .iter()
        .fold(markup.to_owned(), |markup, (from, to)| {
            markup.replace(from, to)
        });
    let mut characters = markup.chars().peekable();
    let mut rest = markup.as_str();
    while let Some(character) = characters.next() {
        rest = rest.get(character.len_utf8()..).unwrap_or("");
        let next = characters.peek();
        match character {
            '<' if !next.is_some_and(|c| c.is_ascii_alphabetic() || *c == '/') => {
                out.push_str("&lt;")
            }
            '&' if !["lt;", "gt;", "amp;"]
                .iter()
                .any(|entity| rest.starts_with(entity)) =>
            {
                out.push_str("&amp;");
            }
            other => out.push(other),
        }
    }
    out
}

/// An element that is open.
struct Open<'m> {
    name: &'m str,
    /// Whether its last child is something a sign could follow as an operator.
    after_operand: bool,
}

/// Divides the markup at its holes.
fn splice(markup: &str, holes: &[Hole]) -> Program {
    let mut program = Program::default();
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut rest = markup;
    while let Some((tag, after)) = rest.split_once('>') {
        let name_end = tag.find(' ').unwrap_or(tag.len());
        let name = tag.get(1..name_end).unwrap_or("");
        let text = after
            .get(..after.find('<').unwrap_or(after.len()))
            .unwrap_or("");
        if name.starts_with('/') {
            open.pop();
            program.literal(rest.get(..tag.len() + 1 + text.len()).unwrap_or(""));
            rest = after.get(text.len()..).unwrap_or("");
        } else if tag.ends_with('/') {
            program.literal(rest.get(..tag.len() + 1).unwrap_or(""));
            rest = after;
        } else if text.chars().any(|c| hole_index(c).is_some()) {
            let attributes = tag.get(name_end..).unwrap_or("");
            token(&mut program, name, attributes, text, open.last_mut(), holes);
            rest = after
                .get(text.len()..)
                .and_then(|end| end.split_once('>'))
                .map_or("", |(_, rest)| rest);
        } else {
            if let Some(parent) = open.last_mut() {
                parent.after_operand = is_operand(name, text);
            }
            open.push(Open {
                name,
                after_operand: false,
            });
            program.literal(rest.get(..tag.len() + 1 + text.len()).unwrap_or(""));
            rest = after.get(text.len()..).unwrap_or("");
        }
    }
    program
}

/// Replaces an element such as `<mi>x</mi>` whose text holds holes.
fn token(
    program: &mut Program,
    name: &str,
    attributes: &str,
    text: &str,
    parent: Option<&mut Open<'_>>,
    holes: &[Hole],
) {
    let in_row = parent
        .as_ref()
        .is_some_and(|parent| ROWS.contains(&parent.name));
    let after_operand = in_row && parent.as_ref().is_some_and(|parent| parent.after_operand);
    if let Some(parent) = parent {
        parent.after_operand = true;
    }
    let place = Place {
        output: Output::Html,
        math: true,
        after_operand,
    };
    let mut characters = text.chars();
    let only = characters
        .next()
        .and_then(hole_index)
        .filter(|_| characters.next().is_none());
    let signed = |index: usize| {
        let format = holes.get(index).and_then(|hole| hole.format.as_ref());
        format.is_some_and(|format| format.value == Format::Signed)
    };
    if let Some(index) = only.filter(|index| after_operand && signed(*index)) {
        // Its sign stands in the row itself, where it is set as an operator between operands.
        program.hole(index, place, Dress::Plain);
        return;
    }
    let attributes = attributes.replace(" mathvariant=\"normal\"", "");
    program.literal(&format!("<mrow{attributes}>"));
    let place = Place {
        after_operand: false,
        ..place
    };
    for (at, piece) in pieces(text).into_iter().enumerate() {
        match piece.chars().next().and_then(hole_index) {
            Some(index) => program.hole(index, place, Dress::Plain),
            None => program.literal(&format!("<{name}>{}</{name}>", hard_spaces(piece, at > 0))),
        }
    }
    program.literal("</mrow>");
}

/// Holes and the text between them.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, character) in text.char_indices() {
        if hole_index(character).is_some() {
            let end = at + character.len_utf8();
            pieces.extend(text.get(start..at).filter(|piece| !piece.is_empty()));
            pieces.extend(text.get(at..end));
            start = end;
        }
    }
    pieces.extend(text.get(start..).filter(|piece| !piece.is_empty()));
    pieces
}

/// Spaces at the edge of an element would be dropped: those towards a hole are made to stay.
fn hard_spaces(text: &str, after_hole: bool) -> String {
    let mut out = text.to_owned();
    if out.ends_with(' ') {
        out.pop();
        out.push('\u{a0}');
    }
    if after_hole && out.starts_with(' ') {
        out.replace_range(..1, "\u{a0}");
    }
    out
}

fn is_operand(name: &str, text: &str) -> bool {
    match name {
        "mo" => matches!(text, ")" | "]" | "}"),
        "mi" => !matches!(text, "+" | "−" | "±" | "∓" | "×" | "⋅" | "·" | "÷" | "/"),
        "mspace" => false,
        _ => true,
    }
}
