//! From what was read to an expression, in the shape it was written.

use super::grammar::in_brackets;
use crate::math::ast::{Ast, BinaryOp, Node, UnaryOp};
use crate::math::{Collection, Expr, Function, Interval, Relation, WrittenNumber};

type Written = Expr<WrittenNumber>;

/// The expression of an answer.
///
/// Sums, products and statements written in one go become one node; `-2x` and `-3/4`, where the
/// minus is read before the product, become the negation of 2x and of 3/4. A list of lists of one
/// length is a matrix.
pub(super) fn expression(ast: &Ast) -> Written {
    let boxed = |ast: &Ast| Box::new(expression(ast));
    let all = |parts: &[Ast]| parts.iter().map(expression).collect::<Vec<_>>();
    match &ast.node {
        Node::Number(literal) => Expr::Number(literal.into()),
        Node::Mixed(whole, over, under) => {
            match WrittenNumber::mixed(whole, over, under) {
                Some(number) => Expr::Number(number),
                // The grammar has refused it.
                None => Expr::Number(whole.into()),
            }
        }
        Node::Percent(inner) => Expr::Quotient(
            boxed(inner),
            Box::new(Expr::Number(WrittenNumber::percent())),
        ),
        Node::Boolean(value) => Expr::Boolean(*value),
        Node::Name(name) | Node::Text(name) => Expr::Symbol(name.as_str().into()),
        Node::Constant(constant) => Expr::Constant(*constant),
        Node::Unit(unit) => Expr::Unit(unit.as_str().into()),
        Node::Unary(UnaryOp::Negate, a) => Expr::Negate(boxed(a)),
        Node::Unary(UnaryOp::Not, a) => Expr::Not(boxed(a)),
        Node::Unary(UnaryOp::PlusMinus, a) => Expr::PlusMinus(boxed(a)),
        Node::Binary(op, left, right) => {
            binary(*op, expression(left), !in_brackets(left), expression(right))
        }
        Node::Call(name, _, arguments) => match Function::of_name(name) {
            Some(function) => Expr::Call(function, all(arguments)),
            None => Expr::Apply(name.as_str().into(), all(arguments)),
        },
        Node::List(elements) | Node::Collection(Collection::List, elements) => list(all(elements)),
        Node::Collection(kind, elements) => Expr::Collection(*kind, all(elements)),
        Node::Interval {
            low,
            low_closed,
            high,
            high_closed,
        } => Expr::Interval(Box::new(Interval {
            low: expression(low),
            low_closed: *low_closed,
            high: expression(high),
            high_closed: *high_closed,
        })),
        Node::Union(parts) => Expr::Union(all(parts)),
        // Only templates have them.
        Node::Index(a, b) => Expr::Product(vec![expression(a), expression(b)]),
        Node::Field(a, ..) => expression(a),
    }
}

/// A list, or the matrix of its rows.
fn list(elements: Vec<Written>) -> Written {
    let length = match elements.first() {
        Some(Expr::Collection(Collection::List, row)) => row.len(),
        _ => 0,
    };
    let is_row = |element: &Written| matches!(element, Expr::Collection(Collection::List, row) if row.len() == length);
    if length == 0 || !elements.iter().all(is_row) {
        return Expr::Collection(Collection::List, elements);
    }
    let row = |element| match element {
        Expr::Collection(_, row) => row,
        other => vec![other],
    };
    Expr::Matrix(elements.into_iter().map(row).collect())
}

/// `first op second`, where an `open` first one may go on.
fn binary(op: BinaryOp, first: Written, open: bool, second: Written) -> Written {
    let relation =
        |relation| Expr::Relation(relation, Box::new(first.clone()), Box::new(second.clone()));
    match op {
        BinaryOp::Equal => return relation(Relation::Equal),
        BinaryOp::NotEqual => return relation(Relation::NotEqual),
        BinaryOp::Less => return relation(Relation::Less),
        BinaryOp::LessEqual => return relation(Relation::LessEqual),
        BinaryOp::Greater => return relation(Relation::Greater),
        BinaryOp::GreaterEqual => return relation(Relation::GreaterEqual),
        _ => {}
    }
    let negated = |expr| Expr::Negate(Box::new(expr));
    match (op, first) {
        (BinaryOp::Add, Expr::Sum(terms)) if open => Expr::Sum(followed(terms, second)),
        (BinaryOp::Add, first) => Expr::Sum(vec![first, second]),
        (BinaryOp::Subtract, Expr::Sum(terms)) if open => {
            Expr::Sum(followed(terms, negated(second)))
        }
        (BinaryOp::Subtract, first) => Expr::Sum(vec![first, negated(second)]),
        (BinaryOp::Divide, Expr::Negate(first)) if open => {
            negated(Expr::Quotient(first, Box::new(second)))
        }
        (BinaryOp::Divide, Expr::PlusMinus(first)) if open => {
            Expr::PlusMinus(Box::new(Expr::Quotient(first, Box::new(second))))
        }
        (BinaryOp::Divide, first) => Expr::Quotient(Box::new(first), Box::new(second)),
        (BinaryOp::Power, first) => Expr::Power(Box::new(first), Box::new(second)),
        (BinaryOp::And, Expr::And(parts)) if open => Expr::And(followed(parts, second)),
        (BinaryOp::And, first) => Expr::And(vec![first, second]),
        (BinaryOp::Or, Expr::Or(parts)) if open => Expr::Or(followed(parts, second)),
        (BinaryOp::Or, first) => Expr::Or(vec![first, second]),
        (_, Expr::Negate(first)) if open => negated(product(*first, second)),
        (_, Expr::PlusMinus(first)) if open => Expr::PlusMinus(Box::new(product(*first, second))),
        (_, Expr::Product(factors)) if open => Expr::Product(followed(factors, second)),
        (_, first) => Expr::Product(vec![first, second]),
    }
}

/// What follows a sign and goes on.
fn product(first: Written, second: Written) -> Written {
    match first {
        Expr::Product(factors) => Expr::Product(followed(factors, second)),
        first => Expr::Product(vec![first, second]),
    }
}

fn followed(mut parts: Vec<Written>, last: Written) -> Vec<Written> {
    parts.push(last);
    parts
}
