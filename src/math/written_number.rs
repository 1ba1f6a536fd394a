//! Numbers that remember how they were written.

use super::Rational;
use super::ast::Literal;

/// A number as somebody wrote it: `0.50` is not only ½, it has two places.
///
/// ```
/// use retake::math::{Spelling, WrittenNumber, parse_answer, AnswerSyntax, Expr};
/// let reading = parse_answer("0.50", &AnswerSyntax::default()).unwrap();
/// let Expr::Number(number) = reading.expr else { panic!() };
/// assert_eq!(number.value().to_string(), "1/2");
/// assert_eq!(number.spelling(), &Spelling::Decimal { places: 2 });
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenNumber {
    value: Rational,
    spelling: Spelling,
}

/// How a number was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// `12`
    Integer,
    /// `0.50`
    Decimal {
        /// Digits after the decimal mark, at least 1.
        places: u32,
    },
    /// `0.1(6)`
    Recurring {
        /// Digits written after the decimal mark.
        places: u32,
        /// How many of these recur, the last ones; at least 1.
        period: u32,
    },
    /// `1.50 × 10³`, `1.50e3`
    Scientific {
        /// Digits after the decimal mark.
        places: u32,
        /// The power of ten.
        exponent: i32,
    },
    /// `1 2/4`
    Mixed {
        /// The whole number.
        whole: Rational,
        /// The numerator.
        over: Rational,
        /// The denominator, not 0.
        under: Rational,
    },
    /// The hundred that a percent sign divides by: 75% is 75 over this.
    Percent,
}

impl WrittenNumber {
    /// The number.
    pub const fn value(&self) -> &Rational {
        &self.value
    }

    /// How it was written.
    pub const fn spelling(&self) -> &Spelling {
        &self.spelling
    }

    /// A whole number and a fraction, both without sign; `None` where the denominator is 0.
    pub fn mixed(whole: &Literal, over: &Literal, under: &Literal) -> Option<Self> {
        let [whole, over, under] = [whole, over, under].map(Rational::from);
        Some(Self {
            value: &whole + &over.checked_div(&under)?,
            spelling: Spelling::Mixed { whole, over, under },
        })
    }

    /// The hundred of a percent sign.
    pub fn percent() -> Self {
        Self {
            value: 100.into(),
            spelling: Spelling::Percent,
        }
    }

    /// Whether it is written with a decimal mark or a power of ten.
    pub const fn is_decimal(&self) -> bool {
        matches!(
            self.spelling,
            Spelling::Decimal { .. } | Spelling::Recurring { .. } | Spelling::Scientific { .. }
        )
    }

    /// Whether it is written with digits only.
    pub const fn is_integer(&self) -> bool {
        matches!(self.spelling, Spelling::Integer)
    }
}

impl From<&Literal> for WrittenNumber {
    fn from(literal: &Literal) -> Self {
        let (places, period) = (literal.places, literal.period);
        Self {
            value: literal.into(),
            spelling: match literal.exponent {
                Some(exponent) => Spelling::Scientific { places, exponent },
                None if period > 0 => Spelling::Recurring { places, period },
                None if places > 0 => Spelling::Decimal { places },
                None => Spelling::Integer,
            },
        }
    }
}

impl From<u32> for WrittenNumber {
    fn from(value: u32) -> Self {
        Self {
            value: i64::from(value).into(),
            spelling: Spelling::Integer,
        }
    }
}
