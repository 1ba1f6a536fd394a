//! Numbers that are known exactly or by bounds, real or complex.

use super::elementary;
use super::interval::Interval;
use crate::math::Rational;
use dashu_int::UBig;

/// Exact numbers up to this size stay exact.
const MAX_EXACT_BITS: u64 = 2048;

/// The highest root that is taken.
const MAX_ROOT: u32 = 1 << 10;

/// The highest root that is taken of integers.
const MAX_INTEGER_ROOT: u32 = 12;

/// Why an expression has no known value at a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::math) enum NoNumber {
    /// It surely has none: it divides by zero, or takes the logarithm of a negative number.
    Undefined,
    /// It may have one: the bounds are too wide, or it is not known how to find it.
    Unknown,
}

/// A number as far as it is known.
#[derive(Clone, Debug)]
pub(in crate::math) enum Number {
    /// A fraction.
    Exact(Rational),
    /// Somewhere between two bounds.
    Real(Interval),
    /// Real and imaginary part, each somewhere between two bounds.
    Complex(Interval, Interval),
}

/// A number, where it is known.
pub(super) type Known<T = Number> = Result<T, NoNumber>;

/// Without a value for an unknown reason: bounds too wide, numbers too extreme.
pub(super) fn known<T>(value: Option<T>) -> Known<T> {
    value.ok_or(NoNumber::Unknown)
}

impl Number {
    /// A fraction, by bounds where it is too long to be carried on exactly.
    pub(super) fn exact(value: Rational, bits: usize) -> Known {
        if value.bits() <= MAX_EXACT_BITS {
            return Ok(Self::Exact(value));
        }
        known(Interval::of(&value, bits)).map(Self::Real)
    }

    /// Bounds of a real number.
    pub(super) fn real(&self, bits: usize) -> Known<Interval> {
        match self {
            Self::Exact(value) => known(Interval::of(value, bits)),
            Self::Real(interval) => Ok(interval.clone()),
            Self::Complex(..) => Err(NoNumber::Unknown),
        }
    }

    /// Bounds of the real and the imaginary part.
    pub(in crate::math) fn parts(&self, bits: usize) -> Known<(Interval, Interval)> {
        match self {
            Self::Complex(re, im) => Ok((re.clone(), im.clone())),
            other => Ok((other.real(bits)?, Interval::ZERO)),
        }
    }

    pub(super) fn complex(re: Interval, im: Interval) -> Self {
        if im == Interval::ZERO {
            Self::Real(re)
        } else {
            Self::Complex(re, im)
        }
    }

    /// The sign of a real number, where it is known.
    pub(in crate::math) fn signum(&self) -> Option<i32> {
        match self {
            Self::Exact(value) => Some(value.signum() as i32),
            Self::Real(interval) => interval.signum(),
            Self::Complex(..) => None,
        }
    }

    /// Whether it is surely real.
    pub(in crate::math) const fn is_real(&self) -> bool {
        !matches!(self, Self::Complex(..))
    }

    /// Whether two numbers are surely different.
    pub(in crate::math) fn is_apart(&self, other: &Self, bits: usize) -> bool {
        match (self, other) {
            (Self::Exact(a), Self::Exact(b)) => a != b,
            _ => match (self.parts(bits), other.parts(bits)) {
                (Ok((a, b)), Ok((c, d))) => a.is_apart(&c) || b.is_apart(&d),
                _ => false,
            },
        }
    }

    /// Bounds of a real number as fractions.
    pub(in crate::math) fn bounds(&self) -> Option<(Rational, Rational)> {
        match self {
            Self::Exact(value) => Some((value.clone(), value.clone())),
            Self::Real(interval) => interval.to_rationals(),
            Self::Complex(..) => None,
        }
    }

    /// a b, where it is known.
    pub(in crate::math) fn times(&self, other: &Self, bits: usize) -> Option<Self> {
        self.mul(other, bits).ok()
    }

    pub(super) fn negate(&self) -> Self {
        match self {
            Self::Exact(value) => Self::Exact(-value),
            Self::Real(interval) => Self::Real(interval.negate()),
            Self::Complex(re, im) => Self::Complex(re.negate(), im.negate()),
        }
    }

    pub(super) fn add(&self, other: &Self, bits: usize) -> Known {
        if let (Self::Exact(a), Self::Exact(b)) = (self, other) {
            return Self::exact(a + b, bits);
        }
        let ((a, b), (c, d)) = (self.parts(bits)?, other.parts(bits)?);
        Ok(Self::complex(
            known(a.add(&c, bits))?,
            known(b.add(&d, bits))?,
        ))
    }

    pub(super) fn sub(&self, other: &Self, bits: usize) -> Known {
        self.add(&other.negate(), bits)
    }

