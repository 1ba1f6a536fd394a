//! `[answer]`: what is asked, and how it is marked.

use super::reader::{Reader, Table, Value};
use super::{RawAnswer, RawAnswerKind, RawTolerance, Text, codes};
use crate::base::{Spanned, closest};
use crate::doc::Format;
use crate::math::Decimal;
use toml::de::DeValue;

/// Options are labelled a to z.
const MAX_OPTIONS: u32 = 26;

const KINDS: [&str; 4] = ["number", "expression", "choice", "choices"];
const LATER_KINDS: [&str; 9] = [
    "quantity",
    "ordering",
    "matching",
    "performance",
    "text",
    "interval",
    "equation",
    "set",
    "point",
];

const KEYS: [&str; 7] = [
    "kind",
    "key",
    "accept",
    "form",
    "tolerance",
    "options",
    "show",
];
const LATER_KEYS: [&str; 10] = [
    "domain",
    "id",
    "unit",
    "weight",
    "significant_figures",
    "partial",
    "submit",
    "proficient",
    "solution_set",
    "rubric",
];

/// Which kinds of answer a key goes with, beside `kind` and `key`.
const FITS: [(&str, &[RawAnswerKind]); 5] = [
    ("accept", &[RawAnswerKind::Number]),
    ("form", &[RawAnswerKind::Number, RawAnswerKind::Expression]),
    ("tolerance", &[RawAnswerKind::Number]),
    ("options", &[RawAnswerKind::Choice, RawAnswerKind::Choices]),
    (
        "show",
        &[
            RawAnswerKind::Number,
            RawAnswerKind::Choice,
            RawAnswerKind::Choices,
        ],
    ),
];

/// Reads `[answer]`; `None` when what is asked cannot be said.
pub(super) fn answer(
    reader: &mut Reader<'_>,
    table: &Table<'_>,
    top: &[&str],
) -> Option<RawAnswer> {
    reader.check_keys(table, &KEYS, &LATER_KEYS, top);
    let kind = match table.get("kind") {
        // What the other keys should be depends on it.
        Some(value) => Some(kind(reader, value)?),
        None => {
            reader.missing(
                table,
                "kind",
                "\"number\", \"expression\", \"choice\" or \"choices\"",
            );
            None
        }
    };
    let key = match table.get("key") {
        Some(value) => key(reader, value, kind.as_ref().map(|kind| kind.value)),
        None => {
            reader.missing(table, "key", "an expression for what is right");
            Vec::new()
        }
    };
    if let Some(kind) = &kind {
        check_fit(reader, table, kind);
    }
    let accept = table.get("accept").map_or_else(Vec::new, |value| {
        let notations = reader.one_or_more("`accept`", value);
        notations
            .into_iter()
            .filter_map(|value| reader.text("`accept`", value, "texts such as \"fraction\""))
            .collect()
    });
    let form = table
        .get("form")
        .and_then(|value| reader.text("`form`", value, "a text such as \"factored\""));
    let tolerance = table
        .get("tolerance")
        .and_then(|value| tolerance(reader, value));
    let options = table
        .get("options")
        .and_then(|value| reader.whole("`options`", value, 2, MAX_OPTIONS));
    let show = table.get("show").and_then(|value| show(reader, value));
    let kind = kind.filter(|_| !key.is_empty())?;
    Some(RawAnswer {
        span: table.span,
        kind,
        key,
        accept,
        form,
        tolerance,
        options,
        show,
    })
}

fn kind(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Spanned<RawAnswerKind>> {
    let allowed = "\"number\", \"expression\", \"choice\" or \"choices\"";
    let text = reader.text("`kind`", value, allowed)?;
    let kind = match text.value.as_str() {
        "number" => RawAnswerKind::Number,
        "expression" => RawAnswerKind::Expression,
        "choice" => RawAnswerKind::Choice,
        "choices" => RawAnswerKind::Choices,
        later if LATER_KINDS.contains(&later) => {
            reader.error(
                codes::LATER_FORMAT,
                text.span,
                format!("answers of kind \"{later}\" are not part of this version of the format"),
                format!("write {allowed}"),
            );
            return None;
        }
        other => {
            let help = match closest(other, KINDS) {
                Some(meant) => format!("did you mean \"{meant}\"?"),
                None => format!("write {allowed}"),
            };
            reader.error(
                codes::WORD,
                text.span,
                format!("there is no kind of answer \"{other}\""),
                help,
            );
            return None;
        }
    };
    Some(Spanned::new(kind, text.span))
}

fn key(reader: &mut Reader<'_>, value: &Value<'_>, kind: Option<RawAnswerKind>) -> Vec<Text> {
    let several = matches!(value.get_ref(), DeValue::Array(_));
    if several && kind.is_some_and(|kind| kind != RawAnswerKind::Choices) {
        reader.wrong_type(
            "`key`",
            value,
            "one expression in quotes; several only where `kind = \"choices\"`",
        );
        return Vec::new();
    }
    let keys = reader.one_or_more("`key`", value);
    keys.into_iter()
        .filter_map(|value| reader.formula("`key`", value, "an expression in quotes"))
        .collect()
}

fn check_fit(reader: &mut Reader<'_>, table: &Table<'_>, kind: &Spanned<RawAnswerKind>) {
    for (key, kinds) in FITS {
        if table.get(key).is_some() && !kinds.contains(&kind.value) {
            let names: Vec<_> = kinds
                .iter()
                .map(|kind| format!("\"{}\"", kind.name()))
                .collect();
            reader.error(
                codes::DOES_NOT_FIT,
                table.key_span(key),
                format!(
                    "`{key}` does not go with `kind = \"{}\"`",
                    kind.value.name()
                ),
                format!("it goes with the kinds {}; leave it out", names.join(", ")),
            );
        }
    }
}

fn tolerance(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<RawTolerance> {
    let allowed = "a positive number such as 0.05, or a share of the key such as \"2%\"";
    let tolerance = if let DeValue::String(_) = value.get_ref() {
        let text = reader.formula("`tolerance`", value, allowed)?;
        let share = text
            .value
            .trim()
            .strip_suffix('%')
            .and_then(|digits| Decimal::parse(digits.trim()));
        let Some(share) = share else {
            reader.error(
                codes::NUMBER,
                text.span,
                format!("`tolerance` cannot be \"{}\"", text.value),
                format!("write {allowed}"),
            );
            return None;
        };
        RawTolerance::Percent(Spanned::new(share, text.span))
    } else {
        RawTolerance::Absolute(reader.number("`tolerance`", value, allowed)?)
    };
    let (RawTolerance::Absolute(number) | RawTolerance::Percent(number)) = &tolerance;
    if number.value.value().signum() <= 0 {
        let message = "`tolerance` must be greater than 0".to_owned();
        reader.error(
            codes::OUT_OF_RANGE,
            number.span,
            message,
            format!("write {allowed}"),
        );
        return None;
    }
    Some(tolerance)
}

fn show(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Spanned<Format>> {
    let text = reader.text(
        "`show`",
        value,
        "a format such as \"fraction\" or \"decimal 2\"",
    )?;
    match Format::parse(&text.value) {
        Ok(format) => Some(Spanned::new(format, text.span)),
        Err(error) => {
            reader.error(codes::WORD, text.span, error.to_string(), error.help());
            None
        }
    }
}
