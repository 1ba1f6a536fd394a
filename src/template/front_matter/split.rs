//! Where the front matter ends and the body begins.

use crate::base::{Diagnostic, Source, Span};

/// The largest template that is read, in bytes; the loader asks for a file's size before it reads it.
pub const MAX_TEMPLATE_BYTES: usize = 1 << 20;

/// Finds the front matter, between a first line `+++` and the next line that is exactly `+++`, and
/// the body after it.
pub fn split(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Option<(Span, Span)> {
    let _ = (source, diagnostics);
    None
}
