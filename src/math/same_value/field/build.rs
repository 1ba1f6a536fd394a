//! From an expression to a quotient of polynomials in symbols and generators.

use super::{Field, Generator, Kind, Quotient, Stop};
use crate::math::numeric::{FIRST_BITS, NoNumber, Number, evaluate, varies};
use crate::math::{Constant, Expr, Function, Monomial, Polynomial, Rational};

/// How many factors are written out between two factorials.
const MAX_FACTORIAL_STEP: i64 = 24;

/// Bits that a constant is looked at with.
const PRECISIONS: [usize; 3] = [FIRST_BITS, 256, 1024];

fn half() -> Rational {
    Rational::new(1, 2).unwrap_or(Rational::ONE)
}

/// The value of a constant that is found to be a fraction: ⌊√2 · 10²⁰⌋.
fn exact_value(expr: &Expr<Rational>) -> Option<Rational> {
    if varies(expr) {
        return None;
    }
    PRECISIONS
        .into_iter()
        .find_map(|bits| match evaluate(expr, &[], bits) {
            Ok(Number::Exact(value)) => Some(value),
            _ => None,
        })
}

impl Field {
    pub(super) fn normal(&mut self, expr: &Expr<Rational>) -> Result<Quotient, Stop> {
        match expr {
            Expr::Number(value) => Ok(self.number(value)),
            Expr::Symbol(symbol) | Expr::Unit(symbol) => Ok(self.symbol_power(symbol, 1).into()),
            Expr::Constant(Constant::Pi) => self.pi(),
            Expr::Constant(Constant::E) => self.exponential(&self.integer(1)),
            Expr::Constant(Constant::I) => self.imaginary(),
            Expr::Negate(inner) => Ok(self.normal(inner)?.negate(&mut self.ring)?),
            Expr::Sum(terms) => {
                let mut sum = self.integer(0);
                for term in terms {
                    let term = self.normal(term)?;
                    sum = self.sum(sum, term)?;
                }
                Ok(sum)
            }
            Expr::Product(factors) => {
                let mut product = self.integer(1);
                for factor in factors {
                    let factor = self.normal(factor)?;
                    product = self.product(&product, &factor)?;
                }
                self.cancelled(product)
            }
            Expr::Quotient(above, below) => {
                let (above, below) = (self.normal(above)?, self.normal(below)?);
                self.ratio(above, below)
            }
            Expr::Power(base, exponent) => {
                let power = self.normal(exponent)?;
                if matches!(**base, Expr::Constant(Constant::E)) {
                    return self.exponential(&power);
                }
                let base = self.normal(base)?;
                self.any_power(&base, &power, varies(exponent))
            }
            Expr::Call(function, arguments) => self.call(*function, arguments),
            Expr::Apply(name, arguments) => {
                let arguments = self.all(arguments)?;
                self.opaque(Expr::Apply(name.clone(), Vec::new()), arguments)
            }
            _ => Err(Stop::Beyond),
        }
    }

    fn any_power(
        &mut self,
        base: &Quotient,
        exponent: &Quotient,
        varies: bool,
    ) -> Result<Quotient, Stop> {
        match exponent.as_number() {
            Some(value) if !varies => self.rational_power(base, &value),
            _ => self.general_power(base, exponent, varies),
        }
    }

    fn all(&mut self, exprs: &[Expr<Rational>]) -> Result<Vec<Quotient>, Stop> {
        exprs.iter().map(|expr| self.normal(expr)).collect()
    }

    fn pi(&mut self) -> Result<Quotient, Stop> {
        let (symbol, _) = self.generator(Kind::Pi, 1)?;
        Ok(self.symbol_power(&symbol, 1).into())
    }

    /// A function of which no law is known.
    fn opaque(&mut self, head: Expr<Rational>, arguments: Vec<Quotient>) -> Result<Quotient, Stop> {
        if arguments
            .iter()
            .any(|argument| self.has_imaginary(argument))
        {
            return Err(Stop::Beyond);
        }
        let (symbol, _) = self.generator(Kind::Opaque(head, arguments), 1)?;
        Ok(self.symbol_power(&symbol, 1).into())
    }

