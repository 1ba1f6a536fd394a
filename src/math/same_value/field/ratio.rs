//! Whether two numerators are 0 in the same way.

use super::{Field, Poly, Quotient, Stop, Zero};
use crate::math::numeric::{Interval, evaluate, varies};
use crate::math::{Monomial, Polynomial, Symbol};

/// Bits that a constant is told from 0 with.
const CONSTANT_BITS: usize = 256;

impl Field {
    /// Whether two quotients are 0 in the same way: their numerators are in a constant ratio.
    pub(in crate::math::same_value) fn proportional(
        &mut self,
        a: &Quotient,
        b: &Quotient,
    ) -> Result<bool, Stop> {
        let zeros = [
            self.is_zero(a.numerator())? == Zero::Proved,
            self.is_zero(b.numerator())? == Zero::Proved,
        ];
        if let [true, other] | [other, true] = zeros {
            return Ok(other);
        }
        let (a, b) = (a.numerator(), b.numerator());
        let Some((first, _)) = a.terms().next() else {
            return Ok(false);
        };
        let varying = self.varying_part(first);
        let (lead, other_lead) = (self.factor_of(a, &varying)?, self.factor_of(b, &varying)?);
        if other_lead.is_zero() {
            return Ok(false);
        }
        // A constant that may be 0 unnoticed says nothing about the ratio.
        if !self.is_surely_not_zero(&lead)? || !self.is_surely_not_zero(&other_lead)? {
            return Err(Stop::Beyond);
        }
        let left = a.multiply(&mut self.ring, &other_lead)?;
        let right = b.multiply(&mut self.ring, &lead)?.negate(&mut self.ring)?;
        let difference = left.add(&mut self.ring, right)?;
        let difference = self.reduced_polynomial(&difference)?;
        Ok(self.is_zero(&difference)? == Zero::Proved)
    }

    /// Whether a constant is known not to be 0: a number, or one whose bounds tell.
    fn is_surely_not_zero(&mut self, constant: &Poly) -> Result<bool, Stop> {
        if self.is_zero(constant)? == Zero::Refuted {
            return Ok(true);
        }
        let apart = |part: &Interval| part.signum().is_some_and(|sign| sign != 0);
        let value = evaluate(&self.expression(constant), &[], CONSTANT_BITS);
        Ok(value
            .and_then(|value| value.parts(CONSTANT_BITS))
            .is_ok_and(|(re, im)| apart(&re) || apart(&im)))
    }

    fn is_constant(&self, symbol: &Symbol) -> bool {
        self.generator_of(symbol)
            .is_some_and(|generator| !varies(&self.meaning(generator)))
    }

    /// A monomial without the generators that are the same number everywhere.
    fn varying_part(&self, monomial: &Monomial) -> Monomial {
        monomial
            .powers()
            .iter()
            .filter(|(symbol, _)| !self.is_constant(symbol))
            .fold(Monomial::one(), |all, (symbol, exponent)| {
                all.times(&Monomial::power(symbol, *exponent))
            })
    }

    /// The constant factor of a varying monomial.
    fn factor_of(&mut self, polynomial: &Poly, varying: &Monomial) -> Result<Poly, Stop> {
        let mut factor = Polynomial::zero();
        for (monomial, coefficient) in polynomial.terms() {
            if self.varying_part(monomial) == *varying
                && let Some(rest) = monomial.over(varying)
            {
                let term = Polynomial::term(&self.ring, coefficient.clone(), rest);
                factor = factor.add(&mut self.ring, term)?;
            }
        }
        Ok(factor)
    }
}
