//! The sections of a template: documents whose holes have become registers and shapes.

use super::body::{Section, SectionKind};
use super::codes;
use super::compile::{Compiled, Compiler, NumberKind, Reported, Result, Symbolic};
use super::figure::{self, CompiledFigure};
use super::front_matter::RawFigure;
use super::program::{Block, Number, Register, Registers};
use super::terms::Terms;
use crate::base::{Diagnostic, Locale, Source, Span, Spanned};
use crate::doc::{self, Document, Format, Hole, Output, Place, Slot};
use crate::math::{Collection, Expr, Notation, Rational, Shape, write_expr};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What stands in a hole.
#[derive(Clone, Debug)]
pub(super) enum Filling {
    Number(Register, Option<Format>),
    Text(Register),
    Numbers(Register, Option<Format>),
    Texts(Register),
    /// With its terms, where they are known beforehand.
    Symbolic(Arc<Symbolic>, Option<Terms>),
    /// Its shape kept, with values put in.
    AsWritten(Expr<Register>),
    /// Numbers in the brackets of their kind.
    Collected(Collection, Register),
    /// Any number between two.
    Between(Register, Register, Option<Format>),
    /// A number and its unit.
    Quantity(Register, Option<Format>, Arc<str>),
    /// True or false.
    Truth(Register),
}

/// A section, compiled.
#[derive(Clone, Debug)]
pub(super) struct CompiledSection {
    pub kind: SectionKind,
    pub language: Option<Locale>,
    /// Where it stands in the file.
    pub span: Span,
    /// The name in its heading; else the heading.
    pub subject: Span,
    document: Document,
    fillings: Vec<Filling>,
    /// The figure that stands in it.
    pub figure: Option<CompiledFigure>,
    /// Computes what the holes and the figure show.
    pub block: Block,
    /// The incidentals that a hole could stumble over.
    pub fragile: BTreeSet<String>,
}

/// Compiles the sections of a template, on top of all that its answer has computed.
pub(super) fn compile(
    compiler: &mut Compiler<'_>,
    source: &Source,
    (sections, figure): (&[Section], Option<&RawFigure>),
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<CompiledSection> {
    let documents: Vec<(&Section, Document)> = sections
        .iter()
        .map(|section| {
            (
                section,
                Document::compile(source, section.body, diagnostics),
            )
        })
        .collect();
    let stands = |document: &Document| figure_slot(document).is_some();
    // Which languages have the figure among the words of the question.
    let placed: Vec<Option<&str>> = documents
        .iter()
        .filter(|(section, document)| section.kind.is_question() && stands(document))
        .map(|(section, _)| language(section))
        .collect();
    let mut compiled = Vec::new();
    for (section, document) in documents {
        let below = section.kind == SectionKind::Stem && !placed.contains(&language(section));
        let slot = figure_slot(&document);
        let shown = figure.filter(|_| below || slot.is_some());
        if let (Some(slot), None) = (slot, figure) {
            figure::report_no_figure(compiler, slot);
        }
        let mut fragile = BTreeSet::new();
        let compile = |compiler: &mut Compiler<'_>| {
            let mut fillings = Vec::new();
            for hole in document.holes() {
                let (filling, read) = compiler.reading(|compiler| filling(compiler, hole));
                fillings.push(filling);
                fragile.extend(read);
            }
            let figure = shown.map(|raw| {
                let language = section.language.as_ref().map(|language| language.value);
                let found = (source, &mut *diagnostics);
                let (figure, read) =
                    CompiledFigure::compile(compiler, found, (raw, below), language);
                fragile.extend(read);
                figure
            });
            let fillings = fillings.into_iter().collect::<Result<Vec<Filling>>>();
            Result::Ok((fillings?, figure.transpose()?))
        };
        let (computed, block) = if section.kind.is_question() {
            compiler.within(true, compile)
        } else {
            compiler.explaining(|compiler| compiler.within(true, compile))
        };
        let Ok((fillings, figure)) = computed else {
            continue;
        };
        let (kind, language) = (
            section.kind.clone(),
            section.language.as_ref().map(|l| l.value),
        );
        let (span, subject) = (section.body, section.subject);
        compiled.push(CompiledSection {
            span,
            subject,
            kind,
            language,
            document,
            fillings,
            figure,
            block,
            fragile,
        });
    }
    compiled
}

/// The slot in which the figure stands.
fn figure_slot(document: &Document) -> Option<&Slot> {
    let mut slots = document.slots().iter();
    slots.find(|slot| slot.name.value == figure::SLOT)
}

fn language(section: &Section) -> Option<&'static str> {
    let language = section.language.as_ref();
    language.map(|language| language.value.language)
}

