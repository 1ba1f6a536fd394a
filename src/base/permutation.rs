//! An order of 0..n that a key decides, with any place of it at hand.

use super::{Key, Stream, name_id};

/// Up to here the whole order is written down.
const TABLE: u64 = 1024;

/// Rounds of the network: with four, pairs of places still show the network's shape (Patarin 2004,
/// doi:10.1007/978-3-540-28628-8_7); six leave a margin and cost 3 ns each.
const ROUNDS: usize = 6;

/// A bijection of `0..len` that only who has the key can foresee.
///
/// Up to 1,024 a Fisher–Yates table, above that a Feistel network on ⌈√n⌉ × ⌈n/⌈√n⌉⌉ with cycle
/// walking: a place outside `0..len` is sent round again, 1.03 times at most on average.
#[derive(Clone, Debug)]
pub struct Permutation {
    len: u64,
    order: Order,
}

#[derive(Clone, Debug)]
enum Order {
    Table(Box<[u16]>),
    Network(Network),
}

impl Permutation {
    /// The order a key gives to `0..len`.
    pub fn new(key: &Key, len: u64) -> Self {
        let mut stream = Stream::new(key, name_id("permutation"));
        let order = if len <= TABLE {
            let mut table: Box<[u16]> = (0..len as u16).collect();
            stream.shuffle(&mut table);
            Order::Table(table)
        } else {
            Order::Network(Network::new(&mut stream, len))
        };
        Self { len, order }
    }

    /// How many places there are.
    pub const fn len(&self) -> u64 {
        self.len
    }

    /// Whether there is no place.
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// What stands at a place; places from `len` on begin again at 0. 0 where there is no place.
    pub fn at(&self, place: u64) -> u64 {
        let Some(place) = self.within(place) else {
            return 0;
        };
        match &self.order {
            Order::Table(table) => u64::from(table[place as usize]),
            Order::Network(network) => network.forward(place, self.len),
        }
    }

    /// The place at which `value` stands: the inverse of [`at`](Self::at).
    pub fn place_of(&self, value: u64) -> u64 {
        let Some(value) = self.within(value) else {
            return 0;
        };
        match &self.order {
            Order::Table(table) => table
                .iter()
                .position(|&at| u64::from(at) == value)
                .unwrap_or_default() as u64,
            Order::Network(network) => network.backward(value, self.len),
        }
    }

    fn within(&self, number: u64) -> Option<u64> {
        if number < self.len {
            Some(number)
        } else {
            number.checked_rem(self.len)
        }
    }
}

/// A Feistel network on pairs (left, right) below (`lefts`, `rights`), where a number is
/// left × rights + right.
#[derive(Clone, Debug)]
struct Network {
    lefts: u64,
    rights: u64,
    /// ⌊(2⁶⁴ − 1) / rights⌋: a division costs more than a round.
    reciprocal: u64,
    keys: [[u64; 2]; ROUNDS],
}

impl Network {
    fn new(stream: &mut Stream, len: u64) -> Self {
        let root = len.isqrt();
        let lefts = if root * root == len { root } else { root + 1 };
        let rights = len.div_ceil(lefts);
        let mut key = || [stream.next_u64(), stream.next_u64()];
        Self {
            lefts,
            rights,
            reciprocal: u64::MAX / rights,
            keys: [(); ROUNDS].map(|()| key()),
        }
    }

    fn forward(&self, number: u64, len: u64) -> u64 {
        let (mut left, mut right) = self.split(number);
        loop {
            for [first, second] in self.keys.as_chunks().0 {
                left = add(left, round(first, right, self.lefts), self.lefts);
                right = add(right, round(second, left, self.rights), self.rights);
            }
            let number = left * self.rights + right;
            if number < len {
                return number;
            }
        }
    }

    fn backward(&self, number: u64, len: u64) -> u64 {
        let (mut left, mut right) = self.split(number);
        loop {
            for [first, second] in self.keys.as_chunks().0.iter().rev() {
                right = subtract(right, round(second, left, self.rights), self.rights);
                left = subtract(left, round(first, right, self.lefts), self.lefts);
            }
            let number = left * self.rights + right;
            if number < len {
                return number;
            }
        }
    }

    fn split(&self, number: u64) -> (u64, u64) {
        // One too small at most, as the reciprocal is less than 1 below 2⁶⁴ / rights.
        let left = high(number, self.reciprocal);
        let right = number - left * self.rights;
        if right < self.rights {
            (left, right)
        } else {
            (left + 1, right - self.rights)
        }
    }
}

/// One round: a number below `n` from `half`, by two keyed multiplications with a fold between,
/// without which neighbours would be sent to neighbours.
fn round(key: &[u64; 2], half: u64, n: u64) -> u64 {
    // 2⁶⁴ / φ, odd: spreads small numbers over the whole word.
    let spread = (half ^ key[0]).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (spread ^ (spread >> 32)).wrapping_mul(key[1] | 1);
    high(mixed ^ (mixed >> 29), n)
}

