//! Lexing holes and slots: each becomes one private-use character before anything else is parsed.

use super::{Format, codes};
use crate::base::{Diagnostic, Source, Span, Spanned};
use std::ops::RangeInclusive;

/// A place for a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hole {
    /// The whole hole, from `@{` to `}`.
    pub span: Span,
    /// What is to be evaluated; the span is that of its text in the file.
    pub expression: Spanned<String>,
    /// How it is printed.
    pub format: Option<Spanned<Format>>,
    /// Whether it stands within mathematics.
    pub math: bool,
}

/// A place for something that whoever writes the document puts in: a figure, the field of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The whole slot, from `@[` to `]`.
    pub span: Span,
    /// What is to be put in.
    pub name: Spanned<String>,
    /// Whether it is a paragraph of its own, so that a block can stand there.
    pub alone: bool,
}

/// The characters that stand for holes and for slots: the private-use area.
const HOLES: RangeInclusive<u32> = 0xe000..=0xf7ff;
const SLOTS: RangeInclusive<u32> = 0xf800..=0xf8ff;

/// As many as there are characters for them.
const MAX_HOLES: usize = (*HOLES.end() - *HOLES.start()) as usize + 1;
const MAX_SLOTS: usize = (*SLOTS.end() - *SLOTS.start()) as usize + 1;

/// The hole a character stands for.
pub(super) fn hole_index(character: char) -> Option<usize> {
    let code = u32::from(character);
    HOLES
        .contains(&code)
        .then(|| (code - HOLES.start()) as usize)
}

/// The slot a character stands for.
pub(super) fn slot_index(character: char) -> Option<usize> {
    let code = u32::from(character);
    SLOTS
        .contains(&code)
        .then(|| (code - SLOTS.start()) as usize)
}

/// Whether a character stands for something else.
pub(super) fn is_stand_in(character: char) -> bool {
    hole_index(character).is_some() || slot_index(character).is_some()
}

/// Whether a reader could not see a character: one that stands for something else, or a control
/// character that is no white space.
fn is_unshown(character: char) -> bool {
    let blank = matches!(character, '\n' | '\r' | '\t');
    is_stand_in(character) || (character.is_control() && !blank)
}

/// A text with its holes taken out.
pub(super) struct Masked {
    /// Holes and slots are private-use characters, `@@` is `@`.
    pub text: String,
    /// The holes, in order.
    pub holes: Vec<Hole>,
    /// The slots, in order.
    pub slots: Vec<Slot>,
    pieces: Vec<Piece>,
    /// Whether a hole has been left out for want of a character.
    full: bool,
}

/// Where a piece of the text came from.
struct Piece {
    start: usize,
    origin: Span,
    /// Taken over as it stands, byte by byte; otherwise one thing stands for another.
    verbatim: bool,
}

impl Masked {
    /// The place in the file of a range of the text.
    pub fn origin(&self, start: usize, end: usize) -> Span {
        let Some(first) = self.piece(start) else {
            return Span::default();
        };
        let begins = if first.verbatim {
            first.origin.start + (start - first.start)
        } else {
            first.origin.start
        };
        match self.piece(end.saturating_sub(1).max(start)) {
            Some(last) if end > start && last.verbatim => {
                Span::new(begins, last.origin.start + (end - last.start))
            }
            Some(last) if end > start => Span::new(begins, last.origin.end),
            _ => Span::at(begins),
        }
    }

