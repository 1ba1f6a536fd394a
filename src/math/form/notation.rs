//! How a single number is written: integer, fraction, mixed number, decimal.

use super::{Form, FormFault};
use crate::math::{Expr, Spelling, WrittenNumber};

pub(super) fn check(expr: &Expr<WrittenNumber>, form: &Form) -> Result<(), FormFault> {
    let ask = |notation| Err(FormFault::Notation { notation });
    let magnitude = match expr {
        Expr::Negate(inner) => inner,
        other => other,
    };
    match (form, magnitude) {
        // A whole number is the plainest form of itself, whichever is asked for.
        (_, Expr::Number(number)) if number.is_integer() => Ok(()),
        (Form::Mixed, Expr::Number(number)) => match number.spelling() {
            Spelling::Mixed { over, under, .. } if over < under => Ok(()),
            Spelling::Mixed { .. } => Err(FormFault::Carry),
            _ => ask("a mixed number, such as 2 1/3"),
        },
        (Form::Decimal, Expr::Number(number)) if number.is_decimal() => Ok(()),
        (Form::Fraction | Form::Mixed, Expr::Quotient(over, under)) => {
            match (integer(over), integer(under)) {
                (Some(over), Some(under)) => {
                    if *form == Form::Fraction || over.value().abs() < under.value().abs() {
                        Ok(())
                    } else {
                        ask("a mixed number, such as 2 1/3")
                    }
                }
                _ => Err(FormFault::NotANumber),
            }
        }
        (_, Expr::Number(_) | Expr::Quotient(..)) => ask(match form {
            Form::Integer => "a whole number",
            Form::Fraction => "a fraction",
            Form::Mixed => "a mixed number, such as 2 1/3",
            _ => "a decimal",
        }),
        _ => Err(FormFault::NotANumber),
    }
}

/// An integer written with digits, with or without a minus.
fn integer(expr: &Expr<WrittenNumber>) -> Option<&WrittenNumber> {
    match expr {
        Expr::Number(number) => number.is_integer().then_some(number),
        Expr::Negate(inner) => integer(inner),
        _ => None,
    }
}
