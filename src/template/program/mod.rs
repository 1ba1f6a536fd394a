//! The compiled form of a template's expressions: straight-line blocks over typed registers.
//!
//! A template's expressions become blocks of eight-byte operations over four banks of registers
//! (numbers, booleans, texts, lists). The machine runs them over [`Ratio`](crate::math::Ratio)s;
//! a tuple that overflows runs again over [`Rational`](crate::math::Rational)s.

mod lists;
mod machine;
mod number;
mod texts;

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
    /// Puts the pieces after the first into its blanks.
    Fill,
    /// The texts of the list `a` with the text `b` between them.
    JoinList,
    Upper,
    Lower,
    Capitalise,
    /// The text of the first of the operands `a..a + 3`, the third in place of the second.
    Replace,
    // d is a number or a boolean, operands are texts
    TextLength,
    TextContains,
    StartsWith,
    EndsWith,
    // d is a list, operands are texts
    Split,
    Letters,
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
    SortTexts,
    /// The elements of the list `a` at the places in the list `b`.
    PickNumbers,
    PickTexts,
    /// The places of a list, from 1, in rising order of what stands there.
    OrderNumbers,
    OrderTexts,
    /// The places of a list, from 1.
    Places,
    /// The places of the list `a` where `b` stands.
    PlacesOfNumber,
    PlacesOfText,
    /// Joins the pieces `a..a + b` for every element of the lists among them.
    Each,
    AllEqualNumbers,
    AllEqualTexts,
    AllDifferentNumbers,
    AllDifferentTexts,
    SameNumbers,
    SameTexts,
    MinGap,
    /// Faults where the lists `a` and `b` are of different lengths.
    SameLength,
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
                | Self::Upper
                | Self::Lower
                | Self::Capitalise
                | Self::TextLength
                | Self::TextContains
                | Self::StartsWith
                | Self::EndsWith
                | Self::JoinList
                | Self::Each
                | Self::AllEqualNumbers
                | Self::AllEqualTexts
                | Self::AllDifferentNumbers
                | Self::AllDifferentTexts
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
    /// The element of a list of texts.
    TextAt(Register),
    /// The element of a list of numbers.
    NumberAt(Register),
    /// The same with so many places.
    DecimalAt(Register, u32),
}

impl Piece {
    /// The list whose elements it stands for.
    pub const fn list(self) -> Option<Register> {
        match self {
            Self::TextAt(list) | Self::NumberAt(list) | Self::DecimalAt(list, _) => Some(list),
            Self::Text(_) | Self::Number(_) | Self::Decimal(..) => None,
        }
    }
}

/// Operations that run from first to last, and where in the template each came from.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    pub operations: Vec<Operation>,
    pub origins: Vec<Span>,
    /// Every `if` whose condition does not depend on the surface, in the order of their jumps.
    pub branches: Vec<Branch>,
}

/// The two results of an `if`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Branch {
    /// The operation that jumps over the first unless the condition holds.
    pub jump: usize,
    /// Where in the template the results stand.
    pub then: Span,
    pub otherwise: Span,
}

impl Block {
    /// Follows a run that came to its end, and tells of every `if` on its way whether its condition
    /// held.
    pub fn follow(&self, holds: impl Fn(Register) -> bool, mut tell: impl FnMut(usize, bool)) {
        let mut at = 0;
        while let Some(operation) = self.operations.get(at) {
            at = match operation.action {
                Action::Jump => usize::from(operation.b),
                Action::JumpUnless => {
                    let held = holds(operation.a);
                    if let Ok(branch) = self.branches.binary_search_by_key(&at, |b| b.jump) {
                        tell(branch, held);
                    }
                    if held {
                        at + 1
                    } else {
                        usize::from(operation.b)
                    }
                }
                _ => at + 1,
            };
        }
    }
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
    /// Registers named by `MakeNumbers`, `MakeTexts`, `AnyNonZero`, `Replace`.
    pub operands: Vec<Register>,
    /// Pieces named by `Join`, `Fill`, `Each`.
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
    /// The list is empty, or too short.
    EmptyList,
    /// Two lists that go together are of different lengths.
    Uneven,
    /// A text has more or fewer blanks than there are words for them.
    Blanks,
    /// An integer of 64 bits was needed.
    PastWord,
    /// Past the budget of a single number, list or text.
    TooLarge,
}
