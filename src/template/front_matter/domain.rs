//! `[parameters]` and `[incidentals]`: what values a name can take.

use super::reader::{Reader, Table, Value};
use super::{Entry, ListKind, RawDomain, RawRecord, RawValue, codes};
use crate::base::{Span, Spanned, closest};
use std::collections::HashMap;
use toml::de::DeValue;

const ALLOWED: &str =
    "a range such as \"2..9\", a list of values, { rows = … } or { list = …, length = … }";

/// The longest list a parameter may be.
const MAX_LENGTH: u32 = 1000;

/// Reads every domain of a table.
pub(super) fn domains(
    reader: &mut Reader<'_>,
    table: &Table<'_>,
) -> Vec<Entry<Spanned<RawDomain>>> {
    let mut entries = Vec::new();
    for (key, value) in &table.entries {
        let name = reader.name(key);
        let domain = domain(reader, &format!("`{}`", key.value), value);
        if let (Some(name), Some(value)) = (name, domain) {
            entries.push(Entry { name, value });
        }
    }
    entries
}

fn domain(reader: &mut Reader<'_>, what: &str, value: &Value<'_>) -> Option<Spanned<RawDomain>> {
    let span = reader.span(value);
    let domain = match value.get_ref() {
        DeValue::String(_) => {
            RawDomain::Range(reader.formula(what, value, "a range such as \"2..9\"")?)
        }
        DeValue::Array(_) => RawDomain::Values(values(reader, what, value)?),
        DeValue::Table(_) => {
            let table = reader.table(what, value, ALLOWED)?;
            if table.get("rows").is_some() {
                reader.check_keys(&table, &["rows"], &[], &[]);
                RawDomain::Rows(rows(reader, what, table.get("rows")?)?)
            } else {
                list(reader, what, &table)?
            }
        }
        _ => {
            reader.wrong_type(what, value, ALLOWED);
            return None;
        }
    };
    Some(Spanned::new(domain, span))
}

/// Values of one type, each listed once.
fn values(reader: &mut Reader<'_>, what: &str, value: &Value<'_>) -> Option<Vec<RawValue>> {
    let elements = reader.one_or_more(what, value);
    let count = elements.len();
    let values: Vec<RawValue> = elements
        .into_iter()
        .filter_map(|element| reader.scalar(&format!("a value of {what}"), element))
        .collect();
    if let Some(odd) = values
        .iter()
        .find(|value| type_name(value) != values.first().map_or("", type_name))
    {
        let message = format!(
            "the values of {what} are of different types: here is {}, before it {}",
            type_name(odd),
            values.first().map_or("nothing", type_name),
        );
        reader.error(
            codes::MIXED_TYPES,
            odd.span(),
            message,
            "write all of them as numbers, or all in quotes",
        );
        return None;
    }
    let mut seen: HashMap<String, Span> = HashMap::new();
    for value in &values {
        let Some(first) = seen.insert(same(value), value.span()) else {
            continue;
        };
        let finding = crate::base::Diagnostic::error(
            codes::DUPLICATE_VALUE,
            reader.source,
            value.span(),
            format!("{what} lists this value twice"),
        );
        reader.diagnostics.push(
            finding
                .also(first, "the first time")
                .help("every value of a domain stands once"),
        );
    }
    (values.len() == count && count > 0).then_some(values)
}

/// Records with the same fields.
fn rows(reader: &mut Reader<'_>, what: &str, value: &Value<'_>) -> Option<Vec<Spanned<RawRecord>>> {
    let elements = reader.one_or_more(&format!("`rows` of {what}"), value);
    let count = elements.len();
    let mut rows: Vec<Spanned<RawRecord>> = Vec::new();
    for element in elements {
        let row_name = format!("a row of {what}");
        let allowed = "a record such as { name = \"oak\", rho = 0.75 }";
        let Some(table) = reader.table(&row_name, element, allowed) else {
            continue;
        };
        let mut record = record(reader, &table);
        if record.len() < table.entries.len() {
            continue;
        }
        if let Some(first) = rows.first() {
            let position = |name: &Spanned<String>| {
                first
                    .value
                    .iter()
                    .position(|(known, _)| known.value == name.value)
            };
            let fits = record.len() == first.value.len()
                && record.iter().all(|(name, _)| position(name).is_some())
                && record.iter().all(|(name, value)| {
                    position(name)
                        .and_then(|at| first.value.get(at))
                        .is_some_and(|(_, known)| type_name(known) == type_name(value))
                });
            if !fits {
                let fields: Vec<String> = first
                    .value
                    .iter()
                    .map(|(name, value)| format!("`{}` ({})", name.value, type_name(value)))
                    .collect();
                reader.error(
                    codes::ROW_FIELDS,
                    table.span,
                    format!("{row_name} has other fields than the first row"),
                    format!("every row has the fields {}", fields.join(", ")),
                );
                continue;
            }
            record.sort_by_key(|(name, _)| position(name));
        }
        rows.push(Spanned::new(record, table.span));
    }
    (rows.len() == count && count > 0).then_some(rows)
}

