//! From what was typed to an expression, in the shape it was typed.

use super::Question;
use crate::base::Span;
use crate::math::ast::{Ast, BinaryOp, Literal, Node, UnaryOp};
use crate::math::{
    AnswerSyntax, Expr, NormalFormError, Rational, Reading, Symbol, SyntaxError, parse_answer,
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
    let syntax = AnswerSyntax {
        symbols: &question.symbols,
        locale: question.locale,
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

/// The side of an equation `x = 2` or `2 = x` that is not the symbol.
pub(super) fn solved_for<'a>(ast: &'a Ast, symbol: &Symbol) -> Option<&'a Ast> {
    let Node::Binary(BinaryOp::Equal, left, right) = &ast.node else {
        return None;
    };
    let is_symbol = |side: &Ast| matches!(&side.node, Node::Name(name) if **name == **symbol);
    match (is_symbol(left), is_symbol(right)) {
        (true, false) => Some(right),
        (false, true) => Some(left),
        _ => None,
    }
}

/// The place of the first symbol, if there is one.
pub(super) fn first_symbol(ast: &Ast) -> Option<(Span, &str)> {
    match &ast.node {
        Node::Name(name) => Some((ast.span, name)),
        Node::Unary(_, a) | Node::Percent(a) => first_symbol(a),
        Node::Binary(_, a, b) => first_symbol(a).or_else(|| first_symbol(b)),
        _ => None,
    }
}

/// A mixed number's value; `None` where its denominator is 0.
fn mixed(whole: &Literal, over: &Literal, under: &Literal) -> Option<Rational> {
    let part = Rational::from(over).checked_div(&under.into())?;
    Some(&Rational::from(whole) + &part)
}

/// Whether brackets stand around an operation: it ends after its last operand.
fn in_brackets(ast: &Ast) -> bool {
    match &ast.node {
        Node::Unary(_, last) | Node::Binary(_, _, last) => ast.span.end > last.span.end,
        _ => false,
    }
}

/// The expression of an answer.
///
/// Sums and products written in one go become one node; `-2x` and `-3/4`, where the minus is read
/// before the product, become the negation of 2x and of 3/4.
pub(super) fn expression(ast: &Ast) -> Result<Expr<Rational>, Unreadable> {
    Ok(match &ast.node {
        Node::Number(literal) => Expr::Number(literal.into()),
        Node::Name(name) => Expr::Symbol(name.as_str().into()),
        Node::Mixed(whole, over, under) => Expr::Number(
            mixed(whole, over, under)
                .ok_or_else(|| Unreadable::beyond(ast.span, NormalFormError::DivisionByZero))?,
        ),
        Node::Percent(inner) => Expr::Quotient(
            Box::new(expression(inner)?),
            Box::new(Expr::Number(100.into())),
        ),
        Node::Unary(UnaryOp::Negate, inner) => Expr::Negate(Box::new(expression(inner)?)),
        Node::Binary(op, left, right) => {
            let (first, second) = (expression(left)?, expression(right)?);
            let open = !in_brackets(left);
            match op {
                BinaryOp::Add => Expr::Sum(joined(first, open, second)),
                BinaryOp::Subtract => {
                    Expr::Sum(joined(first, open, Expr::Negate(Box::new(second))))
                }
                BinaryOp::Multiply => match first {
                    Expr::Negate(first) if open => {
                        Expr::Negate(Box::new(Expr::Product(factors(*first, true, second))))
                    }
                    first => Expr::Product(factors(first, open, second)),
                },
                BinaryOp::Divide => match first {
                    Expr::Negate(first) if open => {
                        Expr::Negate(Box::new(Expr::Quotient(first, Box::new(second))))
                    }
                    first => Expr::Quotient(Box::new(first), Box::new(second)),
                },
                BinaryOp::Power => Expr::Power(Box::new(first), Box::new(second)),
                BinaryOp::Equal => Expr::equation(first, second),
                BinaryOp::Less
                | BinaryOp::LessEqual
                | BinaryOp::Greater
                | BinaryOp::GreaterEqual
                | BinaryOp::NotEqual => {
                    return Err(Unreadable::new(
                        Span::new(left.span.end, right.span.start),
                        "There is nothing to compare here. Type only the value.",
                    ));
                }
                BinaryOp::And | BinaryOp::Or | BinaryOp::Mod => return Err(not_a_value(ast.span)),
            }
        }
        _ => return Err(not_a_value(ast.span)),
    })
}

fn not_a_value(at: Span) -> Unreadable {
    Unreadable::new(
        at,
        "I can read numbers, letters, + − × ÷, powers and brackets here.",
    )
}

/// The terms of `first + second`, where `first` may be a sum that goes on.
fn joined(first: Expr<Rational>, open: bool, second: Expr<Rational>) -> Vec<Expr<Rational>> {
    match first {
        Expr::Sum(mut terms) if open => {
            terms.push(second);
            terms
        }
        first => vec![first, second],
    }
}

/// The factors of `first × second`, where `first` may be a product that goes on.
fn factors(first: Expr<Rational>, open: bool, second: Expr<Rational>) -> Vec<Expr<Rational>> {
    match first {
        Expr::Product(mut factors) if open => {
            factors.push(second);
            factors
        }
        first => vec![first, second],
    }
}
