//! Binary fractions m · 2 ^ e: the numbers that rigorous bounds are made of.

use crate::math::Rational;
use dashu_int::ops::{Abs, BitTest, UnsignedAbs};
use dashu_int::{IBig, UBig};
use std::cmp::Ordering;

/// The furthest a value may be from 1, in powers of two: nothing a school computes comes near, and
/// sums of exponents stay far inside a machine word.
const MAX_EXPONENT: u64 = 1 << 40;

/// The most bits a bound may have to be given as a fraction.
const MAX_RATIONAL_BITS: u64 = 1 << 16;

/// mantissa · 2 ^ exponent
#[derive(Clone, Debug)]
pub(super) struct Dyadic {
    mantissa: IBig,
    exponent: i64,
}

/// Where a result goes that needs more bits than it may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Down,
    Up,
}

impl Dyadic {
    pub(super) const ZERO: Self = Self {
        mantissa: IBig::ZERO,
        exponent: 0,
    };

    pub(super) const fn new(mantissa: IBig, exponent: i64) -> Self {
        Self { mantissa, exponent }
    }

    /// −1, 0 or 1
    pub(super) fn signum(&self) -> i32 {
        match self.mantissa.cmp(&IBig::ZERO) {
            Ordering::Less => -1,
            Ordering::Equal => 0,
            Ordering::Greater => 1,
        }
    }

    /// The least t with |x| < 2 ^ t, for x other than 0.
    pub(super) fn top(&self) -> i64 {
        let length = (&self.mantissa).unsigned_abs().bit_len();
        self.exponent.saturating_add(length as i64)
    }

    /// Whether it is so far from 1 that it should not be worked with.
    pub(super) fn is_extreme(&self) -> bool {
        self.signum() != 0 && self.top().unsigned_abs() > MAX_EXPONENT
    }

    pub(super) fn negate(&self) -> Self {
        Self::new(-&self.mantissa, self.exponent)
    }

    pub(super) fn abs(&self) -> Self {
        Self::new((&self.mantissa).abs(), self.exponent)
    }

    /// Cut to so many bits.
    pub(super) fn round(self, bits: usize, direction: Direction) -> Self {
        let length = (&self.mantissa).unsigned_abs().bit_len();
        let Some(excess) = length.checked_sub(bits).filter(|&excess| excess > 0) else {
            return self;
        };
        let mantissa = match direction {
            Direction::Down => self.mantissa >> excess,
            Direction::Up => -((-self.mantissa) >> excess),
        };
        Self::new(mantissa, self.exponent.saturating_add(excess as i64))
    }

    pub(super) fn add(&self, other: &Self, bits: usize, direction: Direction) -> Self {
        if self.signum() == 0 {
            return other.clone().round(bits, direction);
        }
        if other.signum() == 0 {
            return self.clone().round(bits, direction);
        }
        let (large, small) = if self.top() >= other.top() {
            (self, other)
        } else {
            (other, self)
        };
        // What is far below the last bit that is kept matters only by its sign.
        let keep = (bits as i64).saturating_add(8);
        let floor = large.top().saturating_sub(keep).min(large.exponent);
        let nudge;
        let small = if small.top() < floor {
            nudge = Self::new(small.signum().into(), floor.saturating_sub(1));
            match (direction, small.signum()) {
                (Direction::Down, 1) | (Direction::Up, -1) => &Self::ZERO,
                _ => &nudge,
            }
        } else {
            small
        };
        large.exact_sum(small).round(bits, direction)
    }

    fn exact_sum(&self, other: &Self) -> Self {
        let exponent = if other.signum() == 0 {
            self.exponent
        } else {
            self.exponent.min(other.exponent)
        };
        let lifted = |value: &Self| match value.exponent.checked_sub(exponent) {
            Some(shift) if shift > 0 => &value.mantissa << shift as usize,
            _ => value.mantissa.clone(),
        };
        Self::new(lifted(self) + lifted(other), exponent)
    }

