//! Rows of a table as a parameter: one of them, or a set of several.

use super::build::{Read, column};
use super::ranking::Ladder;
use super::{Column, Parameter, Values};
use crate::base::Diagnostic;
use crate::math::ast::{Ast, BinaryOp, Node};
use crate::math::{Decimal, Rational};
use crate::template::codes;
use crate::template::compile::{Compiled, Compiler, Reported, Result, Rows, names_in};
use crate::template::front_matter::RawTable;
use crate::template::program::{Block, Flow, Registers};
use crate::template::table::{Cells, Table};
use std::sync::Arc;

/// The names a table's rows go by.
pub(in crate::template) const ROW: &str = "row";
pub(in crate::template) const ROWS: &str = "rows";

/// The parameter of a table, its name's meaning, and the conditions that only a whole problem meets.
pub(in crate::template) struct Built {
    pub parameter: Parameter,
    pub name: &'static str,
    pub value: Compiled,
    pub conditions: Vec<Ast>,
}

/// Builds the parameter of a table; rows that its condition rules out one by one leave the table.
pub(in crate::template) fn build(
    compiler: &mut Compiler<'_>,
    raw: &RawTable,
    table: &mut Table,
) -> Result<Built> {
    let conditions = match &raw.condition {
        Some(text) => conjuncts(compiler.parse(text)?),
        None => Vec::new(),
    };
    // Of one row, hence decided before anything else is drawn.
    let (alone, conditions): (Vec<Ast>, Vec<Ast>) = conditions.into_iter().partition(|condition| {
        let names = names_in(condition);
        !names.is_empty() && names.iter().all(|(name, _)| *name == ROW)
    });
    if !alone.is_empty() {
        filter(compiler, raw, table, &alone)?;
    }
    let rows = table.places.len() as u64;
    let (name, values, count, value) = match &raw.rows {
        None => {
            let (columns, fields) = columns(compiler, table);
            let value = Compiled::Record(fields.into());
            (ROW, Values::Rows(columns), rows, value)
        }
        Some(len) => {
            let Some(ladder) = Ladder::new(rows, len.value) else {
                return compiler.fail(
                    codes::DOMAIN_TOO_LARGE,
                    len.span,
                    format!(
                        "there are too many sets of {} out of {rows} rows",
                        len.value
                    ),
                    "ask for fewer rows, or leave some out with a condition on `row`",
                );
            };
            let count = ladder.count();
            if count == 0 {
                return compiler.fail(
                    codes::TABLE_NO_ROW,
                    len.span,
                    format!(
                        "there are only {rows} rows where {} are asked for",
                        len.value
                    ),
                    "add rows to the table, or relax the condition on `row`",
                );
            }
            let (columns, fields) = lists(compiler, table);
            let value = Compiled::Rows(Rows::new(fields));
            (ROWS, Values::Sets { columns, ladder }, count, value)
        }
    };
    Ok(Built {
        parameter: Parameter {
            name: name.into(),
            values,
            count,
            lead: Some(table.lead),
        },
        name,
        value,
        conditions,
    })
}

/// What must hold at the same time, each by itself.
fn conjuncts(ast: Ast) -> Vec<Ast> {
    let (mut found, mut open) = (Vec::new(), vec![ast]);
    while let Some(ast) = open.pop() {
        match ast.node {
            Node::Binary(BinaryOp::And, left, right) => open.extend([*right, *left]),
            _ => found.push(ast),
        }
    }
    found
}

type Fields = Vec<(String, Compiled)>;

/// A register for every column.
fn columns(compiler: &mut Compiler<'_>, table: &Table) -> (Vec<Column>, Fields) {
    let built = table.columns.iter().map(|given| {
        let (column, value) = column(compiler, Some(&given.name), values(&given.cells));
        (column, (given.name.clone(), value))
    });
    built.unzip()
}

/// A register for the list of every column's cells.
fn lists(compiler: &mut Compiler<'_>, table: &Table) -> (Vec<Column>, Fields) {
    let (mut columns, fields) = columns(compiler, table);
    let fields = columns
        .iter_mut()
        .zip(fields)
        .map(|(column, (name, value))| {
            column.register = compiler.fresh_list();
            let list = match value {
                Compiled::Number(_, kind) => Compiled::Numbers(column.register, kind),
                _ => Compiled::Texts(column.register),
            };
            (name, list)
        });
    let fields = fields.collect();
    (columns, fields)
}

fn values(cells: &Cells) -> Read {
    match cells {
        Cells::Texts(cells) => Read::Texts(cells.clone()),
        Cells::Numbers(cells) => {
            // Reading the table has seen to it that every one fits.
            let numbers = cells.iter().filter_map(|cell| cell.value().to_ratio());
            let places = cells.iter().map(Decimal::places).max();
            Read::Numbers(numbers.collect(), places.unwrap_or(0))
        }
    }
}

/// Keeps the rows that meet the conditions. That all of them do is no mistake: a table grows.
fn filter(
    compiler: &mut Compiler<'_>,
    raw: &RawTable,
    table: &mut Table,
    conditions: &[Ast],
) -> Result<()> {
    let (columns, fields) = columns(compiler, table);
    let name = crate::base::Spanned::new(ROW.to_owned(), raw.file.span);
    compiler.bind_parameter(&name, Compiled::Record(Arc::from(fields)));
    let (compiled, block) = compiler.alone(|compiler| {
        for (at, condition) in conditions.iter().enumerate() {
            let holds = compiler.condition(condition)?;
            compiler.require(holds, at as u16, condition.span)?;
        }
        Ok(())
    });
    compiler.forget(ROW);
    compiled?;
    let kept = sieve(compiler, table, (&columns, &block))?;
    if kept.is_empty() {
        let span = raw
            .condition
            .as_ref()
            .map_or(raw.file.span, |text| text.span);
        return compiler.fail(
            codes::TABLE_NO_ROW,
            span,
            "no row of the table meets this",
            "relax the condition, or mend the table",
        );
    }
    table.keep(&kept);
    Ok(())
}

/// The rows for which a block runs to its end.
fn sieve(
    compiler: &mut Compiler<'_>,
    table: &Table,
    (columns, block): (&[Column], &Block),
) -> Result<Vec<usize>> {
    let registers = Registers::<Rational>::new(&compiler.program, |value| Some(value.clone()));
    let mut registers = registers.ok_or(Reported)?;
    let (mut kept, mut faults) = (Vec::new(), Vec::new());
    for (row, &place) in table.places.iter().enumerate() {
        registers.clear();
        for column in columns {
            column.load(row, &mut registers);
        }
        match registers.run(&compiler.program, block) {
            Flow::Done => kept.push(row),
            Flow::Pruned(_) => {}
            Flow::Faulted(..) => faults.push(place),
        }
    }
    if let Some(&place) = faults.first() {
        let message = "the condition of [table] has no value for this row";
        let finding = Diagnostic::error(codes::FAULT, &table.source, place, message);
        let help = "mend the row, or guard the condition with `and`";
        compiler.diagnostics.push(finding.help(help));
        return Err(Reported);
    }
    Ok(kept)
}
