//! From plain data to a question.

use super::{Plain, Request, RequestError};
use crate::answer::number::Real;
use crate::answer::{
    AnswerKind, ChoiceOption, CollectionSpec, Credit, Distractor, EquationSpec, ExpressionSpec,
    NumberNotation, NumberSpec, Partial, PlaneSpec, Precision, QuantitySpec, Question,
    RealSetNotation, TextSpec, Tolerance, Value,
};
use crate::base::{Locale, MisconceptionId, closest};
use crate::math::{
    AnswerSyntax, Collection, Count, Expr, Form, Fraction, Rational, Symbol, Unit, WrittenNumber,
    parse_answer,
};

type Result<T> = std::result::Result<T, RequestError>;

pub(super) fn question(request: &Request) -> Result<Question> {
    let kind = kind(request)?;
    let key = key(request, &kind, "key", &request.key)?;
    let symbols = match &request.symbols {
        Some(symbols) => symbols
            .iter()
            .map(|name| Symbol::from(name.as_str()))
            .collect(),
        None => symbols_of(&key, &kind),
    };
    let distractors = request.misconceptions.iter().map(|(id, value)| {
        Ok(Distractor {
            misconceptions: vec![
                MisconceptionId::new(id).map_err(|error| unreadable("misconception", id, error))?,
            ],
            value: self::key(request, &kind, "misconception", value)?,
        })
    });
    Ok(Question {
        distractors: distractors.collect::<Result<_>>()?,
        options: options(request, &kind)?,
        prompts: request.prompts.iter().cloned().map(Value::Text).collect(),
        wrong_form_credit: match request.wrong_form_credit {
            Some(share) => Credit::new(share)
                .ok_or_else(|| unreadable("wrong_form_credit", share, "it must be from 0 to 1"))?,
            None => Credit::NONE,
        },
        symbols,
        locale: match &request.locale {
            Some(language) => {
                let known = Locale::ALL.map(|locale| locale.language);
                Locale::of(language).ok_or_else(|| word("locale", language, &known))?
            }
            None => Locale::ENGLISH,
        },
        ..Question::new(kind, key)
    })
}

fn unreadable(field: &'static str, given: impl ToString, message: impl ToString) -> RequestError {
    RequestError::Unreadable {
        field,
        given: given.to_string(),
        message: message.to_string(),
    }
}

fn word(field: &'static str, given: &str, known: &[&str]) -> RequestError {
    RequestError::Word {
        field,
        given: given.to_owned(),
        help: match closest(given, known.iter().copied()) {
            Some(close) => format!("did you mean `{close}`?"),
            None => format!("known are {}", known.join(", ")),
        },
    }
}

fn kind(request: &Request) -> Result<AnswerKind> {
    let collection = |collection| {
        AnswerKind::Collection(CollectionSpec {
            collection,
            multiplicity: request.multiplicity,
        })
    };
    Ok(match request.kind.as_str() {
        "number" => AnswerKind::Number(number_spec(request)?),
        "quantity" => {
            let unit = request.unit.clone().ok_or_else(|| RequestError::Missing {
                kind: request.kind.clone(),
                field: "a `unit`, such as \"m/s\"",
            })?;
            if Unit::parse(&unit).is_none() {
                return Err(unreadable("unit", unit, "it is no unit that is known"));
            }
            AnswerKind::Quantity(QuantitySpec {
                unit,
                compatible_units: request.compatible_units.unwrap_or(true),
                number: number_spec(request)?,
            })
        }
        "expression" => AnswerKind::Expression(ExpressionSpec {
            form: form(request)?,
            strict: request.strict,
        }),
        "equation" => AnswerKind::Equation(EquationSpec {
            solved_for: match (form(request), &request.form) {
                (Ok(None), _) => None,
                (Ok(Some(Form::SolvedFor(symbol))), _) => Some(symbol),
                // A symbol alone says the same.
                (_, Some(symbol)) if symbol.chars().all(char::is_alphanumeric) => {
                    Some(symbol.as_str().into())
                }
                (_, given) => {
                    let given = given.as_deref().unwrap_or_default();
                    return Err(word("form", given, &["solved_for x"]));
                }
            },
            solution_set: request.solution_set,
        }),
        "inequality" => AnswerKind::RealSet(RealSetNotation::Either),
        "interval" => AnswerKind::RealSet(RealSetNotation::Intervals),
        "set" => collection(Collection::Set),
        "list" => collection(Collection::List),
        "tuple" => collection(Collection::Tuple),
        "vector" => collection(Collection::Vector),
        "matrix" => AnswerKind::Matrix,
        "choice" => AnswerKind::ChoiceOne,
        "choices" => AnswerKind::ChoiceMany(partial(request)?),
        "true_false" => AnswerKind::TrueFalse,
        "ordering" => AnswerKind::Ordering(partial(request)?),
        "matching" => AnswerKind::Matching(partial(request)?),
        "categorise" => AnswerKind::Categorise(partial(request)?),
        "text" => AnswerKind::Text(TextSpec {
            spelling: request.spelling,
            case: request.case,
            accents: request.accents,
            required: request.required.clone(),
            forbidden: request.forbidden.clone(),
        }),
        "point" | "points" => {
            let ends = || (Rational::from(-10), Rational::from(10));
            AnswerKind::Point(PlaneSpec {
                x: ends(),
                y: ends(),
                tolerance: match tolerance(request)? {
                    Some(Tolerance::Absolute(tolerance)) => tolerance,
                    _ => Rational::ZERO,
                },
            })
        }
        other => return Err(word("kind", other, &Request::KINDS)),
    })
}

