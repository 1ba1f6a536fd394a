use super::*;
use crate::math::{Constant, Function};

fn number(above: i64, below: i64) -> Expr<Rational> {
    Expr::Number(Rational::new(above, below).unwrap())
}

fn call(function: Function, above: i64, below: i64) -> Expr<Rational> {
    Expr::Call(function, vec![number(above, below)])
}

/// The digits of a positive number, as many as are sure.
fn digits(expr: &Expr<Rational>, places: u32) -> String {
    let (low, high) = enclose(expr, 4 * places as usize + 8).unwrap();
    let scale = Rational::power_of_ten(places);
    let (low, high) = ((&low * &scale).floor(), (&high * &scale).floor());
    assert_eq!(low, high);
    low.to_string()
}

#[test]
fn known_digits() {
    let pi = Expr::Constant(Constant::Pi);
    let e = Expr::Constant(Constant::E);
    let cases = [
        (pi.clone(), "3141592653589793238462643383279502884197"),
        (e.clone(), "2718281828459045235360287471352662497757"),
        (
            call(Function::Ln, 2, 1),
            "693147180559945309417232121458176568075",
        ),
        (
            call(Function::Ln, 1000, 1),
            "6907755278982137052053974364053092622803",
        ),
        (
            call(Function::Sqrt, 2, 1),
            "1414213562373095048801688724209698078569",
        ),
        (
            call(Function::Sin, 1, 1),
            "841470984807896506652502321630298999622",
        ),
        (
            call(Function::Cos, 100, 1),
            "862318872287683934101938513950842535510",
        ),
        (
            call(Function::Atan, 1, 3),
            "321750554396642193401404614358661319020",
        ),
        (
            call(Function::Atan, 7, 1),
            "1428899272190732696418470074537198359090",
        ),
        (
            call(Function::Asin, 1, 2),
            "523598775598298873077107230546583814032",
        ),
        (
            call(Function::Tanh, 1, 2),
            "462117157260009758502318483643672548730",
        ),
        (
            Expr::Power(Box::new(e), Box::new(pi)),
            "23140692632779269005729086367948547380266",
        ),
        (
            call(Function::Log, 2, 1),
            "301029995663981195213738894724493026768",
        ),
    ];
    for (expr, expected) in cases {
        assert_eq!(digits(&expr, 39), expected, "{expr:?}");
    }
}

#[test]
fn bounds_hold_at_every_precision() {
    let exprs = [
        call(Function::Exp, -50, 7),
        call(Function::Exp, 123, 10),
        call(Function::Ln, 1, 1_000_001),
        call(Function::Sin, -355, 1),
        call(Function::Atan, -1, 1),
        call(Function::Acos, -1, 3),
    ];
    for expr in &exprs {
        let mut last = enclose(expr, 1000).unwrap();
        for bits in [10, 50, 100, 300, 700] {
            let (low, high) = enclose(expr, bits).unwrap();
            assert!(low <= last.1 && last.0 <= high, "{expr:?} to {bits} bits");
            last = (low, high);
        }
    }
}

#[test]
fn what_has_no_value_has_no_bounds() {
    let zero = || Box::new(number(0, 1));
    assert_eq!(enclose(&Expr::Quotient(zero(), zero()), 10), None);
    assert_eq!(enclose(&call(Function::Ln, -1, 1), 10), None);
    assert_eq!(enclose(&call(Function::Sqrt, -1, 1), 10), None);
    assert_eq!(enclose(&Expr::Symbol("x".into()), 10), None);
    assert_eq!(enclose(&number(1, 3), 100_000), None);
}
