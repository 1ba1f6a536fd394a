//! What the coefficients of a polynomial must be able to do, and how much work they may cost.

use crate::math::{POWER_BITS, Rational};

/// The highest total degree of a polynomial: far above anything a school writes, low enough that
/// `(x - a)^6000` is refused before it is multiplied out.
pub const MAX_DEGREE: u64 = 1000;

/// The most terms of one polynomial.
pub const MAX_TERMS: usize = 2000;

/// The most sums and products of coefficients for one normal form, those of machine words: a few
/// milliseconds. Longer numbers count for more.
pub const MAX_OPERATIONS: u32 = 50_000;

/// What a sum or product counts that no longer fits into machine words, and how many of its bits
/// count one more: about the time it takes, gcd included.
const LONG: u32 = 4;
const BITS_AN_OPERATION: u64 = 32;

/// The most bits of one coefficient, numerator and denominator together.
pub const MAX_COEFFICIENT_BITS: u64 = POWER_BITS;

/// The budget that an expression went past.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Budget {
    /// More than [`MAX_DEGREE`].
    #[error(
        "multiplied out, its degree would be {degree}; at most {MAX_DEGREE} can be worked with"
    )]
    Degree {
        /// The degree it would have.
        degree: u64,
    },
    /// More than [`MAX_TERMS`].
    #[error("multiplied out, it would have more than {MAX_TERMS} terms")]
    Terms,
    /// More than the ring's operations, [`MAX_OPERATIONS`] for [`Rationals`].
    #[error("multiplying it out would take too many steps")]
    Operations,
    /// More than [`MAX_COEFFICIENT_BITS`].
    #[error("its numbers would have more than {} digits", MAX_COEFFICIENT_BITS / 4)]
    Coefficient,
    /// The search for factors was given up.
    #[error("its factors could not be found in reasonable time")]
    Factors,
}

/// A commutative ring with a context: coefficients whose sums and products can be *emitted* as
/// well as computed.
///
/// [`Rationals`] computes. A template's compiler emits instructions, so that its polynomials have
/// the slots of a program for coefficients.
pub trait Ring {
    /// A coefficient.
    type Element: Clone;

    /// The coefficient of a known value.
    fn number(&mut self, value: &Rational) -> Self::Element;

    /// a + b
    ///
    /// # Errors
    /// A budget is spent.
    fn add(&mut self, a: &Self::Element, b: &Self::Element) -> Result<Self::Element, Budget>;

    /// a b
    ///
    /// # Errors
    /// A budget is spent.
    fn mul(&mut self, a: &Self::Element, b: &Self::Element) -> Result<Self::Element, Budget>;

    /// −a
    ///
    /// # Errors
    /// A budget is spent.
    fn negate(&mut self, a: &Self::Element) -> Result<Self::Element, Budget>;

    /// a / b where the ring can divide by this b; `None` leaves b in the denominator.
    ///
    /// # Errors
    /// A budget is spent.
    fn divide(
        &mut self,
        a: &Self::Element,
        b: &Self::Element,
    ) -> Result<Option<Self::Element>, Budget> {
        let _ = (a, b);
        Ok(None)
    }

    /// Whether the coefficient is known to be zero, so that its term can be left out.
    fn is_zero(&self, a: &Self::Element) -> bool;
}

/// The rational numbers, within [`MAX_OPERATIONS`] and [`MAX_COEFFICIENT_BITS`].
#[derive(Clone, Debug)]
pub struct Rationals {
    operations: u32,
}

impl Default for Rationals {
    fn default() -> Self {
        Self {
            operations: MAX_OPERATIONS,
        }
    }
}

impl Rationals {
    fn within(&mut self, result: Rational) -> Result<Rational, Budget> {
        let cost = if result.to_ratio().is_some() {
            1
        } else {
            let bits = result.bits();
            if bits > MAX_COEFFICIENT_BITS {
                return Err(Budget::Coefficient);
            }
            LONG + (bits / BITS_AN_OPERATION) as u32
        };
        self.operations = self
            .operations
            .checked_sub(cost)
            .ok_or(Budget::Operations)?;
        Ok(result)
    }
}

impl Ring for Rationals {
    type Element = Rational;

    fn number(&mut self, value: &Rational) -> Rational {
        value.clone()
    }

    fn add(&mut self, a: &Rational, b: &Rational) -> Result<Rational, Budget> {
        self.within(a + b)
    }

    fn mul(&mut self, a: &Rational, b: &Rational) -> Result<Rational, Budget> {
        self.within(a * b)
    }

    fn negate(&mut self, a: &Rational) -> Result<Rational, Budget> {
        Ok(-a)
    }

    fn divide(&mut self, a: &Rational, b: &Rational) -> Result<Option<Rational>, Budget> {
        a.checked_div(b)
            .map(|quotient| self.within(quotient))
            .transpose()
    }

    fn is_zero(&self, a: &Rational) -> bool {
        a.is_zero()
    }
}
