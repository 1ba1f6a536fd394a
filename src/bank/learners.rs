//! `[learners]`: how fast learners learn and how many are stuck, as the manifest says it.

use super::codes;
use super::manifest::required_text;
use crate::base::Span;
use crate::mastery::{Learners, MasteryError, RawLearners, Speed};
use crate::template::front_matter::reader::{Reader, Table, Value};

const LEARNERS: [&str; 3] = ["speeds", "stuck", "reason"];
const SPEED: [&str; 2] = ["pace", "share"];

/// Learner types, with where their values come from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LearnerTypes {
    /// The types.
    pub types: Learners,
    /// Where the values come from, in the author's words; none where the manifest says nothing.
    pub reason: Option<String>,
}

/// Reads and checks `[learners]`; where there is none, or it is in error, all learn alike.
pub(super) fn read(reader: &mut Reader<'_>, top: &Table<'_>) -> LearnerTypes {
    top.get("learners")
        .and_then(|value| learners(reader, value))
        .unwrap_or_default()
}

fn learners(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<LearnerTypes> {
    let allowed = "a table such as { speeds = [{ pace = 1, share = 1 }], stuck = 0.05 }";
    let table = reader.table("[learners]", value, allowed)?;
    reader.check_keys(&table, &LEARNERS, &[], &[]);
    let speeds = speeds(reader, &table);
    let stuck = match table.get("stuck") {
        Some(value) => number(reader, "`stuck`", value),
        None => Some(0.0),
    };
    let allowed = "in quotes, where these values come from";
    let reason = required_text(reader, &table, "reason", allowed).map(|text| text.value);
    let (speeds, places) = speeds?;
    let raw = RawLearners {
        speeds,
        stuck: stuck?,
    };
    match raw.check() {
        Ok(types) => Some(LearnerTypes {
            types,
            reason: Some(reason?),
        }),
        Err(error) => {
            report(reader, &table, &raw, &places, &error);
            None
        }
    }
}

/// The speeds, and where each stands; one of pace 1 where nothing is said.
fn speeds(reader: &mut Reader<'_>, table: &Table<'_>) -> Option<(Vec<Speed>, Vec<Span>)> {
    const ALLOWED: &str = "a list such as [{ pace = 0.5, share = 0.5 }, { pace = 2, share = 0.5 }]";
    let Some(value) = table.get("speeds") else {
        let alike = Speed {
            pace: 1.0,
            share: 1.0,
        };
        return Some((vec![alike], vec![table.span]));
    };
    let Some(values) = value.get_ref().as_array() else {
        reader.wrong_type("`speeds`", value, ALLOWED);
        return None;
    };
    let read: Vec<Option<(Speed, Span)>> = values
        .iter()
        .map(|value| {
            let own = reader.table("a speed", value, "{ pace = 0.5, share = 0.5 }")?;
            reader.check_keys(&own, &SPEED, &[], &[]);
            let mut get = |key: &str| match own.get(key) {
                Some(value) => number(reader, &format!("`{key}`"), value),
                None => {
                    reader.missing(&own, key, "a number above 0");
                    None
                }
            };
            let (pace, share) = (get("pace"), get("share"));
            let speed = Speed {
                pace: pace?,
                share: share?,
            };
            Some((speed, own.span))
        })
        .collect();
    let read: Vec<(Speed, Span)> = read.into_iter().collect::<Option<_>>()?;
    Some(read.into_iter().unzip())
}

fn number(reader: &mut Reader<'_>, what: &str, value: &Value<'_>) -> Option<f64> {
    let number = reader.number(what, value, "a number")?;
    Some(number.value.value().to_f64())
}

/// Says what is wrong where it stands.
fn report(
    reader: &mut Reader<'_>,
    table: &Table<'_>,
    raw: &RawLearners,
    places: &[Span],
    error: &MasteryError,
) {
    let of_speed = |value: fn(&Speed) -> f64, got: f64| {
        let at = raw.speeds.iter().position(|speed| value(speed) == got);
        at.and_then(|at| places.get(at).copied())
    };
    let place = match *error {
        MasteryError::OutOfRange {
            name: "pace", got, ..
        } => of_speed(|speed| speed.pace, got),
        MasteryError::OutOfRange {
            name: "share", got, ..
        } => of_speed(|speed| speed.share, got),
        MasteryError::OutOfRange { name: "stuck", .. } => Some(table.key_span("stuck")),
        _ => Some(table.key_span("speeds")),
    };
    let text = error.to_string();
    // The error's own words end with what to do.
    let (message, help) = text
        .split_once("; ")
        .unwrap_or((&text, "change the numbers"));
    let place = place.unwrap_or(table.span);
    reader.error(codes::LEARNERS, place, message.to_owned(), help);
}
