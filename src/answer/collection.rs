//! Sets, lists, tuples and vectors: the same elements, in order where that matters.

use super::comparing::wrong;
use super::reading::{Unreadable, doubt, exact, read_list};
use super::{CollectionSpec, Marking, Outcome, Question, Understood};
use crate::base::Span;
use crate::math::{Collection, Expr, Rational, Relation, Sense, same_value};

/// Marks several values by what they are, and then by their brackets.
pub(super) fn mark(
    question: &Question,
    spec: &CollectionSpec,
    raw: &str,
) -> Result<Marking, Unreadable> {
    let whole = Span::new(0, raw.len());
    let reading = read_list(question, raw)?;
    let typed = exact(&reading.expr);
    let (elements, brackets) = match solutions(&typed) {
        Some(solutions) if spec.collection == Collection::Set => (solutions, None),
        _ => elements(&typed),
    };
    let collected = Expr::Collection(spec.collection, elements);
    let sense = Sense {
        multiplicity: spec.multiplicity,
        ..Sense::default()
    };
    // Keys may be lists in the author's spelling, whatever is asked for.
    let as_asked = |value: &Expr<Rational>| match value {
        Expr::Collection(_, elements) => Expr::Collection(spec.collection, elements.clone()),
        other => other.clone(),
    };
    let compare = |value: &Expr<Rational>| same_value(&collected, &as_asked(value), &sense);
    let marking = match wrong(question, whole, compare)? {
        Some(wrong) => wrong,
        None if fits(brackets, spec.collection, raw) => Marking::scored(Outcome::Right, None),
        None => Marking::scored(
            Outcome::RightValueWrongForm,
            Some(advice(spec.collection).to_owned()),
        ),
    };
    Ok(Marking {
        understood: Some(Understood::reading(&reading.expr, question.locale)),
        confirm: doubt(&reading),
        ..marking
    })
}

/// The elements of what was typed, and the brackets they stand in.
fn elements(typed: &Expr<Rational>) -> (Vec<Expr<Rational>>, Option<Collection>) {
    match typed {
        Expr::Collection(collection, elements) => (elements.clone(), Some(*collection)),
        // A column, or a row.
        Expr::Matrix(rows) => match rows.as_slice() {
            [row] => (row.clone(), Some(Collection::Vector)),
            rows if rows.iter().all(|row| row.len() == 1) => {
                (rows.concat(), Some(Collection::Vector))
            }
            rows => {
                let list = |row: &Vec<_>| Expr::Collection(Collection::List, row.clone());
                (rows.iter().map(list).collect(), Some(Collection::List))
            }
        },
        single => (vec![single.clone()], None),
    }
}

/// The values of one unknown that are given as equations: `x = 2 or x = −2`, `x = 2, x = −2`.
fn solutions(typed: &Expr<Rational>) -> Option<Vec<Expr<Rational>>> {
    let cases = match typed {
        Expr::Or(cases) | Expr::Collection(_, cases) => cases.as_slice(),
        single => std::slice::from_ref(single),
    };
    let mut unknown = None;
    let value = |case: &Expr<Rational>| match case {
        Expr::Relation(Relation::Equal, left, right) => match &**left {
            Expr::Symbol(name) if unknown.get_or_insert_with(|| name.clone()) == name => {
                Some((**right).clone())
            }
            _ => None,
        },
        _ => None,
    };
    cases.iter().map(value).collect()
}

/// Whether the first bracket is closed by the last character, so that it holds all there is.
fn is_bracketed(raw: &str) -> bool {
    let raw = raw.trim();
    let mut depth = 0_usize;
    for (at, character) in raw.char_indices() {
        match character {
            '[' | '(' | '{' | '<' | '⟨' => depth += 1,
            ']' | ')' | '}' | '>' | '⟩' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at > 0 && at + character.len_utf8() == raw.len();
        }
    }
    false
}

/// Whether the brackets mean what is asked for; without any, nothing speaks against it.
fn fits(brackets: Option<Collection>, asked: Collection, raw: &str) -> bool {
    match (brackets, asked) {
        (None, _) => true,
        (Some(_), _) if !is_bracketed(raw) => true,
        (Some(Collection::Set), asked) => asked == Collection::Set,
        (Some(_), Collection::Set) => false,
        // A vector is written in all of these.
        (Some(_), Collection::Vector) => true,
        (Some(brackets), Collection::Tuple) => brackets == Collection::Tuple,
        (Some(_), Collection::List) => true,
    }
}

const fn advice(asked: Collection) -> &'static str {
    match asked {
        Collection::Set => "Write the set in braces: { }.",
        Collection::Tuple => "Write it in round brackets: ( ).",
        Collection::List => "Write the list in square brackets: [ ].",
        Collection::Vector => "Write the vector in brackets: ( ).",
    }
}
