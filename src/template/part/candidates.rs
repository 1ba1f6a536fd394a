//! Keys and misconceptions of a part, and which of them coincide on an instance.

use super::listed::Listed;
use super::same::{self, Memo};
use crate::answer::AnswerKind;
use crate::base::{MisconceptionId, Span};
use crate::template::compile::Compiled;
use crate::template::program::{Number, Register, Registers};
use crate::template::sections::Filling;

/// The most keys and misconceptions of one part: a set of them is one machine word.
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
    pub ask: Ask,
    /// Keys first, then misconceptions in file order.
    pub all: Vec<Candidate>,
    pub keys: usize,
    /// How many options a choice offers; 0 for all, and where it is none.
    pub options: usize,
    /// How it is found whether candidates `i < j` are the same, at `j (j − 1) / 2 + i`.
    pub same: Vec<Sameness>,
    pub span: Span,
}

/// What a key is beside a value to be found.
#[derive(Clone, Debug)]
pub(in crate::template) enum Ask {
    /// Nothing.
    Value,
    /// The lower end of a range up to this number.
    Range(Register),
    /// The reason why it is so, or not.
    Reason(Register),
    /// An order of these, which differ by what stands beside them; then the order of each
    /// misconception.
    Order {
        right: Listed,
        by: Option<Listed>,
        others: Vec<Listed>,
    },
    /// For each of these its own.
    Match {
        left: Listed,
        right: Listed,
        extra: Option<Listed>,
    },
    /// For each of these its category.
    Sort {
        items: Listed,
        category: Listed,
        categories: Option<Listed>,
    },
    /// Work: there is no key.
    Work,
}

/// How it is found whether two candidates are the same.
#[derive(Clone, Copy, Debug)]
pub(in crate::template) enum Sameness {
    /// The program has worked it out.
    Known(Register),
    /// Their values are compared as answers are.
    Compared,
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
    /// Two of which nobody can say whether they are the same.
    pub undecided: Option<(u8, u8)>,
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
    /// Whether two candidates, `low` before `high`, are the same; both are active.
    fn same<N: Number>(
        &self,
        low: usize,
        high: usize,
        registers: &Registers<N>,
        (classes, memo): (&mut Classes, &mut Memo),
    ) -> bool {
        match self.same[high * (high - 1) / 2 + low] {
            Sameness::Known(register) => registers.boolean(register),
            Sameness::Compared => {
                let same = same::same(self, (low, high), registers, memo);
                if same.is_none() {
                    classes.undecided = Some((low as u8, high as u8));
                }
                same.unwrap_or(false)
            }
        }
    }

    /// Sorts the candidates of an instance into classes; its values have been computed.
    pub fn classes<N: Number>(&self, registers: &Registers<N>, memo: &mut Memo) -> Classes {
        let mut classes = Classes::default();
        for key in 0..self.keys {
            let known = (0..classes.right_count).any(|at| {
                self.same(
                    usize::from(classes.right[at]),
                    key,
                    registers,
                    (&mut classes, memo),
                )
            });
            if !known {
                classes.right[classes.right_count] = key as u8;
                classes.right_count += 1;
            }
        }
        for at in self.keys..self.all.len() {
            if self.all[at]
                .unless
                .is_some_and(|unless| registers.boolean(unless))
            {
                continue;
            }
            if (0..self.keys).any(|key| self.same(key, at, registers, (&mut classes, memo))) {
                continue;
            }
            let known = (0..classes.wrong_count).find(|&class| {
                let first = classes.wrong[class].trailing_zeros() as usize;
                self.same(first, at, registers, (&mut classes, memo))
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

    /// Whether keys and misconceptions are offered as options.
    pub const fn is_choice(&self) -> bool {
        matches!(self.kind, AnswerKind::ChoiceOne | AnswerKind::ChoiceMany(_))
            || matches!(self.ask, Ask::Reason(_))
    }

    /// Whether something in it has an order of its own.
    pub const fn has_order(&self) -> bool {
        self.is_choice()
            || matches!(
                self.ask,
                Ask::Order { .. } | Ask::Match { .. } | Ask::Sort { .. }
            )
    }

    /// How many options of a choice an instance with these classes offers.
    pub fn option_count(&self, classes: &Classes) -> usize {
        let all = classes.right_count + classes.wrong_count;
        match (self.is_choice(), self.options) {
            (false, _) => 0,
            (true, 0) => all,
            (true, asked) => asked,
        }
    }

    /// How many things an instance puts into an order of their own, where they are no options of a
    /// choice.
    pub fn shuffled<N: Number>(&self, registers: &Registers<N>) -> usize {
        match &self.ask {
            Ask::Order { right, .. } => right.len(registers),
            Ask::Match { right, extra, .. } => {
                let extra = extra.as_ref().map_or(0, |extra| extra.len(registers));
                right.len(registers) + extra
            }
            Ask::Sort { items, .. } => items.len(registers),
            Ask::Value | Ask::Range(_) | Ask::Reason(_) | Ask::Work => 0,
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