    fn call(&mut self, function: Function, exprs: &[Expr<Rational>]) -> Result<Quotient, Stop> {
        let arguments = self.all(exprs)?;
        match (function, arguments.as_slice()) {
            (Function::Sqrt, [a]) => self.rational_power(a, &half()),
            (Function::Root, [a, n]) => {
                let exponent = self.ratio(self.integer(1), n.clone())?;
                self.any_power(a, &exponent, exprs.get(1).is_some_and(varies))
            }
            (Function::Abs, [a]) => self.absolute(a),
            (Function::Exp, [a]) => self.exponential(a),
            (Function::Ln, [a]) => self.logarithm(a),
            (Function::Log, [a]) => {
                let (above, below) = (self.logarithm(a)?, self.logarithm(&self.integer(10))?);
                self.ratio(above, below)
            }
            (Function::Log, [a, base]) => {
                let (above, below) = (self.logarithm(a)?, self.logarithm(base)?);
                self.ratio(above, below)
            }
            (
                Function::Sin
                | Function::Cos
                | Function::Tan
                | Function::Sec
                | Function::Csc
                | Function::Cot,
                [a],
            ) => {
                let (cos, sin) = self.cos_sin(a)?;
                let one = self.integer(1);
                match function {
                    Function::Sin => Ok(sin),
                    Function::Cos => Ok(cos),
                    Function::Tan => self.ratio(sin, cos),
                    Function::Sec => self.ratio(one, cos),
                    Function::Csc => self.ratio(one, sin),
                    _ => self.ratio(cos, sin),
                }
            }
            (Function::Asin | Function::Atan, [a]) => self.inverse_angle(function, a),
            (Function::Acos, [a]) => {
                // arccos u = π/2 − arcsin u
                let right = self.pi()?;
                let right = self.product(&right, &self.number(&half()))?;
                let sine = self.inverse_angle(Function::Asin, a)?;
                self.difference(&right, &sine)
            }
            (Function::Sinh | Function::Cosh | Function::Tanh, [a]) => {
                let up = self.exponential(a)?;
                let negative = a.clone().negate(&mut self.ring)?;
                let down = self.exponential(&negative)?;
                let sum = self.sum(up.clone(), down.clone())?;
                let difference = self.difference(&up, &down)?;
                match function {
                    Function::Tanh => self.ratio(difference, sum),
                    Function::Sinh => self.ratio(difference, self.integer(2)),
                    _ => self.ratio(sum, self.integer(2)),
                }
            }
            (Function::Factorial, [a]) => self.factorial(a),
            (Function::Binomial, [n, k]) => self.binomial(n, k, exprs),
            (Function::Min, [first, rest @ ..]) => self.extreme(first, rest, -1),
            (Function::Max, [first, rest @ ..]) => self.extreme(first, rest, 1),
            _ => {
                let call = Expr::Call(function, exprs.to_vec());
                if let Some(value) = exact_value(&call) {
                    return Ok(self.number(&value));
                }
                if let (Function::Floor | Function::Ceil, [a]) = (function, arguments.as_slice()) {
                    return self.stepped(function, a);
                }
                self.opaque(Expr::Call(function, Vec::new()), arguments)
            }
        }
    }

    /// ⌊u + k⌋ = ⌊u⌋ + k and ⌈u + k⌉ = ⌈u⌉ + k for an integer k.
    fn stepped(&mut self, function: Function, u: &Quotient) -> Result<Quotient, Stop> {
        let whole = match u.denominator() {
            None => u.numerator().coefficient(&Monomial::one()),
            Some(_) => None,
        };
        let whole = self.number(&whole.map_or(Rational::ZERO, Rational::floor));
        let rest = self.difference(u, &whole)?;
        let step = self.opaque(Expr::Call(function, Vec::new()), vec![rest])?;
        self.sum(step, whole)
    }

    /// max(a, b) = (a + b + |a − b|)/2, min(a, b) = (a + b − |a − b|)/2
    fn extreme(
        &mut self,
        first: &Quotient,
        rest: &[Quotient],
        sign: i64,
    ) -> Result<Quotient, Stop> {
        let mut result = first.clone();
        for next in rest {
            let difference = self.difference(&result, next)?;
            let distance = self.absolute(&difference)?;
            let distance = self.product(&distance, &self.integer(sign))?;
            let sum = self.sum(result, next.clone())?;
            let sum = self.sum(sum, distance)?;
            result = self.product(&sum, &self.number(&half()))?;
        }
        Ok(result)
    }

