//! The front matter of a template, as it was written: read with recovery, every value with its place.
//!
//! Nothing here knows what an expression means; the strings of expressions and domains are handed
//! on together with their place in the file.

mod answer;
mod codes;
mod domain;
mod figure;
mod kinds;
pub(crate) mod languages;
mod read;
pub(crate) mod reader;
mod rubric;
mod split;
pub(crate) mod syntax;
mod table;
#[cfg(test)]
mod tests;

pub use codes::{NOT_UTF8, TOO_LARGE};
pub use figure::{RawFigure, RawFigureKind, RawFigureValue};
pub use kinds::RawAnswerKind;
pub use read::read;
pub use rubric::RawCriterion;
pub use split::{MAX_TEMPLATE_BYTES, split};

use crate::base::{Locale, Span, Spanned};
use crate::doc::Format;
use crate::math::Decimal;

/// A string; its span covers exactly the *content* in the file, so that an offset within it plus
/// `span.start` is an offset in the file.
pub type Text = Spanned<String>;

/// What a template's front matter holds, in file order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FrontMatter {
    /// The whole front matter, without its fences.
    pub span: Span,
    /// What the template is called.
    pub title: Option<Text>,
    /// What it is called in other languages.
    pub titles: Vec<(Locale, Text)>,
    /// The languages it is translated into, besides those its sections speak.
    pub languages: Vec<Spanned<Locale>>,
    /// The author's count of revisions, from 1; 0 when it is missing or unreadable.
    pub version: u32,
    /// Free symbols such as `x`.
    pub symbols: Vec<Text>,
    /// How long a learner typically takes, in minutes.
    pub minutes: Option<Spanned<Decimal>>,
    /// What makes a problem that problem.
    pub parameters: Vec<Entry<Spanned<RawDomain>>>,
    /// What changes its surface only.
    pub incidentals: Vec<Entry<Spanned<RawDomain>>>,
    /// The file beside the template whose rows its problems come from.
    pub table: Option<RawTable>,
    /// Named expressions.
    pub lets: Vec<Entry<Text>>,
    /// Names of those three tables whose definitions could not be read: reported once, silent from then on.
    pub unread: Vec<Spanned<String>>,
    /// Named conditions on the parameters.
    pub require: Vec<Entry<Text>>,
    /// Named features that change difficulty.
    pub radicals: Vec<Entry<Text>>,
    /// What is asked, in parts.
    pub parts: Vec<RawAnswer>,
    /// Wrong ways to get there.
    pub misconceptions: Vec<RawMisconception>,
    /// The names of those that could not be read: reported once, silent from then on.
    pub unread_misconceptions: Vec<String>,
    /// What is drawn beside the stem.
    pub figure: Option<RawFigure>,
    /// What a work is marked by.
    pub rubric: Vec<RawCriterion>,
    /// Whether there is a rubric that could not be read: that has been reported.
    pub unread_rubric: bool,
    /// The author's own tests.
    pub examples: Vec<RawExample>,
}

/// `[table]`
#[derive(Clone, Debug, PartialEq)]
pub struct RawTable {
    /// The name of a CSV file in the template's folder.
    pub file: Text,
    /// What a row, or the rows of one problem together, must be like.
    pub condition: Option<Text>,
    /// How many rows one problem holds: they are `rows`; without it there is one, `row`.
    pub rows: Option<Spanned<u32>>,
}

/// A name and what it stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<T> {
    /// The name, where it was defined.
    pub name: Spanned<String>,
    /// What it stands for.
    pub value: T,
}

/// The values a parameter or an incidental can take.
#[derive(Clone, Debug, PartialEq)]
pub enum RawDomain {
    /// `"-9..9 except 0"`, still to be read.
    Range(Text),
    /// `[2, 3, 5]`, `["red", "blue"]`: one or more numbers, texts or booleans, all of one type.
    Values(Vec<RawValue>),
    /// `{ rows = [{ name = "oak", rho = 0.75 }] }`: one or more records with the same fields, in the order of the
    /// first.
    Rows(Vec<Spanned<RawRecord>>),
    /// `{ list = "1..9", length = [7, 8], kind = "multiset" }`.
    List {
        /// What an element can be: a range or values.
        elements: Box<Spanned<RawDomain>>,
        /// How many elements; one or more different lengths.
        lengths: Vec<Spanned<u32>>,
        /// What makes two lists the same problem.
        kind: ListKind,
    },
}

/// The fields of a record, in file order.
pub type RawRecord = Vec<(Spanned<String>, RawValue)>;

/// What makes two lists the same problem.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListKind {
    /// Order matters, elements may repeat.
    #[default]
    Sequence,
    /// Order does not matter, elements are different.
    Set,
    /// Order does not matter, elements may repeat.
    Multiset,
}

/// A value written down.
#[derive(Clone, Debug, PartialEq)]
pub enum RawValue {
    /// `3`, `-0.50`: exactly as written.
    Number(Spanned<Decimal>),
    /// `"oak"`.
    Text(Text),
    /// `true`, `false`.
    Boolean(Spanned<bool>),
    /// `[3, 4]`; only in examples.
    List(Spanned<Vec<RawValue>>),
    /// `{ name = "oak" }`; only in examples.
    Record(Spanned<RawRecord>),
}

