//! The characters people, keyboards and copied text use for one and the same thing.

use super::token::{Bracket, Kind};
use crate::math::ast::BinaryOp;

/// A decimal digit: ASCII, full width, Arabic-Indic, as keyboards of the world give them.
pub(super) fn digit(c: char) -> Option<char> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        _ => return None,
    };
    char::from_digit(c as u32 - zero as u32, 10)
}

/// A letter as the symbols are declared: full width and mathematical italic, which copying from a
/// formula gives, become plain.
pub(super) fn letter(c: char) -> Option<char> {
    let (first, plain) = match c {
        '\u{ff21}'..='\u{ff3a}' => ('\u{ff21}', 'A'),
        '\u{ff41}'..='\u{ff5a}' => ('\u{ff41}', 'a'),
        '\u{1d434}'..='\u{1d44d}' => ('\u{1d434}', 'A'),
        '\u{1d44e}'..='\u{1d467}' => ('\u{1d44e}', 'a'),
        // The italic h has its own place, as the Planck constant.
        '\u{210e}' => return Some('h'),
        c if c.is_alphabetic() => return Some(c),
        _ => return None,
    };
    char::from_u32(plain as u32 + (c as u32 - first as u32))
}

/// A raised digit.
pub(super) fn superscript(c: char) -> Option<char> {
    match c {
        '⁰' => Some('0'),
        '¹' => Some('1'),
        '²' => Some('2'),
        '³' => Some('3'),
        '⁴'..='⁹' => char::from_digit(c as u32 - '⁰' as u32, 10),
        _ => None,
    }
}

/// A fraction in one character: numerator and denominator.
pub(super) const fn vulgar_fraction(c: char) -> Option<(u32, u32)> {
    Some(match c {
        '¼' => (1, 4),
        '½' => (1, 2),
        '¾' => (3, 4),
        '⅐' => (1, 7),
        '⅑' => (1, 9),
        '⅒' => (1, 10),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '⅕' => (1, 5),
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        '⅙' => (1, 6),
        '⅚' => (5, 6),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        '⅞' => (7, 8),
        _ => return None,
    })
}

/// A bar between numerator and denominator.
pub(super) const fn is_slash(c: char) -> bool {
    matches!(c, '/' | '⁄' | '∕' | '／' | '÷')
}

/// Nothing to see: joiners, direction marks, soft hyphens, invisible signs of copied formulas.
pub(super) const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The sign a text begins with, and its length in bytes.
pub(super) fn sign(text: &str) -> Option<(Kind, usize)> {
    const PAIRS: [(&str, BinaryOp); 7] = [
        ("**", BinaryOp::Power),
        ("==", BinaryOp::Equal),
        ("!=", BinaryOp::NotEqual),
        ("<=", BinaryOp::LessEqual),
        ("=<", BinaryOp::LessEqual),
        (">=", BinaryOp::GreaterEqual),
        ("=>", BinaryOp::GreaterEqual),
    ];
    if let Some((pair, op)) = PAIRS.iter().find(|(pair, _)| text.starts_with(pair)) {
        return Some((Kind::Operator(*op), pair.len()));
    }
    let first = text.chars().next()?;
    let kind = match first {
        '+' | '＋' | '﹢' => Kind::Operator(BinaryOp::Add),
        '-' | '−' | '–' | '—' | '―' | '‐' | '‑' | '‒' | '﹣' | '－' => {
            Kind::Operator(BinaryOp::Subtract)
        }
        '*' | '×' | '·' | '⋅' | '∙' | '•' | '∗' | '✕' | '✖' | '＊' => {
            Kind::Operator(BinaryOp::Multiply)
        }
        '^' | 'ˆ' | '＾' => Kind::Operator(BinaryOp::Power),
        '=' | '＝' => Kind::Operator(BinaryOp::Equal),
        '≠' => Kind::Operator(BinaryOp::NotEqual),
        '<' | '＜' => Kind::Operator(BinaryOp::Less),
        '>' | '＞' => Kind::Operator(BinaryOp::Greater),
        '≤' | '⩽' => Kind::Operator(BinaryOp::LessEqual),
        '≥' | '⩾' => Kind::Operator(BinaryOp::GreaterEqual),
        '%' | '％' => Kind::Percent,
        '(' | '（' => Kind::Open(Bracket::Round),
        ')' | '）' => Kind::Close(Bracket::Round),
        '[' | '［' => Kind::Open(Bracket::Square),
        ']' | '］' => Kind::Close(Bracket::Square),
        '{' | '｛' => Kind::Open(Bracket::Curly),
        '}' | '｝' => Kind::Close(Bracket::Curly),
        c if is_slash(c) => Kind::Operator(BinaryOp::Divide),
        _ => return None,
    };
    Some((kind, first.len_utf8()))
}
