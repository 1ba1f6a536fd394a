//! The front matter as a whole.

use super::reader::{Reader, Table, Value};
use super::{
    Entry, FrontMatter, RawExample, RawMisconception, RawRecord, RawResponse, RawValue, Text,
};
use super::{answer, codes, domain, figure, languages, rubric, syntax, table};
use crate::base::{Diagnostic, MisconceptionId, Source, Span, Spanned};
use std::collections::HashSet;
use toml::de::DeValue;

const TOP_VALUES: [&str; 5] = ["title", "version", "symbols", "minutes", "languages"];
const TOP: [&str; 18] = [
    "title",
    "version",
    "symbols",
    "minutes",
    "languages",
    "titles",
    "parameters",
    "incidentals",
    "table",
    "let",
    "require",
    "radicals",
    "answer",
    "part",
    "misconceptions",
    "figure",
    "rubric",
    "example",
];

/// Reads the front matter that stands at `span`.
///
/// Recovers: everything wrong is reported in one run, and what could be read is returned.
pub fn read(source: &Source, span: Span, diagnostics: &mut Vec<Diagnostic>) -> FrontMatter {
    let earlier = diagnostics.len();
    let healed = syntax::heal(source.slice(span));
    let (toml, broken) = syntax::parse(&healed, source, span.start, diagnostics);
    let mut reader = Reader {
        source,
        offset: span.start,
        broken,
        diagnostics,
    };
    let top = reader.entries("the front matter", Span::at(span.start), toml.get_ref());
    reader.check_keys(&top, &TOP, &[], &[]);
    let mut front = FrontMatter {
        span,
        ..FrontMatter::default()
    };
    // A value that is missing above may be found below, in the first table with free names.
    let displaced: Vec<&str> = TOP_VALUES
        .into_iter()
        .filter(|key| top.get(key).is_none())
        .collect();
    let found_below = front.read_tables(&mut reader, &top, &displaced);
    front.read_values(&mut reader, &top, &found_below);
    if let Some(found) = diagnostics.get_mut(earlier..) {
        found.sort_by_key(|finding| finding.labels.first().map(|label| label.span));
    }
    front
}

impl FrontMatter {
    fn read_values(&mut self, reader: &mut Reader<'_>, top: &Table<'_>, found_below: &[String]) {
        let expected = |key: &str| !found_below.iter().any(|found| found == key);
        match top.get("title") {
            Some(value) => self.title = reader.text("`title`", value, "a text in quotes"),
            None if expected("title") => {
                reader.missing(top, "title", "what the template is about, in quotes")
            }
            None => {}
        }
        match top.get("version") {
            Some(value) => {
                let version = reader.whole("`version`", value, 1, 1_000_000);
                self.version = version.map_or(0, |version| version.value);
            }
            None if expected("version") => {
                reader.missing(top, "version", "1 for the first version")
            }
            None => {}
        }
        if let Some(value) = top.get("symbols") {
            let allowed = "a list of letters in quotes, such as [\"x\"]";
            if let DeValue::Array(_) = value.get_ref() {
                self.symbols = symbols(reader, value, allowed);
            } else {
                reader.wrong_type("`symbols`", value, allowed);
            }
        }
        if let Some(value) = top.get("languages") {
            self.languages = languages::languages(reader, value);
        }
        if let Some(value) = top.get("minutes") {
            let allowed = "a positive number of minutes";
            let minutes = reader.number("`minutes`", value, allowed);
            let (positive, rest): (Vec<_>, Vec<_>) = minutes
                .into_iter()
                .partition(|minutes| minutes.value.value().signum() > 0);
            for minutes in rest {
                let message = format!("`minutes` must be {allowed}");
                reader.error(
                    codes::OUT_OF_RANGE,
                    minutes.span,
                    message,
                    "write how long a learner typically takes",
                );
            }
            self.minutes = positive.into_iter().next();
        }
    }