    fn piece(&self, at: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.start <= at);
        self.pieces.get(after.checked_sub(1)?)
    }

    fn push(&mut self, text: &str, origin: Span, verbatim: bool) {
        match self.pieces.last_mut() {
            Some(last) if verbatim && last.verbatim && last.origin.end == origin.start => {
                last.origin.end = origin.end;
            }
            _ => self.pieces.push(Piece {
                start: self.text.len(),
                origin,
                verbatim,
            }),
        }
        self.text.push_str(text);
    }

    fn put(&mut self, hole: Hole, source: &Source, diagnostics: &mut Vec<Diagnostic>) {
        match stand_in(HOLES, self.holes.len()) {
            Some(character) => {
                self.push(character.encode_utf8(&mut [0; 4]), hole.span, false);
                self.holes.push(hole);
            }
            None if self.full => {}
            None => {
                self.full = true;
                let message = "one hole too many";
                diagnostics.push(
                    Diagnostic::error(codes::TOO_MANY_HOLES, source, hole.span, message)
                        .help(format!("a section has at most {MAX_HOLES} holes")),
                );
            }
        }
    }

    fn put_slot(&mut self, slot: Slot, source: &Source, diagnostics: &mut Vec<Diagnostic>) {
        match stand_in(SLOTS, self.slots.len()) {
            Some(character) => {
                self.push(character.encode_utf8(&mut [0; 4]), slot.span, false);
                self.slots.push(slot);
            }
            None => diagnostics.push(
                Diagnostic::error(
                    codes::TOO_MANY_HOLES,
                    source,
                    slot.span,
                    "one slot too many",
                )
                .help(format!("a section has at most {MAX_SLOTS} slots")),
            ),
        }
    }
}

/// The character for the hole or slot number `at`, while there are any.
fn stand_in(characters: RangeInclusive<u32>, at: usize) -> Option<char> {
    let code = u32::try_from(at).ok()?.checked_add(*characters.start())?;
    char::from_u32(code).filter(|_| characters.contains(&code))
}

/// Takes the holes and slots out of the text that stands at `span`.
pub(super) fn mask(source: &Source, span: Span, diagnostics: &mut Vec<Diagnostic>) -> Masked {
    let text = source.slice(span);
    let mut masked = Masked {
        text: String::with_capacity(text.len()),
        holes: Vec::new(),
        slots: Vec::new(),
        pieces: Vec::new(),
        full: false,
    };
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let place = span.start + at;
        let of_length = |length: usize| Span::new(place, place + length);
        at += if rest.starts_with("@@") {
            masked.push("@", of_length(2), false);
            2
        } else if let Some(inside) = rest.strip_prefix("@{") {
            match lex(inside) {
                Ok(parts) => {
                    let whole = of_length(parts.length + 3);
                    masked.put(
                        hole(source, whole, &parts, diagnostics),
                        source,
                        diagnostics,
                    );
                    parts.length + 3
                }
                Err(unclosed) => {
                    diagnostics.push(unclosed.diagnostic(source, place));
                    2 + inside.find('\n').unwrap_or(inside.len())
                }
            }
        } else if let Some(inside) = rest.strip_prefix("@[") {
            match slot_name(inside) {
                Some(name) => {
                    let begin = place + 2;
                    let slot = Slot {
                        span: of_length(name.len() + 3),
                        name: Spanned::new(name.to_owned(), Span::new(begin, begin + name.len())),
                        alone: false,
                    };
                    masked.put_slot(slot, source, diagnostics);
                    name.len() + 3
                }
                None => {
                    let message = "`@[` begins no slot";
                    diagnostics.push(
                        Diagnostic::error(codes::SLOT, source, of_length(2), message).help(
                            "a slot is written `@[figure]`, with letters, digits, `_` and `-`; a plain `@[` is `@@[`",
                        ),
                    );
                    masked.push("@", of_length(1), true);
                    1
                }
            }
        } else if let Some(private) = rest.chars().next().filter(|c| is_unshown(*c)) {
            let origin = of_length(private.len_utf8());
            let message = "this character cannot stand in a text";
            diagnostics.push(
                Diagnostic::error(codes::PRIVATE_USE, source, origin, message)
                    .help("remove it: no font is sure to show it"),
            );
            masked.push("\u{fffd}", origin, false);
            private.len_utf8()
        } else {
            let special = |c: char| c == '@' || is_unshown(c);
            let length = rest
                .char_indices()
                .find(|(at, c)| *at > 0 && special(*c))
                .map_or(rest.len(), |(at, _)| at);
            masked.push(rest.get(..length).unwrap_or(""), of_length(length), true);
            length
        };
    }
    masked
}

