//! How it is found whether two candidates are the same: by the program, or from their values.

use super::candidates::{Ask, Candidate, Sameness};
use crate::answer::{AnswerKind, Tolerance};
use crate::template::compile::{Compiled, Compiler, Result};
use crate::template::program::Register;

/// How it is found of every two candidates whether they are the same.
pub(super) fn samenesses(
    compiler: &mut Compiler<'_>,
    kind: &AnswerKind,
    ask: &Ask,
    all: &[Candidate],
    keys: usize,
) -> Result<Vec<Sameness>> {
    let in_program = |compiler: &Compiler<'_>, value: &Compiled| match (kind, value) {
        (AnswerKind::Number(spec), _) => spec.precision.is_none(),
        (AnswerKind::Quantity(spec), _) => spec.number.precision.is_none(),
        (AnswerKind::Expression(spec), value) => !spec.strict && compiler.is_algebra(value),
        (
            AnswerKind::ChoiceOne
            | AnswerKind::ChoiceMany(_)
            | AnswerKind::TrueFalse
            | AnswerKind::Graph { .. },
            value,
        ) => compiler.is_algebra(value),
        _ => false,
    };
    let known: Vec<bool> = all
        .iter()
        .map(|candidate| in_program(compiler, &candidate.value))
        .collect();
    if all.len() > 1 {
        // Each by itself first, so that what is too complex is said of the one that is.
        for (candidate, _) in all.iter().zip(&known).filter(|(_, known)| **known) {
            compiler.check_algebra(&candidate.value, candidate.span)?;
        }
    }
    let tolerance = kind.number().and_then(|spec| spec.tolerance.as_ref());
    let mut same = Vec::new();
    for high in 1..all.len() {
        for low in 0..high {
            same.push(if known[low] && known[high] {
                let range = match ask {
                    Ask::Range(end) if low == 0 => Some(*end),
                    _ => None,
                };
                let tolerance = tolerance.filter(|_| low < keys);
                let pair = (&all[low], &all[high]);
                Sameness::Known(compile_same(compiler, pair, tolerance, range)?)
            } else {
                Sameness::Compared
            });
        }
    }
    Ok(same)
}

/// Whether two candidates coincide; where one of them is ruled out that is never asked. Within the
/// tolerance of a key, or within its range, a misconception is the key.
fn compile_same(
    compiler: &mut Compiler<'_>,
    (low, high): (&Candidate, &Candidate),
    tolerance: Option<&Tolerance>,
    range: Option<Register>,
) -> Result<Register> {
    let span = high.span;
    let same = |compiler: &mut Compiler<'_>| match (&low.value, &high.value, tolerance, range) {
        (Compiled::Number(from, _), Compiled::Number(other, _), _, Some(to)) => {
            compiler.between(*from, *other, to, span)
        }
        (Compiled::Number(key, _), Compiled::Number(other, _), Some(tolerance), None) => {
            compiler.within_tolerance(*key, *other, tolerance, span)
        }
        (a, b, ..) => compiler.same(a, b, span),
    };
    match (low.unless, high.unless) {
        (None, None) => same(compiler),
        (Some(unless), None) | (None, Some(unless)) => compiler.unless(unless, span, same),
        (Some(first), Some(second)) => {
            compiler.unless(first, span, |compiler| compiler.unless(second, span, same))
        }
    }
}
