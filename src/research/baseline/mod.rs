//! Models without hidden states that change, to compare tracing with.

mod counts;
mod elo;
mod fit;
mod follow;
mod information;
mod logistic;
mod penalty;
mod rasch;
#[cfg(test)]
mod tests;
mod turns;

pub use fit::fit_baseline;
pub use follow::predict_baseline;
