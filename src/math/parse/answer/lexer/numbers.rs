//! Numbers: mixed, with a power of ten, or just digits and marks.

use super::super::glyph::{digit, is_dash, is_slash, is_times, superscript, vulgar_fraction};
use super::super::numeral::{Commas, Numeral, WhyBad, numeral};
use super::super::token::Kind;
use super::super::{ReadingRule, SyntaxError};
use super::Lexer;
use crate::base::Span;
use crate::math::ast::{BinaryOp, Literal};

/// The greatest power of ten of scientific notation, either way.
const LARGEST_EXPONENT: u32 = 1_000;

impl Lexer<'_> {
    pub(super) fn number(&mut self, spaced: bool) -> Result<(), SyntaxError> {
        let mut rest = self.rest();
        if self.last() == Some(&Kind::Subscript) {
            // What stands in brackets behind a base is no recurring digit of it.
            rest = rest.split('(').next().unwrap_or_default();
        }
        let locale = self.syntax.locale;
        let commas = match (self.open, self.syntax.bare_lists) {
            (0, false) => Commas::Group,
            (0, true) => Commas::GroupOrSeparate,
            _ => Commas::Separate,
        };
        let read = numeral(rest, locale, commas).map_err(|bad| {
            let error = self.unreadable(bad.length);
            match bad.why {
                WhyBad::Marks if locale.decimal_mark == ',' => {
                    error.help("write decimals with a comma, as in 0,5")
                }
                WhyBad::Marks => error.help("write decimals with a point, as in 0.5"),
                WhyBad::NothingRepeats => {
                    error.help("put the digits that repeat in brackets, as in 0.1(6)")
                }
                WhyBad::TooLong => SyntaxError::new(error.span, "this number is too long for me")
                    .help("write it in a shorter way"),
            }
        })?;
        if let Some((kind, length)) = self.mixed(&read) {
            self.push(kind, length, spaced);
            return Ok(());
        }
        if let Some(rule) = read.doubt {
            self.doubt(read.length, rule);
        }
        if let Some(scientific) = self.scientific(&read) {
            return self.scaled(read, scientific, spaced);
        }
        self.push(Kind::Number(read.literal), read.length, spaced);
        Ok(())
    }

    fn after_division_or_power(&self) -> bool {
        matches!(
            self.last(),
            Some(Kind::Operator(BinaryOp::Divide | BinaryOp::Power) | Kind::Root(_))
        )
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
        if let Some(first) = fraction.chars().next()
            && let Some((over, under)) = vulgar_fraction(first)
        {
            let kind = Kind::Mixed(whole.literal.clone(), over.into(), under.into());
            return Some((kind, end(&fraction[first.len_utf8()..])));
        }
        // `5/1 1/2` could be taken apart in two ways: it is left to the grammar, which asks.
        if self.after_division_or_power() || fraction.len() == after.len() {
            return None;
        }
        let (over, tail) = plain_integer(fraction)?;
        let tail = tail.trim_start().strip_prefix(is_slash)?.trim_start();
        let (under, tail) = plain_integer(tail)?;
        Some((Kind::Mixed(whole.literal.clone(), over, under), end(tail)))
    }

    /// The power of ten behind a number: `e5`, `E-5`, `× 10^5`.
    fn scientific(&self, mantissa: &Numeral) -> Option<Scientific> {
        if mantissa.literal.period > 0 {
            return None;
        }
        let rest = self.rest();
        let after = &rest[mantissa.length..];
        let trimmed = after.trim_start();
        let first = trimmed.chars().next()?;
        if is_times(first) {
            if self.after_division_or_power() {
                return None;
            }
            let times = trimmed[first.len_utf8()..].strip_prefix('*');
            if first == '*' && times.is_some() {
                return None;
            }
            let ten = trimmed[first.len_utf8()..].trim_start();
            let (negative, digits, tail) = power_of_ten(ten)?;
            // The exponent goes on: it is left to the grammar.
            let goes_on = tail.trim_start();
            if goes_on.starts_with(['^', '!'])
                || goes_on.starts_with("**")
                || tail.starts_with(|c| digit(c).is_some() || superscript(c).is_some())
            {
                return None;
            }
            return Some(Scientific {
                negative,
                digits,
                length: rest.len() - tail.len(),
                doubt: None,
            });
        }
        if !matches!(first, 'e' | 'E' | 'ᴇ') || self.syntax.declares("e") && first == 'e' {
            return None;
        }
        let spaced = trimmed.len() < after.len();
        let behind = &trimmed[first.len_utf8()..];
        let exponent = behind.trim_start();
        if !spaced && exponent.len() < behind.len() {
            return None;
        }
        let (sign, unsigned) = match exponent.chars().next()? {
            c if is_dash(c) => (Some(true), &exponent[c.len_utf8()..]),
            '+' => (Some(false), &exponent[1..]),
            _ => (None, exponent),
        };
        let (digits, tail) = digits(unsigned)?;
        if tail.starts_with(['.', ','])
            && tail[1..].starts_with(|c| digit(c).is_some())
            && self.open == 0
        {
            return None;
        }
        Some(Scientific {
            negative: sign == Some(true),
            digits,
            length: rest.len() - tail.len(),
            // `2e-3` could be twice e, less three.
            doubt: (first == 'e' && sign.is_some()).then_some(ReadingRule::PowerOfTen),
        })
    }

    fn scaled(
        &mut self,
        mantissa: Numeral,
        scientific: Scientific,
        spaced: bool,
    ) -> Result<(), SyntaxError> {
        let Scientific {
            negative,
            digits,
            length,
            doubt,
        } = scientific;
        let exponent = digits
            .parse::<u32>()
            .ok()
            .filter(|&exponent| exponent <= LARGEST_EXPONENT)
            .and_then(|exponent| i32::try_from(exponent).ok())
            .ok_or_else(|| {
                let span = Span::new(self.at, self.at + length);
                SyntaxError::new(span, "this power of ten is too large for me")
                    .help("write a smaller exponent")
            })?;
        if let Some(rule) = doubt {
            self.doubt(length, rule);
        }
        let literal = Literal {
            exponent: Some(if negative { -exponent } else { exponent }),
            ..mantissa.literal
        };
        self.push(Kind::Number(literal), length, spaced);
        Ok(())
    }
}

