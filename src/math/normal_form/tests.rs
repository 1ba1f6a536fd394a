use super::*;
use crate::math::{Sense, Symbol, expand, same_value};
use proptest::prelude::*;

/// Expressions in x and y, a few levels deep.
fn expressions() -> impl Strategy<Value = Expr<Rational>> {
    let leaf = prop_oneof![
        (-9_i64..=9).prop_map(|value| Expr::Number(value.into())),
        prop_oneof![Just("x"), Just("y")].prop_map(|name| Expr::Symbol(name.into())),
    ];
    leaf.prop_recursive(3, 16, 3, |inner| {
        let several = prop::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            inner.clone().prop_map(|a| Expr::Negate(Box::new(a))),
            several.clone().prop_map(Expr::Sum),
            several.prop_map(Expr::Product),
            (inner.clone(), inner.clone())
                .prop_map(|(a, b)| Expr::Quotient(Box::new(a), Box::new(b))),
            (inner, -2_i64..=3)
                .prop_map(|(a, n)| { Expr::Power(Box::new(a), Box::new(Expr::Number(n.into()))) }),
        ]
    })
}

/// The value at a point; `None` where it divides by zero.
fn value(expr: &Expr<Rational>, at: &impl Fn(&Symbol) -> Rational) -> Option<Rational> {
    match expr {
        Expr::Number(number) => Some(number.clone()),
        Expr::Symbol(symbol) => Some(at(symbol)),
        Expr::Negate(a) => value(a, at).map(|a| -&a),
        Expr::Sum(terms) => terms
            .iter()
            .try_fold(Rational::ZERO, |sum, term| Some(&sum + &value(term, at)?)),
        Expr::Product(factors) => factors.iter().try_fold(Rational::ONE, |all, factor| {
            Some(&all * &value(factor, at)?)
        }),
        Expr::Quotient(a, b) => value(a, at)?.checked_div(&value(b, at)?),
        Expr::Power(a, n) => value(a, at)?.checked_pow(&value(n, at)?).ok(),
        _ => None,
    }
}

fn polynomial_value(
    polynomial: &Polynomial<Rational>,
    at: &impl Fn(&Symbol) -> Rational,
) -> Rational {
    polynomial
        .terms()
        .fold(Rational::ZERO, |sum, (monomial, coefficient)| {
            let term = monomial
                .powers()
                .iter()
                .fold(coefficient.clone(), |all, (symbol, n)| {
                    &all * &at(symbol).checked_pow(&i64::from(*n).into()).unwrap()
                });
            &sum + &term
        })
}

proptest! {
    #[test]
    fn the_normal_form_has_the_same_value_everywhere(
        expr in expressions(), x in -5_i64..=5, y in -5_i64..=5,
    ) {
        let at = |symbol: &Symbol| Rational::from(if &**symbol == "x" { x } else { y });
        if let (Some(expected), Ok(fraction)) = (value(&expr, &at), Fraction::of(&expr)) {
            let above = polynomial_value(fraction.numerator(), &at);
            let below = fraction.denominator().map_or(Rational::ONE, |p| polynomial_value(p, &at));
            prop_assert_eq!(above, &expected * &below);
        }
    }

    #[test]
    fn it_respects_sums_and_products(a in expressions(), b in expressions(), c in expressions()) {
        let sum = |terms: [&Expr<Rational>; 2]| Expr::Sum(terms.map(Clone::clone).to_vec());
        let product = |terms: [&Expr<Rational>; 2]| Expr::Product(terms.map(Clone::clone).to_vec());
        prop_assume!([&a, &b, &c].iter().all(|expr| Fraction::of(expr).is_ok()));
        let laws = [
            (sum([&a, &b]), sum([&b, &a])),
            (product([&a, &b]), product([&b, &a])),
            (sum([&a, &sum([&b, &c])]), sum([&sum([&a, &b]), &c])),
            (product([&a, &product([&b, &c])]), product([&product([&a, &b]), &c])),
            (product([&a, &sum([&b, &c])]), sum([&product([&a, &b]), &product([&a, &c])])),
        ];
        for (left, right) in laws {
            prop_assert!(!same_value(&left, &right, &Sense::default()).is_different());
        }
    }

    #[test]
    fn expanding_changes_nothing_and_once_is_enough(expr in expressions()) {
        if let Ok(expanded) = expand(&expr) {
            prop_assert!(!same_value(&expr, &expanded, &Sense::default()).is_different());
            prop_assert_eq!(expand(&expanded), Ok(expanded));
        }
    }

    #[test]
    fn one_more_is_different(expr in expressions()) {
        let one_more = Expr::Sum(vec![expr.clone(), Expr::Number(Rational::ONE)]);
        prop_assert!(!same_value(&expr, &one_more, &Sense::default()).is_equal());
    }
}

#[test]
fn what_has_no_normal_form_says_why() {
    let x = || Box::new(Expr::<Rational>::Symbol("x".into()));
    let number = |value: i64| Box::new(Expr::Number(Rational::from(value)));
    let zero = Expr::Sum(vec![*x(), Expr::Negate(x())]);
    let cases = [
        (
            Expr::Quotient(x(), Box::new(zero.clone())),
            NormalFormError::DivisionByZero,
        ),
        (
            Expr::Power(Box::new(zero), number(-1)),
            NormalFormError::DivisionByZero,
        ),
        (Expr::Power(number(2), x()), NormalFormError::Exponent),
        (
            Expr::Power(x(), Box::new(Expr::Quotient(number(1), number(2)))),
            NormalFormError::Exponent,
        ),
        (Expr::equation(*x(), *number(2)), NormalFormError::Equation),
        (
            Expr::Power(x(), number(6000)),
            NormalFormError::Budget(Budget::Degree { degree: 6000 }),
        ),
        (
            Expr::Power(number(9), number(387_420_489)),
            NormalFormError::Budget(Budget::Coefficient),
        ),
    ];
    for (expr, error) in cases {
        assert_eq!(Fraction::of(&expr).unwrap_err(), error, "{expr:?}");
    }
}

#[test]
fn an_exponent_may_be_worked_out() {
    let x = || Box::new(Expr::<Rational>::Symbol("x".into()));
    let number = |value: i64| Box::new(Expr::Number(Rational::from(value)));
    // x ^ (6/2 − 1) = x x
    let exponent = Expr::Sum(vec![
        Expr::Quotient(number(6), number(2)),
        Expr::Negate(number(1)),
    ]);
    let power = Expr::Power(x(), Box::new(exponent));
    let square = Expr::Product(vec![*x(), *x()]);
    assert!(same_value(&power, &square, &Sense::default()).is_equal());
}
