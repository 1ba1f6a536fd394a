use crate::answer::{AnswerKind, ExpressionSpec, NumberSpec, Outcome, Question, Value, mark};
use crate::base::Locale;
use crate::math::{Expr, Notation, Rational, Shape, expand, factor, write_expr};
use proptest::prelude::*;

fn question(key: Expr<Rational>) -> Question {
    let kind = AnswerKind::Expression(ExpressionSpec::default());
    Question {
        symbols: vec!["x".into(), "y".into()],
        ..Question::new(kind, Value::Expression(key))
    }
}

/// What a learner would type for an expression.
fn typed(expr: &Expr<Rational>) -> String {
    let mut out = String::new();
    write_expr(
        expr,
        Shape::Neat,
        Notation::Text,
        Locale::ENGLISH,
        &Rational::clone,
        &mut out,
    );
    out
}

/// The same value, every sum and product backwards.
fn commuted(expr: &Expr<Rational>) -> Expr<Rational> {
    let backwards = |parts: &[Expr<Rational>]| parts.iter().rev().map(commuted).collect();
    match expr {
        Expr::Sum(terms) => Expr::Sum(backwards(terms)),
        Expr::Product(factors) => Expr::Product(backwards(factors)),
        Expr::Negate(inner) => Expr::Negate(Box::new(commuted(inner))),
        Expr::Quotient(a, b) => Expr::Quotient(Box::new(commuted(a)), Box::new(commuted(b))),
        Expr::Power(a, b) => Expr::Power(Box::new(commuted(a)), b.clone()),
        other => other.clone(),
    }
}

fn number(value: i64) -> Expr<Rational> {
    Expr::Number(value.into())
}

/// a x + b y + c
fn linear() -> impl Strategy<Value = Expr<Rational>> {
    (1_i64..=9, -9_i64..=9, -9_i64..=9).prop_map(|(a, b, c)| {
        Expr::Sum(vec![
            Expr::Product(vec![number(a), Expr::Symbol("x".into())]),
            Expr::Product(vec![number(b), Expr::Symbol("y".into())]),
            number(c),
        ])
    })
}

fn products() -> impl Strategy<Value = Expr<Rational>> {
    prop::collection::vec(linear(), 1..4).prop_map(|mut factors| match factors.len() {
        1 => factors.remove(0),
        _ => Expr::Product(factors),
    })
}

proptest! {
    #[test]
    fn rewriting_never_changes_the_verdict(key in products()) {
        let question = question(key.clone());
        for rewritten in [commuted(&key), expand(&key).unwrap(), factor(&key).unwrap()] {
            let raw = typed(&rewritten);
            let marking = mark(&question, &raw);
            prop_assert_eq!(marking.outcome, Outcome::Right, "{} for {}", raw, typed(&key));
        }
    }

    #[test]
    fn a_changed_coefficient_always_does(
        key in products(), change in 1_i64..=9, exponent in 0_i64..=3,
    ) {
        let power = Expr::Power(Box::new(Expr::Symbol("x".into())), Box::new(number(exponent)));
        let other = Expr::Sum(vec![key.clone(), Expr::Product(vec![number(change), power])]);
        let raw = typed(&expand(&other).unwrap());
        prop_assert_eq!(mark(&question(key), &raw).outcome.name(), "wrong", "{}", raw);
    }

    #[test]
    fn numbers_are_right_in_every_notation(over in -99_i64..=99, under in 1_i64..=40) {
        let key = Rational::new(over, under).unwrap();
        let question = Question {
            kind: AnswerKind::Number(NumberSpec::default()),
            key: Value::Number(key.clone()),
            ..question(number(0))
        };
        let double = format!("{}/{}", 2 * over, 2 * under);
        let sign = if over < 0 { "-" } else { "" };
        let (whole, part) = (over.abs() / under, over.abs() % under);
        let mixed = format!("{sign}{whole} {part}/{under}");
        for raw in [key.to_string(), double, mixed] {
            prop_assert_eq!(mark(&question, &raw).outcome, Outcome::Right, "{}", raw);
        }
        let next = (&key + &Rational::ONE).to_string();
        prop_assert_eq!(mark(&question, &next).outcome.name(), "wrong");
    }

    #[test]
    fn whatever_is_typed_is_marked(raw in "\\PC{0,40}", math in "[-+*/^().,%=xy0-9 ]{0,24}") {
        let number = Question {
            kind: AnswerKind::Number(NumberSpec::default()),
            key: Value::Number(2.into()),
            ..question(number(0))
        };
        for raw in [raw, math] {
            mark(&number, &raw);
            let marking = mark(&question(Expr::Symbol("x".into())), &raw);
            if let Outcome::Unreadable { at } = marking.outcome {
                prop_assert!(raw.get(at.start..at.end).is_some(), "{:?} in {:?}", at, raw);
            }
        }
    }
}
