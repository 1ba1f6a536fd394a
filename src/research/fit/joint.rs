//! Responses that take several skills at once: all skills of a learner filtered together.

use super::objective::Objective;
use super::tape::{Tape, Var};
use crate::research::chain::Impossible;
use crate::research::events::{Event, Events};
use crate::research::model::{Parameter, Role, Together, logistic};
use crate::research::response::Outcome;
use rayon::prelude::*;

/// Learners whose gradients are summed one after the other: the sum of the sums is then the same
/// whatever the number of threads.
const BLOCK: usize = 64;

/// Parameters of a skill: prior, learn, guess, slip and, with it, forget.
const OWN: usize = 5;

/// All responses under a model in which one response may take several skills.
///
/// With K the chance that the learner can do it, a response is right with K(1 − s) + (1 − K)g;
/// guess and slip of several skills are the means of theirs on the logit scale. The belief of each
/// skill is its exact marginal after the response. That the response also ties the skills to each
/// other is dropped: with one skill a response the likelihood is that of plain tracing.
#[derive(Debug)]
pub struct Joint<'d> {
    events: &'d Events,
    /// Five for every skill: prior, learn, forget, guess, slip.
    parameters: &'d [Parameter],
    together: Together,
}

/// The beliefs and parameters of one learner's skills, while their responses are gone through.
struct Walk<'w> {
    tape: &'w mut Tape,
    values: &'w [f64],
    skills: Vec<Option<Skill>>,
    met: Vec<usize>,
}

#[derive(Clone, Copy)]
struct Skill {
    parameters: [Var; OWN],
    unknown: Var,
    known: Var,
    /// Whether there was a response, so that a transition comes before the next.
    begun: bool,
}

impl<'d> Joint<'d> {
    /// For events whose skills have five parameters each: prior, learn, forget, guess, slip.
    pub fn new(events: &'d Events, parameters: &'d [Parameter], together: Together) -> Self {
        Self {
            events,
            parameters,
            together,
        }
    }

    fn values(&self, x: &[f64]) -> Vec<f64> {
        let pairs = self.parameters.iter().zip(x);
        pairs.map(|(parameter, &x)| parameter.value(x)).collect()
    }

    /// ln P(responses of a learner), on the tape.
    fn learner(&self, walk: &mut Walk<'_>, learner: usize) -> Result<Var, Impossible> {
        let mut sum = walk.tape.number(0.0);
        for (position, event) in self.events.of(learner).iter().enumerate() {
            let chance = self.respond(walk, event);
            if let Some(chance) = chance {
                if chance.value <= 0.0 {
                    return Err(Impossible {
                        skill: 0,
                        sequence: learner,
                        position,
                    });
                }
                let ln = walk.tape.ln(chance);
                sum = walk.tape.add(sum, ln);
            }
        }
        Ok(sum)
    }

    /// P(response | what came before), and the beliefs after it; none for what is missing.
    fn respond(&self, walk: &mut Walk<'_>, event: &Event) -> Option<Var> {
        let skills = self.events.skills(event);
        let mut state: Vec<Skill> = skills
            .iter()
            .map(|&skill| walk.enter(skill as usize))
            .collect();
        let right = match event.outcome {
            Outcome::Right => true,
            Outcome::Wrong => false,
            Outcome::Missing => {
                walk.leave(skills, &state);
                return None;
            }
        };
        let tape = &mut *walk.tape;
        let guess = mean(tape, state.iter().map(|skill| skill.parameters[3]));
        let slip = mean(tape, state.iter().map(|skill| skill.parameters[4]));
        let on_known = if right { tape.complement(slip) } else { slip };
        let on_unknown = if right { guess } else { tape.complement(guess) };
        let others = self.others(tape, &state);
        let mut chance = None;
        for (skill, (all_known, some_unknown)) in state.iter_mut().zip(others) {
            // P(response | this skill known) and P(response | it unknown).
            let [if_known, if_unknown] = match self.together {
                Together::Conjunctive => {
                    let a = tape.multiply(all_known, on_known);
                    let b = tape.multiply(some_unknown, on_unknown);
                    [tape.add(a, b), on_unknown]
                }
                Together::Compensatory => {
                    let a = tape.multiply(all_known, on_known);
                    let b = tape.multiply(some_unknown, on_unknown);
                    let rest = tape.add(a, b);
                    let share = 1.0 / skills.len() as f64;
                    let known = tape.scale(on_known, share);
                    let unknown = tape.scale(on_unknown, share);
                    [tape.add(known, rest), tape.add(unknown, rest)]
                }
            };
            let known = tape.multiply(skill.known, if_known);
            let unknown = tape.multiply(skill.unknown, if_unknown);
            let sum = tape.add(known, unknown);
            skill.known = tape.divide(known, sum);
            skill.unknown = tape.divide(unknown, sum);
            // The same for every skill, whichever it is computed from.
            chance.get_or_insert(sum);
        }
        walk.leave(skills, &state);
        chance
    }

