//! How a number was written.

use crate::answer::NumberNotation;
use crate::math::{Expr, Figures, Rational, Spelling, WrittenNumber};

/// The notation of a number as typed; signs stand apart.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::answer) enum Written {
    /// `5`
    Integer,
    /// `0.50` with its places, at least 1.
    Decimal(u32),
    /// `0.(3)`
    Recurring,
    /// `1.5 × 10³`
    Scientific(Figures),
    /// `6/8`: numerator and denominator, without signs.
    Fraction(Rational, Rational),
    /// `1 2/4`: whole number, numerator, denominator.
    Mixed(Rational, Rational, Rational),
    /// `75%`, `12.5%`: what stands before the sign.
    Percent(Box<Written>),
    /// Anything that is still to be worked out.
    Calculation,
}

impl Written {
    pub(in crate::answer) fn of(expr: &Expr<WrittenNumber>) -> Self {
        match expr {
            Expr::Number(number) => match number.spelling() {
                Spelling::Integer => Self::Integer,
                Spelling::Decimal { places } => Self::Decimal(*places),
                Spelling::Recurring { .. } => Self::Recurring,
                Spelling::Scientific { .. } => {
                    Figures::written(expr).map_or(Self::Calculation, Self::Scientific)
                }
                Spelling::Mixed { whole, over, under } => {
                    Self::Mixed(whole.clone(), over.clone(), under.clone())
                }
                Spelling::Percent => Self::Calculation,
            },
            Expr::Negate(inner) if !matches!(**inner, Expr::Negate(_)) => Self::of(inner),
            Expr::Quotient(over, under) if is_percent(under) => match Self::of(over) {
                Self::Calculation | Self::Percent(_) => Self::Calculation,
                written => Self::Percent(Box::new(written)),
            },
            Expr::Quotient(over, under) => match (integer(over), integer(under)) {
                (Some(over), Some(under)) => Self::Fraction(over, under),
                _ => Self::Calculation,
            },
            _ => Self::Calculation,
        }
    }

    /// How many digits it was typed with; `None` for what is no decimal and no integer.
    pub(in crate::answer) fn figures(&self, typed: &Rational) -> Option<Figures> {
        match self {
            Self::Integer => Some(Figures::of(typed, 0)),
            Self::Decimal(places) => Some(Figures::of(typed, *places)),
            Self::Scientific(figures) => Some(*figures),
            _ => None,
        }
    }

    /// The notation, unless it is still to be worked out.
    pub(super) const fn notation(&self) -> Option<NumberNotation> {
        match self {
            Self::Integer => Some(NumberNotation::Integer),
            Self::Decimal(_) | Self::Recurring => Some(NumberNotation::Decimal),
            Self::Scientific(_) => Some(NumberNotation::Scientific),
            Self::Fraction(..) => Some(NumberNotation::Fraction),
            Self::Mixed(..) => Some(NumberNotation::Mixed),
            Self::Percent(_) => Some(NumberNotation::Percent),
            Self::Calculation => None,
        }
    }

    /// Whether a decimal was typed that an exact value becomes when it is rounded, or cut off, to as
    /// many places.
    pub(super) fn stands_for(&self, typed: &Rational, exact: &Rational) -> bool {
        let places = match self {
            Self::Decimal(places) => *places,
            Self::Percent(inner) => match **inner {
                Self::Decimal(places) => places.saturating_add(2),
                Self::Integer => 2,
                _ => return false,
            },
            _ => return false,
        };
        let scale = Rational::power_of_ten(places);
        let (typed, exact) = (typed * &scale, exact * &scale);
        let cut_off = typed.signum() * exact.signum() >= 0 && typed.abs() == exact.abs().floor();
        cut_off || typed == exact.round()
    }
}

/// The hundred of a percent sign.
fn is_percent(expr: &Expr<WrittenNumber>) -> bool {
    matches!(expr, Expr::Number(number) if *number.spelling() == Spelling::Percent)
}

/// The magnitude of an integer written with digits, with or without a minus.
fn integer(expr: &Expr<WrittenNumber>) -> Option<Rational> {
    match expr {
        Expr::Number(number) if number.is_integer() => Some(number.value().clone()),
        Expr::Negate(inner) if !matches!(**inner, Expr::Negate(_)) => integer(inner),
        _ => None,
    }
}
