//! On which side of 0 a polynomial is: known, or assumed for the case at hand.

use super::{Field, Kind, Poly, Stop};
use crate::math::numeric::{FIRST_BITS, evaluate, varies};
use crate::math::{Monomial, Rational, Symbol};

/// The most precise bounds that a constant's sign is looked for with.
const MAX_BITS: usize = 1024;

impl Field {
    /// Whether a polynomial other than 0 is above 0 (in the case at hand, and but for points where
    /// it is 0).
    pub(super) fn is_positive(&mut self, polynomial: &Poly) -> Result<bool, Stop> {
        if let Some(value) = polynomial.as_constant() {
            return Ok(!value.is_negative());
        }
        if let Some(positive) = self.definite(polynomial) {
            return Ok(positive);
        }
        if let Some(positive) = definite_quadratic(polynomial) {
            return Ok(positive);
        }
        if polynomial
            .symbols()
            .iter()
            .all(|s| self.generator_of(s).is_some())
        {
            let meaning = self.expression(polynomial);
            if !varies(&meaning) {
                let mut bits = FIRST_BITS;
                while bits <= MAX_BITS {
                    match evaluate(&meaning, &[], bits)
                        .ok()
                        .and_then(|value| value.signum())
                    {
                        Some(0) => return Err(Stop::Beyond),
                        Some(sign) => return Ok(sign > 0),
                        None => bits *= 4,
                    }
                }
                return Err(Stop::Beyond);
            }
        }
        if let Some((_, positive)) = self.case.iter().find(|(known, _)| known == polynomial) {
            return Ok(*positive);
        }
        self.case.push((polynomial.clone(), true));
        Ok(true)
    }

    /// p or −p, whichever is not below 0.
    pub(super) fn modulus(&mut self, polynomial: &Poly) -> Result<Poly, Stop> {
        if self.is_positive(polynomial)? {
            Ok(polynomial.clone())
        } else {
            Ok(polynomial.clone().negate(&mut self.ring)?)
        }
    }

    /// The sign of a sum of which no term is on the other side of 0.
    fn definite(&self, polynomial: &Poly) -> Option<bool> {
        let mut signs = polynomial.terms().map(|(monomial, coefficient)| {
            self.is_not_negative(monomial)
                .then(|| !coefficient.is_negative())
        });
        let first = signs.next()??;
        signs.all(|sign| sign == Some(first)).then_some(first)
    }

    fn is_not_negative(&self, monomial: &Monomial) -> bool {
        monomial.powers().iter().all(|(symbol, exponent)| {
            exponent % 2 == 0 && self.is_real(symbol) || self.never_negative(symbol)
        })
    }

    fn is_real(&self, symbol: &Symbol) -> bool {
        !self
            .generator_of(symbol)
            .is_some_and(|generator| matches!(generator.kind, Kind::Imaginary))
    }

    fn never_negative(&self, symbol: &Symbol) -> bool {
        match self.generator_of(symbol) {
            None => self.positive,
            Some(generator) => {
                matches!(
                    generator.kind,
                    Kind::Pi | Kind::Root(_) | Kind::Exponential(_)
                )
            }
        }
    }
}

/// The sign of a x² + b x + c with b² < 4 a c.
fn definite_quadratic(polynomial: &Poly) -> Option<bool> {
    let [symbol] = polynomial.symbols().try_into().ok()?;
    if polynomial.degree() != 2 {
        return None;
    }
    let at = |exponent| {
        polynomial
            .coefficient(&Monomial::power(&symbol, exponent))
            .cloned()
            .unwrap_or(Rational::ZERO)
    };
    let (a, b, c) = (at(2), at(1), at(0));
    (&b * &b < &(&a * &c) * &Rational::from(4)).then(|| !a.is_negative())
}
