//! Factored: a product of factors that are irreducible over the rationals, numbers taken out.

use super::fault::neat;
use super::kernel::{normal, with_kernels};
use super::{FormFault, expanded};
use crate::math::expand::sum_of_terms;
use crate::math::{Expr, Factorization, Rational, Symbol};

/// What is to be factored.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'a> {
    /// Only factors that hold this symbol, if it is given.
    pub symbol: Option<&'a Symbol>,
    /// Whether every coefficient must be an integer: (x − 1/2) will not do.
    pub integers: bool,
}

pub(super) fn check(expr: &Expr<Rational>, wanted: Wanted<'_>) -> Result<(), FormFault> {
    whole(&with_kernels(expr), wanted)
}

fn whole(expr: &Expr<Rational>, wanted: Wanted<'_>) -> Result<(), FormFault> {
    match expr {
        // A whole sum that is no product yet is told so, not what its factors are.
        Expr::Sum(_) => sum(expr, wanted).map_err(|fault| match fault {
            FormFault::CommonFactor { .. } | FormFault::Factorable { .. } => FormFault::NotAProduct,
            other => other,
        }),
        Expr::Negate(inner) => whole(inner, wanted),
        Expr::Quotient(over, under) | Expr::Relation(_, over, under) => {
            whole(over, wanted).and_then(|()| whole(under, wanted))
        }
        other => factor(other, wanted),
    }
}

fn factor(expr: &Expr<Rational>, wanted: Wanted<'_>) -> Result<(), FormFault> {
    match expr {
        Expr::Number(_) | Expr::Symbol(_) => Ok(()),
        Expr::Negate(inner) => factor(inner, wanted),
        Expr::Product(factors) => factors.iter().try_for_each(|part| factor(part, wanted)),
        Expr::Quotient(over, under) => factor(over, wanted).and_then(|()| factor(under, wanted)),
        Expr::Power(base, _) => factor(base, wanted),
        Expr::Sum(_) => sum(expr, wanted),
        _ => Err(FormFault::NotAProduct),
    }
}

/// A sum that is itself multiplied out and has no factors of its own.
fn sum(expr: &Expr<Rational>, wanted: Wanted<'_>) -> Result<(), FormFault> {
    let other = wanted.symbol.is_some_and(|symbol| {
        !expr.any(&mut |part| matches!(part, Expr::Symbol(name) if name == symbol))
    });
    if other {
        return Ok(());
    }
    expanded::check(expr)?;
    let normal = normal(expr).map_err(|_| FormFault::TooLarge)?;
    if normal.denominator().is_some() {
        return Err(FormFault::NotAProduct);
    }
    let polynomial = normal.numerator();
    let found = Factorization::of(polynomial).map_err(|_| FormFault::TooLarge)?;
    let text = || neat(&sum_of_terms(polynomial));
    if found.count() > 1 {
        return Err(FormFault::Factorable { factor: text() });
    }
    // x + 1/2 may stay as it is; 2x + 4 and 2/3 x + 4/3 may not.
    let taken_out = if wanted.integers {
        found.content.abs().is_one()
    } else {
        found.content.numerator().abs().is_one()
    };
    if !taken_out {
        return Err(FormFault::CommonFactor {
            factor: text(),
            product: neat(&found.to_expr()),
        });
    }
    Ok(())
}
