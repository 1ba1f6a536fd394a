//! What a criterion remembers of the answers: a few words, equal where everything that can still
//! follow is equal.

use super::{Criterion, Judgement, Scope};
use crate::base::TemplateId;
use crate::mastery::Answer;

/// An answer with its template and stratum as numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::mastery) struct Observed {
    /// Which template, below [`KINDS`]; any other number is of none that counts.
    pub template: u32,
    /// Which stratum among those of all templates, likewise.
    pub stratum: u32,
    pub right: bool,
    pub session: u32,
}

/// Templates and strata told apart: a set of them is one word.
pub(in crate::mastery) const KINDS: u32 = u64::BITS;

/// One requirement as an automaton over answers. Its state is some words, all 0 at first.
pub(in crate::mastery) trait Rule {
    /// Words of state.
    fn words(&self) -> usize {
        1
    }

    /// Takes in an answer.
    fn push(&self, state: &mut [u64], answer: &Observed);

    /// Whether it holds.
    fn holds(&self, state: &[u64]) -> bool;

    /// The fewest answers after which it can hold: right ones in a row, each of a new kind.
    fn more(&self, state: &[u64]) -> u32;
}

/// The latest outcomes as bits of a word, newest lowest, with their number in its highest byte.
pub(super) mod latest {
    use crate::mastery::Criterion;

    const LENGTH: u32 = 56;
    const BITS: u64 = (1 << LENGTH) - 1;

    /// The window after one more outcome, of which it keeps the latest `of`.
    pub fn push(window: u64, right: bool, of: u32) -> u64 {
        let bits = (window << 1 | u64::from(right)) & ((1 << of.min(Criterion::LONGEST)) - 1);
        let length = (length(window) + 1).min(of);
        bits | u64::from(length) << LENGTH
    }

    /// How many outcomes it holds.
    pub const fn length(window: u64) -> u32 {
        (window >> LENGTH) as u32
    }

    /// How many of them are right.
    pub const fn right(window: u64) -> u32 {
        (window & BITS).count_ones()
    }

    /// How many right answers in a row bring a window of `of` to hold; `of` where none do.
    pub fn right_answers_until(state: &[u64], of: u32, holds: impl Fn(u64) -> bool) -> u32 {
        let mut window = state.first().copied().unwrap_or(0);
        (0..of)
            .find(|_| {
                let reached = holds(window);
                window = push(window, true, of);
                reached
            })
            .unwrap_or(of)
    }
}

/// The numbers of templates and strata: first those of the scope, then others as they turn up.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::mastery) struct Kinds {
    templates: Vec<TemplateId>,
    strata: Vec<(TemplateId, u32)>,
}

impl Kinds {
    /// Those of a scope, as far as all of them can be told apart.
    pub fn of(scope: &Scope) -> Self {
        let fits = |n: usize| n <= KINDS as usize;
        let templates = scope.templates();
        let strata = scope.strata();
        Self {
            templates: Some(templates)
                .filter(|templates| fits(templates.len()))
                .unwrap_or_default(),
            strata: Some(strata)
                .filter(|strata| fits(strata.len()))
                .unwrap_or_default(),
        }
    }

    /// The answer in numbers; what is new gets the next one, while there is room.
    pub fn observe(&mut self, answer: &Answer) -> Observed {
        let (template, stratum) = self.find(&answer.template, answer.stratum);
        let is_new = |number: u32, known: usize| number as usize == known && number < KINDS;
        if is_new(template, self.templates.len()) {
            self.templates.push(answer.template.clone());
        }
        if is_new(stratum, self.strata.len()) {
            self.strata.push((answer.template.clone(), answer.stratum));
        }
        Observed {
            template,
            stratum,
            right: answer.right,
            session: answer.session,
        }
    }

    /// The numbers of a template and of one of its strata; of what is new, the next.
    pub fn find(&self, template: &TemplateId, stratum: u32) -> (u32, u32) {
        let known = self.templates.iter().position(|known| known == template);
        let of_template = known.unwrap_or(self.templates.len()) as u32;
        let known = self
            .strata
            .iter()
            .position(|(of, known)| *known == stratum && of == template);
        (of_template, known.unwrap_or(self.strata.len()) as u32)
    }
}

/// What a criterion has seen so far, answer by answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    pub(in crate::mastery) criterion: Criterion,
    pub(in crate::mastery) kinds: Kinds,
    pub(in crate::mastery) state: Vec<u64>,
}

impl Tally {
    /// Takes in an answer that counts.
    pub fn push(&mut self, answer: &Answer) {
        let observed = self.kinds.observe(answer);
        self.criterion.root().push(&mut self.state, &observed);
    }

    /// Whether the criterion holds.
    pub fn holds(&self, judgement: &Judgement) -> bool {
        self.criterion.root().holds(judgement, &self.state)
    }
}
