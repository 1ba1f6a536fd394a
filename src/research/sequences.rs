//! What learners did on one skill: a sequence of symbols each, and how often it occurs.

/// What one response can be, as far as responses are told apart: an index into an alphabet.
pub type Symbol = u32;

/// Sequences of symbols in one allocation, each with the number of learners who share it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sequences {
    symbols: Vec<Symbol>,
    ends: Vec<usize>,
    counts: Vec<f64>,
}

impl Sequences {
    /// Adds a sequence that `count` learners share.
    pub fn push(&mut self, symbols: impl IntoIterator<Item = Symbol>, count: f64) {
        self.symbols.extend(symbols);
        self.ends.push(self.symbols.len());
        self.counts.push(count);
    }

    /// How many sequences there are, each counted once.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The responses of all learners: Σ count × length.
    pub fn responses(&self) -> f64 {
        self.iter()
            .map(|(symbols, count)| symbols.len() as f64 * count)
            .sum()
    }

    /// One sequence and how many learners share it.
    ///
    /// # Panics
    /// If there is no such sequence.
    pub fn get(&self, index: usize) -> (&[Symbol], f64) {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        (&self.symbols[start..self.ends[index]], self.counts[index])
    }

    /// Every sequence with its count, in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (&[Symbol], f64)> {
        (0..self.len()).map(|index| self.get(index))
    }

    /// Writes every symbol as the one in its place of `symbols`.
    ///
    /// # Panics
    /// If there are fewer symbols than that.
    pub fn renumber(&mut self, symbols: &[Symbol]) {
        for symbol in &mut self.symbols {
            *symbol = symbols[*symbol as usize];
        }
    }

    /// The same sequences, each symbol rewritten by what stands before it and itself.
    pub fn recoded(&self, mut code: impl FnMut(Option<Symbol>, Symbol) -> Symbol) -> Self {
        let mut symbols = Vec::with_capacity(self.symbols.len());
        for (sequence, _) in self.iter() {
            let mut before = None;
            for &symbol in sequence {
                symbols.push(code(before, symbol));
                before = Some(symbol);
            }
        }
        Self {
            symbols,
            ends: self.ends.clone(),
            counts: self.counts.clone(),
        }
    }
}
