//! Sines and cosines: of sums, of multiples, and of fractions of a full turn.

use super::{Field, Kind, Quotient, Stop, gcd};
use crate::math::{Function, Monomial, Polynomial, Rational, Symbol};

/// The highest multiple of an angle that is expanded.
const MAX_MULTIPLE: i64 = 48;

/// The parts of a right angle that cosines are known of by square roots alone.
const TWELFTHS: i64 = 12;

impl Field {
    /// cos and sin of an angle.
    pub(super) fn cos_sin(&mut self, angle: &Quotient) -> Result<(Quotient, Quotient), Stop> {
        let mut result = (self.integer(1), self.integer(0));
        for (coefficient, unit) in self.split(angle)? {
            let part = match self.turn(&unit) {
                Some(turn) => self.of_turn(&(&coefficient * &turn))?,
                None => self.of_multiple(&coefficient, unit)?,
            };
            result = self.of_sum(&result, &part)?;
        }
        Ok(result)
    }

    /// A quotient as a sum of rational multiples of quotients without coefficients.
    pub(super) fn split(&mut self, quotient: &Quotient) -> Result<Vec<(Rational, Quotient)>, Stop> {
        let quotient = self.cancelled(quotient.clone())?;
        let (scale, below) = match quotient.denominator() {
            None => (Rational::ONE, None),
            Some(below) => {
                let lead = below
                    .leading()
                    .map_or(Rational::ONE, |(_, lead)| lead.clone());
                let scale = lead.checked_recip().ok_or(Stop::Undefined)?;
                (scale, below.divide(&mut self.ring, &lead)?)
            }
        };
        let terms = quotient.numerator().terms();
        terms
            .map(|(monomial, coefficient)| {
                let term = Polynomial::term(&self.ring, Rational::ONE, monomial.clone());
                // 2πx/x is 2π.
                let unit = self.cancelled(Quotient::new(term, below.clone()))?;
                Ok((coefficient * &scale, unit))
            })
            .collect()
    }

    /// The q of an angle q π.
    pub(super) fn turn(&self, angle: &Quotient) -> Option<Rational> {
        if angle.denominator().is_some() {
            return None;
        }
        let mut terms = angle.numerator().terms();
        let (monomial, coefficient) = terms.next()?;
        let [(symbol, 1)] = monomial.powers() else {
            return None;
        };
        let is_pi = matches!(self.generator_of(symbol)?.kind, Kind::Pi);
        (is_pi && terms.next().is_none()).then(|| coefficient.clone())
    }

    /// cos and sin of a + b.
    fn of_sum(
        &mut self,
        (cos, sin): &(Quotient, Quotient),
        (other_cos, other_sin): &(Quotient, Quotient),
    ) -> Result<(Quotient, Quotient), Stop> {
        let both = self.product(cos, other_cos)?;
        let neither = self.product(sin, other_sin)?;
        let left = self.product(sin, other_cos)?;
        let right = self.product(cos, other_sin)?;
        Ok((self.difference(&both, &neither)?, self.sum(left, right)?))
    }

    /// cos and sin of c × unit, as polynomials in those of unit/n.
    fn of_multiple(
        &mut self,
        coefficient: &Rational,
        unit: Quotient,
    ) -> Result<(Quotient, Quotient), Stop> {
        if self.has_imaginary(&unit) {
            return Err(Stop::Beyond);
        }
        if let Some(multiple) = coefficient.to_i64()
            && multiple.abs() <= MAX_MULTIPLE
            && let Some(once) = self.of_inverse(&unit)?
        {
            let once = (
                once.0,
                if multiple < 0 {
                    once.1.negate(&mut self.ring)?
                } else {
                    once.1
                },
            );
            return self.of_integer_multiple(once, multiple.unsigned_abs());
        }
        let denominator = coefficient.denominator().to_i64().ok_or(Stop::Beyond)?;
        let (cos, n) = self.generator(Kind::Cosine(unit.clone()), denominator)?;
        // A sine brings its cosine along, so that this one is never the finer of the two.
        let (sin, _) = self.generator(Kind::Sine(unit), n)?;
        let multiple = (coefficient * &Rational::from(n))
            .to_i64()
            .ok_or(Stop::Beyond)?;
        if multiple.abs() > MAX_MULTIPLE {
            return Err(Stop::Beyond);
        }
        let cos = Quotient::from(self.symbol_power(&cos, 1));
        let sin = Quotient::from(self.symbol_power(&sin, 1));
        let sin = if multiple < 0 {
            sin.negate(&mut self.ring)?
        } else {
            sin
        };
        self.of_integer_multiple((cos, sin), multiple.unsigned_abs())
    }

