//! `[mastery]` and `[phases]`: when mastery counts as shown and confirmed, what goes beyond it, and
//! what each phase is called in words.

use super::Competency;
use super::criterion::{self, Written};
use super::manifest::RawCompetency;
use crate::base::{Diagnostic, Source, Span, Spanned};
use crate::decision::{Weights, item_mix, scope_of};
use crate::mastery::{
    Check, Criterion, Every, MasteryError, OPPORTUNITIES, PhaseWords, RawCheck, RawCoverage,
    RawCriterion,
};
use crate::template::front_matter::reader::{Reader, Table};

const CONFIRMED: [&str; 3] = ["right", "of", "hours"];
const PHASES: [&str; 4] = ["emerging", "developing", "proficient", "extending"];

/// What `[mastery]` and `[phases]` hold, not checked yet.
pub(super) struct RawMastery {
    /// Where nothing is said of it, what is usual holds.
    criterion: Option<Written>,
    extending: Option<Written>,
    /// The delayed check.
    pub confirmed: Check,
    /// What each phase says.
    pub phases: PhaseWords,
}

/// Reads both tables. `top` are the keys that belong above all tables.
pub(super) fn read(reader: &mut Reader<'_>, top: &Table<'_>, top_values: &[&str]) -> RawMastery {
    let mut read = RawMastery {
        criterion: None,
        extending: None,
        confirmed: Check::default(),
        phases: phases(reader, top, top_values),
    };
    let table = top
        .get("mastery")
        .and_then(|value| reader.table("[mastery]", value, "a table"));
    let Some(table) = table else {
        return read;
    };
    let allowed = [&criterion::KEYS[..], &["confirmed", "extending"]].concat();
    reader.check_keys(&table, &allowed, &[], top_values);
    // Where only what comes after mastery is told, what is usual holds for mastery.
    let tells = |(key, _): &(Spanned<&str>, _)| criterion::KEYS.contains(&key.value);
    if table.entries.iter().any(tells) {
        read.criterion = criterion::read_table(reader, &table, None);
    }
    read.extending = table
        .get("extending")
        .and_then(|value| criterion::read(reader, "[mastery.extending]", value, None));
    read.confirmed = confirmed(reader, &table);
    read
}

fn confirmed(reader: &mut Reader<'_>, mastery: &Table<'_>) -> Check {
    const ALLOWED: &str = "a table such as { right = 2, of = 3, hours = 20 }";
    let table = mastery
        .get("confirmed")
        .and_then(|value| reader.table("[mastery.confirmed]", value, ALLOWED));
    let Some(table) = table else {
        return Check::default();
    };
    reader.check_keys(&table, &CONFIRMED, &[], &[]);
    let mut raw = RawCheck::default();
    for (key, count) in [("right", &mut raw.right), ("of", &mut raw.of)] {
        let value = table.get(key);
        let whole = value.and_then(|value| reader.whole(&format!("`{key}`"), value, 1, 10));
        *count = whole.map_or(*count, |whole| whole.value);
    }
    let hours = table
        .get("hours")
        .and_then(|value| reader.number("`hours`", value, "a number of hours"));
    raw.hours = hours.map_or(raw.hours, |hours| hours.value.value().to_f64());
    raw.check().unwrap_or_else(|error| {
        let place = match &error {
            MasteryError::Count { name, .. } | MasteryError::OutOfRange { name, .. } => {
                table.key_span(name)
            }
            _ => table.span,
        };
        let finding = criterion::finding(reader.source, place, &error, None);
        reader.diagnostics.push(finding);
        Check::default()
    })
}

fn phases(reader: &mut Reader<'_>, top: &Table<'_>, top_values: &[&str]) -> PhaseWords {
    let mut words = PhaseWords::default();
    let table = top
        .get("phases")
        .and_then(|value| reader.table("[phases]", value, "a table"));
    let Some(table) = table else { return words };
    reader.check_keys(&table, &PHASES, &[], top_values);
    for (key, place) in [
        ("emerging", &mut words.emerging),
        ("developing", &mut words.developing),
        ("proficient", &mut words.proficient),
        ("extending", &mut words.extending),
    ] {
        let Some(value) = table.get(key) else {
            continue;
        };
        let allowed = "in quotes, what this phase says to a learner";
        if let Some(text) = reader.text(&format!("`{key}`"), value, allowed) {
            *place = text.value;
        }
    }
    words
}

impl RawMastery {
    /// Where the criterion of a competency is written; its id where what is usual holds.
    pub fn place_of(&self, raw: &RawCompetency) -> Span {
        let written = raw.criterion.as_ref().or(self.criterion.as_ref());
        written.map_or(raw.id.span, |written| written.span)
    }

    /// The criteria of a competency: its own or the bank's, for mastery and for what goes beyond.
    pub fn criteria_of(
        &self,
        raw: &RawCompetency,
        competency: &Competency,
        source: &Source,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> (Criterion, Criterion) {
        let usual = (Criterion::default(), Criterion::default());
        // Without problems there is nothing to cover; that it has none was reported.
        if competency.pool.is_empty() {
            return usual;
        }
        let scope = scope_of(&competency.pool);
        let mut check = |written: Option<&Written>, usual: RawCriterion, extends: bool| {
            let checked = written
                .map_or(usual, |written| written.raw.clone())
                .check_for(&scope)
                .and_then(|criterion| {
                    let weights = Weights::default();
                    let parameters = &competency.parameters;
                    let pool = &competency.pool;
                    let mix = item_mix(pool, parameters, &weights, &criterion, OPPORTUNITIES);
                    // What goes beyond is asked for later, when mastery is high anyway.
                    if !extends {
                        criterion.check_reachable(parameters, &mix)?;
                    }
                    Ok(criterion)
                });
            checked.unwrap_or_else(|error| {
                let id = Some(raw.id.value.as_str());
                diagnostics.push(match written {
                    Some(written) => written.finding(source, &error, id),
                    None => criterion::finding(source, raw.id.span, &error, id),
                });
                Criterion::default()
            })
        };
        let own = raw.criterion.as_ref().or(self.criterion.as_ref());
        let mastery = check(own, RawCriterion::usual(), false);
        let strata = scope.stratum_count() <= Criterion::LONGEST;
        let extending = check(self.extending.as_ref(), usually_extending(strata), true);
        (mastery, extending)
    }
}

/// Four right answers in a row, and every stratum where they can all be remembered.
fn usually_extending(strata: bool) -> RawCriterion {
    RawCriterion {
        streak: Some(4),
        strata: strata.then_some(RawCoverage::Every(Every::All)),
        ..RawCriterion::default()
    }
}
