//! Conditions on one real number, compared by the numbers that satisfy them.
//!
//! The truth of a condition changes only where one of its functions is 0 or has a pole or an edge.
//! These points are found exactly, as roots of polynomials; between two of them the condition is as
//! it is at any fraction there.

use super::kernel;
use super::point::{Point, add_roots, gaps, separated};
use super::real_root::{Root, Univariate};
use super::{Formula, Sign, sign_at};
use crate::math::numeric::evaluate;
use crate::math::same_value::{Comparison, Doubt, Proof, Sense, Witness, scalar};
use crate::math::{
    Expr, Factorization, Fraction, Function, Monomial, Polynomial, Rational, Symbol, enclose,
};
use std::cmp::Ordering;

/// How many ways moduli may be resolved in one function.
const MAX_BRANCHES: usize = 16;

/// A function as a product of factors without multiple roots, where it is rational.
#[derive(Debug)]
pub(super) struct Factored {
    /// The sign of the constant factor.
    sign: i64,
    pub(super) above: Vec<(Univariate, u32)>,
    pub(super) below: Vec<Univariate>,
    /// The factors below, with their multiplicities, as they count for the sign.
    powers: Vec<u32>,
}

/// Compares two conditions on one symbol.
pub(super) fn compare(
    functions: &[Expr<Rational>],
    formulas: [&Formula; 2],
    symbol: &Symbol,
    sense: &Sense,
) -> Comparison {
    decide(functions, formulas, symbol, sense).unwrap_or(Comparison::Undecided(Doubt::Beyond))
}

fn decide(
    functions: &[Expr<Rational>],
    formulas: [&Formula; 2],
    symbol: &Symbol,
    sense: &Sense,
) -> Option<Comparison> {
    let factored: Vec<Option<Factored>> = functions.iter().map(|f| factored(f, symbol)).collect();
    let mut points = Vec::new();
    for (function, factored) in functions.iter().zip(&factored) {
        match factored {
            Some(factored) => {
                let above = factored.above.iter().map(|(factor, _)| factor);
                for factor in above.chain(&factored.below) {
                    add_roots(&mut points, factor)?;
                }
            }
            None => edges(function, symbol, &mut points)?,
        }
    }
    if sense.positive {
        add_roots(
            &mut points,
            &Univariate::new(vec![Rational::ZERO, Rational::ONE]),
        )?;
    }
    let points = separated(points)?;
    let [left, right] = formulas;
    let differ = |sign: &mut dyn FnMut(usize) -> Sign| -> Option<bool> {
        let never = |_: usize| false;
        let a = left.is_true(&mut |place| sign(place), &never)?;
        let b = right.is_true(&mut |place| sign(place), &never)?;
        Some(a != b)
    };
    for (index, sample) in gaps(&points).into_iter().enumerate() {
        if !(sense.positive && !sample.is_zero() && sample.is_negative()) {
            let at = [(symbol.clone(), sample.clone())];
            let mut sign = |place: usize| {
                functions
                    .get(place)
                    .map_or(Sign::Unknown, |f| match sign_at(f, &at) {
                        Sign::Unknown => zero_or_unknown(f, symbol, &Expr::Number(sample.clone())),
                        known => known,
                    })
            };
            if differ(&mut sign)? {
                return Some(Comparison::Different(Witness::Member(
                    sample.clone(),
                    sample,
                )));
            }
        }
        let Some(point) = points.get(index) else {
            continue;
        };
        let (low, high) = point.bounds();
        if sense.positive && low.signum() <= 0 {
            continue;
        }
        let mut sign = |place: usize| {
            let known = factored.get(place).and_then(Option::as_ref);
            match (known, functions.get(place)) {
                (Some(factored), _) if let Point::Root(root) = point => factored.sign_at(root),
                (_, Some(function)) => match point.to_expr() {
                    Some(value) => zero_or_unknown(function, symbol, &value),
                    None => Sign::Unknown,
                },
                _ => Sign::Unknown,
            }
        };
        if differ(&mut sign)? {
            return Some(Comparison::Different(Witness::Member(
                low.clone(),
                high.clone(),
            )));
        }
    }
    Some(Comparison::Equal(Proof::RealSets))
}

