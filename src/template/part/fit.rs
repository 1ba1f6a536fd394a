//! Which values go with a kind of answer, and the shape they get.

use crate::math::{Collection, Expr, Relation};
use crate::template::compile::{Compiled, Symbolic};
use crate::template::front_matter::RawAnswerKind as Kind;
use crate::template::program::Register;
use std::sync::Arc;

/// A value in the shape answers of a kind have; `None` where it does not go with the kind.
pub(super) fn fit(kind: Kind, value: &Compiled) -> Option<Compiled> {
    match (kind, value) {
        (Kind::Number | Kind::Quantity, Compiled::Number(..)) => Some(value.clone()),
        (Kind::Text, Compiled::Text(_) | Compiled::Texts(_)) => Some(value.clone()),
        (Kind::Choice | Kind::Choices | Kind::TrueFalse, Compiled::Number(..))
        | (Kind::Choice | Kind::Choices | Kind::TrueFalse, Compiled::Text(_))
        | (Kind::Choice | Kind::Choices | Kind::TrueFalse, Compiled::Symbolic(_))
        | (Kind::Expression | Kind::Graph, Compiled::Number(..)) => Some(value.clone()),
        (Kind::Expression, Compiled::Symbolic(symbolic)) => {
            symbolic.is_scalar().then(|| value.clone())
        }
        (Kind::Graph, Compiled::Symbolic(symbolic)) => {
            let function = symbolic.is_scalar() && symbolic.symbols().len() <= 1;
            function.then(|| value.clone())
        }
        (Kind::Equation, Compiled::Symbolic(symbolic)) => symbolic
            .every(&|expr| matches!(expr, Expr::Relation(Relation::Equal, ..)))
            .then(|| value.clone()),
        (Kind::Inequality | Kind::Interval, Compiled::Symbolic(symbolic)) => {
            let of_one = symbolic.symbols().len() == 1;
            (of_one && symbolic.every(&is_condition)).then(|| value.clone())
        }
        (
            Kind::Set | Kind::List | Kind::Tuple | Kind::Vector | Kind::Point,
            Compiled::Numbers(..),
        ) => Some(value.clone()),
        (
            Kind::Set | Kind::List | Kind::Tuple | Kind::Vector | Kind::Point,
            Compiled::Symbolic(symbolic),
        ) => collected(kind, symbolic),
        (Kind::Matrix, Compiled::Symbolic(symbolic)) => symbolic
            .every(&|expr| matches!(expr, Expr::Matrix(_)))
            .then(|| value.clone()),
        (Kind::Ordering, Compiled::Numbers(..) | Compiled::Texts(_)) => Some(value.clone()),
        _ => None,
    }
}

/// A list in symbols as a collection of this kind; several points are a set of them.
fn collected(kind: Kind, symbolic: &Arc<Symbolic>) -> Option<Compiled> {
    let brackets = collection(kind)?;
    let points = kind == Kind::Point;
    let fits = |expr: &Expr<Register>| match expr {
        Expr::Collection(Collection::List, elements) => !points || elements.len() == 2,
        Expr::Matrix(rows) => points && rows.iter().all(|row| row.len() == 2),
        _ => false,
    };
    let collected = |expr: &Expr<Register>| match expr {
        Expr::Collection(_, elements) => Expr::Collection(brackets, elements.clone()),
        Expr::Matrix(rows) => {
            let points = rows.iter();
            let points = points.map(|row| Expr::Collection(Collection::Tuple, row.clone()));
            Expr::Collection(Collection::Set, points.collect())
        }
        other => other.clone(),
    };
    symbolic
        .every(&fits)
        .then(|| Compiled::Symbolic(Arc::new(symbolic.map(&collected))))
}

/// What a kind of answer needs, in words.
pub(super) const fn wanted(kind: Kind) -> &'static str {
    match kind {
        Kind::Number | Kind::Quantity => "a number",
        Kind::Expression => "an expression in symbols",
        Kind::Graph => "a function of one symbol, such as m*x + b",
        Kind::Equation => "an equation such as y == m*x + b",
        Kind::Inequality | Kind::Interval => "conditions on one symbol, such as x > a and x <= b",
        Kind::Set | Kind::List | Kind::Tuple | Kind::Vector => "a list such as [a, b]",
        Kind::Matrix => "rows such as [[a, b], [c, d]]",
        Kind::Point => "a point such as [x1, y1], or a list of points",
        Kind::Text => "a text, or a list of texts",
        Kind::Ordering => "a list in the right order",
        Kind::Choice | Kind::Choices | Kind::TrueFalse => {
            "a number, a text or an expression in symbols"
        }
        Kind::Matching | Kind::Categorise | Kind::Performance => "no key",
    }
}

/// What brackets around several values mean in this kind.
pub(super) const fn collection(kind: Kind) -> Option<Collection> {
    Some(match kind {
        Kind::Set => Collection::Set,
        Kind::List => Collection::List,
        Kind::Tuple | Kind::Point => Collection::Tuple,
        Kind::Vector => Collection::Vector,
        _ => return None,
    })
}

/// Whether an expression says something of a symbol.
fn is_condition(expr: &Expr<Register>) -> bool {
    match expr {
        Expr::Relation(..) => true,
        Expr::Not(part) => is_condition(part),
        Expr::And(parts) | Expr::Or(parts) => parts.iter().all(is_condition),
        _ => false,
    }
}
