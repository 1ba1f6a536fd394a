//! What is still to be done to an expression.

use crate::base::Locale;
use crate::math::{Expr, Notation, Rational, Shape, write_expr};

/// What is still to be done, in a learner's words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FormFault {
    /// A product or a power of a sum.
    #[error("Multiply out the brackets.")]
    MultiplyOut,
    /// A sum within a sum.
    #[error("Leave out the brackets that are not needed.")]
    RedundantBrackets,
    /// Two terms that differ only in their numbers.
    #[error("Collect the like terms {first} and {second}.")]
    LikeTerms {
        /// One of them.
        first: String,
        /// The other.
        second: String,
    },
    /// Arithmetic, or a product or a power that one term can hold.
    #[error("Work out {part}.")]
    WorkOut {
        /// What is to be worked out.
        part: String,
    },
    /// `x x`, `x² x³`
    #[error("Combine the powers of {base}.")]
    Powers {
        /// What is multiplied by itself.
        base: String,
    },
    /// `1x`, `x + 0`, `x/1`
    #[error("Leave out the {what}.")]
    LeaveOut {
        /// 0 or 1, and where it stands.
        what: &'static str,
    },
    /// A fraction whose numerator and denominator have a common factor.
    #[error("{fraction} can still be reduced.")]
    Reducible {
        /// The fraction.
        fraction: String,
    },
    /// A sum where a product is asked for.
    #[error("Write it as a product of factors.")]
    NotAProduct,
    /// A factor that is itself a number times a sum.
    #[error("{factor} can still be factored: {product}.")]
    CommonFactor {
        /// The factor as it stands.
        factor: String,
        /// What it comes to.
        product: String,
    },
    /// A factor that is itself a product.
    #[error("{factor} can still be factored.")]
    Factorable {
        /// The factor as it stands.
        factor: String,
    },
    /// Past the budget of the form test.
    #[error("This is too large to check its form. Write it in a shorter way.")]
    TooLarge,
}

/// An expression as the learner wrote it.
pub(super) fn as_written(expr: &Expr<Rational>) -> String {
    text(expr, Shape::AsWritten)
}

/// An expression as a textbook sets it.
pub(super) fn neat(expr: &Expr<Rational>) -> String {
    text(expr, Shape::Neat)
}

fn text(expr: &Expr<Rational>, shape: Shape) -> String {
    let mut out = String::new();
    let locale = Locale::ENGLISH;
    write_expr(
        expr,
        shape,
        Notation::Text,
        locale,
        &Rational::clone,
        &mut out,
    );
    out
}
