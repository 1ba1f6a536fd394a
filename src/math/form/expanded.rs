//! Multiplied out: no product and no power of a sum, like terms collected.

use super::FormFault;
use super::terms::{collected, constant, is_sum, magnitude, multiplied, raised};
use crate::math::{Expr, Rational};

pub(super) fn check(expr: &Expr<Rational>) -> Result<(), FormFault> {
    match expr {
        Expr::Sum(terms) => {
            for part in terms {
                if is_sum(part) {
                    return Err(match part {
                        Expr::Negate(_) => FormFault::MultiplyOut,
                        _ => FormFault::RedundantBrackets,
                    });
                }
                term(part)?;
            }
            collected(terms)
        }
        Expr::Relation(_, left, right) => check(left).and_then(|()| check(right)),
        other => term(other),
    }
}

fn term(expr: &Expr<Rational>) -> Result<(), FormFault> {
    match expr {
        Expr::Number(_) | Expr::Symbol(_) => Ok(()),
        Expr::Negate(inner) if is_sum(inner) => Err(FormFault::MultiplyOut),
        Expr::Negate(inner) => term(inner),
        Expr::Product(factors) => {
            if factors.iter().any(is_sum_or_power_of_one) {
                return Err(FormFault::MultiplyOut);
            }
            factors.iter().try_for_each(term)?;
            multiplied(expr, factors)
        }
        Expr::Power(base, exponent)
            if is_sum(base) && constant(exponent).is_none_or(|value| value.is_integer()) =>
        {
            Err(FormFault::MultiplyOut)
        }
        Expr::Power(base, exponent) => raised(expr, base, exponent),
        Expr::Quotient(over, under) => check(over).and_then(|()| check(under)),
        Expr::Sum(_) | Expr::Relation(..) => check(expr),
        // What stands in a function is no product of this expression.
        Expr::Call(..) | Expr::Apply(..) => Ok(()),
        other => other.children().into_iter().try_for_each(check),
    }
}

fn is_sum_or_power_of_one(expr: &Expr<Rational>) -> bool {
    match magnitude(expr) {
        Expr::Power(base, _) => is_sum(base),
        other => is_sum(other),
    }
}
