//! Rationals of any size: two machine words as long as they suffice, big numbers behind them.

use super::Ratio;
use super::ast::Literal;
use dashu_int::ops::{BitTest, Gcd};
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;
use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, Mul, Neg, Sub};

/// An exact rational number in lowest terms.
///
/// ```
/// use retake::math::Rational;
/// let third = Rational::new(1, 3).unwrap();
/// assert_eq!(&(&third + &third) + &third, Rational::ONE);
/// assert_eq!((-&third).to_string(), "-1/3");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Rational(Repr);

/// Canonical: `Small` whenever numerator and denominator fit, so that equal values are equal bits
/// and equality and hashing may be derived.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Repr {
    Small(Ratio),
    Big(Box<RBig>),
}

/// The most bits a power may take, numerator and denominator together: some 1,200 digits, more
/// than anyone types or a template shows, and few enough to be instantaneous.
pub const POWER_BITS: u64 = 4096;

/// Why a power has no value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PowerError {
    /// Roots are not rational in general.
    #[error("the exponent {exponent} is not an integer")]
    FractionalExponent {
        /// The exponent given.
        exponent: Rational,
    },
    /// It would divide by zero.
    #[error("0 has no power with the negative exponent {exponent}")]
    ZeroBase {
        /// The exponent given.
        exponent: Rational,
    },
    /// Past [`POWER_BITS`].
    #[error("{base} to the power {exponent} has more than {POWER_BITS} bits")]
    TooLarge {
        /// The base given.
        base: Rational,
        /// The exponent given.
        exponent: Rational,
    },
}

impl Rational {
    /// 0
    pub const ZERO: Self = Self(Repr::Small(Ratio::ZERO));
    /// 1
    pub const ONE: Self = Self(Repr::Small(Ratio::ONE));

    /// `numerator / denominator`; `None` for a denominator of 0.
    pub fn new(numerator: i64, denominator: i64) -> Option<Self> {
        match Ratio::new(numerator, denominator) {
            Some(ratio) => Some(ratio.into()),
            None => Self::from(numerator).checked_div(&denominator.into()),
        }
    }

    fn from_big(value: RBig) -> Self {
        let small = i64::try_from(value.numerator())
            .ok()
            .zip(i64::try_from(value.denominator()).ok())
            .and_then(|(numerator, denominator)| Ratio::new(numerator, denominator));
        Self(match small {
            Some(ratio) => Repr::Small(ratio),
            None => Repr::Big(Box::new(value)),
        })
    }

    fn from_integer(value: IBig) -> Self {
        Self::from_big(value.into())
    }

