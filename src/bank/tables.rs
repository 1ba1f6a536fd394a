//! What decisions about each competency rest on: its world, in minutes, and the table solved for it.

use super::cache::TableCache;
use super::costs::Costs;
use super::manifest::{Manifest, RawCompetency};
use super::{Bank, Competency, Efficacy, Intervention, codes};
use crate::base::{Diagnostic, InterventionId, Source};
use crate::decision::value::{
    HandOver, Item, Judged, MOST_REMEDIES, Remedy, SpeedGroups, Table, World, WorldError,
};
use crate::decision::{
    Decision, Offer, Policy, Rationale, Situation, ThresholdPolicy, ValuePolicy, Weights,
};
use crate::mastery::{Belief, Emission, Pace, ResponseFormat};
use crate::template::ItemTemplate;
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock, PoisonError, RwLock, RwLockReadGuard};

/// What is believed of interventions by now, where that is no longer what the bank says.
pub type Efficacies = HashMap<InterventionId, Efficacy>;

/// Classes of items a table tells apart: more would slow it down and hardly change it.
const MOST_CLASSES: usize = 3;

/// A competency as decisions see it, and its table, solved when it is first asked for.
#[derive(Debug)]
pub struct CompetencyTable {
    world: World,
    groups: SpeedGroups,
    offers: Vec<Offer>,
    policy: OnceLock<Option<Arc<ValuePolicy>>>,
    /// What was learnt since of its interventions.
    learnt: RwLock<Learnt>,
}

/// What was learnt of interventions, and the table for it where it differs enough.
#[derive(Debug, Default)]
struct Learnt {
    efficacies: Efficacies,
    table: Option<Arc<CompetencyTable>>,
}

impl CompetencyTable {
    /// The world of a competency:
    ///
    /// - states from its parameters and learner types, see [`SpeedGroups`];
    /// - items from the response formats of its pool, each with the mean minutes of its templates;
    ///   more than three are joined where they are guessed most nearly alike;
    /// - its interventions but enrichments, by the means of their efficacies; of more than eight
    ///   those that do most a minute, with what they wait for;
    /// - a teacher who takes over and hands back.
    ///
    /// # Errors
    /// What [`WorldError`] says, such as that nothing would ever help who is stuck.
    pub fn new<'b>(
        competency: &Competency,
        interventions: impl IntoIterator<Item = &'b Intervention>,
        costs: &Costs,
        efficacies: &Efficacies,
    ) -> Result<Self, WorldError> {
        let parameters = &competency.parameters;
        let groups = SpeedGroups::new(parameters);
        let own: Vec<Helping<'_>> = interventions
            .into_iter()
            .filter(|intervention| intervention.competency == competency.id)
            .filter_map(|intervention| Helping::new(intervention, efficacies))
            .collect();
        let helping = best(own);
        let belief = Belief::before(parameters);
        let world = World {
            states: groups.states(parameters),
            prior: groups.masses(&belief, &parameters.learners().pace([])),
            items: items(competency, costs),
            remedies: helping.iter().map(|one| one.remedy(&helping)).collect(),
            hand_over: costs.teacher.map(|teacher| HandOver::Returns {
                minutes: teacher.minutes,
                teaches: teacher.efficacy.teaches.mean(),
                frees: teacher.efficacy.frees.mean(),
            }),
            false_mastery: costs.false_mastery,
            judged: Judged::Filtered,
        };
        world.check()?;
        Ok(Self {
            world,
            groups,
            offers: helping.iter().map(Helping::offer).collect(),
            policy: OnceLock::new(),
            learnt: RwLock::default(),
        })
    }

    /// The world it is solved for.
    pub const fn world(&self) -> &World {
        &self.world
    }

    /// The interventions it weighs, by the places they have in the world.
    pub fn offers(&self) -> &[Offer] {
        &self.offers
    }

    /// The policy by its table, from the cache where there is one, else solved now.
    pub fn policy(&self, cache: Option<&TableCache>) -> Option<Arc<ValuePolicy>> {
        let solve = || {
            let kept = cache.and_then(|cache| cache.table(&self.world));
            let table = match kept {
                Some(table) => table,
                None => {
                    let table = Table::new(self.world.clone()).ok()?;
                    if let Some(cache) = cache {
                        cache.keep_table(&table);
                    }
                    table
                }
            };
            let policy = ValuePolicy {
                table: Arc::new(table),
                groups: self.groups,
                offers: self.offers.clone(),
                weights: Weights::default(),
            };
            Some(Arc::new(policy))
        };
        self.policy.get_or_init(solve).clone()
    }
}

