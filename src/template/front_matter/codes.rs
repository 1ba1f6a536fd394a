//! Every finding about front matter, in one place.

use crate::base::Code;

macro_rules! codes {
    ($($name:ident = $code:literal, $line:literal;)*) => {
        $(#[doc = $line] pub(super) const $name: Code = Code($code);)*

        /// Every code of this room with one line of explanation.
        pub const CODES: &[(Code, &str)] = &[$(($name, $line)),*];
    };
}

codes! {
    NO_FRONT_MATTER = "T001", "the file does not begin with a line `+++`";
    UNCLOSED = "T002", "the front matter is not closed by a second line `+++`";
    SYNTAX = "T003", "the front matter is not TOML";
    DUPLICATE_KEY = "T004", "a key is defined twice";
    UNKNOWN_KEY = "T005", "a key that does not exist";
    MISPLACED_KEY = "T006", "a key that belongs above the first table";
    WRONG_TYPE = "T007", "a value of the wrong type";
    MISSING_KEY = "T008", "a key that must be there is not";
    ESCAPE = "T009", "an escape in an expression or a domain";
    LATER_FORMAT = "T010", "a feature of a later version of the format";
    NAME = "T011", "a name that cannot be used";
    NUMBER = "T013", "a number that is not written plainly";
    CHOICE_OF_WORDS = "T014", "a word that is not one of those allowed";
    OUT_OF_RANGE = "T015", "a number that is too small or too large";
    EMPTY = "T016", "something that must not be empty is";
    MIXED_TYPES = "T017", "values of different types in one domain";
    ROW_FIELDS = "T018", "rows whose fields differ";
    DUPLICATE_VALUE = "T019", "a value listed twice";
    KEY_DOES_NOT_FIT = "T020", "a key that does not go with the kind of answer";
    DUPLICATE_NAME = "T021", "one name for two things";
    TOO_LARGE = "T022", "a template that is too large";
    NOT_UTF8 = "T023", "a template that is not UTF-8";
}