/// The power of ten behind a number.
struct Scientific {
    negative: bool,
    digits: String,
    /// The bytes of number and power.
    length: usize,
    doubt: Option<ReadingRule>,
}

/// Digits, with what follows; `None` where there is none.
fn digits(text: &str) -> Option<(String, &str)> {
    let digits: String = text.chars().map_while(digit).collect();
    let tail = text.trim_start_matches(|c| digit(c).is_some());
    (!digits.is_empty()).then_some((digits, tail))
}

/// Digits only, with what follows; not the beginning of a decimal.
fn plain_integer(text: &str) -> Option<(Literal, &str)> {
    let (digits, tail) = digits(text)?;
    let mut after = tail.chars();
    let is_mark = matches!(after.next(), Some('.' | ','));
    if is_mark && after.next().is_some_and(|c| digit(c).is_some()) {
        return None;
    }
    Some((Literal::new(&digits, 0), tail))
}

/// `10^5`, `10^-5`, `10^(-5)`, `10⁻⁵`: whether the exponent is negative, its digits, what follows.
fn power_of_ten(text: &str) -> Option<(bool, String, &str)> {
    let (ten, after) = digits(text)?;
    if ten != "10" {
        return None;
    }
    if after.starts_with(|c| superscript(c).is_some()) {
        let end = after
            .find(|c| superscript(c).is_none())
            .unwrap_or(after.len());
        let (raised, tail) = after.split_at(end);
        let plain: String = raised.chars().filter_map(superscript).collect();
        let unsigned = plain.strip_prefix('-').unwrap_or(&plain);
        let fits = !unsigned.is_empty() && unsigned.bytes().all(|byte| byte.is_ascii_digit());
        return fits.then(|| (plain.starts_with('-'), unsigned.to_owned(), tail));
    }
    let after = after.trim_start();
    let after = after
        .strip_prefix("**")
        .or_else(|| after.strip_prefix(['^', 'ˆ', '＾']))?
        .trim_start();
    let (bracket, inside) = match after.chars().next()? {
        '(' => (")", &after[1..]),
        '{' => ("}", &after[1..]),
        _ => ("", after),
    };
    let inside = inside.trim_start();
    let unsigned = inside.strip_prefix(is_dash);
    let (digits, tail) = digits(unsigned.unwrap_or(inside).trim_start())?;
    let tail = if bracket.is_empty() {
        tail
    } else {
        tail.trim_start().strip_prefix(bracket)?
    };
    let is_decimal = tail.starts_with(['.', ',']) && tail[1..].starts_with(|c| digit(c).is_some());
    (!is_decimal || !bracket.is_empty()).then_some((unsigned.is_some(), digits, tail))
}
