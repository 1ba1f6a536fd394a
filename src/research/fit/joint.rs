//! The likelihood of responses that take several skills at once, with its gradient.

use super::curvature::Blocks;
use super::objective::Objective;
use super::tape::{Tape, Var};
use crate::research::chain::Impossible;
use crate::research::events::Events;
use crate::research::model::{Parameter, Terms, Together};
use crate::research::together::{Arithmetic, OWN, Walk};
use nalgebra::DMatrix;
use rayon::prelude::*;

/// Learners whose gradients are summed one after the other: the sum of the sums is then the same
/// whatever the number of threads.
const BLOCK: usize = 64;

/// What is taken to be told of every parameter, in squared logits.
const LEAST_TOLD: f64 = 1e-4;

/// All responses under a model in which one response may take several skills ([`Walk`]).
#[derive(Debug)]
pub struct Joint<'d> {
    events: &'d Events,
    /// Five for every skill: [`ROLES`](crate::research::together::ROLES).
    parameters: &'d [Parameter],
    together: Together,
    curvature: Option<Blocks>,
}

/// Of one learner ln P(responses), and how it grows with the values of the parameters: by place.
type Score = (f64, Vec<(usize, f64)>);

impl<'d> Joint<'d> {
    /// For events whose skills have five parameters each, in the order of
    /// [`ROLES`](crate::research::together::ROLES).
    pub fn new(events: &'d Events, parameters: &'d [Parameter], together: Together) -> Self {
        Self {
            events,
            parameters,
            together,
            curvature: None,
        }
    }

    /// Takes these curvatures for those of the whole, to step by.
    pub(super) fn know_curvature(&mut self, blocks: Blocks) {
        self.curvature = Some(blocks);
    }

    fn values(&self, x: &[f64]) -> Vec<f64> {
        let pairs = self.parameters.iter().zip(x);
        pairs.map(|(parameter, &x)| parameter.value(x)).collect()
    }

    /// ln P(responses of a learner), on the tape.
    fn learner(&self, walk: &mut Walk<'_, Tape>, learner: usize) -> Result<Var, Impossible> {
        let mut sum = walk.numbers().number(0.0);
        for (position, event) in self.events.of(learner).iter().enumerate() {
            let skills = self.events.skills(event);
            let Some(chance) = walk.respond(skills, event.outcome) else {
                continue;
            };
            // NaN behind a logarithm of 0 is no chance either.
            if chance.value.is_nan() || chance.value <= 0.0 {
                return Err(Impossible {
                    skill: skills.first().map_or(0, |&skill| skill as usize),
                    sequence: learner,
                    position,
                });
            }
            let ln = walk.numbers().ln(chance);
            sum = walk.numbers().add(sum, ln);
        }
        Ok(sum)
    }

    /// The scores of a block of learners, each in turn.
    fn scores(
        &self,
        values: &[f64],
        learners: &[usize],
        mut each: impl FnMut(Score),
    ) -> Result<(), Impossible> {
        let mut tape = Tape::default();
        let mut walk = Walk::new(&mut tape, values, self.together);
        for &learner in learners {
            walk.numbers().clear();
            let sum = self.learner(&mut walk, learner)?;
            walk.numbers().backward(sum);
            let mut slopes = Vec::new();
            walk.start_over(|tape, skill, parameters| {
                slopes.extend((skill * OWN..).zip(parameters.map(|var| tape.adjoint(var))));
            });
            each((sum.value, slopes));
        }
        Ok(())
    }

    /// What the learners' scores tell of the parameters at `free`, on the unbounded scale: the sum
    /// of their outer products, which is near the observed information where the model fits
    /// (Berndt, Hall, Hall & Hausman 1974).
    ///
    /// # Errors
    /// A response has probability 0.
    pub(super) fn information(
        &self,
        x: &[f64],
        free: &[usize],
    ) -> Result<DMatrix<f64>, Impossible> {
        let values = self.values(x);
        let mut row = vec![None; x.len()];
        for (at, &place) in free.iter().enumerate() {
            row[place] = Some(at);
        }
        let learners: Vec<usize> = (0..self.events.learners()).collect();
        // Fewer learners than parameters leave directions untold: those come out with errors beyond
        // any bound, and the others can still be solved for.
        let mut information = DMatrix::from_diagonal_element(free.len(), free.len(), LEAST_TOLD);
        self.scores(&values, &learners, |(_, slopes)| {
            let own: Vec<(usize, f64)> = slopes
                .into_iter()
                .filter_map(|(place, slope)| {
                    let slope = slope * self.parameters[place].slope(x[place]);
                    Some((row[place]?, slope))
                })
                .collect();
            for &(a, slope) in &own {
                for &(b, other) in &own {
                    information[(a, b)] += slope * other;
                }
            }
        })?;
        Ok(information)
    }
}

impl Objective for Joint<'_> {
    fn dimension(&self) -> usize {
        self.parameters.len()
    }

    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> Result<f64, Impossible> {
        let values = self.values(x);
        let learners: Vec<usize> = (0..self.events.learners()).collect();
        let one = |block: &[usize]| {
            let mut slopes = vec![0.0; values.len()];
            let mut value = 0.0;
            self.scores(&values, block, |(own, scores)| {
                value += own;
                scores
                    .into_iter()
                    .for_each(|(place, slope)| slopes[place] += slope);
            })?;
            Ok((value, slopes))
        };
        let blocks = learners
            .par_chunks(BLOCK)
            .map(one)
            .collect::<Result<Vec<_>, Impossible>>()?;
        gradient.fill(0.0);
        let mut value = 0.0;
        for (block, slopes) in blocks {
            value += block;
            for (sum, slope) in gradient.iter_mut().zip(slopes) {
                *sum += slope;
            }
        }
        for (((slot, parameter), &x), &at) in
            gradient.iter_mut().zip(self.parameters).zip(x).zip(&values)
        {
            *slot *= parameter.slope(x);
            *slot += Terms::prior(parameter).gradient(parameter, x);
            value += Terms::log_prior(parameter, at);
        }
        Ok(value)
    }

    fn value(&mut self, x: &[f64]) -> Result<f64, Impossible> {
        let mut gradient = vec![0.0; x.len()];
        self.gradient(x, &mut gradient)
    }

    fn precondition(&self, gradient: &mut [f64]) {
        if let Some(blocks) = &self.curvature {
            blocks.turn(gradient);
        }
    }
}
