//! What one instance asks: everything that marking needs, and nothing about how it is shown.

use super::AnswerKind;
use crate::base::{Locale, MisconceptionId};
use crate::math::{Expr, Rational, Symbol};

/// A value to mark against.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number.
    Number(Rational),
    /// An algebraic expression.
    Expression(Expr<Rational>),
    /// Words.
    Text(String),
}

/// One class of misconceptions that lead to the same wrong answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Distractor {
    /// The misconceptions of the class.
    pub misconceptions: Vec<MisconceptionId>,
    /// The answer they lead to, different from the key.
    pub value: Value,
}

/// One option of a choice.
#[derive(Clone, Debug, PartialEq)]
pub struct ChoiceOption {
    /// What is shown.
    pub shown: Value,
    /// Whether it is to be picked.
    pub right: bool,
    /// The misconceptions that lead to it, where it is not.
    pub misconceptions: Vec<MisconceptionId>,
}

/// A question with its key.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// What is asked for.
    pub kind: AnswerKind,
    /// The right value.
    pub key: Value,
    /// Wrong values that are understood, the key's value not among them.
    pub distractors: Vec<Distractor>,
    /// The options in the order shown, labelled a, b, c, …; empty unless the kind is a choice.
    pub options: Vec<ChoiceOption>,
    /// The symbols the item speaks of.
    pub symbols: Vec<Symbol>,
    /// How the learner writes numbers.
    pub locale: Locale,
}
