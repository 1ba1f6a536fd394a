//! Every finding about documents. Codes are stable: one that is no longer used is not given out again.

use crate::base::Code;

/// A hole that is never closed.
pub(super) const UNCLOSED_HOLE: Code = Code("D001");
/// A hole with nothing in it.
pub(super) const EMPTY_HOLE: Code = Code("D002");
/// A format that cannot be used.
pub(super) const FORMAT: Code = Code("D003");
/// A control or private-use character in the text.
pub(super) const PRIVATE_USE: Code = Code("D004");
/// More holes than a document can have.
pub(super) const TOO_MANY_HOLES: Code = Code("D005");
/// Raw HTML.
pub(super) const RAW_HTML: Code = Code("D006");
/// An image.
pub(super) const IMAGE: Code = Code("D007");
/// A heading within a section.
pub(super) const HEADING: Code = Code("D008");
/// A link that does not lead to an `https` address.
pub(super) const LINK: Code = Code("D009");
/// Mathematics that does not convert.
pub(super) const MATHEMATICS: Code = Code("D010");
/// A `$` that begins no mathematics.
pub(super) const LONE_DOLLAR: Code = Code("D011");
/// Markdown that documents do not have.
pub(super) const NOT_IN_DOCUMENTS: Code = Code("D012");
/// A hole where no value can stand.
pub(super) const MISPLACED_HOLE: Code = Code("D013");
/// Lists, quotations or groups within each other, too many.
pub(super) const TOO_DEEP: Code = Code("D014");
/// A slot without a name, or one that is never closed.
pub(super) const SLOT: Code = Code("D015");
/// A slot where nothing can be put in.
pub(super) const MISPLACED_SLOT: Code = Code("D016");
