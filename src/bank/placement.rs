//! `[placement]`: how a learner's place on the whole map is found, and the map it is found on.

use super::{Competency, codes};
use crate::base::{Diagnostic, Source, Span};
use crate::decision::placement::{Item, Placement, PlacementError, PlacementMap, PlacementOptions};
use crate::mastery::Emission;
use crate::template::front_matter::reader::{Reader, Table, Value};

const PLACEMENT: [&str; 3] = ["questions", "leak", "sure"];

/// Questions at most, in the manifest: more is a test, not a beginning.
const MOST_QUESTIONS: u32 = 100;

/// The range of `leak`: from a half on a prerequisite is none.
const LEAK: (f64, f64) = (0.0, 0.5);

/// The range of `sure`: less is a coin, more takes answers without end.
const SURE: (f64, f64) = (0.6, 0.99);

/// `[placement]` as it was written; what is missing has its usual value.
#[derive(Clone, Debug)]
pub(super) struct RawPlacement {
    /// The table, or the beginning of the file where there is none.
    span: Span,
    questions: u32,
    leak: f64,
    sure: f64,
}

/// How often people know a competency without all it rests on, unless the bank says otherwise: maps
/// have edges that do not hold for everyone, and one person in twenty is what a careful one leaves.
const USUAL_LEAK: f64 = 0.05;

impl Default for RawPlacement {
    fn default() -> Self {
        let usual = PlacementOptions::default();
        Self {
            span: Span::at(0),
            questions: usual.questions,
            leak: USUAL_LEAK,
            sure: usual.settled,
        }
    }
}

/// Reads `[placement]`.
pub(super) fn read(reader: &mut Reader<'_>, top: &Table<'_>) -> RawPlacement {
    let mut raw = RawPlacement::default();
    let Some(value) = top.get("placement") else {
        return raw;
    };
    let allowed = "a table such as { questions = 20, leak = 0.05 }";
    let Some(table) = reader.table("[placement]", value, allowed) else {
        return raw;
    };
    reader.check_keys(&table, &PLACEMENT, &[], &[]);
    raw.span = table.span;
    if let Some(value) = table.get("questions") {
        let questions = reader.whole("`questions`", value, 1, MOST_QUESTIONS);
        raw.questions = questions.map_or(raw.questions, |questions| questions.value);
    }
    raw.leak = between(reader, &table, "leak", LEAK).unwrap_or(raw.leak);
    raw.sure = between(reader, &table, "sure", SURE).unwrap_or(raw.sure);
    raw
}

/// A number of a table between two bounds, if it is there.
fn between(
    reader: &mut Reader<'_>,
    table: &Table<'_>,
    key: &str,
    (least, most): (f64, f64),
) -> Option<f64> {
    let value: &Value<'_> = table.get(key)?;
    let allowed = format!("a number from {least} to {most}");
    let number = reader.number(&format!("`{key}`"), value, &allowed)?;
    let got = number.value.value().to_f64();
    if (least..=most).contains(&got) {
        return Some(got);
    }
    reader.error(
        codes::PLACEMENT,
        number.span,
        format!("`{key}` must be {allowed}"),
        match key {
            "leak" => "it is how often somebody knows a competency without what it rests on",
            _ => "it is how sure it must be that a competency is known before it is passed over",
        },
    );
    None
}

/// A bank's map as placement needs it. Places are those of the map, each competency behind those it
/// rests on; [`order`](Self::order) says where they stand in the bank.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacementPlan {
    order: Vec<usize>,
    map: PlacementMap,
    items: Vec<Option<Item>>,
    options: PlacementOptions,
}

impl PlacementPlan {
    /// For every place of the map the place of the competency in the bank.
    pub fn order(&self) -> &[usize] {
        &self.order
    }

    /// The map, its marginals as near to the competencies' priors as can be.
    pub const fn map(&self) -> &PlacementMap {
        &self.map
    }

