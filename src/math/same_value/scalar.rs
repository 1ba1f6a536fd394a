//! Expressions that stand for one number at every point.

use super::condition;
use super::domain::domain;
use super::field::{Field, Quotient, Stop};
use super::sample::{MAX_POINTS, Samples, has_value};
use super::{Comparison, Doubt, Proof, Sense, Witness, modular};
use crate::math::numeric::varies;
use crate::math::{Budget, Constant, Expr, Fraction, NormalFormError, Rational};

/// Points that are looked at before anything is proved.
const FIRST_POINTS: usize = 6;

/// How many cases, of signs assumed, a proof may have.
const MAX_CASES: usize = 32;

/// How many signs a proof may assume.
const MAX_ASSUMPTIONS: usize = 6;

/// Compares the values of two expressions at every point at which both have one.
pub(super) fn compare(a: &Expr<Rational>, b: &Expr<Rational>, sense: &Sense) -> Comparison {
    match (infinite(a), infinite(b)) {
        (None, None) => finite(a, b, sense),
        (left, right) if left == right => Comparison::Equal(Proof::Identical),
        _ => Comparison::Different(Witness::Kind),
    }
}

/// The sign of ±∞.
fn infinite(expr: &Expr<Rational>) -> Option<i32> {
    match expr {
        Expr::Constant(Constant::Infinity) => Some(1),
        Expr::Negate(inner) => infinite(inner).map(|sign| -sign),
        _ => None,
    }
}

fn finite(a: &Expr<Rational>, b: &Expr<Rational>, sense: &Sense) -> Comparison {
    let compared = anywhere(a, b, sense);
    if !sense.strict || !compared.is_equal() || a == b {
        return compared;
    }
    let (left, right) = (domain(a), domain(b));
    if left == right {
        return compared;
    }
    match condition::compare(&left, &right, &Sense::default()) {
        Comparison::Equal(_) => compared,
        Comparison::Different(_) => Comparison::Different(Witness::Domain),
        undecided => undecided,
    }
}

/// Compares where both have a value, whether or not these are the same points.
fn anywhere(a: &Expr<Rational>, b: &Expr<Rational>, sense: &Sense) -> Comparison {
    if a == b && always_has_value(a) {
        return Comparison::Equal(Proof::Identical);
    }
    let (left, right) = (Fraction::of(a), Fraction::of(b));
    match (&left, &right) {
        (Ok(left), Ok(right)) => match left.same_value(right) {
            Comparison::Undecided(_) => modular::compare(a, b),
            decided => decided,
        },
        (Err(NormalFormError::DivisionByZero), _) | (_, Err(NormalFormError::DivisionByZero)) => {
            Comparison::Undecided(Doubt::NoValue)
        }
        _ if a == b => identical(a, sense),
        _ => {
            let too_large = [&left, &right]
                .into_iter()
                .any(|side| matches!(side, Err(NormalFormError::Budget(_))));
            let rational = |side: &Result<_, NormalFormError>| {
                matches!(side, Ok(_) | Err(NormalFormError::Budget(_)))
            };
            if too_large && rational(&left) && rational(&right) {
                let decided = modular::compare(a, b);
                if !matches!(decided, Comparison::Undecided(_)) {
                    return decided;
                }
            }
            general(a, b, sense)
        }
    }
}

/// What is written alike is the same wherever it has a value; so it must have one.
fn identical(expr: &Expr<Rational>, sense: &Sense) -> Comparison {
    if has_value(expr, sense) {
        Comparison::Equal(Proof::Identical)
    } else {
        Comparison::Undecided(Doubt::NoValue)
    }
}

/// Whether an expression is made of nothing that can be without a value.
fn always_has_value(expr: &Expr<Rational>) -> bool {
    !expr.any(&mut |part| match part {
        Expr::Number(_)
        | Expr::Symbol(_)
        | Expr::Unit(_)
        | Expr::Negate(_)
        | Expr::Sum(_)
        | Expr::Product(_) => false,
        Expr::Constant(constant) => *constant == Constant::Infinity,
        // A tower such as 9^9^9^9 has a value, however large.
        Expr::Power(base, _) => !matches!(&**base, Expr::Number(value) if value.signum() > 0),
        _ => true,
    })
}

/// Everything that is no quotient of polynomials: looked at in points, then in normal form.
fn general(a: &Expr<Rational>, b: &Expr<Rational>, sense: &Sense) -> Comparison {
    let mut samples = Samples::new(a, b, sense);
    if let Some(different) = samples.difference(FIRST_POINTS) {
        return different;
    }
    let proved = prove(a, b, sense);
    if samples.met > 0
        && let Ok(Some(proof)) = proved
    {
        return Comparison::Equal(proof);
    }
    if let Some(different) = samples.difference(MAX_POINTS) {
        return different;
    }
    match proved {
        // What was proved must also be so somewhere: two expressions that nowhere both have a
        // value agree wherever they do, and are not the same.
        Ok(Some(proof)) if samples.met > 0 => Comparison::Equal(proof),
        Ok(Some(_)) => Comparison::Undecided(Doubt::NoValue),
        Ok(None) | Err(Stop::Beyond | Stop::Undefined) => Comparison::Undecided(Doubt::Beyond),
        Err(Stop::Budget(budget)) => budget.into(),
    }
}

/// Proves that two expressions agree in every case, if they do; in one at least both have values,
/// and not only where a factor happens to be 0: x√(−1) and 2x√(−1) agree at 0 alone.
fn prove(a: &Expr<Rational>, b: &Expr<Rational>, sense: &Sense) -> Result<Option<Proof>, Stop> {
    let complex = [a, b].iter().any(|expr| is_complex(expr));
    let mut field = Field::new(sense.positive);
    let mut agreed = false;
    for _ in 0..MAX_CASES {
        match field.build([a, b]) {
            // In this case one of them has no value.
            [Err(Stop::Undefined), _] | [_, Err(Stop::Undefined)] => {}
            [Err(stop), _] | [_, Err(stop)] => return Err(stop),
            [Ok(left), Ok(right)] => {
                if field.same(&left, &right)? {
                    agreed = true;
                } else if complex || !both_imaginary(&mut field, &left, &right)? {
                    return Ok(None);
                }
            }
        }
        if field.assumptions() > MAX_ASSUMPTIONS {
            break;
        }
        if !field.next_case() {
            return if agreed {
                Ok(Some(field.proof()))
            } else {
                Err(Stop::Undefined)
            };
        }
    }
    Err(Stop::Budget(Budget::Operations))
}

fn both_imaginary(field: &mut Field, a: &Quotient, b: &Quotient) -> Result<bool, Stop> {
    Ok(field.is_imaginary_number(a)? && field.is_imaginary_number(b)?)
}

/// Whether values that are not real are meant.
fn is_complex(expr: &Expr<Rational>) -> bool {
    !varies(expr) || expr.any(&mut |part| matches!(part, Expr::Constant(Constant::I)))
}
