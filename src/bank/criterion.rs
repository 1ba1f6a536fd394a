//! Criteria as they are written in `bank.toml`, every key with its place.

use super::codes;
use crate::base::{Diagnostic, Source, Span, Spanned};
use crate::mastery::{
    ByCosts, Criterion, Every, FullAccuracy, MasteryError, RawAccuracy, RawAverage, RawBoundary,
    RawCoverage, RawCriterion, RawTemplates,
};
use crate::template::front_matter::reader::{Reader, Table, Value, list_of};
use toml::de::DeValue;

/// What a criterion is made of.
pub(super) const KEYS: [&str; 13] = [
    "boundary",
    "streak",
    "moving_average",
    "right",
    "of",
    "points",
    "accuracy",
    "templates",
    "strata",
    "sessions",
    "all",
    "any",
    "then",
];

/// A criterion that was read, not checked yet.
pub(super) struct Written {
    pub raw: RawCriterion,
    /// The table it stands in.
    pub span: Span,
    /// Every key in it and in the tables it holds, in the order of the file.
    keys: Vec<Spanned<String>>,
}

/// Reads a criterion, given as a table; none where it cannot be used, which is reported.
pub(super) fn read(
    reader: &mut Reader<'_>,
    name: &str,
    value: &Value<'_>,
    competency: Option<&str>,
) -> Option<Written> {
    const ALLOWED: &str = "a table such as { right = 4, of = 5 }";
    let table = reader.table(name, value, ALLOWED)?;
    reader.check_keys(&table, &KEYS, &[], &[]);
    read_table(reader, &table, competency)
}

/// Reads the keys of a criterion in a table that may hold others, whose keys were checked.
pub(super) fn read_table(
    reader: &mut Reader<'_>,
    table: &Table<'_>,
    competency: Option<&str>,
) -> Option<Written> {
    let before = reader.diagnostics.len();
    let mut reading = Reading {
        reader,
        keys: Vec::new(),
    };
    let raw = reading.table(table, 1);
    let written = Written {
        raw,
        span: table.span,
        keys: reading.keys,
    };
    // What is left of one that could not be read may well lack something.
    if reader.diagnostics.len() > before {
        return None;
    }
    match written.raw.check_alone() {
        Ok(()) => Some(written),
        Err(error) => {
            let finding = written.finding(reader.source, &error, competency);
            reader.diagnostics.push(finding);
            None
        }
    }
}

impl Written {
    /// Where what an error speaks of is written.
    fn place_of(&self, error: &MasteryError) -> Span {
        let name = match error {
            MasteryError::OutOfRange { name, .. }
            | MasteryError::Count { name, .. }
            | MasteryError::AllOfNothing { name }
            | MasteryError::EmptyList { name }
            | MasteryError::Alone { name, .. } => name,
            MasteryError::TooFewTemplates { .. } => "templates",
            MasteryError::TooFewStrata { .. } => "strata",
            MasteryError::ThenTakesTwo { .. } | MasteryError::BoundaryFirst => "then",
            MasteryError::Unreachable { .. } => "boundary",
            MasteryError::BeyondKnowing { .. } | MasteryError::TooFewAnswers { .. } => "accuracy",
            _ => "",
        };
        let key = self.keys.iter().find(|key| key.value == name);
        key.map_or(self.span, |key| key.span)
    }

    /// A finding about it, for the whole bank or for a competency.
    pub fn finding(
        &self,
        source: &Source,
        error: &MasteryError,
        competency: Option<&str>,
    ) -> Diagnostic {
        finding(source, self.place_of(error), error, competency)
    }
}

/// A finding about the numbers of mastery, at a place.
pub(super) fn finding(
    source: &Source,
    place: Span,
    error: &MasteryError,
    competency: Option<&str>,
) -> Diagnostic {
    let text = error.to_string();
    // The error's own words end with what to do.
    let (message, help) = text
        .split_once("; ")
        .unwrap_or((&text, "change the number"));
    let message = match competency {
        Some(id) => format!("`{id}`: {message}"),
        None => message.to_owned(),
    };
    let code = match error {
        MasteryError::Unreachable { .. }
        | MasteryError::TooFewTemplates { .. }
        | MasteryError::TooFewStrata { .. }
        | MasteryError::TooFewAnswers { .. }
        | MasteryError::BeyondKnowing { .. }
        | MasteryError::NeverHolds { .. }
        | MasteryError::AlwaysHolds { .. } => codes::UNREACHABLE,
        _ => codes::PARAMETER,
    };
    Diagnostic::error(code, source, place, message).help(help)
}

struct Reading<'r, 'a> {
    reader: &'r mut Reader<'a>,
    keys: Vec<Spanned<String>>,
}

impl Reading<'_, '_> {
    fn table(&mut self, table: &Table<'_>, depth: u32) -> RawCriterion {
        let mut raw = RawCriterion::default();
        for (key, value) in &table.entries {
            if !KEYS.contains(&key.value) {
                continue;
            }
            self.keys.push(Spanned::new(key.value.to_owned(), key.span));
            let what = format!("`{}`", key.value);
            match key.value {
                "boundary" => raw.boundary = self.boundary(&what, value),
                "streak" => raw.streak = self.count(&what, value),
                "moving_average" => raw.moving_average = self.average(&what, value),
                "right" => raw.right = self.count(&what, value),
                "of" => raw.of = self.count(&what, value),
                "points" => raw.points = self.count(&what, value),
                "accuracy" => raw.accuracy = self.accuracy(&what, value),
                "templates" => raw.templates = self.templates(&what, value),
                "strata" => raw.strata = self.coverage(&what, value),
                "sessions" => raw.sessions = self.count(&what, value),
                "all" => raw.all = self.list(&what, value, depth),
                "any" => raw.any = self.list(&what, value, depth),
                _ => raw.then = self.list(&what, value, depth),
            }
        }
        raw
    }

