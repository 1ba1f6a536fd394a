//! Responses put together to a data set, one after the other.

use super::gaps::Gaps;
use crate::research::dataset::{Dataset, Packed};
use crate::research::events::Events;
use crate::research::names::Names;
use crate::research::response::{Alphabet, Outcome, Response};
use rayon::slice::ParallelSliceMut;
use std::collections::HashMap;

/// What a model needs of a log beside outcomes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Keep {
    /// The classes of items.
    pub classes: bool,
    /// The time between responses.
    pub gaps: bool,
    /// Every response with all its skills, in the order of each learner.
    pub events: bool,
    /// No more than how often each pattern of responses occurs: who answered need not be told.
    pub patterns: bool,
}

/// One response on one of its skills, names already numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub learner: u32,
    pub skill: u32,
    pub item: u32,
    pub class: u32,
    pub outcome: Outcome,
    /// What responses are ordered by; NaN where it is the order of the rows.
    pub order: f64,
    /// Seconds since any moment; NaN where it is not known.
    pub seconds: f64,
    /// The response, from 0: rows of one response stand together.
    pub response: u64,
    /// The line it stands in, from 1.
    pub line: u64,
}

/// The last response of a learner on a skill.
#[derive(Clone, Copy, Debug)]
struct Last {
    order: f64,
    seconds: f64,
}

/// A response came after one of the same learner and skill that is ordered behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OutOfOrder {
    /// The response, from 0.
    pub response: u64,
    /// The line of the response.
    pub line: u64,
}

/// Names met in a log.
#[derive(Default)]
pub(super) struct Met {
    pub learners: Names,
    pub skills: Names,
    pub classes: Names,
    pub items: Names,
}

/// What responses were found to be beside themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// Responses in the same place of the order as the one before them on the skill.
    pub tied: u64,
    /// Responses whose time is before that of the response they follow in the order.
    pub backwards: u64,
}

/// Puts responses together.
pub(super) struct Builder {
    keep: Keep,
    /// Whether rows are held back until all are there.
    hold: bool,
    held: Vec<Row>,
    alphabet: Alphabet,
    sequences: HashMap<u64, u32, foldhash::fast::RandomState>,
    by_skill: Vec<Vec<(u32, u32)>>,
    packed: Packed,
    /// The last response of every sequence, where order or time plays a part.
    last: Vec<Last>,
    gaps: Gaps,
    responses: u64,
    found: Found,
    /// The sequences of the rows at hand.
    places: Vec<u32>,
}

impl Builder {
    pub fn new(keep: Keep, hold: bool) -> Self {
        let mut alphabet = Alphabet::default();
        for outcome in [Outcome::Wrong, Outcome::Right, Outcome::Missing] {
            alphabet.symbol(Response::plain(outcome));
        }
        Self {
            keep,
            hold: hold || keep.events,
            held: Vec::new(),
            alphabet,
            sequences: HashMap::default(),
            by_skill: Vec::new(),
            packed: Packed::new(!keep.classes && !keep.gaps),
            last: Vec::new(),
            gaps: Gaps::default(),
            responses: 0,
            found: Found::default(),
            places: Vec::new(),
        }
    }

    /// Takes rows in.
    ///
    /// # Errors
    /// A row that comes too late, where none is held back.
    pub fn take(&mut self, rows: &[Row]) -> Result<(), OutOfOrder> {
        if self.hold {
            self.held.extend_from_slice(rows);
            Ok(())
        } else {
            self.add(rows)
        }
    }

    /// Adds rows to the sequences of their learners and skills.
    fn add(&mut self, rows: &[Row]) -> Result<(), OutOfOrder> {
        // Sequences lie all over the memory. Looked up row after row in a loop that does nothing
        // else, many are fetched at a time.
        let mut places = std::mem::take(&mut self.places);
        places.clear();
        let mut before = None;
        for row in rows {
            let key = u64::from(row.skill) << 32 | u64::from(row.learner);
            let place = match before {
                Some((same, place)) if same == key => place,
                _ => self.sequence(key, row),
            };
            before = Some((key, place));
            places.push(place);
        }
        let added = rows
            .iter()
            .zip(&places)
            .try_for_each(|(row, &place)| self.push(row, place));
        self.responses += rows.len() as u64;
        self.places = places;
        added
    }

    fn sequence(&mut self, key: u64, row: &Row) -> u32 {
        let next = self.packed.len();
        let sequence = *self.sequences.entry(key).or_insert(next);
        if sequence == next {
            self.packed.begin();
            let skill = row.skill as usize;
            if self.by_skill.len() <= skill {
                self.by_skill.resize_with(skill + 1, Vec::new);
            }
            self.by_skill[skill].push((row.learner, sequence));
        }
        sequence
    }

