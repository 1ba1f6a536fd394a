//! A template's figure: its expressions as registers, and from the values of an instance the drawing.

mod geometry;
mod interval;
mod plan;
mod values;

use self::plan::Plan;
use self::values::{Keys, Words};
use super::codes;
use super::compile::{Compiler, Reported, Result};
use super::front_matter::{RawFigure, RawFigureValue};
use super::program::{Number, Registers};
use super::sections::Filling;
use crate::base::{Diagnostic, Locale, Source, Span, Spanned};
use crate::doc::figure::Figure;
use crate::doc::{Output, Place, Slot, write_text};
use std::collections::BTreeSet;

/// The name of the slot in which the figure stands.
pub(super) const SLOT: &str = "figure";

/// A figure, compiled for one language.
#[derive(Clone, Debug)]
pub(super) struct CompiledFigure {
    plan: Plan,
    alt: Words,
    /// The holes whose format cannot print every value.
    pub choosy: Vec<(Filling, Spanned<String>)>,
    /// Where it is described.
    pub span: Span,
    /// Whether it stands below its section rather than in a slot of it.
    pub below: bool,
}

impl CompiledFigure {
    /// Compiles a figure into the current block; the set is of the incidentals that decide how it
    /// looks.
    pub fn compile(
        compiler: &mut Compiler<'_>,
        (source, diagnostics): (&Source, &mut Vec<Diagnostic>),
        (raw, below): (&RawFigure, bool),
        language: Option<Locale>,
    ) -> (Result<Self>, BTreeSet<String>) {
        let translation = language.and_then(|language| {
            let mut own = raw.translations.iter();
            own.find(|(locale, _)| locale.value == language)
                .map(|(_, values)| values.as_slice())
        });
        let mut keys = Keys {
            compiler,
            source,
            diagnostics,
            figure: raw,
            translation: translation.unwrap_or_default(),
            choosy: Vec::new(),
        };
        let (plan, mut read) = keys.reading(Plan::compile);
        let emitted = keys.compiler.emitted();
        let alt = keys.alt();
        let read_by_alt = keys.compiler.take_read();
        if keys.compiler.can_fault_since(emitted) {
            read.extend(read_by_alt);
        }
        let choosy = keys.choosy;
        let figure = plan.and_then(|plan| {
            Ok(Self {
                choosy,
                plan,
                alt: alt?,
                span: raw.kind.span,
                below,
            })
        });
        (figure, read)
    }

    /// The figure of the values at hand; its block has run.
    pub fn figure<N: Number>(&self, registers: &Registers<N>, locale: Locale) -> Figure {
        self.plan.figure(registers, locale)
    }

    /// Appends the figure of the values at hand; in plain text and LaTeX its alt text.
    pub fn write<N: Number>(
        &self,
        registers: &Registers<N>,
        output: Output,
        locale: Locale,
        out: &mut String,
    ) {
        let alt = self.alt.text(registers, locale);
        match output {
            Output::Html => self
                .figure(registers, locale)
                .write(&alt, output, locale, out),
            Output::Text | Output::Latex => write_text(&alt, Place::prose(output), out),
        }
    }
}

impl Keys<'_, '_> {
    /// The alt text: there must be one.
    fn alt(&mut self) -> Result<Words> {
        let figure = self.figure;
        let help = "add `alt = \"…\"`: what the figure shows, with values as in `@{a}`, for whoever cannot see it";
        match self.get("alt") {
            Some(RawFigureValue::One(text)) => self.words(text),
            Some(other) => {
                let span = other.span();
                self.compiler.fail(
                    codes::NO_ALT,
                    span,
                    "the alt text is one text in quotes",
                    help,
                )
            }
            // What cannot be read has been reported.
            None if figure.names_alt => Err(Reported),
            None => {
                let message = "the figure has no alt text";
                self.compiler
                    .fail(codes::NO_ALT, figure.kind.span, message, help)
            }
        }
    }
}

/// Reports a slot for a figure where there is none.
pub(super) fn report_no_figure(compiler: &mut Compiler<'_>, slot: &Slot) {
    let message = "there is no figure to stand here";
    compiler
        .report(codes::NO_FIGURE, slot.span, message)
        .help("describe it in [figure], or leave `@[figure]` out");
}
