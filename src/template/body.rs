//! The body of a template: a stem and a closed set of sections.

use crate::base::{Code, Diagnostic, Locale, Source, Span, Spanned, closest};
use std::collections::HashMap;

/// What a section is for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum SectionKind {
    /// The problem itself.
    Stem,
    /// What one part asks.
    Part(String),
    /// One hint; several stand in the order they are given.
    Hint,
    /// The worked solution.
    Solution,
    /// What is said to a learner who shows this misconception.
    Misconception(String),
}

impl SectionKind {
    /// Whether it is shown before the problem is answered.
    pub const fn is_question(&self) -> bool {
        !matches!(self, Self::Hint | Self::Solution | Self::Misconception(_))
    }

    /// Its heading in the bank's own language.
    pub fn heading(&self) -> String {
        match self {
            Self::Stem => "## Stem".to_owned(),
            Self::Part(id) => format!("## Part: {id}"),
            Self::Hint => "## Hint".to_owned(),
            Self::Solution => "## Solution".to_owned(),
            Self::Misconception(id) => format!("## Misconception: {id}"),
        }
    }
}

/// One section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What it is for.
    pub kind: SectionKind,
    /// The language its heading names; none for the bank's own.
    pub language: Option<Spanned<Locale>>,
    /// Its heading line; empty for the stem before the first heading.
    pub heading: Span,
    /// The misconception's id in the heading; else the heading.
    pub subject: Span,
    /// The text below the heading, without blank lines around it.
    pub body: Span,
}

/// A heading that is none of the sections.
const UNKNOWN_SECTION: Code = Code("T040");
/// A language that is not known.
const UNKNOWN_LANGUAGE: Code = Code("T041");
/// A section that stands there twice.
const DUPLICATE_SECTION: Code = Code("T042");
/// A section without text.
const EMPTY_SECTION: Code = Code("T043");
/// There is no stem.
const NO_STEM: Code = Code("T044");
/// A section of a later version of the format.
const LATER_SECTION: Code = Code("T045");
/// An id where none belongs, or none where one does.
const SECTION_ID: Code = Code("T046");
/// A code fence that is never closed.
const UNCLOSED_FENCE: Code = Code("T047");

const HEADINGS: [&str; 5] = ["Stem", "Part", "Hint", "Solution", "Misconception"];

/// Divides the body that stands at `body` into its sections, in file order.
///
/// Recovers: everything wrong is reported in one run.
pub fn sections(source: &Source, body: Span, diagnostics: &mut Vec<Diagnostic>) -> Vec<Section> {
    let (headings, open_fence) = headings(source, body);
    if let Some(fence) = open_fence {
        diagnostics.push(
            Diagnostic::error(
                UNCLOSED_FENCE,
                source,
                fence,
                "this code block is never closed",
            )
            .help("end it with a line of the same characters; all that follows is code otherwise"),
        );
    }
    let first = headings.first().map_or(body.end, |heading| heading.start);
    let mut sections = Vec::new();
    let stem = trimmed(source, Span::new(body.start, first));
    if stem.start < stem.end {
        sections.push(Section {
            kind: SectionKind::Stem,
            language: None,
            heading: Span::at(body.start),
            subject: Span::at(body.start),
            body: stem,
        });
    }
    for (at, heading) in headings.iter().enumerate() {
        let end = headings.get(at + 1).map_or(body.end, |next| next.start);
        let text = trimmed(source, Span::new(heading.end, end));
        let Some(section) = section(source, *heading, text, diagnostics) else {
            continue;
        };
        if text.start == text.end {
            diagnostics.push(
                Diagnostic::error(EMPTY_SECTION, source, *heading, "this section has no text")
                    .help("write its text below the heading, or leave the heading out"),
            );
        }
        sections.push(section);
    }
    check_together(source, body, &sections, diagnostics);
    sections
}

/// The lines that begin with `##` and are not code, and a code fence left open.
pub(crate) fn headings(source: &Source, body: Span) -> (Vec<Span>, Option<Span>) {
    let mut headings = Vec::new();
    let mut fence: Option<(Span, &str)> = None;
    let mut start = body.start;
    for line in source.slice(body).split_inclusive('\n') {
        let span = Span::new(start, start + line.trim_end().len());
        start += line.len();
        let indented = line.len() - line.trim_start_matches(' ').len() > 3;
        let content = line.trim();
        match fence {
            Some((_, marks)) if !indented && closes(content, marks) => fence = None,
            Some(_) => {}
            None if indented => {}
            None => match fence_marks(content) {
                Some(marks) => fence = Some((span, marks)),
                None if content.starts_with("##") && !content.starts_with("###") => {
                    headings.push(span);
                }
                None => {}
            },
        }
    }
    (headings, fence.map(|(span, _)| span))
}

