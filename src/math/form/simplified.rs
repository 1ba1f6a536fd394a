//! Simplified: like terms collected, fractions in lowest terms, no redundant brackets.

use super::FormFault;
use super::fault::as_written;
use super::kernel::normal;
use super::lowest_terms::reduced;
use super::terms::{collected, is_sum, multiplied, raised};
use crate::math::{Expr, Rational};

pub(super) fn check(expr: &Expr<Rational>) -> Result<(), FormFault> {
    match expr {
        Expr::Number(_) | Expr::Symbol(_) => Ok(()),
        Expr::Negate(inner) if matches!(**inner, Expr::Negate(_)) => Err(FormFault::WorkOut {
            part: as_written(expr),
        }),
        Expr::Negate(inner) => check(inner),
        Expr::Sum(terms) => {
            if terms.iter().any(is_sum) {
                return Err(FormFault::RedundantBrackets);
            }
            terms.iter().try_for_each(check)?;
            collected(terms)
        }
        Expr::Product(factors) => {
            factors.iter().try_for_each(check)?;
            multiplied(expr, factors)
        }
        Expr::Power(base, exponent) => {
            check(base)?;
            raised(expr, base, exponent)
        }
        Expr::Quotient(over, under) => {
            check(over)?;
            check(under)?;
            quotient(expr, over, under)
        }
        other => other.children().into_iter().try_for_each(check),
    }
}

/// A fraction in lowest terms, neither side of which holds another.
fn quotient(
    whole: &Expr<Rational>,
    over: &Expr<Rational>,
    under: &Expr<Rational>,
) -> Result<(), FormFault> {
    reduced(whole, over, under)?;
    if is_whole(over)? && is_whole(under)? {
        Ok(())
    } else {
        Err(FormFault::WorkOut {
            part: as_written(whole),
        })
    }
}

/// Whether it is a polynomial with integer coefficients.
fn is_whole(expr: &Expr<Rational>) -> Result<bool, FormFault> {
    let normal = normal(expr).map_err(|_| FormFault::TooLarge)?;
    let mut terms = normal.numerator().terms();
    Ok(normal.denominator().is_none() && terms.all(|(_, coefficient)| coefficient.is_integer()))
}
