//! `[answer]` and `[[part]]`: what is asked, and how it is marked.

use super::kinds::{EVERY, PLACE};
use super::reader::{Reader, Table, Value, list_of};
use super::{RawAnswer, RawAnswerKind, RawPlane, RawShow, RawTolerance, Text, codes};
use crate::base::{PartId, Spanned, closest, counted};
use crate::doc::Format;
use crate::math::Decimal;
use toml::de::DeValue;

/// Options are labelled a to z.
const MAX_OPTIONS: u32 = 26;

/// The most figures or places an answer is rounded to.
const MAX_FIGURES: u32 = 30;

/// The most points a learner sets.
const MAX_POINTS: u32 = 10;

/// The most letters that can be forgiven.
const MAX_SPELLING: u32 = 5;

/// The most levels of a rubric.
const MAX_LEVELS: u32 = 12;

/// What stands for an expression.
const EXPRESSION: &str = "an expression in quotes";

/// Reads what is asked: `[answer]`, or every `[[part]]`.
pub(super) fn parts(reader: &mut Reader<'_>, top: &Table<'_>, values: &[&str]) -> Vec<RawAnswer> {
    let (only, several) = (top.get("answer"), top.get("part"));
    if only.is_some() && several.is_some() {
        let message = "there are [answer] and [[part]]".to_owned();
        let help = "write every part as [[part]], or the only one as [answer]";
        reader.error(codes::DOES_NOT_FIT, top.key_span("answer"), message, help);
    }
    if let Some(value) = only {
        let table = reader.table("[answer]", value, "a table");
        return table
            .and_then(|table| answer(reader, &table, values))
            .into_iter()
            .collect();
    }
    let Some(several) = several else {
        reader.missing(top, "[answer]", "a table with `kind` and `key`");
        return Vec::new();
    };
    let DeValue::Array(tables) = several.get_ref() else {
        reader.wrong_type("`part`", several, "one or more tables headed [[part]]");
        return Vec::new();
    };
    let mut parts = Vec::new();
    for value in tables.iter() {
        let Some(table) = reader.table("[[part]]", value, "a table") else {
            continue;
        };
        if table.get("id").is_none() {
            reader.missing(&table, "id", "the name of the part, such as \"density\"");
        }
        parts.extend(answer(reader, &table, values));
    }
    parts
}

/// Reads `[answer]`, or one `[[part]]` of several; `None` when what is asked cannot be said.
pub(super) fn answer(
    reader: &mut Reader<'_>,
    table: &Table<'_>,
    top: &[&str],
) -> Option<RawAnswer> {
    let kind = match table.get("kind") {
        Some(value) => kind(reader, value),
        None => {
            reader.missing(table, "kind", &format!("one of {}", kind_names()));
            if table.get("key").is_none() {
                reader.missing(table, "key", "an expression for what is right");
            }
            None
        }
    };
    reader.check_keys(table, &RawAnswerKind::all_keys(), &[], top);
    // What the other keys should be depends on it.
    let kind = kind?;
    check_fit(reader, table, &kind);
    let answer = RawAnswer::read(reader, table, kind.clone());
    if let (Some(_), Some(_)) = (table.get("key"), &answer.range) {
        let span = table.key_span("range");
        let message = "there are `key` and `range`".to_owned();
        reader.error(codes::DOES_NOT_FIT, span, message, "leave one of them out");
    }
    let needed = kind.value.needs().iter();
    let mut missing = needed.filter(|key| table.get(key).is_none());
    let stands_for_key = |key: &&str| *key == "key" && answer.range.is_some();
    match missing.find(|key| !stands_for_key(key)) {
        Some(key) => {
            reader.missing(table, key, meaning(key));
            None
        }
        None => Some(answer),
    }
    .filter(|answer| answer.is_whole())
}

/// What a key that is missing would hold.
fn meaning(key: &str) -> &'static str {
    match key {
        "unit" => "a unit in quotes, such as \"g/cm^3\"",
        "left" | "right" | "items" | "category" => "an expression in quotes that gives a list",
        "submit" => "what is handed in, such as [\"text\"]",
        _ => "an expression for what is right",
    }
}

