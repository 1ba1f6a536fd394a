//! Responses as the baselines see them: whole, each of one item.

use crate::research::dataset::Dataset;
use crate::research::events::Event;
use crate::research::response::Outcome;
use std::borrow::Cow;
use std::collections::HashMap;

/// The responses of a data set, their items numbered anew: those that occur, without a gap.
pub(super) struct Turns<'d> {
    pub dataset: &'d Dataset,
    /// The names of the items.
    pub items: Vec<String>,
    /// Whether some response names no item; its skills are then taken for it.
    pub unnamed: bool,
    /// Whether some response names one.
    pub named: bool,
    /// The item of every response, learner by learner.
    of_event: Vec<u32>,
    starts: Vec<usize>,
}

/// One response.
#[derive(Clone, Copy)]
pub(super) struct Turn<'d> {
    pub item: u32,
    pub skills: &'d [u32],
    pub outcome: Outcome,
    /// Its place among the responses of all learners.
    pub place: u64,
}

/// What stands for an item that has no name.
#[derive(PartialEq, Eq, Hash)]
enum Item<'d> {
    Named(u32),
    Skills(Cow<'d, [u32]>),
}

impl<'d> Turns<'d> {
    /// The responses of a data set.
    pub fn new(dataset: &'d Dataset) -> Self {
        let events = &dataset.events;
        let mut numbers: HashMap<Item<'d>, u32, foldhash::fast::RandomState> = HashMap::default();
        let no_name = dataset.items.find(b"");
        let mut turns = Self {
            dataset,
            items: Vec::new(),
            unnamed: false,
            named: false,
            of_event: Vec::with_capacity(events.len()),
            starts: Vec::with_capacity(events.learners()),
        };
        for learner in 0..events.learners() {
            turns.starts.push(turns.of_event.len());
            for event in events.of(learner) {
                let item = if Some(event.item) == no_name || dataset.items.is_empty() {
                    turns.unnamed = true;
                    Item::Skills(in_order(events.skills(event)))
                } else {
                    turns.named = true;
                    Item::Named(event.item)
                };
                let next = turns.items.len() as u32;
                let number = numbers.entry(item);
                let number = number.or_insert_with_key(|item| {
                    turns.items.push(name(dataset, item));
                    next
                });
                turns.of_event.push(*number);
            }
        }
        turns
    }

    /// How many learners there are.
    pub fn learners(&self) -> usize {
        self.starts.len()
    }

    /// A response and its item.
    fn turn(&self, (event, &item): (&'d Event, &u32)) -> Turn<'d> {
        Turn {
            item,
            skills: self.dataset.events.skills(event),
            outcome: event.outcome,
            place: event.place,
        }
    }

    /// The responses of a learner, in their order.
    pub fn of(&self, learner: usize) -> impl Iterator<Item = Turn<'d>> {
        let start = self.starts.get(learner).copied().unwrap_or(0);
        let events = self.dataset.events.of(learner).iter();
        events
            .zip(&self.of_event[start..])
            .map(|pair| self.turn(pair))
    }

    /// The answers of a learner, in their order: responses with an outcome, and whether it is right.
    pub fn answers(&self, learner: usize) -> impl Iterator<Item = (Turn<'d>, bool)> {
        self.of(learner)
            .filter_map(|turn| Some((turn, turn.outcome.is_right()?)))
    }

    /// For every item its right answers and all its answers.
    pub fn by_item(&self) -> Vec<(f64, f64)> {
        let mut by_item = vec![(0.0, 0.0); self.items.len()];
        for learner in 0..self.learners() {
            for (turn, right) in self.answers(learner) {
                let (rights, all) = &mut by_item[turn.item as usize];
                *rights += f64::from(u8::from(right));
                *all += 1.0;
            }
        }
        by_item
    }
}

/// Skills in the order of their numbers.
fn in_order(skills: &[u32]) -> Cow<'_, [u32]> {
    if skills.is_sorted() {
        Cow::Borrowed(skills)
    } else {
        let mut sorted = skills.to_vec();
        sorted.sort_unstable();
        Cow::Owned(sorted)
    }
}

fn name(dataset: &Dataset, item: &Item<'_>) -> String {
    match item {
        Item::Named(item) => dataset.items.name(*item).into_owned(),
        Item::Skills(skills) => {
            let mut names: Vec<_> = skills
                .iter()
                .map(|&skill| dataset.skills.name(skill))
                .collect();
            // By name, so that another log, which numbers skills its own way, has the same.
            names.sort_unstable();
            names.join("~~")
        }
    }
}
