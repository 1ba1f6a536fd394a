//! Speed of marking: what stands between a learner's click and the verdict.

use criterion::{Criterion, criterion_group, criterion_main};
use retake::answer::{
    AnswerKind, Distractor, ExpressionSpec, NumberSpec, Question, Request, Value, mark,
};
use retake::base::MisconceptionId;
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
        distractors: distractors.collect(),
        symbols: vec!["x".into()],
        ..Question::new(kind, key)
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
        ..ExpressionSpec::default()
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

/// A question in plain data.
fn asked(line: &str) -> Question {
    serde_json::from_str::<Request>(line)
        .ok()
        .and_then(|request| request.question().ok())
        .unwrap_or_else(|| Question::new(AnswerKind::Matrix, Value::Boolean(true)))
}

/// One answer of every kind that has values, as learners type them: at most 50 µs each.
fn kinds(c: &mut Criterion) {
    let mut group = c.benchmark_group("mark kinds");
    for (name, line, raw) in [
        (
            "quantity",
            r#"{"kind":"quantity","key":2.7,"unit":"g/cm^3"}"#,
            "2700 kg/m^3",
        ),
        (
            "significant figures of an irrational number",
            r#"{"kind":"number","key":"pi","precision":"significant_figures 3"}"#,
            "3.14",
        ),
        (
            "radical",
            r#"{"kind":"number","key":"sqrt(8)","form":"simplified_radical"}"#,
            "2√2",
        ),
        (
            "equation",
            r#"{"kind":"equation","key":"y = 2x + 1"}"#,
            "2y = 4x + 2",
        ),
        (
            "inequality",
            r#"{"kind":"inequality","key":"x > 2 and x <= 5"}"#,
            "2 < x <= 5",
        ),
        ("set", r#"{"kind":"set","key":"{1, 2, 3}"}"#, "{3, 1, 2}"),
        (
            "matrix",
            r#"{"kind":"matrix","key":"[[1, 2], [3, 4]]"}"#,
            "[[1, 2], [3, 4]]",
        ),
        (
            "identity",
            r#"{"kind":"expression","key":"1"}"#,
            "sin(x)^2 + cos(x)^2",
        ),
        (
            "partial fractions",
            r#"{"kind":"expression","key":"1/(x^2-1)","form":"partial_fractions"}"#,
            "1/(2(x-1)) - 1/(2(x+1))",
        ),
    ] {
        let question = asked(line);
        group.bench_function(name, |b| {
            b.iter(|| mark(black_box(&question), black_box(raw)))
        });
    }
}

/// What nobody types in earnest, 10 kB of it where it can be long: below 50 ms each.
fn worst(c: &mut Criterion) {
    let question = asked(r#"{"kind":"expression","key":"x + y","symbols":["x","y"]}"#);
    let long = |piece: &str| piece.repeat(10_000 / piece.len());
    let mut group = c.benchmark_group("mark at worst");
    group.sample_size(10);
    for (name, raw) in [
        ("brackets", long("(")),
        (
            "matching brackets",
            format!("{}x{}", "(".repeat(4_990), ")".repeat(4_990)),
        ),
        ("a long sum", format!("{}x", long("x+"))),
        ("a long product", format!("{}x", long("(x+y)"))),
        ("a long power", format!("{}x", long("x^"))),
        ("fractions", format!("{}x", long("1/"))),
        ("digits", long("9")),
        ("signs", format!("{}x", long("-"))),
        ("roots", format!("{}x", long("√"))),
        ("sines", format!("{}x", long("sin "))),
        (
            "terms of a high degree",
            (1..900).map(|n| format!("+{n}x^{n}")).collect(),
        ),
        ("huge powers", "9^9^9^9".to_owned()),
        ("a power of 6000", "(x-y)^6000".to_owned()),
        (
            "nested roots",
            "sqrt(2+sqrt(3+sqrt(5+sqrt(7+sqrt(11)))))".to_owned(),
        ),
    ] {
        group.bench_function(name, |b| {
            b.iter(|| mark(black_box(&question), black_box(&raw)))
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

criterion_group!(benches, marking, kinds, worst, factoring);
criterion_main!(benches);
