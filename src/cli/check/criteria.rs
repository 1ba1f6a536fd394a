//! Who meets the criteria of a bank, as tables.

use super::print_table;
use crate::bank::{Criteria, FieldRule};
use crate::cli::{Error, numbers};
use crate::mastery::OPPORTUNITIES;
use std::io::Write;
use std::ops::RangeInclusive;

/// Prints a line for every competency, and for every bank one for each rule of the field.
pub(super) fn print(out: &mut impl Write, banks: &[Criteria]) -> Result<(), Error> {
    let reports = || banks.iter().flat_map(|bank| &bank.reports);
    if reports().next().is_none() {
        return Ok(());
    }
    let rows: Vec<[String; 4]> = reports()
        .map(|row| {
            [
                row.competency.to_string(),
                numbers::percent(row.guesser_passes),
                numbers::percent(row.knower_passes),
                row.knower_median
                    .map_or_else(none, |median| median.to_string()),
            ]
        })
        .collect();
    writeln!(
        out,
        "Who meets the criterion within {OPPORTUNITIES} opportunities, and by when half of those who know do:"
    )?;
    let header = ["competency", "a guesser", "a knower", "half by"];
    print_table(out, header.map(str::to_owned), &rows)?;
    for bank in banks {
        print_field(out, &bank.field)?;
    }
    Ok(())
}

fn print_field(out: &mut impl Write, field: &[FieldRule]) -> Result<(), Error> {
    let Some(first) = field.first() else {
        return Ok(());
    };
    writeln!(
        out,
        "Rules in the field, from competency to competency of {}:",
        first.bank
    )?;
    let rows: Vec<[String; 4]> = field
        .iter()
        .map(|rule| {
            [
                rule.rule.to_owned(),
                range(&rule.guesser_passes, |share| numbers::percent(*share)),
                range(&rule.knower_passes, |share| numbers::percent(*share)),
                rule.knower_median
                    .as_ref()
                    .map_or_else(none, |median| range(median, u32::to_string)),
            ]
        })
        .collect();
    let header = ["rule", "a guesser", "a knower", "half by"];
    print_table(out, header.map(str::to_owned), &rows)
}

/// `a to b`, or one of them where both read alike.
fn range<T>(range: &RangeInclusive<T>, written: impl Fn(&T) -> String) -> String {
    match (written(range.start()), written(range.end())) {
        (low, high) if low == high => low,
        (low, high) => format!("{low} to {high}"),
    }
}

fn none() -> String {
    "–".to_owned()
}
