//! Raised and lowered characters, and the sign of degrees.

use super::super::SyntaxError;
use super::super::glyph::{subscript, superscript};
use super::super::letters;
use super::super::token::{Bracket, Kind, Token};
use super::Lexer;
use crate::base::Span;
use crate::math::ast::{BinaryOp, Literal};

impl Lexer<'_> {
    /// Raised characters: a power, or the index of a root.
    pub(super) fn raised(&mut self, spaced: bool) -> Result<(), SyntaxError> {
        let rest = self.rest();
        let length = rest
            .find(|c| superscript(c).is_none())
            .unwrap_or(rest.len());
        let (raised, after) = rest.split_at(length);
        let plain: String = raised.chars().filter_map(superscript).collect();
        let ends_operand = self.follows_value() || self.follows_function();
        if !ends_operand
            && after.starts_with('√')
            && let Ok(index @ 2..) = plain.parse()
        {
            self.push(Kind::Root(index), length + '√'.len_utf8(), spaced);
            return Ok(());
        }
        // The raising is no character of its own: it stands at those that are raised.
        let whole = Span::new(self.at, self.at + length);
        let at_whole = |kind| Token {
            kind,
            span: whole,
            spaced: false,
        };
        self.tokens.push(Token {
            kind: Kind::Operator(BinaryOp::Power),
            span: whole,
            spaced,
        });
        let unsigned = plain.trim_start_matches(['-', '+']);
        let is_simple =
            unsigned.chars().count() == 1 || unsigned.bytes().all(|byte| byte.is_ascii_digit());
        if !is_simple {
            self.tokens.push(at_whole(Kind::Open(Bracket::Round)));
        }
        let mut chars = raised.chars().peekable();
        while let Some(c) = chars.next() {
            let meant = superscript(c).unwrap_or(c);
            let mut length = c.len_utf8();
            let kind = match meant {
                '+' => Kind::Operator(BinaryOp::Add),
                '-' => Kind::Operator(BinaryOp::Subtract),
                '(' => Kind::Open(Bracket::Round),
                ')' => Kind::Close(Bracket::Round),
                first if first.is_ascii_digit() => {
                    let mut digits = String::from(first);
                    while let Some(next) = chars
                        .next_if(|&c| superscript(c).is_some_and(|meant| meant.is_ascii_digit()))
                    {
                        digits.extend(superscript(next));
                        length += next.len_utf8();
                    }
                    Kind::Number(Literal::new(&digits, 0))
                }
                name => {
                    let name = name.to_string();
                    match letters::split(&name, "", self.syntax) {
                        Ok(pieces) => match pieces.into_iter().next() {
                            Some(piece) => piece.kind,
                            None => return Err(self.unreadable(length)),
                        },
                        Err(_) => {
                            let help = letters::advice(&name, self.syntax);
                            return Err(self.unreadable(length).help(help));
                        }
                    }
                }
            };
            self.push(kind, length, false);
        }
        if !is_simple {
            self.tokens.push(at_whole(Kind::Close(Bracket::Round)));
        }
        Ok(())
    }

    /// Lowered digits or a letter: the base of a logarithm.
    pub(super) fn lowered(&mut self, spaced: bool) -> Result<(), SyntaxError> {
        let rest = self.rest();
        let length = rest.find(|c| subscript(c).is_none()).unwrap_or(rest.len());
        let base: String = rest[..length].chars().filter_map(subscript).collect();
        let kind = if base.bytes().all(|byte| byte.is_ascii_digit()) {
            Kind::Number(Literal::new(&base, 0))
        } else {
            match letters::split(&base, "", self.syntax).map(|pieces| pieces.into_iter().next()) {
                Ok(Some(piece)) if piece.length == base.len() => piece.kind,
                _ => return Err(self.unreadable(length)),
            }
        };
        self.push(Kind::Subscript, 0, spaced);
        self.push(kind, length, false);
        Ok(())
    }

    /// `°C`, `°F`, `°`
    pub(super) fn degrees(&mut self, spaced: bool) -> Result<(), SyntaxError> {
        let rest = self.rest();
        let is_unit = |name: &str| self.syntax.units.is_some_and(|is_unit| is_unit(name));
        let length = '°'.len_utf8();
        let with_letter = rest[length..]
            .chars()
            .next()
            .map_or(length, |c| length + c.len_utf8());
        for length in [with_letter, length] {
            if let Some(name) = rest.get(..length)
                && is_unit(name)
            {
                self.push(Kind::Unit(name.to_owned()), length, spaced);
                return Ok(());
            }
        }
        Err(self.unknown('°'))
    }
}
