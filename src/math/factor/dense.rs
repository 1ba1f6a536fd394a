//! Polynomials in one symbol as lists of coefficients.

use crate::math::Rational;

/// Coefficients from the constant term up; the last is not 0, the polynomial 0 has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Dense(Vec<Rational>);

/// The greatest rational of which all values are integer multiples; 1 where there are none but 0.
pub(super) fn content<'a>(values: impl Iterator<Item = &'a Rational> + Clone) -> Rational {
    let numerator = values.clone().try_fold(Rational::ZERO, |gcd, value| {
        gcd.checked_gcd(&value.numerator())
    });
    let denominator = values
        .map(Rational::denominator)
        .try_fold(Rational::ONE, |lcm, value| lcm.checked_lcm(&value));
    numerator
        .zip(denominator)
        .and_then(|(numerator, denominator)| numerator.checked_div(&denominator))
        .filter(|content| !content.is_zero())
        .unwrap_or(Rational::ONE)
}

impl Dense {
    pub(super) fn new(mut coefficients: Vec<Rational>) -> Self {
        while coefficients.last().is_some_and(Rational::is_zero) {
            coefficients.pop();
        }
        Self(coefficients)
    }

    pub(super) fn coefficients(&self) -> &[Rational] {
        &self.0
    }

    /// The degree; 0 for the polynomial 0.
    pub(super) const fn degree(&self) -> usize {
        self.0.len().saturating_sub(1)
    }

    fn leading(&self) -> Option<&Rational> {
        self.0.last()
    }

    fn minus(&self, other: &Self) -> Self {
        let at = |list: &[Rational], index| list.get(index).cloned().unwrap_or(Rational::ZERO);
        let length = self.0.len().max(other.0.len());
        Self::new(
            (0..length)
                .map(|index| &at(&self.0, index) - &at(&other.0, index))
                .collect(),
        )
    }

    /// a b
    pub(super) fn times(&self, other: &Self) -> Self {
        let length = (self.0.len() + other.0.len()).saturating_sub(1);
        let mut product = vec![Rational::ZERO; length];
        for (shift, left) in self.0.iter().enumerate() {
            for (target, right) in product.iter_mut().skip(shift).zip(&other.0) {
                *target = &*target + &(left * right);
            }
        }
        Self::new(product)
    }

    fn derivative(&self) -> Self {
        Self::new(
            (1_i64..)
                .zip(self.0.iter().skip(1))
                .map(|(exponent, coefficient)| &Rational::from(exponent) * coefficient)
                .collect(),
        )
    }

    /// Quotient and remainder; `None` for the divisor 0.
    fn divide(&self, divisor: &Self) -> Option<(Self, Self)> {
        let lead = divisor.leading()?;
        let mut rest = self.0.clone();
        let mut quotient = vec![Rational::ZERO; rest.len().saturating_sub(divisor.degree())];
        for (shift, slot) in quotient.iter_mut().enumerate().rev() {
            let factor = rest.pop()?.checked_div(lead)?;
            // The leading terms cancel and are gone already; the lower ones follow.
            for (target, coefficient) in rest.iter_mut().skip(shift).zip(&divisor.0) {
                *target = &*target - &(&factor * coefficient);
            }
            *slot = factor;
        }
        Some((Self::new(quotient), Self::new(rest)))
    }

    /// The quotient, where nothing remains.
    pub(super) fn over(&self, divisor: &Self) -> Option<Self> {
        let (quotient, rest) = self.divide(divisor)?;
        rest.0.is_empty().then_some(quotient)
    }

    /// The same polynomial with coprime integer coefficients, the leading one above 0.
    pub(super) fn primitive(&self) -> Self {
        let mut content = content(self.0.iter());
        if self.leading().is_some_and(Rational::is_negative) {
            content = -&content;
        }
        Self(
            self.0
                .iter()
                .filter_map(|coefficient| coefficient.checked_div(&content))
                .collect(),
        )
    }

    /// The greatest common divisor by Euclid's algorithm, primitive at every step so that the
    /// coefficients stay small.
    fn gcd(&self, other: &Self) -> Self {
        let (mut a, mut b) = (self.primitive(), other.primitive());
        while let Some((_, rest)) = a.divide(&b) {
            (a, b) = (b, rest.primitive());
        }
        a
    }

    /// The factors without multiple roots, with their multiplicities: self = c ∏ fᵢ ^ i.
    ///
    /// Yun (1976), On square-free decomposition algorithms, doi:10.1145/800205.806320.
    pub(super) fn square_free(&self) -> Vec<(Self, u32)> {
        let derivative = self.derivative();
        let common = self.gcd(&derivative);
        let mut factors = Vec::new();
        let (Some(mut left), Some(mut right)) = (self.over(&common), derivative.over(&common))
        else {
            return factors;
        };
        for multiplicity in 1.. {
            if left.degree() == 0 {
                break;
            }
            let rest = right.minus(&left.derivative());
            let factor = left.gcd(&rest);
            let (Some(next_left), Some(next_right)) = (left.over(&factor), rest.over(&factor))
            else {
                break;
            };
            (left, right) = (next_left, next_right);
            if factor.degree() > 0 {
                factors.push((factor, multiplicity));
            }
        }
        factors
    }
}