impl RawValue {
    /// Where it stands, quotes and brackets apart.
    pub fn span(&self) -> Span {
        match self {
            Self::Number(number) => number.span,
            Self::Text(text) => text.span,
            Self::Boolean(boolean) => boolean.span,
            Self::List(list) => list.span,
            Self::Record(record) => record.span,
        }
    }
}

/// `[answer]`, or one `[[part]]` of several.
#[derive(Clone, Debug, PartialEq)]
pub struct RawAnswer {
    /// The header.
    pub span: Span,
    /// What is asked for.
    pub kind: Spanned<RawAnswerKind>,
    /// Its name among several.
    pub id: Option<Text>,
    /// What it counts beside the others, greater than 0.
    pub weight: Option<Spanned<Decimal>>,
    /// The part it is a step of.
    pub step_of: Option<Text>,
    /// What opening its steps costs: a share of its credit, in [0, 1].
    pub steps_cost: Option<Spanned<Decimal>>,
    /// What a right value in the wrong form is worth, in [0, 1].
    pub wrong_form_credit: Option<Spanned<Decimal>>,
    /// What is given for an answer that is right in parts.
    pub partial: Option<Text>,
    /// What is right: one expression, or several of choices and of texts.
    pub key: Vec<Text>,
    /// The notations a number may be typed in.
    pub accept: Vec<Text>,
    /// The form the answer must have.
    pub form: Option<Text>,
    /// How far off a number or a point may be.
    pub tolerance: Option<RawTolerance>,
    /// To how many significant figures a number is to be rounded.
    pub significant_figures: Option<Spanned<u32>>,
    /// To how many places a number is to be rounded.
    pub decimal_places: Option<Spanned<u32>>,
    /// The least and the greatest number that are right.
    pub range: Option<(Text, Text)>,
    /// The unit of a quantity.
    pub unit: Option<Text>,
    /// Whether another unit of the same dimension will do.
    pub compatible_units: Option<bool>,
    /// Whether an expression must have a value just where the key has one: `strict`.
    pub domain: Option<Text>,
    /// Whether only the solutions of an equation count.
    pub solution_set: Option<bool>,
    /// Whether elements of a set count as often as they are written.
    pub multiplicity: Option<bool>,
    /// How many options a choice offers, 2 to 26.
    pub options: Option<Spanned<u32>>,
    /// How options and key are shown.
    pub show: Option<RawShow>,
    /// Why a statement is true or false.
    pub reason: Option<Text>,
    /// What an order goes by.
    pub by: Option<Text>,
    /// What is matched, in order.
    pub left: Option<Text>,
    /// What each of it is matched with.
    pub right: Option<Text>,
    /// What is offered beside that.
    pub extra: Option<Text>,
    /// What is sorted into categories.
    pub items: Option<Text>,
    /// The category of each item.
    pub category: Option<Text>,
    /// The categories in the order shown.
    pub categories: Option<Text>,
    /// How many letters may be wrong.
    pub spelling: Option<Spanned<u32>>,
    /// Whether capital letters matter.
    pub case: Option<bool>,
    /// Whether accents matter.
    pub accents: Option<bool>,
    /// Words that must be there.
    pub required: Vec<Text>,
    /// Words that must not be there.
    pub forbidden: Vec<Text>,
    /// The plane that points are set on.
    pub plane: Option<RawPlane>,
    /// How many points are set.
    pub points: Option<Spanned<u32>>,
    /// What is handed in.
    pub submit: Vec<Text>,
    /// The level needed on every criterion.
    pub proficient: Option<Spanned<u32>>,
}

/// How options and key are shown.
#[derive(Clone, Debug, PartialEq)]
pub enum RawShow {
    /// As numbers are printed: `show = "decimal 2"`.
    Format(Spanned<Format>),
    /// By one field of a row: `show = "event"`.
    Field(Text),
}

/// `plane = { x = "-10..10", y = "-10..10" }`, still to be read.
#[derive(Clone, Debug, PartialEq)]
pub struct RawPlane {
    /// From left to right.
    pub x: Text,
    /// From bottom to top.
    pub y: Text,
}

/// How far off a number may be.
#[derive(Clone, Debug, PartialEq)]
pub enum RawTolerance {
    /// `tolerance = 0.05`
    Absolute(Spanned<Decimal>),
    /// `tolerance = "2%"`: a share of the key, here 2.
    Percent(Spanned<Decimal>),
}

/// `[misconceptions.<id>]`
#[derive(Clone, Debug, PartialEq)]
pub struct RawMisconception {
    /// Its name.
    pub id: Spanned<String>,
    /// The part it answers, where there are several.
    pub part: Option<Text>,
    /// What it leads to.
    pub value: Text,
    /// Where it is neither named nor offered.
    pub unless: Option<Text>,
}

/// `[[example]]`
#[derive(Clone, Debug, PartialEq)]
pub struct RawExample {
    /// The header.
    pub span: Span,
    /// Values of parameters, in file order.
    pub given: RawRecord,
    /// Attempts, each the responses to one part or to several together.
    pub attempts: Vec<Vec<RawResponse>>,
}

/// What is typed in an example, and what should come of it.
#[derive(Clone, Debug, PartialEq)]
pub struct RawResponse {
    /// The part it answers, where there are several.
    pub part: Option<Text>,
    /// What is typed.
    pub typed: Text,
    /// `right`, `wrong`, `right_value_wrong_form`, `unreadable` or a misconception's id; after it
    /// possibly the credit, such as `wrong 0.5`.
    pub expected: Text,
}
