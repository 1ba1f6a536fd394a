//! What signs and calls put together.

use super::tokens::MOST_EXPONENT;
use super::{Untranslatable, Written, boxed, negated};
use retake::math::ast::Literal;
use retake::math::{Collection, Constant, Expr, Function, Interval, Relation, round_to_places};

/// What is written as a call and is none.
pub fn special(name: &str, mut arguments: Vec<Written>) -> Result<Written, Untranslatable> {
    let count = arguments.len();
    let mut take = || arguments.remove(0);
    Ok(match (name, count) {
        ("cc" | "co" | "oc" | "oo", 2) => Expr::Interval(Box::new(Interval {
            low: take(),
            low_closed: name.starts_with('c'),
            high: take(),
            high_closed: name.ends_with('c'),
        })),
        ("union" | "%union", 1) => take(),
        ("union" | "%union", _) => Expr::Union(arguments),
        ("ntuple", _) => Expr::Collection(Collection::Tuple, arguments),
        ("matrix", _) => {
            let rows = arguments.into_iter().map(|row| match row {
                Expr::Collection(Collection::List, row) => Ok(row),
                _ => Err(Untranslatable::Syntax("matrix".to_owned())),
            });
            Expr::Matrix(rows.collect::<Result<_, _>>()?)
        }
        ("exdowncase", 1) => lowered(&take()),
        ("stackunits" | "stack_unit_si_declare", 2) => Expr::Product(arguments),
        ("dispdp" | "displaydp", 2) => {
            let (value, places) = (take(), take());
            displayed(&value, &places, None)?
        }
        ("displaysci", 3) => {
            let (value, places, exponent) = (take(), take(), take());
            displayed(&value, &places, Some(&exponent))?
        }
        ("rationalized", 1) => roots_below(&take()),
        // A multinomial coefficient: the order of what is below does not matter.
        ("binomial", 2) => {
            let above = take();
            match take() {
                Expr::Collection(Collection::List, mut below) => {
                    below.sort_by_cached_key(|part| format!("{part:?}"));
                    below.insert(0, above);
                    Expr::Apply("multinomial".into(), below)
                }
                below => Expr::Call(Function::Binomial, vec![above, below]),
            }
        }
        _ => Expr::Apply(name.into(), arguments),
    })
}

/// The parts on both sides of a sign; an `open` left one may go on.
pub fn joined(sign: &str, left: Written, open: bool, right: Written) -> Written {
    let both = |mut parts: Vec<Written>, last| {
        parts.push(last);
        parts
    };
    let relation = |relation, left, right| Expr::Relation(relation, boxed(left), boxed(right));
    let not = |expr: Written| Expr::Not(boxed(expr));
    let sign = match sign {
        "nouneq" => "=",
        "nounadd" => "+",
        "nounsub" => "-",
        "nounmul" => "*",
        "noundiv" => "/",
        other => other,
    };
    match sign {
        "=" => relation(Relation::Equal, left, right),
        "#" => relation(Relation::NotEqual, left, right),
        "<" => relation(Relation::Less, left, right),
        "<=" => relation(Relation::LessEqual, left, right),
        ">" => relation(Relation::Greater, left, right),
        ">=" => relation(Relation::GreaterEqual, left, right),
        "+" | "-" | "#pm#" | "+-" => {
            let right = match sign {
                "+" => right,
                "-" => negated(right),
                _ => Expr::PlusMinus(boxed(right)),
            };
            match left {
                Expr::Sum(terms) if open => Expr::Sum(both(terms, right)),
                left => Expr::Sum(vec![left, right]),
            }
        }
        "*" => match left {
            Expr::Product(factors) if open => Expr::Product(both(factors, right)),
            // -2*x is the negation of a product.
            Expr::Negate(inner) if open => negated(joined("*", *inner, true, right)),
            left => Expr::Product(vec![left, right]),
        },
        "/" => match left {
            Expr::Negate(inner) if open => negated(joined("/", *inner, true, right)),
            left => Expr::Quotient(boxed(left), boxed(right)),
        },
        "." => match left {
            Expr::Product(factors) if open => Expr::Product(both(factors, right)),
            left => Expr::Product(vec![left, right]),
        },
        "and" | "nounand" => match left {
            Expr::And(parts) if open => Expr::And(both(parts, right)),
            left => Expr::And(vec![left, right]),
        },
        "or" | "nounor" => match left {
            Expr::Or(parts) if open => Expr::Or(both(parts, right)),
            left => Expr::Or(vec![left, right]),
        },
        "nand" => not(Expr::And(vec![left, right])),
        "nor" => not(Expr::Or(vec![left, right])),
        "implies" => Expr::Or(vec![not(left), right]),
        "xor" | "xnor" => {
            let first = Expr::And(vec![left.clone(), not(right.clone())]);
            let either = Expr::Or(vec![first, Expr::And(vec![not(left), right])]);
            if sign == "xor" { either } else { not(either) }
        }
        _ => Expr::Power(boxed(left), boxed(right)),
    }
}

/// The same with all names in lower case.
fn lowered(expr: &Written) -> Written {
    expr.replaced(&mut |part| match part {
        Expr::Symbol(name) => Some(Expr::Symbol(name.to_lowercase().as_str().into())),
        _ => None,
    })
}

fn integer(expr: &Written) -> Option<i64> {
    match expr {
        Expr::Number(number) => number.value().to_i64(),
        Expr::Negate(inner) => integer(inner)?.checked_neg(),
        _ => None,
    }
}

/// A number shown with so many decimal places, times a power of ten where one is given.
fn displayed(
    value: &Written,
    places: &Written,
    exponent: Option<&Written>,
) -> Result<Written, Untranslatable> {
    let syntax = || Untranslatable::Syntax("a displayed number".to_owned());
    match value {
        Expr::Negate(inner) => displayed(inner, places, exponent).map(negated),
        Expr::Number(number) => {
            let places = integer(places)
                .and_then(|places| u32::try_from(places).ok())
                .filter(|&places| places < 1000)
                .ok_or_else(syntax)?;
            let rounded = round_to_places(number.value(), places);
            let scale = round_to_places(&retake::math::Rational::power_of_ten(places), 0);
            let literal = Literal {
                exponent: match exponent {
                    Some(exponent) => {
                        let exponent = integer(exponent).ok_or_else(syntax)?;
                        let exponent = i32::try_from(exponent).ok();
                        let exponent = exponent.filter(|value| value.abs() <= MOST_EXPONENT);
                        Some(exponent.ok_or_else(syntax)?)
                    }
                    None => None,
                },
                ..Literal::new(&(&rounded * &scale).to_string(), places)
            };
            Ok(Expr::Number((&literal).into()))
        }
        _ => Err(syntax()),
    }
}

/// The list of the irrational parts of all denominators.
fn roots_below(expr: &Written) -> Written {
    let mut found: Vec<Written> = Vec::new();
    let mut below = Vec::new();
    expr.any(&mut |part| {
        if let Expr::Quotient(_, under) = part {
            below.push((**under).clone());
        }
        false
    });
    for under in &below {
        under.any(&mut |part| {
            let irrational = matches!(
                part,
                Expr::Call(Function::Sqrt | Function::Root, _) | Expr::Constant(Constant::I)
            );
            if irrational && !found.contains(part) {
                found.push(part.clone());
            }
            false
        });
    }
    if found.is_empty() {
        Expr::Boolean(true)
    } else {
        Expr::Collection(Collection::List, found)
    }
}
