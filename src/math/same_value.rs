//! Whether two expressions have the same value.

use super::{Expr, Fraction, NormalFormError, Rational};

/// How a comparison ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// Proved equal.
    Equal,
    /// Proved different.
    Different,
    /// Neither could be proved; never counts as right.
    Undecided,
}

impl From<bool> for Comparison {
    fn from(equal: bool) -> Self {
        if equal { Self::Equal } else { Self::Different }
    }
}

/// Compares two values exactly.
///
/// Decided for polynomials and rational functions over the rationals within their budgets;
/// removable points are ignored, so that (x² − 1)/(x − 1) equals x + 1. Equations are equal where
/// their sides are, in either order, and different from everything that is no equation; otherwise
/// they stay undecided.
pub fn same_value(a: &Expr<Rational>, b: &Expr<Rational>) -> Comparison {
    match (a, b) {
        (Expr::Equation(left, right), Expr::Equation(other_left, other_right)) => {
            let equal = |a, b| same_value(a, b) == Comparison::Equal;
            if (equal(left, other_left) && equal(right, other_right))
                || (equal(left, other_right) && equal(right, other_left))
            {
                Comparison::Equal
            } else {
                Comparison::Undecided
            }
        }
        (Expr::Equation(..), _) | (_, Expr::Equation(..)) => Comparison::Different,
        _ => match (Fraction::of(a), Fraction::of(b)) {
            (Ok(left), Ok(right)) => left
                .same_value(&right)
                .map_or(Comparison::Undecided, Comparison::from),
            // Not understood, but written alike: equal wherever it has a value at all.
            (Err(NormalFormError::Exponent), Err(NormalFormError::Exponent)) if a == b => {
                Comparison::Equal
            }
            _ => Comparison::Undecided,
        },
    }
}
