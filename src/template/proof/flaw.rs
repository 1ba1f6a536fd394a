//! What can be wrong with a part on some instances, and what its author is told.

use crate::answer::AnswerKind;
use crate::base::{Code, Span, counted};
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
    /// Nobody can say whether these two are the same.
    Undecided(u8, u8),
    /// The lower end of a range is above the upper one.
    EmptyRange,
    /// An accepted text has no letter.
    EmptyText,
    /// An accepted text has a word that is forbidden.
    Forbidden,
    /// The key is no point, nor several.
    NoPoint,
    /// A point lies outside the plane.
    OffPlane,
    /// Lists that run side by side have different lengths.
    Lengths,
    /// There are too few things to be put in order, or too many.
    Things,
    /// There are too few categories, or too many.
    Categories,
    /// Things could change places in the right order.
    AmbiguousOrder,
    /// A misconception is no order of the same things.
    NotAnOrder(usize),
    /// Two things look the same that are matched or sorted.
    AmbiguousMatch,
    /// The category of an item is not among those shown.
    NoCategory,
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
                "it divides by zero, is too large or past what can be decided: write it more simply, or rule \
                 the case out in [require]",
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
                    "only {} where {} are asked for",
                    counted(least, "distinct option"),
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
            Self::Undecided(low, high) => (
                codes::UNDECIDED,
                span(usize::from(high)),
                format!(
                    "nobody can say whether this is the same as {}",
                    match candidates
                        .all
                        .get(usize::from(low))
                        .and_then(|c| c.misconception.as_ref())
                    {
                        Some(id) => format!("`{id}`"),
                        None => "the key".to_owned(),
                    }
                ),
                "write both more simply, or rule the case out with `unless` or in [require]",
            ),
            Self::EmptyRange => (
                codes::EMPTY_RANGE,
                span(0),
                "the lower end of the range is above the upper one".to_owned(),
                "exchange them, or rule the case out in [require]",
            ),
            Self::EmptyText => (
                codes::EMPTY_TEXT,
                span(0),
                "an accepted text has no letter or digit".to_owned(),
                "a learner could not type it: rule the case out in [require]",
            ),
            Self::Forbidden => (
                codes::KEY_WITHOUT_FORM,
                span(0),
                "an accepted text has a word of `forbidden`".to_owned(),
                "who gives it would be wrong: mend the list or the key",
            ),
            Self::NoPoint => (
                codes::PLANE,
                span(0),
                "the key is no point of a plane".to_owned(),
                "a point has two numbers, such as [a, b]; several stand in a list",
            ),
            Self::OffPlane => (
                codes::PLANE,
                span(0),
                match candidates.kind {
                    AnswerKind::Graph { points, .. } => {
                        format!("fewer than {points} points with whole coordinates can be set")
                    }
                    _ => "the point lies outside the plane".to_owned(),
                },
                "make the `plane` larger, or rule the case out in [require]",
            ),
            Self::Lengths => (
                codes::LIST,
                candidates.span,
                "the lists have different lengths".to_owned(),
                "to each element of one list belongs that at the same place of the other",
            ),
            Self::Things => (
                codes::LIST,
                candidates.span,
                "there are fewer than 2 or more than 20 things".to_owned(),
                "give 2 to 20, or rule the case out in [require]",
            ),
            Self::Categories => (
                codes::LIST,
                candidates.span,
                "there are fewer than 2 or more than 20 categories".to_owned(),
                "list them all with `categories`, or rule the case out in [require]",
            ),
            Self::AmbiguousOrder => (
                codes::AMBIGUOUS_ORDER,
                span(0),
                "the order is not the only right one".to_owned(),
                "rule ties out in [require], such as all_different(rows.year)",
            ),
            Self::NotAnOrder(at) => (
                codes::NOT_AN_ORDER,
                span(at),
                "this is no order of the same things".to_owned(),
                "a misconception of an ordering is another order of the key's elements",
            ),
            Self::AmbiguousMatch => (
                codes::AMBIGUOUS_MATCH,
                candidates.span,
                "two of the things are the same".to_owned(),
                "a learner could not tell them apart: rule the case out in [require]",
            ),
            Self::NoCategory => (
                codes::LIST,
                candidates.span,
                "the category of an item is not among `categories`".to_owned(),
                "list every category that an item can have",
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
