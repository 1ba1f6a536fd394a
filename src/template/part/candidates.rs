//! Keys and misconceptions of a part, and which of them coincide on an instance.

use crate::answer::AnswerKind;
use crate::base::{MisconceptionId, Span};
use crate::template::compile::Compiled;
use crate::template::program::Register;
use crate::template::sections::Filling;

/// The most keys and misconceptions of one template: a set of them is one machine word.
pub(in crate::template) const MAX_CANDIDATES: usize = 32;

/// A value an answer may have: a key or what a misconception leads to.
#[derive(Clone, Debug)]
pub(in crate::template) struct Candidate {
    pub value: Compiled,
    pub filling: Filling,
    /// The misconception; none for a key.
    pub misconception: Option<MisconceptionId>,
    /// Where it is ruled out: never named, never offered.
    pub unless: Option<Register>,
    pub span: Span,
}

/// What is asked, as compiled.
#[derive(Clone, Debug)]
pub(in crate::template) struct Candidates {
    pub kind: AnswerKind,
    /// Keys first, then misconceptions in file order.
    pub all: Vec<Candidate>,
    pub keys: usize,
    /// How many options a choice offers; 0 for all, and where it is none.
    pub options: usize,
    /// Whether candidates `i < j` are the same, at `j (j − 1) / 2 + i`.
    pub same: Vec<Register>,
    pub span: Span,
}

/// Sets of candidates as bits.
pub(in crate::template) type Set = u32;

/// The candidates of one instance by their values.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::template) struct Classes {
    right: [u8; MAX_CANDIDATES],
    right_count: usize,
    wrong: [Set; MAX_CANDIDATES],
    wrong_count: usize,
}

impl Classes {
    /// One key of each right value.
    pub fn right(&self) -> &[u8] {
        &self.right[..self.right_count]
    }

    /// The misconceptions of each wrong value.
    pub fn wrong(&self) -> &[Set] {
        &self.wrong[..self.wrong_count]
    }
}

/// The candidates in a set.
pub(in crate::template) fn members(set: Set) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(set), |&rest| (rest != 0).then(|| rest & (rest - 1)))
        .take_while(|&rest| rest != 0)
        .map(|rest| rest.trailing_zeros() as usize)
}

impl Candidates {
    fn same(&self, a: usize, b: usize) -> Register {
        let (low, high) = (a.min(b), a.max(b));
        self.same[high * (high - 1) / 2 + low]
    }

    /// Sorts the candidates of an instance into classes; `holds` reads a boolean register.
    pub fn classes(&self, holds: impl Fn(Register) -> bool) -> Classes {
        let mut classes = Classes::default();
        for key in 0..self.keys {
            if !classes
                .right()
                .iter()
                .any(|&known| holds(self.same(usize::from(known), key)))
            {
                classes.right[classes.right_count] = key as u8;
                classes.right_count += 1;
            }
        }
        for at in self.keys..self.all.len() {
            if self.all[at].unless.is_some_and(&holds) {
                continue;
            }
            if (0..self.keys).any(|key| holds(self.same(key, at))) {
                continue;
            }
            let known = (0..classes.wrong_count).find(|&class| {
                let first = classes.wrong[class].trailing_zeros() as usize;
                holds(self.same(first, at))
            });
            match known {
                Some(class) => classes.wrong[class] |= 1 << at,
                None => {
                    classes.wrong[classes.wrong_count] = 1 << at;
                    classes.wrong_count += 1;
                }
            }
        }
        classes
    }

    /// Whether the options of a choice are asked for.
    pub const fn is_choice(&self) -> bool {
        matches!(self.kind, AnswerKind::ChoiceOne | AnswerKind::ChoiceMany(_))
    }

    /// How many options an instance with these classes offers.
    pub fn option_count(&self, classes: &Classes) -> usize {
        let all = classes.right_count + classes.wrong_count;
        match (self.is_choice(), self.options) {
            (false, _) => 0,
            (true, 0) => all,
            (true, asked) => asked,
        }
    }

    /// The misconceptions in file order.
    pub fn misconceptions(&self) -> impl Iterator<Item = (usize, &MisconceptionId, Span)> {
        self.all.iter().enumerate().filter_map(|(at, candidate)| {
            candidate
                .misconception
                .as_ref()
                .map(|id| (at, id, candidate.span))
        })
    }
}