fn kind_names() -> String {
    let names: Vec<&str> = RawAnswerKind::ALL.iter().map(|kind| kind.name()).collect();
    list_of(&names)
}

fn kind(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Spanned<RawAnswerKind>> {
    let text = reader.text("`kind`", value, "a kind of answer, such as \"number\"")?;
    if let Some(kind) = RawAnswerKind::parse(&text.value) {
        return Some(Spanned::new(kind, text.span));
    }
    let names = RawAnswerKind::ALL.iter().map(|kind| kind.name());
    let help = match closest(&text.value, names) {
        Some(meant) => format!("did you mean \"{meant}\"?"),
        None => format!("the kinds are {}", kind_names()),
    };
    let message = format!("there is no kind of answer \"{}\"", text.value);
    reader.error(codes::WORD, text.span, message, help);
    None
}

/// Reports every key that does not go with this kind of answer.
fn check_fit(reader: &mut Reader<'_>, table: &Table<'_>, kind: &Spanned<RawAnswerKind>) {
    let all = RawAnswerKind::all_keys();
    for (key, _) in &table.entries {
        let everywhere = EVERY.contains(&key.value) || PLACE.contains(&key.value);
        if everywhere || kind.value.has(key.value) || !all.contains(&key.value) {
            continue;
        }
        let kinds = RawAnswerKind::ALL.iter().filter(|kind| kind.has(key.value));
        let names: Vec<String> = kinds.map(|kind| format!("\"{}\"", kind.name())).collect();
        let message = format!(
            "`{}` does not go with `kind = \"{}\"`",
            key.value,
            kind.value.name()
        );
        let help = match names.as_slice() {
            [only] => format!("it goes with the kind {only}; leave it out"),
            names => format!("it goes with the kinds {}; leave it out", names.join(", ")),
        };
        reader.error(codes::DOES_NOT_FIT, key.span, message, help);
    }
}

impl RawAnswer {
    fn read(reader: &mut Reader<'_>, table: &Table<'_>, kind: Spanned<RawAnswerKind>) -> Self {
        const WORDS: &str = "words in quotes";
        Self {
            span: table.span,
            id: part_id(reader, table, "id"),
            weight: weight(reader, table),
            step_of: part_id(reader, table, "step_of"),
            steps_cost: share(reader, table, "steps_cost"),
            wrong_form_credit: share(reader, table, "wrong_form_credit"),
            partial: word(reader, table, "partial", "a word such as \"each\""),
            key: keys(reader, table, kind.value),
            accept: words(reader, table, "accept", "texts such as \"fraction\""),
            form: word(reader, table, "form", "a text such as \"factored\""),
            tolerance: tolerance(reader, table),
            significant_figures: whole(reader, table, "significant_figures", 1, MAX_FIGURES),
            decimal_places: whole(reader, table, "decimal_places", 0, MAX_FIGURES),
            range: range(reader, table),
            unit: word(
                reader,
                table,
                "unit",
                "a unit in quotes, such as \"g/cm^3\"",
            ),
            compatible_units: boolean(reader, table, "compatible_units"),
            domain: word(reader, table, "domain", "\"strict\""),
            solution_set: boolean(reader, table, "solution_set"),
            multiplicity: boolean(reader, table, "multiplicity"),
            options: whole(reader, table, "options", 2, MAX_OPTIONS),
            show: show(reader, table, kind.value),
            reason: formula(reader, table, "reason"),
            by: formula(reader, table, "by"),
            left: formula(reader, table, "left"),
            right: formula(reader, table, "right"),
            extra: formula(reader, table, "extra"),
            items: formula(reader, table, "items"),
            category: formula(reader, table, "category"),
            categories: formula(reader, table, "categories"),
            spelling: whole(reader, table, "spelling", 0, MAX_SPELLING),
            case: boolean(reader, table, "case"),
            accents: boolean(reader, table, "accents"),
            required: words(reader, table, "required", WORDS),
            forbidden: words(reader, table, "forbidden", WORDS),
            plane: plane(reader, table),
            points: whole(reader, table, "points", 1, MAX_POINTS),
            submit: words(
                reader,
                table,
                "submit",
                "what is handed in, such as \"text\"",
            ),
            proficient: whole(reader, table, "proficient", 1, MAX_LEVELS),
            kind,
        }
    }

    /// Whether what is asked can be said: what could not be read has been reported.
    fn is_whole(&self) -> bool {
        self.kind.value.needs().iter().all(|key| match *key {
            "key" => !self.key.is_empty() || self.range.is_some(),
            "unit" => self.unit.is_some(),
            "left" => self.left.is_some(),
            "right" => self.right.is_some(),
            "items" => self.items.is_some(),
            "category" => self.category.is_some(),
            _ => true,
        })
    }
}

fn weight(reader: &mut Reader<'_>, table: &Table<'_>) -> Option<Spanned<Decimal>> {
    let allowed = "a number greater than 0";
    let weight = reader.number("`weight`", table.get("weight")?, allowed)?;
    positive(reader, "`weight`", weight, allowed)
}

fn keys(reader: &mut Reader<'_>, table: &Table<'_>, kind: RawAnswerKind) -> Vec<Text> {
    let Some(value) = table.get("key") else {
        return Vec::new();
    };
    let several = matches!(value.get_ref(), DeValue::Array(_));
    if several && !matches!(kind, RawAnswerKind::Choices | RawAnswerKind::Text) {
        let allowed =
            "one expression in quotes; several only where `kind` is \"choices\" or \"text\"";
        reader.wrong_type("`key`", value, allowed);
        return Vec::new();
    }
    let keys = reader.one_or_more("`key`", value).into_iter();
    keys.filter_map(|value| reader.formula("`key`", value, EXPRESSION))
        .collect()
}

fn formula(reader: &mut Reader<'_>, table: &Table<'_>, key: &str) -> Option<Text> {
    let value = table.get(key)?;
    reader.formula(&format!("`{key}`"), value, EXPRESSION)
}

fn word(reader: &mut Reader<'_>, table: &Table<'_>, key: &str, allowed: &str) -> Option<Text> {
    let value = table.get(key)?;
    reader.text(&format!("`{key}`"), value, allowed)
}

fn words(reader: &mut Reader<'_>, table: &Table<'_>, key: &str, allowed: &str) -> Vec<Text> {
    let what = format!("`{key}`");
    let Some(value) = table.get(key) else {
        return Vec::new();
    };
    let words = reader.one_or_more(&what, value).into_iter();
    words
        .filter_map(|value| reader.text(&what, value, allowed))
        .collect()
}

fn boolean(reader: &mut Reader<'_>, table: &Table<'_>, key: &str) -> Option<bool> {
    let value = table.get(key)?;
    if let DeValue::Boolean(boolean) = value.get_ref() {
        return Some(*boolean);
    }
    reader.wrong_type(&format!("`{key}`"), value, "true or false");
    None
}

fn whole(
    reader: &mut Reader<'_>,
    table: &Table<'_>,
    key: &str,
    least: u32,
    most: u32,
) -> Option<Spanned<u32>> {
    let value = table.get(key)?;
    reader.whole(&format!("`{key}`"), value, least, most)
}

/// A number from 0 to 1.
fn share(reader: &mut Reader<'_>, table: &Table<'_>, key: &str) -> Option<Spanned<Decimal>> {
    let (what, allowed) = (format!("`{key}`"), "a share from 0 to 1, such as 0.25");
    let number = reader.number(&what, table.get(key)?, allowed)?;
    let share = number.value.value().to_f64();
    if (0.0..=1.0).contains(&share) {
        return Some(number);
    }
    let message = format!("{what} must be {allowed}");
    reader.error(
        codes::OUT_OF_RANGE,
        number.span,
        message,
        format!("write {allowed}"),
    );
    None
}

/// The name of a part.
pub(super) fn part_id(reader: &mut Reader<'_>, table: &Table<'_>, key: &str) -> Option<Text> {
    let text = word(reader, table, key, "the name of a part in quotes")?;
    match PartId::new(&text.value) {
        Ok(_) => Some(text),
        Err(error) => {
            let help = "rename it, such as \"density\"";
            reader.error(codes::NAME, text.span, error.to_string(), help);
            None
        }
    }
}

fn positive(
    reader: &mut Reader<'_>,
    what: &str,
    number: Spanned<Decimal>,
    allowed: &str,
) -> Option<Spanned<Decimal>> {
    if number.value.value().signum() > 0 {
        return Some(number);
    }
    reader.error(
        codes::OUT_OF_RANGE,
        number.span,
        format!("{what} must be greater than 0"),
        format!("write {allowed}"),
    );
    None
}

fn tolerance(reader: &mut Reader<'_>, table: &Table<'_>) -> Option<RawTolerance> {
    let allowed = "a positive number such as 0.05, or a share of the key such as \"2%\"";
    let value = table.get("tolerance")?;
    let DeValue::String(_) = value.get_ref() else {
        let number = reader.number("`tolerance`", value, allowed)?;
        return positive(reader, "`tolerance`", number, allowed).map(RawTolerance::Absolute);
    };
    let text = reader.formula("`tolerance`", value, allowed)?;
    let digits = text.value.trim().strip_suffix('%');
    let share = digits.and_then(|digits| Decimal::parse(digits.trim()));
    let Some(share) = share else {
        let message = format!("`tolerance` cannot be \"{}\"", text.value);
        reader.error(
            codes::NUMBER,
            text.span,
            message,
            format!("write {allowed}"),
        );
        return None;
    };
    let share = Spanned::new(share, text.span);
    positive(reader, "`tolerance`", share, allowed).map(RawTolerance::Percent)
}

/// Two expressions: the least and the greatest number that are right.
fn range(reader: &mut Reader<'_>, table: &Table<'_>) -> Option<(Text, Text)> {
    let allowed = "two expressions, such as [\"a\", \"b\"]";
    let value = table.get("range")?;
    let DeValue::Array(ends) = value.get_ref() else {
        reader.wrong_type("`range`", value, allowed);
        return None;
    };
    let [low, high] = ends.iter().collect::<Vec<_>>()[..] else {
        let message = format!("`range` has {}", counted(ends.len(), "end"));
        let span = reader.span(value);
        reader.error(
            codes::OUT_OF_RANGE,
            span,
            message,
            format!("write {allowed}"),
        );
        return None;
    };
    let low = reader.formula("an end of `range`", low, EXPRESSION)?;
    Some((low, reader.formula("an end of `range`", high, EXPRESSION)?))
}

fn plane(reader: &mut Reader<'_>, table: &Table<'_>) -> Option<RawPlane> {
    let allowed = "a table such as { x = \"-10..10\", y = \"-10..10\" }";
    let table = reader.table("`plane`", table.get("plane")?, allowed)?;
    reader.check_keys(&table, &["x", "y"], &[], &[]);
    let mut axis = |key: &str| match table.get(key) {
        Some(value) => {
            let what = format!("`{key}` of `plane`");
            reader.formula(&what, value, "a range such as \"-10..10\"")
        }
        None => {
            reader.missing(&table, key, "a range such as \"-10..10\"");
            None
        }
    };
    let (x, y) = (axis("x"), axis("y"));
    Some(RawPlane { x: x?, y: y? })
}

/// A format, or the field by which the rows of an order are shown.
fn show(reader: &mut Reader<'_>, table: &Table<'_>, kind: RawAnswerKind) -> Option<RawShow> {
    if kind == RawAnswerKind::Ordering {
        let allowed = "the name of a field of the rows, such as \"event\"";
        return word(reader, table, "show", allowed).map(RawShow::Field);
    }
    let allowed = "a format such as \"fraction\" or \"decimal 2\"";
    let text = word(reader, table, "show", allowed)?;
    match Format::parse(&text.value) {
        Ok(format) => Some(RawShow::Format(Spanned::new(format, text.span))),
        Err(error) => {
            reader.error(codes::WORD, text.span, error.to_string(), error.help());
            None
        }
    }
}
