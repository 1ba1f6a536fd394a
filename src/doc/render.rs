//! What all outputs share: texts with holes.

use super::Place;
use super::hole::hole_index;
use super::program::{Dress, Program};

/// Adds a text, its holes as values among words, the rest escaped.
pub(super) fn text(program: &mut Program, text: &str, place: Place, escape: fn(&str, &mut String)) {
    let mut rest = text;
    while let Some(at) = rest.find(|c| hole_index(c).is_some()) {
        let (before, after) = rest.split_at(at);
        literal(program, before, escape);
        let mut characters = after.chars();
        if let Some(index) = characters.next().and_then(hole_index) {
            program.hole(index, place, Dress::Plain);
        }
        rest = characters.as_str();
    }
    literal(program, rest, escape);
}

fn literal(program: &mut Program, text: &str, escape: fn(&str, &mut String)) {
    let mut escaped = String::with_capacity(text.len());
    escape(text, &mut escaped);
    program.literal(&escaped);
}
