//! Conditions on one symbol, as the intervals a learner writes.

use crate::math::{Constant, Expr, Interval, Relation};

/// One end of an interval, and whether it belongs to it; none where it goes on for ever.
type End<N> = Option<(Expr<N>, bool)>;

/// Conditions on one symbol, such as `x > a and x <= b`, as the interval they describe or the union
/// of several; `None` where they are written otherwise.
pub(super) fn as_intervals<N: Clone>(conditions: &Expr<N>) -> Option<Expr<N>> {
    match conditions {
        Expr::Or(parts) => {
            let parts: Option<Vec<_>> = parts.iter().map(as_intervals).collect();
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
fn ends<N: Clone>(comparison: &Expr<N>) -> Option<(End<N>, End<N>)> {
    let Expr::Relation(relation, left, right) = comparison else {
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
    let end = |closed| Some((end.clone(), closed));
    match relation {
        Relation::Less => Some((None, end(false))),
        Relation::LessEqual => Some((None, end(true))),
        Relation::Greater => Some((end(false), None)),
        Relation::GreaterEqual => Some((end(true), None)),
        Relation::Equal | Relation::NotEqual => None,
    }
}

fn between<N>(low: End<N>, high: End<N>) -> Expr<N> {
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
