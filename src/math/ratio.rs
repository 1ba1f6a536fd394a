//! Rationals in two machine words: the fast path of everything exact.

use std::cmp::Ordering;

/// A rational in lowest terms, denominator above zero, both in 64 bits.
///
/// Every operation is checked: `None` means that the result does not fit (or does not exist), and
/// the caller does it again with [`Rational`](super::Rational).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ratio {
    numerator: i64,
    denominator: i64,
}

/// The greatest common divisor by Stein's binary method, which needs no division.
const fn gcd_u64(mut a: u64, mut b: u64) -> u64 {
    if a == 0 {
        return b;
    }
    if b == 0 {
        return a;
    }
    let shift = (a | b).trailing_zeros();
    a >>= a.trailing_zeros();
    loop {
        b >>= b.trailing_zeros();
        if a > b {
            (a, b) = (b, a);
        }
        b -= a;
        if b == 0 {
            return a << shift;
        }
    }
}

impl Ratio {
    /// 0
    pub const ZERO: Self = Self::integer(0);
    /// 1
    pub const ONE: Self = Self::integer(1);

    /// An integer.
    pub const fn integer(value: i64) -> Self {
        Self {
            numerator: value,
            denominator: 1,
        }
    }

    /// `numerator / denominator` in lowest terms; `None` for a denominator of 0 or an overflow.
    pub fn new(numerator: i64, denominator: i64) -> Option<Self> {
        if denominator == 0 {
            return None;
        }
        let divisor = gcd_u64(numerator.unsigned_abs(), denominator.unsigned_abs());
        let (mut n, mut d) = if divisor == 1 {
            (numerator, denominator)
        } else {
            let divisor = i64::try_from(divisor).ok()?;
            (numerator / divisor, denominator / divisor)
        };
        if d < 0 {
            (n, d) = (n.checked_neg()?, d.checked_neg()?);
        }
        Some(Self {
            numerator: n,
            denominator: d,
        })
    }

    /// The numerator, which carries the sign.
    pub const fn numerator(self) -> i64 {
        self.numerator
    }

    /// The denominator, at least 1.
    pub const fn denominator(self) -> i64 {
        self.denominator
    }

    /// Whether the denominator is 1.
    pub const fn is_integer(self) -> bool {
        self.denominator == 1
    }

    /// −1, 0 or 1.
    pub const fn signum(self) -> i64 {
        self.numerator.signum()
    }

