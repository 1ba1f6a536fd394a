//! Mathematics as people read it: plain text, LaTeX and MathML.

use super::{Expr, Rational};
use crate::base::Locale;

/// What mathematics is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Notation {
    /// Plain text with the real signs: `−3/4`, `2 × 3`, `x²`.
    Text,
    /// The inside of `$…$`.
    Latex,
    /// Presentation MathML, the inside of `<math>`.
    MathMl,
}

/// How much of an expression's shape is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// As a textbook sets it: x, not 1x; x − 3, not x + −3; no zero terms.
    Neat,
    /// Every number where it stands: 3 × (−2) + 5.
    AsWritten,
}

/// Writes an integer or a fraction.
pub fn write_number(value: &Rational, notation: Notation, locale: Locale, out: &mut String) {
    let _ = (value, notation, locale, out);
}

/// Writes a number with a fixed count of places, rounded half away from zero.
pub fn write_decimal(
    value: &Rational,
    places: u32,
    notation: Notation,
    locale: Locale,
    out: &mut String,
) {
    let _ = (value, places, notation, locale, out);
}

/// Writes an expression; `number` gives the value of a number leaf.
pub fn write_expr<N>(
    expr: &Expr<N>,
    shape: Shape,
    notation: Notation,
    locale: Locale,
    number: &impl Fn(&N) -> Rational,
    out: &mut String,
) {
    let _ = (expr, shape, notation, locale, number, out);
}
