//! What the answers tell of the weights of a logistic regression: to step by, and for their standard
//! errors.

use super::logistic::{Answers, PER_SKILL, WHOLE};
use nalgebra::{Cholesky, DMatrix, DVector, Dyn};
use std::collections::BTreeMap;

/// Up to so many weights, items apart, are looked at all together; of more only the numbers of a
/// skill among themselves, for the matrix would take longer than the fit.
const MOST: usize = 1200;

/// The observed information of answers and prior, taken apart.
///
/// An answer is of one item, so that the information of the items among themselves is diagonal:
/// they are eliminated exactly, however many they are (Schur's complement), and what is left is one
/// matrix, or one for each skill.
pub(super) struct Information {
    blocks: Vec<Block>,
    items: Vec<Item>,
    /// Weights that are no items.
    weights: usize,
}

struct Block {
    start: usize,
    factor: Cholesky<f64, Dyn>,
}

/// Of one item its own information, and that with each other weight.
struct Item {
    own: f64,
    others: BTreeMap<usize, f64>,
}

impl Information {
    /// The information at `x`; none where rounding leaves nothing of it.
    pub fn new(answers: &Answers, x: &[f64]) -> Option<Self> {
        let weights = answers.shape.items();
        let starts: Vec<usize> = if weights <= MOST {
            vec![0]
        } else {
            std::iter::once(0)
                .chain((WHOLE..weights).step_by(PER_SKILL))
                .collect()
        };
        let ends = starts.iter().skip(1).copied().chain([weights]);
        let mut blocks: Vec<(usize, DMatrix<f64>)> = starts
            .iter()
            .zip(ends)
            .map(|(&start, end)| {
                let precision = |at, _| Answers::precision(start + at);
                let own = DVector::from_fn(end - start, precision);
                (start, DMatrix::from_diagonal(&own))
            })
            .collect();
        let block_of = |place: usize| {
            if weights <= MOST {
                0
            } else {
                (place / PER_SKILL).min(starts.len() - 1)
            }
        };
        let mut add = |row: usize, column: usize, what: f64| {
            let block = block_of(row);
            if block == block_of(column) {
                let (start, block) = &mut blocks[block];
                block[(row - *start, column - *start)] += what;
            }
        };
        let mut items: Vec<Item> = (weights..x.len())
            .map(|place| Item {
                own: Answers::precision(place),
                others: BTreeMap::new(),
            })
            .collect();
        answers.informed(x, |features, told| {
            let rest = || features.iter().filter(|(place, _)| *place < weights);
            for &(row, a) in rest() {
                for &(column, b) in rest() {
                    add(row, column, a * b * told);
                }
            }
            for &(place, weight) in features.iter().filter(|(place, _)| *place >= weights) {
                let item = &mut items[place - weights];
                item.own += weight * weight * told;
                for &(other, b) in rest() {
                    *item.others.entry(other).or_default() += weight * b * told;
                }
            }
        });
        for Item { own, others } in &items {
            for (&row, a) in others {
                for (&column, b) in others {
                    add(row, column, -a * b / own);
                }
            }
        }
        let factored = blocks.into_iter().map(|(start, block)| {
            Some(Block {
                start,
                factor: block.cholesky()?,
            })
        });
        Some(Self {
            blocks: factored.collect::<Option<_>>()?,
            items,
            weights,
        })
    }

    /// Turns a gradient into Newton's step.
    pub fn step(&self, gradient: &mut [f64]) {
        let (own, items) = gradient.split_at_mut(self.weights);
        for (item, slot) in self.items.iter().zip(items.iter()) {
            for (&other, with) in &item.others {
                own[other] -= with * slot / item.own;
            }
        }
        for Block { start, factor } in &self.blocks {
            let end = start + factor.l_dirty().nrows();
            let step = factor.solve(&DVector::from_column_slice(&own[*start..end]));
            own[*start..end].copy_from_slice(step.as_slice());
        }
        for (item, slot) in self.items.iter().zip(items) {
            let others = item.others.iter();
            let told: f64 = others.map(|(&other, with)| with * own[other]).sum();
            *slot = (*slot - told) / item.own;
        }
    }

    /// Standard errors of the weights that are no items.
    ///
    /// # Errors
    /// Why there are none, in words.
    pub fn standard_errors(&self) -> Result<Vec<f64>, String> {
        match self.blocks.as_slice() {
            [Block { factor, .. }] => {
                let covariance = factor.inverse();
                Ok((0..self.weights)
                    .map(|place| covariance[(place, place)].sqrt())
                    .collect())
            }
            _ => Err(format!(
                "no standard errors: {} weights depend on each other, and up to {MOST} are asked about together",
                self.weights
            )),
        }
    }
}
