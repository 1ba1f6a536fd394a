//! What kind of answer a question asks for.

use crate::math::{Form, Rational};

/// What a learner is asked to give.
#[derive(Clone, Debug, PartialEq)]
pub enum AnswerKind {
    /// A number.
    Number(NumberSpec),
    /// An algebraic expression.
    Expression(ExpressionSpec),
    /// One of the options.
    ChoiceOne,
    /// All options that are right, and none that is not.
    ChoiceMany,
}

/// What counts as a right number, beside its value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NumberSpec {
    /// The notations that are accepted; empty for all.
    pub accept: Vec<NumberNotation>,
    /// The form asked for, if any.
    pub form: Option<NumberForm>,
    /// How far from the key still counts as right; `None` for not at all.
    pub tolerance: Option<Tolerance>,
}

/// What counts as a right expression, beside its value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExpressionSpec {
    /// The form asked for, if any.
    pub form: Option<Form>,
}

/// How a number can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberNotation {
    /// `-5`
    Integer,
    /// `3/4`, `4/2`
    Fraction,
    /// `1 1/2`
    Mixed,
    /// `0.75`
    Decimal,
    /// `75%`
    Percent,
}

/// A form that a number may be asked for in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberForm {
    /// An integer, or a fraction or mixed number that cannot be reduced; `3/4`, not `6/8`.
    LowestTerms,
    /// A whole number, worked out; `2`, not `4/2`.
    Integer,
    /// A mixed number with a proper fraction, or an integer; `1 1/2`, not `3/2`.
    Mixed,
    /// A fraction, or an integer; `3/2`, not `1 1/2`.
    Fraction,
    /// A decimal, or an integer; `0.75`, not `3/4`.
    Decimal,
}

/// How far a right number may lie from the key.
#[derive(Clone, Debug, PartialEq)]
pub enum Tolerance {
    /// |answer − key| at most this.
    Absolute(Rational),
    /// |answer − key| at most this times |key|.
    Relative(Rational),
}

impl NumberNotation {
    /// Every notation.
    pub const ALL: [Self; 5] = [
        Self::Integer,
        Self::Fraction,
        Self::Mixed,
        Self::Decimal,
        Self::Percent,
    ];

    /// The name that templates use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Integer => "integer",
            Self::Fraction => "fraction",
            Self::Mixed => "mixed",
            Self::Decimal => "decimal",
            Self::Percent => "percent",
        }
    }

    /// The notation of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|notation| notation.name() == name)
    }
}

impl NumberForm {
    /// Every form.
    pub const ALL: [Self; 5] = [
        Self::LowestTerms,
        Self::Integer,
        Self::Mixed,
        Self::Fraction,
        Self::Decimal,
    ];

    /// The name that templates use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::LowestTerms => "lowest_terms",
            Self::Integer => "integer",
            Self::Mixed => "mixed",
            Self::Fraction => "fraction",
            Self::Decimal => "decimal",
        }
    }

    /// The form of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.name() == name)
    }
}
