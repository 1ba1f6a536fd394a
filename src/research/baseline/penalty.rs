//! Normal priors around 0, and sums over blocks of answers: what all fitted baselines share.

/// ln P(x) under normal priors with these precisions, 1 / variance, by place; up to a constant.
pub(super) fn log_prior(x: &[f64], precision: impl Fn(usize) -> f64) -> f64 {
    let one = |(place, x): (usize, &f64)| -0.5 * precision(place) * x * x;
    x.iter().enumerate().map(one).sum()
}

/// Its slopes at x, into `gradient`.
pub(super) fn prior_slopes(x: &[f64], precision: impl Fn(usize) -> f64, gradient: &mut [f64]) {
    for (place, (slot, x)) in gradient.iter_mut().zip(x).enumerate() {
        *slot = -precision(place) * x;
    }
}

/// The sum of what blocks come to, in their order; their slopes onto `gradient`, where it is asked
/// for.
pub(super) fn summed(blocks: &[(f64, Vec<f64>)], gradient: Option<&mut [f64]>) -> f64 {
    if let Some(gradient) = gradient {
        for (_, own) in blocks {
            for (slot, own) in gradient.iter_mut().zip(own) {
                *slot += own;
            }
        }
    }
    blocks.iter().map(|(sum, _)| sum).sum()
}