    pub(super) fn mul(&self, other: &Self) -> Self {
        Self::new(
            &self.mantissa * &other.mantissa,
            self.exponent.saturating_add(other.exponent),
        )
    }

    /// a / b for b other than 0.
    pub(super) fn div(&self, other: &Self, bits: usize, direction: Direction) -> Option<Self> {
        if other.signum() == 0 {
            return None;
        }
        let length = |value: &IBig| value.unsigned_abs().bit_len();
        let shift = (bits + 2 + length(&other.mantissa)).saturating_sub(length(&self.mantissa));
        let negative = self.signum() * other.signum() < 0;
        let above: UBig = (&self.mantissa).unsigned_abs() << shift;
        let below = (&other.mantissa).unsigned_abs();
        let mut quotient = &above / &below;
        let away = (direction == Direction::Up) != negative;
        if away && &quotient * &below != above {
            quotient += UBig::ONE;
        }
        let quotient = IBig::from(quotient);
        let exponent = self
            .exponent
            .saturating_sub(other.exponent)
            .saturating_sub(shift as i64);
        let value = Self::new(if negative { -quotient } else { quotient }, exponent);
        Some(value.round(bits, direction))
    }

    /// The n-th root of a number that is not negative, n at least 1.
    pub(super) fn root(&self, n: u32, bits: usize, direction: Direction) -> Option<Self> {
        if self.signum() < 0 || n == 0 {
            return None;
        }
        let n = i64::from(n);
        let length = (&self.mantissa).unsigned_abs().bit_len() as i64;
        let mut shift = ((bits as i64 + 2).checked_mul(n)? - length).max(0);
        // What is left of the exponent must be a multiple of n.
        shift += (self.exponent.checked_sub(shift)?).rem_euclid(n);
        let radicand = (&self.mantissa).unsigned_abs() << shift as usize;
        let mut root = radicand.nth_root(n as usize);
        if direction == Direction::Up && root.pow(n as usize) != radicand {
            root += UBig::ONE;
        }
        let value = Self::new(root.into(), (self.exponent - shift) / n);
        Some(value.round(bits, direction))
    }

    pub(super) fn scaled(&self, power: i64) -> Self {
        Self::new(self.mantissa.clone(), self.exponent.saturating_add(power))
    }

    /// ⌊x · 2 ^ places⌋
    pub(super) fn fixed(&self, places: usize) -> IBig {
        match self.exponent.saturating_add(places as i64) {
            shift if shift >= 0 => &self.mantissa << shift as usize,
            shift => &self.mantissa >> shift.unsigned_abs().min(1 << 32) as usize,
        }
    }

    pub(super) fn to_rational(&self) -> Option<Rational> {
        if self.exponent.unsigned_abs() > MAX_RATIONAL_BITS {
            return None;
        }
        let shift = self.exponent.unsigned_abs() as usize;
        let (above, below) = if self.exponent >= 0 {
            (&self.mantissa << shift, UBig::ONE)
        } else {
            (self.mantissa.clone(), UBig::ONE << shift)
        };
        Some(Rational::of_parts(above, below))
    }
}

impl From<&IBig> for Dyadic {
    fn from(value: &IBig) -> Self {
        Self::new(value.clone(), 0)
    }
}

impl PartialEq for Dyadic {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Dyadic {}

impl PartialOrd for Dyadic {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Dyadic {
    fn cmp(&self, other: &Self) -> Ordering {
        let sign = self.signum();
        sign.cmp(&other.signum()).then_with(|| {
            if sign == 0 {
                return Ordering::Equal;
            }
            let tops = self.top().cmp(&other.top());
            let tops = if sign < 0 { tops.reverse() } else { tops };
            // Of equal size, so that the exponents differ by no more than the mantissas are long.
            tops.then_with(|| self.exact_sum(&other.negate()).signum().cmp(&0))
        })
    }
}