/// The run of at least three backticks or tildes that opens a code block.
fn fence_marks(content: &str) -> Option<&str> {
    let mark = content.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let rest = content.trim_start_matches(mark);
    let marks = content.get(..content.len() - rest.len())?;
    (marks.len() >= 3 && !(mark == '`' && rest.contains('`'))).then_some(marks)
}

fn closes(content: &str, marks: &str) -> bool {
    content
        .strip_prefix(marks)
        .is_some_and(|rest| rest.chars().all(|c| marks.starts_with(c)))
}

/// The span without blank lines before and white space after it.
pub(crate) fn trimmed(source: &Source, span: Span) -> Span {
    let text = source.slice(span);
    let end = text.trim_end().len();
    let blank = text.len() - text.trim_start().len();
    let start = text
        .get(..blank)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |line_end| line_end + 1);
    Span::new(span.start + start.min(end), span.start + end)
}

/// Reads a heading such as `## Misconception: added_instead (es)`.
fn section(
    source: &Source,
    heading: Span,
    body: Span,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Section> {
    let line = source.slice(heading);
    let place = |part: &str| {
        let start = heading.start + (part.as_ptr() as usize - line.as_ptr() as usize);
        Span::new(start, start + part.len())
    };
    let words = line
        .trim_start_matches([' ', '#'])
        .trim_end_matches([' ', '#']);
    let (words, language) = match words
        .strip_suffix(')')
        .and_then(|open| open.rsplit_once('('))
    {
        Some((before, code)) => (before.trim_end(), Some(code.trim())),
        None => (words, None),
    };
    let (name, id) = match words.split_once(':') {
        Some((name, id)) => (name.trim_end(), Some(id.trim())),
        None => (words, None),
    };
    let mut report = |code, part: &str, message: String, help: String| {
        diagnostics.push(Diagnostic::error(code, source, place(part), message).help(help));
    };
    let kind = match (name, id) {
        ("Stem", None) => Some(SectionKind::Stem),
        ("Hint", None) => Some(SectionKind::Hint),
        ("Solution", None) => Some(SectionKind::Solution),
        ("Misconception", Some(id)) if !id.is_empty() => {
            Some(SectionKind::Misconception(id.to_owned()))
        }
        ("Misconception", _) => {
            let help = "write `## Misconception: added_instead` with the id of [misconceptions.added_instead]";
            report(
                SECTION_ID,
                words,
                "which misconception?".to_owned(),
                help.to_owned(),
            );
            None
        }
        ("Part", Some(id)) if !id.is_empty() => Some(SectionKind::Part(id.to_owned())),
        ("Part", _) => {
            let help = "write `## Part: density` with the id of the [[part]]";
            report(SECTION_ID, words, "which part?".to_owned(), help.to_owned());
            None
        }
        ("Hint", Some(_)) => {
            let message = format!("`## {words}` is not part of this version of the format");
            let help = "hints are those of the whole problem; write `## Hint` for each";
            report(LATER_SECTION, words, message, help.to_owned());
            None
        }
        ("Stem" | "Solution", Some(_)) => {
            let help = format!("write `## {name}`");
            report(SECTION_ID, words, format!("`## {name}` takes no id"), help);
            None
        }
        _ => {
            let meant = closest(name, HEADINGS);
            let help = match meant {
                Some(meant) => format!("did you mean `## {meant}`?"),
                None => "the sections are `## Part: id`, `## Hint`, `## Solution`, `## Misconception: id`, each also with a language such as `## Hint (es)`".to_owned(),
            };
            report(
                UNKNOWN_SECTION,
                words,
                format!("there is no section `{name}`"),
                help,
            );
            // Its text is read all the same, so that what is wrong there is reported as well.
            match meant {
                Some("Hint") => Some(SectionKind::Hint),
                Some("Solution") => Some(SectionKind::Solution),
                _ => None,
            }
        }
    };
    let language = match language {
        Some(code) => match Locale::of(code) {
            Some(locale) => Some(Spanned::new(locale, place(code))),
            None => {
                let known = Locale::ALL
                    .map(|locale| format!("`{}`", locale.language))
                    .join(", ");
                let message = format!("the language `{code}` is not known");
                report(
                    UNKNOWN_LANGUAGE,
                    code,
                    message,
                    format!("the languages are {known}"),
                );
                return None;
            }
        },
        None => None,
    };
    Some(Section {
        subject: id.map_or(heading, place),
        kind: kind?,
        language,
        heading,
        body,
    })
}

/// What can only be seen of all sections together: a missing stem, and duplicates.
fn check_together(
    source: &Source,
    body: Span,
    sections: &[Section],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let own_stem =
        |section: &Section| section.kind == SectionKind::Stem && section.language.is_none();
    if !sections.iter().any(own_stem) {
        diagnostics.push(
            Diagnostic::error(NO_STEM, source, Span::at(body.start), "there is no stem")
                .help("write the problem right after the closing `+++`, before the first `##`"),
        );
    }
    let mut known: HashMap<_, Span> = HashMap::new();
    for section in sections
        .iter()
        .filter(|section| section.kind != SectionKind::Hint)
    {
        let language = section
            .language
            .as_ref()
            .map(|language| language.value.language);
        let first = known
            .entry((&section.kind, language))
            .or_insert(section.heading);
        if *first != section.heading {
            diagnostics.push(
                Diagnostic::error(
                    DUPLICATE_SECTION,
                    source,
                    section.heading,
                    "this section stands there twice",
                )
                .also(*first, "the first time")
                .help("keep one of them; only `## Hint` may repeat"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Sections as `kind language: body`, findings as `line:column code what is pointed at`.
    fn read(text: &str) -> (Vec<String>, Vec<String>) {
        let source = Source::new("t.md", text);
        let mut diagnostics = Vec::new();
        let sections = sections(&source, Span::new(0, text.len()), &mut diagnostics);
        let shown = |section: &Section| {
            let language = section.language.as_ref().map_or("", |l| l.value.language);
            format!(
                "{:?} {language}: {}",
                section.kind,
                source.slice(section.body)
            )
        };
        let found = |finding: &Diagnostic| {
            let (line, column) = finding.line_column();
            format!(
                "{line}:{column} {} {}",
                finding.code,
                source.slice(finding.labels[0].span)
            )
        };
        (
            sections.iter().map(shown).collect(),
            diagnostics.iter().map(found).collect(),
        )
    }

    #[test]
    fn text_before_the_first_heading_is_the_stem() {
        let (sections, found) = read(
            "\nSolve\nit.\n\n## Hint\nOne.\n## Hint (es)\nUno.\n\n## Hint\n\n  Two.\n## Solution\n\
             ```\n## Not a heading\n```\n### nor this\n## Misconception: added_instead (de)\r\nNein.\r\n",
        );
        assert_eq!(found, [""; 0]);
        assert_eq!(
            sections,
            [
                "Stem : Solve\nit.",
                "Hint : One.",
                "Hint es: Uno.",
                "Hint :   Two.",
                "Solution : ```\n## Not a heading\n```\n### nor this",
                "Misconception(\"added_instead\") de: Nein.",
            ]
        );
    }

    #[test]
    fn a_stem_may_stand_under_a_heading_and_has_its_languages() {
        let (sections, found) = read("## Stem\nSolve.\n## Stem (es)\nResuelve.");
        assert_eq!((sections.len(), found.len()), (2, 0));
    }

    #[test]
    fn every_mistake_is_reported_at_its_place() {
        let (sections, found) = read(
            "## Hints\na\n## Hint (xx)\nb\n## Solution\n\n## Solution\nc\n## Misconception\nd\n\
             ## Part: one\ne\n## Solution: x\nf\n## Stem (es)\ng\n~~~~\n## Hint\n~~~",
        );
        assert_eq!(sections.len(), 5);
        assert_eq!(
            found,
            [
                "17:1 T047 ~~~~",
                "1:4 T040 Hints",
                "3:10 T041 xx",
                "5:1 T043 ## Solution",
                "9:4 T046 Misconception",
                "13:4 T046 Solution: x",
                "1:1 T044 ",
                "7:1 T042 ## Solution",
            ]
        );
    }

    proptest! {
        #[test]
        fn any_text_is_divided_without_a_panic(text in "([#`~ \n():é]|Hint|Stem|Misconception|es){0,40}") {
            let source = Source::new("t.md", text.as_str());
            let mut diagnostics = Vec::new();
            for section in sections(&source, Span::new(0, text.len()), &mut diagnostics) {
                prop_assert!(source.text().get(section.body.start..section.body.end).is_some());
                prop_assert!(section.heading.end <= section.body.start);
            }
        }
    }
}
