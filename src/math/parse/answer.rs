//! The learner's reader: what people type, signs left out and all.

use super::glyph::{digit, is_invisible, is_slash, letter, sign, superscript, vulgar_fraction};
use super::grammar::{self, Dialect, Fault, Trouble};
use super::numeral::{Numeral, numeral};
use super::token::{Kind, Token, integer};
use super::{Ambiguity, Reading, ReadingRule, SyntaxError, symbols};
use crate::base::{Locale, Span};
use crate::math::Symbol;
use crate::math::ast::{BinaryOp, Literal};

/// The longest answer, in bytes: ten lines of algebra.
const LONGEST: usize = 1_000;

/// What may stand in a learner's answer.
#[derive(Clone, Copy, Debug)]
pub struct AnswerSyntax<'a> {
    /// The symbols the item speaks of; no other name is read.
    pub symbols: &'a [Symbol],
    /// Whose decimal mark and group mark are read.
    pub locale: Locale,
}

/// Reads a learner's answer.
///
/// Numbers as in `3`, `−5` with any dash, `0.75`, `.75`, `1,000`, `3/4`, `1 1/2`, `1½`, `75%`; every
/// common sign for an operator; `x²`, `x^2`, `x**2`; products without sign, `2(x + 3)`, `xy`; one
/// equation, `x = 2`. Names are declared symbols, in the wrong case too where that is clear. Where a
/// notation has two meanings, a [`ReadingRule`] decides and is told.
///
/// ```
/// use retake::base::Locale;
/// use retake::math::{AnswerSyntax, ReadingRule, parse_answer};
/// let syntax = AnswerSyntax { symbols: &["x".into()], locale: Locale::ENGLISH };
/// assert!(parse_answer("2x + 1 1/2", &syntax).is_ok());
/// let reading = parse_answer("1/2x", &syntax).unwrap();
/// assert_eq!(reading.ambiguities[0].rule, ReadingRule::LeftToRight);
/// let error = parse_answer("two", &syntax).unwrap_err();
/// assert_eq!(error.to_string(), "I can't read `two`");
/// ```
///
/// # Errors
/// The first characters that cannot be read, and what to type instead, in a learner's words.
pub fn parse_answer(source: &str, syntax: &AnswerSyntax<'_>) -> Result<Reading, SyntaxError> {
    if source.len() > LONGEST {
        return Err(
            SyntaxError::new(Span::new(0, source.len()), "this is longer than I can read")
                .help("write only the answer"),
        );
    }
    let mut lexer = Lexer {
        source,
        syntax,
        at: 0,
        tokens: Vec::new(),
        doubts: Vec::new(),
    };
    lexer.read().map_err(|unknown| {
        grammar::first_fault(&lexer.tokens, unknown.span.start, Dialect::Answer)
            .map_or(unknown, |trouble| explain(source, trouble))
    })?;
    let Lexer {
        tokens, mut doubts, ..
    } = lexer;
    let (ast, ambiguities) = grammar::read(&tokens, source.trim_end().len(), Dialect::Answer)
        .map_err(|trouble| explain(source, trouble))?;
    doubts.extend(ambiguities);
    doubts.sort_by_key(|doubt| doubt.span);
    Ok(Reading {
        ast,
        ambiguities: doubts,
    })
}

