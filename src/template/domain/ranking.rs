//! Lists as numbers: the n-th sequence, set or multiset of so many elements.
//!
//! Elements are places in a table; sets and multisets are kept in ascending order. Sets use the
//! combinatorial number system (Knuth, TAOCP 4A, 7.2.1.3); a multiset of k out of n is the set of
//! k out of n + k − 1 with its i-th element lowered by i.

use crate::template::front_matter::ListKind;

/// How many lists there are with `len` elements out of `n`; `None` past 64 bits.
pub(super) fn count(kind: ListKind, n: u64, len: u32) -> Option<u64> {
    match kind {
        ListKind::Sequence => n.checked_pow(len),
        ListKind::Set => binomial(n, len),
        ListKind::Multiset if len == 0 => Some(1),
        ListKind::Multiset => binomial((n + u64::from(len)).checked_sub(1)?, len),
    }
}

/// Sets of one size out of `n`, unranked by looking up: C(c, k) for every c up to n and k up to the
/// size.
#[derive(Clone, Debug)]
pub(super) struct Ladder(Vec<Vec<u64>>);

impl Ladder {
    /// Sets of `size` out of `n`; `None` where a count does not fit 64 bits.
    pub fn new(n: u64, size: u32) -> Option<Self> {
        let rung = |k| {
            (0..=n)
                .map(|c| binomial(c, k))
                .collect::<Option<Vec<u64>>>()
        };
        (1..=size).map(rung).collect::<Option<_>>().map(Self)
    }

    /// How many elements a set has.
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// How many sets there are.
    pub fn count(&self) -> u64 {
        let last = self.0.last().and_then(|rung| rung.last());
        last.copied().unwrap_or(1)
    }

    /// The elements of the set with this rank, the largest first.
    pub fn unrank(&self, mut rank: u64) -> impl Iterator<Item = usize> {
        self.0.iter().rev().map(move |rung| {
            let element = rung
                .partition_point(|&count| count <= rank)
                .saturating_sub(1);
            rank -= rung.get(element).copied().unwrap_or(0).min(rank);
            element
        })
    }

    /// The rank of a set in ascending order.
    pub fn rank(&self, elements: &[usize]) -> u64 {
        let rungs = self.0.iter().zip(elements);
        rungs.fold(0, |rank, (rung, &element)| {
            rank + rung.get(element).copied().unwrap_or(0)
        })
    }
}

/// Appends the elements of the list with this rank.
pub(super) fn unrank(kind: ListKind, n: u64, len: u32, mut rank: u64, elements: &mut Vec<u64>) {
    let start = elements.len();
    match kind {
        ListKind::Sequence => {
            for _ in 0..len {
                elements.push(rank % n);
                rank /= n;
            }
            elements[start..].reverse();
        }
        ListKind::Set | ListKind::Multiset => {
            for size in (1..=len).rev() {
                let largest = largest_with(size, rank);
                rank -= binomial(largest, size).unwrap_or(0);
                elements.push(largest);
            }
            elements[start..].reverse();
            if kind == ListKind::Multiset {
                for (at, element) in elements[start..].iter_mut().enumerate() {
                    *element -= at as u64;
                }
            }
        }
    }
}

/// The rank of a list; sets and multisets must be in ascending order.
pub(super) fn rank(kind: ListKind, n: u64, elements: &[u64]) -> Option<u64> {
    match kind {
        ListKind::Sequence => elements.iter().try_fold(0_u64, |rank, &element| {
            rank.checked_mul(n)?.checked_add(element)
        }),
        ListKind::Set | ListKind::Multiset => {
            elements
                .iter()
                .enumerate()
                .try_fold(0_u64, |rank, (at, &element)| {
                    let element = if kind == ListKind::Multiset {
                        element + at as u64
                    } else {
                        element
                    };
                    rank.checked_add(binomial(element, at as u32 + 1)?)
                })
        }
    }
}

/// The largest c with C(c, size) ≤ rank.
fn largest_with(size: u32, rank: u64) -> u64 {
    let fits = |c: u64| binomial(c, size).is_some_and(|count| count <= rank);
    let mut high = u64::from(size);
    while fits(high) {
        high *= 2;
    }
    let mut low = u64::from(size) - 1;
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if fits(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}

/// C(n, k); `None` past 64 bits.
fn binomial(n: u64, k: u32) -> Option<u64> {
    if u64::from(k) > n {
        return Some(0);
    }
    let k = u64::from(k).min(n - u64::from(k));
    let mut value: u128 = 1;
    for i in 0..k {
        // Exact at each step: the product of i + 1 neighbours is divisible by (i + 1)!.
        value = value * u128::from(n - i) / u128::from(i + 1);
        if value > u128::from(u64::MAX) {
            return None;
        }
    }
    u64::try_from(value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    fn kinds() -> impl Strategy<Value = ListKind> {
        prop_oneof![
            Just(ListKind::Sequence),
            Just(ListKind::Set),
            Just(ListKind::Multiset)
        ]
    }

    #[test]
    fn counts_known_from_combinatorics() {
        assert_eq!(count(ListKind::Set, 49, 6), Some(13_983_816));
        assert_eq!(count(ListKind::Multiset, 9, 7), Some(6_435));
        assert_eq!(count(ListKind::Sequence, 9, 3), Some(729));
        assert_eq!(count(ListKind::Set, 3, 4), Some(0));
        assert_eq!(binomial(1_000, 500), None);
    }

    proptest! {
        #[test]
        fn a_ladder_unranks_as_arithmetic_does(n in 1_u64..12, size in 1_u32..5) {
            let ladder = Ladder::new(n, size).unwrap();
            prop_assert_eq!(Some(ladder.count()), count(ListKind::Set, n, size));
            for rank in 0..ladder.count() {
                let mut elements = Vec::new();
                unrank(ListKind::Set, n, size, rank, &mut elements);
                let mut looked_up: Vec<usize> = ladder.unrank(rank).collect();
                looked_up.reverse();
                let expected: Vec<usize> = elements.iter().map(|&element| element as usize).collect();
                prop_assert_eq!(&looked_up, &expected);
                prop_assert_eq!(ladder.rank(&looked_up), rank);
            }
        }

        #[test]
        fn every_rank_is_another_list(kind in kinds(), n in 1_u64..7, len in 1_u32..5) {
            let count = count(kind, n, len).unwrap();
            let mut seen = HashSet::new();
            for given in 0..count {
                let mut elements = Vec::new();
                unrank(kind, n, len, given, &mut elements);
                prop_assert!(elements.iter().all(|&element| element < n));
                if kind != ListKind::Sequence {
                    prop_assert!(elements.is_sorted());
                }
                prop_assert_eq!(rank(kind, n, &elements), Some(given));
                seen.insert(elements);
            }
            prop_assert_eq!(seen.len() as u64, count);
        }
    }
}
