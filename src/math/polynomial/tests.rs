use super::*;
use crate::math::Rational;

fn x_plus(ring: &mut Rationals, constant: i64) -> Polynomial<Rational> {
    let x = Polynomial::symbol(ring, &"x".into());
    let constant = Polynomial::constant(ring, constant.into());
    x.add(ring, constant).unwrap()
}

#[test]
fn terms_stand_in_textbook_order() {
    let (x, y): (Symbol, Symbol) = ("x".into(), "y".into());
    let (x1, y1) = (Monomial::power(&x, 1), Monomial::power(&y, 1));
    let ascending = [
        Monomial::one(),
        y1.clone(),
        x1.clone(),
        Monomial::power(&y, 2),
        x1.times(&y1),
        Monomial::power(&x, 2),
    ];
    assert!(ascending.is_sorted());
    assert_eq!(y1.times(&x1), x1.times(&y1));
    assert_eq!(ascending[4].over(&x1), Some(y1.clone()));
    assert_eq!(y1.over(&x1), None);
    assert_eq!(ascending[4].gcd(&ascending[5]), x1);
}

#[test]
fn powers_multiply_out() {
    let ring = &mut Rationals::default();
    let cube = x_plus(ring, 2).power(ring, 3).unwrap();
    let coefficients: Vec<String> = cube.terms().map(|(_, c)| c.to_string()).collect();
    assert_eq!(coefficients, ["1", "6", "12", "8"]);
    assert_eq!(
        x_plus(ring, 2).power(ring, 0).unwrap().as_constant(),
        Some(&Rational::ONE)
    );
}

#[test]
fn what_cancels_is_gone() {
    let ring = &mut Rationals::default();
    let p = x_plus(ring, 5);
    let minus = p.clone().negate(ring).unwrap();
    assert!(p.add(ring, minus).unwrap().is_zero());
}

#[test]
fn budgets_are_refused_at_once() {
    let ring = &mut Rationals::default();
    let p = x_plus(ring, 1);
    assert_eq!(p.power(ring, 6000), Err(Budget::Degree { degree: 6000 }));
    assert_eq!(p.power(ring, 1000), Err(Budget::Operations));
    let nine = Polynomial::constant(ring, 9.into());
    assert_eq!(
        nine.power(&mut Rationals::default(), u64::MAX),
        Err(Budget::Coefficient)
    );
}