/// An intervention that helps those who do not know, with what is believed of it.
#[derive(Clone, Copy)]
struct Helping<'b> {
    intervention: &'b Intervention,
    efficacy: Efficacy,
}

impl<'b> Helping<'b> {
    fn new(intervention: &'b Intervention, efficacies: &Efficacies) -> Option<Self> {
        let known = efficacies.get(&intervention.id).copied();
        let efficacy = intervention.efficacy.map(|own| known.unwrap_or(own))?;
        Some(Self {
            intervention,
            efficacy,
        })
    }

    fn per_minute(&self) -> f64 {
        let Efficacy { teaches, frees } = self.efficacy;
        (teaches.mean() + frees.mean()) / self.intervention.minutes
    }

    fn remedy(&self, all: &[Self]) -> Remedy {
        let place = |id: &InterventionId| all.iter().position(|one| one.intervention.id == *id);
        let before = self.intervention.after.iter().filter_map(place);
        Remedy {
            minutes: self.intervention.minutes,
            teaches: self.efficacy.teaches.mean(),
            frees: self.efficacy.frees.mean(),
            after: before.fold(0, |bits, place| bits | 1 << place),
            once: self.intervention.once,
        }
    }

    fn offer(&self) -> Offer {
        Offer {
            id: self.intervention.id.clone(),
            needs_teacher: self.intervention.kind.needs_teacher(),
        }
    }
}

