//! The hidden chain {unknown, known}: how likely responses are, and what they say of its states.

mod cohort;
mod merged;
mod plain;
mod tables;
#[cfg(test)]
mod tests;
mod trie;

pub use cohort::Cohort;
pub use merged::Passes;
pub use plain::count_plain;
pub use tables::{Counts, Impossible, Step, Tables};
pub use trie::Trie;