fn partial(request: &Request) -> Result<Partial> {
    match request.partial.as_deref() {
        None | Some("none") => Ok(Partial::None),
        Some("each" | "places") => Ok(Partial::Each),
        Some("adjacent_pairs") => Ok(Partial::AdjacentPairs),
        Some(other) => Err(word("partial", other, &["none", "each", "adjacent_pairs"])),
    }
}

fn form(request: &Request) -> Result<Option<Form>> {
    let Some(given) = request.form.as_deref().filter(|form| !form.is_empty()) else {
        return Ok(None);
    };
    let name = given.split(' ').next().unwrap_or(given);
    match Form::parse(given) {
        Some(form) => Ok(Some(form)),
        None if Form::NAMES.contains(&name) => Err(unreadable(
            "form",
            given,
            "its argument is missing or not known, such as `significant_figures 3`, `solved_for x`",
        )),
        None => Err(word("form", given, &Form::NAMES)),
    }
}

fn number_spec(request: &Request) -> Result<NumberSpec> {
    let known = NumberNotation::ALL.map(NumberNotation::name);
    let accept = request
        .accept
        .iter()
        .map(|name| NumberNotation::parse(name).ok_or_else(|| word("accept", name, &known)));
    let precision = match &request.precision {
        None => None,
        Some(text) => Some(match Form::parse(text) {
            Some(Form::SignificantFigures(Count::Exactly(figures))) => {
                Precision::SignificantFigures(figures)
            }
            Some(Form::DecimalPlaces(Count::Exactly(places))) => Precision::DecimalPlaces(places),
            _ => {
                let known = ["significant_figures 3", "decimal_places 2"];
                return Err(word("precision", text, &known));
            }
        }),
    };
    let form = form(request)?;
    if let Some(form) = form.as_ref().filter(|form| !form.is_of_numbers()) {
        return Err(unreadable("form", form, "numbers do not have it"));
    }
    Ok(NumberSpec {
        accept: accept.collect::<Result<_>>()?,
        form,
        tolerance: tolerance(request)?,
        precision,
    })
}

fn tolerance(request: &Request) -> Result<Option<Tolerance>> {
    let Some(given) = &request.tolerance else {
        return Ok(None);
    };
    let text = given.text();
    let (number, share) = match text.trim().strip_suffix('%') {
        Some(number) => (number, true),
        None => (text.trim(), false),
    };
    let value = rational("tolerance", number)?;
    if value.is_negative() {
        return Err(unreadable("tolerance", text, "it must not be negative"));
    }
    Ok(Some(if share {
        let hundredth = Rational::new(1, 100).unwrap_or(Rational::ZERO);
        Tolerance::Relative(&value * &hundredth)
    } else {
        Tolerance::Absolute(value)
    }))
}

/// What authors write, in English notation and with any letters.
fn written(field: &'static str, text: &str) -> Result<Expr<WrittenNumber>> {
    let syntax = AnswerSyntax {
        bare_lists: true,
        ..AnswerSyntax::any(Locale::ENGLISH)
    };
    match parse_answer(text, &syntax) {
        Ok(reading) => Ok(reading.expr),
        Err(error) => Err(unreadable(field, text, error)),
    }
}

fn expression(field: &'static str, text: &str) -> Result<Expr<Rational>> {
    Ok(written(field, text)?.map(&mut |number| number.value().clone()))
}

fn rational(field: &'static str, text: &str) -> Result<Rational> {
    Fraction::of(&expression(field, text)?)
        .ok()
        .and_then(|fraction| fraction.as_number())
        .ok_or_else(|| unreadable(field, text, "it is no rational number"))
}

