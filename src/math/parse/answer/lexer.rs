//! From characters to words.

mod numbers;
mod raised;
mod words;

use super::glyph::{
    digit, is_invisible, letter, sign, subscript, superscript, turns_text, vulgar_fraction,
};
use super::letters;
use super::token::{Bracket, Kind, Token};
use super::{Ambiguity, AnswerSyntax, ReadingRule, SyntaxError};
use crate::base::Span;
use crate::math::ast::BinaryOp;

/// Reads the words of an answer.
pub(super) struct Lexer<'a> {
    source: &'a str,
    syntax: &'a AnswerSyntax<'a>,
    at: usize,
    /// How many brackets are open.
    open: usize,
    pub tokens: Vec<Token>,
    pub doubts: Vec<Ambiguity>,
}

impl<'a> Lexer<'a> {
    pub fn new(source: &'a str, syntax: &'a AnswerSyntax<'a>) -> Self {
        Self {
            source,
            syntax,
            at: 0,
            open: 0,
            tokens: Vec::new(),
            doubts: Vec::new(),
        }
    }

    fn rest(&self) -> &'a str {
        self.source.get(self.at..).unwrap_or_default()
    }

    /// Reads all of it, up to the first word that is none.
    pub fn read(&mut self) -> Result<(), SyntaxError> {
        loop {
            let skipped = self.rest();
            let rest = skipped.trim_start_matches(|c: char| c.is_whitespace() || is_invisible(c));
            let blank = &skipped[..skipped.len() - rest.len()];
            self.at += blank.len();
            match rest.chars().next() {
                None => return Ok(()),
                // The full stop of a sentence.
                Some('.') if rest[1..].trim().is_empty() && !self.tokens.is_empty() => {
                    return Ok(());
                }
                Some(first) => self.word(first, blank.contains(char::is_whitespace))?,
            }
        }
    }

    fn push(&mut self, kind: Kind, length: usize, spaced: bool) {
        match kind {
            Kind::Open(_) => self.open += 1,
            // Where a value is due they open something: `]2, 5[`, `<2, 5>`.
            Kind::Close(Bracket::Square) | Kind::Operator(BinaryOp::Less)
                if !self.follows_value() =>
            {
                self.open += 1;
            }
            Kind::Close(_) => self.open = self.open.saturating_sub(1),
            _ => {}
        }
        let span = Span::new(self.at, self.at + length);
        self.at = span.end;
        self.tokens.push(Token { kind, span, spaced });
    }

    fn doubt(&mut self, length: usize, rule: ReadingRule) {
        let span = Span::new(self.at, self.at + length);
        self.doubts.push(Ambiguity { span, rule });
    }

    fn last(&self) -> Option<&Kind> {
        self.tokens.last().map(|token| &token.kind)
    }

    /// Whether the last word can end a value.
    fn follows_value(&self) -> bool {
        self.last()
            .is_some_and(|last| last.ends_operand() || *last == Kind::Bar)
    }

    fn follows_function(&self) -> bool {
        self.last().is_some_and(letters::is_function)
    }

    fn word(&mut self, first: char, spaced: bool) -> Result<(), SyntaxError> {
        let rest = self.rest();
        let second = rest[first.len_utf8()..].chars().next();
        let is_mark = matches!(first, '.' | ',' | '．' | '，');
        let separates = matches!(first, ',' | '，') && self.follows_value();
        if digit(first).is_some()
            || (is_mark && !separates && second.is_some_and(|c| digit(c).is_some()))
        {
            return self.number(spaced);
        }
        if let Some((over, under)) = vulgar_fraction(first) {
            self.push(Kind::Vulgar(over, under), first.len_utf8(), spaced);
            return Ok(());
        }
        if superscript(first).is_some() {
            return self.raised(spaced);
        }
        if first == '°' && self.syntax.units.is_some() {
            return self.degrees(spaced);
        }
        if let Some((kind, length)) = sign(rest) {
            if matches!(&kind, Kind::PlusMinus { .. }) && rest.starts_with('+') {
                if !rest.starts_with("+/") {
                    self.doubt(length, ReadingRule::PlusMinus);
                }
            } else if kind == Kind::Factorial && rest[length..].starts_with('!') {
                return Err(self.unreadable(length + 1).help("use one ! only"));
            }
            self.push(kind, length, spaced);
            return Ok(());
        }
        if letter(first).is_some() {
            return self.letters(spaced);
        }
        if first == '_' && (self.follows_value() || self.follows_function()) {
            self.push(Kind::Subscript, 1, spaced);
            return Ok(());
        }
        if subscript(first).is_some() && self.follows_function() {
            return self.lowered(spaced);
        }
        Err(self.unknown(first))
    }

    fn unreadable(&self, length: usize) -> SyntaxError {
        let span = Span::new(self.at, self.at + length);
        let text = self.source.get(span.start..span.end).unwrap_or_default();
        SyntaxError::new(span, format!("I can't read `{text}`"))
    }

    fn unknown(&self, first: char) -> SyntaxError {
        let rest = self.rest();
        let error = self.unreadable(first.len_utf8());
        match first {
            ':' => error.help("write a ratio as a fraction, with /"),
            '$' | '€' | '£' | '¥' | '°' => error.help("write only the number"),
            '≈' | '~' => error.help("write the value itself"),
            '.' if rest.starts_with("..") => error.help("write out all the digits you mean"),
            '\'' | '’' | '′' => error.help("leave the apostrophe out"),
            '"' | '“' | '”' => error.help("leave the quotation marks out"),
            '∩' => error.help("write the set itself"),
            '\\' => error.help("write the sign itself instead of a command"),
            c if turns_text(c) => {
                let span = error.span;
                SyntaxError::new(span, "a hidden mark here turns the text around")
                    .help("type the answer again instead of pasting it")
            }
            _ => error,
        }
    }
}
