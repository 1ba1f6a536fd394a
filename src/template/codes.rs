//! Every finding about what a template means, in one place; those about how it is written stand
//! with [`front_matter`](super::front_matter) and [`body`](super::body).

use crate::base::Code;

macro_rules! codes {
    ($($name:ident = $code:literal, $line:literal;)*) => {
        $(#[doc = $line] pub(super) const $name: Code = Code($code);)*

        /// Every code of this room with one line of explanation.
        pub const CODES: &[(Code, &str)] = &[$(($name, $line)),*];
    };
}

codes! {
    DIVISION_BY_ZERO = "T012", "a denominator can be 0 somewhere in the domain";

    SYNTAX = "T060", "an expression that cannot be read";
    UNKNOWN_NAME = "T061", "a name that does not exist";
    UNKNOWN_FUNCTION = "T062", "a function that does not exist";
    ARGUMENTS = "T063", "a function with the wrong number of arguments";
    TYPE = "T064", "a value of a type that cannot stand there";
    CYCLE = "T065", "names that are defined by one another";
    COLLISION = "T066", "a name that stands for something else already";
    SURFACE = "T067", "an incidental that would decide what the problem is";
    TOO_COMPLEX = "T068", "an expression past its budget";
    HOLE_FORMAT = "T069", "a hole whose format does not fit its value";

    DOMAIN_SYNTAX = "T080", "a domain that cannot be read";
    DOMAIN_EMPTY = "T081", "a domain without a value";
    DOMAIN_TOO_LARGE = "T082", "a domain past its budget";

    ANSWER_WORD = "T100", "a word in the answer that is not one of those allowed";
    KEY_TYPE = "T101", "a key of a type that does not go with the kind of answer";
    MISCONCEPTION_TYPE = "T102", "a misconception whose value is of another type than the key";
    NO_FEEDBACK = "T103", "a misconception without its section";
    NO_MISCONCEPTION = "T104", "a section for a misconception that does not exist";
    TOO_MANY_OPTIONS = "T105", "more keys and misconceptions than a choice can have";
    MANY_SURFACES = "T106", "incidentals with too many combinations for a hole that computes with them";

    FAULT = "T130", "an expression without a value somewhere in the domain";
    NO_INSTANCE = "T131", "a template whose requirements rule out every problem";
    IDLE_REQUIREMENT = "T132", "a requirement that never rules anything out";
    IDLE_MISCONCEPTION = "T133", "a misconception that always equals the key or is always ruled out";
    FEW_OPTIONS = "T134", "a choice with too few distinct options somewhere in the domain";
    TELLING_RANK = "T135", "a key that always has the same rank by size among the options";
    FREQUENT_KEY = "T136", "one value that is the key too often";
    BAD_FORMAT = "T137", "a value that its format cannot print";
    BAD_RADICAL = "T138", "a radical that is no small integer somewhere in the domain";
    KEY_WITHOUT_FORM = "T139", "a key that does not have the form it asks for";

    UNMARKABLE_KEY = "T140", "a key that nothing can be compared with";
    LOOK_ALIKE = "T141", "two options that look the same somewhere in the domain";
    MANY_STRATA = "T142", "radicals that divide the domain too finely";

    SAME_PROBLEM = "T143", "problems that look like one another";
    UNWRITABLE_KEY = "T144", "a key that cannot be written in any notation that is accepted";

    NO_ALT = "T170", "a figure without alt text";
    FIGURE_VALUE = "T171", "a value of a figure that cannot stand there";
    NO_FIGURE = "T172", "a slot for a figure where there is none";
    FIGURE_LAYOUT = "T173", "a figure that cannot be shown as it is somewhere in the domain";

    EXAMPLE_PARAMETERS = "T160", "an example whose given values do not name an instance";
    EXAMPLE_RULED_OUT = "T161", "an example that a requirement rules out";
    EXAMPLE_OUTCOME = "T162", "an answer in an example that comes out otherwise";
    EXAMPLE_WORD = "T163", "an outcome that does not exist";

    TABLE_MISSING = "T191", "a table that is not there";
    TABLE_QUOTES = "T192", "a cell of a table whose quotes do not go together";
    TABLE_RAGGED = "T193", "a row of a table with more or fewer cells than its header";
    TABLE_COLUMN = "T194", "a column of a table without a name of its own";
    TABLE_EMPTY = "T195", "a table without a row";
    TABLE_TOO_LARGE = "T196", "a table past its budget";
    TABLE_DUPLICATE = "T197", "a row of a table that stands there twice";
    TABLE_MIXED = "T198", "a cell that makes a column of numbers one of texts";
    TABLE_NO_ROW = "T199", "a condition that too few rows of a table meet";
    TABLE_CHARACTER = "T200", "a cell of a table with a character that cannot be shown";
    TABLE_IDLE_ROW = "T201", "a row of a table that no problem uses";
    IDLE_BRANCH = "T210", "a result of an `if` that no problem shows";

    MISSING_TRANSLATION = "T220", "a translation that lacks a section";
    ORPHAN_TRANSLATION = "T221", "a section in another language that the bank's own language lacks";

    BLANKS = "T202", "a text whose blanks are not as many as the words for them";

    PART_ID = "T230", "a part whose name another part has, or none";
    STEP_OF = "T231", "a step of a part that is none, or a step itself";
    MISCONCEPTION_PART = "T232", "a misconception of a part that does not exist, or of none where there are several";
    FOUND = "T233", "what is found in a part, where it cannot be used";
    SLOT = "T234", "a place for a part that does not exist";
    SLOT_TWICE = "T235", "a part with two places";
    PART_SECTION = "T236", "a section of a part that does not exist";
    UNDECIDED = "T237", "two values of which nobody can say whether they are the same";
    LIST = "T238", "a value that is no list where one is needed, or lists that do not go together";
    AMBIGUOUS_ORDER = "T239", "an order that is not the only right one";
    AMBIGUOUS_MATCH = "T240", "things to be matched or sorted that look the same";
    NO_MISCONCEPTIONS = "T241", "a misconception of a kind of answer that has none";
    PLANE = "T242", "a plane that cannot be, or a point outside of it";
    EMPTY_RANGE = "T243", "a range whose lower end is above the upper one";
    EMPTY_TEXT = "T244", "an accepted text without a letter";
    ONE_TRUTH = "T245", "a statement that is always true, or never";
    NOT_AN_ORDER = "T246", "a misconception that is no order of the same things";

    SAME_MISCONCEPTIONS = "T247", "two misconceptions that always lead to the same";

    RUBRIC = "T250", "a work that people mark, and a rubric, that do not go together";
}
