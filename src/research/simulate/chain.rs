//! One skill as it is drawn: the probabilities of what can happen, by class and gap.

use super::{Draws, Gaps, LearnBy, SimulateError};
use crate::research::chain::{Step, Tables};
use crate::research::dataset::Names;
use crate::research::fitted::FittedSkill;
use crate::research::model::{Constraints, Layout, Meaning, ModelSpec, Parameter, Role, Shift};
use crate::research::response::{Outcome, Response};
use std::collections::BTreeSet;

/// Symbols of a class: a first response right and wrong, and a later one right.
const OF_CLASS: usize = 3;

/// A skill, laid out for drawing.
#[derive(Debug)]
pub(super) struct SimulatedSkill {
    layout: Layout,
    values: Vec<f64>,
    /// The numbers of its classes in the data set.
    classes: Vec<u32>,
    moves: Moves,
    gaps: usize,
}

/// Which transition a response comes behind.
#[derive(Debug)]
enum Moves {
    /// The same always.
    One,
    /// By the class before.
    ByClass,
    /// By the class before and its own: for every class those that may follow it, each with the
    /// number of the transition.
    ByPair(Vec<Vec<(usize, usize)>>),
}

/// The probabilities of a skill for one kind of learner.
#[derive(Debug)]
pub(super) struct Chain {
    openings: Vec<Opening>,
    /// P(right | state) by class.
    right: Vec<[f64; 2]>,
    /// P(known | state before), by transition and gap.
    known: Vec<[f64; 2]>,
}

/// A first response.
#[derive(Debug)]
struct Opening {
    right: f64,
    /// P(known | wrong) and P(known | right).
    known: [f64; 2],
}

/// Where a learner stands on a skill.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    known: bool,
    class: usize,
}

impl SimulatedSkill {
    pub fn new(
        spec: &ModelSpec,
        name: &str,
        skill: &FittedSkill,
        gaps: &Gaps,
        names: &mut Names,
    ) -> Result<Self, SimulateError> {
        let classes = classes(spec, skill, names);
        let (moves, behind) = moves(spec, skill, &classes, names);
        let letter = |outcome, class, gap| Response {
            outcome,
            class,
            gap,
        };
        let mut meanings = Vec::new();
        for &class in &classes {
            for (outcome, first) in [
                (Outcome::Right, true),
                (Outcome::Wrong, true),
                (Outcome::Right, false),
            ] {
                meanings.push(Meaning {
                    response: letter(outcome, class, 0),
                    first: first && spec.first_response,
                    after: None,
                });
            }
        }
        for (after, class) in behind {
            meanings.extend(gaps.numbers().map(|gap| Meaning {
                response: letter(Outcome::Right, class, gap),
                first: false,
                after,
            }));
        }
        let layout = Layout::of(spec, &Constraints::new(), &meanings, &gaps.days);
        let value = |parameter: &Parameter| {
            let value = skill.value_of(parameter, names);
            value.ok_or_else(|| SimulateError::NoParameter {
                skill: name.to_owned(),
                parameter: parameter.role,
            })
        };
        let values = layout.parameters().iter().map(value);
        let values = values.collect::<Result<_, _>>()?;
        Ok(Self {
            layout,
            values,
            classes,
            moves,
            gaps: gaps.len(),
        })
    }

    /// The probabilities for a kind of learner.
    pub fn chain(&self, shift: &Shift) -> Chain {
        let Tables { prior, steps } = self.layout.tables(&self.values, shift);
        let (answers, moves) = steps.split_at(self.classes.len() * OF_CLASS);
        let opening = |symbols: &[Step]| {
            let [unknown, known] = [0, 1].map(|state| {
                [1, 0].map(|symbol: usize| prior[state] * symbols[symbol].emission[state])
            });
            let wrong = unknown[0] + known[0];
            let right = unknown[1] + known[1];
            let share = |known: f64, all: f64| if all > 0.0 { known / all } else { 0.0 };
            Opening {
                right: right / (right + wrong),
                known: [share(known[0], wrong), share(known[1], right)],
            }
        };
        let classes = answers.chunks_exact(OF_CLASS);
        Chain {
            openings: classes.clone().map(opening).collect(),
            right: classes.map(|symbols| symbols[2].emission).collect(),
            known: moves
                .iter()
                .map(|step| step.transition.map(|[_, known]| known))
                .collect(),
        }
    }

    /// The class's number in the data set.
    pub fn class(&self, standing: &Standing) -> u32 {
        self.classes[standing.class]
    }

    /// A first response: where the learner stands after it, and whether it was right.
    pub fn open(&self, chain: &Chain, draws: &mut Draws) -> (Standing, bool) {
        let class = draws.below(self.classes.len());
        let opening = &chain.openings[class];
        let right = draws.happens(opening.right);
        let known = draws.happens(opening.known[usize::from(right)]);
        (Standing { known, class }, right)
    }

    /// A later response, a gap after the one before.
    pub fn respond(
        &self,
        chain: &Chain,
        before: Standing,
        gap: usize,
        draws: &mut Draws,
    ) -> (Standing, bool) {
        let (class, moved) = match &self.moves {
            Moves::One => (draws.below(self.classes.len()), 0),
            Moves::ByClass => (draws.below(self.classes.len()), before.class),
            Moves::ByPair(followers) => {
                let followers = &followers[before.class];
                followers[draws.below(followers.len())]
            }
        };
        let known = chain.known[moved * self.gaps + gap][usize::from(before.known)];
        let known = draws.happens(known);
        let right = draws.happens(chain.right[class][usize::from(known)]);
        (Standing { known, class }, right)
    }
}

/// The numbers of a skill's classes; a single one without a name where they do not matter.
fn classes(spec: &ModelSpec, skill: &FittedSkill, names: &mut Names) -> Vec<u32> {
    let mut all = BTreeSet::new();
    if spec.needs_classes() {
        for parameter in &skill.parameters {
            all.extend(parameter.class.as_deref());
            all.extend(parameter.then.as_deref());
        }
    }
    if all.is_empty() {
        all.insert("");
    }
    all.into_iter()
        .map(|name| names.number(name.as_bytes()))
        .collect()
}

/// How transitions are chosen, and for each of them the class before and its own.
fn moves(
    spec: &ModelSpec,
    skill: &FittedSkill,
    classes: &[u32],
    names: &Names,
) -> (Moves, Vec<(Option<u32>, u32)>) {
    let own = classes[0];
    match spec.learn {
        LearnBy::Skill => (Moves::One, vec![(None, own)]),
        LearnBy::Class => {
            let behind = classes.iter().map(|&class| (Some(class), own));
            (Moves::ByClass, behind.collect())
        }
        LearnBy::Order => {
            let place = |name: &Option<String>| {
                let number = names.find(name.as_ref()?.as_bytes())?;
                classes.iter().position(|&class| class == number)
            };
            let mut followers = vec![Vec::new(); classes.len()];
            let mut behind = Vec::new();
            let learn = skill.parameters.iter();
            for parameter in learn.filter(|parameter| parameter.name == Role::Learn) {
                if let (Some(before), Some(then)) =
                    (place(&parameter.class), place(&parameter.then))
                {
                    followers[before].push((then, behind.len()));
                    behind.push((Some(classes[before]), classes[then]));
                }
            }
            // What nothing is known to follow follows itself.
            for (class, own) in followers.iter_mut().enumerate() {
                if own.is_empty() {
                    own.push((class, behind.len()));
                    behind.push((Some(classes[class]), classes[class]));
                }
            }
            (Moves::ByPair(followers), behind)
        }
    }
}
