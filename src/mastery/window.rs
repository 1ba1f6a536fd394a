//! The latest answers that count for a criterion.

use super::Criterion;
use crate::base::TemplateId;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, VecDeque};

/// An answer given without help, on an instance not seen before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The template it was on.
    pub template: TemplateId,
    /// The stratum it was in, as the template counts them.
    #[serde(default)]
    pub stratum: u32,
    /// Whether it was right.
    pub right: bool,
    /// The session it was given in: any number that grows from one to the next.
    #[serde(default)]
    pub session: u32,
}

/// The latest unassisted answers on fresh instances, oldest first: [`Criterion::LONGEST`] at most.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Window {
    answers: VecDeque<Answer>,
}

impl Window {
    /// Takes in one more answer.
    pub fn push(&mut self, answer: Answer) {
        self.answers.push_back(answer);
        while self.answers.len() > Criterion::LONGEST as usize {
            self.answers.pop_front();
        }
    }

    /// The answers, oldest first.
    pub fn answers(&self) -> impl ExactSizeIterator<Item = &Answer> {
        self.answers.iter()
    }

    /// The latest `n` answers, or as many as there are, oldest first.
    pub fn latest(&self, n: u32) -> impl ExactSizeIterator<Item = &Answer> + Clone {
        let skipped = self.answers.len().saturating_sub(n as usize);
        self.answers.iter().skip(skipped)
    }

    /// How many of the latest `n` are right.
    pub fn right(&self, n: u32) -> u32 {
        self.latest(n).filter(|answer| answer.right).count() as u32
    }

    /// The templates with a right answer among the latest `n`.
    pub fn templates(&self, n: u32) -> BTreeSet<&TemplateId> {
        self.latest(n)
            .filter(|answer| answer.right)
            .map(|answer| &answer.template)
            .collect()
    }
}
