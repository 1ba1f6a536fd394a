//! Many learners on one skill, followed side by side as their responses come in.

use super::tables::{Impossible, Tables};
use crate::research::sequences::Symbol;

/// The beliefs of many learners on one skill, each after the responses seen of them.
///
/// The filter of [`Passes`](super::Passes) for responses as they come: in any order of the learners,
/// one at a time or thousands at once. Beliefs are independent of each other, so that the processor
/// works on several at once.
///
/// ```
/// use retake::research::chain::{Cohort, Step, Tables};
///
/// let transition = [[0.8, 0.2], [0.0, 1.0]];
/// let tables = Tables {
///     prior: [0.6, 0.4],
///     // Wrong and right, with guess .2 and slip .1.
///     steps: vec![
///         Step { transition, emission: [0.8, 0.1] },
///         Step { transition, emission: [0.2, 0.9] },
///     ],
/// };
/// let mut cohort = Cohort::new(&tables, 2);
/// cohort.respond(&[(0, 1), (1, 0), (0, 1)])?;
/// assert!(cohort.mastery(0) > 0.9 && cohort.mastery(1) < 0.1);
/// # Ok::<(), retake::research::chain::Impossible>(())
/// ```
#[derive(Clone, Debug)]
pub struct Cohort {
    /// For every symbol P(from → to) P(symbol | to): of a first response, then of a later one.
    moves: Vec<[[f64; 2]; 2]>,
    symbols: u32,
    learners: Vec<Learner>,
}

#[derive(Clone, Copy, Debug)]
struct Learner {
    /// Mass of the states, after the last response.
    belief: [f64; 2],
    responses: u32,
    /// Where the moves of the next response start.
    moves: u32,
}

impl Cohort {
    /// So many learners of whom nothing has been seen.
    pub fn new(tables: &Tables, learners: usize) -> Self {
        let first = tables.steps.iter().map(|step| {
            let [unknown, known] = step.emission;
            [[unknown, 0.0], [0.0, known]]
        });
        let later = tables.steps.iter().map(|step| {
            let [on_unknown, on_known] = step.emission;
            step.transition
                .map(|[unknown, known]| [unknown * on_unknown, known * on_known])
        });
        let start = Learner {
            belief: tables.prior,
            responses: 0,
            moves: 0,
        };
        Self {
            moves: first.chain(later).collect(),
            symbols: tables.steps.len() as u32,
            learners: vec![start; learners],
        }
    }

    /// Takes responses into account, in their order: learner and symbol of each.
    ///
    /// # Errors
    /// A response has probability 0; its learner's belief stays as it was, all others are taken
    /// into account. The first such response is told.
    ///
    /// # Panics
    /// If there is no such learner, or the alphabet has no such symbol.
    pub fn respond(&mut self, responses: &[(u32, Symbol)]) -> Result<(), Impossible> {
        let mut impossible = None;
        for &(learner, symbol) in responses {
            let Learner {
                belief: [unknown, known],
                responses,
                moves,
            } = &mut self.learners[learner as usize];
            let [[uu, uk], [ku, kk]] = self.moves[(*moves + symbol) as usize];
            let to_unknown = *unknown * uu + *known * ku;
            let to_known = *unknown * uk + *known * kk;
            let chance = to_unknown + to_known;
            if chance > 0.0 {
                let inverse = 1.0 / chance;
                (*unknown, *known) = (to_unknown * inverse, to_known * inverse);
                *responses += 1;
                *moves = self.symbols;
            } else {
                impossible.get_or_insert(Impossible {
                    skill: 0,
                    sequence: learner as usize,
                    position: *responses as usize,
                });
            }
        }
        impossible.map_or(Ok(()), Err)
    }

    /// P(known) of a learner after the last response, before the next chance to learn.
    ///
    /// # Panics
    /// If there is no such learner.
    pub fn mastery(&self, learner: usize) -> f64 {
        self.learners[learner].belief[1]
    }

    /// How many responses of a learner have been seen.
    ///
    /// # Panics
    /// If there is no such learner.
    pub fn responses(&self, learner: usize) -> u32 {
        self.learners[learner].responses
    }

    /// Adds a learner of whom nothing has been seen; returns the learner's number.
    pub fn join(&mut self, tables: &Tables) -> usize {
        self.learners.push(Learner {
            belief: tables.prior,
            responses: 0,
            moves: 0,
        });
        self.learners.len() - 1
    }
}
