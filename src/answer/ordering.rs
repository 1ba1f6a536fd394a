//! Options put in order.

use super::reading::Unreadable;
use super::{Credit, Marking, Outcome, Partial, Question, Understood, Value, labels};
use crate::base::Span;

/// Every option once, in the order of the key: `b, a, d, c`.
///
/// Right in parts, as the template says: places that hold the right option, or neighbours of the
/// right order that stand one after the other, of all there are.
pub(super) fn mark(
    question: &Question,
    partial: Partial,
    raw: &str,
) -> Result<Marking, Unreadable> {
    // Places that are still free are marked as in a matching.
    let order = labels::read(question, &raw.replace('-', " "))?;
    let mut left_out = (0..question.options.len()).filter(|at| !order.contains(at));
    if let Some(first) = left_out.next() {
        return Err(Unreadable::new(
            Span::at(raw.len()),
            format!(
                "Put all {} in order. {} is not placed yet.",
                question.options.len(),
                labels::label(first)
            ),
        ));
    }
    let is = |value: &Value| match value {
        Value::Order(key) => key
            .iter()
            .map(|&at| usize::from(at))
            .eq(order.iter().copied()),
        _ => false,
    };
    let outcome = if is(&question.key) {
        Outcome::Right
    } else {
        let known = question.distractors.iter().find(|known| is(&known.value));
        Outcome::Wrong {
            misconceptions: known
                .map(|distractor| distractor.misconceptions.clone())
                .unwrap_or_default(),
        }
    };
    let marking = Marking::scored(outcome, None);
    Ok(Marking {
        understood: Some(Understood::words(&labels::listed(order.iter().copied()))),
        credit: match (&marking.outcome, &question.key) {
            (Outcome::Wrong { .. }, Value::Order(key)) => share(partial, key, &order),
            _ => marking.credit,
        },
        ..marking
    })
}

fn share(partial: Partial, key: &[u8], order: &[usize]) -> Credit {
    let is = |&(&right, &given): &(&u8, &usize)| usize::from(right) == given;
    match partial {
        Partial::None => Credit::NONE,
        Partial::Each => Credit::share(key.iter().zip(order).filter(is).count(), key.len()),
        Partial::AdjacentPairs => {
            let stands = |pair: &&[u8]| {
                order.windows(2).any(|given| {
                    given
                        .iter()
                        .zip(*pair)
                        .all(|(&given, &right)| given == usize::from(right))
                })
            };
            let pairs = key.windows(2);
            Credit::share(pairs.filter(stands).count(), key.len().saturating_sub(1))
        }
    }
}
