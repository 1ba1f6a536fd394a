//! Whether a statement is true, and why.

use super::reading::Unreadable;
use super::{Marking, Outcome, Question, Understood, Value, labels};
use crate::base::Span;

/// `true` or `false`; with reasons to choose from, the label of one after it: `true, b`.
///
/// Right is the right word for the right reason: half of it is what a coin gives.
pub(super) fn mark(question: &Question, raw: &str) -> Result<Marking, Unreadable> {
    let text = raw.trim_start();
    let start = raw.len() - text.len();
    let end = text
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let said = match word.to_lowercase().as_str() {
        "true" | "t" => true,
        "false" | "f" => false,
        _ => {
            let at = Span::new(start, start + end.max(1).min(text.len()));
            return Err(Unreadable::new(
                at,
                "Say first whether it is true or false.",
            ));
        }
    };
    let reason = reason(question, rest, start + end)?;
    let is_right = question.key == Value::Boolean(said);
    let reason_option = reason.and_then(|at| question.options.get(at));
    let reason_right = reason_option.is_none_or(|option| option.right);
    let outcome = if is_right && reason_right {
        Outcome::Right
    } else {
        Outcome::Wrong {
            misconceptions: reason_option
                .filter(|option| !option.right)
                .map(|option| option.misconceptions.clone())
                .unwrap_or_default(),
        }
    };
    let message = match (is_right, reason_right) {
        (true, false) => Some("The word is right, the reason is another one.".to_owned()),
        (false, true) if reason.is_some() => {
            Some("The reason holds, and it says the opposite.".to_owned())
        }
        _ => None,
    };
    let mut shown = if said { "true" } else { "false" }.to_owned();
    if let Some(at) = reason {
        shown.extend([',', ' ', labels::label(at)]);
    }
    Ok(Marking {
        understood: Some(Understood::words(&shown)),
        ..Marking::scored(outcome, message)
    })
}

fn reason(question: &Question, rest: &str, start: usize) -> Result<Option<usize>, Unreadable> {
    let at = Span::new(start, start + rest.len());
    if question.options.is_empty() {
        return match rest.trim_matches(|c: char| labels::is_between(c)) {
            "" => Ok(None),
            _ => Err(Unreadable::new(at, "Say only whether it is true or false.")),
        };
    }
    if rest.chars().all(labels::is_between) {
        return Err(Unreadable::new(at, "Choose the reason, too."));
    }
    match labels::read(question, rest)
        .map_err(|fault| fault.shifted(start))?
        .as_slice()
    {
        [one] => Ok(Some(*one)),
        _ => Err(Unreadable::new(at, "Choose only one reason.")),
    }
}
