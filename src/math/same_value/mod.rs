//! Whether two expressions have the same value.

mod collection;
mod condition;
mod domain;
mod equation;
mod field;
mod matrix;
mod modular;
mod outcome;
mod sample;
mod scalar;
mod system;

pub use outcome::{Comparison, Doubt, Proof, Sense, Witness};
pub use system::same_system;

use super::{Collection, Expr, Rational};

/// Compares two values.
///
/// Decided exactly: rational functions in any number of symbols, with roots, powers, exponentials,
/// logarithms, moduli and angles in them as far as their laws go; algebraic numbers; equations, by
/// their sides; conditions on one symbol, by the real numbers that satisfy them, and on several as
/// far as the signs of their factors decide; sets of real numbers; lists, sets and matrices by their
/// elements. `Equal` is always proved, `Different` always has a witness.
///
/// ```
/// use retake::math::{Expr, Rational, Sense, same_value};
/// let x = || Expr::<Rational>::Symbol("x".into());
/// let double = Expr::Sum(vec![x(), x()]);
/// let product = Expr::Product(vec![Expr::Number(2.into()), x()]);
/// assert!(same_value(&double, &product, &Sense::default()).is_equal());
/// assert!(same_value(&double, &x(), &Sense::default()).is_different());
/// ```
pub fn same_value(a: &Expr<Rational>, b: &Expr<Rational>, sense: &Sense) -> Comparison {
    if matrix::is_computed(a) || matrix::is_computed(b) {
        return match (matrix::worked_out(a), matrix::worked_out(b)) {
            (Some(a), Some(b)) => same_value(&a, &b, sense),
            _ => Comparison::Undecided(Doubt::Beyond),
        };
    }
    match (a, b) {
        (Expr::Collection(left, a), Expr::Collection(right, b)) if left == right => {
            return collection::compare(*left, a, b, sense);
        }
        (Expr::Matrix(a), Expr::Matrix(b)) => return collection::matrices(a, b, sense),
        _ => {}
    }
    match (Sort::of(a), Sort::of(b)) {
        (Sort::Number, Sort::Number) => numbers(a, b, sense),
        // A letter is a condition where the other one is.
        (Sort::Condition | Sort::Truth, Sort::Condition | Sort::Truth) => conditions(a, b, sense),
        (Sort::Condition, Sort::Number) if is_letter(b) && !has_relation(a) => {
            condition::compare(a, b, sense)
        }
        (Sort::Number, Sort::Condition) if is_letter(a) && !has_relation(b) => {
            condition::compare(a, b, sense)
        }
        (Sort::RealSet | Sort::Set | Sort::Truth, Sort::RealSet | Sort::Set | Sort::Truth) => {
            real_sets(a, b, sense)
        }
        _ => Comparison::Different(Witness::Kind),
    }
}

/// What sort of thing an expression stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Number,
    Condition,
    /// True, all numbers; or false, none.
    Truth,
    RealSet,
    Set,
    Other,
}

impl Sort {
    const fn of(expr: &Expr<Rational>) -> Self {
        match expr {
            Expr::Relation(..) | Expr::Not(_) | Expr::And(_) | Expr::Or(_) => Self::Condition,
            Expr::Boolean(_) => Self::Truth,
            Expr::Interval(_) | Expr::Union(_) => Self::RealSet,
            Expr::Collection(Collection::Set, _) => Self::Set,
            Expr::Collection(..) | Expr::Matrix(_) => Self::Other,
            _ => Self::Number,
        }
    }
}

const fn is_letter(expr: &Expr<Rational>) -> bool {
    matches!(expr, Expr::Symbol(_))
}

fn has_relation(expr: &Expr<Rational>) -> bool {
    expr.any(&mut |part| matches!(part, Expr::Relation(..)))
}

/// The two values of an expression with ±.
fn both_signs(expr: &Expr<Rational>) -> Option<[Expr<Rational>; 2]> {
    if !expr.any(&mut |part| matches!(part, Expr::PlusMinus(_))) {
        return None;
    }
    let with = |negative: bool| {
        expr.replaced(&mut |part| match part {
            Expr::PlusMinus(inner) => {
                let inner = both_signs(inner).map_or_else(|| (**inner).clone(), |[plus, _]| plus);
                Some(if negative {
                    Expr::Negate(Box::new(inner))
                } else {
                    inner
                })
            }
            _ => None,
        })
    };
    Some([with(false), with(true)])
}

/// Numbers; those with ± are two, in any order.
fn numbers(a: &Expr<Rational>, b: &Expr<Rational>, sense: &Sense) -> Comparison {
    if a.any(&mut |part| matches!(part, Expr::PlusMinus(_)))
        || b.any(&mut |part| matches!(part, Expr::PlusMinus(_)))
    {
        let pair = |expr: &Expr<Rational>| {
            both_signs(expr).unwrap_or_else(|| [expr.clone(), expr.clone()])
        };
        return collection::compare(Collection::Set, &pair(a), &pair(b), sense);
    }
    scalar::compare(a, b, sense)
}

/// Conditions: equations by their sides, unless by their solutions; everything else by what
/// satisfies it.
fn conditions(a: &Expr<Rational>, b: &Expr<Rational>, sense: &Sense) -> Comparison {
    if !sense.solution_set
        && let (Some(f), Some(g)) = (equation::numerator(a, sense), equation::numerator(b, sense))
    {
        return equation::compare(&f, &g, sense);
    }
    condition::compare(a, b, sense)
}

/// Sets of real numbers by their members.
fn real_sets(a: &Expr<Rational>, b: &Expr<Rational>, sense: &Sense) -> Comparison {
    // A name that no one can type.
    let member = Expr::Symbol("\u{1}".into());
    match (
        condition::membership(a, &member),
        condition::membership(b, &member),
    ) {
        (Some(left), Some(right)) => condition::compare(&left, &right, sense),
        _ => Comparison::Different(Witness::Kind),
    }
}

#[cfg(test)]
mod tests;
