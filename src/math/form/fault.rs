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
    /// A number in another notation than the one asked for.
    #[error("Write it as {notation}.")]
    Notation {
        /// The notation asked for.
        notation: &'static str,
    },
    /// Not a number yet.
    #[error("Work it out to a single number.")]
    NotANumber,
    /// `1 5/3`
    #[error("The fraction part must be less than 1. Carry the whole over.")]
    Carry,
    /// Too many or too few decimal places.
    #[error("Write it with {wanted}.")]
    DecimalPlaces {
        /// How many are asked for: “exactly 2 decimal places”.
        wanted: String,
    },
    /// Too many or too few significant figures.
    #[error("Write it with {wanted}.")]
    SignificantFigures {
        /// How many are asked for: “exactly 3 significant figures”.
        wanted: String,
    },
    /// Zeros at the end of an integer, which may count or not.
    #[error(
        "Write it with {wanted}, and so that it is clear which zeros count, such as 1.20 × 10³."
    )]
    FiguresUnclear {
        /// How many are asked for: “exactly 3 significant figures”.
        wanted: String,
    },
    /// `−1/−3`
    #[error("{part} has more minus signs than it needs.")]
    MinusSigns {
        /// Where they stand.
        part: String,
    },
    /// Several fractions, or one beside something else.
    #[error("Write it as a single fraction.")]
    SingleFraction,
    /// A fraction in the numerator or the denominator of another.
    #[error("There is still a fraction within the fraction. Multiply top and bottom to clear it.")]
    FractionInFraction,
    /// The symbol stands outside a square.
    #[error("Complete the square: {symbol} should stand only inside one squared bracket.")]
    CompleteSquare {
        /// The symbol.
        symbol: String,
    },
    /// Several factors in one denominator.
    #[error("{fraction} can still be split into partial fractions.")]
    SplitFraction {
        /// The fraction.
        fraction: String,
    },
    /// The degree of the numerator is too high.
    #[error("Divide out {fraction}: the top must have a lower degree than the factor below.")]
    ImproperFraction {
        /// The fraction.
        fraction: String,
    },
    /// Two fractions over the same denominator.
    #[error("Add {part} to the fraction with the same denominator.")]
    LikeFractions {
        /// One of them.
        part: String,
    },
    /// The symbol does not stand alone on one side.
    #[error("Solve for {symbol}: write {symbol} = …, with {symbol} on one side only.")]
    SolveFor {
        /// The symbol.
        symbol: String,
    },
    /// A square within a root.
    #[error("{root} can still be simplified.")]
    SimplifyRoot {
        /// The root.
        root: String,
    },
    /// A root below the fraction bar.
    #[error("There is a root in the denominator of {fraction}. Make the denominator rational.")]
    RootBelow {
        /// The fraction.
        fraction: String,
    },
    /// An imaginary number below the fraction bar.
    #[error("There is an i in the denominator of {fraction}. Make the denominator real.")]
    ImaginaryBelow {
        /// The fraction.
        fraction: String,
    },
    /// Equal to the key, but built in another way.
    #[error("This is equal, but it should be written in another way.")]
    NotLikeKey,
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
