//! Rigorous numerics: the value of an expression between two bounds, to any precision.

mod dyadic;
mod elementary;
mod evaluate;
mod interval;
mod number;

pub(super) use evaluate::{Point, evaluate, varies};
pub(super) use interval::Interval;
pub(super) use number::{NoNumber, Number};

use super::{Expr, Rational};

/// Bits that every computation begins with.
pub(super) const FIRST_BITS: usize = 64;

/// The most bits that bounds are asked for.
const MAX_BITS: usize = 1 << 13;

/// Bounds of the real number that a constant expression stands for, no further apart than
/// 2 ^ −`bits` × the greater of 1 and its size; `None` where it has no symbol-free real value, where
/// none can be found, or for more than 4,096 bits.
///
/// ```
/// use retake::math::{Constant, Expr, Rational, enclose};
/// let sum = Expr::Sum(vec![Expr::Constant(Constant::Pi), Expr::Number(2.into())]);
/// let (low, high) = enclose(&sum, 20).unwrap();
/// assert!(low > Rational::new(514159, 100_000).unwrap());
/// assert!(high < Rational::new(514160, 100_000).unwrap());
/// ```
pub fn enclose(expr: &Expr<Rational>, bits: usize) -> Option<(Rational, Rational)> {
    let mut working = bits.checked_add(16)?.max(FIRST_BITS);
    while working <= MAX_BITS {
        if let Ok(number) = evaluate(expr, &[], working)
            && let Some((low, high)) = number.bounds()
        {
            let size = low.abs().max(high.abs()).max(Rational::ONE);
            let width = &(&high - &low) * &two_to(bits)?;
            if width <= size {
                return Some((low, high));
            }
        }
        working *= 2;
    }
    None
}

/// 2 ^ n
fn two_to(n: usize) -> Option<Rational> {
    Rational::from(2)
        .checked_pow(&i64::try_from(n).ok()?.into())
        .ok()
}

#[cfg(test)]
mod tests;
