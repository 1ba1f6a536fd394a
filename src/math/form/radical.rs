//! Roots: nothing left in a root that could come out, and no root below a fraction bar.

use super::FormFault;
use super::fault::as_written;
use super::terms::{collected, constant};
use crate::math::{Constant, Expr, Function, Rational};

/// A number so large that squares are no longer looked for in it.
const LARGEST_RADICAND: i64 = 1_000_000_000_000;

/// Simplified radicals: no square (cube, …) within a root, no fraction within it, no root in a
/// denominator, roots of the same number collected.
pub(super) fn simplified(expr: &Expr<Rational>) -> Result<(), FormFault> {
    rational_denominator(expr)?;
    simple_roots(expr)
}

fn simple_roots(expr: &Expr<Rational>) -> Result<(), FormFault> {
    if let Some((inside, index)) = root(expr) {
        return simple(expr, inside, index);
    }
    expr.children().into_iter().try_for_each(simple_roots)?;
    match expr {
        Expr::Sum(terms) => collected(terms),
        Expr::Product(factors) => {
            let mut roots = factors.iter().filter_map(root);
            let numeric = |(inside, _): &(&Expr<Rational>, i64)| constant(inside).is_some();
            match roots.find(numeric) {
                Some((_, index)) if roots.any(|other| numeric(&other) && other.1 == index) => {
                    Err(FormFault::WorkOut {
                        part: as_written(expr),
                    })
                }
                _ => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

/// No root, nor the imaginary one, in any denominator.
pub(super) fn rational_denominator(expr: &Expr<Rational>) -> Result<(), FormFault> {
    match expr {
        Expr::Quotient(over, under) => {
            let fraction = || as_written(expr);
            if under.any(&mut |part| root(part).is_some()) {
                return Err(FormFault::RootBelow {
                    fraction: fraction(),
                });
            }
            if under.any(&mut |part| matches!(part, Expr::Constant(Constant::I))) {
                return Err(FormFault::ImaginaryBelow {
                    fraction: fraction(),
                });
            }
            rational_denominator(over)
        }
        Expr::Power(base, exponent)
            if constant(exponent).is_some_and(|value| value.is_negative())
                && base.any(&mut |part| root(part).is_some()) =>
        {
            Err(FormFault::RootBelow {
                fraction: as_written(expr),
            })
        }
        other => other
            .children()
            .into_iter()
            .try_for_each(rational_denominator),
    }
}

/// What stands in a root, and which root: √a, root(a, n), a^(m/n).
pub(super) fn root(expr: &Expr<Rational>) -> Option<(&Expr<Rational>, i64)> {
    match expr {
        Expr::Call(Function::Sqrt, arguments) => Some((arguments.first()?, 2)),
        Expr::Call(Function::Root, arguments) => {
            let index = constant(arguments.get(1)?)?.to_i64()?;
            Some((arguments.first()?, index))
        }
        Expr::Power(base, exponent) => {
            let exponent = constant(exponent)?;
            (!exponent.is_integer())
                .then(|| exponent.denominator().to_i64())
                .flatten()
                .map(|index| (&**base, index))
        }
        _ => None,
    }
}

fn simple(whole: &Expr<Rational>, inside: &Expr<Rational>, index: i64) -> Result<(), FormFault> {
    let fault = || FormFault::SimplifyRoot {
        root: as_written(whole),
    };
    let Some(value) = constant(inside) else {
        return match inside {
            Expr::Quotient(..) => Err(fault()),
            _ => simple_roots(inside),
        };
    };
    match value.abs().to_i64() {
        Some(radicand) if radicand > 1 && radicand <= LARGEST_RADICAND => {
            if has_power(radicand, index) {
                Err(fault())
            } else {
                Ok(())
            }
        }
        Some(radicand) if radicand > LARGEST_RADICAND => Err(FormFault::TooLarge),
        _ => Err(fault()),
    }
}

/// Whether an integer above 1 is divisible by an n-th power above 1.
fn has_power(mut number: i64, n: i64) -> bool {
    let Ok(n) = u32::try_from(n) else {
        return false;
    };
    if n < 2 {
        return true;
    }
    // Divided by every prime up to the cube root, what is left is a prime, a product of two, or the
    // square of one.
    let mut divisor = 2_i64;
    while divisor.saturating_pow(3) <= number {
        let mut exponent = 0;
        while number % divisor == 0 {
            number /= divisor;
            exponent += 1;
        }
        if exponent >= n {
            return true;
        }
        divisor += 1;
    }
    let root = number.isqrt();
    n == 2 && number > 1 && root * root == number
}
