//! Points of a plane: given by their coordinates, or set on the graph of a function.

use super::reading::{Unreadable, doubt, exact};
use super::{Marking, Outcome, PlaneSpec, Question, Understood, Value};
use crate::base::{MisconceptionId, Span};
use crate::math::{
    AnswerSyntax, Collection, Expr, Fraction, Rational, Sense, Symbol, parse_answer, same_value,
};

type Point = [Rational; 2];

/// The points of the key, each once, in any order.
pub(super) fn mark_points(
    question: &Question,
    plane: &PlaneSpec,
    raw: &str,
) -> Result<Marking, Unreadable> {
    let key = points_of(&question.key).unwrap_or_default();
    judged(question, raw, key.len(), |typed, value| {
        points_of(value).is_some_and(|points| {
            let near = |a: &Point, b: &Point| {
                let within = |a: &Rational, b: &Rational| (a - b).abs() <= plane.tolerance;
                within(&a[0], &b[0]) && within(&a[1], &b[1])
            };
            points.len() == typed.len()
                && points
                    .iter()
                    .all(|one| typed.iter().any(|other| near(one, other)))
                && typed
                    .iter()
                    .all(|one| points.iter().any(|other| near(one, other)))
        })
    })
}

/// So many different points, each of them on the graph of the key.
pub(super) fn mark_graph(
    question: &Question,
    count: u32,
    plane: &PlaneSpec,
    raw: &str,
) -> Result<Marking, Unreadable> {
    judged(question, raw, count as usize, |typed, value| {
        match (value, question.symbols.first()) {
            (Value::Expression(function), Some(symbol)) => typed
                .iter()
                .all(|point| is_on(point, function, symbol, &plane.tolerance)),
            (Value::Number(level), _) => typed
                .iter()
                .all(|[_, y]| (y - level).abs() <= plane.tolerance),
            _ => false,
        }
    })
}

fn judged(
    question: &Question,
    raw: &str,
    count: usize,
    fits: impl Fn(&[Point], &Value) -> bool,
) -> Result<Marking, Unreadable> {
    let whole = Span::new(0, raw.len());
    let syntax = AnswerSyntax {
        bare_lists: true,
        ..AnswerSyntax::of(&[], question.locale)
    };
    let reading = parse_answer(raw, &syntax).map_err(Unreadable::from)?;
    let expr = exact(&reading.expr);
    let typed = points(&expr).ok_or_else(|| {
        Unreadable::new(
            whole,
            "Write a point as its two coordinates, such as (3, −2).",
        )
    })?;
    if typed.len() != count {
        let message = match count {
            1 => "Give one point.".to_owned(),
            _ => format!("Give {count} points."),
        };
        return Err(Unreadable::new(whole, message));
    }
    if (1..typed.len()).any(|at| typed[..at].contains(&typed[at])) {
        return Err(Unreadable::new(whole, "Give different points."));
    }
    let outcome = if fits(&typed, &question.key) {
        Outcome::Right
    } else {
        let mut known = question.distractors.iter();
        let known = known.find(|known| fits(&typed, &known.value));
        let misconceptions: Vec<MisconceptionId> = known
            .map(|distractor| distractor.misconceptions.clone())
            .unwrap_or_default();
        Outcome::Wrong { misconceptions }
    };
    Ok(Marking {
        understood: Some(Understood::reading(&reading.expr, question.locale)),
        confirm: doubt(&reading),
        ..Marking::scored(outcome, None)
    })
}

fn points_of(value: &Value) -> Option<Vec<Point>> {
    match value {
        Value::Expression(expr) => points(expr),
        _ => None,
    }
}

/// One point, or several in whatever brackets.
fn points(expr: &Expr<Rational>) -> Option<Vec<Point>> {
    if let Some(point) = point(expr) {
        return Some(vec![point]);
    }
    match expr {
        Expr::Collection(_, parts) => parts.iter().map(point).collect(),
        // [[1, 2], [3, 4]] is read as a matrix.
        Expr::Matrix(rows) => rows.iter().map(|row| coordinates(row)).collect(),
        _ => None,
    }
}

fn point(expr: &Expr<Rational>) -> Option<Point> {
    match expr {
        Expr::Collection(Collection::Tuple | Collection::List | Collection::Vector, parts) => {
            coordinates(parts)
        }
        _ => None,
    }
}

fn coordinates(parts: &[Expr<Rational>]) -> Option<Point> {
    let number = |expr| Fraction::of(expr).ok()?.as_number();
    match parts {
        [x, y] => Some([number(x)?, number(y)?]),
        _ => None,
    }
}

/// Whether y = f(x); exactly, or within the tolerance where f(x) is rational.
fn is_on([x, y]: &Point, function: &Expr<Rational>, symbol: &Symbol, tolerance: &Rational) -> bool {
    let there = function.replaced(&mut |part| match part {
        Expr::Symbol(name) if name == symbol => Some(Expr::Number(x.clone())),
        _ => None,
    });
    match Fraction::of(&there)
        .ok()
        .and_then(|value| value.as_number())
    {
        Some(value) => (&value - y).abs() <= *tolerance,
        None => same_value(&there, &Expr::Number(y.clone()), &Sense::default()).is_equal(),
    }
}