struct Lexer<'a> {
    source: &'a str,
    syntax: &'a AnswerSyntax<'a>,
    at: usize,
    tokens: Vec<Token>,
    doubts: Vec<Ambiguity>,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        self.source.get(self.at..).unwrap_or_default()
    }

    fn read(&mut self) -> Result<(), SyntaxError> {
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
        let span = Span::new(self.at, self.at + length);
        self.at = span.end;
        self.tokens.push(Token { kind, span, spaced });
    }

    fn word(&mut self, first: char, spaced: bool) -> Result<(), SyntaxError> {
        let rest = self.rest();
        let second = rest[first.len_utf8()..].chars().next();
        let is_mark = matches!(first, '.' | ',' | '．' | '，');
        if digit(first).is_some() || (is_mark && second.is_some_and(|c| digit(c).is_some())) {
            return self.number(spaced);
        }
        if let Some((over, under)) = vulgar_fraction(first) {
            self.push(
                Kind::Vulgar(integer(over), integer(under)),
                first.len_utf8(),
                spaced,
            );
            return Ok(());
        }
        if superscript(first).is_some() || matches!(first, '⁻' | '⁺') {
            return self.exponent(spaced);
        }
        if letter(first).is_some() {
            return self.letters(spaced);
        }
        if let Some((kind, length)) = sign(rest) {
            self.push(kind, length, spaced);
            return Ok(());
        }
        Err(unreadable(
            Span::new(self.at, self.at + first.len_utf8()),
            rest,
            first,
        ))
    }

    fn number(&mut self, spaced: bool) -> Result<(), SyntaxError> {
        let rest = self.rest();
        let read = numeral(rest, self.syntax.locale).map_err(|bad| {
            let text = &rest[..bad.length];
            let span = Span::new(self.at, self.at + bad.length);
            SyntaxError::new(span, format!("I can't read `{text}`")).help(
                match self.syntax.locale.decimal_mark {
                    ',' => "write decimals with a comma, as in 0,5",
                    _ => "write decimals with a point, as in 0.5",
                },
            )
        })?;
        if let Some((kind, length)) = self.mixed(&read) {
            self.push(kind, length, spaced);
            return Ok(());
        }
        if read.is_doubtful {
            self.doubts.push(Ambiguity {
                span: Span::new(self.at, self.at + read.length),
                rule: ReadingRule::DigitGroups,
            });
        }
        self.push(Kind::Number(read.literal), read.length, spaced);
        Ok(())
    }

    /// The mixed number that begins with a whole one: `1½`, `1 ½`, `1 1/2`.
    fn mixed(&self, whole: &Numeral) -> Option<(Kind, usize)> {
        if !whole.is_plain {
            return None;
        }
        let rest = self.rest();
        let after = &rest[whole.length..];
        let fraction = after.trim_start();
        let end = |tail: &str| rest.len() - tail.len();
        if let Some((over, under)) = fraction.chars().next().and_then(vulgar_fraction) {
            let tail = fraction.trim_start_matches(|c| vulgar_fraction(c) == Some((over, under)));
            let kind = Kind::Mixed(whole.literal.clone(), integer(over), integer(under));
            return Some((kind, end(tail)));
        }
        // `5/1 1/2` could be taken apart in two ways: it is left to the grammar, which asks.
        let divides = self.tokens.last().is_some_and(|token| {
            matches!(
                token.kind,
                Kind::Operator(BinaryOp::Divide | BinaryOp::Power)
            )
        });
        if divides || fraction.len() == after.len() {
            return None;
        }
        let (over, tail) = plain_integer(fraction)?;
        let tail = tail.trim_start().strip_prefix(is_slash)?.trim_start();
        let (under, tail) = plain_integer(tail)?;
        Some((Kind::Mixed(whole.literal.clone(), over, under), end(tail)))
    }

    /// Raised digits: a power.
    fn exponent(&mut self, spaced: bool) -> Result<(), SyntaxError> {
        let rest = self.rest();
        let raised = |c| superscript(c).is_some() || matches!(c, '⁻' | '⁺');
        let length = rest.find(|c| !raised(c)).unwrap_or(rest.len());
        // The raising is no character of its own: it stands at those that are raised.
        self.tokens.push(Token {
            kind: Kind::Operator(BinaryOp::Power),
            span: Span::new(self.at, self.at + length),
            spaced,
        });
        if let Some(sign @ ('⁻' | '⁺')) = rest.chars().next() {
            let op = if sign == '⁻' {
                BinaryOp::Subtract
            } else {
                BinaryOp::Add
            };
            self.push(Kind::Operator(op), sign.len_utf8(), false);
        }
        let rest = self.rest();
        let digits: String = rest.chars().map_while(superscript).collect();
        let length = rest
            .find(|c| superscript(c).is_none())
            .unwrap_or(rest.len());
        let Some(literal) = Literal::parse(&digits) else {
            let span = Span::at(self.at);
            return Err(SyntaxError::new(span, "an exponent is missing here"));
        };
        self.push(Kind::Number(literal), length, false);
        Ok(())
    }

    /// Letters: one symbol after the other.
    fn letters(&mut self, spaced: bool) -> Result<(), SyntaxError> {
        let names = symbols::split(self.rest(), self.syntax.symbols).map_err(|fault| {
            let rest = self.rest();
            let span = Span::new(self.at + fault.from, self.at + fault.to);
            let text = &rest[fault.from..fault.to];
            SyntaxError::new(span, format!("I can't read `{text}`"))
                .help(symbols::advice(text, self.syntax.symbols))
        })?;
        for (at, (symbol, length)) in names.into_iter().enumerate() {
            self.push(Kind::Name(symbol.to_string()), length, spaced && at == 0);
        }
        Ok(())
    }
}

/// Digits only, with what follows; not the beginning of a decimal.
fn plain_integer(text: &str) -> Option<(Literal, &str)> {
    let digits: String = text.chars().map_while(digit).collect();
    let tail = text.trim_start_matches(|c| digit(c).is_some());
    let mut after = tail.chars();
    let is_mark = matches!(after.next(), Some('.' | ','));
    if is_mark && after.next().is_some_and(|c| digit(c).is_some()) {
        return None;
    }
    Some((Literal::parse(&digits)?, tail))
}

fn unreadable(span: Span, rest: &str, first: char) -> SyntaxError {
    let error = SyntaxError::new(span, format!("I can't read `{first}`"));
    match first {
        ',' | ';' => error.help("give one answer only"),
        ':' => error.help("write a ratio as a fraction, with /"),
        '$' | '€' | '£' | '¥' | '°' => error.help("write only the number"),
        '≈' | '~' => error.help("write the value itself"),
        '.' if rest.starts_with("..") => error.help("write out all the digits you mean"),
        _ => error,
    }
}

fn explain(source: &str, Trouble { fault, span }: Trouble) -> SyntaxError {
    let text = |span: Span| source.get(span.start..span.end).unwrap_or_default();
    let found = text(span);
    let error = |message: String| SyntaxError::new(span, message);
    match fault {
        Fault::Empty => error("there is nothing to read yet".into()).help("type your answer"),
        Fault::EndsEarly => error("something is missing at the end".into()),
        Fault::NoValue => error(format!("something is missing before `{found}`")),
        Fault::NoOperator { left, right } => error(format!(
            "I can't tell how `{}` and `{}` belong together",
            text(left),
            text(right)
        ))
        .help("put a sign such as + or × between them"),
        Fault::Unclosed => {
            error(format!("this `{found}` is never closed")).help("add the closing bracket")
        }
        Fault::WrongClose => error(format!("this `{found}` closes nothing"))
            .help("add the opening bracket, or leave this one out"),
        Fault::SecondEqual => {
            error("there is more than one equals sign".into()).help("write one equation")
        }
        Fault::TooDeep => error("this is too long for me to follow".into())
            .help("write the answer in fewer steps"),
        Fault::Stray | Fault::NoField | Fault::TightNot => {
            error(format!("I didn't expect `{found}` here"))
        }
    }
}

#[cfg(test)]
mod tests;
