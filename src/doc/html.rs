//! Documents as HTML with MathML.

use super::hole::Hole;
use super::markdown::{Block, Inline, Table};
use super::program::Program;
use super::{Output, Place, escape, formula, render};
use pulldown_cmark::Alignment;

/// Renders blocks.
pub(super) fn program(blocks: &[Block], holes: &[Hole]) -> Program {
    let mut writer = Writer {
        program: Program::default(),
        holes,
    };
    writer.blocks(blocks);
    writer.program
}

struct Writer<'h> {
    program: Program,
    holes: &'h [Hole],
}

impl Writer<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for (at, block) in blocks.iter().enumerate() {
            if at > 0 {
                self.program.character('\n');
            }
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(line) => self.element("<p>", "</p>", |writer| writer.inlines(line)),
            Block::Plain(line) => self.inlines(line),
            Block::List { first, items } => {
                let (opening, closing) = match first {
                    None => ("<ul>".to_owned(), "</ul>"),
                    Some(1) => ("<ol>".to_owned(), "</ol>"),
                    Some(first) => (format!("<ol start=\"{first}\">"), "</ol>"),
                };
                self.element(&opening, closing, |writer| {
                    for item in items {
                        writer.element("<li>", "</li>", |writer| writer.blocks(item));
                    }
                });
            }
            Block::Slot(slot) => self.program.slot(*slot),
            Block::Code(code) => {
                self.element("<pre><code>", "</code></pre>", |writer| writer.code(code))
            }
            Block::Quote(blocks) => self.element("<blockquote>", "</blockquote>", |writer| {
                writer.blocks(blocks)
            }),
            Block::Table(table) => {
                self.element("<table>", "</table>", |writer| writer.table(table))
            }
        }
    }

    fn table(&mut self, table: &Table) {
        self.element("<thead>", "</thead>", |writer| {
            writer.cells(&table.head, "th", &table.alignment)
        });
        self.element("<tbody>", "</tbody>", |writer| {
            for row in &table.rows {
                writer.cells(row, "td", &table.alignment);
            }
        });
    }

    fn cells(&mut self, cells: &[Vec<Inline>], tag: &str, alignment: &[Alignment]) {
        self.element("<tr>", "</tr>", |writer| {
            for (at, cell) in cells.iter().enumerate() {
                let class = match alignment.get(at) {
                    Some(Alignment::Left) => " class=\"left\"",
                    Some(Alignment::Center) => " class=\"center\"",
                    Some(Alignment::Right) => " class=\"right\"",
                    Some(Alignment::None) | None => "",
                };
                let scope = if tag == "th" { " scope=\"col\"" } else { "" };
                let opening = format!("<{tag}{scope}{class}>");
                writer.element(&opening, &format!("</{tag}>"), |writer| {
                    writer.inlines(cell)
                });
            }
        });
    }

    fn inlines(&mut self, line: &[Inline]) {
        let mut held = 0;
        for (at, inline) in line.iter().enumerate() {
            match inline {
                Inline::Text(text) => self.text(text.get(held..).unwrap_or_default()),
                Inline::Code(code) => self.element("<code>", "</code>", |writer| writer.code(code)),
                Inline::Emphasis(inner) => {
                    self.element("<em>", "</em>", |writer| writer.inlines(inner))
                }
                Inline::Strong(inner) => {
                    self.element("<strong>", "</strong>", |writer| writer.inlines(inner))
                }
                Inline::Link { address, text } => {
                    let mut href = String::new();
                    escape::html(address, &mut href);
                    let opening = format!("<a href=\"{href}\" rel=\"noopener noreferrer\">");
                    self.element(&opening, "</a>", |writer| writer.inlines(text));
                }
                Inline::Math(formula) => {
                    let math = formula::write(formula, Output::Html, self.holes);
                    let mark = match formula.display {
                        true => "",
                        false => closing_mark(line.get(at + 1)),
                    };
                    held = mark.len();
                    if mark.is_empty() {
                        self.program.append(math);
                    } else {
                        // A browser breaks the line between a formula and the mark after it.
                        self.element("<span class=\"together\">", "</span>", |writer| {
                            writer.program.append(math);
                            writer.text(mark);
                        });
                    }
                    continue;
                }
                Inline::SoftBreak => self.program.character('\n'),
                Inline::HardBreak => self.program.literal("<br>\n"),
            }
            held = 0;
        }
    }

    fn text(&mut self, text: &str) {
        let place = Place::prose(Output::Html);
        render::text(&mut self.program, text, place, escape::html);
    }

    fn code(&mut self, code: &str) {
        // Line breaks are part of code, and no control character otherwise reaches it.
        for (at, line) in code.split('\n').enumerate() {
            if at > 0 {
                self.program.character('\n');
            }
            render::text(
                &mut self.program,
                line,
                Place::prose(Output::Html),
                escape::html,
            );
        }
    }

    fn element(&mut self, opening: &str, closing: &str, inside: impl FnOnce(&mut Self)) {
        self.program.literal(opening);
        inside(self);
        self.program.literal(closing);
    }
}

/// The punctuation that an element begins with: it belongs to what stands before it.
fn closing_mark(next: Option<&Inline>) -> &str {
    match next {
        Some(Inline::Text(text)) => {
            let rest = text.trim_start_matches(['.', ',', ';', ':', '?', '!', ')', '”', '’']);
            text.get(..text.len() - rest.len()).unwrap_or_default()
        }
        _ => "",
    }
}
