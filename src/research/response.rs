//! One response of a log, as far as any model tells responses apart.

use super::sequences::Symbol;
use std::collections::HashMap;

/// What came of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Outcome {
    /// Answered wrong.
    Wrong = 0,
    /// Answered right.
    Right = 1,
    /// Not answered: the opportunity passed, and nothing was seen.
    Missing = 2,
}

impl Outcome {
    /// Whether it is right; none where nothing was seen.
    pub const fn is_right(self) -> Option<bool> {
        match self {
            Self::Wrong => Some(false),
            Self::Right => Some(true),
            Self::Missing => None,
        }
    }
}

/// A response with what the model needs of its circumstances; 0 for what it does not need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Response {
    /// What came of it.
    pub outcome: Outcome,
    /// The class of the item: its template, or whatever column was chosen.
    pub class: u32,
    /// The bin of the time since the learner's last response on the skill.
    pub gap: u8,
}

impl Response {
    /// A response of which nothing but the outcome matters.
    pub const fn plain(outcome: Outcome) -> Self {
        Self {
            outcome,
            class: 0,
            gap: 0,
        }
    }
}

/// The responses that occur, each with a symbol.
#[derive(Clone, Debug)]
pub struct Alphabet<R = Response> {
    letters: Vec<R>,
    symbols: HashMap<R, Symbol, foldhash::fast::RandomState>,
}

impl<R> Default for Alphabet<R> {
    fn default() -> Self {
        Self {
            letters: Vec::new(),
            symbols: HashMap::default(),
        }
    }
}

impl<R: Copy + Eq + std::hash::Hash> Alphabet<R> {
    /// The symbol of a letter, a new one for one not met before.
    pub fn symbol(&mut self, letter: R) -> Symbol {
        *self.symbols.entry(letter).or_insert_with(|| {
            self.letters.push(letter);
            (self.letters.len() - 1) as Symbol
        })
    }

    /// The symbol of a letter met before.
    pub fn find(&self, letter: &R) -> Option<Symbol> {
        self.symbols.get(letter).copied()
    }

    /// Gives the letters symbols in their order; returns the new symbol of every old one.
    pub fn sort(&mut self) -> Vec<Symbol>
    where
        R: Ord,
    {
        let before = std::mem::take(&mut self.letters);
        self.letters = before.clone();
        self.letters.sort_unstable();
        self.symbols.clear();
        for (symbol, &letter) in self.letters.iter().enumerate() {
            self.symbols.insert(letter, symbol as Symbol);
        }
        let rank = |letter| self.symbols.get(letter).copied().unwrap_or(0);
        before.iter().map(rank).collect()
    }

    /// The letters in the order of their symbols.
    pub fn letters(&self) -> &[R] {
        &self.letters
    }
}
