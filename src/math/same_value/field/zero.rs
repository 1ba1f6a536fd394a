//! Whether a polynomial in generators is 0.

use super::{Field, Generator, Kind, Poly, Stop};
use crate::math::numeric::{FIRST_BITS, evaluate};
use crate::math::{Monomial, Polynomial, Rational, Symbol};
use std::collections::BTreeMap;

/// The most bits that algebraic numbers are compared with.
const MAX_BITS: u64 = 1 << 12;

/// Whether a polynomial is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::math::same_value) enum Zero {
    /// It is 0 wherever it has a value.
    Proved,
    /// It is not: an algebraic number that has been told from 0.
    Refuted,
    /// Nothing shows that it is.
    Open,
}

/// A bound for all conjugates of an algebraic number a / b, with a an algebraic integer and b an
/// integer: log₂ |a′| ≤ `above`, log₂ |b| ≤ `below`.
#[derive(Clone, Copy, Debug)]
struct Size {
    above: u64,
    below: u64,
}

impl Size {
    fn of(value: &Rational) -> Self {
        // An integer of b bits is below 2 ^ b; its denominator 1 has one bit as well.
        let bits = |part: Rational| match part.abs().is_one() {
            true => 0,
            false => part.bits() - 1,
        };
        Self {
            above: bits(value.numerator()),
            below: bits(value.denominator()),
        }
    }

    const fn times(self, other: Self) -> Self {
        Self {
            above: self.above.saturating_add(other.above),
            below: self.below.saturating_add(other.below),
        }
    }

    fn plus(self, other: Self) -> Self {
        let left = self.above.saturating_add(other.below);
        let right = other.above.saturating_add(self.below);
        Self {
            above: left.max(right).saturating_add(1),
            below: self.below.saturating_add(other.below),
        }
    }
}

impl Field {
    /// Whether a reduced polynomial is 0.
    ///
    /// Of those that are not 0 as they stand, the coefficients are looked at: each is an algebraic
    /// number, and these may be 0 unnoticed, as √(3 + 2√2) − 1 − √2 is.
    pub(in crate::math::same_value) fn is_zero(&mut self, polynomial: &Poly) -> Result<Zero, Stop> {
        if polynomial.is_zero() {
            return Ok(Zero::Proved);
        }
        let mut coefficients: BTreeMap<Monomial, Poly> = BTreeMap::new();
        let mut algebraic = false;
        for (monomial, value) in polynomial.terms() {
            let (mut number, mut rest) = (Monomial::one(), Monomial::one());
            for (symbol, exponent) in monomial.powers() {
                let power = Monomial::power(symbol, *exponent);
                if self.is_algebraic(symbol) {
                    algebraic = true;
                    number = number.times(&power);
                } else {
                    rest = rest.times(&power);
                }
            }
            let term = Polynomial::term(&self.ring, value.clone(), number);
            let sum = coefficients.remove(&rest).unwrap_or_default();
            let sum = sum.add(&mut self.ring, term)?;
            coefficients.insert(rest, sum);
        }
        if !algebraic {
            return Ok(match polynomial.as_constant() {
                Some(_) => Zero::Refuted,
                None => Zero::Open,
            });
        }
        let constant = coefficients.keys().all(Monomial::is_one);
        for coefficient in coefficients.values() {
            if !self.is_zero_number(coefficient)? {
                return Ok(if constant { Zero::Refuted } else { Zero::Open });
            }
        }
        self.separated = true;
        Ok(Zero::Proved)
    }