/// The name up to the `]` that closes a slot.
fn slot_name(inside: &str) -> Option<&str> {
    let (name, _) = inside.split_once(']')?;
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    (!name.is_empty() && name.chars().all(fits)).then_some(name)
}

/// The inside of a hole: its length, and where the `:` before the format stands.
struct Parts {
    length: usize,
    colon: Option<usize>,
}

/// Where, after `@{`, a text or the hole itself begins that is never closed.
enum Unclosed {
    Hole,
    Text(usize),
}

impl Unclosed {
    fn diagnostic(self, source: &Source, hole: usize) -> Diagnostic {
        let (span, message) = match self {
            Self::Hole => (Span::new(hole, hole + 2), "this hole is never closed"),
            Self::Text(at) => (
                Span::new(hole + 2 + at, hole + 3 + at),
                "this text is never closed",
            ),
        };
        Diagnostic::error(codes::UNCLOSED_HOLE, source, span, message).help(
            "a hole is written `@{expression}` or `@{expression : format}`; a plain `@{` is `@@{`",
        )
    }
}

/// Reads up to the `}` that closes a hole: not one within a text or another pair of braces. A hole ends
/// with its paragraph at the latest, a text with its line.
fn lex(inside: &str) -> Result<Parts, Unclosed> {
    let (mut braces, mut brackets) = (0_usize, 0_usize);
    let mut colon = None;
    let mut text: Option<(usize, char)> = None;
    let mut line_begins = false;
    for (at, character) in inside.char_indices() {
        if character == '\n' && line_begins {
            break;
        }
        line_begins = character == '\n';
        if let Some((_, quote)) = text {
            match character {
                '\n' => break,
                _ if character == quote => text = None,
                _ => {}
            }
            continue;
        }
        match character {
            // No expression has an `@`: the next hole begins before this one has ended.
            '@' => break,
            '"' | '\'' => text = Some((at, character)),
            '{' => braces += 1,
            '}' if braces == 0 => return Ok(Parts { length: at, colon }),
            '}' => braces -= 1,
            '(' | '[' => brackets += 1,
            ')' | ']' => brackets = brackets.saturating_sub(1),
            ':' if braces == 0 && brackets == 0 && colon.is_none() => colon = Some(at),
            _ => {}
        }
    }
    Err(text.map_or(Unclosed::Hole, |(at, _)| Unclosed::Text(at)))
}

/// Reads the parts of a hole that stands at `span`.
fn hole(source: &Source, span: Span, parts: &Parts, diagnostics: &mut Vec<Diagnostic>) -> Hole {
    let start = span.start + 2;
    let end = start + parts.length;
    let expression = trimmed(
        source,
        Span::new(start, start + parts.colon.unwrap_or(parts.length)),
    );
    if expression.value.is_empty() {
        diagnostics.push(
            Diagnostic::error(codes::EMPTY_HOLE, source, span, "this hole is empty")
                .help("write `@{name}` for a value, or `@@` for the character `@`"),
        );
    }
    let format = parts.colon.and_then(|colon| {
        let text = trimmed(source, Span::new(start + colon + 1, end));
        match Format::parse(&text.value) {
            Ok(format) => Some(Spanned::new(format, text.span)),
            Err(error) => {
                diagnostics.push(
                    Diagnostic::error(codes::FORMAT, source, text.span, error.to_string())
                        .help(error.help()),
                );
                None
            }
        }
    });
    Hole {
        span,
        expression,
        format,
        math: false,
    }
}

