//! Whether two expressions have the same value.

mod field;
mod modular;
mod outcome;
mod sample;
mod scalar;

pub use outcome::{Comparison, Doubt, Proof, Sense, Witness};

use super::{Expr, Rational, Relation};

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
        _ => scalar::compare(a, b, sense),
    }
}

#[cfg(test)]
mod tests;
