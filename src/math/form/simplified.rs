//! Simplified: like terms collected, fractions in lowest terms, no redundant brackets.

use super::FormFault;
use super::fault::as_written;
use super::terms::{collected, constant, is_sum, multiplied, raised};
use crate::math::{Expr, Factorization, Fraction, Polynomial, Rational};

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

/// A fraction in lowest terms: numerator and denominator have no common factor, and neither holds
/// another fraction.
fn quotient(
    whole: &Expr<Rational>,
    over: &Expr<Rational>,
    under: &Expr<Rational>,
) -> Result<(), FormFault> {
    if constant(under).is_some_and(|value| value.is_one()) {
        return Err(FormFault::LeaveOut {
            what: "denominator 1",
        });
    }
    let (above, below) = (factors(over)?, factors(under)?);
    let (Some(above), Some(below)) = (above, below) else {
        return Err(FormFault::WorkOut {
            part: as_written(whole),
        });
    };
    let shared = above.content.checked_gcd(&below.content);
    let shares_factor = (above.factors.iter())
        .any(|(factor, _)| below.factors.iter().any(|(other, _)| factor == other));
    if shares_factor || shared.is_some_and(|gcd| !gcd.is_one()) {
        // Between numbers a division sign would be written.
        let fraction = match (over, under) {
            (Expr::Number(over), Expr::Number(under)) => format!("{over}/{under}"),
            _ => as_written(whole),
        };
        return Err(FormFault::Reducible { fraction });
    }
    Ok(())
}

/// The factors of a polynomial with integer coefficients; `None` where it holds fractions.
fn factors(expr: &Expr<Rational>) -> Result<Option<Factorization>, FormFault> {
    let normal = Fraction::of(expr).map_err(|_| FormFault::TooLarge)?;
    let whole = |polynomial: &Polynomial<Rational>| {
        polynomial
            .terms()
            .all(|(_, coefficient)| coefficient.is_integer())
    };
    if normal.denominator().is_some() || !whole(normal.numerator()) {
        return Ok(None);
    }
    Factorization::of(normal.numerator())
        .map(Some)
        .map_err(|_| FormFault::TooLarge)
}
