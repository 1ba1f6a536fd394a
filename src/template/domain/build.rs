//! From the domains an author wrote to parameters with registers; and from an example's values back
//! to an index.

use super::range::{self, Range};
use super::{Block, Cells, Column, Domain, Parameter, Values, ranking};
use crate::base::{Span, Spanned};
use crate::math::{Decimal, Ratio};
use crate::template::codes;
use crate::template::compile::{Compiled, Compiler, NumberKind, Result};
use crate::template::front_matter::{ListKind, RawDomain, RawRecord, RawValue, Text};
use std::sync::Arc;

/// The most values a parameter may list; a longer range without exceptions needs no list.
const MAX_TABLE: u64 = 100_000;

/// The most elements of a list.
const MAX_LENGTH: u32 = 64;

/// A column's values before they have a register.
pub(super) enum Read {
    Numbers(Vec<Ratio>, u32),
    Booleans(Vec<bool>),
    Texts(Vec<String>),
}

/// Builds a parameter and says what its name stands for.
pub(in crate::template) fn build(
    compiler: &mut Compiler<'_>,
    name: &Spanned<String>,
    domain: &Spanned<RawDomain>,
) -> Result<(Parameter, Compiled)> {
    let (values, count, compiled) = match &domain.value {
        RawDomain::Range(text) => from_range(compiler, text)?,
        RawDomain::Values(values) => {
            let read = from_values(compiler, values.iter())?;
            let (column, compiled) = column(compiler, None, read);
            let count = column.len() as u64;
            (Values::Rows(vec![column]), count, compiled)
        }
        RawDomain::Rows(rows) => from_rows(compiler, rows)?,
        RawDomain::List {
            elements,
            lengths,
            kind,
        } => from_lists(compiler, elements, lengths, *kind, domain.span)?,
    };
    Ok((
        Parameter {
            name: name.value.as_str().into(),
            values,
            count,
            lead: None,
        },
        compiled,
    ))
}

fn read_range(compiler: &mut Compiler<'_>, text: &Text) -> Result<Range> {
    range::read(text)
        .or_else(|error| compiler.fail(error.code, error.span, error.message, error.help))
}

fn from_range(compiler: &mut Compiler<'_>, text: &Text) -> Result<(Values, u64, Compiled)> {
    let range = read_range(compiler, text)?;
    if range.count <= MAX_TABLE {
        let read = listed(compiler, &range, text.span)?;
        let (column, compiled) = column(compiler, None, read);
        let count = column.len() as u64;
        return Ok((Values::Rows(vec![column]), count, compiled));
    }
    if !range.except.is_empty() || range.value(range.count - 1).is_none() {
        return compiler.fail(
            codes::DOMAIN_TOO_LARGE,
            text.span,
            format!("the range has {} values", range.count),
            format!("a range with exceptions has at most {MAX_TABLE}; use [require] instead"),
        );
    }
    let register = compiler.fresh_number();
    let values = Values::Progression {
        register,
        start: range.start,
        step: range.step,
    };
    let compiled = Compiled::Number(register, NumberKind::of_places(range.places));
    Ok((values, range.count, compiled))
}

/// A range as a table of its values.
fn listed(compiler: &mut Compiler<'_>, range: &Range, span: Span) -> Result<Read> {
    let mut values = Vec::new();
    for place in 0..range.count {
        match range.value(place) {
            Some(value) if range.except.contains(&value) => {}
            Some(value) => values.push(value),
            None => {
                return compiler.fail(
                    codes::DOMAIN_TOO_LARGE,
                    span,
                    "a value of the range is too large",
                    "use smaller numbers",
                );
            }
        }
    }
    Ok(Read::Numbers(values, range.places))
}

fn from_values<'v>(
    compiler: &mut Compiler<'_>,
    values: impl Iterator<Item = &'v RawValue>,
) -> Result<Read> {
    let (mut numbers, mut texts, mut booleans, mut places) = (vec![], vec![], vec![], 0);
    for value in values {
        match value {
            RawValue::Number(number) => {
                let (value, own_places) = small(compiler, number)?;
                places = places.max(own_places);
                numbers.push(value);
            }
            RawValue::Text(text) => texts.push(text.value.clone()),
            RawValue::Boolean(boolean) => booleans.push(boolean.value),
            RawValue::List(_) | RawValue::Record(_) => {
                return compiler.fail(
                    codes::DOMAIN_SYNTAX,
                    value.span(),
                    "a list of lists is no domain",
                    "write numbers, texts, or { rows = [{ … }] }",
                );
            }
        }
    }
    // Reading the front matter has seen to it that all are of one type.
    Ok(if !texts.is_empty() {
        Read::Texts(texts)
    } else if !booleans.is_empty() {
        Read::Booleans(booleans)
    } else {
        Read::Numbers(numbers, places)
    })
}

