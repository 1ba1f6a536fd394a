//! What must hold of a part on every instance, by what it asks.

use super::flaw::Flaw;
use crate::answer::{
    AnswerKind, NumberNotation, NumberSpec, PlaneSpec, TextSpec, Value, forbidden_word, normalised,
};
use crate::math::{Collection, Expr, Form, Fraction, Rational, same_value, shaped};
use crate::template::part::{
    Ask, Candidates, Listed, all_categories, permutation, same_answer, sense, symbol, value,
};
use crate::template::program::{Number, Registers};

/// The most things that are put in order: each needs a letter, and their order one word of a stream.
const MAX_THINGS: usize = 20;

/// The most columns of a plane that are looked at for points of a function.
const MAX_COLUMNS: i64 = 200;

/// What is wrong with a part on an instance, whatever its misconceptions.
pub(super) fn flaws<N: Number>(candidates: &Candidates, registers: &Registers<N>) -> Vec<Flaw> {
    match &candidates.ask {
        Ask::Order { right, by, others } => order(right, by.as_ref(), others, registers),
        Ask::Match { left, right, extra } => matched(
            &candidates.kind,
            [Some(left), Some(right), extra.as_ref()],
            registers,
        ),
        Ask::Sort {
            items,
            category,
            categories,
        } => sorted(
            &candidates.kind,
            (items, category, categories.as_ref()),
            registers,
        ),
        Ask::Range(high) => {
            let low = value(candidates, 0, registers);
            let high = registers.number(*high).to_rational();
            match low {
                Value::Range(low, _) if low > high => vec![Flaw::EmptyRange],
                _ => Vec::new(),
            }
        }
        Ask::Value => keys(candidates, registers),
        Ask::Reason(_) | Ask::Work => Vec::new(),
    }
}

fn keys<N: Number>(candidates: &Candidates, registers: &Registers<N>) -> Vec<Flaw> {
    let key = |at| value(candidates, at, registers);
    let flaw = match (&candidates.kind, key(0)) {
        (AnswerKind::Number(spec), Value::Number(key)) => {
            (!can_be_written(spec, &key)).then_some(Flaw::Unwritable)
        }
        (AnswerKind::Text(spec), _) => {
            let mut keys = (0..candidates.keys).map(key);
            keys.find_map(|key| text(&key, spec))
        }
        (kind, Value::Expression(key)) => expression(kind, &key),
        _ => None,
    };
    flaw.into_iter().collect()
}

/// Whether a learner can type the number in a notation and form that are accepted.
fn can_be_written(spec: &NumberSpec, key: &Rational) -> bool {
    let ends =
        || spec.tolerance.is_some() || spec.precision.is_some() || key.decimal_places().is_some();
    let accepts = |notation: &NumberNotation| match notation {
        NumberNotation::Integer => key.is_integer(),
        NumberNotation::Fraction => true,
        NumberNotation::Mixed => key.is_integer() || key.abs() > Rational::ONE,
        NumberNotation::Decimal | NumberNotation::Percent | NumberNotation::Scientific => ends(),
    };
    let accepted = spec.accept.is_empty() || spec.accept.iter().any(accepts);
    accepted
        && match spec.form {
            Some(Form::Integer) => key.is_integer(),
            Some(Form::Decimal) => ends(),
            _ => true,
        }
}

/// What is wrong with accepted texts: one without a letter, or none at all; one with a forbidden word.
fn text(key: &Value, spec: &TextSpec) -> Option<Flaw> {
    let texts = match key {
        Value::Text(text) => std::slice::from_ref(text),
        Value::Texts(texts) if texts.is_empty() => return Some(Flaw::EmptyText),
        Value::Texts(texts) => texts,
        _ => return None,
    };
    texts.iter().find_map(|text| {
        let text = normalised(text, spec);
        if text.is_empty() {
            return Some(Flaw::EmptyText);
        }
        forbidden_word(&text, spec).map(|_| Flaw::Forbidden)
    })
}

fn expression(kind: &AnswerKind, key: &Expr<Rational>) -> Option<Flaw> {
    if let AnswerKind::Point(plane) = kind {
        if !is_point(key) {
            return Some(Flaw::NoPoint);
        }
        return (!is_on(plane, key)).then_some(Flaw::OffPlane);
    }
    if !same_value(key, key, &sense(kind)).is_equal() {
        return Some(Flaw::Unmarkable);
    }
    if let AnswerKind::Graph { points, plane } = kind {
        return (!shows_enough(plane, *points, key)).then_some(Flaw::OffPlane);
    }
    let form = match kind {
        AnswerKind::Expression(spec) => spec.form.clone()?,
        AnswerKind::Equation(spec) => Form::SolvedFor(spec.solved_for.clone()?),
        _ => return None,
    };
    shaped(key, &form).is_err().then_some(Flaw::WithoutForm)
}

