//! A model as the kernels need it: numbers per symbol.

use crate::research::sequences::Symbol;

/// What a symbol means to the hidden state, {unknown, known}.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// P(from → to) on the way from the response before to this one; not used at the first.
    pub transition: [[f64; 2]; 2],
    /// P(symbol | state).
    pub emission: [f64; 2],
}

/// A model over an alphabet.
#[derive(Clone, Debug, PartialEq)]
pub struct Tables {
    /// P(state) before the first response.
    pub prior: [f64; 2],
    /// For every symbol what it means.
    pub steps: Vec<Step>,
}

impl Tables {
    /// What a symbol means.
    ///
    /// # Panics
    /// If the alphabet has no such symbol.
    pub fn step(&self, symbol: Symbol) -> &Step {
        &self.steps[symbol as usize]
    }
}

/// How often, by what is expected of the hidden states, everything happened; and how likely the
/// responses are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// Learners in each state before the first response.
    pub prior: [f64; 2],
    /// For every symbol how often it was met in each state.
    pub emission: Vec<[f64; 2]>,
    /// For every symbol how often the state moved from → to on the way to it.
    pub transition: Vec<[[f64; 2]; 2]>,
    /// ln P(all responses).
    pub log_likelihood: f64,
}

impl Counts {
    /// Nothing counted yet, for an alphabet of so many symbols.
    pub fn nothing(symbols: usize) -> Self {
        Self {
            prior: [0.0; 2],
            emission: vec![[0.0; 2]; symbols],
            transition: vec![[[0.0; 2]; 2]; symbols],
            log_likelihood: 0.0,
        }
    }
}

/// A response no state held possible could have brought about: some probability is exactly 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Impossible {
    /// The skill, where several are gone through together; 0 else.
    pub skill: usize,
    /// A sequence that has such a response.
    pub sequence: usize,
    /// Its place in the sequence, from 0.
    pub position: usize,
}
