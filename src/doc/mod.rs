//! Markdown with holes, mathematics to MathML, and how numbers are printed.

mod codes;
mod document;
mod format;
mod hole;

pub use document::Document;
pub use format::{Format, FormatError, Output, Place};
pub use hole::Hole;
