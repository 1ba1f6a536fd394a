//! Conditions on one symbol, shown as the intervals a learner writes.

use crate::math::{Constant, Expr, Interval, Relation};
use crate::template::program::Register;

/// One end of an interval, and whether it belongs to it; none where it goes on for ever.
type End = Option<(Expr<Register>, bool)>;

/// Conditions such as `x > a and x <= b` as intervals; what is put otherwise stays as it is.
pub(super) fn as_intervals(conditions: &Expr<Register>) -> Expr<Register> {
    shown(conditions).unwrap_or_else(|| conditions.clone())
}

fn shown(conditions: &Expr<Register>) -> Option<Expr<Register>> {
    match conditions {
        Expr::Or(parts) => {
            let parts: Option<Vec<_>> = parts.iter().map(shown).collect();
            parts.map(Expr::Union)
        }
        Expr::And(parts) => {
            let [first, second] = parts.as_slice() else {
                return None;
            };
            match (ends(first)?, ends(second)?) {
                ((Some(low), None), (None, Some(high)))
                | ((None, Some(high)), (Some(low), None)) => Some(between(Some(low), Some(high))),
                _ => None,
            }
        }
        condition => {
            let (low, high) = ends(condition)?;
            Some(between(low, high))
        }
    }
}

/// The lower and the upper end that one comparison of a symbol gives.
fn ends(comparison: &Expr<Register>) -> Option<(End, End)> {
    let Expr::Relation(relation, left, right) = comparison else {
        return None;
    };
    let (relation, end) = match (left.as_ref(), right.as_ref()) {
        (Expr::Symbol(_), end) => (*relation, end),
        (end, Expr::Symbol(_)) => (relation.flipped(), end),
        _ => return None,
    };
    let end = |closed| Some((end.clone(), closed));
    match relation {
        Relation::Less => Some((None, end(false))),
        Relation::LessEqual => Some((None, end(true))),
        Relation::Greater => Some((end(false), None)),
        Relation::GreaterEqual => Some((end(true), None)),
        Relation::Equal | Relation::NotEqual => None,
    }
}

fn between(low: End, high: End) -> Expr<Register> {
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
