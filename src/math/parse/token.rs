//! The words both readers speak: each turns its own spelling into these tokens.

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
    /// A fraction in one character: `½`.
    Vulgar(Literal, Literal),
    /// `1 1/2`, `1½`
    Mixed(Literal, Literal, Literal),
    Text(String),
    Boolean(bool),
    Name(String),
    /// An operator between two operands; `Subtract` and `Add` also stand before one.
    Operator(BinaryOp),
    Not,
    Percent,
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
    Curly,
}

impl Kind {
    /// Whether it is a number in any spelling.
    pub const fn is_number(&self) -> bool {
        matches!(self, Self::Number(_) | Self::Vulgar(..) | Self::Mixed(..))
    }

    /// Whether an operand can begin with it, signs and `not` apart.
    pub const fn begins_operand(&self) -> bool {
        self.is_number()
            || matches!(
                self,
                Self::Text(_) | Self::Boolean(_) | Self::Name(_) | Self::Open(_)
            )
    }
}

/// An integer in words.
pub(super) fn integer(value: u32) -> Literal {
    Literal {
        digits: value.to_string(),
        places: 0,
    }
}