/// The sign of a function at a constant: by bounds, or 0 where it is proved to be.
fn zero_or_unknown(function: &Expr<Rational>, symbol: &Symbol, value: &Expr<Rational>) -> Sign {
    let there = function.replaced(&mut |part| match part {
        Expr::Symbol(own) if own == symbol => Some(value.clone()),
        _ => None,
    });
    match sign_at(&there, &[]) {
        Sign::Unknown => {
            let zero = Expr::Number(Rational::ZERO);
            if scalar::compare(&there, &zero, &Sense::default()).is_equal() {
                Sign::Known(Ordering::Equal)
            } else {
                Sign::Unknown
            }
        }
        known => known,
    }
}

fn univariate(polynomial: &Polynomial<Rational>, symbol: &Symbol) -> Option<Univariate> {
    let degree = u32::try_from(polynomial.degree()).ok()?;
    if polynomial.symbols().iter().any(|own| own != symbol) {
        return None;
    }
    Some(Univariate::new(
        (0..=degree)
            .map(|exponent| {
                polynomial
                    .coefficient(&Monomial::power(symbol, exponent))
                    .cloned()
                    .unwrap_or(Rational::ZERO)
            })
            .collect(),
    ))
}

/// A rational function of one symbol in factors; `None` where it is none, or too large.
pub(super) fn factored(function: &Expr<Rational>, symbol: &Symbol) -> Option<Factored> {
    let fraction = Fraction::of(function).ok()?;
    let above = Factorization::of(fraction.numerator()).ok()?;
    let mut sign = above.content.signum();
    let mut result = Factored {
        sign: 0,
        above: Vec::new(),
        below: Vec::new(),
        powers: Vec::new(),
    };
    for (factor, multiplicity) in &above.factors {
        result
            .above
            .push((univariate(factor, symbol)?, *multiplicity));
    }
    // What the text divides by must not be 0, whether or not it cancels.
    for divisor in divisors(function) {
        let below = Factorization::of(Fraction::of(divisor).ok()?.numerator()).ok()?;
        for (factor, _) in &below.factors {
            let factor = univariate(factor, symbol)?;
            if !result.below.contains(&factor) {
                result.below.push(factor);
                result.powers.push(0);
            }
        }
    }
    if let Some(below) = fraction.denominator() {
        let below = Factorization::of(below).ok()?;
        sign *= below.content.signum();
        for (factor, multiplicity) in &below.factors {
            let factor = univariate(factor, symbol)?;
            match result.below.iter().position(|own| *own == factor) {
                Some(place) => *result.powers.get_mut(place)? += multiplicity,
                None => {
                    result.below.push(factor);
                    result.powers.push(*multiplicity);
                }
            }
        }
    }
    result.sign = sign;
    Some(result)
}

/// What an expression divides by.
pub(super) fn divisors(expr: &Expr<Rational>) -> Vec<&Expr<Rational>> {
    let mut found = Vec::new();
    let mut todo = vec![expr];
    while let Some(part) = todo.pop() {
        match part {
            Expr::Quotient(_, below) => found.push(&**below),
            Expr::Power(base, exponent) => {
                let negative = evaluate(exponent, &[], 64)
                    .ok()
                    .and_then(|value| value.signum());
                if negative == Some(-1) {
                    found.push(&**base);
                }
            }
            _ => {}
        }
        todo.extend(part.children());
    }
    found
}

impl Factored {
    /// The sign at a root of one of the factors: the others have none within its bounds.
    fn sign_at(&self, root: &Root) -> Sign {
        if self.below.contains(&root.polynomial) {
            return Sign::Undefined;
        }
        if self.sign == 0
            || self
                .above
                .iter()
                .any(|(factor, _)| *factor == root.polynomial)
        {
            return Sign::Known(Ordering::Equal);
        }
        let above = self.above.iter().map(|(factor, power)| (factor, *power));
        let below = self.below.iter().zip(self.powers.iter().copied());
        let sign = above
            .chain(below)
            .filter(|(_, power)| power % 2 == 1)
            .fold(self.sign, |sign, (factor, _)| sign * factor.sign(&root.low));
        match sign {
            0 => Sign::Unknown,
            sign => Sign::Known(sign.cmp(&0)),
        }
    }
}

