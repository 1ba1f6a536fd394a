//! What is shown of an instance: its sections, options, prompts and keys.

use super::instance::ItemInstance;
use super::item_template::{ItemTemplate, Section};
use super::part::Show;
use super::pinned::Pinned;
use super::program::{Number, Registers};
use super::slots;
use super::tuple::over;
use crate::base::Locale;
use crate::doc::{Output, Place};

/// What is shown of a part.
#[derive(Clone, Copy)]
enum Piece {
    Option(usize),
    Prompt(usize),
    Key,
}

impl ItemTemplate {
    /// A section of an instance, with blanks for the fields of parts that have a place in it; `None`
    /// where the template has none such.
    pub fn render(
        &self,
        instance: &ItemInstance,
        section: Section<'_>,
        output: Output,
        locale: Locale,
    ) -> Option<String> {
        self.render_with(instance, section, output, locale, &mut slots::blank)
    }

    /// A section of an instance; `field` appends the field of the part of that name where its place
    /// is. `None` where the template has no such section.
    pub fn render_with(
        &self,
        instance: &ItemInstance,
        section: Section<'_>,
        output: Output,
        locale: Locale,
        field: &mut dyn FnMut(&str, Output, &mut String),
    ) -> Option<String> {
        let at = self.section(section, locale)?;
        let mut out = String::new();
        over!(&instance.file, registers => {
            self.sections[at].write(registers, output, locale, field, &mut out);
        });
        Some(out)
    }

    /// The option of a part at a place of the order shown; empty where there is none.
    pub fn render_option(
        &self,
        instance: &ItemInstance,
        part: usize,
        at: usize,
        output: Output,
        locale: Locale,
    ) -> String {
        self.render_piece(instance, part, Piece::Option(at), output, locale)
    }

    /// The prompt of a part at a place of the order shown; empty where there is none.
    pub fn render_prompt(
        &self,
        instance: &ItemInstance,
        part: usize,
        at: usize,
        output: Output,
        locale: Locale,
    ) -> String {
        self.render_piece(instance, part, Piece::Prompt(at), output, locale)
    }

    /// The key of a part as it is shown; several separated by semicolons.
    pub fn render_key(
        &self,
        instance: &ItemInstance,
        part: usize,
        output: Output,
        locale: Locale,
    ) -> String {
        self.render_piece(instance, part, Piece::Key, output, locale)
    }

    fn render_piece(
        &self,
        instance: &ItemInstance,
        part: usize,
        piece: Piece,
        output: Output,
        locale: Locale,
    ) -> String {
        let mut out = String::new();
        over!(&instance.file, registers => {
            if let Some(show) = self.show(&instance.pinned, part, registers, output, locale) {
                match piece {
                    Piece::Option(at) => show.option(at, &mut out),
                    Piece::Prompt(at) => show.prompt(at, &mut out),
                    Piece::Key => show.key(&mut out),
                }
            }
        });
        out
    }

    /// What shows a part of an instance; none where there is no such part.
    pub(super) fn show<'a, N: Number>(
        &'a self,
        pinned: &'a Pinned,
        part: usize,
        registers: &'a Registers<N>,
        output: Output,
        locale: Locale,
    ) -> Option<Show<'a, N>> {
        Some(Show {
            candidates: &self.parts.get(part)?.candidates,
            order: pinned.options.of(part),
            registers,
            place: Place::prose(output),
            locale,
        })
    }
}
