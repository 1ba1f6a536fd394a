//! Where the front matter ends and the body begins.

use super::codes;
use crate::base::{Diagnostic, Source, Span};

/// The largest template that is read, in bytes; the loader asks for a file's size before it reads it.
pub const MAX_TEMPLATE_BYTES: usize = 1 << 20;

const FENCE: &str = "+++";

/// Finds the front matter, between a first line `+++` and the next line that is exactly `+++`, and
/// the body after it.
pub fn split(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Option<(Span, Span)> {
    let text = source.text();
    let mut lines = text.split_inclusive('\n').scan(0, |next, line| {
        let start = *next;
        *next += line.len();
        Some((start, line))
    });
    let first = lines.next().unwrap_or((0, ""));
    if !is_fence(first.1.trim_start_matches('\u{feff}')) {
        diagnostics.push(
            Diagnostic::error(
                codes::NO_FRONT_MATTER,
                source,
                Span::new(0, first.1.trim_end().len()),
                "a template begins with its front matter",
            )
            .labelled("here must stand `+++`")
            .help("begin the file with a line `+++`, then `title = \"…\"` and so on, then again `+++`"),
        );
        return None;
    }
    let begin = first.1.len();
    match lines.find(|(_, line)| is_fence(line)) {
        Some((start, line)) => Some((
            Span::new(begin, start),
            Span::new(start + line.len(), text.len()),
        )),
        None => {
            diagnostics.push(
                Diagnostic::error(
                    codes::UNCLOSED,
                    source,
                    Span::new(0, first.1.trim_end().len()),
                    "the front matter is never closed",
                )
                .labelled("opened here")
                .help("end it with a line that holds `+++` and nothing else; the text of the problem follows"),
            );
            None
        }
    }
}

fn is_fence(line: &str) -> bool {
    line.trim_end_matches(['\n', '\r']) == FENCE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Result<(String, String), String> {
        let source = Source::new("t.md", text);
        let mut diagnostics = Vec::new();
        match split(&source, &mut diagnostics) {
            Some((toml, body)) => Ok((source.slice(toml).into(), source.slice(body).into())),
            None => Err(diagnostics[0].code.to_string()),
        }
    }

    #[test]
    fn front_matter_stands_between_two_fences() {
        let both = |toml: &str, body: &str| Ok((toml.to_owned(), body.to_owned()));
        assert_eq!(parts("+++\na = 1\n+++\nStem"), both("a = 1\n", "Stem"));
        assert_eq!(parts("+++\r\na = 1\r\n+++\r\nS"), both("a = 1\r\n", "S"));
        assert_eq!(parts("+++\n+++"), both("", ""));
        assert_eq!(
            parts("+++\na = '''\n +++\n'''\n+++\n").map(|p| p.1),
            Ok(String::new())
        );
        assert_eq!(parts("# Title\n+++\n"), Err("T001".into()));
        assert_eq!(parts(""), Err("T001".into()));
        assert_eq!(parts("+++\na = 1\n++++\n"), Err("T002".into()));
    }
}
