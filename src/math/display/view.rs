//! What an expression comes to, seen without building another one.

use super::{Firmness, Notation, structure};
use crate::math::{Expr, Rational, Symbol};

/// What is left of an expression, without its sign.
pub(super) struct View<'e, N> {
    /// −1, 0 or 1; 0 is the number 0.
    pub sign: i64,
    pub core: Core<'e, N>,
}

/// Something of which nothing can be left out.
pub(super) enum Core<'e, N> {
    /// Its magnitude counts; the sign is the view's.
    Number(Rational),
    Symbol(&'e Symbol),
    /// Two terms or more that are not 0.
    Sum(&'e [Expr<N>]),
    /// A number that is neither 1 nor −1 and one other factor.
    Scaled(Rational, &'e Expr<N>),
    /// The numbers among the factors in one, and two or more others.
    Product(Rational, &'e [Expr<N>]),
    /// A product of numbers only, two or more of them not 1: it stays, 2 × 3. With its value.
    Arithmetic(&'e [Expr<N>], Rational),
    /// With the value of a quotient of numbers, which stays, 4/2.
    Quotient(&'e Expr<N>, &'e Expr<N>, Option<Rational>),
    Power(&'e Expr<N>, &'e Expr<N>),
    /// Anything else, its parts to be seen on their own.
    Other(&'e Expr<N>),
}

impl<N> View<'_, N> {
    fn number(value: Rational) -> Self {
        Self {
            sign: value.signum(),
            core: Core::Number(value),
        }
    }

    fn times(self, sign: i64) -> Self {
        Self {
            sign: self.sign * sign,
            ..self
        }
    }

    /// The value of what comes to a number, or to a product or quotient of some: what a coefficient
    /// is made of. Known with the view: asking anew at every level would take time exponential in
    /// the depth.
    pub fn value(&self) -> Option<Rational> {
        let value = match &self.core {
            Core::Number(value)
            | Core::Arithmetic(_, value)
            | Core::Quotient(_, _, Some(value)) => value,
            _ => return None,
        };
        Some(if value.signum() == self.sign {
            value.clone()
        } else {
            -value
        })
    }

    /// The value of a number that is an integer and stands as one.
    pub fn as_integer(&self) -> Option<i64> {
        match &self.core {
            Core::Number(value) => Some(value.to_i64()?.saturating_abs() * self.sign),
            _ => None,
        }
    }
}

impl<'e, N> View<'e, N> {
    /// Looks at an expression; `number` gives the value of a leaf. Takes time linear in the size of
    /// the tree.
    pub fn of(expr: &'e Expr<N>, number: &impl Fn(&N) -> Rational) -> Self {
        let positive = |core| Self { sign: 1, core };
        match expr {
            Expr::Number(leaf) => Self::number(number(leaf)),
            Expr::Symbol(symbol) => positive(Core::Symbol(symbol)),
            Expr::Negate(a) => Self::of(a, number).times(-1),
            Expr::Sum(terms) => Self::of_sum(terms, number),
            Expr::Product(factors) => Self::of_product(factors, number),
            Expr::Quotient(a, b) => {
                let (over, under) = (Self::of(a, number), Self::of(b, number));
                match under.as_integer() {
                    Some(1) => over,
                    Some(-1) => over.times(-1),
                    _ => Self {
                        // Nothing is divided by zero; should it be, its sign does not matter.
                        sign: over.sign * if under.sign < 0 { -1 } else { 1 },
                        core: match over.value().zip(under.value()) {
                            _ if over.sign == 0 => over.core,
                            Some((a_value, b_value)) => {
                                Core::Quotient(a, b, a_value.checked_div(&b_value))
                            }
                            None => Core::Quotient(a, b, None),
                        },
                    },
                }
            }
            Expr::Power(base, exponent) => match Self::of(exponent, number).as_integer() {
                Some(0) => Self::number(Rational::ONE),
                Some(1) => Self::of(base, number),
                Some(2..) if Self::of(base, number).sign == 0 => Self::number(Rational::ZERO),
                _ => positive(Core::Power(base, exponent)),
            },
            other => positive(Core::Other(other)),
        }
    }

    fn of_sum(terms: &'e [Expr<N>], number: &impl Fn(&N) -> Rational) -> Self {
        let mut only = None;
        for term in terms {
            let view = Self::of(term, number);
            if view.sign == 0 {
                continue;
            }
            if only.is_some() {
                return Self {
                    sign: 1,
                    core: Core::Sum(terms),
                };
            }
            only = Some(view);
        }
        only.unwrap_or_else(|| Self::number(Rational::ZERO))
    }

    fn of_product(factors: &'e [Expr<N>], number: &impl Fn(&N) -> Rational) -> Self {
        let mut sign = 1;
        let mut coefficient = None;
        // Numbers that are not 1 or −1, and the other factors, of which one may be all that is left.
        let (mut numbers, mut others) = (0, 0);
        let mut only = None;
        for factor in factors {
            let view = Self::of(factor, number);
            sign *= view.sign;
            if let Some(value) = view.value() {
                numbers += usize::from(!is_unit(&value));
                coefficient = Some(match coefficient {
                    Some(before) => &before * &value,
                    None => value,
                });
            } else {
                others += 1;
                only = Some((factor, view));
            }
        }
        let coefficient = coefficient.unwrap_or(Rational::ONE);
        let core = match only {
            _ if sign == 0 => return Self::number(Rational::ZERO),
            Some((_, view)) if others == 1 && is_unit(&coefficient) => view.core,
            Some((factor, _)) if others == 1 => Core::Scaled(coefficient, factor),
            Some(_) => Core::Product(coefficient, factors),
            None if numbers > 1 => Core::Arithmetic(factors, coefficient),
            None => Core::Number(coefficient),
        };
        Self { sign, core }
    }
}

/// Whether it is 1 or −1, and so no factor worth writing.
pub(super) fn is_unit(value: &Rational) -> bool {
    matches!(value.to_i64(), Some(1 | -1))
}

impl<N> Core<'_, N> {
    /// Whether it is written with a function's name first.
    pub fn begins_with_name(&self) -> bool {
        match self {
            Self::Other(expr) => super::begins_with_name(expr),
            Self::Power(base, _) => super::begins_with_name(base),
            _ => false,
        }
    }

    /// How firmly it holds together in print.
    pub fn firmness(&self, notation: Notation) -> Firmness {
        let fraction = match notation {
            Notation::Text => Firmness::Quotient,
            Notation::Latex | Notation::MathMl => Firmness::Power,
        };
        match self {
            Self::Number(value) if !value.is_integer() => fraction,
            Self::Number(_) | Self::Symbol(_) => Firmness::Atom,
            Self::Sum(_) => Firmness::Sum,
            Self::Other(expr) => structure::firmness(expr).unwrap_or(Firmness::Sum),
            Self::Scaled(..) | Self::Product(..) | Self::Arithmetic(..) => Firmness::Product,
            Self::Quotient(..) => fraction,
            Self::Power(..) => Firmness::Power,
        }
    }
}