    /// arcsin u or arctan u, with the angles that are known.
    fn inverse_angle(&mut self, function: Function, u: &Quotient) -> Result<Quotient, Stop> {
        if u.numerator().is_zero() {
            return Ok(self.integer(0));
        }
        let negative = u
            .numerator()
            .leading()
            .is_some_and(|(_, lead)| lead.is_negative());
        if negative {
            let mirrored = u.clone().negate(&mut self.ring)?;
            let angle = self.inverse_angle(function, &mirrored)?;
            return Ok(angle.negate(&mut self.ring)?);
        }
        let square = self.product(u, u)?;
        let square = self.cancelled(square)?;
        if let Some(square) = square.as_number() {
            let share = |above, below| Rational::new(above, below);
            let known: &[(Option<Rational>, i64)] = match function {
                Function::Asin => &[
                    (share(1, 4), 6),
                    (share(1, 2), 4),
                    (share(3, 4), 3),
                    (share(1, 1), 2),
                ],
                _ => &[(share(1, 3), 6), (share(1, 1), 4), (share(3, 1), 3)],
            };
            let part = known
                .iter()
                .find(|(known, _)| known.as_ref() == Some(&square));
            if let Some((_, part)) = part {
                let above = self.is_positive(u.numerator())?;
                let below = match u.denominator() {
                    Some(below) => self.is_positive(below)?,
                    None => true,
                };
                let pi = self.pi()?;
                let part = self.integer(if above == below { *part } else { -part });
                return self.ratio(pi, part);
            }
        }
        self.opaque(Expr::Call(function, Vec::new()), vec![u.clone()])
    }

    /// What a quotient is the inverse sine or tangent of, and which.
    pub(super) fn inverse_of(&self, unit: &Quotient) -> Option<(Function, Quotient)> {
        let (monomial, _) = unit.numerator().leading()?;
        let ([(symbol, 1)], None) = (monomial.powers(), unit.denominator()) else {
            return None;
        };
        match &self.generator_of(symbol)?.kind {
            Kind::Opaque(Expr::Call(function, _), arguments) => match arguments.as_slice() {
                [argument] => Some((*function, argument.clone())),
                _ => None,
            },
            _ => None,
        }
    }

    /// (v + k)! = v! (v + 1) … (v + k) for an integer k.
    fn factorial(&mut self, u: &Quotient) -> Result<Quotient, Stop> {
        if let Some(value) = u.as_number() {
            let call = Expr::Call(Function::Factorial, vec![Expr::Number(value)]);
            return match evaluate(&call, &[], FIRST_BITS) {
                Ok(Number::Exact(value)) => Ok(self.number(&value)),
                Err(NoNumber::Undefined) => Err(Stop::Undefined),
                _ => Err(Stop::Beyond),
            };
        }
        let constant = match u.denominator() {
            None => u.numerator().coefficient(&Monomial::one()).cloned(),
            Some(_) => None,
        };
        let k = constant
            .map_or(Rational::ZERO, |constant| constant.floor())
            .to_i64()
            .filter(|k| k.abs() <= MAX_FACTORIAL_STEP)
            .ok_or(Stop::Beyond)?;
        let base = self.difference(u, &self.integer(k))?;
        let mut result = self.opaque(
            Expr::Call(Function::Factorial, Vec::new()),
            vec![base.clone()],
        )?;
        for step in 1..=k {
            let factor = self.sum(base.clone(), self.integer(step))?;
            result = self.product(&result, &factor)?;
        }
        for step in k + 1..=0 {
            let factor = self.sum(base.clone(), self.integer(step))?;
            result = self.ratio(result, factor)?;
        }
        Ok(result)
    }

    fn binomial(
        &mut self,
        n: &Quotient,
        k: &Quotient,
        exprs: &[Expr<Rational>],
    ) -> Result<Quotient, Stop> {
        let below = self.factorial(k)?;
        let count = k.as_number().and_then(|k| k.to_i64());
        if let Some(count) = count.filter(|count| *count <= MAX_FACTORIAL_STEP) {
            let mut product = self.integer(1);
            for step in 0..count {
                let factor = self.difference(n, &self.integer(step))?;
                product = self.product(&product, &factor)?;
            }
            return self.ratio(product, below);
        }
        let call = Expr::Call(Function::Binomial, exprs.to_vec());
        if let Some(value) = exact_value(&call) {
            return Ok(self.number(&value));
        }
        let rest = self.difference(n, k)?;
        let (above, rest) = (self.factorial(n)?, self.factorial(&rest)?);
        let below = self.product(&below, &rest)?;
        self.ratio(above, below)
    }

