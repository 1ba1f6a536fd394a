//! A compiled document: for each output a flat program of literals and holes.

use super::hole::{mask, slot_index};
use super::markdown::{Block, Formula, Inline};
use super::program::Program;
use super::{Hole, Output, Place, Slot, codes, formula, html, latex, markdown, text};
use crate::base::{Diagnostic, Source, Span};

/// A text with holes, parsed once; values are never parsed again.
///
/// ```
/// use retake::base::{Source, Span};
/// use retake::doc::{Document, Output, write_text};
///
/// let text = "*Who* is @{name}?";
/// let source = Source::new("a.md", text);
/// let mut diagnostics = Vec::new();
/// let document = Document::compile(&source, Span::new(0, text.len()), &mut diagnostics);
/// let mut out = String::new();
/// let mut fill = |_, place, out: &mut String| write_text("<Ada>", place, out);
/// document.write(Output::Html, &mut fill, &mut |_: &str, _, _: &mut String| {}, &mut out);
/// assert_eq!(out, "<p><em>Who</em> is &lt;Ada&gt;?</p>");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Document {
    holes: Vec<Hole>,
    slots: Vec<Slot>,
    text: Program,
    latex: Program,
    html: Program,
}

impl Document {
    /// Compiles the Markdown that stands at `span`.
    ///
    /// Recovers: everything wrong is reported in one run, and the rest is compiled.
    pub fn compile(source: &Source, span: Span, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut masked = mask(source, span, diagnostics);
        let mut blocks = markdown::parse(&masked, source, diagnostics);
        let mut holes = std::mem::take(&mut masked.holes);
        let mut slots = std::mem::take(&mut masked.slots);
        visit_blocks(&blocks, &mut |block| {
            if let Block::Slot(slot) = block
                && let Some(slot) = slots.get_mut(*slot)
            {
                slot.alone = true;
            }
        });
        visit(&mut blocks, &mut |inline| {
            let Inline::Math(math) = inline else {
                return;
            };
            for (index, words) in formula::holes(math) {
                if let Some(hole) = holes.get_mut(index) {
                    hole.math = !words;
                }
            }
            if let Some(slot) = math.source.chars().find_map(slot_index) {
                let span = slots.get(slot).map_or(math.span, |slot| slot.span);
                let message = "a slot cannot stand within mathematics";
                diagnostics.push(
                    Diagnostic::error(codes::MISPLACED_SLOT, source, span, message)
                        .help("close the mathematics before it: `$x =$ @[answer]`"),
                );
                *inline = Inline::Text(String::new());
                return;
            }
            if !formula::check(math, source, diagnostics) {
                *inline = Inline::Text(String::new());
            } else if let Some(lost) = lost_hole(math, &holes) {
                diagnostics.push(
                    Diagnostic::error(
                        codes::MISPLACED_HOLE,
                        source,
                        lost.span,
                        "a value cannot stand here",
                    )
                    .help("let it stand where a number or a letter of the mathematics could"),
                );
            }
        });
        Self {
            text: text::program(&blocks, &holes),
            latex: latex::program(&blocks, &holes),
            html: html::program(&blocks, &holes),
            holes,
            slots,
        }
    }

    /// The holes, in the order they stand in.
    pub fn holes(&self) -> &[Hole] {
        &self.holes
    }

    /// The slots, in the order they stand in.
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// Appends the document; `fill` appends the value of a hole, given by its index, as it is to
    /// stand in that place: escaped, and as a fragment of that output's mathematics where the
    /// place is mathematics; `slot` appends what is put in the slot of a name, ready for that
    /// output.
    pub fn write(
        &self,
        output: Output,
        fill: &mut impl FnMut(usize, Place, &mut String),
        slot: &mut impl FnMut(&str, Output, &mut String),
        out: &mut String,
    ) {
        let program = match output {
            Output::Text => &self.text,
            Output::Latex => &self.latex,
            Output::Html => &self.html,
        };
        let mut named = |at: usize, out: &mut String| {
            if let Some(found) = self.slots.get(at) {
                slot(&found.name.value, output, out);
            }
        };
        program.write(fill, &mut named, out);
    }
}

/// A hole of a formula that the conversion left out.
fn lost_hole<'h>(math: &Formula, holes: &'h [Hole]) -> Option<&'h Hole> {
    let html = formula::write(math, Output::Html, holes);
    let text = formula::write(math, Output::Text, holes);
    let lost = |index: &usize| !html.contains_hole(*index) || !text.contains_hole(*index);
    let found = formula::holes(math)
        .into_iter()
        .map(|(index, _)| index)
        .find(lost)?;
    holes.get(found)
}

/// Calls `see` with every block.
fn visit_blocks(blocks: &[Block], see: &mut impl FnMut(&Block)) {
    for block in blocks {
        match block {
            Block::List { items, .. } => items.iter().for_each(|item| visit_blocks(item, see)),
            Block::Quote(blocks) => visit_blocks(blocks, see),
            _ => {}
        }
        see(block);
    }
}

/// Calls `change` with every inline element.
fn visit(blocks: &mut [Block], change: &mut impl FnMut(&mut Inline)) {
    for block in blocks {
        match block {
            Block::Paragraph(line) | Block::Plain(line) => visit_line(line, change),
            Block::List { items, .. } => items.iter_mut().for_each(|item| visit(item, change)),
            Block::Quote(blocks) => visit(blocks, change),
            Block::Table(table) => {
                let rows = std::iter::once(&mut table.head).chain(&mut table.rows);
                rows.flatten().for_each(|cell| visit_line(cell, change));
            }
            Block::Code(_) | Block::Slot(_) => {}
        }
    }
}

fn visit_line(line: &mut [Inline], change: &mut impl FnMut(&mut Inline)) {
    for inline in line {
        if let Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Link { text: inner, .. } =
            inline
        {
            visit_line(inner, change);
        }
        change(inline);
    }
}
