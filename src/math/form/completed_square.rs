//! A completed square: a (x + b)² + c, the symbol only within the square.

use super::FormFault;
use super::fault::as_written;
use super::kernel::{normal, with_kernels};
use super::terms::{magnitude, only_symbol};
use crate::math::{Expr, Rational, Symbol};

/// `symbol` may also be a function of one, as it is written: sin(x).
pub(super) fn check(expr: &Expr<Rational>, symbol: Option<&Symbol>) -> Result<(), FormFault> {
    if let Expr::Relation(_, left, right) = expr {
        return check(left, symbol).and_then(|()| check(right, symbol));
    }
    let expr = &with_kernels(expr);
    let Some(symbol) = symbol.cloned().or_else(|| only_symbol(expr)) else {
        return Ok(());
    };
    let polynomial = normal(expr).map_err(|_| FormFault::TooLarge)?;
    let degree = polynomial
        .numerator()
        .terms()
        .map(|(monomial, _)| monomial.exponent(&symbol))
        .max();
    let fractional = polynomial
        .denominator()
        .is_some_and(|below| (below.terms()).any(|(monomial, _)| monomial.exponent(&symbol) > 0));
    if degree < Some(2) && !fractional {
        return Ok(());
    }
    let not_yet = || FormFault::CompleteSquare {
        symbol: symbol.to_string(),
    };
    let terms = match expr {
        Expr::Sum(terms) => terms.as_slice(),
        one => std::slice::from_ref(one),
    };
    let mut holding = terms.iter().filter(|term| holds(term, &symbol));
    match (holding.next(), holding.next()) {
        (Some(term), None) if is_square(term, &symbol) => Ok(()),
        _ => Err(not_yet()),
    }
}

fn holds(expr: &Expr<Rational>, symbol: &Symbol) -> bool {
    expr.any(&mut |part| matches!(part, Expr::Symbol(name) if name == symbol))
}

/// a (x + b)², (x + b)² a, (x + b)²/a
fn is_square(term: &Expr<Rational>, symbol: &Symbol) -> bool {
    match magnitude(term) {
        Expr::Power(base, exponent) => as_written(exponent) == "2" && is_linear(base, symbol),
        Expr::Product(factors) => {
            let mut holding = factors.iter().filter(|factor| holds(factor, symbol));
            matches!(
                (holding.next(), holding.next()),
                (Some(factor), None) if is_square(factor, symbol)
            )
        }
        Expr::Quotient(over, under) => !holds(under, symbol) && is_square(over, symbol),
        _ => false,
    }
}

fn is_linear(base: &Expr<Rational>, symbol: &Symbol) -> bool {
    let terms = match magnitude(base) {
        Expr::Sum(terms) => terms.as_slice(),
        one => std::slice::from_ref(one),
    };
    let holding = terms.iter().filter(|term| holds(term, symbol)).count();
    holding == 1
        && normal(base).is_ok_and(|normal| {
            normal.denominator().is_none()
                && (normal.numerator().terms()).all(|(monomial, _)| monomial.exponent(symbol) <= 1)
        })
}
