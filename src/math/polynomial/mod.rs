//! Polynomials in any number of symbols over any [`Ring`].

mod monomial;
mod ring;

pub use monomial::Monomial;
pub use ring::{
    Budget, MAX_COEFFICIENT_BITS, MAX_DEGREE, MAX_OPERATIONS, MAX_TERMS, Rationals, Ring,
};

use super::Symbol;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// A sum of coefficients times monomials, like terms collected, no term known to be zero.
///
/// Equal polynomials over [`Rationals`] are equal values, so that `==` decides identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Polynomial<E> {
    terms: BTreeMap<Monomial, E>,
}

impl<E> Default for Polynomial<E> {
    fn default() -> Self {
        Self {
            terms: BTreeMap::new(),
        }
    }
}

impl<E: Clone> Polynomial<E> {
    /// 0
    pub fn zero() -> Self {
        Self::default()
    }

    /// A polynomial without symbols.
    pub fn constant<R: Ring<Element = E>>(ring: &R, value: E) -> Self {
        Self::term(ring, value, Monomial::one())
    }

    /// coefficient × monomial
    pub fn term<R: Ring<Element = E>>(ring: &R, coefficient: E, monomial: Monomial) -> Self {
        let mut terms = BTreeMap::new();
        if !ring.is_zero(&coefficient) {
            terms.insert(monomial, coefficient);
        }
        Self { terms }
    }

    /// The polynomial of terms with different monomials.
    pub fn of_terms<R: Ring<Element = E>>(
        ring: &R,
        terms: impl Iterator<Item = (Monomial, E)>,
    ) -> Self {
        Self {
            terms: terms
                .filter(|(_, coefficient)| !ring.is_zero(coefficient))
                .collect(),
        }
    }

    /// The polynomial x for the symbol x.
    pub fn symbol<R: Ring<Element = E>>(ring: &mut R, symbol: &Symbol) -> Self {
        let one = ring.number(&super::Rational::ONE);
        Self::term(ring, one, Monomial::power(symbol, 1))
    }

    /// Whether no term is left.
    pub fn is_zero(&self) -> bool {
        self.terms.is_empty()
    }

    /// The highest degree of its terms; 0 for the polynomial 0.
    pub fn degree(&self) -> u64 {
        self.terms
            .last_key_value()
            .map_or(0, |(monomial, _)| monomial.degree())
    }

    /// The terms in textbook order, highest degree first.
    pub fn terms(&self) -> impl DoubleEndedIterator<Item = (&Monomial, &E)> + Clone {
        self.terms.iter().rev()
    }

    /// The first term in textbook order.
    pub fn leading(&self) -> Option<(&Monomial, &E)> {
        self.terms.last_key_value()
    }

    /// The coefficient of a monomial, where it has one.
    pub fn coefficient(&self, monomial: &Monomial) -> Option<&E> {
        self.terms.get(monomial)
    }

    /// The coefficient of a polynomial with one term that has no symbol.
    pub fn as_constant(&self) -> Option<&E> {
        match self.leading() {
            Some((monomial, value)) if monomial.is_one() => Some(value),
            _ => None,
        }
    }

    /// The symbols that occur, in alphabetical order.
    pub fn symbols(&self) -> Vec<Symbol> {
        let mut symbols: Vec<Symbol> = self
            .terms
            .keys()
            .flat_map(|monomial| monomial.powers().iter().map(|(symbol, _)| symbol.clone()))
            .collect();
        symbols.sort();
        symbols.dedup();
        symbols
    }

    fn add_term<R: Ring<Element = E>>(
        &mut self,
        ring: &mut R,
        monomial: Monomial,
        coefficient: E,
    ) -> Result<(), Budget> {
        if monomial.degree() > MAX_DEGREE {
            return Err(Budget::Degree {
                degree: monomial.degree(),
            });
        }
        match self.terms.entry(monomial) {
            Entry::Occupied(mut entry) => {
                let sum = ring.add(entry.get(), &coefficient)?;
                if ring.is_zero(&sum) {
                    entry.remove();
                } else {
                    entry.insert(sum);
                }
            }
            Entry::Vacant(entry) => {
                if !ring.is_zero(&coefficient) {
                    entry.insert(coefficient);
                }
            }
        }
        if self.terms.len() > MAX_TERMS {
            return Err(Budget::Terms);
        }
        Ok(())
    }