    /// Reads the tables; returns the keys that were found in one of them instead of above.
    fn read_tables(
        &mut self,
        reader: &mut Reader<'_>,
        top: &Table<'_>,
        displaced: &[&str],
    ) -> Vec<String> {
        let mut found_below = Vec::new();
        let mut free = |reader: &mut Reader<'_>, key: &str| {
            let (table, misplaced) = free_table(reader, top, key, displaced)?;
            found_below.extend(misplaced);
            Some(table)
        };
        let parameters = free(reader, "parameters");
        let incidentals = free(reader, "incidentals");
        let lets = free(reader, "let");
        let require = free(reader, "require");
        let radicals = free(reader, "radicals");
        if let Some(table) = parameters {
            self.parameters = domain::domains(reader, &table);
            self.unread.extend(unread(&table, &self.parameters));
        }
        if let Some(table) = incidentals {
            self.incidentals = domain::domains(reader, &table);
            self.unread.extend(unread(&table, &self.incidentals));
        }
        if let Some(table) = lets {
            self.lets = formulas(reader, &table);
            self.unread.extend(unread(&table, &self.lets));
        }
        if let Some(value) = top.get("titles") {
            let titles = reader.table("[titles]", value, "a title in each language");
            self.titles = titles.map_or_else(Vec::new, |table| languages::titles(reader, &table));
        }
        if let Some(value) = top.get("table") {
            self.table = table::table(reader, value, &TOP_VALUES);
            if self.table.is_none() {
                self.unread.extend(table::unread(reader, value));
            }
        }
        self.require = require.map_or_else(Vec::new, |table| formulas(reader, &table));
        self.radicals = radicals.map_or_else(Vec::new, |table| formulas(reader, &table));
        self.parts = answer::parts(reader, top, &TOP_VALUES);
        if let Some(value) = top.get("misconceptions") {
            let name = "[misconceptions]";
            if let Some(table) =
                reader.table(name, value, "tables such as [misconceptions.added_instead]")
            {
                for (id, value) in &table.entries {
                    match misconception(reader, id, value) {
                        Some(read) => self.misconceptions.push(read),
                        None => self.unread_misconceptions.push(id.value.to_owned()),
                    }
                }
            }
        }
        if let Some(value) = top.get("figure") {
            let table = reader.table("[figure]", value, "a table with `kind` and `alt`");
            self.figure = table.and_then(|table| figure::figure(reader, &table, &TOP_VALUES));
        }
        let several = top.get("part").is_some();
        if let Some(value) = top.get("rubric") {
            let criteria = rubric::rubric(reader, value, &TOP_VALUES);
            self.unread_rubric = criteria.is_none();
            self.rubric = criteria.unwrap_or_default();
        }
        if let Some(value) = top.get("example") {
            if let DeValue::Array(array) = value.get_ref() {
                self.examples = array
                    .iter()
                    .filter_map(|value| example(reader, value, several))
                    .collect();
            } else {
                reader.wrong_type("`example`", value, "one or more tables headed [[example]]");
            }
        }
        found_below
    }
}

/// A table whose keys an author is free to name, and the keys in it that belong above it.
fn free_table<'t>(
    reader: &mut Reader<'_>,
    top: &Table<'t>,
    key: &str,
    displaced: &[&str],
) -> Option<(Table<'t>, Vec<String>)> {
    let name = format!("[{key}]");
    let mut table = reader.table(&name, top.get(key)?, "a table")?;
    let mut misplaced = Vec::new();
    table.entries.retain(|(key, value)| {
        // Time is a quantity like others: `minutes` is the template's own where it is a plain number.
        let is_number = matches!(value.get_ref(), DeValue::Integer(_) | DeValue::Float(_));
        let belongs_above = displaced.contains(&key.value) && (key.value != "minutes" || is_number);
        if belongs_above {
            misplaced.push(key.clone());
        }
        !belongs_above
    });
    for key in &misplaced {
        reader.error(
            codes::MISPLACED_KEY,
            key.span,
            format!("`{}` stands in {name}", key.value),
            "move it above the first table: a key belongs to the `[…]` above it",
        );
    }
    Some((
        table,
        misplaced.iter().map(|key| key.value.to_owned()).collect(),
    ))
}

/// The names a table defines by what could not be read.
fn unread<T>(table: &Table<'_>, entries: &[Entry<T>]) -> Vec<Spanned<String>> {
    let read: HashSet<Span> = entries.iter().map(|entry| entry.name.span).collect();
    let names = table.entries.iter().map(|(key, _)| key);
    names
        .filter(|key| !read.contains(&key.span))
        .map(|key| Spanned::new(key.value.to_owned(), key.span))
        .collect()
}

fn symbols(reader: &mut Reader<'_>, value: &Value<'_>, allowed: &str) -> Vec<Text> {
    let symbols = reader.one_or_more("`symbols`", value);
    let mut names = Vec::new();
    for symbol in symbols {
        let Some(symbol) = reader.text("a symbol", symbol, allowed) else {
            continue;
        };
        names.extend(reader.name(&Spanned::new(symbol.value.as_str(), symbol.span)));
    }
    names
}

fn formulas(reader: &mut Reader<'_>, table: &Table<'_>) -> Vec<Entry<Text>> {
    let mut entries = Vec::new();
    for (key, value) in &table.entries {
        let name = reader.name(key);
        let what = format!("`{}` in {}", key.value, table.name);
        let value = reader.formula(&what, value, "an expression in quotes");
        if let (Some(name), Some(value)) = (name, value) {
            entries.push(Entry { name, value });
        }
    }
    entries
}

fn misconception(
    reader: &mut Reader<'_>,
    id: &Spanned<&str>,
    value: &Value<'_>,
) -> Option<RawMisconception> {
    let name = format!("[misconceptions.{}]", id.value);
    let table = reader.table(&name, value, "a table with a `value`")?;
    reader.check_keys(&table, &["part", "value", "unless"], &[], &TOP_VALUES);
    let checked = MisconceptionId::new(id.value);
    if let Err(error) = &checked {
        reader.error(
            codes::NAME,
            id.span,
            error.to_string(),
            "rename it, such as `added_instead`",
        );
    }
    let what = |key: &str| format!("`{key}` of {name}");
    let allowed = "an expression in quotes";
    let unless = table
        .get("unless")
        .and_then(|value| reader.formula(&what("unless"), value, allowed));
    let part = answer::part_id(reader, &table, "part");
    let Some(value) = table.get("value") else {
        reader.missing(&table, "value", "an expression for what it leads to");
        return None;
    };
    let value = reader.formula(&what("value"), value, allowed)?;
    checked.ok()?;
    Some(RawMisconception {
        id: Spanned::new(id.value.to_owned(), id.span),
        part,
        value,
        unless,
    })
}

