use super::*;
use crate::math::{Sense, same_value};
use proptest::prelude::*;

fn x() -> Expr<Rational> {
    Expr::Symbol("x".into())
}

fn y() -> Expr<Rational> {
    Expr::Symbol("y".into())
}

fn number(value: i64) -> Expr<Rational> {
    Expr::Number(value.into())
}

fn power(base: Expr<Rational>, exponent: i64) -> Expr<Rational> {
    Expr::Power(Box::new(base), Box::new(number(exponent)))
}

/// c₀ + c₁ x + c₂ x² + …
fn polynomial(coefficients: &[i64]) -> Expr<Rational> {
    let terms = (0..).zip(coefficients).map(|(exponent, &coefficient)| {
        Expr::Product(vec![number(coefficient), power(x(), exponent)])
    });
    Expr::Sum(terms.chain([number(0)]).collect())
}

/// The factors of an expression: content, then the coefficients of each factor, highest first.
fn factors(expr: &Expr<Rational>) -> (String, Vec<(Vec<String>, u32)>) {
    let fraction = Fraction::of(expr).unwrap();
    let found = Factorization::of(fraction.numerator()).unwrap();
    let read = found.factors.iter().map(|(factor, multiplicity)| {
        (
            factor.terms().map(|(_, c)| c.to_string()).collect(),
            *multiplicity,
        )
    });
    (found.content.to_string(), read.collect())
}

fn expected(content: &str, list: &[(&str, u32)]) -> (String, Vec<(Vec<String>, u32)>) {
    let read = list
        .iter()
        .map(|(c, multiplicity)| (c.split(' ').map(str::to_owned).collect(), *multiplicity));
    (content.to_owned(), read.collect())
}

/// Coefficients from the constant up; content; factors by their coefficients from the highest
/// down, with their multiplicities.
type Case<'a> = (&'a [i64], &'a str, &'a [(&'a str, u32)]);

#[test]
fn known_factorizations() {
    let cases: &[Case] = &[
        (&[6, 5, 1], "1", &[("1 2", 1), ("1 3", 1)]),
        (&[8, 4], "4", &[("1 2", 1)]),
        (&[-4, 0, 1], "1", &[("1 -2", 1), ("1 2", 1)]),
        (&[9, -6, 1], "1", &[("1 -3", 2)]),
        (&[1, 0, 1], "1", &[("1 1", 1)]),
        (&[0, 0, -6, -3], "-3", &[("1", 2), ("1 2", 1)]),
        (&[-3, 5, 2], "1", &[("1 3", 1), ("2 -1", 1)]),
        // x⁴ + 4 = (x² − 2x + 2)(x² + 2x + 2): Sophie Germain
        (&[4, 0, 0, 0, 1], "1", &[("1 -2 2", 1), ("1 2 2", 1)]),
        // x⁴ + 1 splits modulo every prime, but not over the rationals.
        (&[1, 0, 0, 0, 1], "1", &[("1 1", 1)]),
        (
            &[-1, 0, 0, 0, 0, 0, 1],
            "1",
            &[("1 -1", 1), ("1 1", 1), ("1 -1 1", 1), ("1 1 1", 1)],
        ),
        // (x² + 1)²(x − 1)³
        (
            &[-1, 3, -5, 7, -7, 5, -3, 1],
            "1",
            &[("1 -1", 3), ("1 1", 2)],
        ),
        (&[7], "7", &[]),
        (&[0], "0", &[]),
    ];
    for (coefficients, content, list) in cases {
        assert_eq!(
            factors(&polynomial(coefficients)),
            expected(content, list),
            "{coefficients:?}"
        );
    }
}

#[test]
fn several_symbols() {
    let squares = Expr::Sum(vec![power(x(), 2), Expr::Negate(Box::new(power(y(), 2)))]);
    assert_eq!(factors(&squares), expected("1", &[("1 -1", 1), ("1 1", 1)]));
    // 6x²y + 3xy² = 3xy(2x + y)
    let common = Expr::Sum(vec![
        Expr::Product(vec![number(6), power(x(), 2), y()]),
        Expr::Product(vec![number(3), x(), power(y(), 2)]),
    ]);
    assert_eq!(
        factors(&common),
        expected("3", &[("1", 1), ("1", 1), ("2 1", 1)])
    );
    let cube = power(Expr::Sum(vec![x(), Expr::Product(vec![number(2), y()])]), 3);
    assert_eq!(factors(&cube), expected("1", &[("1 2", 3)]));
    let circle = Expr::Sum(vec![power(x(), 2), power(y(), 2), number(-1)]);
    assert_eq!(factors(&circle), expected("1", &[("1 1 -1", 1)]));
}

#[test]
fn past_the_budget_it_says_so() {
    let huge = Expr::Sum(vec![power(x(), 33), number(1)]);
    assert_eq!(factor(&huge), Err(NormalFormError::Budget(Budget::Factors)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn expanding_the_factors_gives_the_polynomial_back(
        first in prop::collection::vec(-9_i64..=9, 1..4),
        second in prop::collection::vec(-9_i64..=9, 1..4),
    ) {
        let product = Expr::Product(vec![polynomial(&first), polynomial(&second)]);
        let factored = factor(&product).unwrap();
        prop_assert!(same_value(&product, &factored, &Sense::default()).is_equal());
        prop_assert_eq!(crate::math::expand(&factored), crate::math::expand(&product));
    }

    #[test]
    fn a_factor_has_no_factors(coefficients in prop::collection::vec(-9_i64..=9, 2..8)) {
        let fraction = Fraction::of(&polynomial(&coefficients)).unwrap();
        for (factor, _) in Factorization::of(fraction.numerator()).unwrap().factors {
            let again = Factorization::of(&factor).unwrap();
            prop_assert_eq!(again.count(), 1);
            prop_assert!(again.content.is_one());
        }
    }
}