    fn push(&mut self, row: &Row, sequence: u32) -> Result<(), OutOfOrder> {
        if !(self.keep.classes || self.keep.gaps) && row.order.is_nan() {
            self.packed.push(sequence, row.outcome as u32);
            return Ok(());
        }
        let mut gap = 0;
        let this = Last {
            order: row.order,
            seconds: row.seconds,
        };
        match self.last.get_mut(sequence as usize) {
            Some(last) if !last.order.is_infinite() => {
                if row.order < last.order {
                    return Err(OutOfOrder {
                        response: row.response,
                        line: row.line,
                    });
                }
                self.found.tied += u64::from(row.order == last.order);
                let seconds = row.seconds - last.seconds;
                self.found.backwards += u64::from(seconds < 0.0);
                // What has no time, or an earlier one, is taken to follow at once.
                if self.keep.gaps && seconds >= 0.0 {
                    gap = self.gaps.add(seconds);
                }
                *last = this;
            }
            Some(last) => *last = this,
            None => {
                // Rows without an order have none behind any, and were not kept.
                let none = Last {
                    order: f64::NEG_INFINITY,
                    seconds: f64::NAN,
                };
                self.last.resize(self.packed.len() as usize, none);
                self.last[sequence as usize] = this;
            }
        }
        let class = if self.keep.classes { row.class } else { 0 };
        let symbol = if self.keep.classes || self.keep.gaps {
            self.alphabet.symbol(Response {
                outcome: row.outcome,
                class,
                gap,
            })
        } else {
            row.outcome as u32
        };
        self.packed.push(sequence, symbol);
        Ok(())
    }

    /// The data set.
    ///
    /// Nothing of it depends on the order in which learners come: classes are numbered by name.
    pub fn finish(mut self, mut met: Met) -> (Dataset, Found) {
        let mut held = std::mem::take(&mut self.held);
        held.par_sort_by(|a, b| {
            (a.learner.cmp(&b.learner))
                .then_with(|| a.order.total_cmp(&b.order))
                .then_with(|| a.response.cmp(&b.response))
        });
        // Sorted, nothing is out of order.
        _ = self.add(&held);
        let ranks = met.classes.sort();
        let rank = |class: u32| ranks.get(class as usize).copied().unwrap_or(0);
        let mut alphabet = Alphabet::default();
        for &letter in self.alphabet.letters() {
            alphabet.symbol(Response {
                class: rank(letter.class),
                ..letter
            });
        }
        let events = if self.keep.events {
            events(&held, &met, rank)
        } else {
            Events::default()
        };
        self.by_skill.resize_with(met.skills.len(), Vec::new);
        let dataset = Dataset {
            learners: met.learners,
            skills: met.skills,
            classes: met.classes,
            items: met.items,
            alphabet,
            gap_days: if self.keep.gaps {
                self.gaps.days()
            } else {
                Vec::new()
            },
            by_skill: self.by_skill,
            packed: self.packed,
            events,
            responses: self.responses,
        };
        (dataset, self.found)
    }
}

/// The responses of every learner, from rows in their order.
///
/// ASSISTments repeats a row for each skill of a response: rows of one item and outcome in the same
/// place of the order are one response.
fn events(rows: &[Row], met: &Met, rank: impl Fn(u32) -> u32) -> Events {
    let unnamed = met.items.find(b"");
    let places = places(rows);
    let mut events = Events::default();
    let mut rest = rows;
    for learner in 0..met.learners.len() {
        let own = rest.partition_point(|row| row.learner as usize <= learner);
        let (of_learner, behind) = rest.split_at(own);
        rest = behind;
        let skills: Vec<u32> = of_learner.iter().map(|row| row.skill).collect();
        let mut left = skills.as_slice();
        let mut so_far = Vec::new();
        let responses = of_learner.chunk_by(|a, b| {
            let repeated = a.order == b.order
                && (a.item, a.outcome) == (b.item, b.outcome)
                && Some(a.item) != unnamed;
            so_far.push(a.skill);
            let one = a.response == b.response || repeated && !so_far.contains(&b.skill);
            if !one {
                so_far.clear();
            }
            one
        });
        events.push_learner(responses.filter_map(|rows| {
            let (own, behind) = left.split_at(rows.len());
            left = behind;
            let row = rows.first()?;
            let place = places.get(row.response as usize).copied();
            let place = place.unwrap_or(row.response);
            Some((own, row.item, rank(row.class), row.outcome, place))
        }));
    }
    events
}

/// The place of every response among those of all learners; empty where it is the order of the rows.
fn places(rows: &[Row]) -> Vec<u64> {
    if rows.iter().all(|row| row.order.is_nan()) {
        return Vec::new();
    }
    let mut all: Vec<(f64, u64)> = rows.iter().map(|row| (row.order, row.response)).collect();
    all.par_sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    // A response has a row for each of its skills.
    all.dedup_by_key(|(_, response)| *response);
    let last = rows.iter().map(|row| row.response as usize).max();
    let mut places = vec![0; last.map_or(0, |last| last + 1)];
    for (place, (_, response)) in all.into_iter().enumerate() {
        places[response as usize] = place as u64;
    }
    places
}
