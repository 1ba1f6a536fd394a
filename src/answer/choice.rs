//! Options picked by their labels.

use super::reading::Unreadable;
use super::{ChoiceOption, Marking, Outcome, Question, Understood};
use crate::base::{MisconceptionId, Span};

/// One option is picked, and it is right or not.
pub(super) fn mark_one(question: &Question, raw: &str) -> Result<Marking, Unreadable> {
    let picked = read_labels(question, raw)?;
    let [index] = picked.as_slice() else {
        return Err(Unreadable {
            at: Span::new(0, raw.len()),
            message: "Choose only one of the answers.".to_owned(),
        });
    };
    Ok(scored(question, &picked, |option, number| {
        option.right == (number == *index)
    }))
}

/// Every right option is picked and no other.
pub(super) fn mark_many(question: &Question, raw: &str) -> Result<Marking, Unreadable> {
    let picked = read_labels(question, raw)?;
    Ok(scored(question, &picked, |option, number| {
        option.right == picked.contains(&number)
    }))
}

fn scored(
    question: &Question,
    picked: &[usize],
    fits: impl Fn(&ChoiceOption, usize) -> bool,
) -> Marking {
    let options = || question.options.iter().enumerate();
    let outcome = if options().all(|(index, option)| fits(option, index)) {
        Outcome::Right
    } else {
        let mut misconceptions: Vec<MisconceptionId> = Vec::new();
        for (index, option) in options() {
            if picked.contains(&index) && !option.right {
                for id in &option.misconceptions {
                    if !misconceptions.contains(id) {
                        misconceptions.push(id.clone());
                    }
                }
            }
        }
        Outcome::Wrong { misconceptions }
    };
    let labels: Vec<String> = picked.iter().map(|&index| label(index).into()).collect();
    let text = labels.join(", ");
    Marking {
        understood: Some(Understood {
            latex: format!("\\text{{{text}}}"),
            mathml: format!("<mtext>{text}</mtext>"),
            text,
        }),
        ..Marking::scored(outcome, None)
    }
}

/// The label of the option at an index: a, b, c, …
pub fn label(index: usize) -> char {
    ('a'..='z').nth(index).unwrap_or('z')
}

/// The options whose labels are typed, in the order shown: `b`, `(B)`, `a,c`, `a c`, `ac`.
fn read_labels(question: &Question, raw: &str) -> Result<Vec<usize>, Unreadable> {
    let mut picked = Vec::new();
    for (offset, character) in raw.char_indices() {
        if character.is_whitespace() || matches!(character, ',' | ';' | '.' | '(' | ')') {
            continue;
        }
        let index = ('a'..='z')
            .take(question.options.len())
            .position(|label| label == character.to_ascii_lowercase())
            .ok_or_else(|| Unreadable {
                at: Span::new(offset, offset + character.len_utf8()),
                message: unknown_label(character, question.options.len()),
            })?;
        if !picked.contains(&index) {
            picked.push(index);
        }
    }
    if picked.is_empty() {
        return Err(Unreadable {
            at: Span::new(0, raw.len()),
            message: unknown_label(
                raw.trim().chars().next().unwrap_or(' '),
                question.options.len(),
            ),
        });
    }
    picked.sort_unstable();
    Ok(picked)
}

fn unknown_label(character: char, options: usize) -> String {
    let last = label(options.saturating_sub(1));
    format!("There is no answer “{character}”. Choose from a to {last}.")
}
