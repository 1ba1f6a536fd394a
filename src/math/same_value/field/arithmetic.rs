//! Sums, products and quotients, reduced by the relations of the generators.

use super::{Field, Poly, Quotient, Stop, Zero};
use crate::math::{Budget, MAX_DEGREE, Monomial, Polynomial, Rational, Symbol};

/// How often relations are applied before a polynomial counts as too large.
const MAX_ROUNDS: usize = 64;

impl Field {
    /// a − b
    pub(super) fn difference(&mut self, a: &Quotient, b: &Quotient) -> Result<Quotient, Stop> {
        let negative = b.clone().negate(&mut self.ring)?;
        self.sum(a.clone(), negative)
    }

    pub(super) fn sum(&mut self, a: Quotient, b: Quotient) -> Result<Quotient, Stop> {
        if a.denominator() == b.denominator() {
            let numerator = a
                .numerator()
                .clone()
                .add(&mut self.ring, b.numerator().clone())?;
            return Ok(Quotient::new(numerator, a.denominator().cloned()));
        }
        let sum = a.add(&mut self.ring, b)?;
        self.reduced(sum)
    }

    pub(super) fn product(&mut self, a: &Quotient, b: &Quotient) -> Result<Quotient, Stop> {
        let product = a.multiply(&mut self.ring, b)?;
        self.reduced(product)
    }

    /// a / b; undefined where b is 0.
    pub(super) fn ratio(&mut self, a: Quotient, b: Quotient) -> Result<Quotient, Stop> {
        if self.is_zero(b.numerator())? == Zero::Proved {
            return Err(Stop::Undefined);
        }
        let ratio = a.divide(&mut self.ring, b)?;
        let ratio = self.reduced(ratio)?;
        self.cancelled(ratio)
    }

    pub(super) fn power(&mut self, base: &Quotient, exponent: i64) -> Result<Quotient, Stop> {
        if exponent < 0 {
            let power = self.power(base, exponent.checked_neg().ok_or(Stop::Beyond)?)?;
            return self.ratio(self.integer(1), power);
        }
        let degree = base
            .numerator()
            .degree()
            .max(base.denominator().map_or(0, Polynomial::degree))
            .saturating_mul(exponent.unsigned_abs());
        if degree > MAX_DEGREE {
            return Err(Budget::Degree { degree }.into());
        }
        // A sum with relations must not grow before it is reduced.
        let single = base.denominator().is_none() && base.numerator().terms().count() <= 1;
        if single || exponent < 4 {
            let power = base.clone().power(&mut self.ring, exponent)?;
            return self.reduced(power);
        }
        let mut result = base.clone();
        for bit in (0..exponent.unsigned_abs().ilog2()).rev() {
            result = self.product(&result.clone(), &result)?;
            if exponent >> bit & 1 == 1 {
                result = self.product(&result, base)?;
            }
        }
        Ok(result)
    }

    /// A power of a generator.
    pub(super) fn symbol_power(&self, symbol: &Symbol, exponent: u32) -> Poly {
        Polynomial::term(&self.ring, Rational::ONE, Monomial::power(symbol, exponent))
    }

    /// symbol ^ exponent, which may be negative.
    pub(super) fn signed_power(
        &mut self,
        symbol: &Symbol,
        exponent: i64,
    ) -> Result<Quotient, Stop> {
        let magnitude = u32::try_from(exponent.unsigned_abs()).map_err(|_| Stop::Beyond)?;
        let power = Quotient::from(self.symbol_power(symbol, magnitude));
        let power = self.reduced(power)?;
        if exponent >= 0 {
            return Ok(power);
        }
        Ok(self.integer(1).divide(&mut self.ring, power)?)
    }

    pub(super) fn reduced(&mut self, quotient: Quotient) -> Result<Quotient, Stop> {
        if self.generators.is_empty() {
            return Ok(quotient);
        }
        let numerator = self.reduced_polynomial(quotient.numerator())?;
        let denominator = match quotient.denominator() {
            Some(below) => Some(self.reduced_polynomial(below)?),
            None => None,
        };
        if denominator.as_ref().is_some_and(Polynomial::is_zero) {
            return Err(Stop::Undefined);
        }
        Ok(Quotient::new(numerator, denominator))
    }

    /// Applies the relations until none applies.
    pub(super) fn reduced_polynomial(&mut self, polynomial: &Poly) -> Result<Poly, Stop> {
        let mut current = polynomial.clone();
        for _ in 0..MAX_ROUNDS {
            let mut next = Polynomial::zero();
            let mut changed = false;
            for (monomial, coefficient) in current.terms() {
                let term = Polynomial::term(&self.ring, coefficient.clone(), monomial.clone());
                let term = match self.applicable(monomial) {
                    None => term,
                    Some((factor, times, right)) => {
                        changed = true;
                        let rest = monomial.over(&factor).ok_or(Stop::Beyond)?;
                        let rest = Polynomial::term(&self.ring, coefficient.clone(), rest);
                        let power = right.power(&mut self.ring, times)?;
                        rest.multiply(&mut self.ring, &power)?
                    }
                };
                next = next.add(&mut self.ring, term)?;
            }
            if !changed {
                return Ok(current);
            }
            current = next;
        }
        Err(Stop::Budget(Budget::Operations))
    }

    /// A relation that a monomial can be reduced by: what is replaced, and by which power of what.
    fn applicable(&self, monomial: &Monomial) -> Option<(Monomial, u64, Poly)> {
        monomial.powers().iter().find_map(|(symbol, exponent)| {
            let (n, right) = self.generator_of(symbol)?.relation.as_ref()?;
            let times = exponent / n;
            (times > 0).then(|| {
                let replaced = Monomial::power(symbol, times * n);
                (replaced, times.into(), right.clone())
            })
        })
    }

    /// Cancels the factors of the denominator that divide the numerator.
    pub(super) fn cancelled(&mut self, quotient: Quotient) -> Result<Quotient, Stop> {
        let Some(below) = quotient.denominator() else {
            return Ok(quotient);
        };
        let (content, factors) = self.factors(below);
        let mut numerator = quotient.numerator().clone();
        let mut denominator = Polynomial::constant(&self.ring, content);
        for (factor, multiplicity) in factors {
            for _ in 0..multiplicity {
                match numerator.over(&mut self.ring, &factor)? {
                    Some(rest) => numerator = rest,
                    None => denominator = denominator.multiply(&mut self.ring, &factor)?,
                }
            }
        }
        Ok(match denominator.as_constant() {
            Some(constant) => Quotient::new(
                numerator
                    .divide(&mut self.ring, constant)?
                    .unwrap_or(numerator),
                None,
            ),
            None => Quotient::new(numerator, Some(denominator)),
        })
    }
}