    /// Whether an algebraic number is 0: it is where it is nearer to 0 than its conjugates allow.
    ///
    /// If a is an algebraic integer of degree at most D whose conjugates are at most 2 ^ s in size,
    /// then a = 0 or |a| ≥ 2 ^ −s(D − 1), since the product of all conjugates is an integer.
    /// Burnikel, Fleischer, Mehlhorn & Schirra (2000), doi:10.1007/s004530010005.
    fn is_zero_number(&self, number: &Poly) -> Result<bool, Stop> {
        let mut degrees = BTreeMap::new();
        let size = self.size(number, &mut degrees)?;
        let degree = degrees
            .values()
            .try_fold(1_u64, |product, degree| product.checked_mul(*degree))
            .ok_or(Stop::Beyond)?;
        let separation = size
            .above
            .saturating_mul(degree.saturating_sub(1))
            .saturating_add(size.below);
        if separation > MAX_BITS {
            return Err(Stop::Beyond);
        }
        let bound = Rational::from(2)
            .checked_pow(&Rational::from(-(separation as i64)))
            .map_err(|_| Stop::Beyond)?;
        let meaning = self.expression(number);
        let last = (separation + size.above + 64) as usize;
        let mut bits = FIRST_BITS;
        loop {
            let Ok(value) = evaluate(&meaning, &[], bits) else {
                return Err(Stop::Beyond);
            };
            let (re, im) = value.parts(bits).map_err(|_| Stop::Beyond)?;
            if [&re, &im]
                .iter()
                .any(|part| part.signum().is_some_and(|sign| sign != 0))
            {
                return Ok(false);
            }
            let near = |part: &crate::math::numeric::Interval| {
                part.to_rationals()
                    .is_some_and(|(low, high)| low.abs() < bound && high.abs() < bound)
            };
            // Both below half of it, so that the size of both together is below it.
            if near(&re) && near(&im) {
                return Ok(true);
            }
            if bits > last {
                return Err(Stop::Beyond);
            }
            bits *= 2;
        }
    }

    pub(super) fn is_algebraic(&self, symbol: &Symbol) -> bool {
        self.generator_of(symbol)
            .is_some_and(|generator| self.is_algebraic_generator(generator))
    }

    fn is_algebraic_generator(&self, generator: &Generator) -> bool {
        match &generator.kind {
            Kind::Imaginary => true,
            Kind::Root(base) => base
                .symbols()
                .iter()
                .all(|symbol| self.is_algebraic(symbol)),
            Kind::Cosine(angle) | Kind::Sine(angle) => self.turn(angle).is_some(),
            _ => false,
        }
    }

    /// The size of a polynomial in algebraic generators; collects these with their degrees.
    fn size(&self, polynomial: &Poly, degrees: &mut BTreeMap<Symbol, u64>) -> Result<Size, Stop> {
        let mut sum: Option<Size> = None;
        for (monomial, coefficient) in polynomial.terms() {
            let mut term = Size::of(coefficient);
            for (symbol, exponent) in monomial.powers() {
                let generator = self.generator_of(symbol).ok_or(Stop::Beyond)?;
                let (size, degree) = self.generator_size(generator, degrees)?;
                degrees.insert(symbol.clone(), degree);
                for _ in 0..*exponent {
                    term = term.times(size);
                }
            }
            sum = Some(sum.map_or(term, |sum| sum.plus(term)));
        }
        sum.ok_or(Stop::Beyond)
    }

    /// The size of a generator, and its degree over those that it is made of.
    fn generator_size(
        &self,
        generator: &Generator,
        degrees: &mut BTreeMap<Symbol, u64>,
    ) -> Result<(Size, u64), Stop> {
        let n = generator.n.unsigned_abs();
        match &generator.kind {
            Kind::Imaginary => Ok((Size { above: 0, below: 0 }, 2)),
            // 2 cos(π/n) and 2 sin(π/n) are sums of a root of unity, of order 2 n or 4 n, and its
            // conjugate: of degree φ(4 n)/2 ≤ n.
            Kind::Cosine(angle) | Kind::Sine(angle) => {
                let turn = self.turn(angle).ok_or(Stop::Beyond)?;
                let order = turn
                    .denominator()
                    .to_i64()
                    .and_then(|order| order.unsigned_abs().checked_mul(n))
                    .ok_or(Stop::Beyond)?;
                Ok((Size { above: 1, below: 1 }, order.max(1)))
            }
            // (a / b) ^ (1/n) = (a b ^ (n − 1)) ^ (1/n) / b
            Kind::Root(base) => {
                let size = self.size(base, degrees)?;
                let radicand = size.above.saturating_add(size.below.saturating_mul(n - 1));
                let size = Size {
                    above: radicand.div_ceil(n),
                    below: size.below,
                };
                Ok((size, n))
            }
            _ => Err(Stop::Beyond),
        }
    }
}