/// A number of a domain, which must fit two machine words.
fn small(compiler: &mut Compiler<'_>, number: &Spanned<Decimal>) -> Result<(Ratio, u32)> {
    match number.value.value().to_ratio() {
        Some(value) => Ok((value, number.value.places())),
        None => compiler.fail(
            codes::DOMAIN_TOO_LARGE,
            number.span,
            "the number is too large",
            "numbers of a domain have up to 18 digits",
        ),
    }
}

/// Gives a column its registers.
pub(super) fn column(
    compiler: &mut Compiler<'_>,
    field: Option<&str>,
    read: Read,
) -> (Column, Compiled) {
    let (register, cells, compiled) = match read {
        Read::Numbers(values, places) => {
            let register = compiler.fresh_number();
            let compiled = Compiled::Number(register, NumberKind::of_places(places));
            (register, Cells::Numbers(values), compiled)
        }
        Read::Booleans(values) => {
            let register = compiler.fresh_boolean();
            (
                register,
                Cells::Booleans(values),
                Compiled::Boolean(register),
            )
        }
        Read::Texts(values) => {
            let register = compiler.fresh_text();
            let texts = values
                .iter()
                .map(|text| (text.as_str().into(), compiler.constant_text(text)));
            let cells = Cells::Texts(texts.collect());
            (register, cells, Compiled::Text(register))
        }
    };
    (
        Column {
            field: field.map(Into::into),
            register,
            cells,
            tells: true,
        },
        compiled,
    )
}

fn from_rows(
    compiler: &mut Compiler<'_>,
    rows: &[Spanned<RawRecord>],
) -> Result<(Values, u64, Compiled)> {
    let Some(first) = rows.first() else {
        return Err(super::super::compile::Reported);
    };
    let (mut columns, mut fields) = (Vec::new(), Vec::new());
    for (at, (field, _)) in first.value.iter().enumerate() {
        // Reading the front matter has seen to it that all rows have the fields of the first.
        let cells = rows
            .iter()
            .filter_map(|row| row.value.get(at))
            .map(|(_, value)| value);
        let read = from_values(compiler, cells)?;
        let (column, compiled) = column(compiler, Some(&field.value), read);
        columns.push(column);
        fields.push((field.value.clone(), compiled));
    }
    Ok((
        Values::Rows(columns),
        rows.len() as u64,
        Compiled::Record(Arc::from(fields)),
    ))
}

fn from_lists(
    compiler: &mut Compiler<'_>,
    elements: &Spanned<RawDomain>,
    lengths: &[Spanned<u32>],
    kind: ListKind,
    span: Span,
) -> Result<(Values, u64, Compiled)> {
    let read = match &elements.value {
        RawDomain::Range(text) => {
            let range = read_range(compiler, text)?;
            if range.count > MAX_TABLE {
                return compiler.fail(
                    codes::DOMAIN_TOO_LARGE,
                    text.span,
                    format!("the elements have {} values", range.count),
                    format!("elements of a list have at most {MAX_TABLE}"),
                );
            }
            listed(compiler, &range, text.span)?
        }
        RawDomain::Values(values) => from_values(compiler, values.iter())?,
        RawDomain::Rows(_) | RawDomain::List { .. } => {
            return compiler.fail(
                codes::DOMAIN_SYNTAX,
                elements.span,
                "elements of a list are numbers or texts",
                "write a range or values",
            );
        }
    };
    let (mut elements, compiled) = column(compiler, None, read);
    elements.register = compiler.fresh_list();
    let compiled = match compiled {
        Compiled::Number(_, kind) => Compiled::Numbers(elements.register, kind),
        Compiled::Text(_) => Compiled::Texts(elements.register),
        other => return compiler.expected("a number or a text", &other, span),
    };
    let mut blocks = Vec::new();
    let mut start = 0_u64;
    for length in lengths {
        let count = match ranking::count(kind, elements.len() as u64, length.value) {
            Some(0) => {
                return compiler.fail(
                    codes::DOMAIN_EMPTY,
                    length.span,
                    format!(
                        "there is no set of {} out of {}",
                        length.value,
                        elements.len()
                    ),
                    "a set cannot have more elements than there are values",
                );
            }
            Some(count) if length.value <= MAX_LENGTH && start.checked_add(count).is_some() => {
                count
            }
            _ => {
                return compiler.fail(
                    codes::DOMAIN_TOO_LARGE,
                    length.span,
                    format!("there are too many lists of length {}", length.value),
                    format!("use fewer values or shorter lists, of {MAX_LENGTH} elements at most"),
                );
            }
        };
        blocks.push(Block {
            len: length.value,
            start,
            count,
        });
        start += count;
    }
    Ok((
        Values::Lists {
            elements,
            blocks,
            kind,
        },
        start,
        compiled,
    ))
}

