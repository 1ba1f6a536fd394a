//! Exponentials, logarithms, angles: series in fixed-point integers, with their errors counted.
//!
//! A number is an integer in units of u = 2 ^ −places. Shifts and divisions round down and so are
//! off by less than one unit; every function says how many units its result may be off by, and is
//! used with [`GUARD`] places more than are asked for.

use super::dyadic::Dyadic;
use super::interval::Interval;
use dashu_int::{IBig, UBig};
use std::sync::LazyLock;

/// Places beyond those asked for; every error below is less than 2 ^ [`ERROR_BITS`] units, so that
/// 16 of them are left.
const GUARD: usize = 48;

/// log₂ of the units that a result may be off by.
const ERROR_BITS: u32 = 32;

/// The units that a result may be off by.
const ERROR: u64 = 1 << ERROR_BITS;

/// Arguments of exponentials and angles are below 2 ^ this in magnitude.
const MAX_ARGUMENT: i64 = 30;

/// The most bits that are computed with.
pub(super) const MAX_BITS: usize = 1 << 14;

fn one(places: usize) -> IBig {
    IBig::ONE << places
}

fn product(a: &IBig, b: &IBig, places: usize) -> IBig {
    (a * b) >> places
}

fn quotient(a: &IBig, b: &IBig, places: usize) -> IBig {
    // Truncated or rounded down, it is off by less than one unit.
    (a << places) / b
}

/// artanh(1/n) or, with alternating signs, arctan(1/n): Σ ± 1/((2k + 1) n ^ (2k + 1)). Off by at
/// most two units a term: for n ≥ 3 fewer than there are places.
fn inverse_series(n: u32, alternating: bool, places: usize) -> IBig {
    let square = IBig::from(n) * IBig::from(n);
    let mut power = one(places) / IBig::from(n);
    let mut sum = IBig::ZERO;
    for k in 0_u32.. {
        let term = &power / IBig::from(2 * k + 1);
        if term == IBig::ZERO {
            break;
        }
        if alternating && k % 2 == 1 {
            sum -= term;
        } else {
            sum += term;
        }
        power /= &square;
    }
    sum
}

/// Places that the two constants are kept to, for all that is computed with fewer.
const KEPT_PLACES: usize = 512;

static KEPT_LN2: LazyLock<IBig> = LazyLock::new(|| ln2_series(KEPT_PLACES));
static KEPT_PI: LazyLock<IBig> = LazyLock::new(|| pi_series(KEPT_PLACES));

/// ln 2; off by less than 2 ^ 20 units.
fn ln2(places: usize) -> IBig {
    match KEPT_PLACES.checked_sub(places) {
        Some(excess) => &*KEPT_LN2 >> excess,
        None => ln2_series(places),
    }
}

/// π; off by less than 2 ^ 20 units.
fn pi_fixed(places: usize) -> IBig {
    match KEPT_PLACES.checked_sub(places) {
        Some(excess) => &*KEPT_PI >> excess,
        None => pi_series(places),
    }
}

/// ln 2 = 18 artanh(1/26) − 2 artanh(1/4801) + 8 artanh(1/8749); off by less than 2 ^ 20 units.
fn ln2_series(places: usize) -> IBig {
    let series = |n| inverse_series(n, false, places);
    series(26) * IBig::from(18) - series(4801) * IBig::from(2) + series(8749) * IBig::from(8)
}

/// π = 16 arctan(1/5) − 4 arctan(1/239); off by less than 2 ^ 20 units.
///
/// Machin (1706).
fn pi_series(places: usize) -> IBig {
    let series = |n| inverse_series(n, true, places);
    series(5) * IBig::from(16) - series(239) * IBig::from(4)
}

/// Runs a function in fixed point and says where its result lies.
fn bounded(bits: usize, compute: impl FnOnce(usize) -> Option<IBig>) -> Option<Interval> {
    if bits > MAX_BITS {
        return None;
    }
    let places = bits + GUARD;
    Interval::around(&compute(places)?, ERROR, places)?.rounded(bits)
}

/// π
pub(super) fn pi(bits: usize) -> Option<Interval> {
    bounded(bits, |places| Some(pi_fixed(places)))
}

/// The nearest k to x/step and x − k step, for |x| < 2 ^ [`MAX_ARGUMENT`]; the rest is off by fewer
/// than 2 units, as the step is taken to more places.
fn reduced(x: &Dyadic, places: usize, step: impl FnOnce(usize) -> IBig) -> Option<(i64, IBig)> {
    if x.signum() != 0 && x.top() > MAX_ARGUMENT {
        return None;
    }
    // |k| < 2 ^ 31 and a step is off by 2 ^ 20 units: together below one unit of those places.
    let more = 52;
    let fine = step(places + more);
    let value = x.fixed(places + more);
    let nearest = floor_quotient(&(&value * IBig::from(2) + &fine), &(&fine * IBig::from(2)));
    let rest = (value - &nearest * &fine) >> more;
    Some((i64::try_from(&nearest).ok()?, rest))
}

