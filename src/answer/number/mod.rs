//! Numbers: value, notation and form.

mod shape;
mod written;

use super::reading::{Unreadable, doubt, exact, first_symbol, read, solved_for};
use super::{Marking, NumberSpec, Outcome, Question, Tolerance, Value};
use crate::math::ast::{Ast, BinaryOp, Node};
use crate::math::{Expr, Fraction, Rational, Reading, WrittenNumber};
use written::Written;

/// Marks a number by its value, then by notation and form.
pub(super) fn mark(
    question: &Question,
    spec: &NumberSpec,
    raw: &str,
) -> Result<Marking, Unreadable> {
    let reading = read(question, raw)?;
    let (ast, expr) = number_side(question, &reading)?;
    let expr = exact(expr);
    let value = Fraction::of(&expr)
        .map_err(|error| Unreadable::beyond(ast.span, error))?
        .as_number()
        .ok_or_else(|| Unreadable::new(ast.span, "Type a number."))?;
    let written = Written::of(ast);
    let marking = if is_right(spec, question, &value) {
        match shape::fault(spec, &written, &value) {
            Some(message) => Marking::scored(Outcome::RightValueWrongForm, Some(message)),
            None => Marking::scored(Outcome::Right, None),
        }
    } else {
        wrong(question, spec, &written, &value)
    };
    Ok(Marking {
        understood: Some(written.understood(&value, &expr, question.locale)),
        confirm: doubt(&reading),
        ..marking
    })
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
            crate::base::Span::new(left.span.end, side.span.end),
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

fn number_of(value: &Value) -> Option<Rational> {
    match value {
        Value::Number(number) => Some(number.clone()),
        Value::Expression(expr) => Fraction::of(expr).ok()?.as_number(),
        _ => None,
    }
}

fn is_right(spec: &NumberSpec, question: &Question, value: &Rational) -> bool {
    let Some(key) = number_of(&question.key) else {
        return false;
    };
    let distance = (value - &key).abs();
    match &spec.tolerance {
        None => distance.is_zero(),
        Some(Tolerance::Absolute(tolerance)) => distance <= *tolerance,
        Some(Tolerance::Relative(tolerance)) => distance <= tolerance * &key.abs(),
    }
}

/// A wrong number, with the misconception that leads to it: one with exactly this value, else one
/// whose value a decimal typed with fewer places stands for.
fn wrong(question: &Question, spec: &NumberSpec, written: &Written, value: &Rational) -> Marking {
    let class = |fits: &dyn Fn(&Rational) -> bool| {
        question
            .distractors
            .iter()
            .find(|distractor| number_of(&distractor.value).is_some_and(|number| fits(&number)))
            .map(|distractor| distractor.misconceptions.clone())
    };
    let rounds = |number: &Rational| written.stands_for(value, number);
    let exact = class(&|number| number == value);
    if exact.is_none() && number_of(&question.key).is_some_and(|key| rounds(&key)) {
        return Marking::scored(
            Outcome::Wrong {
                misconceptions: Vec::new(),
            },
            Some(match spec.tolerance {
                None => "This is rounded; give the exact value.".to_owned(),
                Some(_) => "This is rounded too far; give more decimal places.".to_owned(),
            }),
        );
    }
    let misconceptions = exact.or_else(|| class(&rounds)).unwrap_or_default();
    Marking::scored(Outcome::Wrong { misconceptions }, None)
}
