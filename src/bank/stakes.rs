//! What a bank's costs come to: boundaries, minutes, errors and visits, competency by competency.

use super::cache::TableCache;
use super::costs::Teacher;
use super::tables::CompetencyTable;
use super::{Bank, codes};
use crate::base::{Code, CompetencyId, Diagnostic};
use crate::decision::value::{Boundary, Outlook, States, Table, World};
use rayon::prelude::*;
use serde::Serialize;

/// Courses are followed until no more than this share of the learners are under way.
const REST: f64 = 1e-3;

/// A class, as far as a teacher's time is concerned.
const CLASS: f64 = 30.0;

/// To declare mastery where not knowing is the likelier is to give up.
const GIVEN_UP: f64 = 0.5;

/// Where mastery is declared, in P(known), over the beliefs that are reached.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct BoundaryRange {
    /// The lowest at which it is declared.
    pub low: f64,
    /// The highest at which it is not, or `low` where that lies above: beliefs of the same P(known)
    /// differ in who is stuck and how fast they learn.
    pub high: f64,
}

/// The boundary with some interventions used.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Stage {
    /// How many interventions were used.
    pub used: Used,
    /// Where mastery is declared; none where it never is there.
    pub boundary: Option<BoundaryRange>,
    /// The same if a false mastery cost half as much.
    pub at_half: Option<BoundaryRange>,
    /// The same if it cost twice as much.
    pub at_double: Option<BoundaryRange>,
}

/// How many of a competency's interventions were used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Used {
    /// None of them.
    None,
    /// Some.
    Some,
    /// All.
    All,
}

/// What the costs come to in one competency.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stakes {
    /// The competency.
    pub competency: CompetencyId,
    /// The boundary by stage.
    pub stages: Vec<Stage>,
    /// Expected minutes of a learner, what a false mastery costs by its chance included.
    pub minutes: f64,
    /// No way to decide is expected to take fewer; the table's error is at most the difference.
    pub at_least: f64,
    /// P(mastery is declared of somebody who does not know).
    pub false_mastery: f64,
    /// Expected problems.
    pub items: f64,
    /// Expected interventions.
    pub remedies: f64,
    /// Expected visits of a teacher: handing over, and interventions that need one.
    pub visits: f64,
    /// Expected times of handing over.
    pub hand_overs: f64,
    /// The same of a learner who was of the slower speed then, by that speed's share of learners;
    /// next of the faster one where there are two; last of those who were stuck, by theirs at first.
    pub hand_overs_by_type: Vec<f64>,
}

impl Bank {
    /// What the costs come to; nothing where nothing has a cost. Solves what is in no cache.
    pub fn stakes(&self, cache: Option<&TableCache>) -> Vec<Stakes> {
        let tables = self.competencies().par_iter().zip(&self.tables);
        tables
            .filter_map(|(competency, table)| {
                Stakes::new(competency.id.clone(), table.as_ref()?, cache)
            })
            .collect()
    }

    /// What the stakes warn of.
    pub fn warnings(&self, stakes: &[Stakes]) -> Vec<Diagnostic> {
        let Some((costs, (source, place))) = self.costs().zip(self.costs_at.as_ref()) else {
            return Vec::new();
        };
        let given_up = stakes.iter().filter_map(gives_up);
        let visits = costs.teacher.and_then(|teacher| overrun(stakes, &teacher));
        let warnings = given_up.chain(visits);
        warnings
            .map(|(code, message, help)| {
                Diagnostic::warning(code, source, *place, message).help(help)
            })
            .collect()
    }
}

impl Stakes {
    fn new(
        competency: CompetencyId,
        table: &CompetencyTable,
        cache: Option<&TableCache>,
    ) -> Option<Self> {
        let world = table.world();
        let at = |factor: f64| World {
            false_mastery: world.false_mastery * factor,
            ..world.clone()
        };
        let stated = outlook(world.clone(), cache)?;
        let half = outlook(at(0.5), cache)?;
        let double = outlook(at(2.0), cache)?;
        let all = (1_u32 << world.remedies.len()) - 1;
        let stages = stages(all)
            .map(|used| Stage {
                used,
                boundary: boundary(&stated, used, all),
                at_half: boundary(&half, used, all),
                at_double: boundary(&double, used, all),
            })
            .collect();
        let with_teacher: f64 = table
            .offers()
            .iter()
            .zip(&stated.remedies)
            .filter(|(offer, _)| offer.needs_teacher)
            .map(|(_, times)| times)
            .sum();
        Some(Self {
            competency,
            stages,
            minutes: stated.minutes,
            at_least: stated.at_least,
            false_mastery: stated.false_mastery,
            items: stated.items,
            remedies: stated.remedies.iter().sum(),
            visits: stated.hand_overs + with_teacher,
            hand_overs: stated.hand_overs,
            hand_overs_by_type: by_type(&stated, world),
        })
    }

