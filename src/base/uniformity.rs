//! Chi-square tests of counts, for the tests of streams and permutations.

use statrs::distribution::{ChiSquared, ContinuousCDF};

/// So rarely does a fair draw fail; the draws are fixed, so a test that passes keeps passing.
const SIGNIFICANCE: f64 = 1e-3;

/// The counts could come from a draw in which every case is as likely.
pub(super) fn assert_uniform(counts: &[u64]) {
    let mean = counts.iter().sum::<u64>() as f64 / counts.len() as f64;
    assert_fits(counts, &vec![mean; counts.len()]);
}

/// The counts could come from a draw with these expected counts.
pub(super) fn assert_fits(counts: &[u64], expected: &[f64]) {
    let statistic: f64 = counts
        .iter()
        .zip(expected)
        .map(|(&count, expected)| (count as f64 - expected).powi(2) / expected)
        .sum();
    let chance = ChiSquared::new((counts.len() - 1) as f64)
        .unwrap()
        .sf(statistic);
    // Counts that agree too well are no better: a walk through all cases is no draw.
    assert!(
        (SIGNIFICANCE..=1.0 - SIGNIFICANCE).contains(&chance),
        "chi-square {statistic} on {} cases: P = {chance}",
        counts.len()
    );
}