impl Domain {
    /// The index of the tuple an example gives; the error names what is wrong with which value.
    pub fn find(&self, given: &RawRecord) -> std::result::Result<u64, (Option<Span>, String)> {
        for (name, value) in given {
            if !self
                .parameters
                .iter()
                .any(|parameter| *parameter.name == name.value)
            {
                let names: Vec<&str> = self.parameters.iter().map(|p| p.name.as_ref()).collect();
                let message = format!(
                    "there is no parameter `{}`, only {}",
                    name.value,
                    names.join(", ")
                );
                return Err((Some(value.span().to(name.span)), message));
            }
        }
        let mut digits = Vec::with_capacity(self.parameters.len());
        for parameter in &self.parameters {
            match given
                .iter()
                .find(|(name, _)| *name.value == *parameter.name)
            {
                Some((_, value)) => digits.push(parameter.find(value).ok_or_else(|| {
                    (
                        Some(value.span()),
                        format!("`{}` has no such value", parameter.name),
                    )
                })?),
                None if parameter.count == 1 => digits.push(0),
                None => return Err((None, format!("it gives no `{}`", parameter.name))),
            }
        }
        Ok(self.index(&digits))
    }
}

impl Parameter {
    /// The number of a value an author wrote; a row also by its place from 1.
    fn find(&self, value: &RawValue) -> Option<u64> {
        match (&self.values, value) {
            (Values::Rows(columns), RawValue::Record(_)) => {
                (0..self.count).find(|&row| holds_all(columns, row as usize, value))
            }
            (Values::Rows(columns), _) if columns.iter().all(|column| column.field.is_none()) => {
                let column = columns.first()?;
                (0..self.count).find(|&row| column.holds(row as usize, value))
            }
            (Values::Rows(_), RawValue::Number(row)) => {
                let row = u64::try_from(number(row)?.numerator()).ok()?;
                (1..=self.count).contains(&row).then(|| row - 1)
            }
            (Values::Progression { start, step, .. }, RawValue::Number(written)) => {
                let place = number(written)?.checked_sub(*start)?.checked_div(*step)?;
                let place = u64::try_from(place.is_integer().then(|| place.numerator())?).ok()?;
                (place < self.count).then_some(place)
            }
            (
                Values::Lists {
                    elements,
                    blocks,
                    kind,
                },
                RawValue::List(list),
            ) => {
                let block = blocks
                    .iter()
                    .find(|block| block.len as usize == list.value.len())?;
                let place = |value| {
                    (0..elements.len())
                        .find(|&at| elements.holds(at, value))
                        .map(|at| at as u64)
                };
                let mut chosen = list.value.iter().map(place).collect::<Option<Vec<u64>>>()?;
                if *kind != ListKind::Sequence {
                    chosen.sort_unstable();
                }
                let repeats = chosen.windows(2).any(|pair| pair[0] == pair[1]);
                if *kind == ListKind::Set && repeats {
                    return None;
                }
                let rank = ranking::rank(*kind, elements.len() as u64, &chosen)?;
                (rank < block.count).then(|| block.start + rank)
            }
            (Values::Sets { columns, ladder }, RawValue::List(list)) => {
                let rows = columns.first().map_or(0, Column::len);
                let place =
                    |value: &RawValue| (0..rows).find(|&row| holds_all(columns, row, value));
                let mut chosen = list
                    .value
                    .iter()
                    .map(place)
                    .collect::<Option<Vec<usize>>>()?;
                chosen.sort_unstable();
                chosen.dedup();
                (chosen.len() == ladder.len()).then(|| ladder.rank(&chosen))
            }
            _ => None,
        }
    }
}

/// Whether a row has the fields of a record, which need not name all of them.
fn holds_all(columns: &[Column], row: usize, value: &RawValue) -> bool {
    let RawValue::Record(record) = value else {
        return false;
    };
    record.value.iter().all(|(field, value)| {
        columns
            .iter()
            .find(|column| column.field.as_deref() == Some(&field.value))
            .is_some_and(|column| column.holds(row, value))
    })
}

impl Column {
    fn holds(&self, at: usize, value: &RawValue) -> bool {
        match (&self.cells, value) {
            (Cells::Numbers(cells), RawValue::Number(written)) => {
                number(written) == Some(cells[at])
            }
            (Cells::Booleans(cells), RawValue::Boolean(boolean)) => cells[at] == boolean.value,
            (Cells::Texts(cells), RawValue::Text(text)) => *cells[at].0 == *text.value,
            _ => false,
        }
    }
}

fn number(written: &Spanned<Decimal>) -> Option<Ratio> {
    written.value.value().to_ratio()
}
