//! The value of an expression at a point, by bounds.

use super::elementary;
use super::interval::Interval;
use super::number::{Known, NoNumber, Number, cos_sin, known};
use crate::math::{Constant, Expr, Function, Rational, Symbol};

/// The most operations of one evaluation: what fits in an answer of 10 kB, evaluated in a
/// millisecond or two.
const MAX_STEPS: u32 = 20_000;

/// The greatest number of which the factorial is computed.
const MAX_FACTORIAL: i64 = 200;

/// A point: what the symbols stand for. A function that is only named is read as one fixed
/// function, different for each value at its name.
pub(in crate::math) type Point<'a> = &'a [(Symbol, Rational)];

/// The value of an expression at a point.
///
/// # Errors
/// It has no value there, or none that is known.
pub(in crate::math) fn evaluate(
    expr: &Expr<Rational>,
    at: Point<'_>,
    bits: usize,
) -> Result<Number, NoNumber> {
    if bits > elementary::MAX_BITS {
        return Err(NoNumber::Unknown);
    }
    Evaluator {
        at,
        bits,
        steps: MAX_STEPS,
    }
    .value(expr)
}

struct Evaluator<'a> {
    at: Point<'a>,
    bits: usize,
    steps: u32,
}

const fn exact(value: Rational) -> Number {
    Number::Exact(value)
}

fn integer(value: i64) -> Number {
    exact(value.into())
}

