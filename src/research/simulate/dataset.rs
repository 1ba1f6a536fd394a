//! A drawn log as a data set.

use super::Simulation;
use crate::research::dataset::{Dataset, Names, Packed};
use crate::research::events::Events;
use crate::research::response::{Alphabet, Outcome, Response};

/// What reading the log back would give, but for the order in which names are numbered.
pub(super) fn drawn(simulation: &Simulation) -> Dataset {
    let tells = simulation.tells;
    let skills = simulation.skills.len();
    let mut alphabet = Alphabet::default();
    for outcome in [Outcome::Wrong, Outcome::Right, Outcome::Missing] {
        alphabet.symbol(Response::plain(outcome));
    }
    let mut learners = Names::default();
    let mut items = simulation.items.clone();
    let mut packed = Packed::new(!tells.classes && !tells.times);
    let mut by_skill = vec![Vec::new(); skills];
    let mut events = Events::default();
    if tells.events && !tells.items {
        items.number(b"");
    }
    let (mut responses, mut rows) = (0, 0);
    let (mut taken, mut own) = (Vec::new(), Vec::new());
    for number in 0..simulation.learners {
        let learner = learners.number((number + 1).to_string().as_bytes());
        let mut sequences: Vec<Option<u32>> = vec![None; skills];
        simulation.learner(number, |row| {
            let outcome = if row.right {
                Outcome::Right
            } else {
                Outcome::Wrong
            };
            let class = if tells.classes { row.class } else { 0 };
            let symbol = if tells.classes || tells.times {
                alphabet.symbol(Response {
                    outcome,
                    class,
                    gap: row.gap,
                })
            } else {
                outcome as u32
            };
            for &skill in row.skills {
                let sequence = *sequences[skill as usize].get_or_insert_with(|| {
                    let sequence = packed.begin();
                    by_skill[skill as usize].push((learner, sequence));
                    sequence
                });
                packed.push(sequence, symbol);
                responses += 1;
            }
            if tells.events {
                let start = taken.len();
                taken.extend_from_slice(row.skills);
                own.push((start..taken.len(), row.item, class, outcome, rows));
            }
            rows += 1;
        });
        if tells.events {
            let each = own.drain(..);
            events.push_learner(each.map(|(skills, item, class, outcome, row)| {
                (&taken[skills], item, class, outcome, row)
            }));
            taken.clear();
        }
    }
    Dataset {
        learners,
        skills: simulation.skills.clone(),
        classes: if tells.classes {
            simulation.classes.clone()
        } else {
            Names::default()
        },
        items,
        alphabet,
        gap_days: simulation.gaps.days.clone(),
        by_skill,
        packed,
        events,
        responses,
    }
}
