//! The characters people, keyboards and copied text use for one and the same thing.

use super::token::{Bracket, Kind};
use crate::math::Constant;
use crate::math::ast::BinaryOp;

/// A decimal digit: ASCII, full width, mathematical, Arabic-Indic, as keyboards of the world give
/// them.
pub(super) fn digit(c: char) -> Option<char> {
    let from = |zero: char, width: u32| char::from_digit((c as u32 - zero as u32) % width, 10);
    match c {
        '0'..='9' => Some(c),
        '\u{ff10}'..='\u{ff19}' => from('\u{ff10}', 10),
        '\u{660}'..='\u{669}' => from('\u{660}', 10),
        '\u{6f0}'..='\u{6f9}' => from('\u{6f0}', 10),
        '\u{1d7ce}'..='\u{1d7ff}' => from('\u{1d7ce}', 10),
        _ => None,
    }
}

/// A letter as the symbols are declared: full width and mathematical letters, which copying from a
/// formula gives, become plain, and the variants of one Greek letter become one.
pub(super) fn letter(c: char) -> Option<char> {
    if c.is_ascii() {
        return c.is_ascii_alphabetic().then_some(c);
    }
    let latin = |offset: u32| {
        let first = if offset < 26 { 'A' } else { 'a' };
        char::from_u32(first as u32 + offset % 26)
    };
    match c {
        '\u{ff21}'..='\u{ff3a}' => latin(c as u32 - 0xff21),
        '\u{ff41}'..='\u{ff5a}' => latin(c as u32 - 0xff41 + 26),
        // Thirteen alphabets in a row, from bold to monospace.
        '\u{1d400}'..='\u{1d6a3}' => latin((c as u32 - 0x1d400) % 52),
        '\u{1d6a8}'..='\u{1d7cb}' => greek((c as u32 - 0x1d6a8) % 58),
        // Those that had a place of their own before.
        'ℎ' | 'ℏ' => Some('h'),
        'ℓ' => Some('l'),
        'ℯ' | 'ⅇ' => Some('e'),
        'ⅈ' => Some('i'),
        'ℂ' => Some('C'),
        'ℕ' => Some('N'),
        'ℚ' => Some('Q'),
        'ℤ' => Some('Z'),
        'ℼ' | 'ϖ' => Some('π'),
        'ϕ' => Some('φ'),
        'ϵ' => Some('ε'),
        'ϑ' => Some('θ'),
        'ϱ' => Some('ρ'),
        'ς' => Some('σ'),
        'µ' => Some('μ'),
        '\u{212a}' => Some('K'),
        '\u{212b}' => Some('Å'),
        '\u{2126}' => Some('Ω'),
        'ℝ' => None,
        c if c.is_alphabetic() && superscript(c).is_none() && subscript(c).is_none() => Some(c),
        _ => None,
    }
}

/// The letter at a place of the mathematical Greek alphabets.
fn greek(offset: u32) -> Option<char> {
    match offset {
        17 => Some('Θ'),
        0..=24 => char::from_u32('Α' as u32 + offset),
        26..=50 => letter(char::from_u32('α' as u32 + offset - 26)?),
        52 => Some('ε'),
        53 => Some('θ'),
        54 => Some('κ'),
        55 => Some('φ'),
        56 => Some('ρ'),
        57 => Some('π'),
        _ => None,
    }
}

/// The Latin letter that a Cyrillic or Greek one looks like.
pub(super) const fn look_alike(c: char) -> Option<char> {
    Some(match c {
        'а' => 'a',
        'с' => 'c',
        'е' => 'e',
        'һ' => 'h',
        'і' => 'i',
        'ј' => 'j',
        'о' | 'ο' => 'o',
        'р' => 'p',
        'ѕ' => 's',
        'у' => 'y',
        'х' => 'x',
        'А' | 'Α' => 'A',
        'В' | 'Β' => 'B',
        'С' => 'C',
        'Е' | 'Ε' => 'E',
        'Н' | 'Η' => 'H',
        'І' | 'Ι' => 'I',
        'Ј' => 'J',
        'К' | 'Κ' => 'K',
        'М' | 'Μ' => 'M',
        'Ν' => 'N',
        'О' | 'Ο' => 'O',
        'Р' | 'Ρ' => 'P',
        'Ѕ' => 'S',
        'Т' | 'Τ' => 'T',
        'У' | 'Υ' => 'Y',
        'Х' | 'Χ' => 'X',
        'Ζ' => 'Z',
        _ => return None,
    })
}

/// What a raised character is on the line.
pub(super) fn superscript(c: char) -> Option<char> {
    Some(match c {
        '⁰' => '0',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁴'..='⁹' => char::from_digit(c as u32 - '⁰' as u32, 10)?,
        '⁺' => '+',
        '⁻' => '-',
        '⁽' => '(',
        '⁾' => ')',
        'ᵃ' => 'a',
        'ᵇ' => 'b',
        'ᶜ' => 'c',
        'ᵈ' => 'd',
        'ᵉ' => 'e',
        'ⁱ' => 'i',
        'ʲ' => 'j',
        'ᵏ' => 'k',
        'ᵐ' => 'm',
        'ⁿ' => 'n',
        'ᵖ' => 'p',
        'ʳ' => 'r',
        'ˢ' => 's',
        'ᵗ' => 't',
        'ˣ' => 'x',
        'ʸ' => 'y',
        'ᶻ' => 'z',
        _ => return None,
    })
}

