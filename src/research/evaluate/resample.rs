//! Resampling learners.

use crate::base::{Key, Stream};

/// How often each learner is drawn.
pub(super) struct Weights(pub Vec<u8>);

/// P(at most so many) under Poisson's distribution of mean 1, as shares of 2⁶⁴: e⁻¹ Σ 1 / k!,
/// rounded; what is drawn more often than that comes once in 10¹⁶ draws.
const AT_MOST: [u64; 18] = at_most();

const fn at_most() -> [u64; 18] {
    // 2⁶⁴ / e; the terms are this by k!, whole numbers on every platform.
    const FIRST: u64 = 6_786_177_901_268_885_274;
    let mut sums = [0; 18];
    let (mut sum, mut term, mut k) = (0_u64, FIRST, 0);
    while k < sums.len() {
        sum = sum.saturating_add(term);
        sums[k] = sum;
        k += 1;
        term /= k as u64;
    }
    sums
}

impl Weights {
    /// Every learner once.
    pub fn even(learners: usize) -> Self {
        Self(vec![1; learners])
    }

    /// A resample: each learner as often as a number from Poisson's distribution of mean 1 says,
    /// which for many learners is drawing them with replacement.
    pub fn drawn(learners: usize, key: &Key, resample: u64) -> Self {
        let mut stream = Stream::new(key, resample);
        let count = |word: u64| AT_MOST.iter().take_while(|&&sum| word >= sum).count() as u8;
        Self((0..learners).map(|_| count(stream.next_u64())).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Secret;

    #[test]
    fn learners_are_drawn_by_poisson() {
        let key = Secret::from_seed("1").key("test", &[]);
        let Weights(drawn) = Weights::drawn(100_000, &key, 7);
        let mut expected = (-1.0_f64).exp() * 1e5;
        for count in 0..5 {
            let found = drawn.iter().filter(|&&own| own == count).count() as f64;
            let sd = expected.sqrt();
            assert!(
                (found - expected).abs() < 4.0 * sd,
                "{count}: {found} {expected}"
            );
            expected /= f64::from(count) + 1.0;
        }
    }
}
