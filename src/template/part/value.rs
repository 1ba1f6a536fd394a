//! The value of a key or a misconception, as answers are marked against it.

use super::Candidates;
use crate::answer::{AnswerKind, Value};
use crate::math::Expr;
use crate::template::compile::{Compiled, Symbolic};
use crate::template::program::{Number, Registers};

/// The value of a candidate, of the type its kind of answer is marked in.
pub(in crate::template) fn value<N: Number>(
    candidates: &Candidates,
    candidate: usize,
    registers: &Registers<N>,
) -> Value {
    match &candidates.all[candidate].value {
        Compiled::Text(register) => Value::Text(registers.text(*register).to_owned()),
        Compiled::Number(register, _) => {
            let number = registers.number(*register).to_rational();
            match candidates.kind {
                AnswerKind::Expression(_) => Value::Expression(Expr::Number(number)),
                _ => Value::Number(number),
            }
        }
        Compiled::Symbolic(symbolic) => Value::Expression(Symbolic::expr(symbolic, registers)),
        Compiled::Boolean(_)
        | Compiled::Numbers(..)
        | Compiled::Texts(_)
        | Compiled::Record(_)
        | Compiled::Rows(_) => {
            unreachable!("a candidate is a number, a text or an expression")
        }
    }
}