/// `[[example]]`: with one part `answers = { "2" = "right" }`; with several
/// `answers = { density = { "2 g/cm^3" = "right" } }`, one part at a time, and
/// `together = [{ density = { "3 g/cm^3" = "wrong" }, mass = { "60 g" = "right" } }]`, where what
/// follows from an earlier answer is right.
fn example(reader: &mut Reader<'_>, value: &Value<'_>, several: bool) -> Option<RawExample> {
    let table = reader.table("[[example]]", value, "a table with `given` and `answers`")?;
    let keys: &[&str] = if several {
        &["given", "answers", "together"]
    } else {
        &["given", "answers"]
    };
    reader.check_keys(&table, keys, &[], &TOP_VALUES);
    let mut example = RawExample {
        span: table.span,
        given: Vec::new(),
        attempts: Vec::new(),
    };
    if let Some(value) = table.get("given") {
        let given = reader.table("`given`", value, "values of parameters, such as { a = 3 }")?;
        example.given = given_values(reader, &given);
    }
    let allowed = match several {
        false => "outcomes, such as { \"2\" = \"right\", \"two\" = \"unreadable\" }",
        true => "outcomes by part, such as { density = { \"2 g/cm^3\" = \"right\" } }",
    };
    if table.get("answers").is_none() && (!several || table.get("together").is_none()) {
        reader.missing(&table, "answers", allowed);
        return None;
    }
    if let Some(value) = table.get("answers") {
        let answers = reader.table("`answers`", value, allowed)?;
        let read = match several {
            true => by_part(reader, &answers),
            false => responses(reader, &answers, None),
        };
        example
            .attempts
            .extend(read.into_iter().map(|one| vec![one]));
    }
    if let Some(value) = table.get("together").filter(|_| several) {
        for attempt in reader.one_or_more("`together`", value) {
            let attempt = reader.table("an attempt of `together`", attempt, allowed)?;
            example.attempts.push(by_part(reader, &attempt));
        }
    }
    Some(example)
}

/// `{ density = { "2 g/cm^3" = "right" } }`
fn by_part(reader: &mut Reader<'_>, parts: &Table<'_>) -> Vec<RawResponse> {
    let mut read = Vec::new();
    for (part, value) in &parts.entries {
        let what = format!("the answers to `{}`", part.value);
        let allowed = "a table such as { \"2 g/cm^3\" = \"right\" }";
        if let Some(answers) = reader.table(&what, value, allowed) {
            let part = Spanned::new(part.value.to_owned(), part.span);
            read.extend(responses(reader, &answers, Some(&part)));
        }
    }
    read
}

/// `{ "2" = "right", "two" = "unreadable" }`
fn responses(
    reader: &mut Reader<'_>,
    answers: &Table<'_>,
    part: Option<&Text>,
) -> Vec<RawResponse> {
    let mut read = Vec::new();
    for (typed, outcome) in &answers.entries {
        if let DeValue::Table(_) = outcome.get_ref() {
            let message = format!(
                "`{}` and what follows it are read as several keys",
                typed.value
            );
            let help = "put what is typed in quotes, such as \"0.75\" = \"right\"";
            reader.error(codes::WRONG_TYPE, typed.span, message, help);
            continue;
        }
        let what = format!("the outcome of \"{}\"", typed.value);
        let expected = reader.text(&what, outcome, "an outcome in quotes, such as \"right\"");
        read.extend(expected.map(|expected| RawResponse {
            part: part.cloned(),
            typed: Spanned::new(typed.value.to_owned(), typed.span),
            expected,
        }));
    }
    read
}

/// Values of parameters: also lists and rows.
fn given_values(reader: &mut Reader<'_>, given: &Table<'_>) -> RawRecord {
    let mut values = Vec::new();
    for (key, value) in &given.entries {
        let name = reader.name(key);
        let what = format!("`{}`", key.value);
        let span = reader.span(value);
        let value = match value.get_ref() {
            DeValue::Array(array) => {
                let elements: Vec<_> = array
                    .iter()
                    .filter_map(|value| reader.scalar(&what, value))
                    .collect();
                (elements.len() == array.len())
                    .then_some(RawValue::List(Spanned::new(elements, span)))
            }
            DeValue::Table(_) => {
                let row = reader.table(&what, value, "a row");
                row.map(|row| RawValue::Record(Spanned::new(domain::record(reader, &row), span)))
            }
            _ => reader.scalar(&what, value),
        };
        if let (Some(name), Some(value)) = (name, value) {
            values.push((name, value));
        }
    }
    values
}
