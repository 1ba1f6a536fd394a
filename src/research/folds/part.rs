//! Parts of a data set, made from it without reading the log again.

use crate::research::dataset::{Dataset, Packed};
use crate::research::events::Events;
use crate::research::log::Keep;
use crate::research::response::{Alphabet, Outcome, Response};
use crate::research::units::Units;

/// What becomes of a response in a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It stays.
    Kept,
    /// The opportunity stays, and nothing is known of what came of it.
    Masked,
    /// It was never there.
    Dropped,
}

/// The part of a data set that `fate` says, with no more than `keep` of each response. Names keep
/// their numbers, and what is dropped of a learner on a skill must be all or the end, so that what is
/// left keeps its place.
pub(super) fn part(
    dataset: &Dataset,
    units: &Units,
    keep: Keep,
    fate: impl Fn(usize) -> Fate,
) -> Dataset {
    let letters = dataset.alphabet.letters();
    let mut alphabet = Alphabet::default();
    for outcome in [Outcome::Wrong, Outcome::Right, Outcome::Missing] {
        alphabet.symbol(Response::plain(outcome));
    }
    let mut packed = Packed::new(!keep.classes && !keep.gaps);
    let mut by_skill = Vec::with_capacity(dataset.by_skill.len());
    let mut responses = 0;
    let mut symbols = Vec::new();
    for (skill, learners) in dataset.by_skill.iter().enumerate() {
        let mut kept = Vec::new();
        for (&(learner, sequence), &first) in learners.iter().zip(units.firsts(skill)) {
            symbols.clear();
            dataset.packed.read(sequence, &mut symbols);
            let mut number = None;
            for (place, &symbol) in symbols.iter().enumerate() {
                let letter = letters[symbol as usize];
                let outcome = match fate(first + place) {
                    Fate::Kept => letter.outcome,
                    Fate::Masked => Outcome::Missing,
                    Fate::Dropped => continue,
                };
                let symbol = alphabet.symbol(Response {
                    outcome,
                    class: if keep.classes { letter.class } else { 0 },
                    gap: if keep.gaps { letter.gap } else { 0 },
                });
                let sequence = number.unwrap_or_else(|| packed.begin());
                number = Some(sequence);
                packed.push(sequence, symbol);
                responses += 1;
            }
            kept.extend(number.map(|number| (learner, number)));
        }
        // In one order, whatever that of the log was read in.
        kept.sort_unstable();
        by_skill.push(kept);
    }
    Dataset {
        learners: dataset.learners.clone(),
        skills: dataset.skills.clone(),
        classes: dataset.classes.clone(),
        items: dataset.items.clone(),
        alphabet,
        gap_days: if keep.gaps {
            dataset.gap_days.clone()
        } else {
            Vec::new()
        },
        by_skill,
        packed,
        events: if keep.events {
            events(dataset, units, fate)
        } else {
            Events::default()
        },
        responses,
    }
}

fn events(dataset: &Dataset, units: &Units, fate: impl Fn(usize) -> Fate) -> Events {
    let all = &dataset.events;
    let mut events = Events::default();
    for learner in 0..all.learners() {
        let mut kept = Vec::with_capacity(all.of(learner).len());
        units.walk(all, learner, |event, units| {
            // All units of a response share its fate.
            let outcome = match units.first().map_or(Fate::Kept, |&unit| fate(unit)) {
                Fate::Kept => event.outcome,
                Fate::Masked => Outcome::Missing,
                Fate::Dropped => return,
            };
            kept.push((
                all.skills(event),
                event.item,
                event.class,
                outcome,
                event.place,
            ));
        });
        events.push_learner(kept);
    }
    events
}
