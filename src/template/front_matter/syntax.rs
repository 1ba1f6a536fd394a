//! TOML read with recovery: every line that is wrong is reported, the rest is kept.

use super::codes;
use crate::base::{Diagnostic, Source, Span};
use toml::de::{DeTable, DeValue, Error};

/// Some mistakes make the TOML parser give up on all that follows. Their line is blanked out and
/// the rest read again, at most so often.
const MAX_READINGS: usize = 64;

/// The front matter's text with the lines that cannot be read blanked out, and what was wrong.
pub(crate) struct Healed {
    /// As long as the text it came from, so that places agree.
    pub text: String,
    mistakes: Vec<Mistake>,
}

struct Mistake {
    /// Within the front matter.
    span: Span,
    message: String,
    help: Option<&'static str>,
}

/// Blanks out what would keep the rest from being read.
pub(crate) fn heal(text: &str) -> Healed {
    let mut healed = Healed {
        text: text.to_owned(),
        mistakes: Vec::new(),
    };
    for _ in 0..MAX_READINGS {
        let (table, errors) = DeTable::parse_recoverable(&healed.text);
        let Some(mistake) = errors
            .iter()
            .filter_map(|error| fatal(&healed.text, table.get_ref(), error))
            .min_by_key(|mistake| mistake.span)
        else {
            break;
        };
        blank_line(&mut healed.text, mistake.span.start);
        healed.mistakes.push(mistake);
    }
    healed
}

/// Parses the healed text; reports all mistakes and returns where values cannot be trusted.
pub(crate) fn parse<'t>(
    healed: &'t Healed,
    source: &Source,
    offset: usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> (toml::Spanned<DeTable<'t>>, Vec<Span>) {
    let (table, errors) = DeTable::parse_recoverable(&healed.text);
    let mut found: Vec<(Span, Diagnostic)> = Vec::new();
    let mut broken = Vec::new();
    for mistake in &healed.mistakes {
        let place = mistake.span.shifted(offset);
        let mut finding = Diagnostic::error(codes::SYNTAX, source, place, mistake.message.as_str());
        finding.help = mistake.help.map(str::to_owned);
        found.push((place, finding));
        broken.push(place);
    }
    for error in errors {
        let span = Span::from(error.span().unwrap_or_default());
        let place = span.shifted(offset);
        if error.message() == "duplicate key" {
            let name = healed.text.get(span.start..span.end).unwrap_or("");
            let mut finding = Diagnostic::error(
                codes::DUPLICATE_KEY,
                source,
                place,
                format!("`{name}` is defined twice"),
            )
            .labelled("the second time")
            .help("keep one of them");
            if let Some(first) = earlier_key(table.get_ref(), name, span) {
                finding = finding.also(first.shifted(offset), "the first time");
            }
            found.push((place, finding));
            continue;
        }
        let (message, help) = wording(&healed.text, span, error.message());
        let mut finding = Diagnostic::error(codes::SYNTAX, source, place, message);
        finding.help = help.map(str::to_owned);
        found.push((place, finding));
        broken.push(place);
    }
    // One mistake often upsets the rest of its line; the first finding of a line is the one to mend.
    found.sort_by_key(|(place, _)| *place);
    found.dedup_by_key(|(place, _)| source.line_column(place.start).0);
    diagnostics.extend(found.into_iter().map(|(_, finding)| finding));
    broken.sort();
    (table, broken)
}

/// A mistake after which the parser reads no further, or reads everything as part of one value.
fn fatal(text: &str, table: &DeTable<'_>, error: &Error) -> Option<Mistake> {
    let span = Span::from(error.span()?);
    let message = error.message();
    if message.starts_with("key with no value") {
        return Some(Mistake {
            span,
            message: "this line has no `=`".to_owned(),
            help: Some("write `name = value`; what is not a key begins with `#`"),
        });
    }
    let unclosed_value =
        message.starts_with("unclosed inline table") || message.starts_with("unclosed array, ");
    let opening = unclosed_value
        .then(|| value_ending_at(text, table, span.start))
        .flatten()?;
    Some(Mistake {
        span: Span::new(opening, opening + 1),
        message: "this bracket is never closed".to_owned(),
        help: Some("every `[` needs its `]` and every `{` its `}`"),
    })
}

