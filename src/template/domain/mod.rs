//! The domain of a template: finite, and indexed from 0.
//!
//! An index is a mixed-radix number whose digits choose the values of the parameters in file order,
//! the last one running fastest.

mod build;
mod range;
mod ranking;
mod table;

pub(super) use build::build;
pub(super) use table::{ROW, ROWS, build as build_table};

use self::ranking::Ladder;
use super::front_matter::ListKind;
use super::program::{ListRef, Number, Register, Registers};
use crate::math::{Ratio, Rational};
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The largest index a domain may have.
pub(super) const MAX_DOMAIN: u64 = 1 << 62;

/// Parameters in file order.
#[derive(Clone, Debug, Default)]
pub(super) struct Domain {
    parameters: Vec<Parameter>,
    size: u64,
}

/// One parameter or incidental and its values.
#[derive(Clone, Debug)]
pub(super) struct Parameter {
    pub name: Arc<str>,
    values: Values,
    count: u64,
    /// The column a row is called by, where there are several.
    lead: Option<usize>,
}

/// The values of a parameter, and the registers they go to.
#[derive(Clone, Debug)]
enum Values {
    /// One column, or the columns of a table whose rows are the values.
    Rows(Vec<Column>),
    /// A range too long for a table.
    Progression {
        register: Register,
        start: Ratio,
        step: Ratio,
    },
    /// Lists of elements out of a column.
    Lists {
        elements: Column,
        blocks: Vec<Block>,
        kind: ListKind,
    },
    /// Several different rows of a table: the lists of their cells, column by column.
    Sets {
        columns: Vec<Column>,
        ladder: Ladder,
    },
}

/// Values side by side, and the register a chosen one goes to.
#[derive(Clone, Debug)]
struct Column {
    /// The field's name; none where the parameter is its own value.
    field: Option<Arc<str>>,
    register: Register,
    cells: Cells,
    /// Whether it says which problem it is, and does not only explain an answer.
    tells: bool,
}

#[derive(Clone, Debug)]
enum Cells {
    Numbers(Vec<Ratio>),
    Booleans(Vec<bool>),
    /// Texts, and the registers that hold them as constants.
    Texts(Vec<(Arc<str>, Register)>),
}

/// Lists of one length: a stretch of the parameter's values.
#[derive(Clone, Copy, Debug)]
struct Block {
    len: u32,
    start: u64,
    count: u64,
}

impl Domain {
    /// Parameters whose values are chosen independently.
    pub fn new(parameters: Vec<Parameter>) -> Option<Self> {
        let size = parameters.iter().try_fold(1_u64, |size, parameter| {
            size.checked_mul(parameter.count)
                .filter(|&size| size <= MAX_DOMAIN)
        })?;
        Some(Self { parameters, size })
    }

    /// Puts the rows of a table into the order it has settled in, and notes the columns that say
    /// which problem it is.
    pub fn settle(&mut self, order: &[usize], told: &BTreeSet<String>) {
        let Some(rows) = self.parameters.iter_mut().find(|p| p.lead.is_some()) else {
            return;
        };
        if let Values::Rows(columns) | Values::Sets { columns, .. } = &mut rows.values {
            for column in columns {
                column.cells.reorder(order);
                column.tells = column
                    .field
                    .as_ref()
                    .is_none_or(|field| told.contains(&**field));
            }
        }
    }

    /// How many tuples there are before any requirement.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The parameters in file order.
    pub fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    /// The digits of an index.
    pub fn digits(&self, mut index: u64, digits: &mut Vec<u64>) {
        digits.clear();
        digits.resize(self.parameters.len(), 0);
        for (parameter, digit) in self.parameters.iter().zip(digits.iter_mut()).rev() {
            *digit = index % parameter.count;
            index /= parameter.count;
        }
    }

    /// The index of digits.
    pub fn index(&self, digits: &[u64]) -> u64 {
        let parameters = self.parameters.iter().zip(digits);
        parameters.fold(0, |index, (parameter, digit)| {
            index * parameter.count + digit
        })
    }

    /// Moves digits on to the next index and returns the first place that changed.
    pub fn advance(&self, digits: &mut [u64]) -> usize {
        for (place, parameter) in self.parameters.iter().enumerate().rev() {
            digits[place] += 1;
            if digits[place] < parameter.count {
                return place;
            }
            digits[place] = 0;
        }
        0
    }

