//! Documents as LaTeX, to stand within a document of its own.

use super::hole::Hole;
use super::markdown::{Block, Formula, Inline, Table};
use super::program::Program;
use super::{Output, Place, escape, formula, render};
use pulldown_cmark::Alignment;

/// Renders blocks.
pub(super) fn program(blocks: &[Block], holes: &[Hole]) -> Program {
    let mut writer = Writer {
        program: Program::default(),
        holes,
        numbered: 0,
    };
    writer.blocks(blocks);
    writer.program
}

/// LaTeX counts the items of numbered lists in one counter for each depth.
const COUNTERS: [&str; 4] = ["enumi", "enumii", "enumiii", "enumiv"];

struct Writer<'h> {
    program: Program,
    holes: &'h [Hole],
    /// How many numbered lists are open.
    numbered: usize,
}

impl Writer<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for (at, block) in blocks.iter().enumerate() {
            if at > 0 {
                let tight = matches!(block, Block::List { .. });
                self.program.literal(if tight { "\n" } else { "\n\n" });
            }
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(line) | Block::Plain(line) => self.inlines(line),
            Block::List { first: None, items } => {
                self.environment("itemize", "", |writer| writer.items(items));
            }
            Block::List {
                first: Some(first),
                items,
            } => {
                let counter = COUNTERS.get(self.numbered).filter(|_| *first != 1);
                let start = counter.map_or_else(String::new, |counter| {
                    format!("\\setcounter{{{counter}}}{{{}}}", first.saturating_sub(1))
                });
                self.numbered += 1;
                self.environment("enumerate", &start, |writer| writer.items(items));
                self.numbered -= 1;
            }
            Block::Code(code) => self.environment("flushleft", "\\ttfamily", |writer| {
                for (at, line) in code.split('\n').enumerate() {
                    if at > 0 {
                        writer.program.literal("\\\\\n");
                    }
                    writer.code(line);
                }
                writer.program.character('\n');
            }),
            Block::Quote(blocks) => self.environment("quote", "", |writer| {
                writer.blocks(blocks);
                writer.program.character('\n');
            }),
            Block::Table(table) => self.table(table),
            Block::Slot(slot) => self.program.slot(*slot),
        }
    }

    fn items(&mut self, items: &[Vec<Block>]) {
        for item in items {
            self.program.literal("\\item ");
            self.blocks(item);
            self.program.character('\n');
        }
    }

    fn table(&mut self, table: &Table) {
        let columns: String = table
            .alignment
            .iter()
            .map(|alignment| match alignment {
                Alignment::Left | Alignment::None => 'l',
                Alignment::Center => 'c',
                Alignment::Right => 'r',
            })
            .collect();
        self.environment("tabular", &format!("{{{columns}}}"), |writer| {
            writer.cells(&table.head);
            writer.program.literal("\\hline\n");
            for row in &table.rows {
                writer.cells(row);
            }
        });
    }

    fn cells(&mut self, cells: &[Vec<Inline>]) {
        for (at, cell) in cells.iter().enumerate() {
            self.program.literal(if at > 0 { " & " } else { "" });
            self.inlines(cell);
        }
        self.program.literal(" \\\\\n");
    }

    fn inlines(&mut self, line: &[Inline]) {
        for inline in line {
            match inline {
                Inline::Text(text) => {
                    render::text(
                        &mut self.program,
                        text,
                        Place::prose(Output::Latex),
                        escape::latex,
                    );
                }
                Inline::Code(code) => self.command("\\texttt{", |writer| writer.code(code)),
                Inline::Emphasis(inner) => self.command("\\emph{", |writer| writer.inlines(inner)),
                Inline::Strong(inner) => self.command("\\textbf{", |writer| writer.inlines(inner)),
                Inline::Link { address, text } => {
                    let address = address
                        .replace('\\', "/")
                        .replace('%', "\\%")
                        .replace('#', "\\#")
                        .replace('&', "\\&");
                    let opening = format!("\\href{{{}}}{{", address.replace(['{', '}'], ""));
                    self.command(&opening, |writer| writer.inlines(text));
                }
                Inline::Math(formula) => self.math(formula),
                Inline::SoftBreak => self.program.character('\n'),
                Inline::HardBreak => self.program.literal("\\\\\n"),
            }
        }
    }

    fn math(&mut self, formula: &Formula) {
        let mark = if formula.display { "$$" } else { "$" };
        self.program.literal(mark);
        self.program
            .append(formula::write(formula, Output::Latex, self.holes));
        self.program.literal(mark);
    }

    fn code(&mut self, code: &str) {
        render::text(
            &mut self.program,
            code,
            Place::prose(Output::Latex),
            |text, out| {
                let mut escaped = String::new();
                escape::latex(text, &mut escaped);
                out.push_str(&escaped.replace(' ', "~"));
            },
        );
    }

    fn command(&mut self, opening: &str, inside: impl FnOnce(&mut Self)) {
        self.program.literal(opening);
        inside(self);
        self.program.character('}');
    }

    fn environment(&mut self, name: &str, begin: &str, inside: impl FnOnce(&mut Self)) {
        self.program.literal(&format!("\\begin{{{name}}}{begin}\n"));
        inside(self);
        self.program.literal(&format!("\\end{{{name}}}"));
    }
}
