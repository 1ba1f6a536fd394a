//! Irreducible factors of a polynomial in several symbols, by Kronecker's substitution.

use super::MAX_FACTOR_DEGREE;
use super::dense::Dense;
use super::subsets::{MAX_SUBSETS, picked, subsets};
use super::{primitive, univariate};
use crate::math::{Budget, Monomial, Polynomial, Rational, Rationals, Symbol};

/// Powers of one symbol t in place of the symbols: x₁ → t, x₂ → t ^ n₁, x₃ → t ^ (n₁ n₂), …, where
/// nᵢ is above every exponent of xᵢ. So exponents are the digits of a number, and can be read back.
struct Substitution {
    /// The symbols, each with its nᵢ.
    digits: Vec<(Symbol, u32)>,
}

impl Substitution {
    /// # Errors
    /// The degree in t would be above [`MAX_FACTOR_DEGREE`].
    fn of(polynomial: &Polynomial<Rational>) -> Result<Self, Budget> {
        let digits: Vec<(Symbol, u32)> = polynomial
            .symbols()
            .into_iter()
            .map(|symbol| {
                let highest = polynomial
                    .terms()
                    .map(|(monomial, _)| monomial.exponent(&symbol));
                let base = highest.max().unwrap_or(0) + 1;
                (symbol, base)
            })
            .collect();
        let size = digits
            .iter()
            .try_fold(1_u32, |size, (_, base)| size.checked_mul(*base));
        match size {
            Some(size) if size as usize <= MAX_FACTOR_DEGREE + 1 => Ok(Self { digits }),
            _ => Err(Budget::Factors),
        }
    }

    fn apply(&self, polynomial: &Polynomial<Rational>) -> Dense {
        let mut coefficients = vec![Rational::ZERO; MAX_FACTOR_DEGREE + 1];
        for (monomial, coefficient) in polynomial.terms() {
            let place = self.digits.iter().rev().fold(0, |place, (symbol, base)| {
                place * base + monomial.exponent(symbol)
            });
            if let Some(slot) = coefficients.get_mut(place as usize) {
                *slot = coefficient.clone();
            }
        }
        Dense::new(coefficients)
    }

    fn undo(&self, dense: &Dense) -> Polynomial<Rational> {
        let terms = (0_u32..)
            .zip(dense.coefficients())
            .map(|(place, coefficient)| {
                let mut rest = place;
                let monomial = self
                    .digits
                    .iter()
                    .fold(Monomial::one(), |all, (symbol, base)| {
                        let exponent = rest % base;
                        rest /= base;
                        all.times(&Monomial::power(symbol, exponent))
                    });
                (monomial, coefficient.clone())
            });
        Polynomial::of_terms(&Rationals::default(), terms)
    }
}

/// The irreducible factors of a primitive polynomial, each as often as it occurs.
///
/// A factor's image divides the image of the whole, so it is the product of some of the image's
/// factors; combinations are tried from the smallest up.
///
/// # Errors
/// The degrees are too high, or too many combinations would have to be tried.
pub(super) fn factor(whole: Polynomial<Rational>) -> Result<Vec<Polynomial<Rational>>, Budget> {
    if is_plainly_irreducible(&whole) {
        return Ok(vec![whole]);
    }
    let substitution = Substitution::of(&whole)?;
    let mut images: Vec<Dense> = univariate::factor(&substitution.apply(&whole))?
        .into_iter()
        .flat_map(|(image, multiplicity)| vec![image; multiplicity as usize])
        .collect();
    let mut rest = whole;
    let mut factors = Vec::new();
    let mut tried = 0;
    let mut size = 1;
    'search: while 2 * size <= images.len() {
        for bits in subsets(images.len(), size) {
            tried += 1;
            if tried > MAX_SUBSETS {
                return Err(Budget::Factors);
            }
            let (inside, outside) = picked(&images, bits);
            let image = inside
                .iter()
                .fold(Dense::new(vec![Rational::ONE]), |all, next| all.times(next));
            let factor = primitive(&substitution.undo(&image));
            if let Some(quotient) = rest.over(&mut Rationals::default(), &factor)? {
                factors.push(factor);
                (rest, images) = (quotient, outside);
                continue 'search;
            }
        }
        size += 1;
    }
    if rest.degree() > 0 {
        factors.push(primitive(&rest));
    }
    Ok(factors)
}

/// Whether the polynomial is A x + B in some symbol x, with A or B a single term.
///
/// Then one factor has x and all others divide both A and B. What divides a single term is a single
/// term, and those common to all terms have been taken out before.
fn is_plainly_irreducible(polynomial: &Polynomial<Rational>) -> bool {
    polynomial.symbols().iter().any(|symbol| {
        let (mut with, mut without) = (0_usize, 0_usize);
        for (monomial, _) in polynomial.terms() {
            match monomial.exponent(symbol) {
                0 => without += 1,
                1 => with += 1,
                _ => return false,
            }
        }
        with == 1 || without == 1
    })
}
