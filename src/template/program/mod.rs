//! The compiled form of a template's expressions: straight-line blocks over typed registers.
//!
//! A template's expressions become blocks of eight-byte operations over four banks of registers
//! (numbers, booleans, texts, lists). The machine runs them over [`Ratio`](crate::math::Ratio)s;
//! a tuple that overflows runs again over [`Rational`](crate::math::Rational)s.

mod lists;
mod machine;
mod number;

pub(super) use machine::{Flow, ListRef, Registers};
pub(super) use number::Number;

use crate::base::Span;
use crate::math::Rational;

/// A register within its bank.
pub(super) type Register = u16;

/// What an operation does; `d`, `a` and `b` are the registers it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Action {
    // d and operands are numbers
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Power,
    Negate,
    Absolute,
    Minimum,
    Maximum,
    GreatestDivisor,
    LeastMultiple,
    Floor,
    Ceil,
    Round,
    /// Rounds `a` to as many places as the integer `b`.
    RoundTo,
    Sign,
    Numerator,
    Denominator,
    CopyNumber,
    // d is a boolean, operands are numbers
    IsPrime,
    IsSquare,
    IsInteger,
    Equal,
    Less,
    LessEqual,
    // d and operands are booleans
    Not,
    Both,
    SameTruth,
    CopyBoolean,
    // texts
    SameText,
    CopyText,
    /// Joins the pieces `a..a + b` of the program's list of pieces.
    Join,
    // lists
    /// A list of the number registers `a..a + b` of the program's list of operands.
    MakeNumbers,
    /// A list of the text registers `a..a + b` of the program's list of operands.
    MakeTexts,
    CopyList,
    IndexNumber,
    IndexText,
    Length,
    Sum,
    ListMinimum,
    ListMaximum,
    Mean,
    Median,
    Modes,
    Sort,
    ReverseNumbers,
    ReverseTexts,
    ContainsNumber,
    ContainsText,
    CountNumber,
    CountText,
    Digits,
    Tally,
    // control
    /// Goes to the operation `b`.
    Jump,
    /// Goes to the operation `b` unless the boolean `a` holds.
    JumpUnless,
    /// Ends the tuple as pruned by requirement `b` unless the boolean `a` holds.
    Require,
    /// Faults with a division by zero where all numbers `a..a + b` of the operands are 0.
    AnyNonZero,
}

impl Action {
    /// Whether there are operands it has no result for.
    pub const fn can_fault(self) -> bool {
        !matches!(
            self,
            Self::Minimum
                | Self::Maximum
                | Self::CopyNumber
                | Self::IsInteger
                | Self::Equal
                | Self::Less
                | Self::LessEqual
                | Self::Not
                | Self::Both
                | Self::SameTruth
                | Self::CopyBoolean
                | Self::SameText
                | Self::CopyText
                | Self::Join
                | Self::CopyList
                | Self::Length
                | Self::Jump
                | Self::JumpUnless
                | Self::Require
        )
    }
}

/// One operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Operation {
    pub action: Action,
    pub d: Register,
    pub a: Register,
    pub b: Register,
}

/// A piece of a joined text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Text(Register),
    /// Printed as an integer or fraction.
    Number(Register),
    /// Printed with so many places.
    Decimal(Register, u32),
}

/// Operations that run from first to last, and where in the template each came from.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    pub operations: Vec<Operation>,
    pub origins: Vec<Span>,
}

/// What the blocks of one template share.
#[derive(Clone, Debug, Default)]
pub(super) struct Program {
    pub numbers: u16,
    pub booleans: u16,
    pub texts: u16,
    pub lists: u16,
    /// Registers that hold a constant from the start.
    pub number_constants: Vec<(Register, Rational)>,
    pub boolean_constants: Vec<(Register, bool)>,
    pub text_constants: Vec<(Register, String)>,
    /// Registers named by `MakeNumbers`, `MakeTexts`, `AnyNonZero`.
    pub operands: Vec<Register>,
    /// Pieces named by `Join`.
    pub pieces: Vec<Piece>,
}

/// Why an operation has no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Fault {
    /// The result does not fit 64 bits: the tuple runs again over big numbers.
    Overflow,
    DivisionByZero,
    /// An integer was needed.
    NotAnInteger,
    /// A list has no element there.
    OutOfRange,
    /// The list is empty.
    EmptyList,
    /// An integer of 64 bits was needed.
    PastWord,
    /// Past the budget of a single number, list or text.
    TooLarge,
}
