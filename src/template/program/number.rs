//! The two kinds of number the machine runs over.

use super::Fault;
use crate::math::{POWER_BITS, PowerError, Ratio, Rational};
use std::hash::Hash;

/// Exact numbers as the machine needs them: every operation says why it has no result.
pub(in crate::template) trait Number:
    Clone + Ord + Hash + std::fmt::Debug
{
    fn from_ratio(value: Ratio) -> Self;
    fn to_rational(&self) -> Rational;
    /// The value where it is an integer of 64 bits.
    fn to_i64(&self) -> Option<i64>;
    fn is_zero(&self) -> bool;
    fn is_integer(&self) -> bool;
    fn signum(&self) -> i64;
    fn add(&self, other: &Self) -> Result<Self, Fault>;
    fn subtract(&self, other: &Self) -> Result<Self, Fault>;
    fn multiply(&self, other: &Self) -> Result<Self, Fault>;
    fn divide(&self, other: &Self) -> Result<Self, Fault>;
    fn modulo(&self, other: &Self) -> Result<Self, Fault>;
    fn power(&self, exponent: &Self) -> Result<Self, Fault>;
    fn negate(&self) -> Result<Self, Fault>;
    fn floor(&self) -> Self;
    fn ceil(&self) -> Self;
    fn round(&self) -> Self;
    fn numerator(&self) -> Self;
    fn denominator(&self) -> Self;
    fn gcd(&self, other: &Self) -> Result<Self, Fault>;

    fn lcm(&self, other: &Self) -> Result<Self, Fault> {
        let divisor = self.gcd(other)?;
        if divisor.is_zero() {
            return Ok(divisor);
        }
        self.divide(&divisor)?.multiply(other)?.absolute()
    }

    fn absolute(&self) -> Result<Self, Fault> {
        if self.signum() < 0 {
            self.negate()
        } else {
            Ok(self.clone())
        }
    }

    fn integer(value: i64) -> Self {
        Self::from_ratio(Ratio::integer(value))
    }

    /// The value as an integer of 64 bits, for primality, digits and places.
    fn require_i64(&self) -> Result<i64, Fault> {
        match self.to_i64() {
            Some(value) => Ok(value),
            None if self.is_integer() => Err(Fault::PastWord),
            None => Err(Fault::NotAnInteger),
        }
    }
}

/// Integers only: a fraction is the author's mistake, everything else an overflow.
fn integers_or_overflow(a: &Ratio, b: &Ratio) -> Fault {
    if a.is_integer() && b.is_integer() {
        Fault::Overflow
    } else {
        Fault::NotAnInteger
    }
}

impl Number for Ratio {
    #[inline]
    fn from_ratio(value: Ratio) -> Self {
        value
    }

    #[inline]
    fn to_rational(&self) -> Rational {
        Rational::from(*self)
    }

    #[inline]
    fn to_i64(&self) -> Option<i64> {
        Ratio::is_integer(*self).then(|| Ratio::numerator(*self))
    }

    #[inline]
    fn is_zero(&self) -> bool {
        *self == Ratio::ZERO
    }

    #[inline]
    fn is_integer(&self) -> bool {
        Ratio::is_integer(*self)
    }

    #[inline]
    fn signum(&self) -> i64 {
        Ratio::signum(*self)
    }

    #[inline]
    fn add(&self, other: &Self) -> Result<Self, Fault> {
        self.checked_add(*other).ok_or(Fault::Overflow)
    }

    #[inline]
    fn subtract(&self, other: &Self) -> Result<Self, Fault> {
        self.checked_sub(*other).ok_or(Fault::Overflow)
    }

    #[inline]
    fn multiply(&self, other: &Self) -> Result<Self, Fault> {
        self.checked_mul(*other).ok_or(Fault::Overflow)
    }

    #[inline]
    fn divide(&self, other: &Self) -> Result<Self, Fault> {
        if other.is_zero() {
            return Err(Fault::DivisionByZero);
        }
        self.checked_div(*other).ok_or(Fault::Overflow)
    }

