//! `[costs]`: what decisions weigh, in minutes, as the manifest says it.

use super::codes;
use super::intervention::beta;
use super::manifest::required_text;
use super::{Beta, Efficacy};
use crate::base::{Span, Spanned};
use crate::template::front_matter::reader::{Reader, Table, Value};

/// Keys of `[costs]`.
const COSTS: [&str; 4] = ["false_mastery", "practice", "teacher", "reason"];
/// Keys of `costs` in a competency.
const OWN: [&str; 2] = ["false_mastery", "reason"];
const TEACHER: [&str; 4] = ["minutes", "visits_per_week", "teaches", "frees"];

/// A false mastery costs at most ten weeks of school: more is no weighing any more.
const MOST: f64 = 100_000.0;
/// A problem takes an hour at most.
const LONGEST_PROBLEM: f64 = 60.0;
/// A visit takes half a day at most.
const LONGEST_VISIT: f64 = 240.0;
/// Visits a week at most.
const MOST_VISITS: u32 = 1_000;

/// What things cost, in minutes.
#[derive(Clone, Debug, PartialEq)]
pub struct Costs {
    /// To move on without the competency, which has to be made up for later.
    pub false_mastery: f64,
    /// A problem, where its template does not say how long it takes.
    pub practice: Option<f64>,
    /// A person who takes over for a while; none where there is nobody.
    pub teacher: Option<Teacher>,
    /// Where the values come from, in the author's words.
    pub reason: String,
}

/// A person who can take over.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Teacher {
    /// What a visit costs, in minutes.
    pub minutes: f64,
    /// How many visits there can be in a week, for a whole class.
    pub visits_per_week: u32,
    /// What a visit does; then the learner returns to practice.
    pub efficacy: Efficacy,
}

/// `[costs]` as it was written.
pub(super) struct RawCosts {
    pub span: Span,
    false_mastery: Option<f64>,
    practice: Option<f64>,
    pub teacher: Option<Spanned<Teacher>>,
    reason: Option<String>,
}

/// `costs = { … }` of one competency.
pub(super) struct OwnCosts {
    pub span: Span,
    pub false_mastery: Option<f64>,
}

/// Reads `[costs]`.
pub(super) fn read(reader: &mut Reader<'_>, top: &Table<'_>) -> Option<RawCosts> {
    let value = top.get("costs")?;
    let allowed = "a table such as { false_mastery = 90, reason = \"…\" }";
    let table = reader.table("[costs]", value, allowed)?;
    reader.check_keys(&table, &COSTS, &[], &[]);
    if table.get("false_mastery").is_none() {
        let allowed = "the minutes it costs to move on without the competency";
        reader.missing(&table, "false_mastery", allowed);
    }
    let allowed = "in quotes, where these values come from";
    Some(RawCosts {
        span: table.span,
        false_mastery: minutes(reader, &table, "false_mastery", MOST),
        practice: minutes(reader, &table, "practice", LONGEST_PROBLEM),
        teacher: table
            .get("teacher")
            .and_then(|value| teacher(reader, value)),
        reason: required_text(reader, &table, "reason", allowed).map(|text| text.value),
    })
}

/// Reads `costs` of a competency.
pub(super) fn read_own(reader: &mut Reader<'_>, competency: &Table<'_>) -> Option<OwnCosts> {
    let value = competency.get("costs")?;
    let table = reader.table("`costs`", value, "a table such as { false_mastery = 90 }")?;
    reader.check_keys(&table, &OWN, &[], &[]);
    if let Some(reason) = table.get("reason") {
        reader.text("`reason`", reason, "in quotes, where this value comes from");
    }
    Some(OwnCosts {
        span: table.span,
        false_mastery: minutes(reader, &table, "false_mastery", MOST),
    })
}

impl RawCosts {
    /// The costs, where nothing is missing; what is was reported.
    pub fn complete(&self) -> Option<Costs> {
        Some(Costs {
            false_mastery: self.false_mastery?,
            practice: self.practice,
            teacher: self.teacher.as_ref().map(|teacher| teacher.value),
            reason: self.reason.clone()?,
        })
    }
}

fn teacher(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Spanned<Teacher>> {
    const ALLOWED: &str =
        "{ minutes = 15, visits_per_week = 20, teaches = [6, 4], frees = [6, 4] }";
    let table = reader.table("`teacher`", value, ALLOWED)?;
    reader.check_keys(&table, &TEACHER, &[], &[]);
    for key in ["minutes", "visits_per_week"] {
        if table.get(key).is_none() {
            reader.missing(&table, key, ALLOWED);
        }
    }
    let minutes = minutes(reader, &table, "minutes", LONGEST_VISIT);
    let visits = table
        .get("visits_per_week")
        .and_then(|value| reader.whole("`visits_per_week`", value, 1, MOST_VISITS));
    let teaches: Option<Beta> = beta(reader, &table, "teaches", codes::COSTS);
    let frees = beta(reader, &table, "frees", codes::COSTS);
    let teacher = Teacher {
        minutes: minutes?,
        visits_per_week: visits?.value,
        efficacy: Efficacy {
            teaches: teaches?,
            frees: frees?,
        },
    };
    Some(Spanned::new(teacher, table.span))
}

/// Minutes above 0; none where the key is not there, or what it holds was reported.
fn minutes(reader: &mut Reader<'_>, table: &Table<'_>, key: &str, most: f64) -> Option<f64> {
    let value = table.get(key)?;
    let what = format!("`{key}`");
    let allowed = format!("minutes above 0, at most {most}");
    let number = reader.number(&what, value, &allowed)?;
    let minutes = number.value.value().to_f64();
    if minutes > 0.0 && minutes <= most {
        return Some(minutes);
    }
    let message = format!("{what} is {minutes}; it must be {allowed}");
    let help = match key {
        "false_mastery" => "say how many minutes of later work it costs to have moved on too early",
        "practice" => "say how long a usual problem takes, its worked solution included",
        _ => "say how long a visit takes",
    };
    reader.error(codes::COSTS, number.span, message, help);
    None
}
