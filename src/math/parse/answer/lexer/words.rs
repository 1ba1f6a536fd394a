//! Letters: words, names, functions.

use super::super::glyph::look_alike;
use super::super::letters::{self, Piece, Run};
use super::super::names;
use super::super::token::{Bracket, Kind};
use super::super::{ReadingRule, SyntaxError};
use super::Lexer;
use crate::base::Span;

impl Lexer<'_> {
    /// Letters: words and names.
    pub(super) fn letters(&mut self, spaced: bool) -> Result<(), SyntaxError> {
        let rest = self.rest();
        let run = Run::of(rest, self.syntax);
        let whole = run.place(run.text.len());
        if run.text.len() > letters::LONGEST_RUN {
            let span = Span::new(self.at, self.at + whole);
            return Err(SyntaxError::new(span, "these are too many letters for me")
                .help("write the answer in fewer of them"));
        }
        if run.look_alike.is_none() && self.syntax.declares(&run.text) {
            self.push(Kind::Name(run.text), whole, spaced);
            return Ok(());
        }
        if let Some((kind, length)) = self.reserved(rest, &run) {
            self.push(kind, length, spaced);
            return Ok(());
        }
        let after = rest.get(whole..).unwrap_or_default();
        let pieces = letters::split(&run.text, after, self.syntax)
            .map_err(|unknown| self.unknown_letters(&run, unknown.from, unknown.to))?;
        let length = pieces.iter().map(|piece| piece.length).sum();
        if run.look_alike.is_some() {
            self.doubt(run.place(length), ReadingRule::LookAlike);
        }
        if self.syntax.symbols.is_none() {
            if let Some(from) = self.called(&run, &pieces, after) {
                self.pieces(&run, pieces.into_iter(), from, spaced);
                let name = run.text.get(from..length).unwrap_or_default().to_owned();
                let (start, end) = (run.place(from), run.place(length));
                self.push(Kind::Name(name), end - start, spaced && from == 0);
                return Ok(());
            }
            let calls = pieces.len() > 2 && after.starts_with('(');
            if letters::is_word(&pieces) || (calls && pieces.iter().all(|piece| piece.length == 1))
            {
                return Err(self.unknown_letters(&run, 0, length));
            }
        }
        self.pieces(&run, pieces.into_iter(), length, spaced);
        Ok(())
    }

    /// Pushes the pieces of a run that end at `end` or before.
    fn pieces(&mut self, run: &Run, pieces: impl Iterator<Item = Piece>, end: usize, spaced: bool) {
        let mut at = 0;
        for piece in pieces {
            let next = at + piece.length;
            if next > end {
                return;
            }
            let length = run.place(next) - run.place(at);
            if piece.indexed {
                self.doubt(length, ReadingRule::IndexedName);
            }
            self.push(piece.kind, length, spaced && at == 0);
            at = next;
        }
    }

    /// A word such as `or`, where it is no symbol and nothing of a longer name.
    fn reserved(&self, rest: &str, run: &Run) -> Option<(Kind, usize)> {
        // A letter that only looks like one of ours takes more bytes.
        let whole = run.place(run.text.len());
        let after_in = self.last() == Some(&Kind::In);
        let alone = self.tokens.is_empty() && whole == rest.trim_end().len();
        if run.text == "R" && !self.syntax.declares("R") && (after_in || alone) {
            return Some((Kind::Reals, whole));
        }
        if matches!(&*run.text, "U" | "u")
            && self.syntax.symbols.is_some()
            && !self.syntax.declares(&run.text)
        {
            let after = rest.get(whole..).unwrap_or_default().trim_start();
            let opens = after.starts_with(['(', '[', ']', '{']);
            let closed = matches!(
                self.last(),
                Some(Kind::Close(_) | Kind::Open(Bracket::Square))
            );
            return (opens && closed).then_some((Kind::Union, whole));
        }
        let (word, kind, length) = names::word(rest, self.syntax.locale)?;
        let is_unit = self.syntax.units.is_some_and(|is_unit| is_unit(word));
        let is_letter = word.len() == 1 && self.syntax.symbols.is_none();
        let is_call = matches!(word, "union" | "oo") && rest[length..].starts_with('(');
        let is_name = is_unit || is_letter || is_call || self.syntax.declares(&run.text);
        (!is_name).then_some((kind, length))
    }

    /// Where any letter is a symbol: where the name of an unknown function begins, of more than one
    /// letter, with values listed in the bracket behind it.
    fn called(&self, run: &Run, pieces: &[Piece], after: &str) -> Option<usize> {
        let single = |piece: &&Piece| {
            piece.length == 1 && matches!(piece.kind, Kind::Name(_) | Kind::Constant(_))
        };
        let letters = pieces.iter().rev().take_while(single).count();
        let ends: usize = pieces.iter().map(|piece| piece.length).sum();
        (letters > 1 && ends == run.text.len() && lists_values(after)).then(|| ends - letters)
    }

    fn unknown_letters(&self, run: &Run, from: usize, to: usize) -> SyntaxError {
        let rest = self.rest();
        let (start, end) = (run.place(from), run.place(to));
        let text = rest.get(start..end).unwrap_or_default();
        let span = Span::new(self.at + start, self.at + end);
        let mut chars = text.chars();
        if let Some(c) = chars.find(|&c| look_alike(c).is_some()) {
            let meant = look_alike(c).unwrap_or(c);
            return SyntaxError::new(span, format!("this `{c}` only looks like {meant}"))
                .help(format!("type {meant} with an English keyboard"));
        }
        SyntaxError::new(span, format!("I can't read `{text}`"))
            .help(letters::advice(text, self.syntax))
    }
}

/// Whether a bracket opens here that holds more than one value.
fn lists_values(text: &str) -> bool {
    let mut depth = 0_usize;
    // No list of arguments is longer, and every name looks.
    for c in text.chars().take(200) {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            ',' | ';' if depth == 1 => return true,
            _ => {}
        }
        if depth == 0 {
            return false;
        }
    }
    false
}
