//! Systems of polynomial equations, compared by their solutions.

use super::{Comparison, Doubt, Proof, Witness};
use crate::math::{
    Budget, Expr, Fraction, Monomial, NormalFormError, Polynomial, Rational, Rationals, Relation,
    Ring, Symbol,
};

type Poly = Polynomial<Rational>;

/// The most pairs of polynomials that are looked at for one basis.
const MAX_PAIRS: usize = 300;

/// The most polynomials of a basis.
const MAX_BASIS: usize = 40;

/// Compares two systems of polynomial equations, each of which holds if all its equations do.
///
/// They are equal where the same complex numbers solve both, for the same symbols; how often a
/// solution occurs and how many equations there are does not matter. What is no list of polynomial
/// equations is of another kind than one that is.
///
/// Each equation must vanish at all solutions of the other system: by Hilbert's Nullstellensatz, 1 is
/// in the ideal of that system with 1 − t f added (Rabinowitsch 1930). Ideals are told by their
/// Gröbner bases: Buchberger (1965), doi:10.1016/j.jsc.2005.09.007.
///
/// ```
/// use retake::math::{Expr, Rational, same_system};
/// let symbol = |name: &str| Expr::<Rational>::Symbol(name.into());
/// let number = |value: i64| Expr::Number(Rational::from(value));
/// let solved = [
///     Expr::equation(symbol("x"), number(2)),
///     Expr::equation(symbol("y"), number(1)),
/// ];
/// let sum = Expr::Sum(vec![symbol("x"), symbol("y")]);
/// let system = [
///     Expr::equation(sum, number(3)),
///     Expr::equation(symbol("x"), Expr::Product(vec![number(2), symbol("y")])),
/// ];
/// assert!(same_system(&solved, &system).is_equal());
/// assert!(same_system(&solved[..1], &system).is_different());
/// ```
pub fn same_system(a: &[Expr<Rational>], b: &[Expr<Rational>]) -> Comparison {
    match (polynomials(a), polynomials(b)) {
        (Ok(left), Ok(right)) => decide(&left, &right)
            .unwrap_or_else(|budget| Comparison::Undecided(Doubt::Budget(budget))),
        (Err(Some(budget)), _) | (_, Err(Some(budget))) => budget.into(),
        (Err(None), Err(None)) => Comparison::Undecided(Doubt::Beyond),
        _ => Comparison::Different(Witness::Kind),
    }
}

/// The polynomials that are to be 0; an error without a budget for what is no such system.
fn polynomials(system: &[Expr<Rational>]) -> Result<Vec<Poly>, Option<Budget>> {
    system
        .iter()
        .map(|equation| {
            let Expr::Relation(Relation::Equal, left, right) = equation else {
                return Err(None);
            };
            let negative = Expr::Negate(right.clone());
            let difference = Expr::Sum(vec![(**left).clone(), negative]);
            match Fraction::of(&difference) {
                Ok(fraction) if fraction.denominator().is_none() => {
                    Ok(fraction.numerator().clone())
                }
                Err(NormalFormError::Budget(budget)) => Err(Some(budget)),
                _ => Err(None),
            }
        })
        .collect()
}

fn decide(a: &[Poly], b: &[Poly]) -> Result<Comparison, Budget> {
    let ring = &mut Rationals::default();
    let (left, right) = (basis(ring, a)?, basis(ring, b)?);
    if let Some(place) = first_unsolved(ring, a, &right)? {
        return Ok(Comparison::Different(Witness::LeftElement(place)));
    }
    if let Some(place) = first_unsolved(ring, b, &left)? {
        return Ok(Comparison::Different(Witness::RightElement(place)));
    }
    Ok(Comparison::Equal(Proof::GroebnerBasis))
}

/// The first polynomial that is not 0 at all solutions of a system.
fn first_unsolved(
    ring: &mut Rationals,
    polynomials: &[Poly],
    basis_of_system: &[Poly],
) -> Result<Option<usize>, Budget> {
    for (place, polynomial) in polynomials.iter().enumerate() {
        if remainder(ring, polynomial.clone(), basis_of_system)?.is_zero() {
            continue;
        }
        // 1 − t f, with a name for t that no one can type.
        let t = Poly::symbol(ring, &Symbol::from("\u{1}"));
        let one = Poly::constant(ring, Rational::ONE);
        let product = t.multiply(ring, polynomial)?.negate(ring)?;
        let mut system = basis_of_system.to_vec();
        system.push(one.add(ring, product)?);
        let whole = basis(ring, &system)?;
        if !whole.iter().any(|own| own.as_constant().is_some()) {
            return Ok(Some(place));
        }
    }
    Ok(None)
}

