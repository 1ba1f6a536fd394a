//! The responses of a log, sorted by skill and learner: what every model is fitted to.

use super::events::Events;
pub use super::names::Names;
use super::response::{Alphabet, Outcome, Response};
use super::sequences::{Sequences, Symbol};

/// Sequences that grow at their ends, a few bits a symbol: memory for a log of any length.
#[derive(Clone, Debug)]
pub struct Packed {
    /// Bits of a symbol: 2 or 32.
    width: u32,
    tails: Vec<Tail>,
    spilled: Vec<Spilled>,
    /// How many learners share each sequence; empty where each is of one.
    shared_by: Vec<u64>,
}

/// The last word of a sequence, not yet full.
#[derive(Clone, Copy, Debug, Default)]
struct Tail {
    word: u64,
    filled: u32,
    /// One more than the place of the word before; 0 for none.
    before: u32,
}

/// A full word, and where the one before is.
#[derive(Clone, Copy, Debug)]
struct Spilled {
    word: u64,
    before: u32,
}

impl Packed {
    /// For an alphabet of at most four symbols, or for one of any size.
    pub fn new(small: bool) -> Self {
        Self {
            width: if small { 2 } else { 32 },
            tails: Vec::new(),
            spilled: Vec::new(),
            shared_by: Vec::new(),
        }
    }

    /// How many sequences there are: the number of the next.
    pub fn len(&self) -> u32 {
        self.tails.len() as u32
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.tails.is_empty()
    }

    /// Begins a sequence; returns its number.
    pub fn begin(&mut self) -> u32 {
        self.tails.push(Tail::default());
        (self.tails.len() - 1) as u32
    }

    /// Begins a sequence that so many learners share; returns its number.
    pub fn begin_shared(&mut self, learners: u64) -> u32 {
        self.shared_by.resize(self.tails.len(), 1);
        self.shared_by.push(learners);
        self.begin()
    }

    /// Whether sequences are shared.
    fn is_shared(&self) -> bool {
        !self.shared_by.is_empty()
    }

    /// How many learners share a sequence.
    pub fn shared_by(&self, sequence: u32) -> u64 {
        self.shared_by.get(sequence as usize).copied().unwrap_or(1)
    }

    /// Adds a symbol to a sequence.
    ///
    /// # Panics
    /// If there is no such sequence.
    pub fn push(&mut self, sequence: u32, symbol: Symbol) {
        let tail = &mut self.tails[sequence as usize];
        if tail.filled * self.width == u64::BITS {
            self.spilled.push(Spilled {
                word: tail.word,
                before: tail.before,
            });
            *tail = Tail {
                before: self.spilled.len() as u32,
                ..Tail::default()
            };
        }
        tail.word |= u64::from(symbol) << (tail.filled * self.width);
        tail.filled += 1;
    }

    /// How many symbols a sequence has.
    ///
    /// # Panics
    /// If there is no such sequence.
    pub fn length(&self, sequence: u32) -> usize {
        let Tail {
            filled, mut before, ..
        } = self.tails[sequence as usize];
        let mut length = filled as usize;
        while let Some(at) = before.checked_sub(1) {
            before = self.spilled[at as usize].before;
            length += (u64::BITS / self.width) as usize;
        }
        length
    }

    /// The symbols of a sequence, onto the end of `out`.
    ///
    /// # Panics
    /// If there is no such sequence.
    pub fn read(&self, sequence: u32, out: &mut Vec<Symbol>) {
        let start = out.len();
        let mask = (1_u64 << self.width) - 1;
        let Tail {
            mut word,
            mut filled,
            mut before,
        } = self.tails[sequence as usize];
        loop {
            out.extend(
                (0..filled)
                    .rev()
                    .map(|place| ((word >> (place * self.width)) & mask) as Symbol),
            );
            let Some(at) = before.checked_sub(1) else {
                break;
            };
            Spilled { word, before } = self.spilled[at as usize];
            filled = u64::BITS / self.width;
        }
        out[start..].reverse();
    }
}

/// The responses of a log.
#[derive(Clone, Debug)]
pub struct Dataset {
    /// Learners.
    pub learners: Names,
    /// Skills.
    pub skills: Names,
    /// Classes of items, where they were asked for.
    pub classes: Names,
    /// Items, where they were asked for.
    pub items: Names,
    /// What the symbols of the sequences mean.
    pub alphabet: Alphabet<Response>,
    /// For every gap bin the mean gap of the responses in it, in days.
    pub gap_days: Vec<f64>,
    /// For every skill its learners, each with the number of a sequence in `packed`; where the log
    /// was of patterns, and nobody knows who the learners are, each pattern by its place.
    pub by_skill: Vec<Vec<(u32, u32)>>,
    /// The sequences.
    pub packed: Packed,
    /// The responses learner by learner with all their skills, where they were asked for.
    pub events: Events,
    /// Rows that made it into the sequences, one for each of their skills.
    pub responses: u64,
}

impl Dataset {
    /// Whether it has patterns with counts, of learners nobody knows.
    pub fn is_of_patterns(&self) -> bool {
        self.packed.is_shared()
    }

    /// Whose a sequence is, of those in `by_skill`: the learner's name, or the outcomes that the
    /// learners of a pattern share.
    ///
    /// # Panics
    /// If there is no such learner or sequence.
    pub fn learner(&self, (learner, sequence): (u32, u32)) -> String {
        if !self.is_of_patterns() {
            return self.learners.name(learner).into_owned();
        }
        let mut symbols = Vec::new();
        self.packed.read(sequence, &mut symbols);
        let outcomes =
            symbols.iter().map(
                |&symbol| match self.alphabet.letters()[symbol as usize].outcome {
                    Outcome::Wrong => '0',
                    Outcome::Right => '1',
                    Outcome::Missing => '-',
                },
            );
        format!("any with {}", outcomes.collect::<String>())
    }

    /// The sequences of a skill, in the order of its learners.
    ///
    /// # Panics
    /// If there is no such skill.
    pub fn sequences(&self, skill: usize) -> Sequences {
        let mut sequences = Sequences::default();
        let mut symbols = Vec::new();
        for &(_, sequence) in &self.by_skill[skill] {
            symbols.clear();
            self.packed.read(sequence, &mut symbols);
            let learners = self.packed.shared_by(sequence) as f64;
            sequences.push(symbols.iter().copied(), learners);
        }
        sequences
    }
}