/// Whether it is two numbers, or a set of such.
fn is_point(points: &Expr<Rational>) -> bool {
    match points {
        Expr::Collection(Collection::Set, points) => points.iter().all(is_point),
        Expr::Collection(_, place) => {
            place.len() == 2 && place.iter().all(|at| matches!(at, Expr::Number(_)))
        }
        _ => false,
    }
}

/// Whether a point, or each of several, lies on the plane.
fn is_on(plane: &PlaneSpec, points: &Expr<Rational>) -> bool {
    let within = |(low, high): &(Rational, Rational), at: &Expr<Rational>| match at {
        Expr::Number(at) => low <= at && at <= high,
        _ => false,
    };
    match points {
        Expr::Collection(Collection::Set, points) => points.iter().all(|at| is_on(plane, at)),
        Expr::Collection(_, place) => match place.as_slice() {
            [x, y] => within(&plane.x, x) && within(&plane.y, y),
            _ => false,
        },
        _ => false,
    }
}

/// Whether so many points of a function can be set on the plane, with whole coordinates unless a
/// distance is tolerated.
fn shows_enough(plane: &PlaneSpec, points: u32, function: &Expr<Rational>) -> bool {
    let ends = (plane.x.0.ceil().to_i64(), plane.x.1.floor().to_i64());
    let (Some(first), Some(last)) = ends else {
        return false;
    };
    let symbol = symbol(function);
    let height = |x: i64| {
        let there = function.replaced(&mut |part| match part {
            Expr::Symbol(name) if Some(name) == symbol.as_ref() => Some(Expr::Number(x.into())),
            _ => None,
        });
        Fraction::of(&there).ok()?.as_number()
    };
    let fits = |y: &Rational| {
        let whole = y.is_integer() || !plane.tolerance.is_zero();
        whole && plane.y.0 <= *y && *y <= plane.y.1
    };
    let last = last.min(first.saturating_add(MAX_COLUMNS));
    let shown = (first..=last).filter_map(height).filter(fits);
    shown.take(points as usize).count() == points as usize
}

fn order<N: Number>(
    right: &Listed,
    by: Option<&Listed>,
    others: &[Listed],
    registers: &Registers<N>,
) -> Vec<Flaw> {
    let values = right.values(registers);
    let mut flaws = too_many(values.len());
    if has_twice(&values, |a, b| a == b) {
        flaws.push(Flaw::AmbiguousOrder);
    } else if let Some(by) = by.map(|by| by.values(registers)) {
        if by.len() != values.len() {
            flaws.push(Flaw::Lengths);
        } else if has_twice(&by, |a, b| a == b) {
            flaws.push(Flaw::AmbiguousOrder);
        }
    }
    let others = others.iter().enumerate();
    let strange = others.filter(|(_, other)| permutation(right, other, registers).is_none());
    flaws.extend(strange.map(|(at, _)| Flaw::NotAnOrder(at + 1)));
    flaws
}

fn too_many(things: usize) -> Vec<Flaw> {
    match things {
        2..=MAX_THINGS => Vec::new(),
        _ => vec![Flaw::Things],
    }
}

fn matched<N: Number>(
    kind: &AnswerKind,
    [left, right, extra]: [Option<&Listed>; 3],
    registers: &Registers<N>,
) -> Vec<Flaw> {
    let values = |list: Option<&Listed>| list.map_or_else(Vec::new, |list| list.values(registers));
    let (left, mut right) = (values(left), values(right));
    if left.len() != right.len() {
        return vec![Flaw::Lengths];
    }
    right.extend(values(extra));
    let mut flaws = too_many(right.len());
    let same = |a: &Value, b: &Value| same_answer(kind, a, b) != Some(false);
    if has_twice(&left, same) || has_twice(&right, same) {
        flaws.push(Flaw::AmbiguousMatch);
    }
    flaws
}

fn sorted<N: Number>(
    kind: &AnswerKind,
    (items, category, categories): (&Listed, &Listed, Option<&Listed>),
    registers: &Registers<N>,
) -> Vec<Flaw> {
    let (items, of) = (items.values(registers), category.values(registers));
    if items.len() != of.len() {
        return vec![Flaw::Lengths];
    }
    let categories = all_categories(&of, categories, registers);
    let mut flaws = too_many(items.len());
    let same = |a: &Value, b: &Value| same_answer(kind, a, b) != Some(false);
    if has_twice(&items, same) || has_twice(&categories, same) {
        flaws.push(Flaw::AmbiguousMatch);
    }
    if of.iter().any(|own| !categories.contains(own)) {
        flaws.push(Flaw::NoCategory);
    } else if !(2..=MAX_THINGS).contains(&categories.len()) {
        flaws.push(Flaw::Categories);
    }
    flaws
}

fn has_twice(values: &[Value], same: impl Fn(&Value, &Value) -> bool) -> bool {
    let later = values.iter().enumerate();
    later
        .into_iter()
        .any(|(at, later)| values[..at].iter().any(|earlier| same(earlier, later)))
}
