//! Parts of Numbas questions, marked as any platform would: a question in plain data and an answer.

use crate::case::Numbas;
use crate::jme;
use crate::numeric;
use crate::verdict::{Decided, Got};
use retake::answer::{Plain, Reply, Request};
use retake::math::{Rational, round_to_figures, round_to_places};
use serde_json::{Map, Value};

/// Credits are fractions of few parts: what is nearer is the same.
const NEAR: f64 = 1e-9;

pub fn decide(case: &Numbas) -> Decided {
    let kind = text(&case.part, "type").unwrap_or_default();
    let credit = credit(&kind, &case.part, &case.student);
    let (got, why, applicable, agrees) = match &credit {
        Ok(credit) => (
            credit.to_string(),
            String::new(),
            true,
            (credit - case.credit).abs() < NEAR,
        ),
        Err(got) => (
            got.name().to_owned(),
            got.why().to_owned(),
            !matches!(got, Got::NotApplicable(_)),
            false,
        ),
    };
    Decided {
        test: format!("Numbas {kind}"),
        student: case.student.to_string(),
        teacher: case.test.clone(),
        options: Value::Object(case.part.clone()).to_string(),
        expected: case.credit.to_string(),
        accepted: credit.is_ok_and(|credit| credit > case.credit + NEAR) && applicable,
        got,
        why,
        agrees,
        applicable,
    }
}

type Part = Map<String, Value>;

/// A setting, whatever the case its name is written in.
fn setting<'p>(part: &'p Part, name: &str) -> Option<&'p Value> {
    part.iter()
        .find(|(key, _)| key.eq_ignore_ascii_case(name))
        .map(|(_, value)| value)
}

fn text(part: &Part, name: &str) -> Option<String> {
    match setting(part, name)? {
        Value::String(text) => Some(text.clone()),
        Value::Null => None,
        other => Some(other.to_string()),
    }
}

fn flag(part: &Part, name: &str) -> bool {
    setting(part, name)
        .and_then(Value::as_bool)
        .unwrap_or(false)
}

/// A percentage as a share.
fn share(part: &Part, name: &str) -> f64 {
    text(part, name)
        .and_then(|percent| percent.parse::<f64>().ok())
        .map_or(0.0, |percent| percent / 100.0)
}

fn not_applicable(why: &str) -> Got {
    Got::NotApplicable(why.to_owned())
}

fn marked(request: &Request) -> Result<Reply, Got> {
    request
        .reply()
        .map_err(|error| Got::Undecided(error.to_string()))
}

fn credit(kind: &str, part: &Part, student: &Value) -> Result<f64, Got> {
    match kind {
        "numberentry" => number(part, &typed(student)),
        "jme" => expression(part, &typed(student)),
        "patternmatch" => pattern(part, &typed(student)),
        "matrix" => matrix(part, student),
        "1_n_2" | "m_n_2" => choice(kind, part, student),
        "m_n_x" => grid(part, student),
        _ => Err(not_applicable("parts of this type have no answer")),
    }
}

fn typed(student: &Value) -> String {
    match student {
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts.first().map(typed).unwrap_or_default(),
        other => other.to_string(),
    }
}

fn computed(part: &Part, name: &str) -> Option<Rational> {
    match jme::value(&text(part, name)?)? {
        jme::Value::Number(value) => Some(value),
        _ => None,
    }
}

/// Digits a number is to be rounded to, and whether these are decimal places; nothing where it is
/// not to be rounded.
fn precision(part: &Part) -> Result<Option<(u32, bool)>, Got> {
    let places = match text(part, "precisionType").as_deref() {
        Some("dp") => true,
        Some("sigfig") => false,
        _ => return Ok(None),
    };
    computed(part, "precision")
        .and_then(|digits| u32::try_from(digits.to_i64()?).ok())
        .filter(|digits| *digits as usize <= numeric::MOST_DIGITS)
        .map(|digits| Some((digits, places)))
        .ok_or_else(|| Got::Undecided("the precision is not computed".to_owned()))
}

