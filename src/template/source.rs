//! The exact text a template came from: its own file, and the table beside it.
//!
//! One text holds both, so that a store keeps, hashes and gives back a single thing:
//!
//! ```text
//! …the template…
//! +++ table words.csv
//! …the table…
//! +++ end 812
//! ```
//!
//! The last line says how many bytes the template has; a template without a table is its own text.

use super::front_matter::Text;
use crate::base::{Diagnostic, Source};
use crate::template::codes;
use std::sync::Arc;

/// Stands between the template and its table.
const TABLE: &str = "\n+++ table ";

/// Stands at the end, before the length of the template.
const END: &str = "\n+++ end ";

/// The text of a template, with that of its table where it has one.
///
/// ```
/// use retake::base::Source;
/// use retake::template::TemplateSource;
/// let table = Source::new("words.csv", "word\nits\n");
/// let both = TemplateSource::new(Source::new("its.md", "+++\n…"), Some(table));
/// let again = TemplateSource::parse("its.md", both.text());
/// assert_eq!(again.table().unwrap().text().as_ref(), "word\nits\n");
/// assert_eq!(again.text(), both.text());
/// ```
#[derive(Clone, Debug)]
pub struct TemplateSource {
    template: Source,
    table: Option<Source>,
    text: Arc<str>,
}

impl From<Source> for TemplateSource {
    fn from(template: Source) -> Self {
        Self::new(template, None)
    }
}

impl TemplateSource {
    /// Puts a template and its table together.
    pub fn new(template: Source, table: Option<Source>) -> Self {
        Self {
            text: united(template.text(), table.as_ref()),
            template,
            table,
        }
    }

    /// The template's own file.
    pub const fn template(&self) -> &Source {
        &self.template
    }

    /// The table beside it.
    pub const fn table(&self) -> Option<&Source> {
        self.table.as_ref()
    }

    /// Both as one text, from which [`parse`](Self::parse) gives them back.
    pub const fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// Divides a text into template and table; `path` is what diagnostics call the template.
    pub fn parse(path: &str, text: &str) -> Self {
        divide(text).map_or_else(
            || Self::from(Source::new(path, text)),
            |(template, table)| {
                let folder = path.strip_suffix(file_name(path)).unwrap_or_default();
                let table = table.map(|(name, rows)| Source::new(format!("{folder}{name}"), rows));
                Self::new(Source::new(path, template), table)
            },
        )
    }

    /// The table a template asks for by the name of its file.
    pub(super) fn open(&self, file: &Text) -> Result<Source, Box<Diagnostic>> {
        self.table
            .clone()
            .filter(|table| file_name(table.path()) == file.value)
            .ok_or_else(|| missing_table(&self.template, file))
    }
}

/// A finding about a table that a template asks for and that is not beside it.
pub fn missing_table(template: &Source, file: &Text) -> Box<Diagnostic> {
    let message = format!("the table `{}` is not there", file.value);
    let finding = Diagnostic::error(codes::TABLE_MISSING, template, file.span, message);
    Box::new(finding.help("put the file beside the template"))
}

fn united(template: &Arc<str>, table: Option<&Source>) -> Arc<str> {
    match table {
        // What looks like the end of such a text would be taken for one.
        None if length(template).is_none() => template.clone(),
        None => format!("{template}{END}{}\n", template.len()).into(),
        Some(table) => {
            let (name, rows) = (file_name(table.path()), table.text());
            format!("{template}{TABLE}{name}\n{rows}{END}{}\n", template.len()).into()
        }
    }
}

/// The template, and the name and text of the table, where the text holds more than a template.
fn divide(text: &str) -> Option<(&str, Option<(&str, &str)>)> {
    let template = text.get(..length(text)?)?;
    let (rest, _) = text.get(template.len()..)?.rsplit_once(END)?;
    match rest.strip_prefix(TABLE) {
        Some(table) => Some((template, Some(table.split_once('\n')?))),
        None => rest.is_empty().then_some((template, None)),
    }
}

/// The length of the template by the last line, where that is one that says it.
fn length(text: &str) -> Option<usize> {
    let (_, digits) = text.strip_suffix('\n')?.rsplit_once(END)?;
    digits.parse().ok()
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_text_comes_back_as_it_was(
            template in "(\n\\+\\+\\+ (table |end )|[0-9]{1,2}|a\n?){0,8}",
            table in prop::option::of("(\n\\+\\+\\+ (table |end )|[0-9]{1,2}|,|\n){0,8}"),
        ) {
            let table = table.map(|text| Source::new("bank/it/words.csv", text));
            let source = TemplateSource::new(Source::new("bank/it/its.md", template), table);
            let again = TemplateSource::parse("bank/it/its.md", source.text());
            prop_assert_eq!(source.template.text(), again.template.text());
            let told = |table: &Source| (table.path().to_string(), table.text().to_string());
            prop_assert_eq!(source.table().map(told), again.table().map(told));
        }
    }

    #[test]
    fn a_template_without_a_table_is_its_own_text() {
        let source = TemplateSource::from(Source::new("a.md", "+++\n+++\nStem\n"));
        assert_eq!(source.text().as_ref(), "+++\n+++\nStem\n");
    }
}