    fn to_big(&self) -> Cow<'_, RBig> {
        match &self.0 {
            Repr::Small(ratio) => Cow::Owned(RBig::from_parts(
                ratio.numerator().into(),
                ratio.denominator().unsigned_abs().into(),
            )),
            Repr::Big(big) => Cow::Borrowed(big),
        }
    }

    /// numerator / denominator of big integers, a denominator of 0 being read as 1.
    pub(super) fn of_parts(numerator: IBig, denominator: UBig) -> Self {
        if denominator == UBig::ZERO {
            return Self::from_integer(numerator);
        }
        Self::from_big(RBig::from_parts(numerator, denominator))
    }

    /// Numerator and denominator in lowest terms.
    pub(super) fn to_parts(&self) -> (IBig, UBig) {
        self.to_big().into_owned().into_parts()
    }

    /// The value in two machine words, where it fits.
    pub const fn to_ratio(&self) -> Option<Ratio> {
        match self.0 {
            Repr::Small(ratio) => Some(ratio),
            Repr::Big(_) => None,
        }
    }

    /// The value as a machine integer, where it is one and fits.
    pub fn to_i64(&self) -> Option<i64> {
        self.to_ratio()
            .filter(|ratio| ratio.is_integer())
            .map(Ratio::numerator)
    }

    /// The nearest floating-point number; infinite where there is none.
    pub fn to_f64(&self) -> f64 {
        const EXACT: u64 = 1 << f64::MANTISSA_DIGITS;
        match &self.0 {
            Repr::Small(ratio)
                if ratio.numerator().unsigned_abs() <= EXACT
                    && ratio.denominator().unsigned_abs() <= EXACT =>
            {
                ratio.numerator() as f64 / ratio.denominator() as f64
            }
            _ => self.to_big().to_f64().value(),
        }
    }

    /// The numerator in lowest terms, which carries the sign.
    pub fn numerator(&self) -> Self {
        match &self.0 {
            Repr::Small(ratio) => ratio.numerator().into(),
            Repr::Big(big) => Self::from_integer(big.numerator().clone()),
        }
    }

    /// The denominator in lowest terms, at least 1.
    pub fn denominator(&self) -> Self {
        match &self.0 {
            Repr::Small(ratio) => ratio.denominator().into(),
            Repr::Big(big) => Self::from_integer(big.denominator().clone().into()),
        }
    }

    /// Whether the denominator is 1.
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Repr::Small(ratio) => ratio.is_integer(),
            Repr::Big(big) => big.is_int(),
        }
    }

    /// Whether it is 0.
    pub fn is_zero(&self) -> bool {
        *self == Self::ZERO
    }

    /// Whether it is 1.
    pub fn is_one(&self) -> bool {
        *self == Self::ONE
    }

    /// Whether it is below 0.
    pub fn is_negative(&self) -> bool {
        self.signum() < 0
    }

    /// −1, 0 or 1.
    pub fn signum(&self) -> i64 {
        match &self.0 {
            Repr::Small(ratio) => ratio.signum(),
            Repr::Big(big) if big.numerator() < &IBig::ZERO => -1,
            Repr::Big(_) => 1,
        }
    }

    /// |a|
    #[must_use]
    pub fn abs(&self) -> Self {
        if self.is_negative() {
            -self
        } else {
            self.clone()
        }
    }

    /// a / b; `None` for b = 0
    pub fn checked_div(&self, other: &Self) -> Option<Self> {
        if other.is_zero() {
            return None;
        }
        if let (Repr::Small(a), Repr::Small(b)) = (&self.0, &other.0)
            && let Some(quotient) = a.checked_div(*b)
        {
            return Some(quotient.into());
        }
        Some(Self::from_big(
            self.to_big().as_ref() / other.to_big().as_ref(),
        ))
    }

    /// 1 / a; `None` for a = 0
    pub fn checked_recip(&self) -> Option<Self> {
        Self::ONE.checked_div(self)
    }

    /// a ^ exponent for an integer exponent, with 0 ^ 0 = 1.
    ///
    /// # Errors
    /// The exponent is a fraction, 0 is raised to a negative power, or the result would take more
    /// than [`POWER_BITS`].
    pub fn checked_pow(&self, exponent: &Self) -> Result<Self, PowerError> {
        if !exponent.is_integer() {
            return Err(PowerError::FractionalExponent {
                exponent: exponent.clone(),
            });
        }
        if self.is_zero() && exponent.is_negative() {
            return Err(PowerError::ZeroBase {
                exponent: exponent.clone(),
            });
        }
        if let (Repr::Small(base), Some(exponent)) = (&self.0, exponent.to_i64())
            && let Some(power) = base.checked_pow(exponent)
        {
            return Ok(power.into());
        }
        // Of the bases that any exponent fits, 0 and 1 go by the value, −1 by the exponent's parity.
        if self.abs().is_one() || self.is_zero() {
            let odd = exponent.checked_mod(&2.into()) == Some(Self::ONE);
            return Ok(if odd { self.clone() } else { self * self });
        }
        let too_large = || PowerError::TooLarge {
            base: self.clone(),
            exponent: exponent.clone(),
        };
        let magnitude = exponent
            .to_i64()
            .map(i64::unsigned_abs)
            .filter(|&magnitude| self.bits().saturating_mul(magnitude) <= POWER_BITS)
            .and_then(|magnitude| isize::try_from(magnitude).ok())
            .ok_or_else(too_large)?;
        let power = Self::from_big(self.to_big().pow(magnitude));
        if exponent.is_negative() {
            power.checked_recip().ok_or_else(too_large)
        } else {
            Ok(power)
        }
    }

    /// Bits of numerator and denominator together: the measure of every size budget.
    pub fn bits(&self) -> u64 {
        let bits = |part: u64| u64::from(u64::BITS - part.leading_zeros());
        match &self.0 {
            Repr::Small(ratio) => {
                bits(ratio.numerator().unsigned_abs()) + bits(ratio.denominator().unsigned_abs())
            }
            Repr::Big(big) => (big.numerator().bit_len() + big.denominator().bit_len()) as u64,
        }
    }

    /// The greatest integer not above a.
    #[must_use]
    pub fn floor(&self) -> Self {
        match &self.0 {
            Repr::Small(ratio) => ratio.floor().into(),
            Repr::Big(big) => Self::from_integer(big.floor()),
        }
    }

    /// The least integer not below a.
    #[must_use]
    pub fn ceil(&self) -> Self {
        match &self.0 {
            Repr::Small(ratio) => ratio.ceil().into(),
            Repr::Big(big) => Self::from_integer(big.ceil()),
        }
    }

    /// The nearest integer, halves away from zero, as schools round.
    #[must_use]
    pub fn round(&self) -> Self {
        match &self.0 {
            Repr::Small(ratio) => ratio.round().into(),
            Repr::Big(big) => {
                let half = RBig::from_parts(IBig::ONE, UBig::from(2u8));
                Self::from_integer(if self.is_negative() {
                    (big.as_ref() - half).ceil()
                } else {
                    (big.as_ref() + half).floor()
                })
            }
        }
    }

    /// a − b ⌊a/b⌋, with the sign of b; `None` for b = 0
    pub fn checked_mod(&self, other: &Self) -> Option<Self> {
        if let (Repr::Small(a), Repr::Small(b)) = (&self.0, &other.0)
            && let Some(rest) = a.checked_mod(*b)
        {
            return Some(rest.into());
        }
        let quotient = self.checked_div(other)?.floor();
        Some(self - &(other * &quotient))
    }

    /// The greatest common divisor of two integers, never negative; `None` where either is a
    /// fraction.
    pub fn checked_gcd(&self, other: &Self) -> Option<Self> {
        if !self.is_integer() || !other.is_integer() {
            return None;
        }
        if let (Repr::Small(a), Repr::Small(b)) = (&self.0, &other.0)
            && let Some(gcd) = a.checked_gcd(*b)
        {
            return Some(gcd.into());
        }
        if self.is_zero() || other.is_zero() {
            return Some((self + other).abs());
        }
        let (a, b) = (self.to_big(), other.to_big());
        Some(Self::from_integer(a.numerator().gcd(b.numerator()).into()))
    }

    /// The least common multiple of two integers, never negative, 0 where either is; `None` where
    /// either is a fraction.
    pub fn checked_lcm(&self, other: &Self) -> Option<Self> {
        let gcd = self.checked_gcd(other)?;
        if gcd.is_zero() {
            return Some(gcd);
        }
        Some((self * &other.checked_div(&gcd)?).abs())
    }

    /// How many places its decimal form has; `None` where that never ends.
    pub fn decimal_places(&self) -> Option<u32> {
        if self.is_integer() {
            return Some(0);
        }
        match &self.0 {
            Repr::Small(ratio) => {
                let mut rest = ratio.denominator();
                let twos = rest.trailing_zeros();
                rest >>= twos;
                let mut fives = 0;
                while rest % 5 == 0 {
                    rest /= 5;
                    fives += 1;
                }
                (rest == 1).then_some(twos.max(fives))
            }
            Repr::Big(big) => {
                let mut rest = big.denominator().clone();
                let twos = rest.remove(&UBig::from(2u8)).unwrap_or(0);
                let fives = rest.remove(&UBig::from(5u8)).unwrap_or(0);
                (rest.is_one()).then(|| u32::try_from(twos.max(fives)).ok())?
            }
        }
    }

    /// 10 ^ places
    pub fn power_of_ten(places: u32) -> Self {
        match 10_i64.checked_pow(places) {
            Some(power) => power.into(),
            None => Self::from_integer(IBig::from(10).pow(places as usize)),
        }
    }
}

