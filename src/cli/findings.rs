//! Findings as an author reads them in a terminal: what is wrong, the line with the place marked,
//! what to do.

use crate::base::{Diagnostic, Label, Severity, Source};
use std::io::{self, Write};

const BOLD: &str = "\x1b[1m";
const RED: &str = "\x1b[1;31m";
const YELLOW: &str = "\x1b[1;33m";
const BLUE: &str = "\x1b[34m";
const GREEN: &str = "\x1b[32m";
const RESET: &str = "\x1b[0m";

/// The most characters of a line that are shown; a longer one is cut around the place.
const WIDTH: usize = 100;

/// Writes one finding. Colours are escape sequences: give it a stream that strips them where
/// nobody would see colours.
///
/// # Errors
/// The stream does not take it.
pub fn write(out: &mut impl Write, finding: &Diagnostic) -> io::Result<()> {
    let (colour, word) = match finding.severity {
        Severity::Error => (RED, "error"),
        Severity::Warning => (YELLOW, "warning"),
    };
    let Diagnostic { code, message, .. } = finding;
    writeln!(out, "{colour}{word}[{code}]{RESET}{BOLD}: {message}{RESET}")?;
    match &finding.source {
        Some(source) if !finding.labels.is_empty() => {
            for label in &finding.labels {
                write_place(out, source, label, colour)?;
            }
        }
        _ => writeln!(out, "  {BLUE}{}{RESET}", finding.path)?,
    }
    if let Some(help) = &finding.help {
        writeln!(out, "  {GREEN}help{RESET}: {help}")?;
    }
    writeln!(out)
}

/// The line a label points into, and below it the marks and what is said of them.
fn write_place(
    out: &mut impl Write,
    source: &Source,
    label: &Label,
    colour: &str,
) -> io::Result<()> {
    let (line, _) = source.line_column(label.span.start);
    let place = format!("{}:{line}", source.path());
    let Excerpt {
        text,
        before,
        marks,
    } = Excerpt::of(source, label);
    if text.trim().is_empty() {
        return writeln!(out, "  {BLUE}{place}{RESET}  {}", label.text);
    }
    writeln!(out, "  {BLUE}{place}{RESET}  {text}")?;
    let indent = 2 + place.chars().count() + 2 + before;
    let marks = "^".repeat(marks);
    let said = format!("{marks} {}", label.text);
    writeln!(out, "{:indent$}{colour}{}{RESET}", "", said.trim_end())
}

/// The part of a line that is shown: without its indentation, and cut where it is long.
struct Excerpt {
    text: String,
    /// Characters of `text` before the marks.
    before: usize,
    /// Characters marked, one at least.
    marks: usize,
}

impl Excerpt {
    fn of(source: &Source, label: &Label) -> Self {
        let (number, column) = source.line_column(label.span.start);
        let line: Vec<char> = source.line(number).chars().collect();
        let indentation = line.iter().take_while(|c| c.is_whitespace()).count();
        let at = (column - 1).min(line.len());
        let first = if at < indentation { 0 } else { indentation };
        let marked = source.slice(label.span).lines().next().unwrap_or("");
        let marks = marked.chars().count().clamp(1, WIDTH);
        // So that the marks stand in the middle of what is left of a long line.
        let spare = WIDTH.saturating_sub(marks) / 2;
        let start = if line.len() - first > WIDTH {
            at.saturating_sub(spare).max(first)
        } else {
            first
        };
        let end = line.len().min(start + WIDTH.max(at - start + marks));
        let mut text = String::new();
        let mut before = at - start;
        if start > first {
            text.push('…');
            before += 1;
        }
        text.extend(
            line[start..end]
                .iter()
                .map(|&c| if c == '\t' { ' ' } else { c }),
        );
        if end < line.len() {
            text.push('…');
        }
        Self {
            text,
            before,
            marks,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Code, Span};

    fn plain(finding: &Diagnostic) -> String {
        let mut out = anstream::StripStream::new(Vec::new());
        write(&mut out, finding).unwrap();
        String::from_utf8(out.into_inner()).unwrap()
    }

    #[test]
    fn a_finding_shows_the_place_and_what_to_do() {
        let source = Source::new("fractions/divide.md", "+++\n\n  key = \"p/q\"\n");
        let at = source.text().find('q').unwrap();
        let finding = Diagnostic::error(
            Code("T012"),
            &source,
            Span::new(at, at + 1),
            "the denominator can be 0",
        )
        .labelled("q is 0 when a = 3, b = 3 (61 such instances)")
        .also(Span::new(0, 3), "")
        .help("add `nonzero = \"q != 0\"` to [require]");
        assert_eq!(
            plain(&finding),
            "error[T012]: the denominator can be 0\n  \
             fractions/divide.md:3  key = \"p/q\"\n                                  \
             ^ q is 0 when a = 3, b = 3 (61 such instances)\n  \
             fractions/divide.md:1  +++\n                         \
             ^^^\n  \
             help: add `nonzero = \"q != 0\"` to [require]\n\n"
        );
    }

    #[test]
    fn a_finding_about_a_file_shows_its_path() {
        let finding = Diagnostic::file(Code("B001"), "a/b.md", "cannot be read");
        assert_eq!(plain(&finding), "error[B001]: cannot be read\n  a/b.md\n\n");
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let text = format!("{}key{}", "x".repeat(500), "y".repeat(500));
        let source = Source::new("long.md", text);
        for at in [0, 1, 499, 500, 997, 1003] {
            let label = Label {
                span: Span::new(at, at + 3),
                text: String::new(),
            };
            let excerpt = Excerpt::of(&source, &label);
            assert!(excerpt.text.chars().count() <= WIDTH + 2);
            let shown: String = excerpt
                .text
                .chars()
                .skip(excerpt.before)
                .take(excerpt.marks)
                .collect();
            assert!(
                source
                    .slice(label.span)
                    .starts_with(shown.trim_end_matches('…')),
                "{shown}"
            );
        }
    }
}
