//! The signs, names and numbers of a text.

use super::Untranslatable;
use retake::math::ast::Literal;

#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    Number(Literal),
    Name(String),
    Text(String),
    Sign(&'static str),
}

/// Longest first, so that `<=` is not `<` and `=`.
const SIGNS: [&str; 26] = [
    "#pm#", "+-", "**", "<=", ">=", "<", ">", "=", "#", "+", "-", "*", "/", "^", "!", "(", ")",
    "[", "]", "{", "}", ",", ";", "'", ":", ".",
];

/// The greatest power of ten that a number is written with.
pub const MOST_EXPONENT: i32 = 5000;

/// Takes a text apart.
pub fn tokens(text: &str) -> Result<Vec<Token>, Untranslatable> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = if first.is_ascii_digit()
            || (first == '.' && rest[1..].starts_with(|c: char| c.is_ascii_digit()))
        {
            let (literal, length) = number(rest);
            tokens.push(Token::Number(literal.ok_or_else(|| {
                Untranslatable::Syntax(format!("number in `{text}`"))
            })?));
            length
        } else if first.is_alphabetic() || matches!(first, '_' | '%') {
            let length = rest
                .find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '%'))
                .unwrap_or(rest.len());
            tokens.push(Token::Name(rest[..length].to_owned()));
            length
        } else if first == '"' {
            let end = rest[1..]
                .find('"')
                .ok_or_else(|| Untranslatable::Syntax("open text".to_owned()))?;
            tokens.push(Token::Text(rest[1..=end].to_owned()));
            end + 2
        } else if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            tokens.push(Token::Sign(sign));
            sign.len()
        } else {
            return Err(Untranslatable::Syntax(format!("`{first}`")));
        };
        rest = rest[length..].trim_start();
    }
    Ok(tokens)
}

/// `12`, `1.50`, `1.5e-3`
fn number(text: &str) -> (Option<Literal>, usize) {
    let mut seen_point = false;
    let mantissa = text
        .find(|c: char| {
            !(c.is_ascii_digit() || (c == '.' && !std::mem::replace(&mut seen_point, true)))
        })
        .unwrap_or(text.len());
    let digits = text[..mantissa].trim_end_matches('.');
    let literal = Literal::parse(digits);
    let after = &text[mantissa..];
    if after.starts_with(['e', 'E']) {
        let sign = usize::from(after[1..].starts_with(['+', '-']));
        let digits = after[1 + sign..]
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(after.len() - 1 - sign);
        if digits > 0 {
            let end = 1 + sign + digits;
            let exponent = after[1..end].trim_start_matches('+').parse::<i32>().ok();
            let exponent = exponent.filter(|exponent| exponent.abs() <= MOST_EXPONENT);
            let literal = literal.zip(exponent).map(|(literal, exponent)| Literal {
                exponent: Some(exponent),
                ..literal
            });
            return (literal, mantissa + end);
        }
    }
    (literal, mantissa)
}