    /// By place of the map, how its items are answered: as the one of its templates that is hardest
    /// to guess; none where there is nothing to ask.
    pub fn items(&self) -> &[Option<Item>] {
        &self.items
    }

    /// When it ends.
    pub const fn options(&self) -> &PlacementOptions {
        &self.options
    }

    fn new(raw: &RawPlacement, competencies: &[Competency]) -> Result<Self, PlacementError> {
        let order = order(competencies);
        let mut place = vec![0; order.len()];
        for (at, &competency) in order.iter().enumerate() {
            place[competency] = at;
        }
        let own = || order.iter().filter_map(|&at| competencies.get(at));
        let prerequisites: Vec<Vec<usize>> = own()
            .map(|competency| {
                competency
                    .prerequisites
                    .iter()
                    .map(|&one| place[one])
                    .collect()
            })
            .collect();
        let priors: Vec<f64> = own().map(|one| one.parameters.prior()).collect();
        let plan = Self {
            map: PlacementMap::of_priors(&prerequisites, &priors, raw.leak)?,
            items: own().map(item).collect(),
            options: PlacementOptions {
                questions: raw.questions,
                settled: raw.sure,
                ..PlacementOptions::default()
            },
            order,
        };
        // What cannot be inferred on is found now, not when somebody begins.
        Placement::new(&plan.map, plan.items.clone(), plan.options)?;
        Ok(plan)
    }
}

/// Every competency behind those it rests on; among those that may come next, the first of the
/// bank. The map has no circles.
fn order(competencies: &[Competency]) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::with_capacity(competencies.len());
    let mut taken = vec![false; competencies.len()];
    let next = |taken: &[bool]| {
        let mut all = competencies.iter().enumerate();
        all.find(|(at, own)| !taken[*at] && own.prerequisites.iter().all(|&one| taken[one]))
            .map(|(at, _)| at)
    };
    while let Some(at) = next(&taken) {
        taken[at] = true;
        order.push(at);
    }
    order
}

/// How a competency is asked about; none where it has only tasks that people mark, or none that can
/// tell those who know from those who guess.
fn item(competency: &Competency) -> Option<Item> {
    let parameters = &competency.parameters;
    let pooled = competency.pool.iter().filter_map(|pooled| {
        let template = competency
            .templates
            .iter()
            .find(|own| *own.id() == pooled.id)?;
        let emission = Emission::new(parameters, pooled.format, 0);
        Some((emission, template.minutes()))
    });
    let (emission, minutes) = pooled.min_by(|(a, _), (b, _)| a.guess().total_cmp(&b.guess()))?;
    Some(Item {
        // Exactly 0 or 1 would settle a competency by one answer, for good.
        guess: emission.guess().max(CERTAIN),
        slip: emission.slip().max(CERTAIN),
        minutes,
    })
    .filter(|item| item.guess + item.slip < 1.0)
}

/// No chance is taken to be smaller.
const CERTAIN: f64 = 0.001;

/// The plan of a bank; none where there is nothing to find out, or where the map is too entangled,
/// which is reported: practice goes on without it.
pub(super) fn plan(
    raw: &RawPlacement,
    competencies: &[Competency],
    source: &Source,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<PlacementPlan> {
    let asked = competencies.iter().filter(|own| item(own).is_some());
    if competencies.len() < 2 || asked.count() == 0 {
        return None;
    }
    // Circles were reported.
    if order(competencies).len() < competencies.len() {
        return None;
    }
    match PlacementPlan::new(raw, competencies) {
        Ok(plan) => Some(plan),
        Err(error) => {
            let text = error.to_string();
            let (message, help) = text
                .split_once(": ")
                .unwrap_or((&text, "leave out prerequisites that others imply"));
            let message = format!("placement is not offered: {message}");
            let finding = Diagnostic::warning(codes::PLACEMENT, source, raw.span, message);
            diagnostics.push(finding.help(help));
            None
        }
    }
}
