//! Written like another expression, up to the order and grouping of terms and factors and to
//! rewriting steps that are allowed.

mod canonical;
mod rules;

pub use rules::{Rule, Rules};

use crate::math::{Expr, Rational};
use canonical::canonical;

/// Whether two expressions are written alike; `number` gives a leaf's value and whether it is
/// written as a decimal.
pub(super) fn alike<M, N>(
    a: &Expr<M>,
    b: &Expr<N>,
    rules: Rules,
    first: &impl Fn(&M) -> (Rational, bool),
    second: &impl Fn(&N) -> (Rational, bool),
) -> bool {
    canonical(a, rules, first) == canonical(b, rules, second)
}
