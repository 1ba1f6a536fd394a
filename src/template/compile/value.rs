//! What an expression is known to be when a template compiles.

use super::rows::Rows;
use super::symbolic::Symbolic;
use crate::template::program::Register;
use std::fmt;
use std::sync::Arc;

/// What is known of a number before its value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::template) enum NumberKind {
    Integer,
    /// It remembers its places.
    Decimal(u32),
    Rational,
}

impl NumberKind {
    /// Of a sum or a choice between two.
    pub fn join(self, other: Self) -> Self {
        match (self.places(), other.places()) {
            (Some(a), Some(b)) => Self::of_places(a.max(b)),
            _ => Self::Rational,
        }
    }

    /// Of a product.
    pub fn product(self, other: Self) -> Self {
        match (self.places(), other.places()) {
            (Some(a), Some(b)) => Self::of_places(a + b),
            _ => Self::Rational,
        }
    }

    /// How many places it has at most; `None` for a rational.
    pub const fn places(self) -> Option<u32> {
        match self {
            Self::Integer => Some(0),
            Self::Decimal(places) => Some(places),
            Self::Rational => None,
        }
    }

    /// A number with so many places.
    pub const fn of_places(places: u32) -> Self {
        if places == 0 {
            Self::Integer
        } else {
            Self::Decimal(places)
        }
    }
}

/// A typed value: where it will be found, or what shape it has.
#[derive(Clone, Debug)]
pub(in crate::template) enum Compiled {
    Number(Register, NumberKind),
    Boolean(Register),
    Text(Register),
    Numbers(Register, NumberKind),
    Texts(Register),
    Record(Arc<[(String, Compiled)]>),
    Rows(Rows),
    Symbolic(Arc<Symbolic>),
}

impl fmt::Display for Compiled {
    /// The type in an author's words.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Number(..) => "a number",
            Self::Boolean(_) => "true or false",
            Self::Text(_) => "a text",
            Self::Numbers(..) => "a list of numbers",
            Self::Texts(_) => "a list of texts",
            Self::Record(_) => "a record",
            Self::Rows(_) => "rows of a table",
            Self::Symbolic(_) => "an expression in symbols",
        })
    }
}
