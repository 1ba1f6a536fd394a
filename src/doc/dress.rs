//! Holding values together in plain text: `(x + 1)/2`, `x²`.

use super::program::{Dress, Program};

/// Puts around what was written from `start` on what its place asks for.
pub(super) fn dress(dress: Dress, start: usize, out: &mut String) {
    let Some(value) = out.get(start..) else {
        return;
    };
    match dress {
        Dress::Plain => {}
        Dress::Exponent => raise(start, out, '^', superscript),
        Dress::Subscript => raise(start, out, '_', subscript),
        _ if needs_brackets(dress, value) => {
            out.insert(start, '(');
            out.push(')');
        }
        _ => {}
    }
}

/// The same for a part that is a program: a hole alone is dressed when its value is known.
pub(super) fn dressed(dressing: Dress, mut part: Program) -> Program {
    if part.dress_only_hole(dressing) {
        return part;
    }
    let mut out = Program::default();
    if !part.has_holes() {
        let mut text = part.literals().to_owned();
        dress(dressing, 0, &mut text);
        out.literal(&text);
        return out;
    }
    let sign = match dressing {
        Dress::Exponent => "^",
        Dress::Subscript => "_",
        _ => "",
    };
    let brackets = !sign.is_empty() || needs_brackets(dressing, part.literals());
    out.literal(sign);
    out.literal(if brackets { "(" } else { "" });
    out.append(part);
    out.literal(if brackets { ")" } else { "" });
    out
}

fn needs_brackets(dress: Dress, value: &str) -> bool {
    match dress {
        Dress::Numerator | Dress::Base => is_open(value),
        Dress::Denominator => {
            let mut characters = value.chars();
            let single = characters.next().is_some() && characters.next().is_none();
            let number = value
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
            !(single || number || is_bracketed(value))
        }
        Dress::Plain | Dress::Exponent | Dress::Subscript => false,
    }
}

/// Whether a sum, a quotient or several words stand there outside of any brackets.
fn is_open(value: &str) -> bool {
    let mut depth = 0_usize;
    value.chars().any(|c| {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(c, ' ' | '/')
    })
}

/// Whether one pair of round brackets holds all of it.
fn is_bracketed(value: &str) -> bool {
    let inside = value
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    let mut depth = 0_usize;
    inside.is_some_and(|inside| {
        inside.chars().all(|c| match c {
            '(' => {
                depth += 1;
                true
            }
            ')' if depth == 0 => false,
            ')' => {
                depth -= 1;
                true
            }
            _ => true,
        })
    })
}

/// Raises or lowers what was written from `start` on, with a sign where there are no such characters.
fn raise(start: usize, out: &mut String, sign: char, small: fn(char) -> Option<char>) {
    let value = out.split_off(start);
    if !value.is_empty() && value.chars().all(|c| small(c).is_some()) {
        out.extend(value.chars().filter_map(small));
        return;
    }
    let single = value.chars().count() == 1 || is_bracketed(&value);
    out.push(sign);
    out.push_str(if single { "" } else { "(" });
    out.push_str(&value);
    out.push_str(if single { "" } else { ")" });
}

fn superscript(character: char) -> Option<char> {
    Some(match character {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        '9' => '⁹',
        '−' => '⁻',
        'n' => 'ⁿ',
        '′' | '″' | '‴' => character,
        '∘' | '°' => '°',
        _ => return None,
    })
}

fn subscript(character: char) -> Option<char> {
    let digit = character.to_digit(10)?;
    char::from_u32(u32::from('₀') + digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(dressing: Dress, value: &str) -> String {
        let mut out = "x".to_owned();
        out.push_str(value);
        dress(dressing, 1, &mut out);
        out
    }

    #[test]
    fn values_are_held_together_where_their_place_asks_for_it() {
        assert_eq!(shown(Dress::Numerator, "−3"), "x−3");
        assert_eq!(shown(Dress::Numerator, "2y + 1"), "x(2y + 1)");
        assert_eq!(shown(Dress::Numerator, "(y + 1)(y − 1)"), "x(y + 1)(y − 1)");
        assert_eq!(shown(Dress::Denominator, "12.5"), "x12.5");
        assert_eq!(shown(Dress::Denominator, "2y"), "x(2y)");
        assert_eq!(shown(Dress::Denominator, "−3"), "x(−3)");
        assert_eq!(shown(Dress::Denominator, "(y + 1)"), "x(y + 1)");
        assert_eq!(shown(Dress::Base, "3/4"), "x(3/4)");
        assert_eq!(shown(Dress::Base, "(−3)"), "x(−3)");
    }

    #[test]
    fn small_digits_are_used_where_there_are_some() {
        assert_eq!(shown(Dress::Exponent, "−12"), "x⁻¹²");
        assert_eq!(shown(Dress::Exponent, "y"), "x^y");
        assert_eq!(shown(Dress::Exponent, "1/2"), "x^(1/2)");
        assert_eq!(shown(Dress::Subscript, "10"), "x₁₀");
        assert_eq!(shown(Dress::Subscript, "max"), "x_(max)");
    }
}
