//! Reading response logs: any of the usual formats, in one pass over the bytes.

mod builder;
mod columns;
mod error;
mod frames;
mod gaps;
mod moment;
mod outcome;
#[cfg(feature = "parquet")]
mod parquet;
mod quoted;
mod reader;
mod records;
mod source;
#[cfg(test)]
mod tests;

pub use builder::Keep;
pub use columns::{Columns, Role};
pub use error::{LogError, Place};
pub(super) use gaps::{BINS, SESSION_SECONDS};
pub use outcome::Found;
pub use quoted::quoted;
pub use reader::{BadRow, Format, LogOptions, LogReport, OrderedBy, ReadLog, place_of, read_log};
