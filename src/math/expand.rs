//! Multiplying out.

use super::{Expr, Fraction, Monomial, NormalFormError, Polynomial, Rational};

/// Multiplies out and collects like terms, highest degree first; a quotient becomes one numerator
/// over one denominator, neither of them reduced.
///
/// # Errors
/// The expression divides by zero, is no quotient of polynomials, or goes past a budget.
pub fn expand(expr: &Expr<Rational>) -> Result<Expr<Rational>, NormalFormError> {
    let fraction = Fraction::of(expr)?;
    let numerator = sum_of_terms(fraction.numerator());
    Ok(match fraction.denominator() {
        None => numerator,
        Some(below) => Expr::Quotient(Box::new(numerator), Box::new(sum_of_terms(below))),
    })
}

/// A polynomial as a textbook writes it: x² − 3x + 2.
pub(super) fn sum_of_terms(polynomial: &Polynomial<Rational>) -> Expr<Rational> {
    let mut terms: Vec<_> = polynomial
        .terms()
        .map(|(monomial, coefficient)| term(monomial, coefficient))
        .collect();
    match terms.len() {
        0 => Expr::Number(Rational::ZERO),
        1 => terms.remove(0),
        _ => Expr::Sum(terms),
    }
}

/// coefficient × monomial: `x`, `-x`, `3 x ^ 2`, `-5`.
fn term(monomial: &Monomial, coefficient: &Rational) -> Expr<Rational> {
    let mut factors = monomial.factors(Rational::clone);
    let magnitude = coefficient.abs();
    if !magnitude.is_one() || factors.is_empty() {
        factors.insert(0, Expr::Number(magnitude));
    }
    let product = match factors.len() {
        1 => factors.remove(0),
        _ => Expr::Product(factors),
    };
    if coefficient.is_negative() {
        Expr::Negate(Box::new(product))
    } else {
        product
    }
}
