//! Mathematics in LaTeX: read once, checked, and written in three ways.

use super::hole::{Hole, hole_index};
use super::markdown::Formula;
use super::program::{Dress, Program};
use super::{Output, Place, codes, mathml, plain};
use crate::base::{Diagnostic, Source, Span};
use pulldown_latex::{Event, Parser, Storage};

/// The longest formula, in bytes: more than anybody could take in.
const MAX_BYTES: usize = 2000;

/// Groups within each other.
const MAX_DEPTH: usize = 24;

/// Commands that take no argument: a value after them needs no braces.
const WITHOUT_ARGUMENT: [&str; 32] = [
    "times",
    "cdot",
    "div",
    "pm",
    "mp",
    "le",
    "leq",
    "ge",
    "geq",
    "lt",
    "gt",
    "ne",
    "neq",
    "approx",
    "equiv",
    "sim",
    "to",
    "quad",
    "qquad",
    "left",
    "right",
    "pi",
    "theta",
    "alpha",
    "beta",
    "ldots",
    "cdots",
    "dots",
    "in",
    "circ",
    "degree",
    "rightarrow",
];

/// Commands whose argument is text.
const TEXT: [&str; 9] = [
    "text",
    "textbf",
    "textit",
    "textrm",
    "textsf",
    "texttt",
    "textup",
    "textnormal",
    "mbox",
];

/// Reports mathematics that does not convert, and values that would get lost in it.
pub(super) fn check(formula: &Formula, source: &Source, diagnostics: &mut Vec<Diagnostic>) -> bool {
    match fault(formula, source) {
        Some(fault) => {
            diagnostics.push(fault);
            false
        }
        None => true,
    }
}

fn fault(formula: &Formula, source: &Source) -> Option<Diagnostic> {
    let text = formula.source.as_str();
    let at = |code, span, message: &str, help: &str| {
        Some(Diagnostic::error(code, source, span, message).help(help))
    };
    if text.len() > MAX_BYTES {
        let help = format!("a formula has at most {MAX_BYTES} characters; divide it");
        return at(
            codes::MATHEMATICS,
            formula.span,
            "this formula is too long",
            &help,
        );
    }
    if depth(text) > MAX_DEPTH {
        let help = format!("at most {MAX_DEPTH} groups can stand within each other");
        return at(
            codes::TOO_DEEP,
            formula.span,
            "this formula is nested too deeply",
            &help,
        );
    }
    let storage = Storage::new();
    let mut functions = String::new();
    for event in Parser::new(text, &storage) {
        match event {
            Ok(Event::Content(pulldown_latex::event::Content::Function(name))) => {
                functions.push_str(name)
            }
            Ok(_) => {}
            Err(error) => {
                let error = error.to_string();
                let reason = error
                    .lines()
                    .next()
                    .unwrap_or("")
                    .trim_start_matches("parsing error: ");
                if let Some(command) = unknown_command(text) {
                    let span = place_of(formula, source, command).unwrap_or(formula.span);
                    let message = format!(
                        "this mathematics does not convert: there is no command `{command}`"
                    );
                    let help = "write a LaTeX command such as `\\frac{1}{2}` or `\\times`; words stand in `\\text{…}`";
                    return at(codes::MATHEMATICS, span, &message, help);
                }
                let message = format!("this mathematics does not convert: {reason}");
                let help =
                    "write it as LaTeX, such as `\\frac{1}{2}`, with every `{` closed by its `}`";
                return at(codes::MATHEMATICS, formula.span, &message, help);
            }
        }
    }
    if functions.contains(['<', '>', '&']) {
        let help = "write signs outside of `\\operatorname`";
        return at(
            codes::MATHEMATICS,
            formula.span,
            "a function's name is made of letters",
            help,
        );
    }
    None
}

/// How deeply groups stand within each other.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for character in text.chars() {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    // `\left`, `\begin` and commands taking their argument without braces nest as well.
    deepest.max(
        text.matches("\\left")
            .count()
            .max(text.matches("\\begin").count()),
    )
}

/// The first command that does not exist.
fn unknown_command(text: &str) -> Option<&str> {
    let starts = text.match_indices('\\').map(|(at, _)| at);
    let mut commands = starts.filter_map(|at| {
        let rest = text.get(at..)?;
        let name = rest.get(1..)?;
        let letters = name
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(name.len());
        (letters > 0).then(|| rest.get(..letters + 1)).flatten()
    });
    commands.find(|command| {
        let storage = Storage::new();
        let first = Parser::new(command, &storage).next();
        matches!(first, Some(Err(error)) if error.to_string().contains("unknown primitive"))
    })
}

/// Where a command stands in the file.
fn place_of(formula: &Formula, source: &Source, command: &str) -> Option<Span> {
    let written = source.slice(formula.span);
    let ends = |at: usize| {
        let next = written
            .get(at + command.len()..)
            .and_then(|rest| rest.chars().next());
        !next.is_some_and(|c| c.is_ascii_alphabetic())
    };
    let (at, _) = written.match_indices(command).find(|(at, _)| ends(*at))?;
    let start = formula.span.start + at;
    Some(Span::new(start, start + command.len()))
}

