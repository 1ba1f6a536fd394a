//! Right answers spread over templates, strata and sessions.

use super::tally::{KINDS, Observed, Rule};

/// How much is to be covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::mastery) enum Need {
    /// So many, whichever.
    AtLeast(u32),
    /// All there are: so many, the first by number.
    All(u32),
}

impl Need {
    /// How many are to be covered.
    pub const fn count(self) -> u32 {
        match self {
            Self::AtLeast(n) | Self::All(n) => n,
        }
    }

    /// How many of them a set covers.
    const fn covered(self, set: u64) -> u32 {
        match self {
            Self::All(n) if n < KINDS => (set & ((1 << n) - 1)).count_ones(),
            _ => set.count_ones(),
        }
    }

    /// How many a set lacks.
    pub const fn missing(self, set: u64) -> u32 {
        self.count().saturating_sub(self.covered(set))
    }

    /// Whether one more of this number would bring a set nearer.
    pub const fn wants(self, set: u64, kind: u32) -> bool {
        let counts = match self {
            Self::AtLeast(_) => kind < KINDS,
            Self::All(n) => kind < n,
        };
        counts && self.missing(set) > 0 && set >> kind & 1 == 0
    }
}

/// Right answers on enough templates among the last `of` answers.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::mastery) struct Templates {
    pub need: Need,
    pub of: u32,
}

/// Bits of one answer: the template's number + 1 if it was the latest right one on it, else 0.
const BITS: u32 = 7;
/// Answers in one word.
const PER_WORD: u32 = u64::BITS / BITS;

impl Templates {
    /// The templates with a right answer among those remembered.
    pub fn set(&self, state: &[u64]) -> u64 {
        let slots = (0..self.of).map(|age| get(state, age));
        slots
            .filter(|&slot| slot > 0)
            .fold(0, |set, slot| set | 1 << (slot - 1))
    }
}

/// What stands at an age, 0 being the latest answer's.
fn get(state: &[u64], age: u32) -> u64 {
    let word = state.get((age / PER_WORD) as usize).copied().unwrap_or(0);
    word >> (BITS * (age % PER_WORD)) & ((1 << BITS) - 1)
}

fn put(state: &mut [u64], age: u32, slot: u64) {
    if let Some(word) = state.get_mut((age / PER_WORD) as usize) {
        let shift = BITS * (age % PER_WORD);
        *word = *word & !(((1 << BITS) - 1) << shift) | slot << shift;
    }
}

impl Rule for Templates {
    fn words(&self) -> usize {
        self.of.div_ceil(PER_WORD) as usize
    }

    fn push(&self, state: &mut [u64], answer: &Observed) {
        let counts = answer.right && answer.template < KINDS;
        let slot = if counts {
            u64::from(answer.template) + 1
        } else {
            0
        };
        for age in (1..self.of).rev() {
            // An older right answer on the same template adds nothing.
            let older = get(state, age - 1);
            put(state, age, if counts && older == slot { 0 } else { older });
        }
        put(state, 0, slot);
    }

    fn holds(&self, state: &[u64]) -> bool {
        self.need.missing(self.set(state)) == 0
    }

    fn more(&self, state: &[u64]) -> u32 {
        self.need.missing(self.set(state))
    }
}

/// Right answers in enough strata.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::mastery) struct Strata {
    pub need: Need,
}

impl Strata {
    /// The strata with a right answer.
    pub fn set(state: &[u64]) -> u64 {
        state.first().copied().unwrap_or(0)
    }
}

impl Rule for Strata {
    fn push(&self, state: &mut [u64], answer: &Observed) {
        if let [set] = state
            && answer.right
            && answer.stratum < KINDS
        {
            *set |= 1 << answer.stratum;
            // Once enough are covered it is all the same which.
            if self.need.missing(*set) == 0 {
                *set = u64::MAX;
            }
        }
    }

    fn holds(&self, state: &[u64]) -> bool {
        self.more(state) == 0
    }

    fn more(&self, state: &[u64]) -> u32 {
        self.need.missing(Self::set(state))
    }
}

/// Right answers in so many sessions.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::mastery) struct Sessions {
    pub at_least: u32,
}

impl Sessions {
    /// How many sessions have a right answer.
    pub fn now(state: &[u64]) -> u32 {
        state.first().map_or(0, |&sessions| sessions as u32)
    }
}

impl Rule for Sessions {
    /// The number of sessions, and above it the latest one's number + 1.
    fn push(&self, state: &mut [u64], answer: &Observed) {
        if let [sessions] = state {
            let latest = (u64::from(answer.session) + 1) & u64::from(u32::MAX);
            if answer.right && *sessions >> 32 != latest {
                let counted = (*sessions & u64::from(u32::MAX)) + 1;
                *sessions = counted | latest << 32;
            }
        }
    }

    fn holds(&self, state: &[u64]) -> bool {
        self.more(state) == 0
    }

    fn more(&self, state: &[u64]) -> u32 {
        self.at_least.saturating_sub(Self::now(state))
    }
}
