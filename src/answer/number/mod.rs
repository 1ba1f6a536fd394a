//! Numbers: value, notation and form.

mod fit;
mod real;
mod shape;
mod written;

pub(super) use fit::{Fit, fit, stands_for};
pub(super) use real::Real;
pub(super) use written::Written;

use super::comparing::doubtful;
use super::reading::{Unreadable, doubt, exact, first_symbol, read, solved_for};
use super::{Marking, NumberSpec, Outcome, Question, Understood, Value};
use crate::base::{MisconceptionId, Span};
use crate::math::ast::{Ast, BinaryOp, Node};
use crate::math::{Doubt, Expr, Form, Rational, Reading, WrittenNumber, has_form};

/// Marks a number by its value, then by notation and form.
pub(super) fn mark(
    question: &Question,
    spec: &NumberSpec,
    raw: &str,
) -> Result<Marking, Unreadable> {
    let reading = read(question, raw)?;
    let (ast, expr) = number_side(question, &reading)?;
    let typed = Real::of(&exact(expr))
        .map_err(|error| Unreadable::beyond(ast.span, error))?
        .ok_or_else(|| Unreadable::new(ast.span, "Type a number."))?;
    let written = Written::of(expr);
    let marking = match fit_to(spec, &typed, &written, &question.key)
        .map_err(|doubt| doubtful(ast.span, doubt))?
    {
        Fit::Right => match fault(question, spec, &typed, &written, expr) {
            Some(message) => Marking::scored(Outcome::RightValueWrongForm, Some(message)),
            None => Marking::scored(Outcome::Right, None),
        },
        Fit::Unrounded(message) => Marking::scored(Outcome::RightValueWrongForm, Some(message)),
        Fit::Wrong(message) => {
            let misconceptions = misconceptions(question, &typed, &written, message.is_some());
            let message = message.filter(|_| misconceptions.is_empty());
            Marking::scored(
                Outcome::Wrong { misconceptions },
                message.map(str::to_owned),
            )
        }
    };
    Ok(Marking {
        understood: Some(Understood::reading(expr, question.locale)),
        confirm: doubt(&reading),
        ..marking
    })
}

/// The number that was typed, if one was.
pub(super) fn value(question: &Question, raw: &str) -> Option<Rational> {
    let reading = read(question, raw).ok()?;
    let (_, expr) = number_side(question, &reading).ok()?;
    Real::of(&exact(expr)).ok()??.rational().cloned()
}

/// The number itself where it is given as `x = 2`, and not something with a symbol in it.
fn number_side<'a>(
    question: &Question,
    reading: &'a Reading,
) -> Result<(&'a Ast, &'a Expr<WrittenNumber>), Unreadable> {
    let (side, expr) = match question.symbols.as_slice() {
        [symbol] => solved_for(reading, symbol),
        _ => None,
    }
    .unwrap_or((&reading.ast, &reading.expr));
    if let Node::Binary(op, left, right) = &side.node
        && op.is_relation()
        && *op != BinaryOp::Equal
    {
        return Err(Unreadable::new(
            crate::base::Span::new(left.span.end, right.span.start),
            "There is nothing to compare here. Type only the value.",
        ));
    }
    if let Node::Binary(BinaryOp::Equal, left, _) = &side.node {
        return Err(Unreadable::new(
            Span::new(left.span.end, side.span.end),
            "Type only the number, without an equals sign.",
        ));
    }
    match first_symbol(side) {
        Some((at, name)) => Err(Unreadable::new(
            at,
            format!("The answer is a number, so there is no {name} in it."),
        )),
        None => Ok((side, expr)),
    }
}

/// How a number fits a key that may be a range.
fn fit_to(spec: &NumberSpec, typed: &Real, written: &Written, key: &Value) -> Result<Fit, Doubt> {
    if let Value::Range(low, high) = key {
        let above = typed.is_at_least(low).ok_or(Doubt::Beyond)?;
        let below = match typed {
            Real::Rational(value) => value <= high,
            Real::Constant(_) => !typed.is_at_least(high).ok_or(Doubt::Beyond)?,
        };
        return Ok(if above && below {
            Fit::Right
        } else {
            Fit::Wrong(None)
        });
    }
    let key = Real::of_value(key).ok_or(Doubt::Beyond)?;
    fit(spec, typed, written, &key)
}

/// What is still to be done to a number of the right value, in a learner's words.
fn fault(
    question: &Question,
    spec: &NumberSpec,
    typed: &Real,
    written: &Written,
    expr: &Expr<WrittenNumber>,
) -> Option<String> {
    let key = match &question.key {
        Value::Number(number) => Some(Expr::Number(number.clone())),
        Value::Expression(expr) => Some(expr.clone()),
        _ => None,
    };
    let of_shape = spec.form.as_ref().filter(|form| !is_of_notation(form));
    if let (Some(form), Some(key)) = (of_shape, &key) {
        return has_form(expr, form, key)
            .err()
            .map(|fault| fault.to_string());
    }
    // What is irrational cannot be worked out to anything plainer.
    match typed.rational() {
        Some(value) => shape::fault(spec, written, value),
        None if key.is_some_and(|key| matches!(Real::of(&key), Ok(Some(Real::Rational(_))))) => {
            Some("Work it out to a single number.".to_owned())
        }
        None => None,
    }
}

/// Whether a form asks how a single number is written, which its notation tells.
const fn is_of_notation(form: &Form) -> bool {
    matches!(
        form,
        Form::Integer | Form::Fraction | Form::Mixed | Form::Decimal | Form::LowestTerms
    )
}

/// The misconceptions that lead to a number: those of exactly this value, else those whose value a
/// decimal typed with fewer places stands for, unless it stands for the key.
pub(super) fn misconceptions(
    question: &Question,
    typed: &Real,
    written: &Written,
    is_rounded_key: bool,
) -> Vec<MisconceptionId> {
    let class = |fits: &dyn Fn(&Real) -> bool| {
        question
            .distractors
            .iter()
            .find(|distractor| Real::of_value(&distractor.value).is_some_and(|real| fits(&real)))
            .map(|distractor| distractor.misconceptions.clone())
    };
    let rounds = |real: &Real| {
        let stands = |typed: &Rational| stands_for(written, typed, real);
        !is_rounded_key && typed.rational().is_some_and(stands)
    };
    class(&|real| typed.compare(real).is_equal())
        .or_else(|| class(&rounds))
        .unwrap_or_default()
}
