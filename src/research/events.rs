//! Responses as they came, learner by learner, with all their skills: for models that look across
//! skills.

use super::response::Outcome;
use std::ops::Range;

/// One response.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event {
    /// Where its skills stand in [`Events::skills`].
    skills: (u32, u32),
    /// The item.
    pub item: u32,
    /// The class of the item.
    pub class: u32,
    /// What came of it.
    pub outcome: Outcome,
    /// Its place among the responses of all learners, in the order of the log, from 0.
    pub place: u64,
}

/// All responses of a log.
#[derive(Clone, Debug, Default)]
pub struct Events {
    events: Vec<Event>,
    skills: Vec<u32>,
    learners: Vec<Range<usize>>,
}

impl Events {
    /// Takes the responses of the learner that comes next, in their order: skills, item, class,
    /// outcome and place of each.
    pub fn push_learner<'s>(
        &mut self,
        responses: impl IntoIterator<Item = (&'s [u32], u32, u32, Outcome, u64)>,
    ) {
        let start = self.events.len();
        for (skills, item, class, outcome, place) in responses {
            let from = self.skills.len() as u32;
            self.skills.extend_from_slice(skills);
            self.events.push(Event {
                skills: (from, self.skills.len() as u32),
                item,
                class,
                outcome,
                place,
            });
        }
        self.learners.push(start..self.events.len());
    }

    /// How many learners there are.
    pub fn learners(&self) -> usize {
        self.learners.len()
    }

    /// The responses of a learner in their order; none for one there is not.
    pub fn of(&self, learner: usize) -> &[Event] {
        let range = self.learners.get(learner).cloned().unwrap_or_default();
        &self.events[range]
    }

    /// The skills of a response.
    pub fn skills(&self, event: &Event) -> &[u32] {
        &self.skills[event.skills.0 as usize..event.skills.1 as usize]
    }

    /// How many responses there are.
    pub fn len(&self) -> usize {
        self.events.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }
}
