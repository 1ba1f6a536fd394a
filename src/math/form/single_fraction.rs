//! A single fraction: one fraction bar at most, around which everything else stands.

use super::FormFault;
use super::terms::magnitude;
use crate::math::{Expr, Rational};

pub(super) fn check(expr: &Expr<Rational>) -> Result<(), FormFault> {
    match magnitude(expr) {
        Expr::Quotient(over, under) => {
            if holds_fraction(over) || holds_fraction(under) {
                return Err(FormFault::FractionInFraction);
            }
            Ok(())
        }
        whole if holds_fraction(whole) => Err(FormFault::SingleFraction),
        _ => Ok(()),
    }
}

/// Whether a fraction stands anywhere outside an exponent or an argument of a function; a power with a
/// negative exponent is one.
fn holds_fraction(expr: &Expr<Rational>) -> bool {
    match expr {
        Expr::Number(value) => !value.is_integer() && value.decimal_places().is_none(),
        Expr::Quotient(..) => true,
        Expr::Power(base, exponent) => is_negative(exponent) || holds_fraction(base),
        Expr::Call(..) | Expr::Apply(..) => false,
        other => other.children().into_iter().any(holds_fraction),
    }
}

fn is_negative(expr: &Expr<Rational>) -> bool {
    match expr {
        Expr::Number(value) => value.is_negative(),
        Expr::Negate(inner) => !is_negative(inner),
        _ => false,
    }
}
