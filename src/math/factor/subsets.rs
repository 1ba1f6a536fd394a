//! Which of the found factors together make one true factor.

/// The most subsets that are tried: a few milliseconds at the highest degree. A polynomial of
/// degree 12 never needs more.
pub(super) const MAX_SUBSETS: usize = 2_500;

/// The subsets of `count` things (at most 63) that have `size` elements, as bits, in ascending order.
///
/// Gosper's hack: the next greater number with as many bits.
pub(super) fn subsets(count: usize, size: usize) -> impl Iterator<Item = u64> {
    let first = (1_u64 << size) - 1;
    std::iter::successors(Some(first), |&bits| {
        let lowest = bits & bits.wrapping_neg();
        let ripple = bits + lowest;
        Some((((bits ^ ripple) >> 2) / lowest.max(1)) | ripple)
    })
    .take_while(move |&bits| size > 0 && bits >> count == 0)
}

/// Splits a list into what a subset picks and the rest.
pub(super) fn picked<T: Clone>(list: &[T], bits: u64) -> (Vec<T>, Vec<T>) {
    let (inside, outside): (Vec<_>, Vec<_>) = list
        .iter()
        .enumerate()
        .partition(|(index, _)| bits >> index & 1 == 1);
    let values =
        |pairs: Vec<(usize, &T)>| pairs.into_iter().map(|(_, value)| value.clone()).collect();
    (values(inside), values(outside))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_subset_comes_once() {
        assert_eq!(
            subsets(4, 2).collect::<Vec<_>>(),
            [0b11, 0b101, 0b110, 0b1001, 0b1010, 0b1100]
        );
        assert_eq!(subsets(3, 3).count(), 1);
        assert_eq!(subsets(2, 3).count(), 0);
        assert_eq!(picked(&['a', 'b', 'c'], 0b101), (vec!['a', 'c'], vec!['b']));
    }
}