fn trimmed(source: &Source, span: Span) -> Spanned<String> {
    let text = source.slice(span);
    let start = span.start + (text.len() - text.trim_start().len());
    let text = text.trim();
    Spanned::new(text.to_owned(), Span::new(start, start + text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The text with `·` for holes, each hole as `expression:format`, and the findings.
    fn read(text: &str) -> (String, Vec<String>, Vec<String>) {
        let source = Source::new("t.md", text);
        let mut diagnostics = Vec::new();
        let masked = mask(&source, Span::new(0, text.len()), &mut diagnostics);
        let shown = masked
            .text
            .chars()
            .map(|c| hole_index(c).map_or(c, |_| '·'))
            .collect();
        let holes = masked.holes.iter().map(|hole| {
            assert_eq!(source.slice(hole.expression.span), hole.expression.value);
            let format = hole
                .format
                .as_ref()
                .map_or("", |format| source.slice(format.span));
            format!("{}:{format}", hole.expression.value)
        });
        let found = diagnostics
            .iter()
            .map(|d| format!("{}:{} {}", d.line_column().0, d.line_column().1, d.code));
        (shown, holes.collect(), found.collect())
    }

    #[test]
    fn holes_are_lexed_with_texts_and_brackets_in_mind() {
        let (text, holes, found) =
            read("a@@b @{ x : signed } @{if(a, \"}:\", ':')} @{d[1]:decimal 2}@{{a}} me@x.org");
        assert_eq!(text, "a@b · · ·· me@x.org");
        assert_eq!(
            holes,
            ["x:signed", "if(a, \"}:\", ':'):", "d[1]:decimal 2", "{a}:"]
        );
        assert_eq!(found, [""; 0]);
    }

    #[test]
    fn slots_have_a_name_and_nothing_else() {
        let text = "@[figure] @@[a] @[b-2]@[ @[] @[a b] @[\u{f800}";
        let source = Source::new("t.md", text);
        let mut diagnostics = Vec::new();
        let masked = mask(&source, Span::new(0, text.len()), &mut diagnostics);
        let names: Vec<_> = masked.slots.iter().map(|slot| &slot.name.value).collect();
        assert_eq!(names, ["figure", "b-2"]);
        assert_eq!(
            masked.text,
            "\u{f800} @[a] \u{f801}@[ @[] @[a b] @[\u{fffd}"
        );
        let codes: Vec<_> = diagnostics.iter().map(|d| d.code.0).collect();
        assert_eq!(codes, ["D015", "D015", "D015", "D015", "D004"]);
    }

    #[test]
    fn mistakes_in_holes_are_found_where_they_are() {
        let (text, holes, found) = read("é @{} @{x : sined}\n@{y\nb @{\"z}\n\n\u{e000} @{w");
        assert_eq!(text, "é · ·\n\nb \n\n\u{fffd} ");
        assert_eq!(holes, [":", "x:"]);
        assert_eq!(
            found,
            [
                "1:3 D002",
                "1:13 D003",
                "2:1 D001",
                "3:5 D001",
                "5:1 D004",
                "5:3 D001"
            ]
        );
    }

    proptest! {
        #[test]
        fn places_in_the_text_lead_back_to_the_file(text in "([a-cé@{}\\[\\]:\"\n ]|@\\{|@@|@\\[){0,40}") {
            let source = Source::new("t.md", text.as_str());
            let mut diagnostics = Vec::new();
            let masked = mask(&source, Span::new(0, text.len()), &mut diagnostics);
            for (at, character) in masked.text.char_indices() {
                let span = masked.origin(at, at + character.len_utf8());
                match (hole_index(character), slot_index(character)) {
                    (Some(index), _) => prop_assert_eq!(span, masked.holes[index].span),
                    (_, Some(index)) => prop_assert_eq!(span, masked.slots[index].span),
                    _ => prop_assert!(source.slice(span).starts_with(character)),
                }
            }
        }
    }
}
