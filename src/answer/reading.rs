//! From what was typed to an expression, in the shape it was typed.

use super::Question;
use crate::base::Span;
use crate::math::ast::{Ast, BinaryOp, Node};
use crate::math::{
    AnswerSyntax, Expr, NormalFormError, Rational, Reading, Relation, Symbol, SyntaxError,
    WrittenNumber, is_unit, parse_answer,
};

/// Why an answer cannot be marked, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unreadable {
    /// The first characters that cannot be read, in bytes of what was typed.
    pub at: Span,
    /// What to do, in a learner's words.
    pub message: String,
}

impl Unreadable {
    pub(super) fn new(at: Span, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { at, message }
    }

    /// The same of a text that begins `offset` bytes earlier.
    pub(super) fn shifted(self, offset: usize) -> Self {
        Self {
            at: self.at.shifted(offset),
            ..self
        }
    }

    /// Something that was read but has no normal form.
    pub(super) fn beyond(at: Span, error: NormalFormError) -> Self {
        match error {
            NormalFormError::DivisionByZero => {
                Self::new(at, "This divides by zero, so it has no value.")
            }
            NormalFormError::Exponent => Self::new(
                at,
                "I can only read exponents that are whole numbers. Write it in another way.",
            ),
            NormalFormError::NotRational => {
                Self::new(at, "I can't work with this. Write it in another way.")
            }
            NormalFormError::Equation => Self::new(at, "Type only one side of the equation."),
            NormalFormError::Budget(budget) => Self::new(
                at,
                format!("This is too large to check: {budget}. Write it in a shorter way."),
            ),
        }
    }
}

impl From<SyntaxError> for Unreadable {
    fn from(error: SyntaxError) -> Self {
        let mut message = sentence(&error.message);
        if let Some(help) = error.help {
            message.push(' ');
            message.push_str(&sentence(&help));
        }
        Self {
            at: error.span,
            message,
        }
    }
}

/// A clause as a sentence: a capital letter before, a full stop after, and what was typed in the
/// quotation marks that people read.
fn sentence(clause: &str) -> String {
    let mut out = String::with_capacity(clause.len() + 2);
    let mut open = false;
    for (index, character) in clause.chars().enumerate() {
        match character {
            '`' => {
                out.push(if open { '”' } else { '“' });
                open = !open;
            }
            first if index == 0 => out.extend(first.to_uppercase()),
            other => out.push(other),
        }
    }
    if !out.ends_with(['.', '?', '!']) {
        out.push('.');
    }
    out
}

/// Reads an answer with the question's symbols and number marks.
pub(super) fn read(question: &Question, raw: &str) -> Result<Reading, Unreadable> {
    let syntax = AnswerSyntax::of(&question.symbols, question.locale);
    Ok(parse_answer(raw, &syntax)?)
}

/// Reads an answer of several values, which need no brackets.
pub(super) fn read_list(question: &Question, raw: &str) -> Result<Reading, Unreadable> {
    let syntax = AnswerSyntax {
        bare_lists: true,
        ..AnswerSyntax::of(&question.symbols, question.locale)
    };
    Ok(parse_answer(raw, &syntax)?)
}

/// Reads an answer in which units of measurement may stand.
pub(super) fn read_quantity(question: &Question, raw: &str) -> Result<Reading, Unreadable> {
    let syntax = AnswerSyntax {
        units: Some(is_unit),
        ..AnswerSyntax::of(&question.symbols, question.locale)
    };
    Ok(parse_answer(raw, &syntax)?)
}

/// How an ambiguous answer was read, for the learner to confirm.
pub(super) fn doubt(reading: &Reading) -> Option<String> {
    reading
        .ambiguities
        .first()
        .map(|ambiguity| ambiguity.rule.explain().to_owned())
}

/// The side of an equation `x = 2` or `2 = x` that is not the symbol, with its places and as an
/// expression.
pub(super) fn solved_for<'a>(
    reading: &'a Reading,
    symbol: &Symbol,
) -> Option<(&'a Ast, &'a Expr<WrittenNumber>)> {
    let Node::Binary(BinaryOp::Equal, left_ast, right_ast) = &reading.ast.node else {
        return None;
    };
    let Expr::Relation(Relation::Equal, left, right) = &reading.expr else {
        return None;
    };
    let is_symbol = |side: &Expr<_>| matches!(side, Expr::Symbol(name) if name == symbol);
    match (is_symbol(left), is_symbol(right)) {
        (true, false) => Some((right_ast, right)),
        (false, true) => Some((left_ast, left)),
        _ => None,
    }
}

/// The place of the first symbol, if there is one.
pub(super) fn first_symbol(ast: &Ast) -> Option<(Span, &str)> {
    match &ast.node {
        Node::Name(name) => Some((ast.span, name)),
        _ => ast.children().into_iter().find_map(first_symbol),
    }
}

/// The exact value of an answer, its numbers without their spelling.
pub(super) fn exact(expr: &Expr<WrittenNumber>) -> Expr<Rational> {
    expr.map(&mut |number| number.value().clone())
}
