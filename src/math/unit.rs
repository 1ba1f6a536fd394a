//! Units of measurement: names, prefixes, dimensions and exact factors.
//!
//! A name is read as a whole before it is taken apart: `min` is the minute, not a milli-inch; `Pa`
//! the pascal, not a peta-year; `cd` the candela, not a centi-day; `ft` the foot, not a femto-tonne.
//! Only what stays unknown is split into a prefix and a unit that takes prefixes, so that `mm` is the
//! millimetre and `Mg` the megagram. What is one name here is one name everywhere: `m` alone is the
//! metre, `h` the hour, `g` the gram and `t` the tonne; whether letters are units at all is for the
//! question to say.

mod quantity;
mod table;

pub use quantity::{Quantity, QuantityFault};

use super::{AnswerSyntax, Constant, Expr, Rational, parse_answer};
use crate::base::Locale;
use std::fmt;
use table::{Entry, PREFIXES, UNITS};

/// Powers of the base units: metre, kilogram, second, ampere, kelvin, mole, candela, and of the
/// things that are only counted (radian, bit).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Dimension([i8; 9]);

/// How much of a unit's base units it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// Its value in base units, as far as it is rational: 1000 for `km`.
    pub factor: Rational,
    /// The power of π its value has beside that: 1 for the degree.
    pub pi: i8,
    /// What is added to a value in this unit, in base units, before it is a value in base units;
    /// not 0 for temperatures on a scale such as °C, which therefore stand alone.
    pub offset: Rational,
    /// The powers of the base units.
    pub dimension: Dimension,
}

/// Whether a name is a unit's, prefix included.
///
/// ```
/// use retake::math::is_unit;
/// assert!(is_unit("km") && is_unit("min") && is_unit("°C"));
/// assert!(!is_unit("kmin") && !is_unit("x"));
/// ```
pub fn is_unit(name: &str) -> bool {
    look_up(name).is_some()
}

/// The unit of a name, prefix included.
fn look_up(name: &str) -> Option<Unit> {
    let named = |entry: &&Entry| entry.has_symbol(name) || entry.has_word(name);
    if let Some(entry) = UNITS.iter().find(named) {
        return Some(entry.unit(0));
    }
    let prefixed = || UNITS.iter().filter(|entry| entry.takes_prefixes);
    PREFIXES.iter().find_map(|&(symbols, word, exponent)| {
        // A symbol goes before symbols, a word before words.
        let by_symbol = symbols.iter().find_map(|symbol| {
            let rest = name.strip_prefix(symbol)?;
            prefixed().find(|entry| entry.has_symbol(rest))
        });
        let by_word = || {
            let rest = name.strip_prefix(word)?;
            prefixed().find(|entry| entry.has_word(rest))
        };
        by_symbol.or_else(by_word).map(|entry| entry.unit(exponent))
    })
}

impl Dimension {
    /// Of a pure number.
    pub const NONE: Self = Self([0; 9]);

    /// The dimension of a product.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        Self(std::array::from_fn(|at| {
            self.at(at).saturating_add(other.at(at))
        }))
    }

    /// The dimension of a power; `None` where a power of a base unit would be none of −128…127.
    #[must_use]
    pub fn power(self, exponent: i64) -> Option<Self> {
        let mut powers = [0; 9];
        for (power, own) in powers.iter_mut().zip(self.0) {
            *power = i8::try_from(i64::from(own).checked_mul(exponent)?).ok()?;
        }
        Some(Self(powers))
    }

    fn at(self, index: usize) -> i8 {
        self.0.get(index).copied().unwrap_or_default()
    }

    /// The powers of things that are counted left out: a radian is a number.
    fn counted_as_numbers(self) -> Self {
        let mut powers = self.0;
        if let Some(radians) = powers.get_mut(7) {
            *radians = 0;
        }
        Self(powers)
    }
}

