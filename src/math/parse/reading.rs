//! A learner's answer as it was understood.

use crate::base::Span;
use crate::math::ast::Ast;

/// A learner's answer as it was understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// What was read.
    pub ast: Ast,
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
    /// `1/2%` is half of a per cent.
    PercentOfFraction,
    /// `1.234` where the point groups digits is 1234; `1 500/7` there is 1500/7.
    DigitGroups,
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
            Self::PercentOfFraction => {
                "I read the percent sign as belonging to the whole fraction."
            }
            Self::DigitGroups => "I read the mark between the digits as grouping thousands.",
        }
    }
}
