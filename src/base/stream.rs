//! Random words at a place: any draw can be made again without those before it.

use super::Key;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha12Rng;
use std::fmt;

/// Words made at a time: ChaCha's four blocks of 64 bytes.
const WINDOW: usize = 32;

/// The words a key holds for one name: word *k* is the same whenever it is asked for.
///
/// ChaCha12 with the key as its seed and the name as its stream. Neighbouring words are made
/// together, so that walking upwards costs a few nanoseconds a word and a jump one set-up.
/// Values are mapped here and not by a library, so that they never depend on its version.
#[derive(Clone)]
pub struct Stream {
    generator: ChaCha12Rng,
    window: [u64; WINDOW],
    /// The number of the window's first word; none before the first draw.
    first: Option<u64>,
    next: u64,
}

impl Stream {
    /// The stream of a name, from its first word. `name` comes from [`name_id`](super::name_id).
    pub fn new(key: &Key, name: u64) -> Self {
        let mut generator = ChaCha12Rng::from_seed(key.bytes());
        generator.set_stream(name);
        Self {
            generator,
            window: [0; WINDOW],
            first: None,
            next: 0,
        }
    }

    /// Goes to word `k`: the next draw begins there.
    pub fn seek(&mut self, k: u64) -> &mut Self {
        self.next = k;
        self
    }

    /// A word.
    pub fn next_u64(&mut self) -> u64 {
        let place = self.next % WINDOW as u64;
        let first = self.next - place;
        if self.first != Some(first) {
            // Positions count 32-bit words.
            self.generator.set_word_pos(u128::from(first) * 2);
            for word in &mut self.window {
                *word = self.generator.next_u64();
            }
            self.first = Some(first);
        }
        self.next = self.next.wrapping_add(1);
        self.window[place as usize]
    }

    /// A number in [0, 1) with 53 random bits.
    pub fn unit(&mut self) -> f64 {
        (self.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A number in `0..n`, each as likely as any other; 0 where `n` is 0.
    ///
    /// One word, but for one time in 2⁶⁴ / n. Lemire (2019), doi:10.1145/3230636.
    pub fn below(&mut self, n: u64) -> u64 {
        loop {
            let product = u128::from(self.next_u64()) * u128::from(n);
            let (high, low) = ((product >> 64) as u64, product as u64);
            // 2⁶⁴ mod n of the low parts would come once too often.
            if low >= n || n == 0 || low >= n.wrapping_neg() % n {
                return high;
            }
        }
    }

    /// Puts a slice into an order of its own, each order as likely as any other (Fisher–Yates).
    ///
    /// Up to 20 elements take one word, as 20! < 2⁶⁴: the swaps are the digits of one number in
    /// the factorial base. Longer slices take one word an element.
    pub fn shuffle<T>(&mut self, slice: &mut [T]) {
        if slice.len() <= 20 {
            let orders = (1..=slice.len() as u64).product();
            let mut order = self.below(orders);
            for last in (1..slice.len()).rev() {
                let choices = last as u64 + 1;
                slice.swap(last, (order % choices) as usize);
                order /= choices;
            }
        } else {
            for last in (1..slice.len()).rev() {
                slice.swap(last, self.below(last as u64 + 1) as usize);
            }
        }
    }
}

// The words are as secret as the key.
impl fmt::Debug for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Stream(… at {})", self.next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Secret;
    use crate::base::uniformity::assert_uniform;
    use proptest::prelude::*;

    fn stream(seed: &str) -> Stream {
        Stream::new(&Secret::from_seed(seed).key("test", &[]), 7)
    }

    proptest! {
        #[test]
        fn a_word_does_not_depend_on_those_before(places in prop::collection::vec(0_u64..200, 1..40)) {
            let mut walking = stream("walk");
            let words: Vec<u64> = (0..200).map(|_| walking.next_u64()).collect();
            let mut jumping = stream("walk");
            for k in places {
                prop_assert_eq!(jumping.seek(k).next_u64(), words[k as usize]);
            }
        }

        #[test]
        fn a_shuffle_loses_nothing(len in 0_usize..60, seed in "[a-z]{4}") {
            let mut slice: Vec<usize> = (0..len).collect();
            stream(&seed).shuffle(&mut slice);
            slice.sort_unstable();
            prop_assert!(slice.into_iter().eq(0..len));
        }

        #[test]
        fn numbers_stay_below(n in 1_u64.., seed in "[a-z]{4}") {
            prop_assert!(stream(&seed).below(n) < n);
        }
    }

    #[test]
    fn names_have_streams_of_their_own() {
        let key = Secret::from_seed("1").key("test", &[]);
        let first = |name| Stream::new(&key, name).next_u64();
        assert_ne!(first(1), first(2));
        assert_eq!(first(1), first(1));
    }

    #[test]
    fn the_ends_of_the_range_work() {
        let mut stream = stream("ends");
        assert_eq!((stream.below(0), stream.below(1)), (0, 0));
        stream.seek(u64::MAX).next_u64();
        assert_eq!(stream.next_u64(), stream.seek(0).next_u64());
    }

    #[test]
    fn every_number_is_as_likely() {
        let mut stream = stream("numbers");
        for n in [2, 3, 7, 64, 1000] {
            let mut counts = vec![0; n];
            for _ in 0..100 * n {
                counts[stream.below(n as u64) as usize] += 1;
            }
            assert_uniform(&counts);
        }
    }

    #[test]
    fn every_order_is_as_likely() {
        let mut stream = stream("orders");
        let mut counts = vec![0; 5 * 5 * 5 * 5];
        for _ in 0..60_000 {
            let mut order = [0, 1, 2, 3, 4];
            stream.shuffle(&mut order);
            counts[order[..4].iter().fold(0, |all, &x| all * 5 + x)] += 1;
        }
        counts.retain(|&count| count > 0);
        assert_eq!(counts.len(), 120);
        assert_uniform(&counts);
    }

    /// These values decide which problem a learner has met: they may never change.
    #[test]
    fn golden_values() {
        let mut stream = stream("retake");
        assert_eq!(stream.next_u64(), 17987358265342654539);
        assert_eq!(stream.seek(1_000_000).next_u64(), 17527870715092968527);
        stream.seek(0);
        let below: Vec<u64> = (0..8).map(|_| stream.below(100)).collect();
        assert_eq!(below, [97, 90, 88, 96, 18, 10, 4, 81]);
        let mut order = ['a', 'b', 'c', 'd'];
        stream.seek(5).shuffle(&mut order);
        assert_eq!(order, ['b', 'd', 'a', 'c']);
        let mut long: Vec<u8> = (0..24).collect();
        stream.seek(6).shuffle(&mut long);
        assert_eq!(
            long,
            [
                13, 2, 7, 20, 17, 6, 8, 3, 4, 0, 19, 23, 22, 21, 16, 9, 5, 14, 10, 15, 11, 12, 18,
                1
            ]
        );
    }
}