/// Writes the formula for one output, without what marks it as mathematics in LaTeX and text.
pub(super) fn write(formula: &Formula, output: Output, holes: &[Hole]) -> Program {
    match output {
        Output::Latex => latex(&formula.source).0,
        Output::Html => mathml::convert(formula, holes),
        Output::Text => plain::write(formula, holes),
    }
}

/// The holes of a formula, and whether each stands among words within it.
pub(super) fn holes(formula: &Formula) -> Vec<(usize, bool)> {
    latex(&formula.source).1
}

/// LaTeX as it is, values put in braces where they are an argument.
fn latex(source: &str) -> (Program, Vec<(usize, bool)>) {
    let mut program = Program::default();
    let mut holes = Vec::new();
    // For every open group whether it holds text.
    let mut groups: Vec<bool> = Vec::new();
    // Whether an argument may stand here; after a group or a value only without a blank between.
    let mut argument = false;
    let mut adjacent = false;
    let mut text_follows = false;
    let mut rest = source;
    while let Some(character) = rest.chars().next() {
        let mut length = character.len_utf8();
        let text = groups.last().copied().unwrap_or(false);
        if let Some(index) = hole_index(character) {
            holes.push((index, text));
            let place = if text {
                Place::prose(Output::Latex)
            } else {
                Place::math(Output::Latex)
            };
            let braces = argument && !text;
            program.literal(if braces { "{" } else { "" });
            program.hole(index, place, Dress::Plain);
            program.literal(if braces { "}" } else { "" });
            (argument, adjacent) = (true, true);
            rest = rest.get(length..).unwrap_or("");
            continue;
        }
        match character {
            '\\' => {
                let name = rest.get(1..).unwrap_or("");
                let letters = name
                    .find(|c: char| !c.is_ascii_alphabetic())
                    .unwrap_or(name.len());
                let command = name.get(..letters).unwrap_or("");
                length += letters.max(name.chars().next().map_or(0, char::len_utf8));
                argument = !command.is_empty() && !WITHOUT_ARGUMENT.contains(&command);
                adjacent = false;
                text_follows = TEXT.contains(&command);
            }
            '{' => {
                groups.push(text_follows || text);
                (argument, text_follows) = (false, false);
            }
            '}' => {
                groups.pop();
                (argument, adjacent) = (true, true);
            }
            '^' | '_' => (argument, adjacent) = (true, false),
            ' ' => argument &= !adjacent,
            _ => argument = false,
        }
        program.literal(rest.get(..length).unwrap_or(""));
        rest = rest.get(length..).unwrap_or("");
    }
    (program, holes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> String {
        text.replace('A', "\u{e000}").replace('B', "\u{e001}")
    }

    fn shown(text: &str) -> String {
        let (program, _) = latex(&masked(text));
        let mut out = String::new();
        program.write(
            &mut |index, place, out| {
                out.push_str(&format!("{}{index}", if place.math { "" } else { "t" }))
            },
            &mut |_, _: &mut String| {},
            &mut out,
        );
        out
    }

    #[test]
    fn values_are_braced_where_they_are_an_argument() {
        assert_eq!(shown("Ax + B = 3"), "0x + 1 = 3");
        assert_eq!(shown("x^A_B"), "x^{0}_{1}");
        assert_eq!(shown("\\frac{A}{B} \\times A"), "\\frac{0}{1} \\times 0");
        assert_eq!(shown("\\frac AB"), "\\frac {0}{1}");
        assert_eq!(shown("\\sqrt A \\le B"), "\\sqrt {0} \\le 1");
        assert_eq!(shown("\\text{costs A} A B"), "\\text{costs t0} 0 1");
        assert_eq!(shown("\\$A"), "\\$0");
    }

    fn finding(text: &str) -> Option<String> {
        let file = format!("$ {text} $");
        let source = Source::new("t.md", file.as_str());
        let formula = Formula {
            source: text.to_owned(),
            display: false,
            span: Span::new(2, 2 + text.len()),
        };
        let mut diagnostics = Vec::new();
        check(&formula, &source, &mut diagnostics);
        let finding = diagnostics.pop()?;
        Some(format!(
            "{} {}",
            source.slice(finding.labels[0].span),
            finding.message
        ))
    }

    #[test]
    fn what_does_not_convert_is_pointed_at() {
        assert_eq!(finding("\\frac{1}{2} \\times 3"), None);
        assert_eq!(
            finding("1 \\timess 3").as_deref(),
            Some("\\timess this mathematics does not convert: there is no command `\\timess`")
        );
        assert!(
            finding("\\frac{1}{2")
                .is_some_and(|found| found.starts_with("\\frac{1}{2 this mathematics"))
        );
        assert!(finding("x^2^3").is_some());
        assert!(finding(&"{".repeat(1000)).is_some());
        assert!(finding(&"\\sqrt".repeat(390)).is_some());
        assert!(finding(&"x".repeat(3000)).is_some());
    }
}
