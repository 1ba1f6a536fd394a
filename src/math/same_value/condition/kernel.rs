//! Functions of one root, logarithm or exponential: √u − 2, ln u + 1, 3 · 2^u − 12. They change
//! their sign only where u does something, for a rational function u of one symbol.

use super::real_root::Root;
use super::real_set::{divisors, factored};
use crate::math::numeric::{FIRST_BITS, evaluate};
use crate::math::{Constant, Expr, Fraction, Function, Rational, Symbol};

/// The functions at whose zeros and poles the sign of a function may change; `None` where it is no
/// rational function of one root, logarithm or exponential.
pub(super) fn inside(function: &Expr<Rational>, symbol: &Symbol) -> Option<Vec<Expr<Rational>>> {
    let kernel = only_kernel(function, symbol)?;
    // A name that no one can type.
    let name = Symbol::from("\u{1}k");
    let outside =
        function.replaced(&mut |part| (*part == kernel).then(|| Expr::Symbol(name.clone())));
    if occurs(&outside, symbol) {
        return None;
    }
    let outside = factored(&outside, &name)?;
    let u = argument(&kernel)?;
    Fraction::of(u).ok()?;
    let mut found: Vec<Expr<Rational>> = divisors(u).into_iter().cloned().collect();
    if matches!(
        kernel,
        Expr::Call(Function::Sqrt | Function::Ln | Function::Log, _)
    ) {
        found.push(u.clone());
    }
    let above = outside.above.iter().map(|(factor, _)| factor);
    for factor in above.chain(&outside.below) {
        for level in factor.roots()?.iter().map(Root::to_expr) {
            if let Some(inverse) = inverse(&kernel, level?)? {
                found.push(Expr::Sum(vec![u.clone(), Expr::Negate(Box::new(inverse))]));
            }
        }
    }
    Some(found)
}

fn occurs(expr: &Expr<Rational>, symbol: &Symbol) -> bool {
    expr.any(&mut |part| matches!(part, Expr::Symbol(own) if own == symbol))
}

/// The one root, logarithm or exponential of the symbol that there is, however often.
fn only_kernel(expr: &Expr<Rational>, symbol: &Symbol) -> Option<Expr<Rational>> {
    let mut found: Option<&Expr<Rational>> = None;
    let mut todo = vec![expr];
    while let Some(part) = todo.pop() {
        match argument(part) {
            Some(u) if occurs(u, symbol) => match found {
                Some(known) if known != part => return None,
                _ => found = Some(part),
            },
            _ => todo.extend(part.children()),
        }
    }
    found.cloned()
}

/// The u of √u, ln u, e^u or 2^u.
fn argument(expr: &Expr<Rational>) -> Option<&Expr<Rational>> {
    match expr {
        Expr::Call(Function::Sqrt | Function::Ln | Function::Exp, arguments)
        | Expr::Call(Function::Log, arguments) => match arguments.as_slice() {
            [u] => Some(u),
            _ => None,
        },
        Expr::Power(base, u) => match &**base {
            Expr::Constant(Constant::E) => Some(u),
            Expr::Number(base) if base.signum() > 0 && !base.is_one() => match &**u {
                Expr::Number(_) => None,
                u => Some(u),
            },
            _ => None,
        },
        _ => None,
    }
}

/// What u is where the kernel is at a level; nothing where it never is.
fn inverse(kernel: &Expr<Rational>, level: Expr<Rational>) -> Option<Option<Expr<Rational>>> {
    let sign = evaluate(&level, &[], FIRST_BITS).ok()?.signum()?;
    let one = || Expr::Number(Rational::ONE);
    let power = |base: Expr<Rational>, level: Expr<Rational>| match sign {
        0 => one(),
        _ => Expr::Power(Box::new(base), Box::new(level)),
    };
    let logarithm = |level: Expr<Rational>| match &level {
        Expr::Number(value) if value.is_one() => Expr::Number(Rational::ZERO),
        _ => Expr::Call(Function::Ln, vec![level]),
    };
    Some(match kernel {
        Expr::Call(Function::Sqrt, _) => {
            (sign >= 0).then(|| Expr::Power(Box::new(level), Box::new(Expr::Number(2.into()))))
        }
        Expr::Call(Function::Ln, _) => Some(power(Expr::Constant(Constant::E), level)),
        Expr::Call(Function::Log, _) => Some(power(Expr::Number(10.into()), level)),
        _ if sign <= 0 => None,
        Expr::Power(base, _) if matches!(**base, Expr::Number(_)) => Some(Expr::Quotient(
            Box::new(logarithm(level)),
            Box::new(Expr::Call(Function::Ln, vec![(**base).clone()])),
        )),
        _ => Some(logarithm(level)),
    })
}