impl Evaluator<'_> {
    fn value(&mut self, expr: &Expr<Rational>) -> Known {
        self.steps = self.steps.checked_sub(1).ok_or(NoNumber::Unknown)?;
        let bits = self.bits;
        match expr {
            Expr::Number(value) => Number::exact(value.clone(), bits),
            Expr::Symbol(name) | Expr::Unit(name) => self.symbol(name).map(exact),
            Expr::Constant(Constant::Pi) => known(elementary::pi(bits)).map(Number::Real),
            Expr::Constant(Constant::E) => integer(1).exp(bits),
            Expr::Constant(Constant::I) => {
                Ok(Number::Complex(Interval::ZERO, integer(1).real(bits)?))
            }
            Expr::Negate(a) => Ok(self.value(a)?.negate()),
            Expr::Sum(terms) => terms
                .iter()
                .try_fold(integer(0), |sum, term| sum.add(&self.value(term)?, bits)),
            Expr::Product(factors) => factors.iter().try_fold(integer(1), |product, factor| {
                product.mul(&self.value(factor)?, bits)
            }),
            Expr::Quotient(a, b) => {
                let (a, b) = (self.value(a)?, self.value(b)?);
                a.div(&b, bits)
            }
            Expr::Power(base, exponent) => {
                let power = self.value(exponent)?;
                if matches!(**base, Expr::Constant(Constant::E)) {
                    return power.exp(bits);
                }
                self.value(base)?.pow(&power, varies(exponent), bits)
            }
            Expr::Call(function, arguments) => self.call(*function, arguments),
            Expr::Apply(name, arguments) => self.named(name, arguments),
            _ => Err(NoNumber::Unknown),
        }
    }

    fn symbol(&self, name: &Symbol) -> Known<Rational> {
        known(
            self.at
                .iter()
                .find(|(symbol, _)| symbol == name)
                .map(|(_, value)| value.clone()),
        )
    }

    /// f(a, b, …) = c + Σ (i + 2) aᵢ + aᵢ², with c for the name: as good a function as any other.
    fn named(&mut self, name: &Symbol, arguments: &[Expr<Rational>]) -> Known {
        let mut sum = exact(self.symbol(name)?);
        for (factor, argument) in (2..).zip(arguments) {
            let value = self.value(argument)?;
            let linear = value.mul(&integer(factor), self.bits)?;
            sum = sum.add(&linear, self.bits)?;
            sum = sum.add(&value.mul(&value, self.bits)?, self.bits)?;
        }
        Ok(sum)
    }

    fn call(&mut self, function: Function, arguments: &[Expr<Rational>]) -> Known {
        let bits = self.bits;
        let values = arguments
            .iter()
            .map(|argument| self.value(argument))
            .collect::<Known<Vec<_>>>()?;
        match (function, values.as_slice()) {
            (Function::Sqrt, [a]) => a.powq(&half(), bits),
            (Function::Root, [a, n]) => {
                let exponent = integer(1).div(n, bits)?;
                let varies = arguments.get(1).is_some_and(varies);
                a.pow(&exponent, varies, bits)
            }
            (Function::Abs, [a]) => a.abs(bits),
            (Function::Exp, [a]) => a.exp(bits),
            (Function::Ln, [a]) => a.ln(bits),
            (Function::Log, [a]) => a.ln(bits)?.div(&integer(10).ln(bits)?, bits),
            (Function::Log, [a, base]) => a.ln(bits)?.div(&base.ln(bits)?, bits),
            (Function::Sin, [a]) => Ok(angle(a, bits)?.1),
            (Function::Cos, [a]) => Ok(angle(a, bits)?.0),
            (Function::Tan, [a]) => {
                let (cos, sin) = angle(a, bits)?;
                sin.div(&cos, bits)
            }
            (Function::Sec, [a]) => integer(1).div(&angle(a, bits)?.0, bits),
            (Function::Csc, [a]) => integer(1).div(&angle(a, bits)?.1, bits),
            (Function::Cot, [a]) => {
                let (cos, sin) = angle(a, bits)?;
                cos.div(&sin, bits)
            }
            (Function::Asin, [a]) => arcsine(a, bits),
            (Function::Acos, [a]) => {
                let right = known(elementary::pi(bits).and_then(|pi| pi.scaled(-1)))?;
                Number::Real(right).sub(&arcsine(a, bits)?, bits)
            }
            (Function::Atan, [a]) => arctangent(a, bits),
            (Function::Sinh, [a]) => hyperbolic(a, -1, bits),
            (Function::Cosh, [a]) => hyperbolic(a, 1, bits),
            (Function::Tanh, [a]) => hyperbolic(a, -1, bits)?.div(&hyperbolic(a, 1, bits)?, bits),
            (Function::Factorial, [Number::Exact(n)]) => factorial(n).map(exact),
            (Function::Binomial, [n, Number::Exact(k)]) => binomial(n, k, bits),
            (Function::Floor, [a]) => stepped(a, Rational::floor),
            (Function::Ceil, [a]) => stepped(a, Rational::ceil),
            (Function::Round, [a]) => stepped(a, round_half_even),
            (Function::Sign, [a]) => known(a.signum()).map(|sign| integer(sign.into())),
            (Function::Min, [first, rest @ ..]) => {
                let pick = |a: Number, b: &Number| Ok(negated_max(&a, b, bits)?.negate());
                rest.iter().try_fold(first.clone(), pick)
            }
            (Function::Max, [first, rest @ ..]) => rest.iter().try_fold(first.clone(), |a, b| {
                negated_max(&a.negate(), &b.negate(), bits)
            }),
            (Function::Gcd, values) => integers(values, Rational::checked_gcd),
            (Function::Lcm, values) => integers(values, Rational::checked_lcm),
            _ => Err(NoNumber::Unknown),
        }
    }
}

fn half() -> Rational {
    Rational::new(1, 2).unwrap_or(Rational::ONE)
}

/// Whether an expression has a symbol, so that it is not the same number everywhere.
pub(in crate::math) fn varies(expr: &Expr<Rational>) -> bool {
    expr.any(&mut |part| {
        matches!(
            part,
            Expr::Symbol(_) | Expr::Unit(_) | Expr::Apply(..) | Expr::PlusMinus(_)
        )
    })
}