    /// |u|
    fn absolute(&mut self, u: &Quotient) -> Result<Quotient, Stop> {
        if u.numerator().is_zero() {
            return Ok(self.integer(0));
        }
        if self.has_imaginary(u) {
            let square = self.norm(u)?;
            return self.rational_power(&square, &half());
        }
        if self.is_above_zero(u)? {
            Ok(u.clone())
        } else {
            Ok(u.clone().negate(&mut self.ring)?)
        }
    }

    /// Real and imaginary part of a polynomial.
    pub(super) fn parts(&mut self, polynomial: &super::Poly) -> Result<[super::Poly; 2], Stop> {
        let imaginary = self.imaginary()?.numerator().symbols();
        let mut parts = [Polynomial::zero(), Polynomial::zero()];
        for (monomial, coefficient) in polynomial.terms() {
            let found = imaginary.iter().find(|i| monomial.exponent(i) > 0);
            let (place, rest) = match found {
                Some(i) => {
                    let rest = monomial.over(&Monomial::power(i, 1)).ok_or(Stop::Beyond)?;
                    (1, rest)
                }
                None => (0, monomial.clone()),
            };
            let term = Polynomial::term(&self.ring, coefficient.clone(), rest);
            if let Some(part) = parts.get_mut(place) {
                *part = part.clone().add(&mut self.ring, term)?;
            }
        }
        Ok(parts)
    }

    /// u ū
    fn norm(&mut self, u: &Quotient) -> Result<Quotient, Stop> {
        let above = self.polynomial_norm(u.numerator())?;
        match u.denominator() {
            None => Ok(above),
            Some(below) => {
                let below = self.polynomial_norm(below)?;
                self.ratio(above, below)
            }
        }
    }

    fn polynomial_norm(&mut self, polynomial: &super::Poly) -> Result<Quotient, Stop> {
        let [re, im] = self.parts(polynomial)?.map(Quotient::from);
        let (re, im) = (self.product(&re, &re)?, self.product(&im, &im)?);
        self.sum(re, im)
    }

    /// What a generator stands for.
    pub(super) fn meaning(&self, generator: &Generator) -> Expr<Rational> {
        let n = || Expr::Number(Rational::from(generator.n));
        let share = |unit: &Quotient| {
            Expr::Quotient(Box::new(self.quotient_expression(unit)), Box::new(n()))
        };
        let modulus = |base| Expr::Call(Function::Abs, vec![self.expression(base)]);
        match &generator.kind {
            Kind::Pi => Expr::Constant(Constant::Pi),
            Kind::Imaginary => Expr::Constant(Constant::I),
            Kind::Root(base) => Expr::Call(Function::Root, vec![modulus(base), n()]),
            Kind::Exponential(unit) => Expr::Call(Function::Exp, vec![share(unit)]),
            Kind::Parity(unit) => {
                let minus = Expr::Number(Rational::from(-1));
                Expr::Power(Box::new(minus), Box::new(share(unit)))
            }
            Kind::Logarithm(base) => Expr::Call(Function::Ln, vec![modulus(base)]),
            Kind::Cosine(unit) => Expr::Call(Function::Cos, vec![share(unit)]),
            Kind::Sine(unit) => Expr::Call(Function::Sin, vec![share(unit)]),
            Kind::Opaque(head, arguments) => {
                let arguments = arguments
                    .iter()
                    .map(|argument| self.quotient_expression(argument))
                    .collect();
                match head {
                    Expr::Call(function, _) => Expr::Call(*function, arguments),
                    Expr::Apply(name, _) => Expr::Apply(name.clone(), arguments),
                    other => other.clone(),
                }
            }
        }
    }

    fn quotient_expression(&self, quotient: &Quotient) -> Expr<Rational> {
        let above = self.expression(quotient.numerator());
        match quotient.denominator() {
            None => above,
            Some(below) => Expr::Quotient(Box::new(above), Box::new(self.expression(below))),
        }
    }
}
