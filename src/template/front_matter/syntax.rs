//! TOML read with recovery: every line that is wrong is reported, the rest is kept.

use super::codes;
use crate::base::{Diagnostic, Source, Span};
use std::collections::HashMap;
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
    message: &'static str,
    help: &'static str,
}

/// Blanks out what would keep the rest from being read.
pub(crate) fn heal(text: &str) -> Healed {
    let mut healed = Healed {
        text: text.to_owned(),
        mistakes: Vec::new(),
    };
    for _ in 0..MAX_READINGS {
        let (table, errors) = DeTable::parse_recoverable(&healed.text);
        let mut mistakes: Vec<Mistake> = errors.iter().filter_map(without_equals).collect();
        if mistakes.is_empty() {
            // A bracket left open swallows what follows: only the first of them is sure to be one.
            let unclosed = errors
                .iter()
                .filter_map(|error| unclosed(&healed.text, table.get_ref(), error));
            mistakes.extend(unclosed.min_by_key(|mistake| mistake.span));
        }
        if mistakes.is_empty() {
            break;
        }
        for mistake in mistakes {
            blank_line(&mut healed.text, mistake.span.start);
            healed.mistakes.push(mistake);
        }
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
    let mut errors: Vec<(Span, Error)> = errors
        .into_iter()
        .map(|error| (Span::from(error.span().unwrap_or_default()), error))
        .collect();
    errors.sort_by_key(|(span, _)| *span);
    let untrusted = errors.iter().filter(|(_, error)| !is_duplicate(error));
    let places = untrusted.map(|(span, _)| *span);
    let mut broken: Vec<Span> = places
        .chain(healed.mistakes.iter().map(|mistake| mistake.span))
        .map(|span| span.shifted(offset))
        .collect();
    broken.sort();
    // One mistake often upsets the rest of its line; the first finding of a line is the one to mend.
    let lines: Vec<usize> = healed.text.match_indices('\n').map(|(at, _)| at).collect();
    errors.dedup_by_key(|(span, _)| lines.partition_point(|line| *line < span.start));
    let keys = key_places(table.get_ref());
    for mistake in &healed.mistakes {
        let place = mistake.span.shifted(offset);
        diagnostics.push(
            Diagnostic::error(codes::SYNTAX, source, place, mistake.message).help(mistake.help),
        );
    }
    let mut repeated = 0;
    for (span, error) in errors {
        let place = span.shifted(offset);
        if is_duplicate(&error) {
            // Of a table that stands there twice its keys are not reported one by one.
            if span.start < repeated {
                continue;
            }
            repeated = end_of_table(&healed.text, span);
            let name = healed.text.get(span.start..span.end).unwrap_or("");
            let message = format!("`{name}` is defined twice");
            let mut finding = Diagnostic::error(codes::DUPLICATE_KEY, source, place, message)
                .labelled("the second time")
                .help("keep one of them");
            let first = keys.get(name).and_then(|known| {
                let earlier = known.partition_point(|known| *known < span);
                known.get(earlier.checked_sub(1)?)
            });
            if let Some(first) = first {
                finding = finding.also(first.shifted(offset), "the first time");
            }
            diagnostics.push(finding);
        } else {
            let (span, message, help) = wording(&healed.text, span, error.message());
            let place = span.shifted(offset);
            diagnostics.push(Diagnostic::error(codes::SYNTAX, source, place, message).help(help));
        }
    }
    (table, broken)
}

/// Where the table ends whose header stands at this place; 0 where a key does.
fn end_of_table(text: &str, span: Span) -> usize {
    let (before, after) = text.split_at_checked(span.start).unwrap_or((text, ""));
    let line = before.rfind('\n').map_or(before, |at| &before[at..]);
    if line.trim_start().starts_with('[') {
        after.find("\n[").map_or(text.len(), |at| span.start + at)
    } else {
        0
    }
}

fn is_duplicate(error: &Error) -> bool {
    error.message() == "duplicate key"
}

/// A line after which the parser reads no further.
fn without_equals(error: &Error) -> Option<Mistake> {
    let missing = error.message().starts_with("key with no value");
    missing.then(|| Mistake {
        span: Span::from(error.span().unwrap_or_default()),
        message: "this line has no `=`",
        help: "write `name = value`; what is not a key begins with `#`",
    })
}

/// A bracket that makes the parser read everything after it as part of one value.
fn unclosed(text: &str, table: &DeTable<'_>, error: &Error) -> Option<Mistake> {
    let message = error.message();
    let unclosed =
        message.starts_with("unclosed inline table") || message.starts_with("unclosed array, ");
    let end = error.span().filter(|_| unclosed)?.start;
    let opening = value_ending_at(text, table, end)?;
    Some(Mistake {
        span: Span::new(opening, opening + 1),
        message: "this bracket is never closed",
        help: "every `[` needs its `]` and every `{` its `}`",
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

/// Where keys of each name stand, in order.
fn key_places<'t>(table: &'t DeTable<'_>) -> HashMap<&'t str, Vec<Span>> {
    let mut places: HashMap<&str, Vec<Span>> = HashMap::new();
    let mut tables = vec![table];
    while let Some(table) = tables.pop() {
        for (key, value) in table {
            places
                .entry(key.get_ref())
                .or_default()
                .push(key.span().into());
            tables.extend(value.get_ref().as_table());
        }
    }
    places.values_mut().for_each(|known| known.sort());
    places
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

/// The frequent mistakes in our own words, pointing at the whole value where it is at fault.
fn wording(text: &str, span: Span, message: &str) -> (Span, String, &'static str) {
    let before = text.get(..span.start).unwrap_or("");
    let start = before.rfind(['=', '\n']).map_or(0, |at| at + 1);
    let line = text
        .get(start..)
        .and_then(|rest| rest.lines().next())
        .unwrap_or("");
    let value = line.trim();
    let start = start + (line.len() - line.trim_start().len());
    let whole = Span::new(start, start + value.len());
    let quoted = value.starts_with(['"', '\'']);
    let (span, message, help) = if value.starts_with(['“', '”', '„', '‘', '’', '«']) {
        let message = "a typographic quotation mark does not begin a text";
        (whole, message, "use straight quotes: \"…\" or '…'")
    } else if value.contains("..") && !quoted && message.starts_with("invalid") {
        let message = "a domain must stand in quotes";
        (whole, message, "write it as text, such as \"2..9\"")
    } else if message.starts_with("string values must be quoted") {
        if value.is_empty() || value.starts_with('#') {
            (span, "here a value is missing", "write `name = value`")
        } else {
            let message = "text and expressions must stand in quotes";
            (whole, message, "put it between \"…\"")
        }
    } else if message.starts_with("missing escaped value") || message.contains("escape") {
        let message = "`\\` begins an escape here, and this is not one";
        (
            span,
            message,
            "between '…' every character stands for itself",
        )
    } else if message.starts_with("invalid basic string")
        || message.starts_with("invalid literal string")
    {
        let message = "this text has no closing quotation mark, or a character it cannot hold";
        (whole, message, "a text ends on the line it begins on")
    } else {
        let help = "a line is `name = value`, a table begins with `[name]`";
        return (span, format!("this is not TOML: {message}"), help);
    };
    (span, message.to_owned(), help)
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
        diagnostics.sort_by_key(|d| d.line_column());
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

    #[test]
    fn a_table_that_stands_there_twice_is_said_once() {
        let text = "[let]\na = '1'\nb = '2'\n[require]\nc = 'x'\n[let]\na = '3'\nb = '4'\n[radicals]\nd = 'x'\nd = 'y'\n";
        let (found, _) = findings(text);
        assert_eq!(
            found,
            [
                "6 T004 `let` is defined twice",
                "11 T004 `d` is defined twice"
            ]
        );
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text in "([a-c=.\"'\\[\\]{},#\\\\\n0-9é -]|\"\"\"|\\[\\[){0,60}") {
            findings(&text);
        }
    }
}
