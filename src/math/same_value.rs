//! Whether two expressions have the same value.

use super::{Expr, Fraction, NormalFormError, Rational, Relation};

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
        (
            Expr::Relation(Relation::Equal, left, right),
            Expr::Relation(Relation::Equal, other_left, other_right),
        ) => {
            let equal = |a, b| same_value(a, b) == Comparison::Equal;
            if (equal(left, other_left) && equal(right, other_right))
                || (equal(left, other_right) && equal(right, other_left))
            {
                Comparison::Equal
            } else {
                Comparison::Undecided
            }
        }
        (Expr::Relation(..), _) | (_, Expr::Relation(..)) => Comparison::Different,
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

#[cfg(test)]
mod tests {
    use super::*;

    fn x() -> Box<Expr<Rational>> {
        Box::new(Expr::Symbol("x".into()))
    }

    fn number(value: i64) -> Box<Expr<Rational>> {
        Box::new(Expr::Number(value.into()))
    }

    #[test]
    fn equations_are_equal_when_their_sides_are() {
        let equation =
            |left: Box<Expr<Rational>>, right: Box<Expr<Rational>>| Expr::equation(*left, *right);
        let double = Box::new(Expr::Sum(vec![*x(), *x()]));
        let product = Box::new(Expr::Product(vec![*number(2), *x()]));
        let first = equation(double, number(6));
        assert_eq!(
            same_value(&first, &equation(number(6), product)),
            Comparison::Equal
        );
        assert_eq!(
            same_value(&first, &equation(x(), number(3))),
            Comparison::Undecided
        );
        assert_eq!(same_value(&first, &number(6)), Comparison::Different);
    }

    #[test]
    fn what_is_not_understood_stays_undecided() {
        let root = |value| {
            let half = Expr::Quotient(number(1), number(2));
            Expr::Power(number(value), Box::new(half))
        };
        assert_eq!(same_value(&root(2), &root(2)), Comparison::Equal);
        assert_eq!(same_value(&root(4), &number(2)), Comparison::Undecided);
        let nothing = Expr::Quotient(number(1), number(0));
        assert_eq!(same_value(&nothing, &nothing), Comparison::Undecided);
    }
}