macro_rules! operation {
    ($trait:ident, $method:ident, $checked:ident) => {
        impl $trait for &Rational {
            type Output = Rational;

            fn $method(self, other: Self) -> Rational {
                if let (Repr::Small(a), Repr::Small(b)) = (&self.0, &other.0)
                    && let Some(result) = a.$checked(*b)
                {
                    return result.into();
                }
                Rational::from_big(self.to_big().as_ref().$method(other.to_big().as_ref()))
            }
        }
    };
}

operation!(Add, add, checked_add);
operation!(Sub, sub, checked_sub);
operation!(Mul, mul, checked_mul);

impl Neg for &Rational {
    type Output = Rational;

    fn neg(self) -> Rational {
        match self.to_ratio().and_then(Ratio::checked_neg) {
            Some(ratio) => ratio.into(),
            None => Rational::from_big(-self.to_big().into_owned()),
        }
    }
}

impl Ord for Rational {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Repr::Small(a), Repr::Small(b)) => a.cmp(b),
            _ => self.to_big().as_ref().cmp(other.to_big().as_ref()),
        }
    }
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<i64> for Rational {
    fn from(value: i64) -> Self {
        Ratio::integer(value).into()
    }
}

impl From<Ratio> for Rational {
    fn from(value: Ratio) -> Self {
        Self(Repr::Small(value))
    }
}

impl From<&Literal> for Rational {
    fn from(literal: &Literal) -> Self {
        let integer = |digits: &str| match digits.parse::<i64>() {
            Ok(digits) => digits.into(),
            // A literal holds nothing but digits, so that only its size can be in the way.
            Err(_) => IBig::from_str_radix(digits, 10).map_or(Self::ZERO, Self::from_integer),
        };
        let mut value = integer(&literal.digits);
        let mut scale = Self::power_of_ten(literal.places);
        if literal.period > 0 {
            // With the part before the period taken off, what is left is so many ninths.
            let before = literal.digits.len().saturating_sub(literal.period as usize);
            value = &value - &integer(literal.digits.get(..before).unwrap_or_default());
            let shift = literal.places.saturating_sub(literal.period);
            scale = &scale - &Self::power_of_ten(shift);
        }
        let value = value.checked_div(&scale).unwrap_or(value);
        match literal.exponent {
            None => value,
            Some(exponent) => {
                let power = Self::power_of_ten(exponent.unsigned_abs());
                if exponent < 0 {
                    value.checked_div(&power).unwrap_or(value)
                } else {
                    &value * &power
                }
            }
        }
    }
}

impl fmt::Display for Rational {
    /// `-3/4`: what every program reads; see [`write_number`](super::write_number) for people.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Small(ratio) if ratio.is_integer() => ratio.numerator().fmt(f),
            Repr::Small(ratio) => write!(f, "{}/{}", ratio.numerator(), ratio.denominator()),
            Repr::Big(big) => big.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests;
