//! Taking values out of TOML tables: what fits is returned, what does not is reported. A bank's
//! manifest is read with it too.

use super::{RawValue, Text, codes};
use crate::base::{Code, Diagnostic, Source, Span, Spanned, closest};
use crate::math::Decimal;
use toml::de::{DeTable, DeValue};

/// A TOML value and its place within the front matter.
pub(crate) type Value<'t> = toml::Spanned<DeValue<'t>>;

/// A table's keys and values in file order.
pub(crate) struct Table<'t> {
    /// How diagnostics call it, such as `[answer]`.
    pub name: String,
    /// Its header, or the whole of an inline table.
    pub span: Span,
    /// The key, its place without quotes, and its value.
    pub entries: Vec<(Spanned<&'t str>, &'t Value<'t>)>,
}

impl<'t> Table<'t> {
    /// The value of a key, if it is there.
    pub fn get(&self, key: &str) -> Option<&'t Value<'t>> {
        let found = self.entries.iter().find(|(name, _)| name.value == key);
        found.map(|(_, value)| *value)
    }

    /// Where a key stands, or else the table's header.
    pub fn key_span(&self, key: &str) -> Span {
        let found = self.entries.iter().find(|(name, _)| name.value == key);
        found.map_or(self.span, |(name, _)| name.span)
    }
}

