//! Writing fields.

use std::borrow::Cow;

/// A field as CSV has it: in quotation marks where it must be (RFC 4180).
///
/// ```
/// use retake::research::log::quoted;
///
/// assert_eq!(quoted("adding"), "adding");
/// assert_eq!(quoted("taking, \"away\""), "\"taking, \"\"away\"\"\"");
/// ```
pub fn quoted(text: &str) -> Cow<'_, str> {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\"")).into()
    } else {
        text.into()
    }
}