    /// Puts the values of digits into their registers, from the place `changed` on.
    ///
    /// Lists are put in anew each time: their arena is cleared with every tuple.
    pub fn load<N: Number>(&self, digits: &[u64], changed: usize, registers: &mut Registers<N>) {
        for (place, (parameter, &digit)) in self.parameters.iter().zip(digits).enumerate() {
            if place >= changed || parameter.is_list() {
                parameter.load(digit, registers);
            }
        }
    }
}

impl Parameter {
    /// How many values it has.
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// Whether its values lie in the arena of a tuple.
    const fn is_list(&self) -> bool {
        matches!(self.values, Values::Lists { .. } | Values::Sets { .. })
    }

    /// Puts its value number `digit` into its registers.
    pub fn load<N: Number>(&self, digit: u64, registers: &mut Registers<N>) {
        match &self.values {
            Values::Rows(columns) => {
                for column in columns {
                    column.load(digit as usize, registers);
                }
            }
            Values::Progression {
                register,
                start,
                step,
            } => {
                // Every value of the range was found to fit when it was built.
                let value = Ratio::integer(digit as i64)
                    .checked_mul(*step)
                    .and_then(|offset| offset.checked_add(*start));
                registers.numbers[usize::from(*register)] =
                    N::from_ratio(value.unwrap_or(Ratio::ZERO));
            }
            Values::Lists {
                elements,
                blocks,
                kind,
            } => {
                let mut chosen = Vec::new();
                list_elements(elements, blocks, *kind, digit, &mut chosen);
                elements.load_list(chosen.iter().map(|&at| at as usize), registers);
            }
            Values::Sets { columns, ladder } => {
                let rows: Vec<usize> = ladder.unrank(digit).collect();
                for column in columns {
                    column.load_list(rows.iter().copied(), registers);
                }
            }
        }
    }

    /// The value number `digit` as far as it makes another problem: of the rows of a table the
    /// columns that tell, so that a word mended in an explanation brings no seen problem back.
    pub fn identity(&self, digit: u64) -> Json {
        let told = |columns: &[Column], row: usize| {
            let columns = columns.iter().filter(|column| column.tells);
            record_json(columns, row)
        };
        match &self.values {
            Values::Rows(columns) if self.lead.is_some() => told(columns, digit as usize),
            Values::Sets { columns, ladder } => {
                let rows = ladder.unrank(digit);
                rows.map(|row| told(columns, row)).collect()
            }
            _ => self.json(digit),
        }
    }

    /// The value number `digit` in few words: the rows of a table by their first column.
    pub fn describe(&self, digit: u64) -> String {
        let lead = |columns: &[Column], row: usize| {
            let column = self.lead.and_then(|lead| columns.get(lead));
            column.map(|column| column.json(row).to_string())
        };
        let called = match &self.values {
            Values::Rows(columns) => lead(columns, digit as usize),
            Values::Sets { columns, ladder } => {
                let rows: Option<Vec<String>> =
                    ladder.unrank(digit).map(|row| lead(columns, row)).collect();
                rows.map(|rows| rows.join(" + "))
            }
            Values::Progression { .. } | Values::Lists { .. } => None,
        };
        called.unwrap_or_else(|| self.json(digit).to_string())
    }

    /// The rows of a table that its value number `digit` holds; none of any other parameter.
    pub fn rows_of(&self, digit: u64) -> Vec<usize> {
        match &self.values {
            Values::Rows(_) if self.lead.is_some() => vec![digit as usize],
            Values::Sets { ladder, .. } => ladder.unrank(digit).collect(),
            _ => Vec::new(),
        }
    }