impl fmt::Display for Dimension {
    /// In base units, `kg m^2/s^2`; `1` for a number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const BASE: [&str; 9] = ["m", "kg", "s", "A", "K", "mol", "cd", "rad", "bit"];
        let write = |f: &mut fmt::Formatter<'_>, positive: bool, between: &str| {
            let powers = BASE.iter().zip(self.0);
            let mut first = true;
            for (name, power) in powers.filter(|(_, power)| (*power > 0) == positive && *power != 0)
            {
                if !std::mem::take(&mut first) {
                    f.write_str(between)?;
                }
                f.write_str(name)?;
                if power.unsigned_abs() > 1 {
                    write!(f, "^{}", power.unsigned_abs())?;
                }
            }
            fmt::Result::Ok(())
        };
        if self.0.iter().any(|&power| power > 0) {
            write(f, true, " ")?;
        } else {
            f.write_str("1")?;
        }
        if self.0.iter().any(|&power| power < 0) {
            f.write_str("/")?;
            write(f, false, "/")?;
        }
        Ok(())
    }
}

impl Unit {
    /// The number 1.
    pub const fn one() -> Self {
        Self {
            factor: Rational::ONE,
            pi: 0,
            offset: Rational::ZERO,
            dimension: Dimension::NONE,
        }
    }

    /// The unit of an expression of units and numbers; `None` where it holds anything else, or a
    /// scale such as °C beside something else.
    ///
    /// ```
    /// use retake::math::{AnswerSyntax, Unit, is_unit, parse_answer};
    /// let syntax = AnswerSyntax { units: Some(is_unit), ..AnswerSyntax::default() };
    /// let unit = |text| {
    ///     let expr = parse_answer(text, &syntax).unwrap().expr;
    ///     Unit::of(&expr.map(&mut |number| number.value().clone())).unwrap()
    /// };
    /// assert_eq!(unit("km/h"), unit("m/(3.6 s)"));
    /// assert!(unit("N").measures_the_same(&unit("kg m/s^2")));
    /// ```
    pub fn of(expr: &Expr<Rational>) -> Option<Self> {
        let plain = |unit: Self| unit.offset.is_zero().then_some(unit);
        match expr {
            Expr::Unit(name) => look_up(name),
            Expr::Number(value) if value.signum() > 0 => Some(Self {
                factor: value.clone(),
                ..Self::one()
            }),
            Expr::Constant(Constant::Pi) => Some(Self {
                pi: 1,
                ..Self::one()
            }),
            Expr::Product(factors) => factors.iter().try_fold(Self::one(), |product, factor| {
                product.times(&plain(Self::of(factor)?)?)
            }),
            Expr::Quotient(over, under) => {
                let below = plain(Self::of(under)?)?;
                plain(Self::of(over)?)?.times(&below.power(-1)?)
            }
            Expr::Power(base, exponent) => plain(Self::of(base)?)?.power(small_integer(exponent)?),
            _ => None,
        }
    }

    /// The unit as it is written: `g/cm^3`, `m s^-2`, `kg*m^2/s^2`, `m/s/s`; what stands after a `/`
    /// and belongs below has brackets, `J/(kg K)`.
    pub fn parse(text: &str) -> Option<Self> {
        let syntax = AnswerSyntax {
            units: Some(is_unit),
            ..AnswerSyntax::of(&[], Locale::ENGLISH)
        };
        let expr = parse_answer(text, &syntax).ok()?.expr;
        Self::of(&expr.map(&mut |number| number.value().clone()))
    }

    fn times(&self, other: &Self) -> Option<Self> {
        Some(Self {
            factor: &self.factor * &other.factor,
            pi: self.pi.checked_add(other.pi)?,
            offset: Rational::ZERO,
            dimension: self.dimension.times(other.dimension),
        })
    }

    fn power(&self, exponent: i64) -> Option<Self> {
        Some(Self {
            factor: self.factor.checked_pow(&exponent.into()).ok()?,
            pi: i8::try_from(i64::from(self.pi).checked_mul(exponent)?).ok()?,
            offset: Rational::ZERO,
            dimension: self.dimension.power(exponent)?,
        })
    }

    /// The unit's value in base units where it is rational.
    pub fn rational_factor(&self) -> Option<&Rational> {
        (self.pi == 0).then_some(&self.factor)
    }

    /// Whether values in both measure the same kind of thing, so that they can be compared.
    pub fn measures_the_same(&self, other: &Self) -> bool {
        self.dimension.counted_as_numbers() == other.dimension.counted_as_numbers()
    }
}

/// An exponent of a unit: −2, 3.
fn small_integer(expr: &Expr<Rational>) -> Option<i64> {
    match expr {
        Expr::Number(value) => value.to_i64().filter(|value| value.abs() < 100),
        Expr::Negate(inner) => small_integer(inner)?.checked_neg(),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
