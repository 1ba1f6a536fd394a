//! How often each pattern of responses occurs on each skill: all a model without learners of its
//! own can know of a log, however long the log is.

mod count;
mod spelling;
mod sql;
#[cfg(test)]
mod tests;

pub use count::{Pattern, PatternsError, patterns};
pub use spelling::{Element, SpellingError, elements};
pub use sql::{Engine, SqlError, Table, TimeIs, sql};
