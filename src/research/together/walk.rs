//! One learner's beliefs on all skills, response by response.

use super::arithmetic::Arithmetic;
use crate::research::model::{Role, Together, logistic, logit};
use crate::research::response::Outcome;

/// Parameters of a skill.
pub const OWN: usize = 5;

/// What they are, in their order.
pub const ROLES: [Role; OWN] = [
    Role::Prior,
    Role::Learn,
    Role::Forget,
    Role::Guess,
    Role::Slip,
];

const LEARN: usize = 1;
const FORGET: usize = 2;
const GUESS: usize = 3;
const SLIP: usize = 4;

/// The beliefs and parameters of one learner's skills, while their responses are gone through.
///
/// With K the chance that the learner can do what a response takes, it is right with
/// K(1 − s) + (1 − K)g; guess and slip of several skills are the means of theirs on the logit scale.
/// The belief of each skill is its exact marginal after the response. That the response also ties
/// the skills to each other is dropped: with one skill a response this is plain tracing.
#[derive(Debug)]
pub struct Walk<'w, A: Arithmetic> {
    numbers: &'w mut A,
    /// For every skill its parameters, in the order of [`ROLES`].
    values: &'w [f64],
    together: Together,
    skills: Vec<Option<Skill<A::Number>>>,
    met: Vec<usize>,
}

/// What is believed of one skill.
#[derive(Clone, Copy, Debug)]
struct Skill<N> {
    parameters: [N; OWN],
    unknown: N,
    known: N,
}

impl<'w, A: Arithmetic> Walk<'w, A> {
    /// A learner of whom nothing has been seen.
    pub fn new(numbers: &'w mut A, values: &'w [f64], together: Together) -> Self {
        Self {
            numbers,
            values,
            together,
            skills: vec![None; values.len() / OWN],
            met: Vec::new(),
        }
    }

    /// What is computed with.
    pub fn numbers(&mut self) -> &mut A {
        self.numbers
    }

    /// Another learner of whom nothing has been seen. `left` is called with every skill the last one
    /// has met, and its parameters.
    pub fn start_over(&mut self, mut left: impl FnMut(&A, usize, &[A::Number; OWN])) {
        for skill in self.met.drain(..) {
            if let Some(state) = self.skills[skill].take() {
                left(self.numbers, skill, &state.parameters);
            }
        }
    }

    /// P(known) of a skill the learner has met, after the last response with it.
    pub fn known(&self, skill: u32) -> Option<A::Number> {
        self.skills[skill as usize].map(|state| state.known)
    }

    /// P(right) of a response that takes these skills, from those before it.
    pub fn right(&mut self, skills: &[u32]) -> A::Number {
        let state = self.enter(skills);
        self.observe(state, true).1
    }

    /// P(response | what came before), and the beliefs after it; none for what is missing.
    pub fn respond(&mut self, skills: &[u32], outcome: Outcome) -> Option<A::Number> {
        let state = self.enter(skills);
        let right = match outcome {
            Outcome::Right => true,
            Outcome::Wrong => false,
            Outcome::Missing => {
                self.leave(skills, &state);
                return None;
            }
        };
        let (state, chance) = self.observe(state, right);
        self.leave(skills, &state);
        Some(chance)
    }

    /// The skills as they meet their next response.
    fn enter(&mut self, skills: &[u32]) -> Vec<Skill<A::Number>> {
        skills
            .iter()
            .map(|&skill| self.enter_one(skill as usize))
            .collect()
    }

    fn enter_one(&mut self, skill: usize) -> Skill<A::Number> {
        let numbers = &mut *self.numbers;
        let Some(mut state) = self.skills[skill] else {
            let own = &self.values[skill * OWN..];
            let parameters = std::array::from_fn(|at| numbers.number(own[at]));
            return Skill {
                parameters,
                unknown: numbers.complement(parameters[0]),
                known: parameters[0],
            };
        };
        let (learn, forget) = (state.parameters[LEARN], state.parameters[FORGET]);
        let learnt = numbers.multiply(state.unknown, learn);
        let forgotten = numbers.multiply(state.known, forget);
        let (stays, keeps) = (numbers.complement(learn), numbers.complement(forget));
        let unknown = numbers.multiply(state.unknown, stays);
        let known = numbers.multiply(state.known, keeps);
        state.unknown = numbers.add(unknown, forgotten);
        state.known = numbers.add(known, learnt);
        state
    }

