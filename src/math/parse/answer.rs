//! The learner's reader: what people type, signs left out and all.

mod brackets;
mod expression;
mod fault;
mod functions;
mod glyph;
mod grammar;
mod letters;
mod lexer;
mod names;
mod numeral;
mod operands;
mod sets;
mod statements;
mod syntax;
mod token;

pub use syntax::AnswerSyntax;

use super::{Ambiguity, Reading, ReadingRule, SyntaxError};
use crate::base::Span;
use lexer::Lexer;

/// The longest answer, in bytes: pages of algebra, and read in a moment.
const LONGEST: usize = 10_000;

/// Reads a learner's answer.
///
/// Numbers as in `3`, `−5` with any dash, `0.75`, `.75`, `1,000`, `3/4`, `1 1/2`, `1½`, `75%`, `3e5`,
/// `3 × 10^5`, `0.1(6)`; every common sign for an operator; `x²`, `x^2`, `x**2`, `√2`, `|x|`, `n!`,
/// `sin x`, `log_2 8`; products without sign, `2(x + 3)`, `xy`; equations and inequalities (`≤` also
/// as `<=` and `=<`, `≠` as `!=` and `<>`), `1 < x ≤ 3`, `x = 2 or -2`, `x = 2, y = 1`; `[a, b]`, `{a, b}`, `(a, b)`, `⟨a, b⟩`, `[2, 5)`, `]2; 5[`,
/// `[[1, 2], [3, 4]]`. Names are declared symbols, in the wrong case too where that is clear, and the
/// usual functions and constants. Where a notation has two meanings, a [`ReadingRule`] decides and is
/// told.
///
/// ```
/// use retake::base::Locale;
/// use retake::math::{AnswerSyntax, ReadingRule, parse_answer};
/// let symbols = ["x".into()];
/// let syntax = AnswerSyntax::of(&symbols, Locale::ENGLISH);
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
    let mut lexer = Lexer::new(source, syntax);
    lexer.read().map_err(|unknown| {
        grammar::first_fault(&lexer.tokens, unknown.span.start, syntax)
            .map_or(unknown, |trouble| trouble.explain(source))
    })?;
    let Lexer {
        tokens, mut doubts, ..
    } = lexer;
    let (ast, ambiguities) = grammar::read(&tokens, source.trim_end().len(), syntax)
        .map_err(|trouble| trouble.explain(source))?;
    doubts.extend(ambiguities);
    doubts.sort_by_key(|doubt| doubt.span);
    Ok(Reading {
        expr: expression::expression(&ast),
        ast,
        ambiguities: doubts,
    })
}

#[cfg(test)]
mod tests;
