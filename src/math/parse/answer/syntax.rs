//! What may stand in an answer.

use crate::base::Locale;
use crate::math::Symbol;

/// What may stand in a learner's answer.
///
/// ```
/// use retake::base::Locale;
/// use retake::math::{AnswerSyntax, parse_answer};
/// let symbols = ["x".into()];
/// let item = AnswerSyntax::of(&symbols, Locale::ENGLISH);
/// assert!(parse_answer("2x + y", &item).is_err());
/// assert!(parse_answer("2x + y", &AnswerSyntax::default()).is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct AnswerSyntax<'a> {
    /// The symbols the item speaks of, no other being read; `None` where any letter is one.
    pub symbols: Option<&'a [Symbol]>,
    /// The functions that are only named, such as `f`; where any letter is a symbol, f, g and h are
    /// such functions before a bracket.
    pub functions: &'a [Symbol],
    /// Which names are units of measurement, where these may stand; a symbol of the same name wins.
    pub units: Option<fn(&str) -> bool>,
    /// Whether values may be listed without brackets: `2, 3`.
    pub bare_lists: bool,
    /// Whose decimal mark, group mark and words are read.
    pub locale: Locale,
}

impl<'a> AnswerSyntax<'a> {
    /// An answer that may hold these symbols only.
    pub const fn of(symbols: &'a [Symbol], locale: Locale) -> Self {
        Self {
            symbols: Some(symbols),
            functions: &[],
            units: None,
            bare_lists: false,
            locale,
        }
    }

    /// An answer that may hold any letter.
    pub const fn any(locale: Locale) -> Self {
        Self {
            symbols: None,
            ..Self::of(&[], locale)
        }
    }

    /// Whether it is one of the declared symbols.
    pub(super) fn declares(&self, name: &str) -> bool {
        self.symbols
            .is_some_and(|symbols| symbols.iter().any(|symbol| **symbol == *name))
    }
}