/// The upper word of a product: maps a word to `0..n`.
fn high(a: u64, b: u64) -> u64 {
    ((u128::from(a) * u128::from(b)) >> 64) as u64
}

fn add(a: u64, b: u64, n: u64) -> u64 {
    let sum = a + b;
    if sum < n { sum } else { sum - n }
}

fn subtract(a: u64, b: u64, n: u64) -> u64 {
    if a < b { a + n - b } else { a - b }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Secret;
    use crate::base::uniformity::assert_uniform;
    use proptest::prelude::*;

    fn key(number: u64) -> Key {
        Secret::from_seed("permutation").key("test", &[&number.to_le_bytes()])
    }

    proptest! {
        #[test]
        fn every_value_has_one_place(len in prop_oneof![0_u64..70, 1000_u64..1100, 1_u64..40_000], seed: u64) {
            let permutation = Permutation::new(&key(seed), len);
            let mut seen = vec![false; len as usize];
            for place in 0..len {
                let value = permutation.at(place);
                prop_assert!(!std::mem::replace(&mut seen[value as usize], true));
                prop_assert_eq!(permutation.place_of(value), place);
            }
        }

        #[test]
        fn large_orders_can_be_undone(len in 1025_u64.., place: u64, seed: u64) {
            let permutation = Permutation::new(&key(seed), len);
            let value = permutation.at(place % len);
            prop_assert!(value < len);
            prop_assert_eq!(permutation.place_of(value), place % len);
        }

        #[test]
        fn a_reciprocal_divides_exactly(len in 1025_u64.., number: u64) {
            let network = Network::new(&mut Stream::new(&key(0), 0), len);
            prop_assume!(number / network.rights < network.lefts);
            prop_assert_eq!(network.split(number), (number / network.rights, number % network.rights));
        }
    }

    #[test]
    fn the_ends_of_the_range_work() {
        assert!(Permutation::new(&key(0), 0).is_empty());
        assert_eq!(Permutation::new(&key(0), 0).at(3), 0);
        assert_eq!(Permutation::new(&key(0), 1).at(3), 0);
        let all = Permutation::new(&key(0), u64::MAX);
        assert_eq!(all.place_of(all.at(u64::MAX - 1)), u64::MAX - 1);
    }

    /// Over many keys, the first place holds every value as often as any other.
    #[test]
    fn a_place_is_uniform_over_keys() {
        for len in [10, 1000, 1025, 1500] {
            let mut counts = vec![0; len as usize];
            for seed in 0..40 * len {
                counts[Permutation::new(&key(seed), len).at(0) as usize] += 1;
            }
            assert_uniform(&counts);
        }
    }

    /// Over many keys, two neighbouring places hold every pair of bins as often as any other.
    #[test]
    fn pairs_are_uniform_over_keys() {
        const BINS: u64 = 16;
        for (len, other) in [(1024, 1), (1088, 1), (1088, 34), (9216, 1), (9216, 96)] {
            let bin = |value: u64| value * BINS / len;
            let mut counts = vec![0_u64; (BINS * BINS) as usize];
            let mut expected = vec![0.0; counts.len()];
            let draws = 50_000;
            for seed in 0..draws {
                let permutation = Permutation::new(&key(seed), len);
                let (a, b) = (bin(permutation.at(0)), bin(permutation.at(other)));
                counts[(a * BINS + b) as usize] += 1;
            }
            // Two places never hold the same value, so the diagonal is a little rarer.
            let size = (len / BINS) as f64;
            for (pair, expected) in expected.iter_mut().enumerate() {
                let same = pair as u64 / BINS == pair as u64 % BINS;
                let others = if same { size - 1.0 } else { size };
                *expected = draws as f64 * size * others / (len as f64 * (len - 1) as f64);
            }
            crate::base::uniformity::assert_fits(&counts, &expected);
        }
    }

    /// Steps from one place to the next are as spread as those of a random order: a network that
    /// sends neighbours to neighbours fails here.
    #[test]
    fn steps_are_uniform_within_one_order() {
        const BINS: u64 = 64;
        for len in [1088, 9216, 1_000_000] {
            let permutation = Permutation::new(&key(len), len);
            let mut counts = vec![0_u64; BINS as usize];
            for place in 1..len {
                let step = (permutation.at(place) + len - permutation.at(place - 1)) % len;
                counts[(step * BINS / len) as usize] += 1;
            }
            assert_uniform(&counts);
        }
    }

    /// These orders decide which problem a learner has met: they may never change.
    #[test]
    fn golden_orders() {
        let first = |len| {
            let permutation = Permutation::new(&key(1), len);
            [0, 1, 2, 3, 4].map(|place| permutation.at(place))
        };
        assert_eq!(first(5), [2, 1, 0, 4, 3]);
        assert_eq!(first(1_024), [759, 613, 574, 511, 882]);
        assert_eq!(first(1_025), [357, 769, 99, 812, 650]);
        assert_eq!(
            first(10_000_000),
            [5586709, 5807115, 7443743, 7930678, 7889188]
        );
    }
}
