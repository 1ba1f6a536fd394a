//! What can be wrong with a part on some instances, and what its author is told.

use crate::base::{Code, Span};
use crate::template::codes;
use crate::template::part::Part;

/// Something wrong with a part on an instance; a number is that of a key or a misconception.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Flaw {
    /// What is shown of it has no end as a decimal.
    Endless(usize),
    /// Nothing can be compared with the key.
    Unmarkable,
    /// No notation that is accepted can write the key.
    Unwritable,
    /// The key does not have the form asked for.
    WithoutForm,
    /// A choice has fewer options than it asks for.
    FewOptions,
    /// Two options look the same.
    LookAlike,
}

/// A flaw in words.
pub(super) struct Told {
    pub code: Code,
    pub span: Span,
    pub message: String,
    pub help: &'static str,
}

impl Flaw {
    /// What is said of it; `least` is the smallest number of options seen.
    pub fn told(self, part: &Part, least: usize) -> Told {
        let candidates = &part.candidates;
        let span = |at: usize| candidates.all.get(at).map_or(candidates.span, |c| c.span);
        let (code, span, message, help) = match self {
            Self::Endless(at) => (
                codes::BAD_FORMAT,
                span(at),
                "the value has no end as a decimal".to_owned(),
                "say how many places: `decimal 2`",
            ),
            Self::Unmarkable => (
                codes::UNMARKABLE_KEY,
                span(0),
                "no answer can be compared with the key".to_owned(),
                "it divides by zero, or is too large: rule the case out in [require]",
            ),
            Self::Unwritable => (
                codes::UNWRITABLE_KEY,
                span(0),
                "the key cannot be written in a notation that is accepted".to_owned(),
                "add to `accept`, give a tolerance, or rule the case out in [require]",
            ),
            Self::WithoutForm => (
                codes::KEY_WITHOUT_FORM,
                span(0),
                "the key does not have the form asked for".to_owned(),
                "write the key in that form, or rule the case out in [require]",
            ),
            Self::FewOptions => (
                codes::FEW_OPTIONS,
                candidates.span,
                format!(
                    "only {least} distinct options where {} are asked for",
                    candidates.options.max(2)
                ),
                "add misconceptions, ask for fewer options, or rule the case out in [require]",
            ),
            Self::LookAlike => (
                codes::LOOK_ALIKE,
                candidates.span,
                "two options can look the same".to_owned(),
                "show them more exactly, or rule the case out in [require]",
            ),
        };
        Told {
            code,
            span,
            message,
            help,
        }
    }
}