/// Reads values and reports what is wrong with them.
pub(crate) struct Reader<'a> {
    pub source: &'a Source,
    /// Where the front matter begins in the file.
    pub offset: usize,
    /// Where in the file TOML itself was wrong, in order: values there have been reported.
    pub broken: Vec<Span>,
    pub diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    /// A value's place in the file.
    pub fn span(&self, value: &Value<'_>) -> Span {
        Span::from(value.span()).shifted(self.offset)
    }

    /// Whether TOML itself was wrong within a value.
    fn is_broken(&self, span: Span) -> bool {
        let next = self
            .broken
            .partition_point(|broken| broken.start < span.start);
        self.broken
            .get(next)
            .is_some_and(|broken| broken.start <= span.end)
    }

    /// Whether a key stands at the top and a header above it could not be read: then it may belong
    /// to that table.
    fn may_be_displaced(&self, table: &Table<'_>, key: Span) -> bool {
        let is_header = |broken: &Span| {
            let (line, _) = self.source.line_column(broken.start);
            self.source.line(line).trim_start().starts_with('[')
        };
        table.span == Span::at(self.offset)
            && self
                .broken
                .iter()
                .any(|broken| broken.start < key.start && is_header(broken))
    }

    /// Reports an error and what to do about it.
    pub fn error(&mut self, code: Code, span: Span, message: String, help: impl Into<String>) {
        let finding = Diagnostic::error(code, self.source, span, message).help(help);
        self.diagnostics.push(finding);
    }

    /// Reports a key that must be there.
    pub fn missing(&mut self, table: &Table<'_>, key: &str, allowed: &str) {
        // Where TOML itself was wrong the key may well be there.
        if !self.broken.is_empty() {
            return;
        }
        let what = match key.starts_with('[') {
            true => format!("`{key}`"),
            false => format!("`{key} = …`"),
        };
        self.error(
            codes::MISSING_KEY,
            table.span,
            format!("{} has no `{key}`", table.name),
            format!("add {what}: {allowed}"),
        );
    }

    /// Reports a value of the wrong type, unless TOML itself was wrong there.
    pub fn wrong_type(&mut self, what: &str, value: &Value<'_>, allowed: &str) {
        let span = self.span(value);
        if self.is_broken(span) {
            return;
        }
        let found = match value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "a boolean",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let help = match value.get_ref() {
            DeValue::Datetime(_) => "the format knows no dates; a text stands in quotes".to_owned(),
            _ => format!("write {allowed}"),
        };
        self.error(
            codes::WRONG_TYPE,
            span,
            format!("{what} must be {allowed}, not {found}"),
            help,
        );
    }

    /// A table with its keys in file order, without their quotes.
    pub fn entries<'t>(&self, name: &str, span: Span, table: &'t DeTable<'t>) -> Table<'t> {
        let mut entries: Vec<_> = table
            .iter()
            .map(|(key, value)| {
                let span = Span::from(key.span()).shifted(self.offset);
                (
                    Spanned::new(key.get_ref().as_ref(), self.inside_quotes(span)),
                    value,
                )
            })
            .collect();
        entries.sort_by_key(|(key, _)| key.span);
        Table {
            name: name.to_owned(),
            span,
            entries,
        }
    }

    /// A value that must be a table.
    pub fn table<'t>(
        &mut self,
        name: &str,
        value: &'t Value<'t>,
        allowed: &str,
    ) -> Option<Table<'t>> {
        match value.get_ref() {
            DeValue::Table(table) => Some(self.entries(name, self.span(value), table)),
            _ => {
                self.wrong_type(name, value, allowed);
                None
            }
        }
    }

    /// Reports every key of a table that is not one of those allowed.
    pub fn check_keys(
        &mut self,
        table: &Table<'_>,
        allowed: &[&str],
        later: &[&str],
        top: &[&str],
    ) {
        for (key, _) in &table.entries {
            if allowed.contains(&key.value) || self.may_be_displaced(table, key.span) {
                continue;
            }
            let name = &table.name;
            if later.contains(&key.value) {
                self.error(
                    codes::LATER_FORMAT,
                    key.span,
                    format!(
                        "`{}` in {name} is not part of this version of the format",
                        key.value
                    ),
                    format!("{name} can hold {}", list_of(allowed)),
                );
            } else if top.contains(&key.value) {
                self.error(
                    codes::MISPLACED_KEY,
                    key.span,
                    format!("`{}` stands in {name}", key.value),
                    "move it above the first table: a key belongs to the `[…]` above it",
                );
            } else {
                let help = match closest(key.value, allowed.iter().copied()) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => format!("{name} can hold {}", list_of(allowed)),
                };
                let message = format!("there is no key `{}` in {name}", key.value);
                self.error(codes::UNKNOWN_KEY, key.span, message, help);
            }
        }
    }

    /// A text for people: escapes are fine.
    pub fn text(&mut self, what: &str, value: &Value<'_>, allowed: &str) -> Option<Text> {
        let DeValue::String(text) = value.get_ref() else {
            self.wrong_type(what, value, allowed);
            return None;
        };
        let span = self.inside_quotes(self.span(value));
        if self.is_broken(span) {
            return None;
        }
        if text.trim().is_empty() {
            self.error(
                codes::EMPTY,
                self.span(value),
                format!("{what} is empty"),
                format!("write {allowed}"),
            );
            return None;
        }
        Some(Spanned::new(text.to_string(), span))
    }

    /// An expression or a domain: every character must stand for itself, so that places agree.
    pub fn formula(&mut self, what: &str, value: &Value<'_>, allowed: &str) -> Option<Text> {
        let text = self.text(what, value, allowed)?;
        let written = self.source.slice(text.span);
        // TOML drops a line break right after opening `'''`.
        let skipped = written.len().saturating_sub(text.value.len());
        if written.get(skipped..) == Some(&text.value) && written[..skipped].trim().is_empty() {
            let span = Span::new(text.span.start + skipped, text.span.end);
            return Some(Spanned::new(text.value, span));
        }
        let at = written.find('\\').map_or(text.span, |at| {
            let place = text.span.start + at;
            Span::new(place, (place + 2).min(text.span.end))
        });
        self.error(
            codes::ESCAPE,
            at,
            format!("{what} cannot hold an escape"),
            "put it between '…', where every character stands for itself",
        );
        None
    }

    /// A number exactly as written.
    pub fn number(
        &mut self,
        what: &str,
        value: &Value<'_>,
        allowed: &str,
    ) -> Option<Spanned<Decimal>> {
        if !matches!(value.get_ref(), DeValue::Integer(_) | DeValue::Float(_)) {
            self.wrong_type(what, value, allowed);
            return None;
        }
        let span = self.span(value);
        let written = self.source.slice(span);
        let number = Decimal::parse(&written.replace('_', ""));
        if number.is_none() && !self.is_broken(span) {
            self.error(
                codes::NUMBER,
                span,
                format!("`{written}` is not written plainly"),
                "write its decimal digits, such as 1200 or -0.25",
            );
        }
        number.map(|number| Spanned::new(number, span))
    }

    /// A whole number between two bounds.
    pub fn whole(
        &mut self,
        what: &str,
        value: &Value<'_>,
        least: u32,
        most: u32,
    ) -> Option<Spanned<u32>> {
        let allowed = format!("a whole number from {least} to {most}");
        if !matches!(value.get_ref(), DeValue::Integer(_)) {
            self.wrong_type(what, value, &allowed);
            return None;
        }
        let number = self.number(what, value, &allowed)?;
        let whole = number
            .value
            .value()
            .to_i64()
            .and_then(|whole| u32::try_from(whole).ok());
        match whole.filter(|whole| (least..=most).contains(whole)) {
            Some(whole) => Some(Spanned::new(whole, number.span)),
            None => {
                self.error(
                    codes::OUT_OF_RANGE,
                    number.span,
                    format!("{what} must be {allowed}"),
                    format!("write {allowed}"),
                );
                None
            }
        }
    }

    /// A number, text or boolean.
    pub fn scalar(&mut self, what: &str, value: &Value<'_>) -> Option<RawValue> {
        const ALLOWED: &str = "a number, a text in quotes, or true or false";
        match value.get_ref() {
            DeValue::String(_) => self.text(what, value, ALLOWED).map(RawValue::Text),
            DeValue::Integer(_) | DeValue::Float(_) => {
                self.number(what, value, ALLOWED).map(RawValue::Number)
            }
            DeValue::Boolean(boolean) => {
                Some(RawValue::Boolean(Spanned::new(*boolean, self.span(value))))
            }
            _ => {
                self.wrong_type(what, value, ALLOWED);
                None
            }
        }
    }

    /// The elements of a list, or the one value that stands in its place.
    pub fn one_or_more<'t>(&mut self, what: &str, value: &'t Value<'t>) -> Vec<&'t Value<'t>> {
        match value.get_ref() {
            DeValue::Array(array) if array.is_empty() => {
                let span = self.span(value);
                self.error(
                    codes::EMPTY,
                    span,
                    format!("{what} is an empty list"),
                    "write one or more values between the brackets",
                );
                Vec::new()
            }
            DeValue::Array(array) => array.iter().collect(),
            _ => vec![value],
        }
    }

    /// A name that expressions can use.
    pub fn name(&mut self, key: &Spanned<&str>) -> Option<Spanned<String>> {
        let mut characters = key.value.chars();
        let begins = characters.next().is_some_and(char::is_alphabetic);
        if begins && characters.all(|c| c.is_alphanumeric() || c == '_') {
            return Some(Spanned::new(key.value.to_owned(), key.span));
        }
        self.error(
            codes::NAME,
            key.span,
            format!("`{}` cannot be a name", key.value),
            "a name is made of letters, digits and `_`, and begins with a letter",
        );
        None
    }

    /// The place between a string's quotes; the place itself where there are none.
    fn inside_quotes(&self, span: Span) -> Span {
        let written = self.source.slice(span);
        for quote in ["\"\"\"", "'''", "\"", "'"] {
            if let Some(rest) = written.strip_prefix(quote) {
                let start = span.start + quote.len();
                let inside = rest.strip_suffix(quote).unwrap_or(rest);
                return Span::new(start, start + inside.len());
            }
        }
        span
    }
}

/// “`a`, `b` and `c`”.
pub(crate) fn list_of(words: &[&str]) -> String {
    match words {
        [] => "nothing".to_owned(),
        [only] => format!("`{only}`"),
        [most @ .., last] => {
            let most: Vec<_> = most.iter().map(|word| format!("`{word}`")).collect();
            format!("{} and `{last}`", most.join(", "))
        }
    }
}
