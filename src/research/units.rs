//! The numbers of predictions: one for every response of a learner on a skill, the same for every
//! model, so that predictions of the same response can be laid side by side.

use super::dataset::Dataset;
use super::events::{Event, Events};

/// Numbers units skill by skill, in each learner by learner as the data set has them, in each by
/// their order.
#[derive(Clone, Debug)]
pub struct Units {
    /// For every skill the first unit of each of its learners.
    firsts: Vec<Vec<usize>>,
    /// The skills of every learner, ascending, each with its first unit.
    skills: Vec<(u32, usize)>,
    /// Where the skills of each learner begin; one more at the end.
    starts: Vec<usize>,
    count: usize,
}

impl Units {
    /// The units of a data set.
    pub fn new(dataset: &Dataset) -> Self {
        let mut firsts = Vec::with_capacity(dataset.by_skill.len());
        let mut starts = vec![0; dataset.learners.len() + 1];
        let mut count = 0;
        for learners in &dataset.by_skill {
            let first = |&(learner, sequence): &(u32, u32)| {
                let first = count;
                count += dataset.packed.length(sequence);
                starts[learner as usize + 1] += 1;
                first
            };
            firsts.push(learners.iter().map(first).collect::<Vec<_>>());
        }
        for learner in 1..starts.len() {
            starts[learner] += starts[learner - 1];
        }
        let mut ends = starts.clone();
        let mut skills = vec![(0, 0); starts.last().copied().unwrap_or(0)];
        for (skill, (learners, firsts)) in dataset.by_skill.iter().zip(&firsts).enumerate() {
            for (&(learner, _), &first) in learners.iter().zip(firsts) {
                let end = &mut ends[learner as usize];
                skills[*end] = (skill as u32, first);
                *end += 1;
            }
        }
        Self {
            firsts,
            skills,
            starts,
            count,
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The first unit of each learner of a skill, in the order of the data set's learners.
    pub fn firsts(&self, skill: usize) -> &[usize] {
        self.firsts.get(skill).map_or(&[], Vec::as_slice)
    }

    /// The first unit of a learner on a skill; none for one without a response on it.
    pub fn first(&self, skill: u32, learner: u32) -> Option<usize> {
        let skills = self.of(learner as usize);
        let found = skills.binary_search_by_key(&skill, |&(skill, _)| skill);
        found.ok().map(|at| skills[at].1)
    }

    fn of(&self, learner: usize) -> &[(u32, usize)] {
        match (self.starts.get(learner), self.starts.get(learner + 1)) {
            (Some(&start), Some(&end)) => &self.skills[start..end],
            _ => &[],
        }
    }

    /// Goes through the responses of a learner, each with the units of its skills.
    pub fn walk<'e>(
        &self,
        events: &'e Events,
        learner: usize,
        mut each: impl FnMut(&'e Event, &[usize]),
    ) {
        let mut next = self.of(learner).to_vec();
        let mut units = Vec::new();
        for event in events.of(learner) {
            units.clear();
            for skill in events.skills(event) {
                if let Ok(at) = next.binary_search_by_key(skill, |&(skill, _)| skill) {
                    units.push(next[at].1);
                    next[at].1 += 1;
                }
            }
            each(event, &units);
        }
    }
}