/// Names and values as they stand.
pub(super) fn record(reader: &mut Reader<'_>, table: &Table<'_>) -> RawRecord {
    let mut record = Vec::new();
    for (key, value) in &table.entries {
        let name = reader.name(key);
        let value = reader.scalar(&format!("`{}`", key.value), value);
        if let (Some(name), Some(value)) = (name, value) {
            record.push((name, value));
        }
    }
    record
}

/// `{ list = …, length = …, kind = … }`
fn list(reader: &mut Reader<'_>, what: &str, table: &Table<'_>) -> Option<RawDomain> {
    reader.check_keys(table, &["list", "length", "kind"], &[], &[]);
    let (Some(elements), Some(lengths)) = (table.get("list"), table.get("length")) else {
        let missing = if table.get("list").is_none() {
            "list"
        } else {
            "length"
        };
        reader.error(
            codes::MISSING_KEY,
            table.span,
            format!("{what} has no `{missing}`"),
            "write { list = \"1..9\", length = [7, 8], kind = \"multiset\" }",
        );
        return None;
    };
    let elements = match elements.get_ref() {
        DeValue::Table(_) => {
            reader.wrong_type(
                &format!("`list` of {what}"),
                elements,
                "a range or a list of values",
            );
            None
        }
        _ => domain(reader, &format!("`list` of {what}"), elements),
    };
    let of_length = format!("`length` of {what}");
    let mut known: Vec<Spanned<u32>> = Vec::new();
    for length in reader.one_or_more(&of_length, lengths) {
        let Some(length) = reader.whole(&of_length, length, 1, MAX_LENGTH) else {
            continue;
        };
        if known.iter().any(|other| other.value == length.value) {
            reader.error(
                codes::DUPLICATE_VALUE,
                length.span,
                format!("{of_length} lists {} twice", length.value),
                "every length stands once",
            );
        } else {
            known.push(length);
        }
    }
    let kind = match table.get("kind") {
        Some(kind) => list_kind(reader, what, kind)?,
        None => ListKind::default(),
    };
    (!known.is_empty()).then_some(RawDomain::List {
        elements: Box::new(elements?),
        lengths: known,
        kind,
    })
}

fn list_kind(reader: &mut Reader<'_>, what: &str, value: &Value<'_>) -> Option<ListKind> {
    const KINDS: [&str; 3] = ["sequence", "set", "multiset"];
    let allowed = "\"sequence\", \"set\" or \"multiset\"";
    let what = format!("`kind` of {what}");
    let kind = reader.text(&what, value, allowed)?;
    match kind.value.as_str() {
        "sequence" => Some(ListKind::Sequence),
        "set" => Some(ListKind::Set),
        "multiset" => Some(ListKind::Multiset),
        other => {
            let help = match closest(other, KINDS) {
                Some(meant) => format!("did you mean \"{meant}\"?"),
                None => format!("write {allowed}"),
            };
            reader.error(
                codes::WORD,
                kind.span,
                format!("{what} cannot be \"{other}\""),
                help,
            );
            None
        }
    }
}

fn type_name(value: &RawValue) -> &'static str {
    match value {
        RawValue::Number(_) => "a number",
        RawValue::Text(_) => "a text",
        RawValue::Boolean(_) => "a boolean",
        RawValue::List(_) => "a list",
        RawValue::Record(_) => "a record",
    }
}

/// Equal for equal values: 0.5 and 0.50 are one number.
fn same(value: &RawValue) -> String {
    match value {
        RawValue::Number(number) => number.value.value().to_string(),
        RawValue::Text(text) => text.value.clone(),
        RawValue::Boolean(boolean) => boolean.value.to_string(),
        RawValue::List(_) | RawValue::Record(_) => String::new(),
    }
}
