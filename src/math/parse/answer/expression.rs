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
        Node::Binary(op, left, right) => binary(*op, left, right),
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

/// `left op right`, where a left side without brackets may go on.
fn binary(op: BinaryOp, left: &Ast, right: &Ast) -> Written {
    let (first, second) = (expression(left), expression(right));
    let open = !in_brackets(left);
    let relation =
        |relation, first, second| Expr::Relation(relation, Box::new(first), Box::new(second));
    match op {
        BinaryOp::Equal => relation(Relation::Equal, first, second),
        BinaryOp::NotEqual => relation(Relation::NotEqual, first, second),
        BinaryOp::Less => relation(Relation::Less, first, second),
        BinaryOp::LessEqual => relation(Relation::LessEqual, first, second),
        BinaryOp::Greater => relation(Relation::Greater, first, second),
        BinaryOp::GreaterEqual => relation(Relation::GreaterEqual, first, second),
        BinaryOp::Add => Expr::Sum(terms(first, open, second)),
        BinaryOp::Subtract => Expr::Sum(terms(first, open, Expr::Negate(Box::new(second)))),
        BinaryOp::Divide => signed(Some(left), first, |_, first| {
            Expr::Quotient(Box::new(first), Box::new(second))
        }),
        BinaryOp::Power => Expr::Power(Box::new(first), Box::new(second)),
        BinaryOp::And => Expr::And(match first {
            Expr::And(parts) if open => followed(parts, second),
            first => vec![first, second],
        }),
        BinaryOp::Or => Expr::Or(match first {
            Expr::Or(parts) if open => followed(parts, second),
            first => vec![first, second],
        }),
        BinaryOp::Multiply | BinaryOp::Mod => signed(Some(left), first, |open, first| {
            Expr::Product(match first {
                Expr::Product(factors) if open => followed(factors, second),
                first => vec![first, second],
            })
        }),
    }
}

/// What `wrap` makes of an expression, signs before it kept outside: −2 times x is −(2x). It is told
/// whether its part has no brackets; `ast` is where the expression was read, unless it was made of
/// several.
fn signed(
    ast: Option<&Ast>,
    expr: Written,
    wrap: impl FnOnce(bool, Written) -> Written,
) -> Written {
    let open = ast.is_none_or(|ast| !in_brackets(ast));
    let inner = ast.and_then(|ast| match &ast.node {
        Node::Unary(_, inner) => Some(&**inner),
        _ => None,
    });
    match expr {
        Expr::Negate(a) if open => Expr::Negate(Box::new(signed(inner, *a, wrap))),
        Expr::PlusMinus(a) if open => Expr::PlusMinus(Box::new(signed(inner, *a, wrap))),
        other => wrap(open, other),
    }
}

fn terms(first: Written, open: bool, second: Written) -> Vec<Written> {
    match first {
        Expr::Sum(terms) if open => followed(terms, second),
        first => vec![first, second],
    }
}

fn followed(mut parts: Vec<Written>, last: Written) -> Vec<Written> {
    parts.push(last);
    parts
}