    /// The lowest P(known) at which mastery is declared.
    fn lowest(&self) -> f64 {
        let ranges = self.stages.iter().filter_map(|stage| stage.boundary);
        ranges.fold(1.0, |low, range| low.min(range.low))
    }
}

/// What comes of a world, from the cache where it is there.
fn outlook(world: World, cache: Option<&TableCache>) -> Option<Outlook> {
    if let Some(kept) = cache.and_then(|cache| cache.outlook(&world)) {
        return Some(kept);
    }
    let kept = cache.and_then(|cache| cache.table(&world));
    let table = match kept {
        Some(table) => table,
        None => Table::new(world).ok()?,
    };
    let outlook = table.outlook(REST);
    if let Some(cache) = cache {
        cache.keep_outlook(table.world(), &outlook);
    }
    Some(outlook)
}

/// The stages there are.
fn stages(all: u32) -> impl Iterator<Item = Used> {
    let stages: &[Used] = match all.count_ones() {
        0 => &[Used::None],
        1 => &[Used::None, Used::All],
        _ => &[Used::None, Used::Some, Used::All],
    };
    stages.iter().copied()
}

/// Where mastery is declared with so many interventions used; none where it never is.
fn boundary(outlook: &Outlook, stage: Used, all: u32) -> Option<BoundaryRange> {
    let mut joined = Boundary::default();
    for (&used, boundary) in &outlook.boundaries {
        let here = match used {
            0 => Used::None,
            _ if used == all => Used::All,
            _ => Used::Some,
        };
        if here == stage {
            joined.join(*boundary);
        }
    }
    let declared = joined.declared_from?;
    Some(BoundaryRange {
        low: declared,
        high: joined.not_up_to.map_or(declared, |not| declared.max(not)),
    })
}

/// Hand-overs by learner type: slower, faster, stuck.
fn by_type(outlook: &Outlook, world: &World) -> Vec<f64> {
    let States { learn, stuck, .. } = &world.states;
    let mut places: Vec<Vec<usize>> = (0..learn.len())
        .map(|speed| vec![2 * speed, 2 * speed + 1])
        .collect();
    if *stuck {
        places.push(vec![2 * learn.len()]);
    }
    let rate = |places: &Vec<usize>| {
        let sum = |masses: &[f64]| places.iter().filter_map(|&at| masses.get(at)).sum::<f64>();
        let share = sum(&world.prior);
        if share > 0.0 {
            sum(&outlook.handed_over) / share
        } else {
            0.0
        }
    };
    places.iter().map(rate).collect()
}

/// A code, what is the matter, and what to do.
type Warning = (Code, String, &'static str);

fn gives_up(stakes: &Stakes) -> Option<Warning> {
    let lowest = stakes.lowest();
    let message = format!(
        "`{}`: mastery would be declared at P(known) {lowest:.2}, where not knowing is the likelier",
        stakes.competency
    );
    let help = "moving on costs less than helping: raise `false_mastery` in [costs]";
    (lowest < GIVEN_UP).then_some((codes::GIVES_UP, message, help))
}

/// Whether a class, everybody at one competency a week, asks for more visits than there are.
fn overrun(stakes: &[Stakes], teacher: &Teacher) -> Option<Warning> {
    let most = stakes.iter().max_by(|a, b| a.visits.total_cmp(&b.visits))?;
    let visits = most.visits * CLASS;
    let message = format!(
        "`{}`: a class of {CLASS} would ask for {visits:.0} visits, and there are {} a week",
        most.competency, teacher.visits_per_week
    );
    let help = "raise `visits_per_week` if there is more time, or `minutes` of `teacher` for what a visit is worth";
    (visits > f64::from(teacher.visits_per_week)).then_some((codes::VISITS, message, help))
}
