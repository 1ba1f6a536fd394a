//! Whether two candidates are the same, where only their values can tell.

use super::candidates::{Ask, Candidates};
use super::value::value;
use crate::answer::{AnswerKind, NumberSpec, Precision, Value, normalised};
use crate::base::Span;
use crate::math::{
    Comparison, Expr, Rational, Sense, round_to_figures, round_to_places, same_value,
};
use crate::template::compile::Compiled;
use crate::template::program::{Number, Registers};
use foldhash::fast::FixedState;
use std::collections::HashMap;
use std::hash::BuildHasher;

/// The most comparisons that are remembered.
const MAX_REMEMBERED: usize = 50_000;

/// Comparisons that were made: from instance to instance the same values come again, and to hash
/// them costs less than to compare them.
#[derive(Clone, Debug, Default)]
pub(in crate::template) struct Memo(HashMap<u64, Option<bool>, FixedState>);

impl Memo {
    /// Whether two values of a part are the same answer, `compare`d where that is not known yet.
    fn recall(
        &mut self,
        part: Span,
        pair: (&Expr<Rational>, &Expr<Rational>),
        compare: impl FnOnce() -> Option<bool>,
    ) -> Option<bool> {
        if self.0.len() >= MAX_REMEMBERED {
            self.0.clear();
        }
        let key = FixedState::default().hash_one((part, pair));
        *self.0.entry(key).or_insert_with(compare)
    }
}

/// Whether two candidates are the same answer; `None` where that cannot be said.
pub(super) fn same<N: Number>(
    candidates: &Candidates,
    (low, high): (usize, usize),
    registers: &Registers<N>,
    memo: &mut Memo,
) -> Option<bool> {
    if let Ask::Order { right, others, .. } = &candidates.ask {
        let list = |at: usize| match at {
            0 => Some(right.values(registers)),
            at => others.get(at - 1).map(|other| other.values(registers)),
        };
        return Some(list(low) == list(high));
    }
    let compared = |at: usize| match (&candidates.kind, &candidates.all[at].value) {
        // As conditions, all of them: one may be written as an interval and another not.
        (AnswerKind::RealSet(_), Compiled::Symbolic(condition)) => {
            Value::Expression(condition.expr(registers))
        }
        _ => value(candidates, at, registers),
    };
    match (compared(low), compared(high)) {
        (Value::Expression(a), Value::Expression(b)) => {
            memo.recall(candidates.span, (&a, &b), || {
                same_expression(&candidates.kind, &a, &b)
            })
        }
        (a, b) => same_answer(&candidates.kind, &a, &b),
    }
}

/// Whether two values are the same answer to a question of this kind.
pub(in crate::template) fn same_answer(kind: &AnswerKind, a: &Value, b: &Value) -> Option<bool> {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => Some(match kind.number() {
            Some(spec) => same_rounded(spec, a, b),
            None => a == b,
        }),
        (Value::Expression(a), Value::Expression(b)) => same_expression(kind, a, b),
        (Value::Number(number), Value::Expression(expr))
        | (Value::Expression(expr), Value::Number(number)) => {
            same_expression(kind, &Expr::Number(number.clone()), expr)
        }
        (Value::Texts(_) | Value::Text(_), Value::Texts(_) | Value::Text(_)) => {
            let AnswerKind::Text(spec) = kind else {
                return Some(a == b);
            };
            let same = |a: &String, b: &String| normalised(a, spec) == normalised(b, spec);
            Some(texts(a).iter().any(|a| texts(b).iter().any(|b| same(a, b))))
        }
        _ => Some(a == b),
    }
}

fn same_expression(kind: &AnswerKind, a: &Expr<Rational>, b: &Expr<Rational>) -> Option<bool> {
    if a == b {
        return Some(true);
    }
    match same_value(a, b, &sense(kind)) {
        Comparison::Equal(_) => Some(true),
        Comparison::Different(_) => Some(false),
        Comparison::Undecided(_) => None,
    }
}

/// In which sense answers of a kind are compared.
pub(in crate::template) fn sense(kind: &AnswerKind) -> Sense {
    match kind {
        AnswerKind::Expression(spec) => Sense {
            strict: spec.strict,
            ..Sense::default()
        },
        AnswerKind::Equation(spec) => Sense {
            solution_set: spec.solution_set,
            ..Sense::default()
        },
        AnswerKind::Collection(spec) => Sense {
            multiplicity: spec.multiplicity,
            ..Sense::default()
        },
        _ => Sense::default(),
    }
}

fn texts(value: &Value) -> &[String] {
    match value {
        Value::Text(text) => std::slice::from_ref(text),
        Value::Texts(texts) => texts,
        _ => &[],
    }
}

/// Whether two numbers are the same once they are rounded as asked.
fn same_rounded(spec: &NumberSpec, a: &Rational, b: &Rational) -> bool {
    if a == b {
        return true;
    }
    match spec.precision {
        None => false,
        Some(Precision::DecimalPlaces(places)) => {
            round_to_places(a, places) == round_to_places(b, places)
        }
        Some(Precision::SignificantFigures(figures)) => {
            // Numbers this far apart never round to the same: spares most the exact way.
            let size = a.to_f64().abs().max(b.to_f64().abs());
            let near = 2.0 * size * 10_f64.powi(1 - figures as i32);
            (a - b).to_f64().abs() <= near
                && round_to_figures(a, figures) == round_to_figures(b, figures)
        }
    }
}