fn number(part: &Part, typed: &str) -> Result<f64, Got> {
    let unknown = || Got::Undecided("a setting is not computed".to_owned());
    let low = computed(part, "minValue").ok_or_else(unknown)?;
    let high = computed(part, "maxValue").ok_or_else(unknown)?;
    if let Some(precision) = precision(part)? {
        if low != high {
            return Err(not_applicable("a range that is also rounded"));
        }
        return rounded(part, &low, precision, typed);
    }
    let styles = setting(part, "notationStyles").and_then(Value::as_array);
    let only_scientific = styles.is_some_and(|styles| {
        !styles.is_empty() && styles.iter().all(|style| style == "scientific")
    });
    let mut accept = if only_scientific {
        vec!["scientific"]
    } else {
        vec!["integer", "decimal", "scientific"]
    };
    if flag(part, "allowFractions") {
        accept.push("fraction");
    }
    let reduced = flag(part, "mustBeReduced");
    let request = Request {
        kind: "number".to_owned(),
        answer: Plain::from(typed),
        key: Plain::from(low.to_string().as_str()),
        range: (low != high)
            .then(|| [&low, &high].map(|end| Plain::from(end.to_string().as_str()))),
        form: reduced.then(|| "lowest_terms".to_owned()),
        wrong_form_credit: reduced.then(|| share(part, "mustBeReducedPC")),
        accept: accept.into_iter().map(str::to_owned).collect(),
        ..Request::default()
    };
    marked(&request).map(|reply| reply.credit)
}

/// A number that is to be rounded; unless it is strict, zeros at the end may be left out.
fn rounded(
    part: &Part,
    key: &Rational,
    (digits, places): (u32, bool),
    typed: &str,
) -> Result<f64, Got> {
    let name = if places {
        "decimal_places"
    } else {
        "significant_figures"
    };
    let request = Request {
        kind: "number".to_owned(),
        key: Plain::from(key.to_string().as_str()),
        answer: Plain::from(typed),
        precision: Some(format!("{name} {digits}")),
        wrong_form_credit: Some(share(part, "precisionPartialCredit")),
        ..Request::default()
    };
    let strict = marked(&request)?.credit;
    if flag(part, "strictPrecision") {
        return Ok(strict);
    }
    let rounded = if places {
        round_to_places(key, digits)
    } else {
        round_to_figures(key, digits)
    };
    let lenient = Request {
        key: Plain::from(rounded.to_string().as_str()),
        form: Some(format!("{name} at_most {digits}")),
        precision: None,
        wrong_form_credit: None,
        ..request
    };
    Ok(marked(&lenient)?.credit.max(strict))
}

fn expression(part: &Part, typed: &str) -> Result<f64, Got> {
    let answer = text(part, "answer").unwrap_or_default();
    let key = if answer.trim_start().starts_with('{') {
        match jme::value(&answer) {
            Some(jme::Value::Number(value)) => value.to_string(),
            _ => {
                return Err(not_applicable(
                    "a setting is computed by a system of its own",
                ));
            }
        }
    } else {
        answer
    };
    // A pattern asks for the shape of the answer; what it is worth without stands beside it.
    let pattern = setting(part, "mustmatchpattern").and_then(Value::as_object);
    let request = Request {
        kind: if key.contains('=') {
            "equation"
        } else {
            "expression"
        }
        .to_owned(),
        key: Plain::from(key.as_str()),
        answer: Plain::from(typed),
        form: pattern.map(|_| "like_key".to_owned()),
        wrong_form_credit: pattern.map(|pattern| share(pattern, "partialCredit")),
        ..Request::default()
    };
    let credit = marked(&request)?.credit;
    let strings = |name: &str| {
        let strings = setting(part, name)?.as_object()?;
        let list = setting(strings, "strings")?.as_array()?;
        Some((
            list.iter().filter_map(Value::as_str).collect::<Vec<_>>(),
            share(strings, "partialCredit"),
        ))
    };
    // What a platform asks of the text itself.
    let mut worth = credit;
    if let Some((needed, partial)) = strings("musthave")
        && !needed.iter().all(|needed| typed.contains(needed))
    {
        worth *= partial;
    }
    if let Some((forbidden, partial)) = strings("notallowed")
        && forbidden.iter().any(|forbidden| typed.contains(forbidden))
    {
        worth *= partial;
    }
    Ok(worth)
}