/// The value of a key or of a misconception.
fn key(request: &Request, kind: &AnswerKind, field: &'static str, given: &Plain) -> Result<Value> {
    let text = given.text();
    match kind {
        AnswerKind::Number(_) | AnswerKind::Quantity(_) => {
            if let Some([low, high]) = &request.range {
                return Ok(Value::Range(
                    rational("range", &low.text())?,
                    rational("range", &high.text())?,
                ));
            }
            let expr = expression(field, &text)?;
            match Real::of(&expr) {
                Ok(Some(Real::Rational(value))) => Ok(Value::Number(value)),
                Ok(Some(Real::Constant(_))) => Ok(Value::Expression(expr)),
                _ => Err(unreadable(field, text, "it is no number")),
            }
        }
        AnswerKind::Collection(_) => {
            let expr = expression(field, &text)?;
            Ok(Value::Expression(match expr {
                Expr::Collection(..) | Expr::Matrix(_) => expr,
                single => Expr::Collection(Collection::List, vec![single]),
            }))
        }
        AnswerKind::Expression(_)
        | AnswerKind::Equation(_)
        | AnswerKind::RealSet(_)
        | AnswerKind::Matrix
        | AnswerKind::Point(_)
        | AnswerKind::Graph { .. } => Ok(Value::Expression(expression(field, &text)?)),
        AnswerKind::Text(_) => Ok(match given {
            Plain::List(texts) => Value::Texts(texts.iter().map(Plain::text).collect()),
            _ => Value::Text(text),
        }),
        AnswerKind::TrueFalse => match text.to_lowercase().as_str() {
            "true" => Ok(Value::Boolean(true)),
            "false" => Ok(Value::Boolean(false)),
            _ => Err(unreadable(field, text, "it must be true or false")),
        },
        AnswerKind::Ordering(_) => Ok(Value::Order(places(request, field, given)?)),
        AnswerKind::Matching(_) | AnswerKind::Categorise(_) => {
            Ok(Value::Assignment(places(request, field, given)?))
        }
        AnswerKind::ChoiceOne | AnswerKind::ChoiceMany(_) | AnswerKind::Performance => {
            Ok(Value::Text(text))
        }
    }
}

/// The options that a key names, by their labels or as they are written: their places.
fn places(request: &Request, field: &'static str, given: &Plain) -> Result<Vec<u8>> {
    let names: Vec<String> = match given {
        Plain::List(names) => names.iter().map(Plain::text).collect(),
        other => other
            .text()
            .split([',', ' '])
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect(),
    };
    let place = |name: &String| {
        let written = request.options.iter().position(|option| option == name);
        let labelled = || {
            let mut letters = name.chars();
            let letter = letters.next().filter(|_| letters.next().is_none())?;
            ('a'..='z').position(|label| label == letter.to_ascii_lowercase())
        };
        written
            .or_else(labelled)
            .filter(|&place| place < request.options.len())
            .and_then(|place| u8::try_from(place).ok())
            .ok_or_else(|| unreadable(field, name, "it is none of the options"))
    };
    names.iter().map(place).collect()
}

fn options(request: &Request, kind: &AnswerKind) -> Result<Vec<ChoiceOption>> {
    let right = match kind {
        AnswerKind::ChoiceOne | AnswerKind::ChoiceMany(_) => {
            if request.options.is_empty() {
                return Err(RequestError::Missing {
                    kind: request.kind.clone(),
                    field: "`options`, a list of texts",
                });
            }
            // An option may hold commas and blanks itself.
            let text = request.key.text();
            match request.options.iter().position(|option| *option == text) {
                Some(place) => u8::try_from(place).into_iter().collect(),
                None => places(request, "key", &request.key)?,
            }
        }
        _ => Vec::new(),
    };
    let options = request.options.iter().enumerate();
    Ok(options
        .map(|(place, option)| ChoiceOption {
            shown: Value::Text(option.clone()),
            right: right.iter().any(|&one| usize::from(one) == place),
            misconceptions: Vec::new(),
        })
        .collect())
}

/// The letters of a key; an interval may also be typed as a condition on x.
fn symbols_of(key: &Value, kind: &AnswerKind) -> Vec<Symbol> {
    let mut symbols = Vec::new();
    if let Value::Expression(expr) = key {
        expr.any(&mut |part| {
            if let Expr::Symbol(name) = part
                && !symbols.contains(name)
            {
                symbols.push(name.clone());
            }
            false
        });
    }
    if symbols.is_empty() && matches!(kind, AnswerKind::RealSet(_)) {
        symbols.push("x".into());
    }
    symbols
}
