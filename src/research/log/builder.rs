//! Responses put together to a data set, one after the other.

use crate::research::dataset::{Dataset, Names, Packed};
use crate::research::events::Events;
use crate::research::response::{Alphabet, Outcome, Response};
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
}

/// One response, names already numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub learner: u32,
    pub skills: (u32, u32),
    pub item: u32,
    pub class: u32,
    pub outcome: Outcome,
    /// What rows are ordered by.
    pub order: f64,
    /// Seconds since any moment; NaN where it is not known.
    pub seconds: f64,
    pub row: u64,
}

/// The last response of a learner on a skill.
#[derive(Clone, Copy, Debug)]
struct Last {
    order: f64,
    seconds: f64,
}

/// A response came after one of the same learner and skill that is ordered behind it.
pub(super) struct OutOfOrder;

/// A session ends after an hour without a response: shorter gaps are no time to forget in.
const SESSION_SECONDS: f64 = 3600.0;

/// Gap bins: within a session, then each twice as long as the one before, up to seven years.
const BINS: usize = 18;

const SECONDS_PER_DAY: f64 = 86_400.0;

/// The bin of a gap.
fn bin(seconds: f64) -> u8 {
    let mut bin = 0;
    let mut end = SESSION_SECONDS;
    while seconds >= end && usize::from(bin) < BINS - 1 {
        end *= 2.0;
        bin += 1;
    }
    bin
}

/// Puts responses together.
pub(super) struct Builder {
    pub learners: Names,
    pub skills: Names,
    pub classes: Names,
    pub items: Names,
    keep: Keep,
    alphabet: Alphabet,
    sequences: HashMap<u64, u32, foldhash::fast::RandomState>,
    by_skill: Vec<Vec<(u32, u32)>>,
    packed: Packed,
    last: Vec<Last>,
    gaps: [(f64, f64); BINS],
    responses: u64,
    /// Skills of the rows held back.
    row_skills: Vec<u32>,
    held: Vec<Row>,
}

impl Builder {
    pub fn new(keep: Keep) -> Self {
        let mut alphabet = Alphabet::default();
        for outcome in [Outcome::Wrong, Outcome::Right, Outcome::Missing] {
            alphabet.symbol(Response::plain(outcome));
        }
        Self {
            learners: Names::default(),
            skills: Names::default(),
            classes: Names::default(),
            items: Names::default(),
            keep,
            alphabet,
            sequences: HashMap::default(),
            by_skill: Vec::new(),
            packed: Packed::new(!keep.classes && !keep.gaps),
            last: Vec::new(),
            gaps: [(0.0, 0.0); BINS],
            responses: 0,
            row_skills: Vec::new(),
            held: Vec::new(),
        }
    }

    /// Adds one response to the sequence of its learner on one skill.
    pub fn add(&mut self, row: &Row, skill: u32) -> Result<(), OutOfOrder> {
        let key = u64::from(skill) << 32 | u64::from(row.learner);
        let next = self.packed.len();
        let sequence = *self.sequences.entry(key).or_insert(next);
        let mut gap = 0;
        if sequence == next {
            self.packed.begin();
            let skill = skill as usize;
            if self.by_skill.len() <= skill {
                self.by_skill.resize_with(skill + 1, Vec::new);
            }
            self.by_skill[skill].push((row.learner, sequence));
            self.last.push(Last {
                order: row.order,
                seconds: row.seconds,
            });
        } else {
            let last = &mut self.last[sequence as usize];
            if row.order < last.order {
                return Err(OutOfOrder);
            }
            last.order = row.order;
            if self.keep.gaps {
                let seconds = row.seconds - last.seconds;
                // What has no time is taken to follow at once.
                if seconds >= 0.0 {
                    gap = bin(seconds);
                    let (sum, count) = &mut self.gaps[usize::from(gap)];
                    *sum += seconds;
                    *count += 1.0;
                }
                last.seconds = row.seconds;
            }
        }
        let symbol = if self.keep.classes || self.keep.gaps {
            self.alphabet.symbol(Response {
                outcome: row.outcome,
                class: row.class,
                gap,
            })
        } else {
            row.outcome as u32
        };
        self.packed.push(sequence, symbol);
        self.responses += 1;
        Ok(())
    }

    /// Holds a response back until all are there.
    pub fn hold(&mut self, mut row: Row, skills: &[u32]) {
        let start = self.row_skills.len() as u32;
        self.row_skills.extend_from_slice(skills);
        row.skills = (start, self.row_skills.len() as u32);
        self.held.push(row);
    }

    /// The data set.
    pub fn finish(mut self) -> Dataset {
        self.held
            .sort_by(|a, b| a.order.total_cmp(&b.order).then(a.row.cmp(&b.row)));
        let held = std::mem::take(&mut self.held);
        let row_skills = std::mem::take(&mut self.row_skills);
        let skills = |row: &Row| &row_skills[row.skills.0 as usize..row.skills.1 as usize];
        for row in &held {
            for &skill in skills(row) {
                // Sorted, nothing is out of order.
                let _ = self.add(row, skill);
            }
        }
        let mut events = Events::default();
        if self.keep.events {
            let mut of = vec![Vec::new(); self.learners.len()];
            for row in &held {
                of[row.learner as usize].push(row);
            }
            for rows in of {
                events.push_learner(
                    rows.into_iter()
                        .map(|row| (skills(row), row.item, row.class, row.outcome, row.row)),
                );
            }
        }
        let mean = |(bin, &(sum, count)): (usize, &(f64, f64))| {
            if bin == 0 || count == 0.0 {
                0.0
            } else {
                sum / count / SECONDS_PER_DAY
            }
        };
        self.by_skill.resize_with(self.skills.len(), Vec::new);
        Dataset {
            learners: self.learners,
            skills: self.skills,
            classes: self.classes,
            items: self.items,
            alphabet: self.alphabet,
            gap_days: if self.keep.gaps {
                self.gaps.iter().enumerate().map(mean).collect()
            } else {
                Vec::new()
            },
            by_skill: self.by_skill,
            packed: self.packed,
            events,
            responses: self.responses,
        }
    }
}
