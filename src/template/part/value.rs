//! The value of a key or a misconception, as answers are marked against it.

use super::candidates::{Ask, Candidates};
use crate::answer::{AnswerKind, RealSetNotation, Value};
use crate::math::{Collection, Constant, Expr, Interval, Rational, Relation};
use crate::template::compile::{Compiled, Symbolic};
use crate::template::program::{Number, Registers};

/// The value of a candidate, of the type its kind of answer is marked in.
pub(in crate::template) fn value<N: Number>(
    candidates: &Candidates,
    candidate: usize,
    registers: &Registers<N>,
) -> Value {
    let Some(found) = candidates.all.get(candidate) else {
        // Work has no key.
        return Value::Texts(Vec::new());
    };
    match &found.value {
        Compiled::Text(register) => Value::Text(registers.text(*register).to_owned()),
        Compiled::Texts(register) => {
            let texts = registers.text_list(*register).iter();
            Value::Texts(
                texts
                    .map(|&text| registers.text_of(text).to_owned())
                    .collect(),
            )
        }
        Compiled::Boolean(register) => Value::Boolean(registers.boolean(*register)),
        Compiled::Number(register, _) => {
            let number = registers.number(*register).to_rational();
            match (&candidates.kind, &candidates.ask) {
                (AnswerKind::Expression(_) | AnswerKind::Graph { .. }, _) => {
                    Value::Expression(Expr::Number(number))
                }
                (_, Ask::Range(high)) if candidate == 0 => {
                    Value::Range(number, registers.number(*high).to_rational())
                }
                _ => Value::Number(number),
            }
        }
        Compiled::Numbers(register, _) => {
            let numbers = registers.number_list(*register).iter();
            let numbers = numbers
                .map(|number| Expr::Number(number.to_rational()))
                .collect();
            Value::Expression(Expr::Collection(collection(&candidates.kind), numbers))
        }
        Compiled::Symbolic(symbolic) => {
            let expr = Symbolic::expr(symbolic, registers);
            Value::Expression(match candidates.kind {
                AnswerKind::RealSet(RealSetNotation::Intervals) => {
                    as_interval(&expr).unwrap_or(expr)
                }
                _ => expr,
            })
        }
        Compiled::Record(_) | Compiled::Rows(_) => Value::Texts(Vec::new()),
    }
}

const fn collection(kind: &AnswerKind) -> Collection {
    match kind {
        AnswerKind::Collection(spec) => spec.collection,
        AnswerKind::Point(_) => Collection::Tuple,
        _ => Collection::List,
    }
}

/// Conditions on one symbol as the interval they describe, or the union of several; `None` where
/// they are written otherwise.
fn as_interval(condition: &Expr<Rational>) -> Option<Expr<Rational>> {
    match condition {
        Expr::Relation(..) => {
            let (low, high) = ends(condition)?;
            Some(interval(low, high))
        }
        Expr::And(parts) => {
            let [first, second] = parts.as_slice() else {
                return None;
            };
            match (ends(first)?, ends(second)?) {
                ((Some(low), None), (None, Some(high)))
                | ((None, Some(high)), (Some(low), None)) => Some(interval(Some(low), Some(high))),
                _ => None,
            }
        }
        Expr::Or(parts) => {
            let parts = parts.iter().map(as_interval).collect::<Option<Vec<_>>>()?;
            Some(Expr::Union(parts))
        }
        _ => None,
    }
}

type End = (Expr<Rational>, bool);

/// The end that a relation between the symbol and a number sets: the lower or the upper one, and
/// whether it belongs to it.
fn ends(relation: &Expr<Rational>) -> Option<(Option<End>, Option<End>)> {
    let Expr::Relation(relation, left, right) = relation else {
        return None;
    };
    let (relation, end) = match (left.as_ref(), right.as_ref()) {
        (Expr::Symbol(_), end) => (*relation, end),
        (end, Expr::Symbol(_)) => (relation.flipped(), end),
        _ => return None,
    };
    if end.any(&mut |part| matches!(part, Expr::Symbol(_))) {
        return None;
    }
    let end = end.clone();
    match relation {
        Relation::Greater => Some((Some((end, false)), None)),
        Relation::GreaterEqual => Some((Some((end, true)), None)),
        Relation::Less => Some((None, Some((end, false)))),
        Relation::LessEqual => Some((None, Some((end, true)))),
        Relation::Equal | Relation::NotEqual => None,
    }
}

fn interval(low: Option<End>, high: Option<End>) -> Expr<Rational> {
    let infinity = || Expr::Constant(Constant::Infinity);
    let (low, low_closed) = low.unwrap_or_else(|| (Expr::Negate(Box::new(infinity())), false));
    let (high, high_closed) = high.unwrap_or_else(|| (infinity(), false));
    Expr::Interval(Box::new(Interval {
        low,
        low_closed,
        high,
        high_closed,
    }))
}
