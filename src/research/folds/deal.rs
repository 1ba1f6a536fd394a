//! Who or what is in which fold.

use super::error::FoldsError;
use super::part::Fate;
use crate::base::{Key, Stream};
use crate::research::dataset::{Dataset, Names};
use crate::research::units::Units;
use std::fmt;
use std::str::FromStr;

/// What folds are made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// Learners: how well those are predicted who were never seen.
    #[default]
    Learner,
    /// Items: how well responses to items are predicted that nobody was seen to answer. That a
    /// learner met such an item stays known in the fit, what came of it does not.
    Item,
    /// Stretches of the log in its order: how well what comes next is predicted, from all before it.
    Time,
}

impl FromStr for By {
    type Err = FoldsError;

    fn from_str(text: &str) -> Result<Self, FoldsError> {
        match text {
            "learner" => Ok(Self::Learner),
            "item" => Ok(Self::Item),
            "time" => Ok(Self::Time),
            _ => Err(FoldsError::By(text.to_owned())),
        }
    }
}

impl fmt::Display for By {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Learner => "learner",
            Self::Item => "item",
            Self::Time => "time",
        })
    }
}

/// A log dealt into folds.
#[derive(Clone, Debug, PartialEq)]
pub struct Folds {
    by: By,
    count: usize,
    /// For every unit its fold; by time its stretch, of which there is one more.
    of: Vec<u16>,
}

/// What no fold holds: a response that names no item.
const NEVER: u16 = u16::MAX;

impl Folds {
    /// More folds are not made.
    pub const MOST: usize = 1000;

    /// Deals a log into folds of learners, items or stretches of about the same size.
    ///
    /// Learners and items are shuffled by `key`, whatever their order in the log. By item and by
    /// time the data set must have its events.
    ///
    /// # Errors
    /// Too few folds, or more than there are learners, items or responses; no items.
    pub fn deal(
        dataset: &Dataset,
        units: &Units,
        by: By,
        count: usize,
        key: &Key,
    ) -> Result<Self, FoldsError> {
        if !(2..=Self::MOST).contains(&count) {
            return Err(FoldsError::Count { got: count });
        }
        let enough = |what, found, needed| {
            let folds = count;
            let error = FoldsError::MoreThan { what, found, folds };
            (found >= needed).then_some(()).ok_or(error)
        };
        let mut of = vec![NEVER; units.len()];
        match by {
            By::Learner => {
                enough("learners", dataset.learners.len(), count)?;
                let dealt = dealt(&dataset.learners, |_| true, count, key);
                for (skill, learners) in dataset.by_skill.iter().enumerate() {
                    for (&(learner, sequence), &first) in learners.iter().zip(units.firsts(skill)) {
                        let length = dataset.packed.length(sequence);
                        of[first..first + length].fill(dealt[learner as usize]);
                    }
                }
            }
            By::Item => {
                let unnamed = dataset.items.find(b"");
                let named = |item: u32| Some(item) != unnamed;
                let items = (0..dataset.items.len() as u32).filter(|&item| named(item));
                match items.count() {
                    0 => return Err(FoldsError::NoItems),
                    found => enough("items", found, count)?,
                }
                let dealt = dealt(&dataset.items, named, count, key);
                each_event(dataset, units, |item, _, units| {
                    units
                        .iter()
                        .for_each(|&unit| of[unit] = dealt[item as usize]);
                });
            }
            By::Time => {
                let mut places = Vec::with_capacity(dataset.events.len());
                each_event(dataset, units, |_, place, _| places.push(place));
                enough("responses", places.len(), count + 1)?;
                places.sort_unstable();
                each_event(dataset, units, |_, place, units| {
                    let rank = places.partition_point(|&before| before < place);
                    let stretch = rank * (count + 1) / places.len();
                    units.iter().for_each(|&unit| of[unit] = stretch as u16);
                });
            }
        }
        Ok(Self { by, count, of })
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// What they are made of.
    pub fn by(&self) -> By {
        self.by
    }

    /// The fold a unit is predicted in; none for one that never is.
    pub fn of(&self, unit: usize) -> Option<usize> {
        let own = self.of.get(unit).copied().filter(|&own| own != NEVER)?;
        match self.by {
            By::Learner | By::Item => Some(usize::from(own)),
            By::Time => usize::from(own).checked_sub(1),
        }
    }

    /// What becomes of a unit in the fit for a fold.
    pub(super) fn in_fit(&self, fold: usize, unit: usize) -> Fate {
        let own = usize::from(self.of[unit]);
        match self.by {
            By::Learner if own == fold => Fate::Dropped,
            By::Item if own == fold => Fate::Masked,
            By::Time if own > fold => Fate::Dropped,
            _ => Fate::Kept,
        }
    }

    /// What becomes of a unit where the fold is predicted.
    pub(super) fn in_prediction(&self, fold: usize, unit: usize) -> Fate {
        let own = usize::from(self.of[unit]);
        match self.by {
            By::Learner if own != fold => Fate::Dropped,
            By::Time if own > fold + 1 => Fate::Dropped,
            _ => Fate::Kept,
        }
    }
}

/// Calls `each` with the item, the place and the units of every response.
fn each_event(dataset: &Dataset, units: &Units, mut each: impl FnMut(u32, u64, &[usize])) {
    for learner in 0..dataset.events.learners() {
        units.walk(&dataset.events, learner, |event, units| {
            each(event.item, event.place, units);
        });
    }
}

/// The fold of every name, those left out in none: names are sorted, shuffled, and dealt in turn.
fn dealt(names: &Names, dealt: impl Fn(u32) -> bool, count: usize, key: &Key) -> Vec<u16> {
    let mut order: Vec<u32> = (0..names.len() as u32)
        .filter(|&number| dealt(number))
        .collect();
    order.sort_by_cached_key(|&number| names.name(number));
    Stream::new(&key.key("folds", &[]), 0).shuffle(&mut order);
    let mut folds = vec![NEVER; names.len()];
    for (turn, number) in order.into_iter().enumerate() {
        folds[number as usize] = (turn % count) as u16;
    }
    folds
}