    pub(super) fn mul(&self, other: &Self, bits: usize) -> Known {
        if let (Self::Exact(a), Self::Exact(b)) = (self, other) {
            return Self::exact(a * b, bits);
        }
        if self.is_zero() || other.is_zero() {
            return Ok(Self::Exact(Rational::ZERO));
        }
        if let (Ok(a), Ok(b)) = (self.real(bits), other.real(bits)) {
            return known(a.mul(&b, bits)).map(Self::Real);
        }
        let ((a, b), (c, d)) = (self.parts(bits)?, other.parts(bits)?);
        let product = |x: &Interval, y: &Interval| known(x.mul(y, bits));
        Ok(Self::complex(
            known(product(&a, &c)?.sub(&product(&b, &d)?, bits))?,
            known(product(&a, &d)?.add(&product(&b, &c)?, bits))?,
        ))
    }

    pub(super) fn div(&self, other: &Self, bits: usize) -> Known {
        if other.is_zero() {
            return Err(NoNumber::Undefined);
        }
        if let (Self::Exact(a), Self::Exact(b)) = (self, other) {
            return Self::exact(a.checked_div(b).ok_or(NoNumber::Undefined)?, bits);
        }
        if let (Ok(a), Ok(b)) = (self.real(bits), other.real(bits)) {
            return known(a.div(&b, bits)).map(Self::Real);
        }
        // a / b = a b̄ / |b|²
        let (c, d) = other.parts(bits)?;
        let norm = known(known(c.pow(2, bits))?.add(&known(d.pow(2, bits))?, bits))?;
        let above = self.mul(&Self::complex(c, d.negate()), bits)?;
        let (re, im) = above.parts(bits)?;
        Ok(Self::complex(
            known(re.div(&norm, bits))?,
            known(im.div(&norm, bits))?,
        ))
    }

    /// Whether it is exactly 0.
    pub(in crate::math) fn is_zero(&self) -> bool {
        match self {
            Self::Exact(value) => value.is_zero(),
            Self::Real(interval) => interval.signum() == Some(0),
            Self::Complex(..) => false,
        }
    }

    /// a ^ n, with 0 ^ 0 = 1.
    pub(super) fn powi(&self, n: i64, bits: usize) -> Known {
        if n < 0 {
            let power = self.powi(n.saturating_neg(), bits)?;
            return Self::Exact(Rational::ONE).div(&power, bits);
        }
        if let Self::Exact(value) = self
            && let Ok(power) = value.checked_pow(&n.into())
        {
            return Self::exact(power, bits);
        }
        if let Ok(real) = self.real(bits) {
            return known(real.pow(n.unsigned_abs(), bits)).map(Self::Real);
        }
        let mut result = Self::Exact(Rational::ONE);
        for bit in (0..u64::BITS - n.unsigned_abs().leading_zeros()).rev() {
            result = result.mul(&result, bits)?;
            if n >> bit & 1 == 1 {
                result = result.mul(self, bits)?;
            }
        }
        Ok(result)
    }

    /// The n-th root of a real number that is not negative; exact where it is a fraction.
    fn root(&self, n: u32, bits: usize) -> Known {
        if n > MAX_ROOT {
            return Err(NoNumber::Unknown);
        }
        if self.is_zero() {
            return Ok(self.clone());
        }
        if let Self::Exact(value) = self {
            let (above, below) = value.to_parts();
            if let Ok(above) = UBig::try_from(above) {
                let roots = (above.nth_root(n as usize), below.nth_root(n as usize));
                if roots.0.pow(n as usize) == above && roots.1.pow(n as usize) == below {
                    let (above, below) = roots;
                    return Ok(Self::Exact(Rational::of_parts(above.into(), below)));
                }
            }
        }
        if n > MAX_INTEGER_ROOT {
            // An integer root would need n times as many bits: e ^ (ln a / n) does not.
            let share = self
                .ln(bits + 16)?
                .div(&Self::Exact(i64::from(n).into()), bits + 16);
            return share?.exp(bits);
        }
        known(self.real(bits)?.root(n, bits)).map(Self::Real)
    }

    /// a ^ (p/q) in lowest terms: odd roots of real numbers are real, even roots principal.
    pub(super) fn powq(&self, exponent: &Rational, bits: usize) -> Known {
        let p = known(exponent.numerator().to_i64())?;
        let q = known(exponent.denominator().to_i64())?;
        if q == 1 {
            return self.powi(p, bits);
        }
        let q = known(u32::try_from(q).ok())?;
        if !self.is_real() {
            let root = if q == 2 {
                self.square_root(bits)
            } else {
                Err(NoNumber::Unknown)
            };
            return root?.powi(p, bits);
        }
        if self.is_zero() {
            return if p < 0 {
                Err(NoNumber::Undefined)
            } else {
                Ok(Self::Exact(Rational::ZERO))
            };
        }
        match known(self.signum())? {
            sign if sign >= 0 => self.root(q, bits)?.powi(p, bits),
            _ if q % 2 == 1 => self.negate().root(q, bits)?.negate().powi(p, bits),
            _ => {
                let magnitude = self.negate().root(q, bits)?.powi(p, bits)?;
                let turn = match (q, p.rem_euclid(4)) {
                    (2, 1) => (Self::Exact(Rational::ZERO), Self::Exact(Rational::ONE)),
                    (2, _) => (Self::Exact(Rational::ZERO), Self::Exact((-1).into())),
                    _ => {
                        let pi = Self::Real(known(elementary::pi(bits + 8))?);
                        let angle = pi.mul(&Self::Exact(exponent.clone()), bits + 8)?;
                        let (cos, sin) = cos_sin(&angle.real(bits)?, bits)?;
                        (Self::Real(cos), Self::Real(sin))
                    }
                };
                let re = magnitude.mul(&turn.0, bits)?.real(bits)?;
                let im = magnitude.mul(&turn.1, bits)?.real(bits)?;
                Ok(Self::complex(re, im))
            }
        }
    }