pub(super) fn filling(compiler: &mut Compiler<'_>, hole: &Hole) -> Result<Filling> {
    // An empty hole has been reported.
    if hole.expression.value.is_empty() {
        return Err(Reported);
    }
    let ast = compiler.parse(&hole.expression)?;
    let format = hole.format.as_ref().map(|format| format.value);
    if format == Some(Format::AsWritten) {
        return compiler.as_written(&ast).map(Filling::AsWritten);
    }
    let value = compiler.expression(&ast)?;
    let allowed = |format: Option<Format>, list: bool| match format {
        None => true,
        Some(Format::List) => list,
        Some(_) => matches!(value, Compiled::Number(..) | Compiled::Numbers(..)),
    };
    let is_list = matches!(value, Compiled::Numbers(..) | Compiled::Texts(_));
    if !allowed(format, is_list) {
        let span = hole.format.as_ref().map_or(hole.span, |format| format.span);
        return compiler.fail(
            codes::HOLE_FORMAT,
            span,
            format!("{value} cannot be shown in this format"),
            if is_list {
                "a list is shown with `list`"
            } else {
                "leave the format out"
            },
        );
    }
    shown(compiler, &value, format, hole)
}

fn shown(
    compiler: &mut Compiler<'_>,
    value: &Compiled,
    format: Option<Format>,
    hole: &Hole,
) -> Result<Filling> {
    match value {
        Compiled::Number(register, kind) => Ok(Filling::Number(*register, format.or(own(*kind)))),
        Compiled::Text(register) => Ok(Filling::Text(*register)),
        Compiled::Numbers(register, kind) => {
            let format = format.filter(|format| *format != Format::List);
            Ok(Filling::Numbers(*register, format.or(own(*kind))))
        }
        Compiled::Texts(register) => Ok(Filling::Texts(*register)),
        Compiled::Symbolic(symbolic) => Ok(Filling::symbolic(compiler, symbolic)),
        Compiled::Boolean(_) | Compiled::Record(_) | Compiled::Rows(_) => compiler.fail(
            codes::HOLE_FORMAT,
            hole.expression.span,
            format!("a hole cannot show {value}"),
            "choose a text with if(…, \"…\", \"…\"), or name a field",
        ),
    }
}

/// The format a kind of number has without being asked.
pub(super) const fn own(kind: NumberKind) -> Option<Format> {
    match kind {
        NumberKind::Decimal(places) => Some(Format::Decimal(Some(places))),
        NumberKind::Integer | NumberKind::Rational => None,
    }
}

impl Filling {
    /// What an option or a key shows.
    pub fn of_value(
        compiler: &Compiler<'_>,
        value: &Compiled,
        show: Option<Format>,
    ) -> std::result::Result<Self, Reported> {
        match value {
            Compiled::Number(register, kind) => Ok(Self::Number(*register, show.or(own(*kind)))),
            Compiled::Text(register) => Ok(Self::Text(*register)),
            Compiled::Symbolic(symbolic) => Ok(Self::symbolic(compiler, symbolic)),
            Compiled::Numbers(register, kind) => Ok(Self::Numbers(*register, show.or(own(*kind)))),
            Compiled::Texts(register) => Ok(Self::Texts(*register)),
            Compiled::Boolean(register) => Ok(Self::Truth(*register)),
            _ => Err(Reported),
        }
    }

    pub fn symbolic(compiler: &Compiler<'_>, symbolic: &Arc<Symbolic>) -> Self {
        let terms = match symbolic.as_ref() {
            Symbolic::Plain(expr) => Terms::of(expr, &|register| compiler.constant_value(register)),
            _ => None,
        };
        Self::Symbolic(symbolic.clone(), terms)
    }

    /// The number and format, where those decide whether it can be printed.
    pub const fn number(&self) -> Option<(Register, Option<Format>)> {
        match self {
            Self::Number(register, format) | Self::Quantity(register, format, _) => {
                Some((*register, *format))
            }
            _ => None,
        }
    }

    /// Whether its format cannot print every value: one without end as a decimal.
    pub const fn is_choosy(&self) -> bool {
        matches!(
            self,
            Self::Number(
                _,
                Some(Format::Decimal(None) | Format::Percent(None) | Format::Scientific(None))
            ) | Self::Quantity(
                _,
                Some(Format::Decimal(None) | Format::Percent(None) | Format::Scientific(None)),
                _
            ) | Self::Numbers(
                _,
                Some(Format::Decimal(None) | Format::Percent(None) | Format::Scientific(None))
            )
        )
    }

    /// Whether its format can print the value at hand.
    pub fn can_print<N: Number>(&self, registers: &Registers<N>) -> bool {
        let ends = |value: &N| value.to_rational().decimal_places().is_some();
        match self {
            Self::Number(register, _) | Self::Quantity(register, ..) if self.is_choosy() => {
                ends(registers.number(*register))
            }
            Self::Numbers(register, _) if self.is_choosy() => {
                registers.number_list(*register).iter().all(ends)
            }
            _ => true,
        }
    }

