//! What a bank's costs come to, as a table.

use super::print_table;
use crate::bank::{BoundaryRange, Stage, Stakes, Used};
use crate::cli::{Error, numbers};
use std::io::Write;

/// Prints a line for every competency.
pub(super) fn print(out: &mut impl Write, stakes: &[Stakes]) -> Result<(), Error> {
    if stakes.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "Where mastery is declared, in P(known), with none, some and all interventions used; with none if a\n\
         false mastery cost half and twice as much; what a learner can expect; the least possible minutes:"
    )?;
    let header = [
        "competency",
        "none",
        "some",
        "all",
        "½",
        "2×",
        "minutes",
        "least",
        "false",
        "handed over",
    ];
    let rows: Vec<[String; 10]> = stakes.iter().map(row).collect();
    print_table(out, header.map(str::to_owned), &rows)
}

fn row(stakes: &Stakes) -> [String; 10] {
    let stage = |used: Used, pick: fn(&Stage) -> Option<BoundaryRange>| {
        let stage = stakes.stages.iter().find(|stage| stage.used == used);
        stage.and_then(pick).map_or_else(|| "–".to_owned(), range)
    };
    [
        stakes.competency.to_string(),
        stage(Used::None, |stage| stage.boundary),
        stage(Used::Some, |stage| stage.boundary),
        stage(Used::All, |stage| stage.boundary),
        stage(Used::None, |stage| stage.at_half),
        stage(Used::None, |stage| stage.at_double),
        format!("{:.1}", stakes.minutes),
        format!("{:.1}", stakes.at_least),
        numbers::percent(stakes.false_mastery),
        format!("{:.2}", stakes.hand_overs),
    ]
}

/// `.93–.97`, or one number where both are the same.
fn range(range: BoundaryRange) -> String {
    let digits = |value: f64| {
        let text = format!("{value:.2}");
        text.strip_prefix('0').unwrap_or(&text).to_owned()
    };
    let (low, high) = (digits(range.low), digits(range.high));
    match low == high {
        true => low,
        false => format!("{low}–{high}"),
    }
}
