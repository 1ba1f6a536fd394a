//! What one instance asks: everything that marking needs, and nothing about how it is shown.

use super::{AnswerKind, Credit};
use crate::base::{Locale, MisconceptionId};
use crate::math::{Expr, Rational, Symbol};

/// A value to mark against.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number.
    Number(Rational),
    /// Any number from the first to the second.
    Range(Rational, Rational),
    /// An algebraic expression.
    Expression(Expr<Rational>),
    /// Words.
    Text(String),
    /// Words, each of which will do.
    Texts(Vec<String>),
    /// Whether it is so.
    Boolean(bool),
    /// The options in the right order, by their places in the order shown.
    Order(Vec<u8>),
    /// For every prompt the place of its option.
    Assignment(Vec<u8>),
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
    /// What is chosen from, in the order shown, labelled a, b, c, …: empty unless the kind has options.
    pub options: Vec<ChoiceOption>,
    /// What options are assigned to, in the order shown: empty unless the kind has prompts.
    pub prompts: Vec<Value>,
    /// What a right value in the wrong form is worth.
    pub wrong_form_credit: Credit,
    /// The symbols the item speaks of.
    pub symbols: Vec<Symbol>,
    /// How the learner writes numbers.
    pub locale: Locale,
}

impl Question {
    /// A question without options or symbols, in English; what else it has is put in.
    pub const fn new(kind: AnswerKind, key: Value) -> Self {
        Self {
            kind,
            key,
            distractors: Vec::new(),
            options: Vec::new(),
            prompts: Vec::new(),
            wrong_form_credit: Credit::NONE,
            symbols: Vec::new(),
            locale: Locale::ENGLISH,
        }
    }
}
