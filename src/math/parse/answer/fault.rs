//! What keeps words from being an answer, told to the learner.

use super::SyntaxError;
use crate::base::Span;

/// What keeps words from being an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Nothing at all.
    Empty,
    /// It ends where a value is due.
    EndsEarly,
    /// Something else stands where a value is due.
    NoValue,
    /// Two values with nothing between them; the spans are theirs.
    NoOperator { left: Span, right: Span },
    /// Something that cannot follow a value.
    Stray,
    /// A bracket that is never closed.
    Unclosed,
    /// A bracket that closes nothing.
    NotOpened,
    /// A bracket that closes one of another shape, which stands there.
    OtherBracket { open: Span },
    /// Nothing between brackets.
    EmptyBrackets,
    /// `not` after an operator that binds tighter.
    TightNot,
    /// A second `=`.
    SecondEqual,
    /// Values without brackets where one is asked for.
    SeveralValues,
    /// A comma that could mean `and` as well as `or`.
    UnclearComma,
    /// A function without a value.
    NoArgument,
    /// A function with too few or too many values: as many as it takes.
    Arguments { least: usize, most: usize },
    /// Something that is no set of numbers, beside ∪ or ∈.
    NoSet,
    /// Rows of a matrix of unequal length.
    UnequalRows,
    /// A mixed number with 0 below.
    ZeroDenominator,
    /// Past the budget of depth or nodes.
    TooDeep,
}

/// A fault and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Trouble {
    pub fault: Fault,
    pub span: Span,
}

impl Trouble {
    /// Whether it would still be one if there were more words after `end`.
    pub fn is_settled(&self, end: usize) -> bool {
        self.span.start < end && self.fault != Fault::Unclosed
    }

    /// The fault in a learner's words.
    pub fn explain(self, source: &str) -> SyntaxError {
        let Self { fault, span } = self;
        let text = |span: Span| source.get(span.start..span.end).unwrap_or_default();
        let found = text(span);
        let error = |message: String| SyntaxError::new(span, message);
        match fault {
            Fault::Empty => error("there is nothing to read yet".into()).help("type your answer"),
            Fault::EndsEarly => error("something is missing at the end".into()),
            Fault::NoValue => error(format!("something is missing before `{found}`")),
            Fault::NoOperator { left, right } => error(format!(
                "I can't tell how `{}` and `{}` belong together",
                text(left),
                text(right)
            ))
            .help("put a sign such as + or × between them"),
            Fault::Unclosed if found == "|" => {
                error("this `|` has no partner".into()).help("add the second bar")
            }
            Fault::Unclosed => {
                error(format!("this `{found}` is never closed")).help("add the closing bracket")
            }
            Fault::NotOpened => error(format!("this `{found}` closes nothing"))
                .help("add the opening bracket, or leave this one out"),
            Fault::OtherBracket { open } => error(format!(
                "the bracket `{}` is closed by `{found}`",
                text(open)
            ))
            .help("close it with a bracket of the same shape"),
            Fault::EmptyBrackets => error("there is nothing between these brackets".into())
                .help("write what belongs there, or leave them out"),
            Fault::SecondEqual => {
                error("there is more than one equals sign".into()).help("write one equation")
            }
            Fault::SeveralValues => {
                error(format!("I can't read `{found}`")).help("give one answer only")
            }
            Fault::UnclearComma => error("I can't tell what this comma means".into())
                .help("write and, or the word or, between the statements"),
            Fault::NoArgument => error(format!("`{found}` needs a value"))
                .help(format!("write what it is applied to, as in {found}(2)")),
            Fault::Arguments { least: 1, most: 1 } => {
                error(format!("`{found}` takes one value")).help("leave out the others")
            }
            Fault::Arguments { least, .. } => {
                error(format!("`{found}` takes {least} values")).help("put a comma between them")
            }
            Fault::NoSet => error(format!("`{found}` is no set of numbers"))
                .help("write an interval such as [2, 5), or a set such as {2, 5}"),
            Fault::UnequalRows => error("the rows of this matrix differ in length".into())
                .help("give every row as many numbers"),
            Fault::ZeroDenominator => error("this divides by zero, so it has no value".into()),
            Fault::TooDeep => error("this is too long for me to follow".into())
                .help("write the answer in fewer steps"),
            Fault::Stray | Fault::TightNot => error(format!("I didn't expect `{found}` here")),
        }
    }
}
