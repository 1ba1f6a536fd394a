//! Writing a polynomial as a product.

mod dense;
mod modular;
mod multivariate;
mod subsets;
mod univariate;

use super::expand::sum_of_terms;
use super::polynomial::{Budget, Polynomial, Rationals};
use super::{Expr, Fraction, Monomial, NormalFormError, Rational};
use dense::{Dense, content};

/// The highest degree that factors are looked for in: everything a school writes, within
/// milliseconds.
pub const MAX_FACTOR_DEGREE: usize = 32;

/// A polynomial as a product: content × ∏ factor ^ multiplicity.
#[derive(Clone, Debug, PartialEq)]
pub struct Factorization {
    /// The greatest rational that divides every coefficient, with the sign of the leading one.
    pub content: Rational,
    /// Irreducible over the rationals, coprime integer coefficients, the leading one above 0; in
    /// ascending order of degree, then of coefficients.
    pub factors: Vec<(Polynomial<Rational>, u32)>,
}

/// The content with the sign of the leading coefficient.
fn signed_content(polynomial: &Polynomial<Rational>) -> Rational {
    let content = content(polynomial.terms().map(|(_, coefficient)| coefficient));
    match polynomial.leading() {
        Some((_, lead)) if lead.is_negative() => -&content,
        _ => content,
    }
}

/// The polynomial over its [`signed_content`].
fn primitive(polynomial: &Polynomial<Rational>) -> Polynomial<Rational> {
    scaled(polynomial, &signed_content(polynomial), &Monomial::one())
}

/// polynomial / (constant × monomial), where that divides every term.
fn scaled(
    polynomial: &Polynomial<Rational>,
    constant: &Rational,
    monomial: &Monomial,
) -> Polynomial<Rational> {
    let terms = polynomial.terms().filter_map(|(own, coefficient)| {
        Some((own.over(monomial)?, coefficient.checked_div(constant)?))
    });
    Polynomial::of_terms(&Rationals::default(), terms)
}

impl Factorization {
    /// Factors a polynomial over the rationals; 0 is its own content.
    ///
    /// # Errors
    /// [`Budget::Factors`] where the degree is above [`MAX_FACTOR_DEGREE`] (in several symbols: the
    /// product of one more than the degree in each), or the search takes too long.
    pub fn of(polynomial: &Polynomial<Rational>) -> Result<Self, Budget> {
        if polynomial.is_zero() {
            return Ok(Self {
                content: Rational::ZERO,
                factors: Vec::new(),
            });
        }
        let content = signed_content(polynomial);
        let common = polynomial
            .terms()
            .map(|(monomial, _)| monomial.clone())
            .reduce(|gcd, monomial| gcd.gcd(&monomial))
            .unwrap_or_default();
        let ring = &Rationals::default();
        let mut factors: Vec<(Polynomial<Rational>, u32)> = common
            .powers()
            .iter()
            .map(|(symbol, exponent)| {
                let symbol = Monomial::power(symbol, 1);
                (Polynomial::term(ring, Rational::ONE, symbol), *exponent)
            })
            .collect();
        let rest = scaled(polynomial, &content, &common);
        match rest.symbols().as_slice() {
            [] => {}
            [symbol] => {
                for (dense, multiplicity) in univariate::factor(&dense_of(&rest)?)? {
                    let terms = (0..)
                        .zip(dense.coefficients())
                        .map(|(exponent, coefficient)| {
                            (Monomial::power(symbol, exponent), coefficient.clone())
                        });
                    factors.push((Polynomial::of_terms(ring, terms), multiplicity));
                }
            }
            _ => {
                for factor in multivariate::factor(rest)? {
                    match factors.iter_mut().find(|(known, _)| *known == factor) {
                        Some((_, multiplicity)) => *multiplicity += 1,
                        None => factors.push((factor, 1)),
                    }
                }
            }
        }
        factors.sort_by(|(a, _), (b, _)| {
            a.degree()
                .cmp(&b.degree())
                .then_with(|| a.terms().cmp(b.terms()))
        });
        Ok(Self { content, factors })
    }

    /// How many factors there are, multiple ones counted as often as they occur.
    pub fn count(&self) -> u32 {
        self.factors
            .iter()
            .map(|(_, multiplicity)| multiplicity)
            .sum()
    }

    /// The product as a textbook writes it: 2(x − 1)(x + 3)².
    pub fn to_expr(&self) -> Expr<Rational> {
        let magnitude = self.content.abs();
        let mut product = Vec::with_capacity(self.factors.len() + 1);
        if !magnitude.is_one() || self.factors.is_empty() {
            product.push(Expr::Number(magnitude));
        }
        for (factor, multiplicity) in &self.factors {
            let base = sum_of_terms(factor);
            product.push(match multiplicity {
                1 => base,
                n => Expr::Power(Box::new(base), Box::new(Expr::Number(i64::from(*n).into()))),
            });
        }
        let product = match product.len() {
            1 => product.remove(0),
            _ => Expr::Product(product),
        };
        if self.content.is_negative() {
            Expr::Negate(Box::new(product))
        } else {
            product
        }
    }
}

/// The coefficients of a polynomial in one symbol.
fn dense_of(polynomial: &Polynomial<Rational>) -> Result<Dense, Budget> {
    let degree = usize::try_from(polynomial.degree())
        .ok()
        .filter(|&degree| degree <= MAX_FACTOR_DEGREE)
        .ok_or(Budget::Factors)?;
    let mut coefficients = vec![Rational::ZERO; degree + 1];
    for (monomial, coefficient) in polynomial.terms() {
        if let Some(slot) = coefficients.get_mut(monomial.degree() as usize) {
            *slot = coefficient.clone();
        }
    }
    Ok(Dense::new(coefficients))
}

/// Factors over the rationals: content out front, then the irreducible factors; a quotient's
/// numerator and denominator each for itself, without cancelling.
///
/// # Errors
/// The expression divides by zero, is no quotient of polynomials, or goes past a budget.
pub fn factor(expr: &Expr<Rational>) -> Result<Expr<Rational>, NormalFormError> {
    let fraction = Fraction::of(expr)?;
    let numerator = Factorization::of(fraction.numerator())?.to_expr();
    Ok(match fraction.denominator() {
        None => numerator,
        Some(below) => {
            let denominator = Factorization::of(below)?.to_expr();
            Expr::Quotient(Box::new(numerator), Box::new(denominator))
        }
    })
}

#[cfg(test)]
mod tests;