    fn of_integer_multiple(
        &mut self,
        once: (Quotient, Quotient),
        multiple: u64,
    ) -> Result<(Quotient, Quotient), Stop> {
        let mut result = (self.integer(1), self.integer(0));
        for bit in (0..u64::BITS - multiple.leading_zeros()).rev() {
            let same = result.clone();
            result = self.of_sum(&result, &same)?;
            if multiple >> bit & 1 == 1 {
                result = self.of_sum(&result, &once)?;
            }
        }
        Ok(result)
    }

    /// cos and sin of q π.
    fn of_turn(&mut self, q: &Rational) -> Result<(Quotient, Quotient), Stop> {
        let q = q.checked_mod(&2.into()).ok_or(Stop::Beyond)?;
        if let Some(twelfths) = (&q * &TWELFTHS.into()).to_i64() {
            let right = TWELFTHS / 2;
            return Ok((
                self.cosine_of_twelfths(twelfths)?,
                self.cosine_of_twelfths(twelfths - right)?,
            ));
        }
        let (pi, _) = self.generator(Kind::Pi, 1)?;
        let unit = Quotient::from(self.symbol_power(&pi, 1));
        let (above, below) = (q.numerator().to_i64(), q.denominator().to_i64());
        let (above, below) = above.zip(below).ok_or(Stop::Beyond)?;
        if gcd(above, below) != 1 || above > 2 * MAX_MULTIPLE {
            return Err(Stop::Beyond);
        }
        self.of_multiple(&q, unit)
    }

    /// cos(k π/12)
    fn cosine_of_twelfths(&mut self, k: i64) -> Result<Quotient, Stop> {
        let k = k.rem_euclid(2 * TWELFTHS);
        let k = k.min(2 * TWELFTHS - k);
        if k > TWELFTHS / 2 {
            let mirrored = self.cosine_of_twelfths(TWELFTHS - k)?;
            return Ok(mirrored.negate(&mut self.ring)?);
        }
        // a √6 + b √2 + c √3 + d
        let (six, two, three, one, below) = match k {
            0 => (0, 0, 0, 1, 1),
            1 => (1, 1, 0, 0, 4),
            2 => (0, 0, 1, 0, 2),
            3 => (0, 1, 0, 0, 2),
            4 => (0, 0, 0, 1, 2),
            5 => (1, -1, 0, 0, 4),
            _ => (0, 0, 0, 0, 1),
        };
        let mut sum = self.integer(one);
        for (coefficient, radicand) in [(six, 6), (two, 2), (three, 3)] {
            if coefficient != 0 {
                let half = Rational::new(1, 2).ok_or(Stop::Beyond)?;
                let root = self.power_of_number(&radicand.into(), &half)?;
                let root = self.product(&root, &self.integer(coefficient))?;
                sum = self.sum(sum, root)?;
            }
        }
        self.ratio(sum, self.integer(below))
    }

    /// cos and sin of arcsin u and arctan u.
    fn of_inverse(&mut self, unit: &Quotient) -> Result<Option<(Quotient, Quotient)>, Stop> {
        let Some((function, u)) = self.inverse_of(unit) else {
            return Ok(None);
        };
        let half = Rational::new(1, 2).ok_or(Stop::Beyond)?;
        let square = self.product(&u, &u)?;
        let one = self.integer(1);
        Ok(match function {
            Function::Asin => {
                let rest = self.difference(&one, &square)?;
                Some((self.rational_power(&rest, &half)?, u))
            }
            Function::Atan => {
                let norm = self.sum(one.clone(), square)?;
                let norm = self.rational_power(&norm, &half)?;
                Some((self.ratio(one, norm.clone())?, self.ratio(u, norm)?))
            }
            _ => None,
        })
    }

    pub(super) fn has_imaginary(&self, quotient: &Quotient) -> bool {
        let below = quotient.denominator().map(Polynomial::symbols);
        quotient
            .numerator()
            .symbols()
            .iter()
            .chain(below.iter().flatten())
            .any(|symbol| self.is_imaginary(symbol))
    }

    fn is_imaginary(&self, symbol: &Symbol) -> bool {
        self.generator_of(symbol)
            .is_some_and(|generator| matches!(generator.kind, Kind::Imaginary))
    }

    /// The imaginary part of a monomial's exponent: m for i m, where i occurs once.
    pub(super) fn without_imaginary(&self, unit: &Quotient) -> Option<Quotient> {
        let (monomial, coefficient) = unit.numerator().leading()?;
        let imaginary = monomial
            .powers()
            .iter()
            .find(|(symbol, _)| self.is_imaginary(symbol))?;
        let rest = monomial.over(&Monomial::power(&imaginary.0, 1))?;
        let rest = Polynomial::term(&self.ring, coefficient.clone(), rest);
        Some(Quotient::new(rest, unit.denominator().cloned()))
    }
}
