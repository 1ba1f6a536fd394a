//! Algebraic expressions: equal value, and the form asked for.

use super::reading::{Unreadable, doubt, exact, read};
use super::{ExpressionSpec, Marking, Outcome, Question, Understood, Value};
use crate::base::Span;
use crate::math::{
    Comparison, Expr, Fraction, NormalFormError, Rational, Sense, Witness, has_form, same_value,
};

/// Marks an expression by its value and then by its form.
pub(super) fn mark(
    question: &Question,
    spec: &ExpressionSpec,
    raw: &str,
) -> Result<Marking, Unreadable> {
    let whole = Span::new(0, raw.len());
    let reading = read(question, raw)?;
    let typed = exact(&reading.expr);
    let answer = Answer::new(&typed, &question.key, whole)?;
    let marking = match answer.compare(&question.key) {
        Comparison::Equal(_) => match spec.form.as_ref().map(|form| has_form(&typed, form)) {
            Some(Err(fault)) => {
                Marking::scored(Outcome::RightValueWrongForm, Some(fault.to_string()))
            }
            Some(Ok(())) | None => Marking::scored(Outcome::Right, None),
        },
        Comparison::Different(_) => {
            let misconceptions = question
                .distractors
                .iter()
                .find(|distractor| answer.compare(&distractor.value).is_equal())
                .map(|distractor| distractor.misconceptions.clone())
                .unwrap_or_default();
            Marking::scored(Outcome::Wrong { misconceptions }, None)
        }
        Comparison::Undecided(_) if answer.normal.is_none() => {
            return Err(Unreadable::beyond(whole, NormalFormError::Exponent));
        }
        Comparison::Undecided(_) => {
            return Err(Unreadable::new(
                whole,
                "I can't tell whether this is right. Write it in another way.",
            ));
        }
    };
    Ok(Marking {
        understood: Some(Understood::expression(&typed, question.locale)),
        confirm: doubt(&reading),
        ..marking
    })
}

/// A learner's expression, brought to normal form once for all comparisons.
struct Answer<'a> {
    typed: &'a Expr<Rational>,
    normal: Option<Fraction<Rational>>,
}

impl<'a> Answer<'a> {
    fn new(typed: &'a Expr<Rational>, key: &Value, at: Span) -> Result<Self, Unreadable> {
        let normal = match Fraction::of(typed) {
            Ok(fraction) => Some(fraction),
            // What the normal form does not cover may still be decided otherwise.
            Err(NormalFormError::Exponent | NormalFormError::NotRational) => None,
            Err(NormalFormError::Equation) if is_equation(key) => None,
            Err(error) => return Err(Unreadable::beyond(at, error)),
        };
        Ok(Self { typed, normal })
    }

    fn compare(&self, value: &Value) -> Comparison {
        let value = match value {
            Value::Number(number) => &Expr::Number(number.clone()),
            Value::Expression(expr) => expr,
            _ => return Comparison::Different(Witness::Kind),
        };
        match (&self.normal, Fraction::of(value)) {
            (Some(typed), Ok(value)) => typed.same_value(&value),
            _ => same_value(self.typed, value, &Sense::default()),
        }
    }
}

const fn is_equation(value: &Value) -> bool {
    matches!(value, Value::Expression(Expr::Relation(..)))
}
