//! `[review]`: how fast things fade, and when learners come back to them.

use super::codes;
use crate::mastery::{RawReviewing, Reviewing};
use crate::template::front_matter::reader::{Reader, Table};

const REVIEW: [&str; 3] = ["half_life_days", "growth", "target"];

/// Reads `[review]`; what is missing has its usual value.
pub(super) fn read(reader: &mut Reader<'_>, top: &Table<'_>) -> Reviewing {
    let mut raw = RawReviewing::default();
    let Some(value) = top.get("review") else {
        return Reviewing::default();
    };
    let allowed = "a table such as { half_life_days = 14, growth = 2.5, target = 0.8 }";
    let Some(table) = reader.table("[review]", value, allowed) else {
        return Reviewing::default();
    };
    reader.check_keys(&table, &REVIEW, &[], &[]);
    let places = [&mut raw.half_life_days, &mut raw.growth, &mut raw.target];
    for (key, place) in REVIEW.into_iter().zip(places) {
        let number = table
            .get(key)
            .and_then(|value| reader.number(&format!("`{key}`"), value, "a number"));
        if let Some(number) = number {
            *place = number.value.value().to_f64();
        }
    }
    raw.check().unwrap_or_else(|error| {
        let text = error.to_string();
        // The error's own words end with what to do.
        let (message, help) = text
            .split_once("; ")
            .unwrap_or((&text, "change the number"));
        reader.error(codes::REVIEW, table.span, message.to_owned(), help);
        Reviewing::default()
    })
}
