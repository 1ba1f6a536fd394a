//! Decimal places and significant figures: counting them, and rounding to them.

use super::{Count, FormFault};
use crate::math::{Expr, Rational, Spelling, WrittenNumber};

/// How many digits a number was written with.
///
/// Zeros at the end of an integer may count or not: 1200 has from 2 to 4 significant figures. A zero
/// with places has as many figures as places, `0.00` two, and one without has one.
///
/// ```
/// use retake::math::Figures;
/// let hundred = Figures::of(&100.into(), 0);
/// assert_eq!((hundred.least, hundred.most), (1, 3));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Figures {
    /// The significant figures it has at least, 1 or more.
    pub least: u32,
    /// The significant figures it has at most.
    pub most: u32,
    /// The digits after the decimal mark.
    pub places: u32,
}

impl Figures {
    /// Those of a number written with so many digits after the decimal mark.
    pub fn of(value: &Rational, places: u32) -> Self {
        let digits = (&value.abs() * &Rational::power_of_ten(places))
            .floor()
            .to_string();
        let figures = |digits: &str| u32::try_from(digits.len()).unwrap_or(u32::MAX);
        if value.is_zero() {
            let most = places.max(1);
            return Self {
                least: most,
                most,
                places,
            };
        }
        let most = figures(&digits);
        Self {
            least: if places > 0 {
                most
            } else {
                figures(digits.trim_end_matches('0'))
            },
            most,
            places,
        }
    }
}

impl Figures {
    /// Those of a number as it was written, signs and brackets aside; `None` where it is no single
    /// number written with digits. Of `a × 10^n` they are those of a.
    pub fn written(expr: &Expr<WrittenNumber>) -> Option<Self> {
        match expr {
            Expr::Negate(inner) => Self::written(inner),
            Expr::Number(number) => Self::of_number(number),
            Expr::Product(factors) => match factors.as_slice() {
                [Expr::Number(number), power] if is_power_of_ten(power) => Self::of_number(number),
                _ => None,
            },
            Expr::Quotient(over, under) if is_power_of_ten(under) => Self::written(over),
            _ => None,
        }
    }

    fn of_number(number: &WrittenNumber) -> Option<Self> {
        match number.spelling() {
            Spelling::Integer => Some(Self::of(number.value(), 0)),
            Spelling::Decimal { places } => Some(Self::of(number.value(), *places)),
            Spelling::Scientific { places, exponent } => {
                let figures = Self::of(&scaled(number.value(), -i64::from(*exponent)), *places);
                // Nobody writes zeros before a power of ten that do not count.
                Some(Self {
                    least: figures.most,
                    ..figures
                })
            }
            _ => None,
        }
    }
}

/// `10^n`, `10`, `100`, …
fn is_power_of_ten(expr: &Expr<WrittenNumber>) -> bool {
    let is_ten = |value: &Rational| {
        let text = value.to_string();
        text.starts_with('1') && text.len() > 1 && text.bytes().skip(1).all(|byte| byte == b'0')
    };
    match expr {
        Expr::Number(number) => number.is_integer() && is_ten(number.value()),
        Expr::Power(base, exponent) => {
            is_power_of_ten(base)
                && !exponent.any(&mut |part| {
                    !matches!(part, Expr::Number(number) if number.is_integer())
                        && !matches!(part, Expr::Negate(_))
                })
        }
        _ => false,
    }
}

/// value × 10^exponent
fn scaled(value: &Rational, exponent: i64) -> Rational {
    let power = Rational::power_of_ten(u32::try_from(exponent.unsigned_abs()).unwrap_or(u32::MAX));
    if exponent < 0 {
        value.checked_div(&power).unwrap_or_else(|| value.clone())
    } else {
        value * &power
    }
}

/// So many digits after the decimal mark.
pub(super) fn decimal_places(expr: &Expr<WrittenNumber>, count: Count) -> Result<(), FormFault> {
    let figures = Figures::written(expr).ok_or(FormFault::NotANumber)?;
    if count.allows(figures.places) {
        Ok(())
    } else {
        Err(FormFault::DecimalPlaces {
            wanted: wanted(count, "decimal place"),
        })
    }
}

/// So many significant figures, and no doubt how many there are: zeros at the end of an integer are
/// taken not to count.
pub(super) fn significant(expr: &Expr<WrittenNumber>, count: Count) -> Result<(), FormFault> {
    let figures = Figures::written(expr).ok_or(FormFault::NotANumber)?;
    if count.allows(figures.least) {
        return Ok(());
    }
    Err(
        if (figures.least..=figures.most).any(|number| count.allows(number)) {
            FormFault::FiguresUnclear {
                wanted: wanted(count, "significant figure"),
            }
        } else {
            FormFault::SignificantFigures {
                wanted: wanted(count, "significant figure"),
            }
        },
    )
}

