//! Where the fields of parts stand: places in the stem and in the sections of parts.

use super::body::SectionKind;
use super::codes;
use super::compile::Compiler;
use super::figure;
use super::part::Part;
use super::sections::CompiledSection;
use crate::base::{Code, Span, Spanned, closest};
use crate::doc::Output;
use std::collections::BTreeSet;

/// Notes which parts have a place of their own, and reports places that are none.
pub(super) fn place(compiler: &mut Compiler<'_>, parts: &mut [Part], sections: &[CompiledSection]) {
    for section in sections {
        check_section(compiler, parts, section);
    }
    let own = places(compiler, parts, sections, None);
    for part in parts.iter_mut() {
        part.slot = own.contains(part.id().as_str());
    }
    let languages: BTreeSet<&str> = sections
        .iter()
        .filter_map(|section| section.language.map(|locale| locale.language))
        .collect();
    for language in languages {
        let placed = places(compiler, parts, sections, Some(language));
        check_translation(compiler, parts, sections, (language, &placed));
    }
}

/// The parts placed in a language, each of them once.
fn places(
    compiler: &mut Compiler<'_>,
    parts: &[Part],
    sections: &[CompiledSection],
    language: Option<&str>,
) -> BTreeSet<String> {
    let of_language = sections
        .iter()
        .filter(|section| section.language.map(|locale| locale.language) == language)
        .filter(|section| section.kind.is_question());
    let mut placed = BTreeSet::new();
    for slot in of_language.flat_map(CompiledSection::slots) {
        let name = &slot.value;
        if parts.iter().any(|part| part.id().as_str() == name) && !placed.insert(name.clone()) {
            let message = format!("part `{name}` has a place already");
            compiler
                .report(codes::SLOT_TWICE, slot.span, message)
                .help("a part has one field: keep one of its places");
        }
    }
    placed
}

fn check_section(compiler: &mut Compiler<'_>, parts: &[Part], section: &CompiledSection) {
    if let SectionKind::Part(id) = &section.kind {
        let id = Spanned::new(id.clone(), section.subject);
        check_part(compiler, parts, &id, codes::PART_SECTION);
    }
    for slot in section.slots().filter(|slot| slot.value != figure::SLOT) {
        if section.kind.is_question() {
            check_part(compiler, parts, slot, codes::SLOT);
        } else {
            compiler
                .report(codes::SLOT, slot.span, "nothing is answered here")
                .help("fields stand in the stem or in the section of a part");
        }
    }
}

fn check_part(compiler: &mut Compiler<'_>, parts: &[Part], id: &Spanned<String>, code: Code) {
    let names = || parts.iter().map(|part| part.id().as_str());
    if names().any(|name| name == id.value) {
        return;
    }
    let help = match closest(&id.value, names()) {
        Some(close) => format!("did you mean `{close}`?"),
        None => format!("the parts are {}", names().collect::<Vec<_>>().join(", ")),
    };
    let message = format!("there is no part `{}`", id.value);
    compiler.report(code, id.span, message).help(help);
}

/// A translation places the same parts as the sections it stands for.
fn check_translation(
    compiler: &mut Compiler<'_>,
    parts: &[Part],
    sections: &[CompiledSection],
    (language, placed): (&str, &BTreeSet<String>),
) {
    for section in sections.iter().filter(|section| section.kind.is_question()) {
        if section.language.map(|locale| locale.language) != Some(language) {
            continue;
        }
        let original = sections
            .iter()
            .find(|other| other.language.is_none() && other.kind == section.kind);
        for slot in original.into_iter().flat_map(CompiledSection::slots) {
            let is_part = parts.iter().any(|part| part.id().as_str() == slot.value);
            if is_part && !placed.contains(&slot.value) {
                let message = format!("part `{}` has no place in this language", slot.value);
                compiler
                    .report(codes::SLOT, Span::at(section.span.start), message)
                    .help(format!(
                        "write `@[{}]` where its field is to stand",
                        slot.value
                    ));
            }
        }
    }
    for slot in sections
        .iter()
        .filter(|section| section.language.map(|locale| locale.language) == Some(language))
        .flat_map(CompiledSection::slots)
    {
        let part = parts.iter().find(|part| part.id().as_str() == slot.value);
        if part.is_some_and(|part| !part.slot) {
            let message = format!("part `{}` has a place in this language only", slot.value);
            compiler
                .report(codes::SLOT, slot.span, message)
                .help("give it a place in the bank's own language, too");
        }
    }
}

/// Appends what stands in a slot on paper: a blank to write in.
pub(super) fn blank(_: &str, output: Output, out: &mut String) {
    out.push_str(match output {
        Output::Text => "____",
        Output::Latex => "\\underline{\\hspace{4em}}",
        Output::Html => "<span class=\"blank\"></span>",
    });
}
