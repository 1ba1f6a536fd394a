//! Factored: a product of factors that are irreducible over the rationals, numbers taken out.

use super::fault::neat;
use super::{FormFault, expanded};
use crate::math::expand::sum_of_terms;
use crate::math::{Expr, Factorization, Fraction, Rational};

pub(super) fn check(expr: &Expr<Rational>) -> Result<(), FormFault> {
    match expr {
        // A whole sum that is no product yet is told so, not what its factors are.
        Expr::Sum(_) => sum(expr).map_err(|fault| match fault {
            FormFault::CommonFactor { .. } | FormFault::Factorable { .. } => FormFault::NotAProduct,
            other => other,
        }),
        Expr::Negate(inner) => check(inner),
        Expr::Quotient(over, under) | Expr::Relation(_, over, under) => {
            check(over).and_then(|()| check(under))
        }
        other => factor(other),
    }
}

fn factor(expr: &Expr<Rational>) -> Result<(), FormFault> {
    match expr {
        Expr::Number(_) | Expr::Symbol(_) => Ok(()),
        Expr::Negate(inner) => factor(inner),
        Expr::Product(factors) => factors.iter().try_for_each(factor),
        Expr::Quotient(over, under) => factor(over).and_then(|()| factor(under)),
        Expr::Power(base, _) => factor(base),
        Expr::Sum(_) => sum(expr),
        _ => Err(FormFault::NotAProduct),
    }
}

/// A sum that is itself multiplied out and has no factors of its own.
fn sum(expr: &Expr<Rational>) -> Result<(), FormFault> {
    expanded::check(expr)?;
    let normal = Fraction::of(expr).map_err(|_| FormFault::TooLarge)?;
    if normal.denominator().is_some() {
        return Err(FormFault::NotAProduct);
    }
    let polynomial = normal.numerator();
    let found = Factorization::of(polynomial).map_err(|_| FormFault::TooLarge)?;
    let text = || neat(&sum_of_terms(polynomial));
    if found.count() > 1 {
        return Err(FormFault::Factorable { factor: text() });
    }
    // x + 1/2 may stay as it is; 2x + 4 and 2/3 x + 4/3 may not.
    if !found.content.numerator().abs().is_one() {
        return Err(FormFault::CommonFactor {
            factor: text(),
            product: neat(&found.to_expr()),
        });
    }
    Ok(())
}
