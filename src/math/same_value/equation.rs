//! Equations, compared by their sides: brought to one numerator that is to be 0, they are the same
//! where these are in a constant ratio. How often a root occurs counts; alternatives are the
//! product of their numerators.

use super::field::{Field, Stop};
use super::{Comparison, Doubt, Proof, Sense, Witness, both_signs, modular, sample};
use crate::math::numeric::{FIRST_BITS, evaluate, varies};
use crate::math::{Constant, Expr, Function, Rational, Relation};

/// Cases of signs that are gone through.
const MAX_CASES: usize = 16;

/// Points at which two numerators are looked at.
const MAX_POINTS: usize = 40;

/// What has to be 0, for an equation or alternatives of equations; true is 0 = 0, false is 1 = 0.
pub(super) fn numerator(expr: &Expr<Rational>, sense: &Sense) -> Option<Expr<Rational>> {
    match expr {
        Expr::Boolean(value) => Some(Expr::Number(i64::from(!value).into())),
        Expr::Relation(Relation::Equal, left, right) => {
            let infinite = |side: &Expr<Rational>| {
                side.any(&mut |part| matches!(part, Expr::Constant(Constant::Infinity)))
            };
            if infinite(left) || infinite(right) {
                return None;
            }
            let whole = without_moduli(left, right)
                .or_else(|| without_moduli(right, left))
                .unwrap_or_else(|| difference(left, right));
            Some(both_signs(&whole).map_or(whole, |both| Expr::Product(both.to_vec())))
        }
        Expr::Or(parts) => {
            let mut factors: Vec<Expr<Rational>> = Vec::new();
            for part in parts {
                let factor = numerator(part, sense)?;
                // The same alternative twice is one.
                if !factors
                    .iter()
                    .any(|known| compare(known, &factor, sense).is_equal())
                {
                    factors.push(factor);
                }
            }
            Some(match factors.len() {
                1 => factors.remove(0),
                _ => Expr::Product(factors),
            })
        }
        _ => None,
    }
}

fn difference(left: &Expr<Rational>, right: &Expr<Rational>) -> Expr<Rational> {
    Expr::Sum(vec![left.clone(), Expr::Negate(Box::new(right.clone()))])
}

/// |u| = |v| as u² = v²; |u| = c as u² = c², as u = 0 where c is 0, as false where it is below.
fn without_moduli(left: &Expr<Rational>, right: &Expr<Rational>) -> Option<Expr<Rational>> {
    let inside = |side: &Expr<Rational>| match side {
        Expr::Call(Function::Abs, arguments) => arguments.first().cloned(),
        _ => None,
    };
    let u = inside(left)?;
    let square = |value| Expr::Power(Box::new(value), Box::new(Expr::Number(2.into())));
    if let Some(v) = inside(right) {
        return Some(difference(&square(u), &square(v)));
    }
    if varies(right) {
        return None;
    }
    match evaluate(right, &[], FIRST_BITS).ok()?.signum()? {
        1 => Some(difference(&square(u), &square(right.clone()))),
        0 => Some(u),
        _ => Some(Expr::Number(Rational::ONE)),
    }
}

/// Whether two expressions are 0 in the same way: their numerators are in a constant ratio.
pub(super) fn compare(f: &Expr<Rational>, g: &Expr<Rational>, sense: &Sense) -> Comparison {
    if f == g {
        return Comparison::Equal(Proof::Identical);
    }
    match by_normal_form(f, g, sense) {
        Ok(decided) => decided,
        Err(Stop::Budget(budget)) => match modular::proportional(f, g) {
            Comparison::Undecided(_) => budget.into(),
            decided => decided,
        },
        Err(Stop::Beyond | Stop::Undefined) => Comparison::Undecided(Doubt::Beyond),
    }
}

fn by_normal_form(
    f: &Expr<Rational>,
    g: &Expr<Rational>,
    sense: &Sense,
) -> Result<Comparison, Stop> {
    let mut field = Field::new(sense.positive);
    let mut somewhere = false;
    for _ in 0..MAX_CASES {
        match field.build([f, g]) {
            [Err(Stop::Undefined), _] | [_, Err(Stop::Undefined)] => {}
            [Err(stop), _] | [_, Err(stop)] => return Err(stop),
            [Ok(left), Ok(right)] => {
                somewhere = true;
                if !field.proportional(&left, &right)? {
                    let exact = field.is_exact(&left) && field.is_exact(&right);
                    return Ok(if exact || apart(&field, &left, &right, sense) {
                        Comparison::Different(Witness::Ratio)
                    } else {
                        Comparison::Undecided(Doubt::Beyond)
                    });
                }
            }
        }
        if !field.next_case() {
            return Ok(if somewhere {
                Comparison::Equal(field.proof())
            } else {
                Comparison::Undecided(Doubt::NoValue)
            });
        }
    }
    Err(Stop::Beyond)
}

/// Whether two numerators are seen not to be in a constant ratio: f(P) g(Q) ≠ f(Q) g(P) at two
/// points of the case at hand.
fn apart(
    field: &Field,
    f: &super::field::Quotient,
    g: &super::field::Quotient,
    sense: &Sense,
) -> bool {
    let (f, g) = (
        field.expression(f.numerator()),
        field.expression(g.numerator()),
    );
    let mut names = Vec::new();
    for expr in [&f, &g] {
        expr.any(&mut |part| {
            if let Expr::Symbol(name) | Expr::Unit(name) | Expr::Apply(name, _) = part
                && !names.contains(name)
            {
                names.push(name.clone());
            }
            false
        });
    }
    let case = field.assumed();
    let mut first = None;
    let looked_at = [&f, &g]
        .into_iter()
        .chain(case.iter().map(|(expr, _)| expr));
    for index in 0..sample::affordable(looked_at, MAX_POINTS) {
        let at = sample::point(&names, index, sense.positive);
        let inside = case.iter().all(|(expr, positive)| {
            evaluate(expr, &at, FIRST_BITS)
                .ok()
                .and_then(|value| value.signum())
                .is_some_and(|sign| sign != 0 && (sign > 0) == *positive)
        });
        if !inside {
            continue;
        }
        let (Ok(own_f), Ok(own_g)) = (evaluate(&f, &at, FIRST_BITS), evaluate(&g, &at, FIRST_BITS))
        else {
            continue;
        };
        match &first {
            None => first = Some((own_f, own_g)),
            Some((other_f, other_g)) => {
                let left = own_f.times(other_g, FIRST_BITS);
                let right = other_f.times(&own_g, FIRST_BITS);
                if let (Some(left), Some(right)) = (left, right)
                    && left.is_apart(&right, FIRST_BITS)
                {
                    return true;
                }
            }
        }
    }
    false
}
