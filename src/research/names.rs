//! Names given numbers in the order they were met.

use std::borrow::Cow;
use std::hash::BuildHasher;

/// Names, each with a number; all in one allocation.
#[derive(Clone, Debug, Default)]
pub struct Names {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    /// Open addressing with linear probing: a power of two of slots, at most half of them taken.
    slots: Vec<Slot>,
    hasher: foldhash::fast::RandomState,
}

/// A number, and what its name is known by.
#[derive(Clone, Copy, Debug)]
struct Slot {
    key: u64,
    /// `NONE` where the slot is free.
    number: u32,
}

/// The longest name that fits into its key: as numbers of learners do. It is found without a look at
/// its bytes, which lie elsewhere in memory.
const SHORT: usize = 7;

/// The last byte of the key of a longer name; that of a short one is its length.
const LONG: u64 = 0xff << 56;

const NONE: u32 = u32::MAX;

impl Names {
    /// The number of a name, a new one for one not met before.
    ///
    /// # Panics
    /// Past 2³² − 1 names, which is more than fit into memory.
    pub fn number(&mut self, name: &[u8]) -> u32 {
        if self.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let key = self.key(name);
        let at = self.slot(name, key);
        let slot = self.slots[at];
        if slot.number != NONE {
            return slot.number;
        }
        let number = u32::try_from(self.len()).unwrap_or(NONE);
        assert!(number < NONE, "2³² − 1 names at most");
        self.bytes.extend_from_slice(name);
        self.ends.push(self.bytes.len());
        self.slots[at] = Slot { key, number };
        number
    }

    /// The number of a name met before.
    pub fn find(&self, name: &[u8]) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        let slot = self.slots[self.slot(name, self.key(name))];
        (slot.number != NONE).then_some(slot.number)
    }

    /// The name of a number; bytes that are no UTF-8 are shown as �.
    ///
    /// # Panics
    /// If no name has this number.
    pub fn name(&self, number: u32) -> Cow<'_, str> {
        String::from_utf8_lossy(self.bytes(number))
    }

    /// How many names there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Numbers names anew in their order as bytes; returns the new number of every old one.
    pub(super) fn sort(&mut self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.len() as u32).collect();
        order.sort_unstable_by_key(|&number| self.bytes(number));
        let mut sorted = Self::default();
        let mut ranks = vec![0; self.len()];
        for number in order {
            ranks[number as usize] = sorted.number(self.bytes(number));
        }
        *self = sorted;
        ranks
    }

    fn bytes(&self, number: u32) -> &[u8] {
        let number = number as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start..self.ends[number]]
    }

    /// What a name is known by: all of it where it is short, else a hash.
    fn key(&self, name: &[u8]) -> u64 {
        if name.len() > SHORT {
            return self.hasher.hash_one(name) | LONG;
        }
        let bytes = name.iter().rev();
        let packed = bytes.fold(0, |packed, &byte| packed << 8 | u64::from(byte));
        packed | (name.len() as u64) << 56
    }

    /// Where a name is, or would be.
    fn slot(&self, name: &[u8], key: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = self.hasher.hash_one(key) as usize & mask;
        loop {
            let slot = self.slots[at];
            let same = slot.key == key && slot.number != NONE;
            if slot.number == NONE || same && (key < LONG || self.bytes(slot.number) == name) {
                return at;
            }
            at = (at + 1) & mask;
        }
    }

    fn grow(&mut self) {
        let free = Slot {
            key: 0,
            number: NONE,
        };
        self.slots = vec![free; (self.slots.len() * 2).max(16)];
        for number in 0..self.len() as u32 {
            let key = self.key(self.bytes(number));
            let at = self.slot(self.bytes(number), key);
            self.slots[at] = Slot { key, number };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Names;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_name_keeps_its_number(names in proptest::collection::vec(prop_oneof!["[a-c]{0,3}", "[a-b]{5,9}"], 0..200)) {
            let mut all = Names::default();
            let mut met: Vec<&String> = Vec::new();
            for name in &names {
                if !met.contains(&name) {
                    prop_assert_eq!(all.find(name.as_bytes()), None);
                    met.push(name);
                }
                let number = all.number(name.as_bytes());
                prop_assert_eq!(met[number as usize], name);
                prop_assert_eq!(all.find(name.as_bytes()), Some(number));
                prop_assert_eq!(all.name(number), name.as_str());
            }
            prop_assert_eq!(all.len(), met.len());
            let ranks = all.sort();
            met.sort();
            for name in &names {
                let place = met.iter().position(|other| *other == name);
                prop_assert_eq!(all.find(name.as_bytes()).map(|rank| rank as usize), place);
            }
            let mut sorted = ranks;
            sorted.sort_unstable();
            prop_assert!(sorted.into_iter().eq(0..met.len() as u32));
        }
    }
}
