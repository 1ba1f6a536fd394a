//! What was read, written back.

use super::Understood;
use crate::base::Locale;
use crate::math::{Expr, Notation, Rational, Shape, write_expr};

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

    /// An expression in the shape it was typed.
    pub(super) fn expression(expr: &Expr<Rational>, locale: Locale) -> Self {
        Self::of(|notation, out| {
            write_expr(
                expr,
                Shape::AsWritten,
                notation,
                locale,
                &Rational::clone,
                out,
            );
        })
    }
}
