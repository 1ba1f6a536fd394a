//! A number with a unit, taken apart.

use super::{Unit, look_up, small_integer};
use crate::math::{Expr, Rational};

/// A number with a unit, taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity<N> {
    /// The number, in the shape it was written.
    pub number: Expr<N>,
    /// The unit.
    pub unit: Unit,
}

/// Why an expression is no quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum QuantityFault {
    /// No unit is written.
    #[error("there is no unit")]
    NoUnit,
    /// A unit is written, but no number.
    #[error("there is no number before the unit")]
    NoNumber,
    /// A unit stands where none can: in a sum, in an exponent, in a function.
    #[error("a unit stands where it makes no sense")]
    Misplaced,
    /// A scale such as °C is multiplied or divided.
    #[error("a temperature scale cannot be part of another unit")]
    Scale,
}

impl<N: Clone> Quantity<N> {
    /// Takes an expression apart; `value` gives the value of a number leaf.
    ///
    /// # Errors
    /// It is no number with a unit.
    pub fn of(
        expr: &Expr<N>,
        value: &mut impl FnMut(&N) -> Rational,
    ) -> Result<Self, QuantityFault> {
        let Split { number, unit } = split(expr, value)?;
        Ok(Self {
            unit: unit.ok_or(QuantityFault::NoUnit)?,
            number: number.ok_or(QuantityFault::NoNumber)?,
        })
    }
}

/// What multiplies in an expression: a number and a unit.
struct Split<N> {
    number: Option<Expr<N>>,
    unit: Option<Unit>,
}

fn has_unit<N>(expr: &Expr<N>) -> bool {
    expr.any(&mut |part| matches!(part, Expr::Unit(_)))
}

fn split<N: Clone>(
    expr: &Expr<N>,
    value: &mut impl FnMut(&N) -> Rational,
) -> Result<Split<N>, QuantityFault> {
    if !has_unit(expr) {
        return Ok(Split {
            number: Some(expr.clone()),
            unit: None,
        });
    }
    match expr {
        Expr::Unit(name) => Ok(Split {
            number: None,
            unit: look_up(name),
        }),
        Expr::Negate(inner) => {
            let Split { number, unit } = split(inner, value)?;
            let number = number.ok_or(QuantityFault::NoNumber)?;
            Ok(Split {
                number: Some(Expr::Negate(Box::new(number))),
                unit,
            })
        }
        Expr::Product(factors) => {
            let mut numbers = Vec::new();
            let mut product: Option<Unit> = None;
            for factor in factors {
                let Split { number, unit } = split(factor, value)?;
                numbers.extend(number);
                product = match (product, unit) {
                    (Some(product), Some(unit)) => Some(multiplied(&product, &unit)?),
                    (product, unit) => product.or(unit),
                };
            }
            Ok(Split {
                number: match numbers.len() {
                    0 | 1 => numbers.pop(),
                    _ => Some(Expr::Product(numbers)),
                },
                unit: product,
            })
        }
        Expr::Quotient(over, under) => {
            let (above, below) = (split(over, value)?, split(under, value)?);
            let number = match (above.number, below.number) {
                (Some(above), Some(below)) => {
                    Some(Expr::Quotient(Box::new(above), Box::new(below)))
                }
                (None, Some(_)) => return Err(QuantityFault::NoNumber),
                (above, None) => above,
            };
            let unit = match (above.unit, below.unit) {
                (above, None) => above,
                (above, Some(below)) => {
                    let below = raised(&below, -1)?;
                    Some(multiplied(&above.unwrap_or_else(Unit::one), &below)?)
                }
            };
            Ok(Split { number, unit })
        }
        Expr::Power(base, exponent) => {
            let power = small_integer(&exponent.map(value)).ok_or(QuantityFault::Misplaced)?;
            let Split { number, unit } = split(base, value)?;
            Ok(Split {
                number: number.map(|number| Expr::Power(Box::new(number), exponent.clone())),
                unit: unit.map(|unit| raised(&unit, power)).transpose()?,
            })
        }
        _ => Err(QuantityFault::Misplaced),
    }
}

fn multiplied(a: &Unit, b: &Unit) -> Result<Unit, QuantityFault> {
    if !a.offset.is_zero() || !b.offset.is_zero() {
        return Err(QuantityFault::Scale);
    }
    a.times(b).ok_or(QuantityFault::Misplaced)
}

fn raised(unit: &Unit, exponent: i64) -> Result<Unit, QuantityFault> {
    if !unit.offset.is_zero() {
        return Err(QuantityFault::Scale);
    }
    unit.power(exponent).ok_or(QuantityFault::Misplaced)
}
