//! Sets of real numbers, as inequalities or as intervals.

use super::comparing::{expression_of, wrong};
use super::reading::{Unreadable, doubt, exact, read};
use super::{Marking, Outcome, Question, RealSetNotation, Understood};
use crate::base::Span;
use crate::math::{
    Collection, Constant, Expr, Interval, Rational, Relation, Sense, Symbol, same_value,
};

/// The most numbers and intervals that one set is made of.
const MOST_PARTS: usize = 40;

/// Marks a set of real numbers by its members, and then by its notation.
pub(super) fn mark(
    question: &Question,
    notation: RealSetNotation,
    raw: &str,
) -> Result<Marking, Unreadable> {
    let whole = Span::new(0, raw.len());
    let reading = read(question, raw)?;
    let typed = exact(&reading.expr);
    let symbol = symbol_of(question);
    let Some(statement) = statement(&typed, &symbol) else {
        return Err(Unreadable::new(
            whole,
            match notation {
                RealSetNotation::Either => {
                    "Type an inequality such as x > 2, or an interval such as (2, 5]."
                }
                RealSetNotation::Intervals => "Type an interval, such as (2, 5].",
            },
        ));
    };
    let sense = Sense::default();
    let compare = |value: &Expr<Rational>| match self::statement(value, &symbol) {
        Some(value) => same_value(&statement, &value, &sense),
        None => same_value(&statement, value, &sense),
    };
    let is_interval = !is_condition(&typed);
    let marking = match wrong(question, whole, compare)? {
        Some(wrong) => wrong,
        None if notation == RealSetNotation::Intervals && !is_interval => Marking::scored(
            Outcome::RightValueWrongForm,
            Some("Write it as an interval, such as (2, 5].".to_owned()),
        ),
        None => Marking::scored(Outcome::Right, None),
    };
    Ok(Marking {
        understood: Some(Understood::reading(&reading.expr, question.locale)),
        confirm: doubt(&reading),
        ..marking
    })
}

/// The symbol that conditions are about: the question's own, or that of its key.
fn symbol_of(question: &Question) -> Symbol {
    let mut found = None;
    if let Some(key) = expression_of(&question.key) {
        key.any(&mut |part| match part {
            Expr::Symbol(name) => {
                found = Some(name.clone());
                true
            }
            _ => false,
        });
    }
    found
        .or_else(|| question.symbols.first().cloned())
        .unwrap_or_else(|| "x".into())
}

const fn is_condition(expr: &Expr<Rational>) -> bool {
    matches!(
        expr,
        Expr::Relation(..) | Expr::And(_) | Expr::Or(_) | Expr::Not(_) | Expr::Boolean(_)
    )
}

/// What holds for the members of a set; `None` for what is no set of real numbers.
///
/// `[2, 5]` and `(2, 5)`, which are read as a list and a point, are intervals here.
fn statement(expr: &Expr<Rational>, symbol: &Symbol) -> Option<Expr<Rational>> {
    let both = |ends: &[Expr<Rational>], closed| match ends {
        [low, high] => Some(between(low, closed, high, closed, symbol)),
        _ => None,
    };
    match expr {
        _ if parts(expr) > MOST_PARTS => None,
        _ if is_condition(expr) => Some(expr.clone()),
        Expr::Interval(interval) => {
            let Interval {
                low,
                low_closed,
                high,
                high_closed,
            } = &**interval;
            Some(between(low, *low_closed, high, *high_closed, symbol))
        }
        Expr::Collection(Collection::List, ends) => both(ends, true),
        Expr::Collection(Collection::Tuple, ends) => both(ends, false),
        Expr::Collection(Collection::Set, members) => Some(either(
            members
                .iter()
                .map(|member| Expr::equation(Expr::Symbol(symbol.clone()), member.clone()))
                .collect(),
        )),
        Expr::Union(parts) => {
            let parts: Option<Vec<_>> = parts.iter().map(|part| statement(part, symbol)).collect();
            Some(either(parts?))
        }
        _ => None,
    }
}

/// How many numbers and intervals a set is made of.
fn parts(expr: &Expr<Rational>) -> usize {
    match expr {
        Expr::Union(sets) => sets.iter().map(parts).sum(),
        Expr::Collection(_, members) => members.len(),
        _ => 1,
    }
}

/// One of these holds; of none, that is never so.
fn either(mut parts: Vec<Expr<Rational>>) -> Expr<Rational> {
    match parts.len() {
        0 | 1 => parts.pop().unwrap_or(Expr::Boolean(false)),
        _ => Expr::Or(parts),
    }
}

fn between(
    low: &Expr<Rational>,
    low_closed: bool,
    high: &Expr<Rational>,
    high_closed: bool,
    symbol: &Symbol,
) -> Expr<Rational> {
    let relation = |closed| {
        if closed {
            Relation::LessEqual
        } else {
            Relation::Less
        }
    };
    let symbol = || Box::new(Expr::Symbol(symbol.clone()));
    let above = (!is_infinite(low, true))
        .then(|| Expr::Relation(relation(low_closed), Box::new(low.clone()), symbol()));
    let below = (!is_infinite(high, false))
        .then(|| Expr::Relation(relation(high_closed), symbol(), Box::new(high.clone())));
    match (above, below) {
        (Some(above), Some(below)) => Expr::And(vec![above, below]),
        (above, below) => above.or(below).unwrap_or(Expr::Boolean(true)),
    }
}

/// Whether it is ∞, or −∞ where that is asked for.
fn is_infinite(expr: &Expr<Rational>, negative: bool) -> bool {
    match expr {
        Expr::Constant(Constant::Infinity) => !negative,
        Expr::Negate(inner) => negative && is_infinite(inner, false),
        _ => false,
    }
}