    /// Appends the value as it stands in a place.
    pub fn write<N: Number>(
        &self,
        registers: &Registers<N>,
        place: Place,
        locale: Locale,
        out: &mut String,
    ) {
        match self {
            Self::Number(register, format) => {
                let value = registers.number(*register).to_rational();
                doc::write_number(&value, *format, place, locale, out);
            }
            Self::Text(register) => doc::write_text(registers.text(*register), place, out),
            Self::Numbers(register, format) => {
                let values: Vec<Rational> = registers
                    .number_list(*register)
                    .iter()
                    .map(Number::to_rational)
                    .collect();
                doc::write_list(values.len(), place, locale, out, |at, out| {
                    doc::write_number(&values[at], *format, place, locale, out);
                });
            }
            Self::Texts(register) => {
                let texts = registers.text_list(*register);
                doc::write_list(texts.len(), place, locale, out, |at, out| {
                    doc::write_text(registers.text_of(texts[at]), place, out);
                });
            }
            Self::Symbolic(symbolic, terms) => doc::write_math(place, out, |notation, out| {
                let quick = terms.as_ref().filter(|_| notation != Notation::MathMl);
                if quick.is_some_and(|terms| terms.write(registers, notation, out)) {
                    return;
                }
                match symbolic.resolve(registers) {
                    (shape, false) => {
                        let number =
                            |register: &Register| registers.number(*register).to_rational();
                        write_expr(shape, Shape::Neat, notation, locale, &number, out);
                    }
                    (_, true) => {
                        let expr = symbolic.expr(registers);
                        write_expr(&expr, Shape::Neat, notation, locale, &Rational::clone, out);
                    }
                }
            }),
            Self::AsWritten(shape) => doc::write_math(place, out, |notation, out| {
                let number = |register: &Register| registers.number(*register).to_rational();
                write_expr(shape, Shape::AsWritten, notation, locale, &number, out);
            }),
            Self::Collected(kind, register) => doc::write_math(place, out, |notation, out| {
                let numbers = registers.number_list(*register).iter();
                let numbers = numbers.map(|number| Expr::Number(number.to_rational()));
                let expr = Expr::Collection(*kind, numbers.collect());
                write_expr(&expr, Shape::Neat, notation, locale, &Rational::clone, out);
            }),
            Self::Between(low, high, format) => {
                let end = |register: &Register| registers.number(*register).to_rational();
                doc::write_number(&end(low), *format, place, locale, out);
                doc::write_text("–", place, out);
                doc::write_number(&end(high), *format, place, locale, out);
            }
            Self::Quantity(register, format, unit) => {
                let value = registers.number(*register).to_rational();
                doc::write_number(&value, *format, place, locale, out);
                doc::write_text(&format!("\u{a0}{unit}"), place, out);
            }
            Self::Truth(register) => {
                let truth = registers.boolean(*register);
                doc::write_text(if truth { "true" } else { "false" }, place, out);
            }
        }
    }
}

impl CompiledSection {
    /// The names of what is put in, in the order they stand in.
    pub fn slots(&self) -> impl Iterator<Item = &Spanned<String>> {
        self.document.slots().iter().map(|slot| &slot.name)
    }

    /// Appends the section; its block has run. `slot` appends what is put in under a name.
    pub fn write<N: Number>(
        &self,
        registers: &Registers<N>,
        output: Output,
        locale: Locale,
        slot: &mut dyn FnMut(&str, Output, &mut String),
        out: &mut String,
    ) {
        let mut fill = |hole: usize, place: Place, out: &mut String| {
            self.fillings[hole].write(registers, place, locale, out);
        };
        let figure = self.figure.as_ref();
        let mut slot = |name: &str, output: Output, out: &mut String| {
            if name != figure::SLOT {
                return slot(name, output, out);
            }
            if let Some(figure) = figure {
                figure.write(registers, output, locale, out);
            }
        };
        self.document.write(output, &mut fill, &mut slot, out);
        if let Some(figure) = figure.filter(|figure| figure.below) {
            out.push_str(if output == Output::Html { "\n" } else { "\n\n" });
            figure.write(registers, output, locale, out);
        }
    }

    /// The holes whose format cannot print every value, those of the figure last.
    pub fn choosy(&self) -> impl Iterator<Item = (&Filling, &Spanned<String>)> {
        let holes = self.fillings.iter().zip(self.document.holes());
        let figure = self.figure.iter().flat_map(|figure| &figure.choosy);
        holes
            .filter(|(filling, _)| filling.is_choosy())
            .map(|(f, hole)| (f, &hole.expression))
            .chain(figure.map(|(filling, expression)| (filling, expression)))
    }
}
