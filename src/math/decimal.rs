//! Decimals that remember how many places they were written with.

use super::Rational;
use super::ast::Literal;
use std::fmt;

/// A number with a fixed count of decimal places: `0.50` is not only ½, it has two places.
///
/// ```
/// use retake::math::{Decimal, Rational};
/// let half = Decimal::new(Rational::new(1, 2).unwrap(), 2).unwrap();
/// assert_eq!(half.to_string(), "0.50");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    value: Rational,
    places: u32,
}

impl Decimal {
    /// A value with its places; `None` where it needs more than those.
    pub fn new(value: Rational, places: u32) -> Option<Self> {
        (value.decimal_places()? <= places).then_some(Self { value, places })
    }

    /// Reads `-0.50`: a sign, digits, and a point where there are places; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, magnitude) = match text.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let literal = Literal::parse(magnitude)?;
        let Self { value, places } = Self::from(&literal);
        Some(Self {
            value: if negative { -&value } else { value },
            places,
        })
    }

    /// The number.
    pub const fn value(&self) -> &Rational {
        &self.value
    }

    /// How many digits stand after the decimal mark.
    pub const fn places(&self) -> u32 {
        self.places
    }
}

impl From<&Literal> for Decimal {
    fn from(literal: &Literal) -> Self {
        Self {
            value: literal.into(),
            places: literal.places,
        }
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Self {
            value: value.into(),
            places: 0,
        }
    }
}

impl fmt::Display for Decimal {
    /// `-0.50`: what every program reads; see [`write_decimal`](super::write_decimal) for people.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scaled = &self.value.abs() * &Rational::power_of_ten(self.places);
        let sign = if self.value.is_negative() { "-" } else { "" };
        if self.places == 0 {
            return write!(f, "{sign}{scaled}");
        }
        let width = self.places as usize + 1;
        let digits = format!("{:0>width$}", scaled.to_string());
        let (whole, tenths) = digits.split_at(digits.len() - self.places as usize);
        write!(f, "{sign}{whole}.{tenths}")
    }
}