    fn leave(&mut self, skills: &[u32], states: &[Skill<A::Number>]) {
        for (&skill, &state) in skills.iter().zip(states) {
            let slot = &mut self.skills[skill as usize];
            if slot.is_none() {
                self.met.push(skill as usize);
            }
            *slot = Some(state);
        }
    }

    /// The beliefs after a response, and how likely it was.
    fn observe(
        &mut self,
        mut state: Vec<Skill<A::Number>>,
        right: bool,
    ) -> (Vec<Skill<A::Number>>, A::Number) {
        let together = self.together;
        let guess = self.mean(&state, GUESS);
        let slip = self.mean(&state, SLIP);
        let numbers = &mut *self.numbers;
        let on_known = if right {
            numbers.complement(slip)
        } else {
            slip
        };
        let on_unknown = if right {
            guess
        } else {
            numbers.complement(guess)
        };
        let share = 1.0 / state.len() as f64;
        let others = self.others(&state);
        let numbers = &mut *self.numbers;
        // Each skill gives the same chance; the first one's is told.
        let mut chance = None;
        for (skill, (others_known, others_unknown)) in state.iter_mut().zip(others) {
            let a = numbers.multiply(others_known, on_known);
            let b = numbers.multiply(others_unknown, on_unknown);
            let rest = numbers.add(a, b);
            // P(response | this skill known) and P(response | it unknown).
            let (if_known, if_unknown) = match together {
                Together::Conjunctive => (rest, on_unknown),
                Together::Compensatory => {
                    let known = numbers.scale(on_known, share);
                    let unknown = numbers.scale(on_unknown, share);
                    (numbers.add(known, rest), numbers.add(unknown, rest))
                }
            };
            let known = numbers.multiply(skill.known, if_known);
            let unknown = numbers.multiply(skill.unknown, if_unknown);
            let sum = numbers.add(known, unknown);
            skill.known = numbers.divide(known, sum);
            skill.unknown = numbers.divide(unknown, sum);
            chance.get_or_insert(sum);
        }
        let certain = |numbers: &mut A| numbers.number(1.0);
        let chance = chance.unwrap_or_else(|| certain(self.numbers));
        (state, chance)
    }

    /// For every skill of a response, of the others: conjunctive P(all known) and P(not all known);
    /// compensatory the shares 1/n Σ known and 1/n Σ unknown.
    fn others(&mut self, state: &[Skill<A::Number>]) -> Vec<(A::Number, A::Number)> {
        let together = self.together;
        let numbers = &mut *self.numbers;
        let share = 1.0 / state.len() as f64;
        let mut of = |own: usize| {
            let others = state.iter().enumerate().filter(|(at, _)| *at != own);
            let others = others.map(|(_, skill)| skill);
            match together {
                Together::Conjunctive => {
                    let mut known = numbers.number(1.0);
                    let mut unknown = numbers.number(0.0);
                    for other in others {
                        // Summed, never 1 − x: this one may be the first that is unknown.
                        let first = numbers.multiply(known, other.unknown);
                        unknown = numbers.add(unknown, first);
                        known = numbers.multiply(known, other.known);
                    }
                    (known, unknown)
                }
                Together::Compensatory => {
                    let mut known = numbers.number(0.0);
                    let mut unknown = numbers.number(0.0);
                    for other in others {
                        known = numbers.add(known, other.known);
                        unknown = numbers.add(unknown, other.unknown);
                    }
                    (numbers.scale(known, share), numbers.scale(unknown, share))
                }
            }
        };
        (0..state.len()).map(&mut of).collect()
    }

    /// The mean of a parameter of several skills on the logit scale; of a single one itself.
    fn mean(&mut self, state: &[Skill<A::Number>], which: usize) -> A::Number {
        let numbers = &mut *self.numbers;
        if let [alone] = state {
            return alone.parameters[which];
        }
        let mut sum = numbers.number(0.0);
        for skill in state {
            let probability = skill.parameters[which];
            let p = numbers.value(probability);
            let logit = numbers.apply(probability, logit(p), 1.0 / (p * (1.0 - p)));
            sum = numbers.add(sum, logit);
        }
        let mean = numbers.scale(sum, 1.0 / state.len() as f64);
        let p = logistic(numbers.value(mean));
        numbers.apply(mean, p, p * (1.0 - p))
    }
}