/// ⌊a / b⌋ for b > 0
fn floor_quotient(a: &IBig, b: &IBig) -> IBig {
    let quotient = a / b;
    if &quotient * b > *a {
        quotient - IBig::ONE
    } else {
        quotient
    }
}

/// e ^ x
pub(super) fn exp(x: &Dyadic, bits: usize) -> Option<Interval> {
    let mut power = 0;
    let mantissa = bounded(bits, |places| {
        let (k, rest) = reduced(x, places, ln2)?;
        power = k;
        // e ^ r = (e ^ (r / 2 ^ 8)) ^ (2 ^ 8): each squaring at most triples the error.
        let halvings = 8;
        let small: IBig = rest >> halvings;
        let mut term = one(places);
        let mut sum = term.clone();
        for n in 1_u32.. {
            term = product(&term, &small, places) / IBig::from(n);
            // A negative product rounds down to −1 and never to 0.
            if term == IBig::ZERO || term == IBig::NEG_ONE {
                break;
            }
            sum += &term;
        }
        for _ in 0..halvings {
            sum = product(&sum, &sum, places);
        }
        Some(sum)
    })?;
    mantissa.scaled(power)
}

/// The natural logarithm of a number above 0.
pub(super) fn ln(x: &Dyadic, bits: usize) -> Option<Interval> {
    if x.signum() <= 0 {
        return None;
    }
    // x = m 2 ^ k with ½ ≤ m < 1, or 1 ≤ m < 4/3 where m would be below 2/3.
    let mut k = x.top();
    if x.scaled(-k) < Dyadic::new(IBig::from(0xAAAA), -16) {
        k -= 1;
    }
    let mantissa = x.scaled(-k);
    // |k| may have 40 bits: as many more places for its multiple of ln 2.
    bounded(bits, |places| {
        let inner = places + 64;
        let m = mantissa.fixed(inner);
        let unit = one(inner);
        let z = quotient(&(&m - &unit), &(&m + &unit), inner);
        let square = product(&z, &z, inner);
        let mut power = z;
        let mut sum = IBig::ZERO;
        for n in 0_u32.. {
            let term = &power / IBig::from(2 * n + 1);
            if term == IBig::ZERO {
                break;
            }
            sum += term;
            power = product(&power, &square, inner);
        }
        let whole = sum * IBig::from(2) + ln2(inner) * IBig::from(k);
        Some(whole >> 64)
    })
}

/// cos x and sin x
pub(super) fn cos_sin(x: &Dyadic, bits: usize) -> Option<(Interval, Interval)> {
    if bits > MAX_BITS {
        return None;
    }
    let places = bits + GUARD;
    let (k, rest) = reduced(x, places, |places| pi_fixed(places) >> 1)?;
    let square = product(&rest, &rest, places);
    let series = |first: IBig, start: u32| {
        let mut term = first;
        let mut sum = term.clone();
        for n in (start..).step_by(2) {
            term = -product(&term, &square, places) / IBig::from(u64::from(n) * u64::from(n + 1));
            if term == IBig::ZERO {
                break;
            }
            sum += &term;
        }
        Interval::around(&sum, ERROR, places)?.rounded(bits)
    };
    let (cos, sin) = (series(one(places), 1)?, series(rest.clone(), 2)?);
    Some(match k.rem_euclid(4) {
        0 => (cos, sin),
        1 => (sin.negate(), cos),
        2 => (cos.negate(), sin.negate()),
        _ => (sin, cos.negate()),
    })
}

/// The inverse tangent.
pub(super) fn atan(x: &Dyadic, bits: usize) -> Option<Interval> {
    if x.signum() < 0 {
        return Some(atan(&x.negate(), bits)?.negate());
    }
    let unit = Dyadic::new(IBig::ONE, 0);
    let large = *x > unit;
    bounded(bits, |places| {
        // arctan x = π/2 − arctan 1/x
        let mut value = if large {
            unit.div(x, places + 2, super::dyadic::Direction::Down)?
                .fixed(places)
        } else {
            x.fixed(places)
        };
        // arctan x = 2 arctan(x / (1 + √(1 + x²))), three times, so that the series is short.
        let halvings = 3;
        for _ in 0..halvings {
            let square: IBig = one(2 * places) + &value * &value;
            let root = UBig::try_from(square).ok()?.nth_root(2);
            value = quotient(&value, &(one(places) + IBig::from(root)), places);
        }
        let square = product(&value, &value, places);
        let mut power = value;
        let mut sum = IBig::ZERO;
        for n in 0_u32.. {
            let term = &power / IBig::from(2 * n + 1);
            if term == IBig::ZERO {
                break;
            }
            if n % 2 == 0 {
                sum += term;
            } else {
                sum -= term;
            }
            power = product(&power, &square, places);
        }
        let whole: IBig = sum << halvings;
        Some(if large {
            (pi_fixed(places) >> 1) - whole
        } else {
            whole
        })
    })
}
