//! Right, a misconception's answer, or simply wrong: what a comparison of values leads to.

use super::reading::Unreadable;
use super::{Marking, Outcome, Question, Value};
use crate::base::Span;
use crate::math::{Comparison, Doubt, Expr, NormalFormError, Rational};
use std::borrow::Cow;

/// The expression of a value, where it has one.
pub(super) fn expression_of(value: &Value) -> Option<Cow<'_, Expr<Rational>>> {
    match value {
        Value::Number(number) => Some(Cow::Owned(Expr::Number(number.clone()))),
        Value::Expression(expr) => Some(Cow::Borrowed(expr)),
        _ => None,
    }
}

/// `None` if the answer is right by value; otherwise how it is wrong.
///
/// `compare` tells whether the answer has the value of an expression.
///
/// # Errors
/// It cannot be told.
pub(super) fn wrong(
    question: &Question,
    at: Span,
    compare: impl Fn(&Expr<Rational>) -> Comparison,
) -> Result<Option<Marking>, Unreadable> {
    let compared = match expression_of(&question.key) {
        Some(key) => compare(&key),
        None => Comparison::Undecided(Doubt::Beyond),
    };
    match compared {
        Comparison::Equal(_) => Ok(None),
        Comparison::Undecided(doubt) => Err(doubtful(at, doubt)),
        Comparison::Different(_) => {
            let misconceptions = question
                .distractors
                .iter()
                .find(|distractor| {
                    expression_of(&distractor.value).is_some_and(|value| compare(&value).is_equal())
                })
                .map(|distractor| distractor.misconceptions.clone())
                .unwrap_or_default();
            Ok(Some(Marking::scored(
                Outcome::Wrong { misconceptions },
                None,
            )))
        }
    }
}

/// What to say where it cannot be told whether an answer is right: it never counts as right, nor as
/// wrong.
pub(super) fn doubtful(at: Span, doubt: Doubt) -> Unreadable {
    match doubt {
        Doubt::Budget(budget) => Unreadable::beyond(at, budget.into()),
        Doubt::NoValue => Unreadable::beyond(at, NormalFormError::DivisionByZero),
        _ => Unreadable::new(
            at,
            "I can't tell whether this is right. Write it in another way, or ask somebody to look \
             at it.",
        ),
    }
}
