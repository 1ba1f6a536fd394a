//! Numbers rounded to figures.

use crate::math::Rational;
use std::cmp::Ordering;

/// A number divided by a power of ten.
pub(super) fn scaled_down(value: &Rational, exponent: i64) -> Rational {
    let scale = Rational::power_of_ten(u32::try_from(exponent.unsigned_abs()).unwrap_or(0));
    if exponent < 0 {
        value * &scale
    } else {
        value.checked_div(&scale).unwrap_or_else(|| value.clone())
    }
}

/// A positive number rounded to so many significant figures, half away from zero, and how many of
/// them stand after the decimal mark.
pub(super) fn significant(value: Rational, figures: u32) -> (Rational, u32) {
    if value.is_zero() {
        return (value, 0);
    }
    let rounded = round_to(&value, figures, exponent(&value));
    // Rounding 9.96 up to 10.0 adds a figure.
    let exponent = exponent(&rounded);
    let places = i64::from(figures) - 1 - exponent;
    (rounded, u32::try_from(places).unwrap_or(0))
}

/// The exponent of ten of a positive number's first digit.
pub(super) fn exponent(value: &Rational) -> i64 {
    let ten = Rational::from(10);
    let (mut exponent, mut power) = (0, Rational::ONE);
    while value.cmp(&(&power * &ten)) != Ordering::Less {
        power = &power * &ten;
        exponent += 1;
    }
    while value.cmp(&power) == Ordering::Less {
        exponent -= 1;
        power = power.checked_div(&ten).unwrap_or(Rational::ONE);
    }
    exponent
}

pub(super) fn round_to(value: &Rational, figures: u32, exponent: i64) -> Rational {
    let places = i64::from(figures) - 1 - exponent;
    let scale = Rational::power_of_ten(u32::try_from(places.unsigned_abs()).unwrap_or(0));
    let divided = |value: &Rational| value.checked_div(&scale).unwrap_or_else(|| value.clone());
    if places < 0 {
        &divided(value).round() * &scale
    } else {
        divided(&(value * &scale).round())
    }
}
