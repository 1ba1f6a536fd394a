//! Options assigned to prompts: matching and categorising.

use super::reading::Unreadable;
use super::{Credit, Marking, Outcome, Partial, Question, Understood, Value, labels};
use crate::base::Span;

/// For every prompt, in their order, the label of its option: `b, a, c`; `-` where there is none yet.
/// Where every option belongs to one prompt at most (`once`), none is taken twice.
///
/// Right in parts: the prompts that are right, of all there are.
pub(super) fn mark(
    question: &Question,
    once: bool,
    partial: Partial,
    raw: &str,
) -> Result<Marking, Unreadable> {
    let given = read(question, raw)?;
    if once {
        for (at, option) in given.iter().enumerate() {
            if given[..at].contains(option) {
                return Err(Unreadable::new(
                    Span::new(0, raw.len()),
                    format!(
                        "Use each answer once. {} is used twice.",
                        labels::label(*option)
                    ),
                ));
            }
        }
    }
    let Value::Assignment(key) = &question.key else {
        return Err(Unreadable::new(Span::new(0, raw.len()), "There is no key."));
    };
    let right = key
        .iter()
        .zip(&given)
        .filter(|&(&right, &given)| usize::from(right) == given)
        .count();
    let outcome = if right == key.len() {
        Outcome::Right
    } else {
        Outcome::Wrong {
            misconceptions: Vec::new(),
        }
    };
    let message = (outcome != Outcome::Right && right > 0)
        .then(|| format!("{right} of {} are right.", key.len()));
    let marking = Marking::scored(outcome, message);
    Ok(Marking {
        understood: Some(Understood::words(&labels::listed(given))),
        credit: match (&marking.outcome, partial) {
            (Outcome::Wrong { .. }, Partial::Each | Partial::AdjacentPairs) => {
                Credit::share(right, key.len())
            }
            _ => marking.credit,
        },
        ..marking
    })
}

fn read(question: &Question, raw: &str) -> Result<Vec<usize>, Unreadable> {
    let prompts = question.prompts.len();
    let mut given = Vec::with_capacity(prompts);
    for (offset, character) in raw.char_indices() {
        if labels::is_between(character) {
            continue;
        }
        let at = Span::new(offset, offset + character.len_utf8());
        given.push(match character {
            '-' => None,
            label => Some(labels::index(label, at, question.options.len())?),
        });
    }
    if given.len() > prompts {
        let message = format!("There are only {prompts} to answer.");
        return Err(Unreadable::new(Span::new(0, raw.len()), message));
    }
    given.resize(prompts, None);
    let missing = given.iter().position(Option::is_none);
    given
        .into_iter()
        .collect::<Option<Vec<usize>>>()
        .ok_or_else(|| {
            let number = missing.map_or(1, |at| at + 1);
            Unreadable::new(
                Span::at(raw.len()),
                format!("Number {number} has no answer yet. Answer all {prompts}."),
            )
        })
}
