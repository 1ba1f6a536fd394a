//! What all outputs share: texts with holes and slots.

use super::Place;
use super::hole::{hole_index, is_stand_in, slot_index};
use super::program::{Dress, Program};

/// Adds a text, its holes as values among words, its slots as what is put in, the rest escaped.
pub(super) fn text(program: &mut Program, text: &str, place: Place, escape: fn(&str, &mut String)) {
    let mut rest = text;
    while let Some(at) = rest.find(is_stand_in) {
        let (before, after) = rest.split_at(at);
        literal(program, before, escape);
        let mut characters = after.chars();
        let first = characters.next();
        if let Some(index) = first.and_then(hole_index) {
            program.hole(index, place, Dress::Plain);
        } else if let Some(index) = first.and_then(slot_index) {
            program.slot(index);
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
