//! The latest answers that count for a criterion.

use crate::base::TemplateId;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, VecDeque};

/// An answer given without help, on an instance not seen before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The template it was on.
    pub template: TemplateId,
    /// Whether it was right.
    pub right: bool,
}

/// The latest unassisted answers on fresh instances, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Window {
    answers: VecDeque<Answer>,
}

impl Window {
    /// The window after one more answer, of which it keeps the latest `of`.
    pub fn push(&mut self, answer: Answer, of: u32) {
        self.answers.push_back(answer);
        while self.answers.len() > of as usize {
            self.answers.pop_front();
        }
    }

    /// The answers, oldest first.
    pub fn answers(&self) -> impl ExactSizeIterator<Item = &Answer> {
        self.answers.iter()
    }

    /// How many are right.
    pub fn right(&self) -> u32 {
        self.answers.iter().filter(|answer| answer.right).count() as u32
    }

    /// The templates with a right answer.
    pub fn templates(&self) -> BTreeSet<&TemplateId> {
        self.answers
            .iter()
            .filter(|answer| answer.right)
            .map(|answer| &answer.template)
            .collect()
    }
}
