//! What was read, written back.

use super::Understood;
use crate::base::Locale;
use crate::math::{Expr, Notation, WrittenNumber, write_reading};

impl Understood {
    /// Writes the same thing three times.
    pub(super) fn of(mut write: impl FnMut(Notation, &mut String)) -> Self {
        let mut written = |notation| {
            let mut out = String::new();
            write(notation, &mut out);
            out
        };
        Self {
            text: written(Notation::Text),
            latex: written(Notation::Latex),
            mathml: written(Notation::MathMl),
        }
    }

    /// What was typed, in its shape and with its numbers as they were typed.
    pub(super) fn reading(expr: &Expr<WrittenNumber>, locale: Locale) -> Self {
        Self::of(|notation, out| write_reading(expr, notation, locale, out))
    }
}
