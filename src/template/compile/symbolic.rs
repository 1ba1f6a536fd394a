//! Algebra whose coefficients are slots of the program.

use crate::math::{Expr, Rational, Symbol};
use crate::template::program::{Number, Register, Registers};
use std::collections::BTreeSet;
use std::sync::Arc;

/// An expression in free symbols; its numbers are registers.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::template) enum Symbolic {
    /// Shown in the shape it was written in.
    Plain(Expr<Register>),
    /// Shown factored; that needs the values.
    Factored(Expr<Register>),
    /// One of two, by a boolean register.
    Choice {
        condition: Register,
        then: Arc<Symbolic>,
        otherwise: Arc<Symbolic>,
    },
}

impl Symbolic {
    /// The shape that holds in this tuple, and whether it is to be factored.
    pub fn resolve<N: Number>(&self, registers: &Registers<N>) -> (&Expr<Register>, bool) {
        match self {
            Self::Plain(expr) => (expr, false),
            Self::Factored(expr) => (expr, true),
            Self::Choice {
                condition, then, ..
            } if registers.boolean(*condition) => then.resolve(registers),
            Self::Choice { otherwise, .. } => otherwise.resolve(registers),
        }
    }

    /// The expression of this tuple with its numbers put in.
    ///
    /// Factoring past its budget leaves the shape as it was written.
    pub fn expr<N: Number>(&self, registers: &Registers<N>) -> Expr<Rational> {
        let (shape, factored) = self.resolve(registers);
        let expr = put_in(shape, registers);
        if factored {
            crate::math::factor(&expr).unwrap_or(expr)
        } else {
            expr
        }
    }

    /// The same expression within a larger one, alternatives kept apart.
    pub fn map(&self, wrap: &impl Fn(&Expr<Register>) -> Expr<Register>) -> Self {
        match self {
            Self::Plain(expr) | Self::Factored(expr) => Self::Plain(wrap(expr)),
            Self::Choice {
                condition,
                then,
                otherwise,
            } => Self::Choice {
                condition: *condition,
                then: Arc::new(then.map(wrap)),
                otherwise: Arc::new(otherwise.map(wrap)),
            },
        }
    }

    /// Two expressions put together, alternatives kept apart.
    pub fn combine(
        &self,
        other: &Self,
        join: &impl Fn(&Expr<Register>, &Expr<Register>) -> Expr<Register>,
    ) -> Self {
        match self {
            Self::Plain(left) | Self::Factored(left) => other.map(&|right| join(left, right)),
            Self::Choice {
                condition,
                then,
                otherwise,
            } => Self::Choice {
                condition: *condition,
                then: Arc::new(then.combine(other, join)),
                otherwise: Arc::new(otherwise.combine(other, join)),
            },
        }
    }

    /// Whether something holds of every alternative.
    pub fn every(&self, holds: &impl Fn(&Expr<Register>) -> bool) -> bool {
        match self {
            Self::Plain(expr) | Self::Factored(expr) => holds(expr),
            Self::Choice {
                then, otherwise, ..
            } => then.every(holds) && otherwise.every(holds),
        }
    }

    /// The symbols in it, each once.
    pub fn symbols(&self) -> BTreeSet<Symbol> {
        match self {
            Self::Plain(expr) | Self::Factored(expr) => {
                let mut symbols = BTreeSet::new();
                expr.any(&mut |part| {
                    if let Expr::Symbol(symbol) = part {
                        symbols.insert(symbol.clone());
                    }
                    false
                });
                symbols
            }
            Self::Choice {
                then, otherwise, ..
            } => then
                .symbols()
                .into_iter()
                .chain(otherwise.symbols())
                .collect(),
        }
    }

    /// Whether its value is a number, not a condition or several values.
    pub fn is_scalar(&self) -> bool {
        self.every(&|expr| {
            !matches!(
                expr,
                Expr::Relation(..)
                    | Expr::Boolean(_)
                    | Expr::Not(_)
                    | Expr::And(_)
                    | Expr::Or(_)
                    | Expr::Collection(..)
                    | Expr::Matrix(_)
                    | Expr::Interval(_)
                    | Expr::Union(_)
            )
        })
    }

