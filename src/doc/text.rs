//! Documents as plain text for a terminal or a table.

use super::hole::Hole;
use super::markdown::{Block, Inline, Table};
use super::program::Program;
use super::{Output, Place, formula, render};
use pulldown_cmark::Alignment;

/// Renders blocks.
pub(super) fn program(blocks: &[Block], holes: &[Hole]) -> Program {
    let mut program = Program::default();
    for (at, block) in blocks.iter().enumerate() {
        if at > 0 {
            let tight = matches!(
                (blocks.get(at - 1), block),
                (Some(Block::Plain(_)), Block::List { .. })
            );
            program.literal(if tight { "\n" } else { "\n\n" });
        }
        program.append(one(block, holes));
    }
    program
}

fn one(block: &Block, holes: &[Hole]) -> Program {
    match block {
        Block::Paragraph(line) | Block::Plain(line) => inlines(line, holes),
        Block::List { first, items } => list(*first, items, holes),
        Block::Quote(blocks) => {
            let mut program = Program::default();
            program.literal("> ");
            program.append(self::program(blocks, holes).indented("> "));
            program
        }
        Block::Code(code) => {
            let mut program = Program::default();
            render::text(&mut program, code, Place::prose(Output::Text), as_it_is);
            program
        }
        Block::Table(table) => self::table(table, holes),
        Block::Slot(slot) => {
            let mut program = Program::default();
            program.slot(*slot);
            program
        }
    }
}

fn list(first: Option<u64>, items: &[Vec<Block>], holes: &[Hole]) -> Program {
    let mut program = Program::default();
    let loose = items
        .iter()
        .flatten()
        .any(|block| matches!(block, Block::Paragraph(_)));
    for (number, item) in items.iter().enumerate() {
        if number > 0 {
            program.literal(if loose { "\n\n" } else { "\n" });
        }
        let mark = match first {
            Some(first) => format!("{}. ", first.saturating_add(number as u64)),
            None => "• ".to_owned(),
        };
        let indent = " ".repeat(mark.chars().count());
        program.literal(&mark);
        program.append(self::program(item, holes).indented(&indent));
    }
    program
}

/// Columns are as wide as their widest cell, a value counting as two characters.
fn table(table: &Table, holes: &[Hole]) -> Program {
    let rows: Vec<Vec<Program>> = std::iter::once(&table.head)
        .chain(&table.rows)
        .map(|row| row.iter().map(|cell| inlines(cell, holes)).collect())
        .collect();
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(Program::width).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..table.head.len()).map(width).collect();
    let mut program = Program::default();
    for (number, row) in rows.into_iter().enumerate() {
        if number > 0 {
            program.character('\n');
        }
        for (column, cell) in row.into_iter().enumerate() {
            program.literal(if column > 0 { " | " } else { "" });
            let room = widths
                .get(column)
                .map_or(0, |width| width.saturating_sub(cell.width()));
            let before = match table.alignment.get(column) {
                Some(Alignment::Right) => room,
                Some(Alignment::Center) => room / 2,
                _ => 0,
            };
            program.literal(&" ".repeat(before));
            program.append(cell);
            let last = column + 1 == widths.len();
            program.literal(&" ".repeat(if last { 0 } else { room - before }));
        }
        if number == 0 {
            program.character('\n');
            let rules: Vec<String> = widths
                .iter()
                .map(|width| "-".repeat((*width).max(1)))
                .collect();
            program.literal(&rules.join("-|-"));
        }
    }
    program
}

fn inlines(line: &[Inline], holes: &[Hole]) -> Program {
    let mut program = Program::default();
    for inline in line {
        match inline {
            Inline::Text(text) | Inline::Code(text) => {
                render::text(&mut program, text, Place::prose(Output::Text), as_it_is);
            }
            Inline::Emphasis(inner) | Inline::Strong(inner) => {
                program.append(inlines(inner, holes))
            }
            Inline::Link { address, text } => {
                program.append(inlines(text, holes));
                program.literal(&format!(" ({address})"));
            }
            Inline::Math(formula) => {
                // On a line of its own also where words stand before it.
                let alone =
                    !formula.display || program.is_empty() || program.literals().ends_with('\n');
                program.literal(if alone { "" } else { "\n" });
                program.append(formula::write(formula, Output::Text, holes));
            }
            Inline::SoftBreak => program.character(' '),
            Inline::HardBreak => program.character('\n'),
        }
    }
    program
}

fn as_it_is(text: &str, out: &mut String) {
    out.push_str(text);
}
