//! Markdown with holes, mathematics to MathML, and how numbers are printed.
//!
//! A document is parsed once, when its template compiles; values are put between its parts, escaped,
//! and never parsed.

pub mod figure;

mod codes;
mod document;
mod dress;
mod escape;
mod format;
mod formula;
mod hole;
mod html;
mod latex;
mod list;
mod markdown;
mod mathml;
mod number;
mod plain;
mod program;
mod readability;
mod render;
mod rounding;
#[cfg(test)]
mod tests;
mod text;

pub use document::Document;
pub use escape::write_text;
pub use format::{Format, FormatError, Output, Place};
pub use hole::{Hole, Slot};
pub use list::write_list;
pub use number::{write_math, write_number};
pub use readability::ReadingCounts;
