//! What the forms have in common: terms of a sum, factors of a product.

use super::FormFault;
use super::fault::as_written;
use super::kernel::normal;
use crate::math::{Expr, Fraction, Rational, Symbol};

/// The expression without the minus signs before it.
pub(super) fn magnitude(expr: &Expr<Rational>) -> &Expr<Rational> {
    match expr {
        Expr::Negate(inner) => magnitude(inner),
        other => other,
    }
}

/// Whether it is a sum, perhaps with a minus before it.
pub(super) fn is_sum(expr: &Expr<Rational>) -> bool {
    matches!(magnitude(expr), Expr::Sum(_))
}

/// The value of a number, negated or over another number.
pub(super) fn constant(expr: &Expr<Rational>) -> Option<Rational> {
    match expr {
        Expr::Number(value) => Some(value.clone()),
        Expr::Negate(inner) => constant(inner).map(|value| -&value),
        Expr::Quotient(over, under) => constant(over)?.checked_div(&constant(under)?),
        _ => None,
    }
}

/// The symbol, where there is only one.
pub(super) fn only_symbol(expr: &Expr<Rational>) -> Option<Symbol> {
    let mut only: Option<Symbol> = None;
    let several = expr.any(&mut |part| match part {
        Expr::Symbol(name) => *only.get_or_insert_with(|| name.clone()) != *name,
        _ => false,
    });
    only.filter(|_| !several)
}

/// No term is 0, and no two terms have a monomial in common once they are multiplied out.
pub(super) fn collected(terms: &[Expr<Rational>]) -> Result<(), FormFault> {
    let mut seen: Vec<(&Expr<Rational>, Fraction<Rational>)> = Vec::with_capacity(terms.len());
    for term in terms {
        let normal = normal(term).map_err(|_| FormFault::TooLarge)?;
        if normal.numerator().is_zero() {
            return Err(FormFault::LeaveOut { what: "0" });
        }
        if let Some((first, _)) = seen.iter().find(|(_, other)| alike(other, &normal)) {
            return Err(FormFault::LikeTerms {
                first: as_written(magnitude(first)),
                second: as_written(magnitude(term)),
            });
        }
        seen.push((term, normal));
    }
    Ok(())
}

fn alike(a: &Fraction<Rational>, b: &Fraction<Rational>) -> bool {
    a.denominator() == b.denominator()
        && a.numerator()
            .terms()
            .any(|(monomial, _)| b.numerator().coefficient(monomial).is_some())
}

/// At most one factor is a number, and none of the others comes twice.
pub(super) fn multiplied(
    whole: &Expr<Rational>,
    factors: &[Expr<Rational>],
) -> Result<(), FormFault> {
    let work_out = || FormFault::WorkOut {
        part: as_written(whole),
    };
    let mut numbers = 0;
    let mut bases: Vec<&Expr<Rational>> = Vec::with_capacity(factors.len());
    for factor in factors {
        match constant(factor) {
            Some(value) if value.is_one() => {
                return Err(FormFault::LeaveOut { what: "factor 1" });
            }
            Some(value) if value.is_zero() => return Err(work_out()),
            Some(_) => numbers += 1,
            None => {
                let base = match factor {
                    Expr::Power(base, _) => base,
                    other => other,
                };
                if bases.contains(&base) {
                    return Err(FormFault::Powers {
                        base: as_written(base),
                    });
                }
                if matches!(factor, Expr::Negate(_)) {
                    return Err(work_out());
                }
                bases.push(base);
            }
        }
    }
    if numbers > 1 { Err(work_out()) } else { Ok(()) }
}

/// A power of what cannot be worked out, with an exponent that says something.
pub(super) fn raised(
    whole: &Expr<Rational>,
    base: &Expr<Rational>,
    exponent: &Expr<Rational>,
) -> Result<(), FormFault> {
    let said = constant(exponent).is_none_or(|value| !value.is_one() && !value.is_zero());
    let workable = match magnitude(base) {
        // 2^x, and √2 as 2^(1/2), stay.
        Expr::Number(_) | Expr::Quotient(..) => {
            constant(exponent).is_some_and(|value| value.is_integer())
                || constant(base).is_some_and(|value| value.is_one() || value.is_zero())
        }
        Expr::Power(..) | Expr::Product(_) => true,
        _ => matches!(base, Expr::Negate(_)),
    };
    if said && !workable {
        return Ok(());
    }
    Err(FormFault::WorkOut {
        part: as_written(whole),
    })
}
