//! Algebraic expressions: equal value, and the form asked for.

use super::comparing::{expression_of, wrong};
use super::reading::{Unreadable, doubt, exact, read};
use super::{ExpressionSpec, Marking, Outcome, Question, Understood};
use crate::base::Span;
use crate::math::{
    Expr, Form, NormalFormError, Rational, Sense, WrittenNumber, has_form, same_value,
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
    if is_statement(&typed) && !expression_of(&question.key).is_some_and(|key| is_statement(&key)) {
        return Err(Unreadable::beyond(whole, NormalFormError::Equation));
    }
    let sense = Sense {
        strict: spec.strict,
        ..Sense::default()
    };
    let marking = match wrong(question, whole, |value| same_value(&typed, value, &sense))? {
        Some(wrong) => wrong,
        None => in_form(question, &reading.expr, spec.form.as_ref()),
    };
    Ok(Marking {
        understood: Some(Understood::reading(&reading.expr, question.locale)),
        confirm: doubt(&reading),
        ..marking
    })
}

const fn is_statement(expr: &Expr<Rational>) -> bool {
    matches!(
        expr,
        Expr::Relation(..) | Expr::And(_) | Expr::Or(_) | Expr::Not(_) | Expr::Boolean(_)
    )
}

/// An answer of the right value, marked by its form.
pub(super) fn in_form(
    question: &Question,
    written: &Expr<WrittenNumber>,
    form: Option<&Form>,
) -> Marking {
    let key = expression_of(&question.key);
    match (form, key) {
        (Some(form), Some(key)) => match has_form(written, form, &key) {
            Ok(()) => Marking::scored(Outcome::Right, None),
            Err(fault) => Marking::scored(Outcome::RightValueWrongForm, Some(fault.to_string())),
        },
        _ => Marking::scored(Outcome::Right, None),
    }
}
