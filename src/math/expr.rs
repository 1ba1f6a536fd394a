//! Mathematical expressions over numbers and declared symbols.

use super::Ratio;
use std::sync::Arc;

/// A free symbol such as `x`.
pub type Symbol = Arc<str>;

/// An expression with its shape kept: what is displayed, tested for form and brought to normal form.
///
/// `N` is what stands for a number: a [`Rational`](super::Rational) in an answer or an instance, a
/// slot of the program in a compiled template.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr<N> {
    /// A number.
    Number(N),
    /// A free symbol.
    Symbol(Symbol),
    /// −a
    Negate(Box<Expr<N>>),
    /// a + b + …, two or more; a subtraction is the sum of a negation
    Sum(Vec<Expr<N>>),
    /// a b …, two or more
    Product(Vec<Expr<N>>),
    /// a / b
    Quotient(Box<Expr<N>>, Box<Expr<N>>),
    /// a ^ b
    Power(Box<Expr<N>>, Box<Expr<N>>),
    /// a = b
    Equation(Box<Expr<N>>, Box<Expr<N>>),
}

impl From<Ratio> for Expr<Ratio> {
    fn from(value: Ratio) -> Self {
        Self::Number(value)
    }
}
