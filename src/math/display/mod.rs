//! Mathematics as people read it: plain text, LaTeX and MathML.
//!
//! Text has the real signs (`−`, `×`, `÷`, `x²`) and reads back: what is printed here, a learner may
//! type. Therefore digits are never grouped, and a fraction before a letter keeps a blank, `1/2 x`.
//! MathML comes as exactly one element, so that it may stand wherever one is due.
//!
//! Nothing here allocates on the usual path but `out` itself, nor is a tree rebuilt: [neat] writes
//! what a [view] of the expression says is left once ones and zeros are gone.

mod function;
mod leaf;
mod neat;
mod number;
mod pen;
mod structure;
mod view;
mod written;

pub use number::{write_decimal, write_number};

use super::{Expr, Function, Rational, WrittenNumber};
use crate::base::Locale;
use pen::Pen;

/// What mathematics is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Notation {
    /// Plain text with the real signs: `−3/4`, `2 × 3`, `x²`.
    Text,
    /// The inside of `$…$`.
    Latex,
    /// Presentation MathML, one element of the inside of `<math>`.
    MathMl,
}

/// How much of an expression's shape is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// As a textbook sets it: x, not 1x; x − 3, not x + −3; x + 3, not x − (−3); no zero terms;
    /// numbers before symbols; (x + 2)², not (x + 2)(x + 2). Terms are neither sorted nor collected,
    /// and an expression without symbols keeps its numbers apart.
    Neat,
    /// Every number where it stands, as in the order of operations: 3 × (−2) + 5. A negative number
    /// after an operator has brackets. Division between numbers is `÷`, otherwise a fraction.
    AsWritten,
}

/// Writes an expression; `number` gives the value of a number leaf.
///
/// ```
/// use retake::base::Locale;
/// use retake::math::{Expr, Notation, Rational, Shape, write_expr};
/// // a*x + b with a = 1, b = −3
/// let product = Expr::Product(vec![Expr::Number(1), Expr::Symbol("x".into())]);
/// let sum = Expr::Sum(vec![product, Expr::Number(-3)]);
/// let number = |&leaf: &i64| Rational::from(leaf);
/// let mut neat = String::new();
/// write_expr(&sum, Shape::Neat, Notation::Text, Locale::ENGLISH, &number, &mut neat);
/// assert_eq!(neat, "x − 3");
/// let mut written = String::new();
/// write_expr(&sum, Shape::AsWritten, Notation::Text, Locale::ENGLISH, &number, &mut written);
/// assert_eq!(written, "1x + (−3)");
/// ```
pub fn write_expr<N>(
    expr: &Expr<N>,
    shape: Shape,
    notation: Notation,
    locale: Locale,
    number: &impl Fn(&N) -> Rational,
    out: &mut String,
) {
    let pen = Pen::new(notation, locale, out);
    match shape {
        Shape::Neat => neat::write(expr, number, pen),
        Shape::AsWritten => written::write(expr, &leaf::Valued(number), pen),
    }
}

/// Writes what somebody typed in the shape it was typed, every number as it was written.
///
/// Fractions have a bar, percent its sign, and decimals all their places; the text reads back as the
/// same expression, but for an open interval, which reads as a pair.
///
/// ```
/// use retake::base::Locale;
/// use retake::math::{AnswerSyntax, Notation, parse_answer, write_reading};
/// let reading = parse_answer("0.50x - 3e5/2", &AnswerSyntax::default()).unwrap();
/// let mut out = String::new();
/// write_reading(&reading.expr, Notation::Text, Locale::ENGLISH, &mut out);
/// assert_eq!(out, "0.50x − 3 × 10⁵/2");
/// ```
pub fn write_reading(
    expr: &Expr<WrittenNumber>,
    notation: Notation,
    locale: Locale,
    out: &mut String,
) {
    written::write(expr, &leaf::AsTyped, Pen::new(notation, locale, out));
}

/// How firmly a printed expression holds together. Each place asks for a firmness, and what has
/// less gets brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Firmness {
    /// `a or b`, where anything may stand.
    Or,
    /// `a and b`
    And,
    /// `not a`
    Not,
    /// `a = b`
    Relation,
    /// `A ∪ B`
    Union,
    /// `a + b`
    Sum,
    /// `a/b` and `a ÷ b` on one line.
    Quotient,
    /// `ab`, `a × b`
    Product,
    /// `a²`, and a fraction with a bar
    Power,
    /// A symbol, an integer, a function with its argument, anything in brackets.
    Atom,
}

/// Whether it holds no symbol: arithmetic, set with signs where algebra has none.
fn is_arithmetic<N>(expr: &Expr<N>) -> bool {
    match expr {
        Expr::Number(_) => true,
        Expr::Symbol(_) => false,
        Expr::Negate(a) => is_arithmetic(a),
        Expr::Sum(parts) | Expr::Product(parts) => parts.iter().all(is_arithmetic),
        Expr::Quotient(a, b) | Expr::Power(a, b) => is_arithmetic(a) && is_arithmetic(b),
        _ => false,
    }
}

/// Whether it is written with a function's name first, which takes a blank before it.
fn begins_with_name<N>(expr: &Expr<N>) -> bool {
    match expr {
        Expr::Call(function, _) => !matches!(
            function,
            Function::Sqrt | Function::Abs | Function::Factorial
        ),
        Expr::Power(base, _) => begins_with_name(base),
        _ => false,
    }
}

/// Whether a symbol is a word, such as `speed` or `v_max`, that must not touch its neighbours.
fn is_word(symbol: &str) -> bool {
    match symbol.split_once('_') {
        None => symbol.len() > 1 && symbol.chars().nth(1).is_some(),
        Some((name, index)) => is_word(name) || !index.bytes().all(|byte| byte.is_ascii_digit()),
    }
}

#[cfg(test)]
mod tests;
