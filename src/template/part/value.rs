//! The value of a key or a misconception, as answers are marked against it.

use super::candidates::{Ask, Candidates};
use super::interval::as_intervals;
use crate::answer::{AnswerKind, RealSetNotation, Value};
use crate::math::{Collection, Expr};
use crate::template::compile::{Compiled, Symbolic};
use crate::template::program::{Number, Registers};

/// The value of a candidate, of the type its kind of answer is marked in.
pub(in crate::template) fn value<N: Number>(
    candidates: &Candidates,
    candidate: usize,
    registers: &Registers<N>,
) -> Value {
    let Some(found) = candidates.all.get(candidate) else {
        // Work has no key.
        return Value::Texts(Vec::new());
    };
    match &found.value {
        Compiled::Text(register) => Value::Text(registers.text(*register).to_owned()),
        Compiled::Texts(register) => {
            let texts = registers.text_list(*register).iter();
            Value::Texts(
                texts
                    .map(|&text| registers.text_of(text).to_owned())
                    .collect(),
            )
        }
        Compiled::Boolean(register) => Value::Boolean(registers.boolean(*register)),
        Compiled::Number(register, _) => {
            let number = registers.number(*register).to_rational();
            match (&candidates.kind, &candidates.ask) {
                (AnswerKind::Expression(_) | AnswerKind::Graph { .. }, _) => {
                    Value::Expression(Expr::Number(number))
                }
                (_, Ask::Range(high)) if candidate == 0 => {
                    Value::Range(number, registers.number(*high).to_rational())
                }
                _ => Value::Number(number),
            }
        }
        Compiled::Numbers(register, _) => {
            let numbers = registers.number_list(*register).iter();
            let numbers = numbers
                .map(|number| Expr::Number(number.to_rational()))
                .collect();
            Value::Expression(Expr::Collection(collection(&candidates.kind), numbers))
        }
        Compiled::Symbolic(symbolic) => {
            let expr = Symbolic::expr(symbolic, registers);
            Value::Expression(match candidates.kind {
                AnswerKind::RealSet(RealSetNotation::Intervals) => {
                    as_intervals(&expr).unwrap_or(expr)
                }
                _ => expr,
            })
        }
        Compiled::Record(_) | Compiled::Rows(_) => Value::Texts(Vec::new()),
    }
}

const fn collection(kind: &AnswerKind) -> Collection {
    match kind {
        AnswerKind::Collection(spec) => spec.collection,
        AnswerKind::Point(_) => Collection::Tuple,
        _ => Collection::List,
    }
}
