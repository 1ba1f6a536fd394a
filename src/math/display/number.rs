//! Integers, fractions and decimals.

use super::{Notation, Pen};
use crate::base::Locale;
use crate::math::Rational;

/// Writes an integer or a fraction in lowest terms, the sign in front: `−3/4`, `-\frac{3}{4}`.
///
/// Digits are not grouped, so that what is printed may be typed back in any locale.
pub fn write_number(value: &Rational, notation: Notation, locale: Locale, out: &mut String) {
    // Most numbers: an integer on one line.
    if notation != Notation::MathMl
        && let Some(integer) = value.to_i64()
    {
        if integer < 0 {
            out.push_str(if notation == Notation::Text {
                "−"
            } else {
                "-"
            });
        }
        return push_digits(integer.unsigned_abs(), out);
    }
    signed(value, Pen::new(notation, locale, out), |pen| {
        pen.magnitude(value)
    });
}

/// Writes a number with a fixed count of places, rounded half away from zero, with the locale's
/// decimal mark.
///
/// ```
/// use retake::base::Locale;
/// use retake::math::{Notation, Rational, write_decimal};
/// let mut out = String::new();
/// let value = Rational::new(-5, 8).unwrap();
/// write_decimal(&value, 2, Notation::Text, Locale::ENGLISH, &mut out);
/// assert_eq!(out, "−0.63");
/// ```
pub fn write_decimal(
    value: &Rational,
    places: u32,
    notation: Notation,
    locale: Locale,
    out: &mut String,
) {
    let pen = Pen::new(notation, locale, out);
    let scaled = small_scaled(value, places);
    match scaled {
        // What rounds to zero has no sign.
        Some(0) => fixed(0, places, pen),
        Some(scaled) => signed(value, pen, |pen| {
            fixed(scaled, places, Pen::new(pen.notation, pen.locale, pen.out));
        }),
        None => big_decimal(value, places, pen),
    }
}

impl Pen<'_> {
    /// |value| with so many places.
    pub fn decimal_number(&mut self, value: &Rational, places: u32) {
        write_decimal(&value.abs(), places, self.notation, self.locale, self.out);
    }

    /// |value| with so many places, the last `period` of them recurring: with a line over them.
    pub fn recurring(&mut self, value: &Rational, places: u32, period: u32) {
        // Cut off, not rounded: 0.(6) is no 0.7 with a line over it.
        let unit = Rational::power_of_ten(places);
        let cut = (&value.abs() * &unit).floor();
        let cut = cut.checked_div(&unit).unwrap_or(cut);
        let mut digits = String::new();
        write_decimal(&cut, places, Notation::Text, self.locale, &mut digits);
        let from = digits.len().saturating_sub(period as usize);
        let (before, block) = digits.split_at_checked(from).unwrap_or((&digits, ""));
        match self.notation {
            Notation::Text | Notation::MathMl => {
                // A line that stretches takes a font for mathematics; these join in every font.
                self.stroke("", "", "<mn>");
                self.out.push_str(before);
                for digit in block.chars() {
                    self.out.extend([digit, '\u{305}']);
                }
                self.stroke("", "", "</mn>");
            }
            Notation::Latex => {
                let (start, tail) = before
                    .split_once(self.locale.decimal_mark)
                    .unwrap_or((before, ""));
                self.out.push_str(start);
                self.decimal_mark();
                self.out.extend([tail, r"\overline{", block, "}"]);
            }
        }
    }
}

/// A sign where it is due, and the magnitude; MathML in a row of its own.
fn signed(value: &Rational, mut pen: Pen<'_>, magnitude: impl FnOnce(&mut Pen<'_>)) {
    if value.is_negative() {
        pen.row(|pen| {
            pen.sign();
            magnitude(pen);
        });
    } else {
        magnitude(&mut pen);
    }
}

/// |value| × 10^places, rounded half away from zero, where everything fits 64 bits.
fn small_scaled(value: &Rational, places: u32) -> Option<u64> {
    let ratio = value.to_ratio()?;
    let over = ratio
        .numerator()
        .unsigned_abs()
        .checked_mul(10_u64.checked_pow(places)?)?;
    let under = ratio.denominator().unsigned_abs();
    // Adding half of the divisor, rounded down, is exact: with an odd divisor there are no halves.
    Some(over.checked_add(under / 2)? / under)
}

fn fixed(scaled: u64, places: u32, mut pen: Pen<'_>) {
    let Some(unit) = 10_u64.checked_pow(places) else {
        return;
    };
    pen.decimal(|pen| {
        push_digits(scaled / unit, pen.out);
        if places > 0 {
            pen.decimal_mark();
            let tenths = scaled % unit;
            let digits = tenths.checked_ilog10().map_or(1, |log| log + 1);
            for _ in digits..places {
                pen.out.push('0');
            }
            push_digits(tenths, pen.out);
        }
    });
}

#[cold]
fn big_decimal(value: &Rational, places: u32, pen: Pen<'_>) {
    let scaled = (&value.abs() * &Rational::power_of_ten(places)).round();
    let width = places as usize + 1;
    let digits = format!("{:0>width$}", scaled.to_string());
    let (whole, tenths) = digits.split_at(digits.len() - places as usize);
    let shown = if scaled.is_zero() { &scaled } else { value };
    signed(shown, pen, |pen| {
        pen.decimal(|pen| {
            pen.out.push_str(whole);
            if places > 0 {
                pen.decimal_mark();
                pen.out.push_str(tenths);
            }
        });
    });
}

/// Decimal digits, without a detour through a formatter.
pub(super) fn push_digits(mut value: u64, out: &mut String) {
    if value < 10 {
        out.push(char::from(b'0' + value as u8));
        return;
    }
    let mut buffer = [0_u8; 20];
    let mut start = buffer.len();
    while value > 0 && start > 0 {
        start -= 1;
        buffer[start] = b'0' + (value % 10) as u8;
        value /= 10;
    }
    out.push_str(std::str::from_utf8(&buffer[start..]).unwrap_or_default());
}