fn pattern(part: &Part, typed: &str) -> Result<f64, Got> {
    let answer = text(part, "answer").unwrap_or_default();
    if answer.contains(|c: char| "\\^$.|?*+()[]{}".contains(c)) {
        return Err(not_applicable(
            "a regular expression is hidden from the learner",
        ));
    }
    let request = Request {
        kind: "text".to_owned(),
        key: Plain::from(answer.as_str()),
        answer: Plain::from(typed),
        case: flag(part, "caseSensitive"),
        ..Request::default()
    };
    marked(&request).map(|reply| reply.credit)
}

fn matrix(part: &Part, student: &Value) -> Result<f64, Got> {
    let Some(jme::Value::Matrix(key)) =
        text(part, "correctAnswer").and_then(|answer| jme::value(&answer))
    else {
        return Err(Got::Undecided("a setting is not computed".to_owned()));
    };
    let rows: Vec<Vec<String>> = student
        .as_array()
        .map(|rows| {
            let entries = |row: &Value| {
                row.as_array()
                    .map(|row| row.iter().map(typed).collect())
                    .unwrap_or_default()
            };
            rows.iter().map(entries).collect()
        })
        .unwrap_or_default();
    let listed = |rows: Vec<Vec<String>>| {
        let rows: Vec<String> = rows
            .into_iter()
            .map(|row| format!("[{}]", row.join(", ")))
            .collect();
        format!("[{}]", rows.join(", "))
    };
    if let Some(precision) = precision(part)? {
        let same_size = rows.len() == key.len()
            && rows
                .iter()
                .zip(&key)
                .all(|(row, key)| row.len() == key.len());
        if !same_size {
            return Ok(0.0);
        }
        let entries = rows.iter().flatten().zip(key.iter().flatten());
        let mut credits = entries.map(|(typed, key)| rounded(part, key, precision, typed));
        return credits.try_fold(1.0_f64, |least, credit| Ok(least.min(credit?)));
    }
    let numbers = key
        .iter()
        .map(|row| row.iter().map(Rational::to_string).collect());
    let request = Request {
        kind: "matrix".to_owned(),
        key: Plain::from(listed(numbers.collect()).as_str()),
        answer: Plain::from(listed(rows).as_str()),
        ..Request::default()
    };
    marked(&request).map(|reply| reply.credit)
}

/// The marks of the cells, row by row.
fn cells(part: &Part) -> Option<Vec<Vec<f64>>> {
    let row = |row: &Value| -> Option<Vec<f64>> {
        match row {
            Value::Array(cells) => cells.iter().map(cell).collect(),
            other => Some(vec![cell(other)?]),
        }
    };
    match setting(part, "matrix")? {
        Value::Array(rows) => rows.iter().map(row).collect(),
        Value::String(text) => match jme::value(text)? {
            jme::Value::List(values) => values
                .into_iter()
                .map(|value| match value {
                    jme::Value::Number(value) => Some(vec![value.to_f64()]),
                    _ => None,
                })
                .collect(),
            _ => None,
        },
        _ => None,
    }
}

fn cell(value: &Value) -> Option<f64> {
    match value {
        Value::String(text) => text.parse().ok(),
        other => other.as_f64(),
    }
}

