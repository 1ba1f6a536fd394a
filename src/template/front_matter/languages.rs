//! `languages` and `[titles]`: the languages a template is translated into.

use super::reader::{Reader, Table, Value};
use super::{Text, codes};
use crate::base::{Locale, Span, Spanned, closest};

/// Reads a list of language codes, each of them once.
pub(crate) fn languages(reader: &mut Reader<'_>, value: &Value<'_>) -> Vec<Spanned<Locale>> {
    let allowed = "a code such as \"es\"";
    let mut found: Vec<Spanned<Locale>> = Vec::new();
    for value in reader.one_or_more("`languages`", value) {
        let Some(code) = reader.text("a language", value, allowed) else {
            continue;
        };
        let Some(locale) = known(reader, &code.value, code.span) else {
            continue;
        };
        if found.iter().any(|earlier| earlier.value == locale) {
            let message = format!("the language `{}` stands there twice", code.value);
            reader.error(codes::LANGUAGE, code.span, message, "name it once");
        } else {
            found.push(Spanned::new(locale, code.span));
        }
    }
    found
}

/// Reads what the template is called in other languages.
pub(super) fn titles(reader: &mut Reader<'_>, table: &Table<'_>) -> Vec<(Locale, Text)> {
    let mut titles = Vec::new();
    for (code, value) in &table.entries {
        let locale = known(reader, code.value, code.span);
        let what = format!("the title in `{}`", code.value);
        let title = reader.text(&what, value, "a text in quotes");
        titles.extend(locale.zip(title));
    }
    titles
}

fn known(reader: &mut Reader<'_>, code: &str, span: Span) -> Option<Locale> {
    let locale = Locale::of(code);
    if locale.is_none() {
        let known = Locale::ALL.map(|locale| locale.language);
        let help = match closest(code, known) {
            Some(close) => format!("did you mean `{close}`?"),
            None => format!("the languages are {}", known.join(", ")),
        };
        let message = format!("the language `{code}` is not known");
        reader.error(codes::LANGUAGE, span, message, help);
    }
    locale
}