fn angle(a: &Number, bits: usize) -> Known<(Number, Number)> {
    if a.is_zero() {
        return Ok((integer(1), integer(0)));
    }
    let (cos, sin) = cos_sin(&a.real(bits)?, bits)?;
    Ok((Number::Real(cos), Number::Real(sin)))
}

fn arctangent(a: &Number, bits: usize) -> Known {
    if a.is_zero() {
        return Ok(integer(0));
    }
    known(a.real(bits)?.monotone(|x| elementary::atan(x, bits))).map(Number::Real)
}

/// arcsin x = arctan(x / √(1 − x²))
fn arcsine(a: &Number, bits: usize) -> Known {
    let rest = integer(1).sub(&a.mul(a, bits)?, bits)?;
    match rest.signum() {
        Some(1) => arctangent(&a.div(&rest.powq(&half(), bits)?, bits)?, bits),
        Some(0) => {
            let right = Number::Real(known(elementary::pi(bits))?).mul(&exact(half()), bits)?;
            Ok(if a.signum() == Some(1) {
                right
            } else {
                right.negate()
            })
        }
        Some(_) => Err(NoNumber::Undefined),
        None => Err(NoNumber::Unknown),
    }
}

/// (e ^ x ± e ^ −x) / 2
fn hyperbolic(a: &Number, sign: i64, bits: usize) -> Known {
    let (up, down) = (a.exp(bits)?, a.negate().exp(bits)?);
    up.add(&down.mul(&integer(sign), bits)?, bits)?
        .mul(&exact(half()), bits)
}

fn factorial(n: &Rational) -> Known<Rational> {
    match n.to_i64() {
        Some(n) if n > MAX_FACTORIAL => Err(NoNumber::Unknown),
        Some(n) if n >= 0 => Ok((2..=n).fold(Rational::ONE, |product, factor| {
            &product * &Rational::from(factor)
        })),
        None if n.is_integer() && !n.is_negative() => Err(NoNumber::Unknown),
        _ => Err(NoNumber::Undefined),
    }
}

/// n (n − 1) … (n − k + 1) / k!
fn binomial(n: &Number, k: &Rational, bits: usize) -> Known {
    let below = factorial(k)?;
    let mut product = exact(below).powi(-1, bits)?;
    for index in 0..k.to_i64().unwrap_or(0) {
        product = product.mul(&n.sub(&integer(index), bits)?, bits)?;
    }
    Ok(product)
}

/// A function that is constant between its steps and never decreases.
fn stepped(a: &Number, step: impl Fn(&Rational) -> Rational) -> Known {
    let (low, high) = known(a.bounds())?;
    let (low, high) = (step(&low), step(&high));
    known((low == high).then(|| exact(low)))
}

/// The nearest integer, halves to the even one.
fn round_half_even(value: &Rational) -> Rational {
    let below = value.floor();
    let twice = &(value - &below) * &2.into();
    let up = match twice.cmp(&Rational::ONE) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => below.checked_mod(&2.into()) == Some(Rational::ONE),
        std::cmp::Ordering::Greater => true,
    };
    if up { &below + &Rational::ONE } else { below }
}

/// −min(a, b) = max(−a, −b)
fn negated_max(a: &Number, b: &Number, bits: usize) -> Known {
    let difference = a.sub(b, bits)?;
    match difference.signum() {
        Some(sign) if sign <= 0 => Ok(a.negate()),
        Some(_) => Ok(b.negate()),
        None => Err(NoNumber::Unknown),
    }
}

fn integers(
    values: &[Number],
    combine: impl Fn(&Rational, &Rational) -> Option<Rational>,
) -> Known {
    let mut all = None;
    for value in values {
        let Number::Exact(value) = value else {
            return Err(NoNumber::Unknown);
        };
        all = Some(match all {
            None => value.abs(),
            Some(all) => combine(&all, value).ok_or(NoNumber::Undefined)?,
        });
    }
    known(all.map(exact))
}
