//! Markdown with holes, mathematics to MathML, and how numbers are printed.

mod document;
mod format;

pub use document::{Document, Hole};
pub use format::{Format, FormatError, Output, Place};