/// A Gröbner basis of the ideal of some polynomials, by total degree.
fn basis(ring: &mut Rationals, system: &[Poly]) -> Result<Vec<Poly>, Budget> {
    let mut basis: Vec<Poly> = Vec::new();
    for polynomial in system {
        let rest = remainder(ring, polynomial.clone(), &basis)?;
        if !rest.is_zero() {
            basis.push(rest);
        }
    }
    let mut pairs: Vec<(usize, usize)> = (0..basis.len())
        .flat_map(|j| (0..j).map(move |i| (i, j)))
        .collect();
    let mut done = 0;
    while let Some((i, j)) = pairs.pop() {
        done += 1;
        if done > MAX_PAIRS || basis.len() > MAX_BASIS {
            return Err(Budget::Operations);
        }
        let (Some(a), Some(b)) = (basis.get(i), basis.get(j)) else {
            continue;
        };
        let Some(cross) = cross_difference(ring, a, b)? else {
            continue;
        };
        let rest = remainder(ring, cross, &basis)?;
        if rest.as_constant().is_some() {
            // Nothing solves it.
            return Ok(vec![rest]);
        }
        if !rest.is_zero() {
            pairs.extend((0..basis.len()).map(|index| (index, basis.len())));
            basis.push(rest);
        }
    }
    Ok(basis)
}

/// The two polynomials, multiplied so that their leading terms cancel (the S-polynomial); `None`
/// where these have nothing in common, as then nothing new comes of it.
fn cross_difference(ring: &mut Rationals, a: &Poly, b: &Poly) -> Result<Option<Poly>, Budget> {
    let (Some((left, left_lead)), Some((right, right_lead))) = (a.leading(), b.leading()) else {
        return Ok(None);
    };
    let common = left.gcd(right);
    if common.is_one() {
        return Ok(None);
    }
    let (Some(left_rest), Some(right_rest)) = (left.over(&common), right.over(&common)) else {
        return Ok(None);
    };
    let first = Poly::term(ring, right_lead.clone(), right_rest).multiply(ring, a)?;
    let second = Poly::term(ring, left_lead.clone(), left_rest).multiply(ring, b)?;
    let second = second.negate(ring)?;
    first.add(ring, second).map(Some)
}

/// What is left of a polynomial when no leading term of the others divides any of its terms.
fn remainder(ring: &mut Rationals, polynomial: Poly, others: &[Poly]) -> Result<Poly, Budget> {
    let mut todo = polynomial;
    let mut rest = Poly::zero();
    while let Some((monomial, coefficient)) = todo.leading() {
        let (monomial, coefficient): (Monomial, Rational) = (monomial.clone(), coefficient.clone());
        let divisor = others.iter().find_map(|other| {
            let (lead, own) = other.leading()?;
            Some((other, monomial.over(lead)?, coefficient.checked_div(own)?))
        });
        let taken = match divisor {
            Some((other, monomial, factor)) => {
                Poly::term(ring, factor, monomial).multiply(ring, other)?
            }
            None => {
                let term = Poly::term(ring, coefficient, monomial);
                rest = rest.add(ring, term.clone())?;
                term
            }
        };
        let taken = taken.negate(ring)?;
        todo = todo.add(ring, taken)?;
    }
    // A leading coefficient of 1 keeps the others small.
    match rest.leading() {
        Some((_, lead)) => {
            let lead = ring.number(&lead.clone());
            Ok(rest.divide(ring, &lead)?.unwrap_or(rest))
        }
        None => Ok(rest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::same_value::tests::{outcome, parse};

    fn system(source: &str) -> Vec<Expr<Rational>> {
        match parse(source) {
            Expr::Collection(_, parts) => parts,
            other => vec![other],
        }
    }

    #[test]
    fn known_systems() {
        let cases = [
            ("[a=1,b=2,c=3]", "[3*a+b-c=2,a-b+2*c=5,b+c=5]", "equal"),
            ("[a=1,b=2,c=4]", "[3*a+b-c=2,a-b+2*c=5,b+c=5]", "different"),
            ("[x+y=3,x-y=1]", "[x=2,y=1]", "equal"),
            ("[x+y=3,2*x+2*y=6]", "[x+y=3]", "equal"),
            ("[x+y=3,x+y=4]", "[1=0]", "equal"),
            ("[x+y=3]", "[x=2,y=1]", "different"),
            ("[x=1,y=-1]", "[(x-1)*(y+1)=0]", "different"),
            ("[x^2=0]", "[x=0]", "equal"),
            ("[x^2+y^2=25,y=x+1]", "[2*x^2+2*x=24,x-y=-1]", "equal"),
            ("[x^2+y^2=25,y=x+1]", "[x=3,y=4]", "different"),
            (
                "[90=v*t,90=(v+5)*(t-1/4)]",
                "[v*t=90,20*t*v-5*v+100*t-25=1800]",
                "equal",
            ),
            (
                "[90=v*t,90=(v+5)*(t*x-1/4)]",
                "[90=v*t,90=(v+5)*(t-1/4)]",
                "different",
            ),
            ("[b^2=a,a=9]", "[x^2=y,y=9]", "different"),
            ("[d=90,d=v*t]", "[90=v*t]", "different"),
            ("[y=x^2,x=2]", "[x=2,y=4]", "equal"),
            ("[x*y=1,x=2]", "[x=2,y=1/2]", "equal"),
            ("[1]", "[x=1]", "different"),
            ("[90=v*t^t]", "[90=v*t]", "different"),
            ("[x>1]", "[x<1]", "undecided"),
        ];
        for (a, b, expected) in cases {
            let (left, right) = (system(a), system(b));
            for found in [same_system(&left, &right), same_system(&right, &left)] {
                assert_eq!(outcome(&found), expected, "{a} | {b}: {found:?}");
            }
        }
    }
}