    /// a + b
    #[inline]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        if self.denominator == 1 && other.denominator == 1 {
            return Some(Self::integer(self.numerator.checked_add(other.numerator)?));
        }
        self.add_fractions(other)
    }

    fn add_fractions(self, other: Self) -> Option<Self> {
        // Knuth, TAOCP 2, 4.5.1: with g = gcd(b, d) the reduction needs only gcd(t, g).
        let divisor = gcd_u64(self.denominator as u64, other.denominator as u64) as i64;
        let (b, d) = (self.denominator / divisor, other.denominator / divisor);
        let sum = (self.numerator.checked_mul(d)?).checked_add(other.numerator.checked_mul(b)?)?;
        if divisor == 1 {
            return Some(Self {
                numerator: sum,
                denominator: self.denominator.checked_mul(other.denominator)?,
            });
        }
        let rest = gcd_u64(sum.unsigned_abs(), divisor as u64) as i64;
        Some(Self {
            numerator: sum / rest,
            denominator: b.checked_mul(other.denominator / rest)?,
        })
    }

    /// −a
    #[inline]
    pub fn checked_neg(self) -> Option<Self> {
        Some(Self {
            numerator: self.numerator.checked_neg()?,
            ..self
        })
    }

    /// a − b
    #[inline]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        if self.denominator == 1 && other.denominator == 1 {
            return Some(Self::integer(self.numerator.checked_sub(other.numerator)?));
        }
        self.checked_add(other.checked_neg()?)
    }

    /// a × b
    #[inline]
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        if self.denominator == 1 && other.denominator == 1 {
            return Some(Self::integer(self.numerator.checked_mul(other.numerator)?));
        }
        self.multiply_fractions(other)
    }

    fn multiply_fractions(self, other: Self) -> Option<Self> {
        if self.numerator == 0 || other.numerator == 0 {
            return Some(Self::ZERO);
        }
        // Cancelling crosswise first keeps the intermediate numbers small.
        let left = gcd_u64(self.numerator.unsigned_abs(), other.denominator as u64) as i64;
        let right = gcd_u64(other.numerator.unsigned_abs(), self.denominator as u64) as i64;
        Some(Self {
            numerator: (self.numerator / left).checked_mul(other.numerator / right)?,
            denominator: (self.denominator / right).checked_mul(other.denominator / left)?,
        })
    }

    /// a / b; `None` also for b = 0
    #[inline]
    pub fn checked_div(self, other: Self) -> Option<Self> {
        if self.denominator == 1 && other.denominator == 1 {
            return Self::new(self.numerator, other.numerator);
        }
        self.checked_mul(other.checked_recip()?)
    }

    /// 1 / a; `None` also for a = 0
    pub fn checked_recip(self) -> Option<Self> {
        match self.numerator.signum() {
            0 => None,
            1 => Some(Self {
                numerator: self.denominator,
                denominator: self.numerator,
            }),
            _ => Some(Self {
                numerator: -self.denominator,
                denominator: self.numerator.checked_neg()?,
            }),
        }
    }

    /// a ^ exponent for an integer exponent; 0 ^ 0 = 1; `None` also for 0 to a negative power
    pub fn checked_pow(self, exponent: i64) -> Option<Self> {
        let base = if exponent < 0 {
            self.checked_recip()?
        } else {
            self
        };
        let exponent = u32::try_from(exponent.unsigned_abs()).ok()?;
        Some(Self {
            numerator: base.numerator.checked_pow(exponent)?,
            denominator: base.denominator.checked_pow(exponent)?,
        })
    }

    /// |a|
    #[inline]
    pub fn checked_abs(self) -> Option<Self> {
        Some(Self {
            numerator: self.numerator.checked_abs()?,
            ..self
        })
    }

    /// The greatest integer not above a.
    pub const fn floor(self) -> i64 {
        self.numerator.div_euclid(self.denominator)
    }

    /// The least integer not below a.
    pub const fn ceil(self) -> i64 {
        let floor = self.floor();
        if self.is_integer() { floor } else { floor + 1 }
    }

    /// The nearest integer, halves away from zero, as schools round.
    pub const fn round(self) -> i64 {
        let (n, d) = (self.numerator as i128, self.denominator as i128);
        let magnitude = (2 * n.abs() + d) / (2 * d);
        (if n < 0 { -magnitude } else { magnitude }) as i64
    }

    /// a − b ⌊a/b⌋, with the sign of b; `None` for b = 0 or an overflow
    #[inline]
    pub fn checked_mod(self, other: Self) -> Option<Self> {
        if self.denominator == 1 && other.denominator == 1 {
            let (a, b) = (self.numerator, other.numerator);
            let rest = a.checked_rem(b)?;
            return Some(Self::integer(if rest != 0 && (rest < 0) != (b < 0) {
                rest + b
            } else {
                rest
            }));
        }
        let quotient = self.checked_div(other)?.floor();
        self.checked_sub(other.checked_mul(Self::integer(quotient))?)
    }

    /// The greatest common divisor of two integers, never negative; `None` where either is a
    /// fraction or the result does not fit.
    pub fn checked_gcd(self, other: Self) -> Option<Self> {
        if !self.is_integer() || !other.is_integer() {
            return None;
        }
        let gcd = gcd_u64(
            self.numerator.unsigned_abs(),
            other.numerator.unsigned_abs(),
        );
        i64::try_from(gcd).ok().map(Self::integer)
    }
}

impl Ord for Ratio {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        if self.denominator == other.denominator {
            return self.numerator.cmp(&other.numerator);
        }
        let left = i128::from(self.numerator) * i128::from(other.denominator);
        let right = i128::from(other.numerator) * i128::from(self.denominator);
        left.cmp(&right)
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<i64> for Ratio {
    fn from(value: i64) -> Self {
        Self::integer(value)
    }
}

#[cfg(test)]
mod tests;
