//! Lowest terms: no fraction can be reduced, and none has two minus signs.

use super::FormFault;
use super::fault::as_written;
use super::kernel::normal;
use super::terms::constant;
use crate::math::{Expr, Factorization, Rational};

pub(super) fn check(expr: &Expr<Rational>) -> Result<(), FormFault> {
    match expr {
        Expr::Negate(inner) => match &**inner {
            Expr::Quotient(over, under) => {
                if is_negative(over) || is_negative(under) {
                    return Err(FormFault::MinusSigns {
                        part: as_written(expr),
                    });
                }
                check(inner)
            }
            other => check(other),
        },
        Expr::Quotient(over, under) => {
            if is_negative(over) && is_negative(under) {
                return Err(FormFault::MinusSigns {
                    part: as_written(expr),
                });
            }
            check(over)?;
            check(under)?;
            reduced(expr, over, under)
        }
        other => other.children().into_iter().try_for_each(check),
    }
}

fn is_negative(expr: &Expr<Rational>) -> bool {
    match expr {
        Expr::Negate(_) => true,
        Expr::Number(value) => value.is_negative(),
        _ => false,
    }
}

/// Numerator and denominator have no common factor.
pub(super) fn reduced(
    whole: &Expr<Rational>,
    over: &Expr<Rational>,
    under: &Expr<Rational>,
) -> Result<(), FormFault> {
    if constant(under).is_some_and(|value| value.is_one()) {
        return Err(FormFault::LeaveOut {
            what: "denominator 1",
        });
    }
    let reducible = || {
        // Between numbers a division sign would be written.
        let fraction = match (over, under) {
            (Expr::Number(over), Expr::Number(under)) => format!("{over}/{under}"),
            _ => as_written(whole),
        };
        FormFault::Reducible { fraction }
    };
    let (Some(above), Some(below)) = (factors(over)?, factors(under)?) else {
        return Ok(());
    };
    let shared = above.content.checked_gcd(&below.content);
    let shares_factor = (above.factors.iter())
        .any(|(factor, _)| below.factors.iter().any(|(other, _)| factor == other));
    if shares_factor || shared.is_some_and(|gcd| !gcd.is_one()) {
        return Err(reducible());
    }
    Ok(())
}

/// The factors of a polynomial with integer coefficients; `None` where it holds fractions or is 0.
pub(super) fn factors(expr: &Expr<Rational>) -> Result<Option<Factorization>, FormFault> {
    let Ok(normal) = normal(expr) else {
        return Err(FormFault::TooLarge);
    };
    let polynomial = normal.numerator();
    let whole = polynomial
        .terms()
        .all(|(_, coefficient)| coefficient.is_integer());
    if normal.denominator().is_some() || !whole || polynomial.is_zero() {
        return Ok(None);
    }
    Factorization::of(polynomial)
        .map(Some)
        .map_err(|_| FormFault::TooLarge)
}
