//! Conditions on several symbols, compared case by case: each factor of each function is below, at
//! or above 0, each letter true or false. What agrees in all cases is the same condition, though
//! not every case need occur; what does not is told apart at a point, if one can be found.

use super::real_set::divisors;
use super::{Atoms, Formula, Sign, sign_at};
use crate::math::expand::sum_of_terms;
use crate::math::numeric::{Number, evaluate};
use crate::math::same_value::{Comparison, Doubt, Proof, Sense, Witness, sample, scalar};
use crate::math::{Budget, Expr, Factorization, Fraction, Function, Monomial};
use crate::math::{Polynomial, Rational, Symbol};

/// The most cases that are gone through.
const MAX_CASES: usize = 20_000;

/// The most points that are tried.
const MAX_POINTS: usize = 48;

/// A thing with a sign of its own.
#[derive(Debug)]
enum Variable {
    Factor(Polynomial<Rational>),
    /// A function of which only the sign of the whole is known.
    Opaque(Expr<Rational>),
}

/// A function as the product of variables.
#[derive(Debug)]
struct Product {
    sign: i64,
    /// Variables with their exponents, odd or even.
    above: Vec<(usize, u32)>,
    /// Those that must not be 0.
    below: Vec<usize>,
}

#[derive(Debug, Default)]
struct Variables {
    all: Vec<Variable>,
}

impl Variables {
    fn factor(&mut self, polynomial: Polynomial<Rational>) -> usize {
        let known = self
            .all
            .iter()
            .position(|own| matches!(own, Variable::Factor(factor) if *factor == polynomial));
        known.unwrap_or_else(|| {
            self.all.push(Variable::Factor(polynomial));
            self.all.len() - 1
        })
    }

    fn product(&mut self, function: &Expr<Rational>, sense: &Sense) -> Product {
        self.rational(function)
            .or_else(|| self.rational(&without_moduli(function)?))
            .unwrap_or_else(|| self.opaque(function, sense))
    }

    fn rational(&mut self, function: &Expr<Rational>) -> Option<Product> {
        let fraction = Fraction::of(function).ok()?;
        let above = Factorization::of(fraction.numerator()).ok()?;
        let mut product = Product {
            sign: above.content.signum(),
            above: Vec::new(),
            below: Vec::new(),
        };
        let mut below = Vec::new();
        if let Some(denominator) = fraction.denominator() {
            let factors = Factorization::of(denominator).ok()?;
            product.sign *= factors.content.signum();
            below = factors.factors;
        }
        for divisor in divisors(function) {
            let factors = Factorization::of(Fraction::of(divisor).ok()?.numerator()).ok()?;
            below.extend(factors.factors.into_iter().map(|(factor, _)| (factor, 0)));
        }
        for (factor, power) in above.factors {
            let place = self.factor(factor);
            product.above.push((place, power));
        }
        for (factor, power) in below {
            let place = self.factor(factor);
            product.above.push((place, power));
            product.below.push(place);
        }
        Some(product)
    }

    fn opaque(&mut self, function: &Expr<Rational>, sense: &Sense) -> Product {
        let negative = Expr::Negate(Box::new(function.clone()));
        let strict = Sense {
            strict: true,
            ..*sense
        };
        let found = self
            .all
            .iter()
            .enumerate()
            .find_map(|(place, own)| match own {
                Variable::Factor(_) => None,
                Variable::Opaque(known) if scalar::compare(known, function, &strict).is_equal() => {
                    Some((place, 1))
                }
                Variable::Opaque(known)
                    if scalar::compare(known, &negative, &strict).is_equal() =>
                {
                    Some((place, -1))
                }
                Variable::Opaque(_) => None,
            });
        let (place, sign) = found.unwrap_or_else(|| {
            self.all.push(Variable::Opaque(function.clone()));
            (self.all.len() - 1, 1)
        });
        Product {
            sign,
            above: vec![(place, 1)],
            below: Vec::new(),
        }
    }
}

/// |u| − |v| has the sign of u² − v².
fn without_moduli(function: &Expr<Rational>) -> Option<Expr<Rational>> {
    let square = |side: &Expr<Rational>| match side {
        Expr::Call(Function::Abs, arguments) => {
            let inside = arguments.first()?.clone();
            let two = Expr::Number(2.into());
            Some(Expr::Power(Box::new(inside), Box::new(two)))
        }
        _ => None,
    };
    let Expr::Sum(terms) = function else {
        return None;
    };
    let [left, Expr::Negate(right)] = terms.as_slice() else {
        return None;
    };
    let right = Expr::Negate(Box::new(square(right)?));
    Some(Expr::Sum(vec![square(left)?, right]))
}

impl Variable {
    /// The signs it can have.
    fn signs(&self, sense: &Sense) -> &'static [i64] {
        match self {
            Self::Factor(factor) => {
                let above = |even: bool| {
                    factor.terms().all(|(monomial, coefficient)| {
                        let kept = monomial.powers().iter().all(|(_, power)| power % 2 == 0);
                        !coefficient.is_negative() && (kept || !even)
                    })
                };
                let constant = factor.coefficient(&Monomial::one()).is_some();
                if sense.positive && above(false) || constant && above(true) {
                    &[1]
                } else {
                    &[1, -1, 0]
                }
            }
            Self::Opaque(_) => &[1, -1, 0],
        }
    }
}