    /// How many numbers, symbols and operations it is written with.
    pub fn size(&self) -> usize {
        match self {
            Self::Plain(expr) | Self::Factored(expr) => size(expr),
            Self::Choice {
                then, otherwise, ..
            } => then.size() + otherwise.size(),
        }
    }

    /// How many alternatives there are.
    pub fn alternatives(&self) -> usize {
        match self {
            Self::Plain(_) | Self::Factored(_) => 1,
            Self::Choice {
                then, otherwise, ..
            } => then.alternatives() + otherwise.alternatives(),
        }
    }
}

/// Puts a tuple's numbers into a shape, as it is shown: no factor 1, no term 0.
pub(super) fn put_in<N: Number>(
    shape: &Expr<Register>,
    registers: &Registers<N>,
) -> Expr<Rational> {
    let inner = |shape: &Expr<Register>| put_in(shape, registers);
    match shape {
        Expr::Number(register) => Expr::Number(registers.number(*register).to_rational()),
        Expr::Symbol(symbol) => Expr::Symbol(symbol.clone()),
        Expr::Negate(a) => match inner(a) {
            Expr::Number(value) => Expr::Number(-&value),
            a => Expr::Negate(Box::new(a)),
        },
        Expr::Sum(terms) => {
            let terms = terms
                .iter()
                .map(inner)
                .filter(|term| !is(term, &Rational::ZERO));
            several(terms.collect(), &Rational::ZERO, Expr::Sum)
        }
        Expr::Product(factors) => {
            let factors: Vec<Expr<Rational>> = factors.iter().map(inner).collect();
            if factors.iter().any(|factor| is(factor, &Rational::ZERO)) {
                return Expr::Number(Rational::ZERO);
            }
            let factors = factors
                .into_iter()
                .filter(|factor| !is(factor, &Rational::ONE));
            several(factors.collect(), &Rational::ONE, Expr::Product)
        }
        Expr::Quotient(a, b) => match inner(b) {
            b if is(&b, &Rational::ONE) => inner(a),
            b => Expr::Quotient(Box::new(inner(a)), Box::new(b)),
        },
        Expr::Power(a, b) => match inner(b) {
            b if is(&b, &Rational::ONE) => inner(a),
            b => Expr::Power(Box::new(inner(a)), Box::new(b)),
        },
        other => other.convert(
            &mut |part| (!std::ptr::eq(part, other)).then(|| inner(part)),
            &mut |register| registers.number(*register).to_rational(),
        ),
    }
}

fn size(expr: &Expr<Register>) -> usize {
    1 + expr.children().into_iter().map(size).sum::<usize>()
}

fn is(expr: &Expr<Rational>, value: &Rational) -> bool {
    matches!(expr, Expr::Number(number) if number == value)
}

/// A sum or product of what is left: of none of them its neutral element, of one that one.
fn several(
    mut parts: Vec<Expr<Rational>>,
    neutral: &Rational,
    together: fn(Vec<Expr<Rational>>) -> Expr<Rational>,
) -> Expr<Rational> {
    match parts.len() {
        0 => Expr::Number(neutral.clone()),
        1 => parts.remove(0),
        _ => together(parts),
    }
}

/// a + b, sums flattened so that they are shown as one.
pub(super) fn sum(left: &Expr<Register>, right: Expr<Register>) -> Expr<Register> {
    match left {
        Expr::Sum(terms) => Expr::Sum(terms.iter().cloned().chain([right]).collect()),
        _ => Expr::Sum(vec![left.clone(), right]),
    }
}

/// a · b, products flattened.
pub(super) fn product(left: &Expr<Register>, right: &Expr<Register>) -> Expr<Register> {
    match left {
        Expr::Product(factors) => Expr::Product(factors.iter().chain([right]).cloned().collect()),
        _ => Expr::Product(vec![left.clone(), right.clone()]),
    }
}
