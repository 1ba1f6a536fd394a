//! Every finding about front matter. Codes are stable: one that is no longer used is not given out again.

use crate::base::Code;

/// The file does not begin with a line `+++`.
pub(super) const NO_FRONT_MATTER: Code = Code("T001");
/// The front matter is not closed by a second line `+++`.
pub(super) const UNCLOSED: Code = Code("T002");
/// The front matter is not TOML.
pub(super) const SYNTAX: Code = Code("T003");
/// A key is defined twice.
pub(super) const DUPLICATE_KEY: Code = Code("T004");
/// A key that does not exist.
pub(super) const UNKNOWN_KEY: Code = Code("T005");
/// A key that belongs above the first table.
pub(super) const MISPLACED_KEY: Code = Code("T006");
/// A value of the wrong type.
pub(super) const WRONG_TYPE: Code = Code("T007");
/// A key that must be there is not.
pub(super) const MISSING_KEY: Code = Code("T008");
/// An escape in an expression or a domain.
pub(super) const ESCAPE: Code = Code("T009");
/// A feature of a later version of the format.
pub(super) const LATER_FORMAT: Code = Code("T010");
/// A name that cannot be used.
pub(super) const NAME: Code = Code("T011");
/// A number that is not written plainly.
pub(super) const NUMBER: Code = Code("T013");
/// A word that is not one of those allowed.
pub(super) const WORD: Code = Code("T014");
/// A number that is too small or too large.
pub(super) const OUT_OF_RANGE: Code = Code("T015");
/// Something that must not be empty is.
pub(super) const EMPTY: Code = Code("T016");
/// Values of different types in one domain.
pub(super) const MIXED_TYPES: Code = Code("T017");
/// Rows whose fields differ.
pub(super) const ROW_FIELDS: Code = Code("T018");
/// A value listed twice.
pub(super) const DUPLICATE_VALUE: Code = Code("T019");
/// A key that does not go with the kind of answer.
pub(super) const DOES_NOT_FIT: Code = Code("T020");
/// A template that is too large to be read.
pub const TOO_LARGE: Code = Code("T022");
/// A template that is not UTF-8.
pub const NOT_UTF8: Code = Code("T023");
/// A language that is not known, or named twice.
pub(super) const LANGUAGE: Code = Code("T222");
/// A table that is no file beside its template.
pub(super) const TABLE_FILE: Code = Code("T190");