impl Product {
    fn sign(&self, signs: &[i64]) -> Sign {
        let at = |place: &usize| signs.get(*place).copied().unwrap_or(0);
        if self.below.iter().any(|place| at(place) == 0) {
            return Sign::Undefined;
        }
        let sign = self.above.iter().fold(self.sign, |sign, (place, power)| {
            match (at(place), power % 2) {
                (_, 0) if *power == 0 => sign,
                (own, 0) => sign * own * own,
                (own, _) => sign * own,
            }
        });
        Sign::Known(sign.cmp(&0))
    }
}

/// Compares two conditions case by case.
pub(super) fn compare(atoms: &Atoms, formulas: [&Formula; 2], sense: &Sense) -> Comparison {
    let mut variables = Variables::default();
    let products: Vec<Product> = atoms
        .functions
        .iter()
        .map(|function| variables.product(function, sense))
        .collect();
    let choices: Vec<&[i64]> = variables
        .all
        .iter()
        .map(|variable| variable.signs(sense))
        .chain(atoms.letters.iter().map(|_| [1, -1].as_slice()))
        .collect();
    let cases = choices
        .iter()
        .try_fold(1_usize, |cases, signs| cases.checked_mul(signs.len()))
        .filter(|cases| *cases <= MAX_CASES);
    let Some(cases) = cases else {
        return Comparison::Undecided(Doubt::Budget(Budget::Operations));
    };
    let letters = variables.all.len();
    let [left, right] = formulas;
    for case in 0..cases {
        let mut rest = case;
        let signs: Vec<i64> = choices
            .iter()
            .map(|signs| {
                let sign = signs.get(rest % signs.len()).copied().unwrap_or(0);
                rest /= signs.len();
                sign
            })
            .collect();
        let letter = |place: usize| signs.get(letters + place) == Some(&1);
        let mut sign = |place: usize| {
            products
                .get(place)
                .map_or(Sign::Unknown, |product| product.sign(&signs))
        };
        let a = left.is_true(&mut sign, &letter);
        let b = right.is_true(&mut sign, &letter);
        if a == b && a.is_some() {
            continue;
        }
        if atoms.unbounded {
            return Comparison::Undecided(Doubt::Beyond);
        }
        if atoms.functions.is_empty() {
            let values = atoms.letters.iter().enumerate();
            return Comparison::Different(Witness::Case(
                values
                    .map(|(place, name)| (name.clone(), letter(place)))
                    .collect(),
            ));
        }
        return point(atoms, formulas, &variables, &letter, sense)
            .unwrap_or(Comparison::Undecided(Doubt::Beyond));
    }
    Comparison::Equal(Proof::TruthTable)
}

/// A point at which only one of the conditions is true.
fn point(
    atoms: &Atoms,
    formulas: [&Formula; 2],
    variables: &Variables,
    letter: &impl Fn(usize) -> bool,
    sense: &Sense,
) -> Option<Comparison> {
    let names = atoms.symbols();
    let [left, right] = formulas;
    let most = sample::affordable(&atoms.functions, MAX_POINTS);
    for index in 0..most {
        let first = sample::point(&names, index, sense.positive);
        // Equations are true at few points: at each, one factor is made 0 as well.
        let on_edges = variables.all.iter().flat_map(|variable| match variable {
            Variable::Factor(factor) => names
                .iter()
                .filter_map(|name| solved(factor, name, &first))
                .collect(),
            Variable::Opaque(_) => Vec::new(),
        });
        let points: Vec<_> = std::iter::once(first.clone()).chain(on_edges).collect();
        for at in points {
            if sense.positive && at.iter().any(|(_, value)| value.signum() <= 0) {
                continue;
            }
            let mut sign = |place: usize| {
                atoms
                    .functions
                    .get(place)
                    .map_or(Sign::Unknown, |function| sign_at(function, &at))
            };
            let a = left.is_true(&mut sign, letter);
            let b = right.is_true(&mut sign, letter);
            if let (Some(a), Some(b)) = (a, b)
                && a != b
            {
                return Some(Comparison::Different(Witness::Point {
                    at,
                    left: None,
                    right: None,
                }));
            }
        }
    }
    None
}

/// The point with the value of one symbol changed so that a polynomial, linear in it, is 0.
fn solved(
    polynomial: &Polynomial<Rational>,
    name: &Symbol,
    at: &[(Symbol, Rational)],
) -> Option<Vec<(Symbol, Rational)>> {
    let powers = polynomial
        .terms()
        .map(|(monomial, _)| monomial.exponent(name));
    if powers.max() != Some(1) {
        return None;
    }
    let expr = sum_of_terms(polynomial);
    let with = |value: Rational| -> Vec<(Symbol, Rational)> {
        at.iter()
            .map(|(own, old)| {
                let new = if own == name {
                    value.clone()
                } else {
                    old.clone()
                };
                (own.clone(), new)
            })
            .collect()
    };
    let value = |at: Rational| match evaluate(&expr, &with(at), 64) {
        Ok(Number::Exact(value)) => Some(value),
        _ => None,
    };
    let (b, sum) = (value(Rational::ZERO)?, value(Rational::ONE)?);
    Some(with((-&b).checked_div(&(&sum - &b))?))
}
