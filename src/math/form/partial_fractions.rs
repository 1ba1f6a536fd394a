//! Partial fractions: a polynomial and proper fractions over powers of irreducible polynomials, none
//! of them twice.

use super::FormFault;
use super::fault::as_written;
use super::kernel::{normal, with_kernels};
use super::terms::{magnitude, only_symbol};
use crate::math::{Expr, Factorization, Polynomial, Rational, Symbol};

pub(super) fn check(expr: &Expr<Rational>, symbol: Option<&Symbol>) -> Result<(), FormFault> {
    let expr = &with_kernels(expr);
    let Some(symbol) = symbol.cloned().or_else(|| only_symbol(expr)) else {
        return Ok(());
    };
    let mut terms = Vec::new();
    flatten(expr, &mut terms);
    let mut seen: Vec<(Polynomial<Rational>, u32)> = Vec::new();
    for term in terms {
        let Some(denominator) = power_below(term, &symbol)? else {
            continue;
        };
        if seen.contains(&denominator) {
            return Err(FormFault::LikeFractions {
                part: as_written(term),
            });
        }
        seen.push(denominator);
    }
    Ok(())
}

/// The terms of a sum, those of sums within it included.
fn flatten<'a>(expr: &'a Expr<Rational>, into: &mut Vec<&'a Expr<Rational>>) {
    match magnitude(expr) {
        Expr::Sum(terms) => terms.iter().for_each(|term| flatten(term, into)),
        term => into.push(term),
    }
}

/// The irreducible polynomial in the denominator of a term and its exponent; `None` where the symbol
/// is not in the denominator.
fn power_below(
    term: &Expr<Rational>,
    symbol: &Symbol,
) -> Result<Option<(Polynomial<Rational>, u32)>, FormFault> {
    let normal = normal(term).map_err(|_| FormFault::TooLarge)?;
    let degree = |polynomial: &Polynomial<Rational>| {
        let exponents = polynomial
            .terms()
            .map(|(monomial, _)| monomial.exponent(symbol));
        exponents.max().unwrap_or(0)
    };
    let Some(below) = normal.denominator().filter(|below| degree(below) > 0) else {
        return Ok(None);
    };
    let factors = Factorization::of(below).map_err(|_| FormFault::TooLarge)?;
    let mut holding = factors.factors.iter().filter(|(base, _)| degree(base) > 0);
    match (holding.next(), holding.next()) {
        (Some((base, exponent)), None) if degree(normal.numerator()) < degree(base) => {
            Ok(Some((base.clone(), *exponent)))
        }
        (Some(_), None) => Err(FormFault::ImproperFraction {
            fraction: as_written(term),
        }),
        _ => Err(FormFault::SplitFraction {
            fraction: as_written(term),
        }),
    }
}
