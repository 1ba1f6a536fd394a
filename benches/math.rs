//! Exact arithmetic on both sides of 64 bits, reading, and writing as text, LaTeX and MathML.

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use retake::base::Locale;
use retake::math::{
    AnswerSyntax, Expr, Notation, Ratio, Rational, Shape, Symbol, parse_answer, parse_expression,
    write_decimal, write_expr, write_number,
};
use std::hint::black_box;

fn arithmetic(c: &mut Criterion) {
    let ratios = [(7, 12), (5, 18), (-3, 8), (11, 30)].map(|(n, d)| Ratio::new(n, d));
    let [Some(a), Some(b), Some(x), Some(y)] = ratios else {
        return;
    };
    let mut group = c.benchmark_group("arithmetic");
    // a b + x y: the work of one unlike-denominators item
    group.bench_function("ratio a b + x y", |bench| {
        bench.iter(|| {
            let [a, b, x, y] = black_box([a, b, x, y]);
            a.checked_mul(b)?.checked_add(x.checked_mul(y)?)
        });
    });
    let small = [a, b, x, y].map(Rational::from);
    let large = [3, 5, 7, 11].map(|n| &Rational::power_of_ten(30) * &Rational::from(n));
    for (name, [a, b, x, y]) in [("small", small), ("large", large)] {
        group.bench_function(format!("rational a b + x y, {name}"), |bench| {
            bench.iter(|| &(black_box(&a) * black_box(&b)) + &(black_box(&x) * black_box(&y)));
        });
    }
}

fn reading(c: &mut Criterion) {
    let symbols: [Symbol; 1] = ["x".into()];
    let syntax = AnswerSyntax::of(&symbols, Locale::ENGLISH);
    let mut group = c.benchmark_group("read");
    group.bench_function("answer 3/4", |bench| {
        bench.iter(|| parse_answer(black_box("3/4"), &syntax));
    });
    group.bench_function("answer (x + 2)(x − 3)", |bench| {
        bench.iter(|| parse_answer(black_box("(x + 2)(x − 3)"), &syntax));
    });
    group.bench_function("expression", |bench| {
        bench.iter(|| parse_expression(black_box("gcd(n1, d1) == 1 and gcd(n2, d2) == 1")));
    });
}

/// Slots of a compiled template, as `write_expr` meets them.
fn linear() -> Expr<usize> {
    let product = Expr::Product(vec![Expr::Number(0), Expr::Symbol("x".into())]);
    Expr::Sum(vec![product, Expr::Number(1)])
}

fn writing(c: &mut Criterion) {
    let slots = [7, -12].map(Ratio::integer);
    let number = |&slot: &usize| slots.get(slot).copied().unwrap_or(Ratio::ZERO).into();
    let linear = linear();
    let binomial = |slot| Expr::Sum(vec![Expr::Symbol("x".into()), Expr::Number(slot)]);
    let factored = Expr::Product(vec![binomial(0), binomial(1)]);
    let mut group = c.benchmark_group("write");
    for (name, expr) in [("a x + b", &linear), ("(x + p)(x + q)", &factored)] {
        for (notation_name, notation) in [
            ("text", Notation::Text),
            ("LaTeX", Notation::Latex),
            ("MathML", Notation::MathMl),
        ] {
            for (shape_name, shape) in [("neat", Shape::Neat), ("as written", Shape::AsWritten)] {
                group.bench_function(format!("{name}, {shape_name}, {notation_name}"), |bench| {
                    let mut out = String::with_capacity(256);
                    bench.iter(|| {
                        out.clear();
                        write_expr(expr, shape, notation, Locale::ENGLISH, &number, &mut out);
                        black_box(out.len())
                    });
                });
            }
        }
    }
    let values = [(-12, 1), (3, 4), (1_234_567, 1)].map(|(n, d)| Rational::new(n, d));
    for value in values.into_iter().flatten() {
        group.bench_function(format!("number {value}"), |bench| {
            let mut out = String::with_capacity(64);
            bench.iter(|| {
                out.clear();
                write_number(
                    black_box(&value),
                    Notation::Latex,
                    Locale::ENGLISH,
                    &mut out,
                );
                black_box(out.len())
            });
        });
    }
    let value = Ratio::new(22, 7).unwrap_or(Ratio::ONE).into();
    group.bench_function("decimal 22/7 to 2 places", |bench| {
        bench.iter_batched_ref(
            || String::with_capacity(64),
            |out| write_decimal(black_box(&value), 2, Notation::Text, Locale::ENGLISH, out),
            BatchSize::SmallInput,
        );
    });
}

criterion_group!(benches, arithmetic, reading, writing);
criterion_main!(benches);
