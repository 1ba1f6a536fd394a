//! A table of data beside a template: rows of a CSV file, in an order that only their content decides.

mod cells;
mod read;

pub(super) use read::read;

use crate::base::{Source, Span};
use crate::math::Decimal;
use std::collections::BTreeSet;

/// A table whose rows are sorted by content: where they stood in the file does not matter.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// The file.
    pub source: Source,
    /// By name, so that their order in the file does not matter either.
    pub columns: Vec<Column>,
    /// The place of the file's first column: what a row is called by.
    pub lead: usize,
    /// Where each row stands in the file.
    pub places: Vec<Span>,
}

/// The cells of a column, row by row.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub name: String,
    pub cells: Cells,
    /// Whether it says which problem it is, and does not only explain an answer.
    pub tells: bool,
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cells {
    Numbers(Vec<Decimal>),
    Texts(Vec<String>),
}

impl Table {
    /// Keeps only some of its rows, by their places.
    pub fn keep(&mut self, rows: &[usize]) {
        for column in &mut self.columns {
            match &mut column.cells {
                Cells::Numbers(cells) => *cells = pick(cells, rows),
                Cells::Texts(cells) => *cells = pick(cells, rows),
            }
        }
        self.places = pick(&self.places, rows);
    }

    /// Sorts the rows by those columns that tell which problem it is, so that a word mended in
    /// another moves none of them; gives the rows in their new order.
    pub fn settle(&mut self, told: &BTreeSet<String>) -> Vec<usize> {
        for column in &mut self.columns {
            column.tells = told.contains(&column.name);
        }
        let mut order: Vec<usize> = (0..self.places.len()).collect();
        order.sort_by_cached_key(|&row| (self.row(row, true), self.row(row, false)));
        self.keep(&order);
        order
    }

    /// All that its rows say of which problem it is, for a hash: the names of the columns, then row
    /// by row.
    pub fn content(&self) -> impl Iterator<Item = String> {
        let columns = self.columns.iter().filter(|column| column.tells);
        let names = columns.map(|column| column.name.clone());
        let rows = 0..self.places.len();
        names.chain(rows.flat_map(|row| self.row(row, true)))
    }

    /// What a row says in the columns that tell which problem it is, or in the others.
    fn row(&self, row: usize, tells: bool) -> Vec<String> {
        let columns = self.columns.iter().filter(|column| column.tells == tells);
        columns.map(|column| column.cells.key(row)).collect()
    }
}

impl Cells {
    /// A cell as it counts for what is the same: a number by its value, not by how it is written.
    fn key(&self, row: usize) -> String {
        match self {
            Self::Numbers(cells) => cells
                .get(row)
                .map_or_else(String::new, |cell| cell.value().to_string()),
            Self::Texts(cells) => cells.get(row).cloned().unwrap_or_default(),
        }
    }
}

fn pick<T: Clone>(all: &[T], places: &[usize]) -> Vec<T> {
    let chosen = places.iter().filter_map(|&at| all.get(at));
    chosen.cloned().collect()
}
