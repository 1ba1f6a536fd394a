//! One grammar with two readers: the expressions of a template, and what learners type.

mod error;

pub use error::SyntaxError;

use super::Symbol;
use super::ast::Ast;
use crate::base::{Locale, Span};

/// Reads a template's expression.
///
/// # Errors
/// What cannot be read, where, and what to write instead.
pub fn parse_expression(source: &str) -> Result<Ast, SyntaxError> {
    Err(SyntaxError::new(
        Span::new(0, source.len()),
        "expressions are not read yet",
    ))
}

/// What may stand in a learner's answer.
#[derive(Clone, Copy, Debug)]
pub struct AnswerSyntax<'a> {
    /// The symbols the item speaks of; no other name is read.
    pub symbols: &'a [Symbol],
    /// Whose decimal mark and group mark are read.
    pub locale: Locale,
}

/// A learner's answer as it was understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// What was read.
    pub ast: Ast,
    /// Where it could have been meant otherwise; such a reading asks for confirmation.
    pub ambiguities: Vec<Ambiguity>,
}

/// A place where one notation has two common meanings, and the rule that decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ambiguity {
    /// The characters that could be meant otherwise.
    pub span: Span,
    /// How they were read.
    pub rule: ReadingRule,
}

/// The rules that decide between two common meanings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ReadingRule {
    /// `1/2x` is read from left to right, as (1/2)x.
    LeftToRight,
}

/// Reads a learner's answer.
///
/// # Errors
/// The first character that cannot be read, and what to type instead, in a learner's words.
pub fn parse_answer(source: &str, syntax: &AnswerSyntax<'_>) -> Result<Reading, SyntaxError> {
    let _ = syntax;
    parse_expression(source).map(|ast| Reading {
        ast,
        ambiguities: Vec::new(),
    })
}