/// As many as a table can hold, by name: those that do most a minute, with what they wait for.
fn best(mut all: Vec<Helping<'_>>) -> Vec<Helping<'_>> {
    all.sort_by(|a, b| b.per_minute().total_cmp(&a.per_minute()));
    let mut taken: Vec<Helping<'_>> = Vec::new();
    let ready = |taken: &[Helping<'_>], one: &Helping<'_>| {
        let is_taken = |id: &InterventionId| taken.iter().any(|other| other.intervention.id == *id);
        !is_taken(&one.intervention.id) && one.intervention.after.iter().all(is_taken)
    };
    while taken.len() < MOST_REMEDIES {
        let Some(next) = all.iter().find(|one| ready(&taken, one)) else {
            break;
        };
        taken.push(*next);
    }
    taken.sort_by(|a, b| a.intervention.id.cmp(&b.intervention.id));
    taken
}

/// The classes of items.
fn items(competency: &Competency, costs: &Costs) -> Vec<Item> {
    let problems = competency.templates.iter();
    let problems = problems.filter(|template| template.task().is_none());
    let mut classes: Vec<(Item, f64)> = Vec::new();
    for (template, pooled) in problems.zip(&competency.pool) {
        let item = item(competency, pooled.format, minutes(template, costs));
        classes.push((item, 1.0));
    }
    classes.sort_by(|(a, _), (b, _)| a.guess.total_cmp(&b.guess));
    loop {
        let gaps = classes
            .windows(2)
            .map(|two| two[1].0.guess - two[0].0.guess);
        let nearest = gaps.enumerate().min_by(|a, b| a.1.total_cmp(&b.1));
        match nearest {
            Some((at, gap)) if gap == 0.0 || classes.len() > MOST_CLASSES => {
                let (other, more) = classes.remove(at + 1);
                classes[at] = joined(classes[at], (other, more));
            }
            _ => break,
        }
    }
    classes.into_iter().map(|(item, _)| item).collect()
}

fn minutes(template: &ItemTemplate, costs: &Costs) -> f64 {
    let stated = template.stated_minutes().or(costs.practice);
    stated.unwrap_or_else(|| template.minutes())
}

fn item(competency: &Competency, format: ResponseFormat, minutes: f64) -> Item {
    let emission = Emission::new(&competency.parameters, format, 0);
    Item {
        minutes,
        guess: emission.guess(),
        slip: emission.slip(),
        teaches: true,
    }
}

/// Two classes as one, by how many templates each has.
fn joined((a, n): (Item, f64), (b, m): (Item, f64)) -> (Item, f64) {
    let mean = |a: f64, b: f64| (n * a + m * b) / (n + m);
    let item = Item {
        minutes: mean(a.minutes, b.minutes),
        // Alike to the bit where they are alike.
        guess: if a.guess == b.guess {
            a.guess
        } else {
            mean(a.guess, b.guess)
        },
        ..a
    };
    (item, n + m)
}

/// What decisions rest on, competency by competency; what cannot be weighed is reported.
pub(super) fn of_bank(
    manifest: &Manifest,
    (competencies, interventions): (&[Competency], &[Intervention]),
    source: &Source,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Option<Arc<CompetencyTable>>> {
    let Some((raw, costs)) = manifest
        .costs
        .as_ref()
        .and_then(|raw| Some((raw, raw.complete()?)))
    else {
        diagnostics.extend(unpriced(manifest, source));
        return Vec::new();
    };
    let mut reported: Vec<WorldError> = Vec::new();
    competencies
        .iter()
        .zip(&manifest.competencies)
        .map(|(competency, own)| {
            // Without problems the competency was reported, or is shown by tasks alone.
            if competency.pool.is_empty() {
                return None;
            }
            let costs = of_competency(&costs, own);
            let made = CompetencyTable::new(competency, interventions, &costs, &HashMap::new());
            made.map_err(|error| {
                // What ails all competencies is said once.
                if !reported.contains(&error) {
                    let message = format!("`{}`: {error}", competency.id);
                    let place = raw
                        .teacher
                        .as_ref()
                        .map_or(raw.span, |teacher| teacher.span);
                    let finding = Diagnostic::error(codes::WORLD, source, place, message);
                    diagnostics.push(finding.help(advice(&error)));
                    reported.push(error);
                }
            })
            .ok()
            .map(Arc::new)
        })
        .collect()
}

/// Costs of single competencies where the bank has none: nothing would come of them.
fn unpriced(manifest: &Manifest, source: &Source) -> Option<Diagnostic> {
    let mut own = manifest
        .competencies
        .iter()
        .filter_map(|raw| raw.costs.as_ref());
    let first = own.next().filter(|_| manifest.costs.is_none())?;
    let message = "the costs of a competency change those of the bank, and the bank has none";
    let finding = Diagnostic::error(codes::COSTS, source, first.span, message);
    Some(finding.help("add [costs], or take these out"))
}

/// The bank's costs with what a competency has of its own.
fn of_competency(costs: &Costs, raw: &RawCompetency) -> Costs {
    let own = raw.costs.as_ref().and_then(|own| own.false_mastery);
    Costs {
        false_mastery: own.unwrap_or(costs.false_mastery),
        ..costs.clone()
    }
}

fn advice(error: &WorldError) -> &'static str {
    match error {
        WorldError::NoWayOut => {
            "add `teacher = { … }` to [costs], or say `stuck = 0` in [learners]"
        }
        _ => "change the numbers in [costs], [learners] or [parameters]",
    }
}

impl CompetencyTable {
    /// The policy by what is known of interventions now.
    fn by_now(&self) -> Option<Arc<ValuePolicy>> {
        let learnt = self.learnt().table.clone();
        match learnt {
            Some(table) => table.policy(None),
            None => self.policy(None),
        }
    }

    fn learnt(&self) -> RwLockReadGuard<'_, Learnt> {
        // A map and a finished table are whole even if somebody panicked beside them.
        self.learnt.read().unwrap_or_else(PoisonError::into_inner)
    }
}

/// By its table; by a fixed boundary where the world turns out to have none.
impl Policy for CompetencyTable {
    fn next(&self, situation: &Situation) -> (Decision, Rationale) {
        match self.by_now() {
            Some(policy) => policy.next(situation),
            None => ThresholdPolicy::default().next(situation),
        }
    }

    fn pays(&self, belief: &Belief, pace: &Pace) -> bool {
        self.by_now()
            .is_some_and(|policy| policy.pays(belief, pace))
    }
}

impl Bank {
    /// What things cost, where the manifest says so.
    pub const fn costs(&self) -> Option<&Costs> {
        self.costs.as_ref()
    }

    /// How fast learners learn, and how many are stuck.
    pub const fn learners(&self) -> &super::LearnerTypes {
        &self.learners
    }

    /// What decisions about a competency rest on, by its place; none where nothing has a cost.
    pub fn table(&self, competency: usize) -> Option<&CompetencyTable> {
        self.tables.get(competency)?.as_deref()
    }

    /// How decisions about a competency are taken, by its place: by expected minutes where the bank
    /// has costs, else by a fixed boundary. Its table is solved when it is first asked, unless it
    /// was before.
    pub fn policy(&self, competency: usize) -> Arc<dyn Policy> {
        match self.tables.get(competency) {
            Some(Some(table)) => Arc::clone(table) as Arc<dyn Policy>,
            _ => Arc::new(ThresholdPolicy::default()),
        }
    }

    /// Solves every table, in parallel, or takes it from the cache.
    pub fn warm(&self, cache: Option<&TableCache>) {
        self.tables.par_iter().flatten().for_each(|table| {
            table.policy(cache);
        });
    }

    /// Goes by what was learnt of a competency's interventions from here on. Its table is solved
    /// again where one of them has turned out otherwise, see [`Efficacy::moved`].
    pub fn learn(&self, competency: usize, known: Efficacies) {
        let Some(table) = self.table(competency) else {
            return;
        };
        let stated = |id: &InterventionId| {
            let mut all = self.interventions.iter();
            all.find(|one| one.id == *id)?.efficacy
        };
        let moved = |known: &Efficacies, than: &dyn Fn(&InterventionId) -> Option<Efficacy>| {
            let mut all = known.iter();
            all.any(|(id, now)| than(id).is_some_and(|before| before.moved(now)))
        };
        let solved_for = |id: &InterventionId| {
            let learnt = table.learnt();
            let solved = learnt.table.as_ref().map(|_| &learnt.efficacies);
            solved
                .and_then(|known| known.get(id))
                .copied()
                .or(stated(id))
        };
        if !moved(&known, &solved_for) {
            return;
        }
        let again = match moved(&known, &stated) {
            true => self.table_with(competency, &known).map(Arc::new),
            false => None,
        };
        let mut learnt = table.learnt.write().unwrap_or_else(PoisonError::into_inner);
        *learnt = Learnt {
            efficacies: known,
            table: again,
        };
    }

    /// What is believed of an intervention by now; none of an enrichment.
    pub fn efficacy(&self, intervention: &Intervention) -> Option<Efficacy> {
        let place = self.position(&intervention.competency);
        let learnt = place
            .and_then(|place| self.table(place))
            .and_then(|table| table.learnt().efficacies.get(&intervention.id).copied());
        learnt.or(intervention.efficacy)
    }

    /// What decisions about a competency rest on once more is known of its interventions; to be
    /// kept by the caller for as long as that holds, see [`Efficacy::moved`].
    pub fn table_with(&self, competency: usize, known: &Efficacies) -> Option<CompetencyTable> {
        let stated = self.table(competency)?;
        let costs = Costs {
            // Its own, where it has one.
            false_mastery: stated.world.false_mastery,
            ..self.costs.clone()?
        };
        let competency = self.competencies.get(competency)?;
        CompetencyTable::new(competency, &self.interventions, &costs, known).ok()
    }
}
