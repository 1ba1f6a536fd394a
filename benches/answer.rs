//! Speed of marking: what stands between a learner's click and the verdict.

use criterion::{Criterion, criterion_group, criterion_main};
use retake::answer::{AnswerKind, Distractor, ExpressionSpec, NumberSpec, Question, Value, mark};
use retake::base::{Locale, MisconceptionId};
use retake::math::{Expr, Form, Rational, factor};
use std::hint::black_box;

fn number(value: i64) -> Expr<Rational> {
    Expr::Number(value.into())
}

/// x + constant
fn linear(constant: i64) -> Expr<Rational> {
    Expr::Sum(vec![Expr::Symbol("x".into()), number(constant)])
}

/// (x + p)(x + q)
fn quadratic(p: i64, q: i64) -> Value {
    Value::Expression(Expr::Product(vec![linear(p), linear(q)]))
}

fn question(kind: AnswerKind, key: Value, wrong: [Value; 3]) -> Question {
    let distractors = (1..).zip(wrong).map(|(n, value)| Distractor {
        misconceptions: MisconceptionId::new(&format!("m{n}")).into_iter().collect(),
        value,
    });
    Question {
        kind,
        key,
        distractors: distractors.collect(),
        options: Vec::new(),
        symbols: vec!["x".into()],
        locale: Locale::ENGLISH,
    }
}

fn marking(c: &mut Criterion) {
    let third = |n| Value::Number(Rational::new(n, 3).unwrap_or(Rational::ONE));
    let spec = NumberSpec {
        form: Some(Form::LowestTerms),
        ..NumberSpec::default()
    };
    let numeric = question(
        AnswerKind::Number(spec),
        third(4),
        [third(5), third(16), third(7)],
    );
    let spec = ExpressionSpec {
        form: Some(Form::Factored(None)),
    };
    let algebra = question(
        AnswerKind::Expression(spec),
        quadratic(2, 3),
        [quadratic(-2, -3), quadratic(1, 6), quadratic(-1, -6)],
    );
    let mut group = c.benchmark_group("mark");
    for (name, question, raw) in [
        ("a number", &numeric, "x = 4/3"),
        ("a rounded number, by misconception", &numeric, "5.33"),
        ("a factored quadratic", &algebra, "(x+3)(x+2)"),
        (
            "an expanded quadratic, not factored",
            &algebra,
            "x^2 + 5x + 6",
        ),
        (
            "a wrong quadratic, against three misconceptions",
            &algebra,
            "(x-3)(x+2)",
        ),
        ("what cannot be read", &algebra, "(x+3)(x+2"),
    ] {
        group.bench_function(name, |b| {
            b.iter(|| mark(black_box(question), black_box(raw)))
        });
    }
}

fn factoring(c: &mut Criterion) {
    let mut group = c.benchmark_group("factor");
    let roots = Expr::Product([-4, -1, 2, 3].map(linear).to_vec());
    group.bench_function("a quartic with four roots", |b| {
        b.iter(|| factor(black_box(&roots)))
    });
    // x³² + x + 7: no factors, at the highest degree that is looked at.
    let power = Expr::Power(Box::new(Expr::Symbol("x".into())), Box::new(number(32)));
    let high = Expr::Sum(vec![power, linear(7)]);
    group.bench_function("degree 32", |b| b.iter(|| factor(black_box(&high))));
}

criterion_group!(benches, marking, factoring);
criterion_main!(benches);
