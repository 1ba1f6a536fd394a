//! Learners as the literature draws them: what each answers, and from when on each knows.

use crate::research::simulate::Draws;

/// How learners come to know, and how they answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scenario {
    /// At one moment, from not knowing to knowing.
    Sudden(Chain),
    /// Little by little.
    Gradual(Growth),
}

/// Two hidden states, unknown and known, as knowledge tracing has them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chain {
    /// P(known) before the first answer.
    pub prior: f64,
    /// P(unknown → known) after an answer.
    pub learn: f64,
    /// P(wrong | known).
    pub slip: f64,
    /// P(right | unknown).
    pub guess: f64,
}

/// Skill θ that grows by as much with every answer: P(right) = 1 / (1 + e^−θ).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Growth {
    /// Mean and standard deviation of θ at the first answer.
    pub start: (f64, f64),
    /// Mean and standard deviation of what θ grows by; nobody's shrinks.
    pub step: (f64, f64),
}

/// A learner whose skill gives right answers this often knows, where skill is gradual.
const KNOWS: f64 = 0.95;

/// What one learner does, without an end to practice.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// Whether each answer is right.
    pub answers: Vec<bool>,
    /// The first answer, from 0, that is given knowing; their number where none is.
    pub knows_from: usize,
}

impl Scenario {
    /// The course of one learner over so many answers.
    pub(super) fn course(&self, length: usize, draws: &mut Draws) -> Course {
        match self {
            Self::Sudden(chain) => chain.course(length, draws),
            Self::Gradual(growth) => growth.course(length, draws),
        }
    }
}

impl Chain {
    /// P(known) once an answer is in, of `known` before it.
    pub fn heard(&self, known: f64, right: bool) -> f64 {
        let (if_known, if_unknown) = match right {
            true => (1.0 - self.slip, self.guess),
            false => (self.slip, 1.0 - self.guess),
        };
        let both = known * if_known;
        both / (both + (1.0 - known) * if_unknown)
    }

    /// P(known) once practice has taught.
    pub fn practised(&self, known: f64) -> f64 {
        known + (1.0 - known) * self.learn
    }

    fn course(&self, length: usize, draws: &mut Draws) -> Course {
        let mut known = draws.happens(self.prior);
        let mut knows_from = if known { 0 } else { length };
        let answer = |place: usize| {
            let right = draws.happens(if known { 1.0 - self.slip } else { self.guess });
            // Drawn whether it matters or not: so the draws of an answer stand in the same place.
            if draws.happens(self.learn) && !known {
                known = true;
                knows_from = place + 1;
            }
            right
        };
        Course {
            answers: (0..length).map(answer).collect(),
            knows_from,
        }
    }
}

impl Growth {
    fn course(&self, length: usize, draws: &mut Draws) -> Course {
        let [start, step] = draws.normals();
        let start = self.start.0 + self.start.1 * start;
        let step = (self.step.0 + self.step.1 * step).max(0.0);
        let right = |place: usize| 1.0 / (1.0 + libm::exp(-(start + step * place as f64)));
        let knows_from = (0..length).find(|&place| right(place) > KNOWS);
        Course {
            answers: (0..length)
                .map(|place| draws.happens(right(place)))
                .collect(),
            knows_from: knows_from.unwrap_or(length),
        }
    }
}
