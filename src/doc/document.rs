//! A compiled document: for each output a flat program of literals and holes.

use super::hole::mask;
use super::markdown::{Block, Formula, Inline};
use super::program::Program;
use super::{Hole, Output, Place, codes, formula, html, latex, markdown, text};
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
/// document.write(Output::Html, &mut |_, place, out| write_text("<Ada>", place, out), &mut out);
/// assert_eq!(out, "<p><em>Who</em> is &lt;Ada&gt;?</p>");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Document {
    holes: Vec<Hole>,
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
        visit(&mut blocks, &mut |inline| {
            let Inline::Math(math) = inline else {
                return;
            };
            for (index, words) in formula::holes(math) {
                if let Some(hole) = holes.get_mut(index) {
                    hole.math = !words;
                }
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
        }
    }

    /// The holes, in the order they stand in.
    pub fn holes(&self) -> &[Hole] {
        &self.holes
    }

    /// Appends the document; `fill` appends the value of a hole, given by its index, as it is to
    /// stand in that place: escaped, and as a fragment of that output's mathematics where the
    /// place is mathematics.
    pub fn write(
        &self,
        output: Output,
        fill: &mut impl FnMut(usize, Place, &mut String),
        out: &mut String,
    ) {
        match output {
            Output::Text => self.text.write(fill, out),
            Output::Latex => self.latex.write(fill, out),
            Output::Html => self.html.write(fill, out),
        }
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
            Block::Code(_) => {}
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