    /// The principal square root of a number that is surely not real.
    fn square_root(&self, bits: usize) -> Known {
        let (re, im) = self.parts(bits)?;
        let sign = im.signum().filter(|&sign| sign != 0);
        let sign = known(sign)?;
        let size = self.abs(bits)?.real(bits)?;
        // √z = √((|z| + a) / 2) ± i √((|z| − a) / 2)
        let half = |value: Option<Interval>| known(known(known(value)?.scaled(-1))?.root(2, bits));
        let (a, b) = (half(size.add(&re, bits))?, half(size.sub(&re, bits))?);
        Ok(Self::complex(a, if sign < 0 { b.negate() } else { b }))
    }

    /// |a|
    pub(super) fn abs(&self, bits: usize) -> Known {
        match self {
            Self::Exact(value) => Ok(Self::Exact(value.abs())),
            Self::Real(interval) => Ok(Self::Real(interval.abs())),
            Self::Complex(re, im) => {
                let norm = known(re.pow(2, bits))
                    .and_then(|re| known(re.add(&known(im.pow(2, bits))?, bits)))?;
                known(norm.root(2, bits)).map(Self::Real)
            }
        }
    }

    /// e ^ a
    pub(super) fn exp(&self, bits: usize) -> Known {
        if self.is_zero() {
            return Ok(Self::Exact(Rational::ONE));
        }
        let exp = |x: &Interval| known(x.monotone(|x| elementary::exp(x, bits)));
        match self {
            Self::Complex(re, im) => {
                let (cos, sin) = cos_sin(im, bits)?;
                let size = exp(re)?;
                Ok(Self::complex(
                    known(size.mul(&cos, bits))?,
                    known(size.mul(&sin, bits))?,
                ))
            }
            real => exp(&real.real(bits)?).map(Self::Real),
        }
    }

    /// The natural logarithm of a real number; those of negative ones are left undefined.
    pub(super) fn ln(&self, bits: usize) -> Known {
        match self {
            Self::Exact(value) if value.is_one() => return Ok(Self::Exact(Rational::ZERO)),
            Self::Exact(value) if value.signum() <= 0 => return Err(NoNumber::Undefined),
            Self::Real(interval) if interval.high().signum() <= 0 => {
                return Err(NoNumber::Undefined);
            }
            _ => {}
        }
        let real = self.real(bits)?;
        known(real.monotone(|x| elementary::ln(x, bits))).map(Self::Real)
    }

    /// a ^ b for any numbers; `varies` where b is not the same at every point, so that negative a
    /// have no power but by integers.
    pub(super) fn pow(&self, exponent: &Self, varies: bool, bits: usize) -> Known {
        if let Self::Exact(power) = exponent {
            let negative = self.is_real() && self.signum() != Some(0) && {
                // Not known to be positive: it must not be taken to be.
                self.signum() != Some(1)
            };
            if varies && negative && !power.is_integer() {
                return Err(match self.signum() {
                    Some(_) => NoNumber::Undefined,
                    None => NoNumber::Unknown,
                });
            }
            if let Ok(value) = self.powq(power, bits) {
                return Ok(value);
            }
            if self.signum() != Some(1) {
                return self.powq(power, bits);
            }
        }
        if self.is_zero() {
            return match exponent.signum() {
                Some(1) => Ok(Self::Exact(Rational::ZERO)),
                Some(-1) => Err(NoNumber::Undefined),
                _ => Err(NoNumber::Unknown),
            };
        }
        match self.signum() {
            Some(1) => self.ln(bits + 16)?.mul(exponent, bits + 16)?.exp(bits),
            Some(_) if varies && exponent.is_real() => match exponent {
                Self::Real(interval) if contains_integer(interval) => Err(NoNumber::Unknown),
                _ => Err(NoNumber::Undefined),
            },
            _ => Err(NoNumber::Unknown),
        }
    }
}

fn contains_integer(interval: &Interval) -> bool {
    interval
        .to_rationals()
        .is_none_or(|(low, high)| low.ceil() <= high)
}

/// cos x and sin x
pub(super) fn cos_sin(x: &Interval, bits: usize) -> Known<(Interval, Interval)> {
    let (cos, sin) = known(elementary::cos_sin(x.low(), bits))?;
    // Neither changes faster than its argument.
    let width = known(Interval::point(x.high().clone()).and_then(|high| {
        let width = high.sub(&known(Interval::point(x.low().clone())).ok()?, bits)?;
        Some(width.negate().hull(width))
    }))?;
    Ok((known(cos.add(&width, bits))?, known(sin.add(&width, bits))?))
}