/// Which cells are ticked, row by row.
fn ticks(student: &Value) -> Vec<Vec<bool>> {
    let row = |row: &Value| match row {
        Value::Array(cells) => cells.iter().map(|cell| cell == true).collect(),
        other => vec![other == true],
    };
    student
        .as_array()
        .map(|rows| rows.iter().map(row).collect())
        .unwrap_or_default()
}

fn labels(places: impl Iterator<Item = usize>) -> String {
    let labels: Vec<String> = places
        .map(|place| retake::answer::label(place).to_string())
        .collect();
    labels.join(",")
}

fn choices(part: &Part) -> Vec<String> {
    let list = setting(part, "choices").and_then(Value::as_array);
    list.map(|list| list.iter().map(typed).collect())
        .unwrap_or_default()
}

fn choice(kind: &str, part: &Part, student: &Value) -> Result<f64, Got> {
    let marks = cells(part).ok_or_else(|| Got::Undecided("no marks".to_owned()))?;
    let marks: Vec<f64> = marks
        .iter()
        .filter_map(|row| row.first().copied())
        .collect();
    if marks.iter().any(|mark| *mark < 0.0) {
        return Err(not_applicable("marks below zero"));
    }
    let ticked: Vec<bool> = ticks(student)
        .iter()
        .filter_map(|row| row.first().copied())
        .collect();
    let right = || (0..marks.len()).filter(|&place| marks[place] > 0.0);
    let picked = || (0..ticked.len()).filter(|&place| ticked[place]);
    // An answer with too few ticks is not taken in.
    let least = text(part, "minAnswers").and_then(|least| least.parse::<usize>().ok());
    if picked().count() < least.unwrap_or(0) {
        return Ok(0.0);
    }
    if text(part, "markingMethod").as_deref() == Some("score per matched cell") {
        let state = |is: bool| usize::from(!is);
        let request = Request {
            kind: "categorise".to_owned(),
            key: Plain::from(labels(marks.iter().map(|mark| state(*mark > 0.0))).as_str()),
            answer: Plain::from(labels(ticked.iter().map(|tick| state(*tick))).as_str()),
            prompts: choices(part),
            options: vec!["ticked".to_owned(), "not ticked".to_owned()],
            partial: Some("each".to_owned()),
            ..Request::default()
        };
        return marked(&request).map(|reply| reply.credit);
    }
    let request = Request {
        kind: if kind == "1_n_2" { "choice" } else { "choices" }.to_owned(),
        key: Plain::from(labels(right()).as_str()),
        answer: Plain::from(labels(picked()).as_str()),
        options: choices(part),
        partial: (kind == "m_n_2").then(|| "each".to_owned()),
        ..Request::default()
    };
    marked(&request).map(|reply| reply.credit)
}

/// For every row the column ticked.
fn grid(part: &Part, student: &Value) -> Result<f64, Got> {
    let ticked = ticks(student);
    let marks = cells(part).ok_or_else(|| Got::Undecided("no marks".to_owned()))?;
    let single = |row: &Vec<bool>| row.iter().filter(|tick| **tick).count() <= 1;
    if !ticked.iter().all(single) {
        return Err(not_applicable("several ticks in a row of a grid"));
    }
    let best = |row: &Vec<f64>| row.iter().position(|mark| *mark > 0.0).unwrap_or(0);
    let tick = |row: &Vec<bool>| match row.iter().position(|tick| *tick) {
        Some(place) => retake::answer::label(place).to_string(),
        None => "-".to_owned(),
    };
    let answer: Vec<String> = ticked.iter().map(tick).collect();
    let list = setting(part, "answers").and_then(Value::as_array);
    let request = Request {
        kind: "categorise".to_owned(),
        key: Plain::from(labels(marks.iter().map(best)).as_str()),
        answer: Plain::from(answer.join(",").as_str()),
        prompts: choices(part),
        options: list
            .map(|list| list.iter().map(typed).collect())
            .unwrap_or_default(),
        partial: Some("each".to_owned()),
        ..Request::default()
    };
    marked(&request).map(|reply| reply.credit)
}
