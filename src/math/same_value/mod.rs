//! Whether two expressions have the same value.

mod outcome;

pub use outcome::{Comparison, Doubt, Proof, Sense, Witness};

use super::{Expr, Fraction, NormalFormError, Rational, Relation};

/// Compares two values exactly.
///
/// Decided for polynomials and rational functions over the rationals within their budgets.
/// Equations are equal where their sides are, in either order, and different from everything that
/// is no equation; otherwise they stay undecided.
///
/// ```
/// use retake::math::{Expr, Rational, Sense, same_value};
/// let x = || Expr::<Rational>::Symbol("x".into());
/// let double = Expr::Sum(vec![x(), x()]);
/// let product = Expr::Product(vec![Expr::Number(2.into()), x()]);
/// assert!(same_value(&double, &product, &Sense::default()).is_equal());
/// assert!(same_value(&double, &x(), &Sense::default()).is_different());
/// ```
pub fn same_value(a: &Expr<Rational>, b: &Expr<Rational>, sense: &Sense) -> Comparison {
    match (a, b) {
        (
            Expr::Relation(Relation::Equal, left, right),
            Expr::Relation(Relation::Equal, other_left, other_right),
        ) => {
            let equal = |a, b| same_value(a, b, sense).is_equal();
            if (equal(left, other_left) && equal(right, other_right))
                || (equal(left, other_right) && equal(right, other_left))
            {
                Comparison::Equal(Proof::NormalForm)
            } else {
                Comparison::Undecided(Doubt::Beyond)
            }
        }
        (Expr::Relation(..), _) | (_, Expr::Relation(..)) => Comparison::Different(Witness::Kind),
        _ => match (Fraction::of(a), Fraction::of(b)) {
            (Ok(left), Ok(right)) => left.same_value(&right),
            // Not understood, but written alike: equal wherever it has a value at all.
            (Err(NormalFormError::Exponent), Err(NormalFormError::Exponent)) if a == b => {
                Comparison::Equal(Proof::Identical)
            }
            (Err(NormalFormError::DivisionByZero), _)
            | (_, Err(NormalFormError::DivisionByZero)) => Comparison::Undecided(Doubt::NoValue),
            (Err(NormalFormError::Budget(budget)), _)
            | (_, Err(NormalFormError::Budget(budget))) => budget.into(),
            _ => Comparison::Undecided(Doubt::Beyond),
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
        let sense = Sense::default();
        let first = equation(double, number(6));
        assert!(same_value(&first, &equation(number(6), product), &sense).is_equal());
        assert!(same_value(&first, &number(6), &sense).is_different());
    }

    #[test]
    fn what_is_not_understood_stays_undecided() {
        let root = |value| {
            let half = Expr::Quotient(number(1), number(2));
            Expr::Power(number(value), Box::new(half))
        };
        assert!(same_value(&root(2), &root(2), &Sense::default()).is_equal());
        let nothing = Expr::Quotient(number(1), number(0));
        assert_eq!(
            same_value(&nothing, &nothing, &Sense::default()),
            Comparison::Undecided(Doubt::NoValue)
        );
    }
}
