//! The languages a template speaks: those it is translated into whole, so that no page is ever mixed.

use super::body::{Section, SectionKind};
use super::codes;
use super::front_matter::{FrontMatter, RawFigure};
use crate::base::{Diagnostic, Locale, Source, Span};

/// Finds the languages that every section, and the title, is translated into; what is missing in one
/// that the template declares or begins to speak is a warning. A template with a rubric speaks the
/// bank's language only: learners, their peers and their teachers hold a work against the same words.
pub(super) fn complete(
    front: &FrontMatter,
    sections: &[Section],
    source: &Source,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Locale> {
    let mut languages: Vec<Locale> = Vec::new();
    let declared = front.languages.iter().map(|language| language.value);
    let titled = front.titles.iter().map(|(language, _)| *language);
    let begun = sections
        .iter()
        .filter_map(|section| section.language.as_ref().map(|language| language.value));
    for language in declared.chain(titled).chain(begun) {
        if !languages.contains(&language) {
            languages.push(language);
        }
    }
    if let (Some(criterion), Some(language)) = (front.rubric.first(), languages.first()) {
        let code = language.language;
        let message = format!("a work marked on a rubric is not translated into `{code}`");
        diagnostics.push(
            Diagnostic::warning(
                codes::MISSING_TRANSLATION,
                source,
                criterion.id.span,
                message,
            )
            .help("leave the translation out: everybody marks by the same words, so the page stays in the bank's language"),
        );
        return Vec::new();
    }
    languages.retain(|&language| {
        let untitled = front.titles.iter().all(|(titled, _)| *titled != language);
        let title = front.title.as_ref().filter(|_| untitled);
        let title = title.map(|title| ("[titles]".to_owned(), title.span));
        let missing = beyond(sections, None, Some(language));
        let silent = |figure: &&RawFigure| !figure.speaks(language);
        let figure = front.figure.as_ref().filter(silent);
        let figure = figure.map(|figure| ("[figure]".to_owned(), figure.span));
        let missing = title.into_iter().chain(figure).chain(missing);
        let missing: Vec<(String, Span)> = missing.collect();
        let orphans = beyond(sections, Some(language), None);
        diagnostics.extend(untranslated(source, language, &missing));
        diagnostics.extend(orphans.map(|(_, span)| {
            let message = "this section has nothing to be a translation of";
            Diagnostic::warning(codes::ORPHAN_TRANSLATION, source, span, message)
                .help("write it in the bank's language too, or remove it")
        }));
        missing.is_empty()
    });
    languages
}

/// The sections of one language that another has no counterpart of: their names and places.
fn beyond(
    sections: &[Section],
    here: Option<Locale>,
    there: Option<Locale>,
) -> impl Iterator<Item = (String, Span)> {
    let of = |language: Option<Locale>, kind: &SectionKind| {
        let of_kind = sections.iter().filter(move |section| {
            section.kind == *kind && section.language.as_ref().map(|l| l.value) == language
        });
        of_kind.collect::<Vec<&Section>>()
    };
    let mut kinds: Vec<&SectionKind> = Vec::new();
    for section in sections {
        if !kinds.contains(&&section.kind) {
            kinds.push(&section.kind);
        }
    }
    kinds.into_iter().flat_map(move |kind| {
        let there = of(there, kind).len();
        let own = of(here, kind);
        let own = own.iter().skip(there);
        own.map(|section| (kind.heading(), place(section)))
            .collect::<Vec<_>>()
    })
}

/// The heading of a section, or where the stem begins that has none.
fn place(section: &Section) -> Span {
    if section.heading.start == section.heading.end {
        Span::at(section.body.start)
    } else {
        section.heading
    }
}

fn untranslated(
    source: &Source,
    language: Locale,
    missing: &[(String, Span)],
) -> Option<Diagnostic> {
    let ((first, span), others) = missing.split_first()?;
    let code = language.language;
    let mut names: Vec<String> = vec![named(first, code)];
    for (name, _) in others {
        let name = named(name, code);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let message = format!("the translation into `{code}` has no {}", names.join(", "));
    let finding = Diagnostic::warning(codes::MISSING_TRANSLATION, source, *span, message);
    let finding = others.iter().fold(finding, |finding, (_, span)| {
        finding.also(*span, "nor of this")
    });
    Some(finding.help("until all of it is there, the whole page stays in the bank's language"))
}

/// What is to be written: `## Hint (es)`, or `es` in `[titles]`.
fn named(section: &str, code: &str) -> String {
    match section.strip_prefix("## ") {
        Some(heading) => format!("`## {heading} ({code})`"),
        None => format!("`{code}` in {section}"),
    }
}
