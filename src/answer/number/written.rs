//! How a number was written.

use crate::answer::understood::Pen;
use crate::answer::{NumberNotation, Understood};
use crate::base::Locale;
use crate::math::ast::{Ast, BinaryOp, Node, UnaryOp};
use crate::math::{Expr, Rational};

/// The notation of a number as typed; signs stand apart.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Written {
    /// `5`
    Integer,
    /// `0.50` with its places, at least 1.
    Decimal(u32),
    /// `6/8`: numerator and denominator, without signs.
    Fraction(Rational, Rational),
    /// `1 2/4`: whole number, numerator, denominator.
    Mixed(Rational, Rational, Rational),
    /// `75%`, `12.5%`: what stands before the sign.
    Percent(Box<Written>),
    /// Anything that is still to be worked out.
    Calculation,
}

impl Written {
    pub(super) fn of(ast: &Ast) -> Self {
        match &ast.node {
            Node::Number(literal) if literal.places == 0 => Self::Integer,
            Node::Number(literal) => Self::Decimal(literal.places),
            Node::Mixed(whole, over, under) => Self::Mixed(whole.into(), over.into(), under.into()),
            Node::Percent(inner) => match Self::of(inner) {
                Self::Calculation | Self::Percent(_) => Self::Calculation,
                written => Self::Percent(Box::new(written)),
            },
            Node::Unary(UnaryOp::Negate, inner) if !is_negation(inner) => Self::of(inner),
            Node::Binary(BinaryOp::Divide, left, right) => match (integer(left), integer(right)) {
                (Some(over), Some(under)) => Self::Fraction(over, under),
                _ => Self::Calculation,
            },
            _ => Self::Calculation,
        }
    }

    /// The notation, unless it is still to be worked out.
    pub(super) const fn notation(&self) -> Option<NumberNotation> {
        match self {
            Self::Integer => Some(NumberNotation::Integer),
            Self::Decimal(_) => Some(NumberNotation::Decimal),
            Self::Fraction(..) => Some(NumberNotation::Fraction),
            Self::Mixed(..) => Some(NumberNotation::Mixed),
            Self::Percent(_) => Some(NumberNotation::Percent),
            Self::Calculation => None,
        }
    }

    /// Whether a decimal was typed that an exact value becomes when it is rounded, or cut off, to as
    /// many places.
    pub(super) fn stands_for(&self, typed: &Rational, exact: &Rational) -> bool {
        let places = match self {
            Self::Decimal(places) => *places,
            Self::Percent(inner) => match **inner {
                Self::Decimal(places) => places.saturating_add(2),
                Self::Integer => 2,
                _ => return false,
            },
            _ => return false,
        };
        let scale = Rational::power_of_ten(places);
        let (typed, exact) = (typed * &scale, exact * &scale);
        let cut_off = typed.signum() * exact.signum() >= 0 && typed.abs() == exact.abs().floor();
        cut_off || typed == exact.round()
    }

    /// The number as it was typed; `expr` is written where there is still something to work out.
    pub(super) fn understood(
        &self,
        value: &Rational,
        expr: &Expr<Rational>,
        locale: Locale,
    ) -> Understood {
        if *self == Self::Calculation {
            return Understood::expression(expr, locale);
        }
        Understood::of(|notation, out| {
            let mut pen = Pen {
                notation,
                locale,
                out,
            };
            if value.is_negative() {
                pen.row(|pen| {
                    pen.minus();
                    self.write(&value.abs(), pen);
                });
            } else {
                self.write(value, &mut pen);
            }
        })
    }

    fn write(&self, magnitude: &Rational, pen: &mut Pen<'_>) {
        match self {
            Self::Integer | Self::Calculation => pen.number(magnitude),
            Self::Decimal(places) => pen.decimal(magnitude, *places),
            Self::Fraction(over, under) => pen.fraction(over, under),
            Self::Mixed(whole, over, under) => pen.row(|pen| {
                pen.number(whole);
                pen.blank();
                pen.fraction(over, under);
            }),
            Self::Percent(inner) => pen.row(|pen| {
                inner.write(&(magnitude * &100.into()), pen);
                pen.percent();
            }),
        }
    }
}

const fn is_negation(ast: &Ast) -> bool {
    matches!(ast.node, Node::Unary(UnaryOp::Negate, _))
}

/// The magnitude of an integer written with digits, with or without a minus.
fn integer(ast: &Ast) -> Option<Rational> {
    match &ast.node {
        Node::Number(literal) if literal.places == 0 => Some(literal.into()),
        Node::Unary(UnaryOp::Negate, inner) if !is_negation(inner) => integer(inner),
        _ => None,
    }
}