    /// The value number `digit` as data for a log or another program.
    pub fn json(&self, digit: u64) -> Json {
        match &self.values {
            Values::Rows(columns) => match columns.as_slice() {
                [column] if column.field.is_none() => column.json(digit as usize),
                columns => record_json(columns, digit as usize),
            },
            Values::Progression { start, step, .. } => {
                let value = Ratio::integer(digit as i64)
                    .checked_mul(*step)
                    .and_then(|offset| offset.checked_add(*start));
                number_json(value.unwrap_or(Ratio::ZERO))
            }
            Values::Lists {
                elements,
                blocks,
                kind,
            } => {
                let mut chosen = Vec::new();
                list_elements(elements, blocks, *kind, digit, &mut chosen);
                Json::Array(
                    chosen
                        .iter()
                        .map(|&at| elements.json(at as usize))
                        .collect(),
                )
            }
            Values::Sets { columns, ladder } => {
                let rows = ladder.unrank(digit);
                rows.map(|row| record_json(columns, row)).collect()
            }
        }
    }
}

/// The elements of list number `digit`, as places in their column.
fn list_elements(
    elements: &Column,
    blocks: &[Block],
    kind: ListKind,
    digit: u64,
    chosen: &mut Vec<u64>,
) {
    let at = blocks.partition_point(|block| block.start <= digit);
    if let Some(block) = at.checked_sub(1).map(|at| blocks[at]) {
        let rank = digit - block.start;
        ranking::unrank(kind, elements.len() as u64, block.len, rank, chosen);
    }
}

impl Cells {
    /// Puts the cells into another order.
    fn reorder(&mut self, order: &[usize]) {
        fn picked<T: Clone>(cells: &[T], order: &[usize]) -> Vec<T> {
            order
                .iter()
                .filter_map(|&at| cells.get(at).cloned())
                .collect()
        }
        match self {
            Self::Numbers(cells) => *cells = picked(cells, order),
            Self::Booleans(cells) => *cells = picked(cells, order),
            Self::Texts(cells) => *cells = picked(cells, order),
        }
    }
}

impl Column {
    fn len(&self) -> usize {
        match &self.cells {
            Cells::Numbers(cells) => cells.len(),
            Cells::Booleans(cells) => cells.len(),
            Cells::Texts(cells) => cells.len(),
        }
    }

    fn load<N: Number>(&self, at: usize, registers: &mut Registers<N>) {
        let register = usize::from(self.register);
        match &self.cells {
            Cells::Numbers(cells) => registers.numbers[register] = N::from_ratio(cells[at]),
            Cells::Booleans(cells) => registers.booleans[register] = cells[at],
            Cells::Texts(cells) => {
                registers.texts[register] = registers.texts[usize::from(cells[at].1)];
            }
        }
    }

    /// Puts the list of these cells into its register.
    fn load_list<N: Number>(
        &self,
        chosen: impl Iterator<Item = usize>,
        registers: &mut Registers<N>,
    ) {
        let list = match &self.cells {
            Cells::Numbers(numbers) => {
                let start = registers.number_arena.len() as u32;
                registers
                    .number_arena
                    .extend(chosen.map(|at| N::from_ratio(numbers[at])));
                ListRef {
                    start,
                    end: registers.number_arena.len() as u32,
                }
            }
            Cells::Texts(texts) => {
                let start = registers.text_arena.len() as u32;
                for at in chosen {
                    let constant = usize::from(texts[at].1);
                    registers.text_arena.push(registers.texts[constant]);
                }
                ListRef {
                    start,
                    end: registers.text_arena.len() as u32,
                }
            }
            Cells::Booleans(_) => ListRef::default(),
        };
        registers.lists[usize::from(self.register)] = list;
    }

    fn json(&self, at: usize) -> Json {
        match &self.cells {
            Cells::Numbers(cells) => number_json(cells[at]),
            Cells::Booleans(cells) => Json::from(cells[at]),
            Cells::Texts(cells) => Json::from(cells[at].0.as_ref()),
        }
    }
}

/// A row, its fields in the order of the columns.
fn record_json<'c>(columns: impl IntoIterator<Item = &'c Column>, row: usize) -> Json {
    let fields = columns.into_iter().map(|column| {
        let field = column.field.as_deref().unwrap_or_default();
        (field.to_owned(), column.json(row))
    });
    Json::Object(fields.collect())
}

/// An integer as a number, anything else as the nearest one with a fraction: the values of a domain
/// are decimals of a few places, which come back from JSON as they were.
fn number_json(value: Ratio) -> Json {
    if value.is_integer() {
        Json::from(value.numerator())
    } else {
        Json::from(Rational::from(value).to_f64())
    }
}
