//! The words of an answer.

use crate::base::Span;
use crate::math::ast::{BinaryOp, Literal};
use crate::math::{Constant, Function};

/// One word of an answer.
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
    Vulgar(u32, u32),
    /// `1 1/2`, `1½`
    Mixed(Literal, Literal, Literal),
    /// A symbol, or a function that is only named.
    Name(String),
    Constant(Constant),
    Unit(String),
    Boolean(bool),
    /// `ℝ`
    Reals,
    /// `∅`
    Empty,
    Function(Named),
    /// `√`, `∛`: the index of the root.
    Root(u32),
    /// An operator between two operands; `Subtract` and `Add` also stand before one.
    Operator(BinaryOp),
    /// `±`; `∓` where the minus comes first.
    PlusMinus {
        flipped: bool,
    },
    Union,
    /// `∈`
    In,
    Not,
    Percent,
    /// `n!`
    Factorial,
    /// `|`, which opens or closes.
    Bar,
    /// `_` between a name and an index in brackets, or between a function and its base.
    Subscript,
    /// `,` or `;`
    Separator,
    Open(Bracket),
    Close(Bracket),
}

/// A function as learners name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// One that is known.
    Known(Function),
    /// coth, sech, csch: 1 over a known one.
    Reciprocal(Function),
    /// The logarithm to a base that its name holds: log2, log10.
    LogTo(u32),
    /// The n-th root that its name holds: cbrt.
    RootOf(u32),
    /// matrix([1, 2], [3, 4])
    Matrix,
}

/// The shapes of bracket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bracket {
    Round,
    Square,
    Curly,
    /// `⟨`; also `<` where a value is due.
    Angle,
}

impl Kind {
    /// Whether it is a number in any spelling.
    pub const fn is_number(&self) -> bool {
        matches!(self, Self::Number(_) | Self::Vulgar(..) | Self::Mixed(..))
    }

    /// Whether an operand can begin with it, signs, `not` and bars apart.
    pub const fn begins_operand(&self) -> bool {
        self.is_number()
            || matches!(
                self,
                Self::Name(_)
                    | Self::Constant(_)
                    | Self::Unit(_)
                    | Self::Boolean(_)
                    | Self::Reals
                    | Self::Empty
                    | Self::Function(_)
                    | Self::Root(_)
                    | Self::Open(_)
            )
    }

    /// Whether an operand can end with it, bars apart.
    pub const fn ends_operand(&self) -> bool {
        self.is_number()
            || matches!(
                self,
                Self::Name(_)
                    | Self::Constant(_)
                    | Self::Unit(_)
                    | Self::Boolean(_)
                    | Self::Reals
                    | Self::Empty
                    | Self::Close(_)
                    | Self::Percent
                    | Self::Factorial
            )
    }
}