    /// For every skill of a response, of the others: conjunctive P(all known) and P(not all known);
    /// compensatory the shares 1/n Σ known and 1/n Σ unknown.
    fn others(&self, tape: &mut Tape, state: &[Skill]) -> Vec<(Var, Var)> {
        (0..state.len())
            .map(|own| {
                let others = || state.iter().enumerate().filter(|(at, _)| *at != own);
                match self.together {
                    Together::Conjunctive => {
                        let mut known = tape.number(1.0);
                        let mut unknown = tape.number(0.0);
                        for (_, other) in others() {
                            // Summed, never 1 − x: the first unknown is this one.
                            let first = tape.multiply(known, other.unknown);
                            unknown = tape.add(unknown, first);
                            known = tape.multiply(known, other.known);
                        }
                        (known, unknown)
                    }
                    Together::Compensatory => {
                        let mut known = tape.number(0.0);
                        let mut unknown = tape.number(0.0);
                        for (_, other) in others() {
                            known = tape.add(known, other.known);
                            unknown = tape.add(unknown, other.unknown);
                        }
                        let share = 1.0 / state.len() as f64;
                        (tape.scale(known, share), tape.scale(unknown, share))
                    }
                }
            })
            .collect()
    }

    /// The value and the gradient by the parameters' values, of a block of learners.
    fn block(&self, values: &[f64], learners: &[usize]) -> Result<(f64, Vec<f64>), Impossible> {
        let mut tape = Tape::default();
        let mut gradient = vec![0.0; values.len()];
        let mut value = 0.0;
        let mut skills = vec![None; values.len() / OWN];
        for &learner in learners {
            tape.clear();
            let mut walk = Walk {
                tape: &mut tape,
                values,
                skills,
                met: Vec::new(),
            };
            let sum = self.learner(&mut walk, learner)?;
            value += sum.value;
            let met = walk.met;
            skills = walk.skills;
            tape.backward(sum);
            for skill in met {
                if let Some(state) = skills[skill].take() {
                    for (own, var) in state.parameters.into_iter().enumerate() {
                        gradient[skill * OWN + own] += tape.adjoint(var);
                    }
                }
            }
        }
        Ok((value, gradient))
    }
}

impl Walk<'_> {
    /// The state of a skill as it meets its next response.
    fn enter(&mut self, skill: usize) -> Skill {
        let Some(mut state) = self.skills[skill] else {
            self.met.push(skill);
            let own = &self.values[skill * OWN..];
            let parameters = [0, 1, 2, 3, 4].map(|at| self.tape.number(own[at]));
            return Skill {
                parameters,
                unknown: self.tape.complement(parameters[0]),
                known: parameters[0],
                begun: false,
            };
        };
        if state.begun {
            let [_, learn, forget, _, _] = state.parameters;
            let tape = &mut *self.tape;
            let learnt = tape.multiply(state.unknown, learn);
            let forgotten = tape.multiply(state.known, forget);
            let (stays, keeps) = (tape.complement(learn), tape.complement(forget));
            let unknown = tape.multiply(state.unknown, stays);
            let known = tape.multiply(state.known, keeps);
            state.unknown = tape.add(unknown, forgotten);
            state.known = tape.add(known, learnt);
        }
        state
    }

    fn leave(&mut self, skills: &[u32], states: &[Skill]) {
        for (&skill, &state) in skills.iter().zip(states) {
            self.skills[skill as usize] = Some(Skill {
                begun: true,
                ..state
            });
        }
    }
}

/// The mean on the logit scale; a single one itself.
fn mean(tape: &mut Tape, probabilities: impl ExactSizeIterator<Item = Var>) -> Var {
    let share = 1.0 / probabilities.len() as f64;
    let mut alone = None;
    let mut sum = tape.number(0.0);
    for probability in probabilities {
        let p = probability.value;
        let logit = tape.apply(
            probability,
            crate::research::model::logit(p),
            1.0 / (p * (1.0 - p)),
        );
        sum = tape.add(sum, logit);
        alone = Some(probability);
    }
    match alone {
        Some(alone) if share == 1.0 => alone,
        _ => {
            let mean = tape.scale(sum, share);
            let p = logistic(mean.value);
            tape.apply(mean, p, p * (1.0 - p))
        }
    }
}

impl Objective for Joint<'_> {
    fn dimension(&self) -> usize {
        self.parameters.len()
    }

    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> Result<f64, Impossible> {
        let values = self.values(x);
        let learners: Vec<usize> = (0..self.events.learners()).collect();
        let blocks = learners
            .par_chunks(BLOCK)
            .map(|block| self.block(&values, block))
            .collect::<Result<Vec<_>, _>>()?;
        gradient.fill(0.0);
        let mut value = 0.0;
        for (block, slopes) in blocks {
            value += block;
            for (sum, slope) in gradient.iter_mut().zip(slopes) {
                *sum += slope;
            }
        }
        for ((slot, parameter), &x) in gradient.iter_mut().zip(self.parameters).zip(x) {
            *slot *= parameter.slope(x);
        }
        Ok(value)
    }

    fn value(&mut self, x: &[f64]) -> Result<f64, Impossible> {
        let mut gradient = vec![0.0; x.len()];
        self.gradient(x, &mut gradient)
    }
}

/// The parameters of so many skills, in the order [`Joint`] wants them.
pub fn joint_parameters(skills: usize, parameter: impl Fn(Role) -> Parameter) -> Vec<Parameter> {
    let roles = [
        Role::Prior,
        Role::Learn,
        Role::Forget,
        Role::Guess,
        Role::Slip,
    ];
    (0..skills).flat_map(|_| roles.map(&parameter)).collect()
}