    /// a + b
    ///
    /// # Errors
    /// A budget is spent.
    pub fn add<R: Ring<Element = E>>(mut self, ring: &mut R, other: Self) -> Result<Self, Budget> {
        for (monomial, coefficient) in other.terms {
            self.add_term(ring, monomial, coefficient)?;
        }
        Ok(self)
    }

    /// −a
    ///
    /// # Errors
    /// A budget is spent.
    pub fn negate<R: Ring<Element = E>>(mut self, ring: &mut R) -> Result<Self, Budget> {
        for coefficient in self.terms.values_mut() {
            *coefficient = ring.negate(coefficient)?;
        }
        Ok(self)
    }

    /// a b
    ///
    /// # Errors
    /// A budget is spent.
    pub fn multiply<R: Ring<Element = E>>(
        &self,
        ring: &mut R,
        other: &Self,
    ) -> Result<Self, Budget> {
        let mut product = Self::zero();
        for (left, a) in &self.terms {
            for (right, b) in &other.terms {
                let coefficient = ring.mul(a, b)?;
                product.add_term(ring, left.times(right), coefficient)?;
            }
        }
        Ok(product)
    }

    /// a ^ exponent by repeated squaring, with 0 ^ 0 = 1.
    ///
    /// # Errors
    /// A budget is spent; one that the degree will surely spend is refused at once.
    pub fn power<R: Ring<Element = E>>(&self, ring: &mut R, exponent: u64) -> Result<Self, Budget> {
        let degree = self.degree().saturating_mul(exponent);
        if degree > MAX_DEGREE {
            return Err(Budget::Degree { degree });
        }
        if exponent == 0 {
            let one = ring.number(&super::Rational::ONE);
            return Ok(Self::constant(ring, one));
        }
        // From the highest bit down: no square is computed that is not used.
        let mut result = self.clone();
        for bit in (0..exponent.ilog2()).rev() {
            result = result.multiply(ring, &result)?;
            if exponent >> bit & 1 == 1 {
                result = result.multiply(ring, self)?;
            }
        }
        Ok(result)
    }

    /// a / divisor, where the ring can divide every coefficient by it.
    ///
    /// # Errors
    /// A budget is spent.
    pub fn divide<R: Ring<Element = E>>(
        &self,
        ring: &mut R,
        divisor: &E,
    ) -> Result<Option<Self>, Budget> {
        let mut quotient = Self::zero();
        for (monomial, coefficient) in &self.terms {
            let Some(coefficient) = ring.divide(coefficient, divisor)? else {
                return Ok(None);
            };
            quotient.add_term(ring, monomial.clone(), coefficient)?;
        }
        Ok(Some(quotient))
    }
}

impl Polynomial<super::Rational> {
    /// The quotient, where nothing remains; `None` where something does, or for the divisor 0.
    ///
    /// # Errors
    /// A budget is spent.
    pub fn over(&self, ring: &mut Rationals, divisor: &Self) -> Result<Option<Self>, Budget> {
        let Some((lead, coefficient)) = divisor.leading() else {
            return Ok(None);
        };
        let mut rest = self.clone();
        let mut quotient = Self::zero();
        while let Some((monomial, value)) = rest.leading() {
            let (Some(monomial), Some(value)) =
                (monomial.over(lead), value.checked_div(coefficient))
            else {
                return Ok(None);
            };
            let term = Self::term(ring, value, monomial);
            let product = term.multiply(ring, divisor)?.negate(ring)?;
            rest = rest.add(ring, product)?;
            quotient = quotient.add(ring, term)?;
        }
        Ok(Some(quotient))
    }
}

#[cfg(test)]
mod tests;
