//! Rigorous bounds of real numbers.

use super::dyadic::{Direction, Dyadic};
use crate::math::Rational;
use dashu_int::IBig;

/// All real numbers between two binary fractions; what is computed lies inside for sure.
///
/// Moore (1966), Interval Analysis: every operation rounds the lower end down and the upper end up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::math) struct Interval {
    low: Dyadic,
    high: Dyadic,
}

impl Interval {
    /// 0
    pub(super) const ZERO: Self = Self {
        low: Dyadic::ZERO,
        high: Dyadic::ZERO,
    };

    /// Two ends in ascending order; `None` where one is too extreme to work with.
    pub(super) fn new(low: Dyadic, high: Dyadic) -> Option<Self> {
        (low <= high && !low.is_extreme() && !high.is_extreme()).then_some(Self { low, high })
    }

    pub(super) fn point(value: Dyadic) -> Option<Self> {
        Self::new(value.clone(), value)
    }

    pub(super) fn of(value: &Rational, bits: usize) -> Option<Self> {
        let (above, below) = value.to_parts();
        let (above, below) = (Dyadic::from(&above), Dyadic::from(&IBig::from(below)));
        Self::new(
            above.div(&below, bits, Direction::Down)?,
            above.div(&below, bits, Direction::Up)?,
        )
    }

    /// The numbers no further than `error` from `middle`, both in units of 2 ^ −places.
    pub(super) fn around(middle: &IBig, error: u64, places: usize) -> Option<Self> {
        let exponent = -(places as i64);
        Self::new(
            Dyadic::new(middle - IBig::from(error), exponent),
            Dyadic::new(middle + IBig::from(error), exponent),
        )
    }

    pub(super) const fn low(&self) -> &Dyadic {
        &self.low
    }

    pub(super) const fn high(&self) -> &Dyadic {
        &self.high
    }

    /// The sign, where all numbers inside have the same.
    pub(in crate::math) fn signum(&self) -> Option<i32> {
        let sign = self.low.signum();
        (sign == self.high.signum()).then_some(sign)
    }

    /// Whether there is no number that both contain.
    pub(super) fn is_apart(&self, other: &Self) -> bool {
        self.high < other.low || other.high < self.low
    }

    /// The smallest interval that contains both.
    pub(super) fn hull(self, other: Self) -> Self {
        Self {
            low: self.low.min(other.low),
            high: self.high.max(other.high),
        }
    }

    pub(super) fn negate(&self) -> Self {
        Self {
            low: self.high.negate(),
            high: self.low.negate(),
        }
    }

    pub(super) fn abs(&self) -> Self {
        if self.low.signum() >= 0 {
            self.clone()
        } else if self.high.signum() <= 0 {
            self.negate()
        } else {
            Self {
                low: Dyadic::ZERO,
                high: self.high.clone().max(self.low.abs()),
            }
        }
    }

    pub(super) fn add(&self, other: &Self, bits: usize) -> Option<Self> {
        Self::new(
            self.low.add(&other.low, bits, Direction::Down),
            self.high.add(&other.high, bits, Direction::Up),
        )
    }

    pub(super) fn sub(&self, other: &Self, bits: usize) -> Option<Self> {
        self.add(&other.negate(), bits)
    }

    pub(super) fn mul(&self, other: &Self, bits: usize) -> Option<Self> {
        let (low, high) = if self.low.signum() >= 0 && other.low.signum() >= 0 {
            (self.low.mul(&other.low), self.high.mul(&other.high))
        } else {
            let corners = [
                self.low.mul(&other.low),
                self.low.mul(&other.high),
                self.high.mul(&other.low),
                self.high.mul(&other.high),
            ];
            let low = corners.iter().min()?.clone();
            (low, corners.into_iter().max()?)
        };
        Self::new(
            low.round(bits, Direction::Down),
            high.round(bits, Direction::Up),
        )
    }

    /// a / b; `None` where b may be 0
    pub(super) fn div(&self, other: &Self, bits: usize) -> Option<Self> {
        let one = Dyadic::new(IBig::ONE, 0);
        other.signum().filter(|&sign| sign != 0)?;
        let recip = Self::new(
            one.div(&other.high, bits + 2, Direction::Down)?,
            one.div(&other.low, bits + 2, Direction::Up)?,
        )?;
        self.mul(&recip, bits)
    }

    /// a ^ n
    pub(super) fn pow(&self, n: u64, bits: usize) -> Option<Self> {
        if n == 0 {
            return Self::point(Dyadic::new(IBig::ONE, 0));
        }
        if n.is_multiple_of(2) && self.low.signum() < 0 && self.high.signum() > 0 {
            return self.abs().pow(n, bits);
        }
        // Some bits more, since every product widens it.
        let inner = bits + 8;
        let mut result = self.clone();
        for bit in (0..n.ilog2()).rev() {
            result = result.mul(&result, inner)?;
            if n >> bit & 1 == 1 {
                result = result.mul(self, inner)?;
            }
        }
        result.rounded(bits)
    }

    /// The n-th root of numbers that are not negative.
    pub(super) fn root(&self, n: u32, bits: usize) -> Option<Self> {
        Self::new(
            self.low.root(n, bits, Direction::Down)?,
            self.high.root(n, bits, Direction::Up)?,
        )
    }

    pub(super) fn rounded(self, bits: usize) -> Option<Self> {
        Self::new(
            self.low.round(bits, Direction::Down),
            self.high.round(bits, Direction::Up),
        )
    }

    /// a · 2 ^ power
    pub(super) fn scaled(&self, power: i64) -> Option<Self> {
        Self::new(self.low.scaled(power), self.high.scaled(power))
    }

    /// An interval of which a monotone function is known at the ends.
    pub(super) fn monotone(&self, at: impl Fn(&Dyadic) -> Option<Self>) -> Option<Self> {
        if self.low == self.high {
            return at(&self.low);
        }
        Some(at(&self.low)?.hull(at(&self.high)?))
    }

    /// The ends as fractions.
    pub(in crate::math) fn to_rationals(&self) -> Option<(Rational, Rational)> {
        Some((self.low.to_rational()?, self.high.to_rational()?))
    }
}
