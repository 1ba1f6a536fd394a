//! Counts among the latest answers: so many in a row, so many of the last.

use super::tally::{Observed, Rule, latest};

/// So many right answers in a row.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::mastery) struct Streak {
    pub right: u32,
}

impl Rule for Streak {
    fn push(&self, state: &mut [u64], answer: &Observed) {
        if let [streak] = state {
            // Once long enough it need not be counted further.
            let longer = streak.saturating_add(1).min(u64::from(self.right));
            *streak = if answer.right { longer } else { 0 };
        }
    }

    fn holds(&self, state: &[u64]) -> bool {
        self.more(state) == 0
    }

    fn more(&self, state: &[u64]) -> u32 {
        let streak = state.first().map_or(0, |&streak| streak as u32);
        self.right.saturating_sub(streak)
    }
}

/// At least `right` of the last `of` answers right; of fewer answers, where there are no more yet.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::mastery) struct Recent {
    pub right: u32,
    pub of: u32,
}

impl Rule for Recent {
    fn push(&self, state: &mut [u64], answer: &Observed) {
        if let [window] = state {
            *window = latest::push(*window, answer.right, self.of);
        }
    }

    fn holds(&self, state: &[u64]) -> bool {
        state
            .first()
            .is_some_and(|&window| latest::right(window) >= self.right)
    }

    fn more(&self, state: &[u64]) -> u32 {
        latest::right_answers_until(state, self.of, |window| latest::right(window) >= self.right)
    }
}
