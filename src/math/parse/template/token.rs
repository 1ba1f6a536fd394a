//! The words of a template's expression.

use crate::base::Span;
use crate::math::ast::{BinaryOp, Literal};

/// One word of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub kind: Kind,
    pub span: Span,
    /// Whether a blank stands before it.
    pub spaced: bool,
}

/// The kinds of word.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Number(Literal),
    Text(String),
    Boolean(bool),
    Name(String),
    /// An operator between two operands; `Subtract` also stands before one.
    Operator(BinaryOp),
    Not,
    Comma,
    Dot,
    Open(Bracket),
    Close(Bracket),
}

/// The shapes of bracket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bracket {
    Round,
    Square,
    /// Closes nothing.
    Curly,
}

impl Kind {
    /// Whether an operand can begin with it, signs and `not` apart.
    pub const fn begins_operand(&self) -> bool {
        matches!(
            self,
            Self::Number(_) | Self::Text(_) | Self::Boolean(_) | Self::Name(_) | Self::Open(_)
        )
    }
}