/// The points at which a function that is not rational may change its sign: with the moduli in it
/// resolved either way, and where what is inside is 0; and where one that is linear is 0.
fn edges(function: &Expr<Rational>, symbol: &Symbol, points: &mut Vec<Point>) -> Option<()> {
    let mut branches = vec![function.clone()];
    let mut done = 0;
    while let Some(branch) = branches.pop() {
        done += 1;
        if done > MAX_BRANCHES {
            return None;
        }
        if let Some(inside) = innermost_modulus(&branch) {
            let negative = Expr::Negate(Box::new(inside.clone()));
            for sign in [inside.clone(), negative] {
                let modulus = Expr::Call(Function::Abs, vec![inside.clone()]);
                branches
                    .push(branch.replaced(&mut |part| (*part == modulus).then(|| sign.clone())));
            }
            zeros(&inside, symbol, points)?;
        } else {
            zeros(&branch, symbol, points)?;
        }
    }
    Some(())
}

fn innermost_modulus(expr: &Expr<Rational>) -> Option<Expr<Rational>> {
    for child in expr.children() {
        if let Some(found) = innermost_modulus(child) {
            return Some(found);
        }
    }
    match expr {
        Expr::Call(Function::Abs, arguments) => arguments.first().cloned(),
        _ => None,
    }
}

/// The zeros and poles of a function without moduli.
fn zeros(function: &Expr<Rational>, symbol: &Symbol, points: &mut Vec<Point>) -> Option<()> {
    if let Some(factored) = factored(function, symbol) {
        let above = factored.above.iter().map(|(factor, _)| factor);
        for factor in above.chain(&factored.below) {
            add_roots(points, factor)?;
        }
        return Some(());
    }
    if let Some(inside) = kernel::inside(function, symbol) {
        return inside.iter().try_for_each(|u| zeros(u, symbol, points));
    }
    let zero = linear_zero(function, symbol)?;
    let (low, high) = enclose(&zero, 32)?;
    points.push(Point::Constant(zero, low, high, 32));
    Some(())
}

/// −b/a for a function a x + b with constants a and b that are not all rational.
fn linear_zero(function: &Expr<Rational>, symbol: &Symbol) -> Option<Expr<Rational>> {
    let at = |value: i64| {
        function.replaced(&mut |part| match part {
            Expr::Symbol(own) if own == symbol => Some(Expr::Number(value.into())),
            _ => None,
        })
    };
    let b = at(0);
    let a = Expr::Sum(vec![at(1), Expr::Negate(Box::new(b.clone()))]);
    let linear = Expr::Sum(vec![
        Expr::Product(vec![a.clone(), Expr::Symbol(symbol.clone())]),
        b.clone(),
    ]);
    let proved = is_polynomial(function, symbol)
        && scalar::compare(function, &linear, &Sense::default()).is_equal();
    let (low, high) = enclose(&a, 32)?;
    (proved && (low.signum() > 0 || high.signum() < 0))
        .then(|| Expr::Negate(Box::new(Expr::Quotient(Box::new(b), Box::new(a)))))
}

/// Whether a symbol occurs in sums, products and whole powers only.
fn is_polynomial(expr: &Expr<Rational>, symbol: &Symbol) -> bool {
    let occurs = |expr: &Expr<Rational>| {
        let mut expr_symbol =
            |part: &Expr<Rational>| matches!(part, Expr::Symbol(own) if own == symbol);
        expr.any(&mut expr_symbol)
    };
    match expr {
        Expr::Symbol(_) => true,
        Expr::Negate(inner) => is_polynomial(inner, symbol),
        Expr::Sum(parts) | Expr::Product(parts) => {
            parts.iter().all(|part| is_polynomial(part, symbol))
        }
        Expr::Quotient(above, below) => is_polynomial(above, symbol) && !occurs(below),
        other => !occurs(other),
    }
}
