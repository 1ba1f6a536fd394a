//! Roots, functions and constants as symbols of their own, so that polynomials can be made of what
//! stands around them.

use super::fault::as_written;
use crate::math::{Expr, Fraction, NormalFormError, Rational};

/// The normal form of an expression whose roots, functions, constants and powers with other than
/// integer exponents are taken for symbols, named as they are written: sin(x)² + 1 is a polynomial
/// in `sin(x)`.
pub(super) fn normal(expr: &Expr<Rational>) -> Result<Fraction<Rational>, NormalFormError> {
    match Fraction::of(expr) {
        Err(NormalFormError::NotRational | NormalFormError::Exponent) => {
            Fraction::of(&with_kernels(expr))
        }
        decided => decided,
    }
}

/// The expression with kernels in their places.
pub(super) fn with_kernels(expr: &Expr<Rational>) -> Expr<Rational> {
    expr.replaced(&mut |part| {
        let opaque = match part {
            Expr::Call(..)
            | Expr::Apply(..)
            | Expr::Constant(_)
            | Expr::Unit(_)
            | Expr::PlusMinus(_) => true,
            Expr::Power(_, exponent) => !is_integer(exponent),
            _ => false,
        };
        opaque.then(|| Expr::Symbol(as_written(part).into()))
    })
}

/// Whether an exponent is made of numbers and comes to an integer.
fn is_integer(expr: &Expr<Rational>) -> bool {
    match expr {
        Expr::Number(value) => value.is_integer(),
        Expr::Negate(inner) => is_integer(inner),
        Expr::Sum(parts) | Expr::Product(parts) => parts.iter().all(is_integer),
        Expr::Quotient(over, under) => match (constant(over), constant(under)) {
            (Some(over), Some(under)) => over
                .checked_div(&under)
                .is_some_and(|quotient| quotient.is_integer()),
            _ => false,
        },
        Expr::Power(base, exponent) => is_integer(base) && is_integer(exponent),
        _ => false,
    }
}

fn constant(expr: &Expr<Rational>) -> Option<Rational> {
    super::terms::constant(expr)
}
