//! How each part of a problem is answered.

use super::Rendered;
use serde::Serialize;

/// One option of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OptionView {
    /// What the learner answers with: `a`, `b`, `c` …
    pub label: String,
    /// What it says.
    pub shown: Rendered,
}

/// A plane that points are set on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PlaneView {
    /// Its least and greatest x.
    pub x: (i64, i64),
    /// Its least and greatest y.
    pub y: (i64, i64),
}

/// How a problem is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum AnswerField {
    /// A number is typed.
    Number,
    /// An expression is typed.
    Expression {
        /// The letters it may contain.
        symbols: Vec<String>,
    },
    /// A number with its unit is typed.
    Quantity,
    /// An equation is typed.
    Equation {
        /// The letters it may contain.
        symbols: Vec<String>,
    },
    /// A set of real numbers is typed.
    RealSet {
        /// The letters a condition may be about.
        symbols: Vec<String>,
        /// Whether only intervals will do.
        intervals: bool,
    },
    /// Several values are typed, in brackets.
    Collection {
        /// The opening and the closing bracket.
        brackets: (&'static str, &'static str),
        /// The letters it may contain.
        symbols: Vec<String>,
    },
    /// A matrix of this size is filled in; the answer is its rows, `[[1, 2], [3, 4]]`.
    Matrix {
        /// How many rows.
        rows: usize,
        /// How many columns.
        columns: usize,
    },
    /// Words are typed.
    Text,
    /// True or false, with a reason where there are some: `true, b`.
    TrueFalse {
        /// The reasons, in the order shown.
        reasons: Vec<OptionView>,
    },
    /// The options are put in order; the answer is their labels joined by commas.
    Ordering {
        /// In the order shown.
        options: Vec<OptionView>,
    },
    /// Every prompt gets an option; the answer is their labels joined by commas.
    Matching {
        /// In the order shown.
        prompts: Vec<Rendered>,
        /// In the order shown.
        options: Vec<OptionView>,
        /// Whether an option may be taken by several prompts.
        repeatable: bool,
    },
    /// Points are set on a plane: `(3, -2)`, `(0, 1), (2, 5)`.
    Points {
        /// The plane.
        plane: PlaneView,
        /// How many points.
        count: usize,
        /// Whether a line goes through them.
        line: bool,
    },
    /// One option is chosen; the answer is its label.
    ChoiceOne {
        /// In the order shown.
        options: Vec<OptionView>,
    },
    /// Any number of options is chosen; the answer is their labels joined by commas.
    ChoiceMany {
        /// In the order shown.
        options: Vec<OptionView>,
    },
}