    fn count(&mut self, what: &str, value: &Value<'_>) -> Option<u32> {
        let whole = self.reader.whole(what, value, 1, Criterion::LONGEST)?;
        Some(whole.value)
    }

    fn number(&mut self, what: &str, value: &Value<'_>) -> Option<f64> {
        let number = self.reader.number(what, value, "a number from 0 to 1")?;
        Some(number.value.value().to_f64())
    }

    /// The one word that stands where else a number would.
    fn is_word(&mut self, what: &str, value: &Value<'_>, word: &str) -> bool {
        let Some(text) = self.reader.text(what, value, "a word in quotes") else {
            return false;
        };
        if text.value != word {
            let message = format!(
                "{what} must be a number or \"{word}\", not \"{}\"",
                text.value
            );
            self.reader.error(
                codes::PARAMETER,
                text.span,
                message,
                format!("write \"{word}\""),
            );
        }
        text.value == word
    }

    fn boundary(&mut self, what: &str, value: &Value<'_>) -> Option<RawBoundary> {
        match value.get_ref() {
            DeValue::String(_) => self
                .is_word(what, value, "costs")
                .then_some(RawBoundary::By(ByCosts::Costs)),
            _ => self.number(what, value).map(RawBoundary::At),
        }
    }

    fn coverage(&mut self, what: &str, value: &Value<'_>) -> Option<RawCoverage> {
        match value.get_ref() {
            DeValue::String(_) => self
                .is_word(what, value, "all")
                .then_some(RawCoverage::Every(Every::All)),
            _ => self.count(what, value).map(RawCoverage::AtLeast),
        }
    }

    /// A table with exactly such keys, whose values a closure takes.
    fn fields<'t>(
        &mut self,
        what: &str,
        value: &'t Value<'t>,
        required: &[&str],
        optional: &[&str],
    ) -> Option<Table<'t>> {
        let allowed = [required, optional].concat();
        let table = self
            .reader
            .table(what, value, &format!("a table of {}", list_of(&allowed)))?;
        self.reader.check_keys(&table, &allowed, &[], &[]);
        for (key, _) in &table.entries {
            self.keys.push(Spanned::new(key.value.to_owned(), key.span));
        }
        let missing: Vec<&&str> = required
            .iter()
            .filter(|key| table.get(key).is_none())
            .collect();
        for key in &missing {
            self.reader.missing(&table, key, "a number");
        }
        missing.is_empty().then_some(table)
    }

    fn average(&mut self, what: &str, value: &Value<'_>) -> Option<RawAverage> {
        let table = self.fields(what, value, &["memory", "above"], &[])?;
        Some(RawAverage {
            memory: self.number("`memory`", table.get("memory")?)?,
            above: self.number("`above`", table.get("above")?)?,
        })
    }

    fn accuracy(&mut self, what: &str, value: &Value<'_>) -> Option<RawAccuracy> {
        if !matches!(value.get_ref(), DeValue::Table(_)) {
            let target = self.number(what, value)?;
            // An error about the target points at the number.
            let place = Spanned::new("target".to_owned(), self.reader.span(value));
            self.keys.push(place);
            return Some(RawAccuracy::Target(target));
        }
        let table = self.fields(what, value, &["target"], &["of", "certainty"])?;
        let of = match table.get("of") {
            Some(of) => self.count("`of`", of)?,
            None => RawCriterion::USUAL_WINDOW,
        };
        let certainty = match table.get("certainty") {
            Some(certainty) => self.number("`certainty`", certainty)?,
            None => RawCriterion::USUAL_CERTAINTY,
        };
        Some(RawAccuracy::Full(FullAccuracy {
            target: self.number("`target`", table.get("target")?)?,
            of,
            certainty,
        }))
    }

    fn templates(&mut self, what: &str, value: &Value<'_>) -> Option<RawTemplates> {
        if !matches!(value.get_ref(), DeValue::Table(_)) {
            return self.coverage(what, value).map(RawTemplates::Covered);
        }
        let table = self.fields(what, value, &["at_least", "of"], &[])?;
        Some(RawTemplates::Among {
            at_least: self.coverage("`at_least`", table.get("at_least")?)?,
            of: self.count("`of`", table.get("of")?)?,
        })
    }

    fn list(&mut self, what: &str, value: &Value<'_>, depth: u32) -> Option<Vec<RawCriterion>> {
        const ALLOWED: &str = "a list of tables such as [{ streak = 3 }, { right = 8, of = 10 }]";
        let Some(values) = value.get_ref().as_array() else {
            self.reader.wrong_type(what, value, ALLOWED);
            return None;
        };
        if depth > Criterion::DEEPEST {
            // The check says so.
            return Some(vec![RawCriterion::default()]);
        }
        let tables = values.iter().filter_map(|value| {
            let table = self
                .reader
                .table(&format!("a table of {what}"), value, "a table")?;
            self.reader.check_keys(&table, &KEYS, &[], &[]);
            Some(self.table(&table, depth + 1))
        });
        Some(tables.collect())
    }
}
