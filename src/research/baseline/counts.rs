//! How often a learner has been right and wrong before, on every skill and on the whole.

use std::collections::HashMap;

/// Right and wrong answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub right: u32,
    pub wrong: u32,
}

impl Tally {
    fn add(&mut self, right: bool) {
        let count = if right {
            &mut self.right
        } else {
            &mut self.wrong
        };
        *count += 1;
    }
}

/// The answers of one learner so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    all: Tally,
    by_skill: HashMap<u32, Tally, foldhash::fast::RandomState>,
}

impl Counts {
    /// On the whole.
    pub fn all(&self) -> Tally {
        self.all
    }

    /// On one skill.
    pub fn on(&self, skill: u32) -> Tally {
        self.by_skill.get(&skill).copied().unwrap_or_default()
    }

    /// Counts an answer for each of its skills, and once on the whole.
    pub fn add(&mut self, skills: &[u32], right: bool) {
        self.all.add(right);
        for &skill in skills {
            self.by_skill.entry(skill).or_default().add(right);
        }
    }
}