/// What a lowered character is on the line.
pub(super) fn subscript(c: char) -> Option<char> {
    Some(match c {
        '₀'..='₉' => char::from_digit(c as u32 - '₀' as u32, 10)?,
        'ₐ' => 'a',
        'ₑ' => 'e',
        'ᵢ' => 'i',
        'ⱼ' => 'j',
        'ₖ' => 'k',
        'ₘ' => 'm',
        'ₙ' => 'n',
        'ₚ' => 'p',
        'ₜ' => 't',
        'ₓ' => 'x',
        _ => return None,
    })
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

/// Any dash.
pub(super) const fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '−' | '–' | '—' | '―' | '‐' | '‑' | '‒' | '﹣' | '－'
    )
}

/// A sign of multiplication.
pub(super) const fn is_times(c: char) -> bool {
    matches!(
        c,
        '*' | '×' | '·' | '⋅' | '∙' | '•' | '∗' | '✕' | '✖' | '＊'
    )
}

/// Nothing to see: joiners, direction marks, soft hyphens, invisible signs of copied formulas.
pub(super) const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202c}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Marks that turn text around, so that what is seen is not what is read.
pub(super) const fn turns_text(c: char) -> bool {
    matches!(c, '\u{202d}' | '\u{202e}')
}

/// The sign a text begins with, and its length in bytes.
pub(super) fn sign(text: &str) -> Option<(Kind, usize)> {
    const PM: Kind = Kind::PlusMinus { flipped: false };
    const GROUPS: [(&str, Kind); 15] = [
        ("**", Kind::Operator(BinaryOp::Power)),
        ("==", Kind::Operator(BinaryOp::Equal)),
        ("!=", Kind::Operator(BinaryOp::NotEqual)),
        ("/=", Kind::Operator(BinaryOp::NotEqual)),
        ("<>", Kind::Operator(BinaryOp::NotEqual)),
        ("<=", Kind::Operator(BinaryOp::LessEqual)),
        ("=<", Kind::Operator(BinaryOp::LessEqual)),
        (">=", Kind::Operator(BinaryOp::GreaterEqual)),
        ("=>", Kind::Operator(BinaryOp::GreaterEqual)),
        ("&&", Kind::Operator(BinaryOp::And)),
        ("+/-", PM),
        ("+/−", PM),
        ("#pm#", PM),
        ("+-", PM),
        ("+−", PM),
    ];
    let first = text.chars().next()?;
    if !first.is_ascii_alphanumeric()
        && let Some((group, kind)) = GROUPS.iter().find(|(group, _)| text.starts_with(group))
    {
        return Some((kind.clone(), group.len()));
    }
    let kind = match first {
        '+' | '＋' | '﹢' => Kind::Operator(BinaryOp::Add),
        c if is_dash(c) => Kind::Operator(BinaryOp::Subtract),
        c if is_times(c) => Kind::Operator(BinaryOp::Multiply),
        c if is_slash(c) => Kind::Operator(BinaryOp::Divide),
        '^' | 'ˆ' | '＾' => Kind::Operator(BinaryOp::Power),
        '=' | '＝' => Kind::Operator(BinaryOp::Equal),
        '≠' => Kind::Operator(BinaryOp::NotEqual),
        '<' | '＜' => Kind::Operator(BinaryOp::Less),
        '>' | '＞' => Kind::Operator(BinaryOp::Greater),
        '≤' | '⩽' | '≦' => Kind::Operator(BinaryOp::LessEqual),
        '≥' | '⩾' | '≧' => Kind::Operator(BinaryOp::GreaterEqual),
        '∧' => Kind::Operator(BinaryOp::And),
        '∨' => Kind::Operator(BinaryOp::Or),
        '¬' => Kind::Not,
        '±' => PM,
        '∓' => Kind::PlusMinus { flipped: true },
        '∪' | '⋃' => Kind::Union,
        '∈' | '∊' => Kind::In,
        '∅' | '⌀' | 'Ø' | 'ø' => Kind::Empty,
        '∞' => Kind::Constant(Constant::Infinity),
        'ℝ' => Kind::Reals,
        '√' => Kind::Root(2),
        '∛' => Kind::Root(3),
        '∜' => Kind::Root(4),
        '%' | '％' => Kind::Percent,
        '!' | '！' => Kind::Factorial,
        '|' | '｜' | '∣' => Kind::Bar,
        ',' | ';' | '，' | '；' | '、' => Kind::Separator,
        '(' | '（' => Kind::Open(Bracket::Round),
        ')' | '）' => Kind::Close(Bracket::Round),
        '[' | '［' => Kind::Open(Bracket::Square),
        ']' | '］' => Kind::Close(Bracket::Square),
        '{' | '｛' => Kind::Open(Bracket::Curly),
        '}' | '｝' => Kind::Close(Bracket::Curly),
        '⟨' | '\u{2329}' | '\u{3008}' => Kind::Open(Bracket::Angle),
        '⟩' | '\u{232a}' | '\u{3009}' => Kind::Close(Bracket::Angle),
        _ => return None,
    };
    Some((kind, first.len_utf8()))
}