    #[inline]
    fn modulo(&self, other: &Self) -> Result<Self, Fault> {
        if other.is_zero() {
            return Err(Fault::DivisionByZero);
        }
        self.checked_mod(*other).ok_or(Fault::Overflow)
    }

    #[inline]
    fn power(&self, exponent: &Self) -> Result<Self, Fault> {
        let exponent = exponent.require_i64()?;
        if self.is_zero() && exponent < 0 {
            return Err(Fault::DivisionByZero);
        }
        self.checked_pow(exponent).ok_or(Fault::Overflow)
    }

    #[inline]
    fn negate(&self) -> Result<Self, Fault> {
        self.checked_neg().ok_or(Fault::Overflow)
    }

    #[inline]
    fn floor(&self) -> Self {
        Ratio::integer(Ratio::floor(*self))
    }

    #[inline]
    fn ceil(&self) -> Self {
        Ratio::integer(Ratio::ceil(*self))
    }

    #[inline]
    fn round(&self) -> Self {
        Ratio::integer(Ratio::round(*self))
    }

    #[inline]
    fn numerator(&self) -> Self {
        Ratio::integer(Ratio::numerator(*self))
    }

    #[inline]
    fn denominator(&self) -> Self {
        Ratio::integer(Ratio::denominator(*self))
    }

    #[inline]
    fn gcd(&self, other: &Self) -> Result<Self, Fault> {
        self.checked_gcd(*other)
            .ok_or_else(|| integers_or_overflow(self, other))
    }
}

impl Number for Rational {
    fn from_ratio(value: Ratio) -> Self {
        Rational::from(value)
    }

    fn to_rational(&self) -> Rational {
        self.clone()
    }

    fn to_i64(&self) -> Option<i64> {
        Rational::to_i64(self)
    }

    fn is_zero(&self) -> bool {
        Rational::is_zero(self)
    }

    fn is_integer(&self) -> bool {
        Rational::is_integer(self)
    }

    fn signum(&self) -> i64 {
        Rational::signum(self)
    }

    fn add(&self, other: &Self) -> Result<Self, Fault> {
        within_budget(self + other)
    }

    fn subtract(&self, other: &Self) -> Result<Self, Fault> {
        within_budget(self - other)
    }

    fn multiply(&self, other: &Self) -> Result<Self, Fault> {
        within_budget(self * other)
    }

    fn divide(&self, other: &Self) -> Result<Self, Fault> {
        within_budget(self.checked_div(other).ok_or(Fault::DivisionByZero)?)
    }

    fn modulo(&self, other: &Self) -> Result<Self, Fault> {
        self.checked_mod(other).ok_or(Fault::DivisionByZero)
    }

    fn power(&self, exponent: &Self) -> Result<Self, Fault> {
        self.checked_pow(exponent).map_err(|error| match error {
            PowerError::ZeroBase { .. } => Fault::DivisionByZero,
            PowerError::FractionalExponent { .. } => Fault::NotAnInteger,
            PowerError::TooLarge { .. } => Fault::TooLarge,
        })
    }

    fn negate(&self) -> Result<Self, Fault> {
        Ok(-self)
    }

    fn floor(&self) -> Self {
        Rational::floor(self)
    }

    fn ceil(&self) -> Self {
        Rational::ceil(self)
    }

    fn round(&self) -> Self {
        Rational::round(self)
    }

    fn numerator(&self) -> Self {
        Rational::numerator(self)
    }

    fn denominator(&self) -> Self {
        Rational::denominator(self)
    }

    fn gcd(&self, other: &Self) -> Result<Self, Fault> {
        self.checked_gcd(other).ok_or(Fault::NotAnInteger)
    }
}

/// Repeated multiplication could otherwise grow a number without end.
fn within_budget(value: Rational) -> Result<Rational, Fault> {
    if value.bits() > POWER_BITS {
        Err(Fault::TooLarge)
    } else {
        Ok(value)
    }
}
