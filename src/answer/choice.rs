//! Options picked by their labels.

use super::reading::Unreadable;
use super::{ChoiceOption, Credit, Marking, Outcome, Partial, Question, Understood, labels};
use crate::base::{MisconceptionId, Span};

/// One option is picked, and it is right or not.
pub(super) fn mark_one(question: &Question, raw: &str) -> Result<Marking, Unreadable> {
    let picked = labels::read(question, raw)?;
    let [index] = picked.as_slice() else {
        let whole = Span::new(0, raw.len());
        return Err(Unreadable::new(whole, "Choose only one of the answers."));
    };
    Ok(scored(question, &picked, |option, number| {
        option.right == (number == *index)
    }))
}

/// Every right option is picked and no other.
///
/// Right in parts: what is picked rightly less what is picked wrongly, of all that is right. Picking
/// everything, or at random, is worth nothing.
pub(super) fn mark_many(
    question: &Question,
    partial: Partial,
    raw: &str,
) -> Result<Marking, Unreadable> {
    let mut picked = labels::read(question, raw)?;
    picked.sort_unstable();
    let marking = scored(question, &picked, |option, number| {
        option.right == picked.contains(&number)
    });
    if partial == Partial::None || marking.outcome == Outcome::Right {
        return Ok(marking);
    }
    let options = || question.options.iter().enumerate();
    let is_picked = |right: bool| {
        options()
            .filter(|(at, option)| option.right == right && picked.contains(at))
            .count()
    };
    let all = options().filter(|(_, option)| option.right).count();
    let earned = is_picked(true).saturating_sub(is_picked(false));
    Ok(Marking {
        credit: Credit::share(earned, all),
        ..marking
    })
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
    let mut ascending = picked.to_vec();
    ascending.sort_unstable();
    Marking {
        understood: Some(Understood::words(&labels::listed(ascending))),
        ..Marking::scored(outcome, None)
    }
}