/// One digit other than 0 before the decimal mark, times a power of ten.
pub(super) fn scientific(expr: &Expr<WrittenNumber>) -> Result<(), FormFault> {
    const ASKED: FormFault = FormFault::Notation {
        notation: "a number from 1 to 10 times a power of ten, such as 1.5 × 10³",
    };
    let within = |mantissa: &Rational| {
        let size = mantissa.abs();
        size >= Rational::ONE && size < 10.into()
    };
    match expr {
        Expr::Negate(inner) => scientific(inner),
        Expr::Number(number) => match number.spelling() {
            Spelling::Scientific { exponent, .. }
                if within(&scaled(number.value(), -i64::from(*exponent))) =>
            {
                Ok(())
            }
            _ => Err(ASKED),
        },
        Expr::Product(factors) => match factors.as_slice() {
            [Expr::Number(number), power]
                if is_power_of_ten(power)
                    && within(number.value())
                    && matches!(power, Expr::Power(..)) =>
            {
                Ok(())
            }
            _ => Err(ASKED),
        },
        _ => Err(ASKED),
    }
}

/// “exactly 2 decimal places”
fn wanted(count: Count, what: &str) -> String {
    let (how, number) = match count {
        Count::Exactly(number) => ("exactly", number),
        Count::AtLeast(number) => ("at least", number),
        Count::AtMost(number) => ("at most", number),
    };
    let plural = if number == 1 { "" } else { "s" };
    format!("{how} {number} {what}{plural}")
}

/// The nearest number with so many decimal places, halves away from zero.
///
/// ```
/// use retake::math::{Rational, round_to_places};
/// let third = Rational::new(1, 3).unwrap();
/// assert_eq!(round_to_places(&third, 2), Rational::new(33, 100).unwrap());
/// ```
pub fn round_to_places(value: &Rational, places: u32) -> Rational {
    let scale = Rational::power_of_ten(places);
    let rounded = (value * &scale).round();
    rounded.checked_div(&scale).unwrap_or(rounded)
}

/// The nearest number with so many significant figures, at least 1, halves away from zero.
///
/// ```
/// use retake::math::round_to_figures;
/// assert_eq!(round_to_figures(&12_345.into(), 2), 12_000.into());
/// ```
pub fn round_to_figures(value: &Rational, figures: u32) -> Rational {
    if value.is_zero() {
        return Rational::ZERO;
    }
    // value = m × 10^magnitude with 1 ≤ |m| < 10
    let shift = i64::from(figures.max(1)) - 1 - magnitude(value);
    let power = Rational::power_of_ten(u32::try_from(shift.unsigned_abs()).unwrap_or(u32::MAX));
    if shift < 0 {
        value
            .checked_div(&power)
            .map_or_else(|| value.clone(), |scaled| &scaled.round() * &power)
    } else {
        let rounded = (value * &power).round();
        rounded.checked_div(&power).unwrap_or(rounded)
    }
}

/// The exponent in scientific notation of a number other than 0.
pub fn magnitude(value: &Rational) -> i64 {
    let digits = |whole: &Rational| whole.to_string().len() as i64;
    let value = value.abs();
    if value >= Rational::ONE {
        return digits(&value.floor()) - 1;
    }
    match value.checked_recip() {
        // 1/1000 is 10⁻³, a little less is 10⁻⁴.
        Some(recip) => -digits(&(&recip.ceil() - &Rational::ONE)),
        None => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_goes_to_the_nearest_with_halves_away_from_zero() {
        let number = |text: &str| crate::math::Decimal::parse(text).unwrap().value().clone();
        for (given, figures, expected) in [
            ("3.14159", 3, "3.14"),
            ("3.14159", 5, "3.1416"),
            ("0.04985", 3, "0.0499"),
            ("0.04975", 3, "0.0498"),
            ("-149", 1, "-100"),
            ("999", 2, "1000"),
            ("0.000123456", 2, "0.00012"),
            ("0.001", 1, "0.001"),
            ("0.00099", 1, "0.001"),
            ("0", 2, "0"),
        ] {
            let rounded = round_to_figures(&number(given), figures);
            assert_eq!(rounded, number(expected), "{given} to {figures}");
        }
        assert_eq!(round_to_places(&number("1.225"), 2), number("1.23"));
        assert_eq!(round_to_places(&number("-1.225"), 2), number("-1.23"));
    }

    #[test]
    fn digits_are_counted_as_they_are_written() {
        for (value, places, least, most) in [
            (1234, 0, 4, 4),
            (100, 0, 1, 3),
            (0, 0, 1, 1),
            (0, 1, 1, 1),
            (0, 2, 2, 2),
            (12, 2, 4, 4),
        ] {
            let figures = Figures::of(&Rational::from(value), places);
            assert_eq!(
                (figures.least, figures.most),
                (least, most),
                "{value} {places}"
            );
        }
        let small = Figures::of(&Rational::new(12, 100).unwrap(), 3);
        assert_eq!((small.least, small.most), (3, 3));
    }
}