/// Where the array or inline table begins that ends at `end`.
fn value_ending_at(text: &str, table: &DeTable<'_>, end: usize) -> Option<usize> {
    table.values().find_map(|value| {
        let span = value.span();
        let begins = |bracket| {
            text.get(span.clone())
                .is_some_and(|value| value.starts_with(bracket))
        };
        let ends_here = || (span.end == end).then_some(span.start);
        match value.get_ref() {
            // Not so a table with a header: its span is the header's.
            DeValue::Table(_) if begins('{') => ends_here(),
            DeValue::Table(inner) => value_ending_at(text, inner, end),
            DeValue::Array(_) if begins('[') => ends_here(),
            _ => None,
        }
    })
}

/// Where a key of this name stands before `later`.
fn earlier_key(table: &DeTable<'_>, name: &str, later: Span) -> Option<Span> {
    let here = table
        .keys()
        .filter(|key| key.get_ref() == name)
        .map(|key| Span::from(key.span()));
    let below = table.values().filter_map(|value| match value.get_ref() {
        DeValue::Table(inner) => earlier_key(inner, name, later),
        _ => None,
    });
    here.chain(below).filter(|key| *key < later).max()
}

fn blank_line(text: &mut String, at: usize) {
    let start = text
        .get(..at)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |end| end + 1);
    let end = text
        .get(at..)
        .and_then(|after| after.find('\n'))
        .map_or(text.len(), |n| at + n);
    text.replace_range(start..end, &" ".repeat(end - start));
}

/// The frequent mistakes in our own words.
fn wording(text: &str, span: Span, message: &str) -> (String, Option<&'static str>) {
    let value = text
        .get(..span.start)
        .map_or(0, |before| before.rfind(['=', '\n']).map_or(0, |at| at + 1));
    let value = text.get(value..).unwrap_or("").trim_start_matches(' ');
    let line = value.lines().next().unwrap_or("");
    if line.starts_with(['“', '”', '„', '‘', '’', '«']) {
        return (
            "a typographic quotation mark does not begin a text".to_owned(),
            Some("use straight quotes: \"…\" or '…'"),
        );
    }
    if line.contains("..") && message.starts_with("invalid") {
        return (
            "a domain must stand in quotes".to_owned(),
            Some("write it as text, such as \"2..9\""),
        );
    }
    if message.starts_with("string values must be quoted") {
        return if line.trim().is_empty() || line.starts_with('#') {
            (
                "here a value is missing".to_owned(),
                Some("write `name = value`"),
            )
        } else {
            (
                "text and expressions must stand in quotes".to_owned(),
                Some("put it between \"…\""),
            )
        };
    }
    if message.starts_with("missing escaped value") || message.contains("escape") {
        return (
            "`\\` begins an escape here, and this is not one".to_owned(),
            Some("between '…' every character stands for itself"),
        );
    }
    if message.starts_with("invalid basic string") || message.starts_with("invalid literal string")
    {
        return (
            "this text has no closing quotation mark, or a character it cannot hold".to_owned(),
            Some("a text ends on the line it begins on"),
        );
    }
    (format!("this is not TOML: {message}"), None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn findings(text: &str) -> (Vec<String>, Vec<String>) {
        let source = Source::new("t.md", text);
        let healed = heal(text);
        let mut diagnostics = Vec::new();
        let (table, _) = parse(&healed, &source, 0, &mut diagnostics);
        let found = diagnostics
            .iter()
            .map(|d| format!("{} {} {}", d.line_column().0, d.code, d.message))
            .collect();
        let keys = table
            .get_ref()
            .keys()
            .map(|key| key.get_ref().to_string())
            .collect();
        (found, keys)
    }

    #[test]
    fn reading_goes_on_after_every_mistake() {
        let (found, keys) = findings(
            "title\na = [1, 2\nb = 2..9\nc = hello\nd = “x”\ne = \"x\nf = { g = 1\nh =\ni = 1\ni = 2\nj = 'ok'\n[k]\n",
        );
        assert_eq!(
            found,
            [
                "1 T003 this line has no `=`",
                "2 T003 this bracket is never closed",
                "3 T003 a domain must stand in quotes",
                "4 T003 text and expressions must stand in quotes",
                "5 T003 a typographic quotation mark does not begin a text",
                "6 T003 this text has no closing quotation mark, or a character it cannot hold",
                "7 T003 this bracket is never closed",
                "8 T003 here a value is missing",
                "10 T004 `i` is defined twice",
            ]
        );
        assert_eq!(keys, ["b", "c", "d", "e", "h", "i", "j", "k"]);
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text in "([a-c=.\"'\\[\\]{},#\\\\\n0-9é -]|\"\"\"|\\[\\[){0,60}") {
            findings(&text);
        }
    }
}
