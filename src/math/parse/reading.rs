//! A learner's answer as it was understood.

use crate::base::Span;
use crate::math::ast::Ast;
use crate::math::{Expr, WrittenNumber};

/// A learner's answer as it was understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// What was read, with its places.
    pub ast: Ast,
    /// What was read, with its numbers as they were written.
    pub expr: Expr<WrittenNumber>,
    /// Where it could have been meant otherwise; such a reading asks for confirmation.
    pub ambiguities: Vec<Ambiguity>,
}

/// A place where one notation has two common meanings, and the rule that decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ambiguity {
    /// The characters that could be meant otherwise, in the answer as typed.
    pub span: Span,
    /// How they were read.
    pub rule: ReadingRule,
}

/// The rules that decide between two common meanings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ReadingRule {
    /// `1/2x` goes from left to right, (1/2)x; with a blank, `1/2 x`, nobody doubts it.
    LeftToRight,
    /// `2 1/2x` is the mixed number times x.
    MixedFactor,
    /// `x2` is x times 2, not x².
    NumberAfterFactor,
    /// `a9` is one name, a₉, where any letter is a symbol.
    IndexedName,
    /// `1/2%` is half of a per cent.
    PercentOfFraction,
    /// `1.234` where the point groups digits is 1234; `1 500/7` there is 1500/7.
    DigitGroups,
    /// `[1,200]` holds 1 and 200.
    CommaSeparates,
    /// `0.5(6)` is 0.5666…, not 0.5 times 6.
    RecurringDigits,
    /// `2e-3` is 0.002, not 2e − 3.
    PowerOfTen,
    /// `5+-2` is 5 ± 2; with a blank, `5 + -2`, it is 3.
    PlusMinus,
    /// `sin 2x` is sin(2x): without brackets a function takes all factors up to the next sign or
    /// function; `sin x/2` is sin(x)/2, `sin x^2` is sin(x²).
    FunctionArgument,
    /// `sin^-1 x` is arcsin x, not 1/sin x.
    InverseFunction,
    /// `√2x` is √2 times x, and `√x²` is √(x²): without brackets a root takes one factor.
    RootOfFactor,
    /// `|2|x|+1|` is |2| times x times |+1|: a bar after a value closes.
    Bars,
    /// `2^3^2` goes from right to left, 2^9.
    PowerOfPower,
    /// A letter of another alphabet that looks like one of these was taken for it.
    LookAlike,
}

impl ReadingRule {
    /// The rule in a learner's words: how it was read, and how to write the other meaning.
    pub const fn explain(self) -> &'static str {
        match self {
            Self::LeftToRight => {
                "I read this from left to right: first the division, then the multiplication. \
                 Put brackets around the bottom if all of it belongs there."
            }
            Self::MixedFactor => "I read the mixed number first and multiplied by what follows.",
            Self::NumberAfterFactor => {
                "I read a number after a letter as multiplication. Write ^ for a power."
            }
            Self::IndexedName => {
                "I read the letter and the digits behind it as one name. Write * to multiply."
            }
            Self::PercentOfFraction => {
                "I read the percent sign as belonging to the whole fraction."
            }
            Self::DigitGroups => "I read the mark between the digits as grouping thousands.",
            Self::CommaSeparates => {
                "I read the comma as separating two numbers. Leave it out if it is one number."
            }
            Self::RecurringDigits => {
                "I read the last digits as repeating for ever. Write * to multiply."
            }
            Self::PowerOfTen => {
                "I read the letter e as “times ten to the power of”. \
                 Put blanks around the sign if e is a number here."
            }
            Self::PlusMinus => {
                "I read +- as ±, plus or minus. Put a blank between the signs if you mean only one \
                 of them."
            }
            Self::FunctionArgument => {
                "I took what stands right after the function, up to the next sign, as what it is \
                 applied to. Use brackets to say it otherwise."
            }
            Self::InverseFunction => {
                "I read the exponent -1 as the inverse function. \
                 Write 1 divided by the function if you mean that."
            }
            Self::RootOfFactor => {
                "I read the root as reaching over the next factor only. \
                 Put brackets around all that is under the root."
            }
            Self::Bars => {
                "I took every bar after a value as closing. \
                 Write abs( ) where one value stands within another."
            }
            Self::PowerOfPower => {
                "I read the powers from right to left: first the upper one. \
                 Use brackets to say it otherwise."
            }
            Self::LookAlike => {
                "One of these letters comes from another alphabet; I read the letter it looks like."
            }
        }
    }
}
