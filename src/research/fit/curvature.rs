//! What is known of the curvature before an ascent of all skills together: that of each skill.

use super::objective::Objective;
use super::uncertainty::information;
use nalgebra::{DMatrix, DVector};

/// Curvatures below this share of a skill's greatest are taken for it: along a flat direction a
/// step would otherwise have no bound.
const FLATTEST: f64 = 1e-3;

/// The least curvature, and that of a direction nothing is known of.
const LEAST: f64 = 1.0;

/// More parameters than this of one skill are not asked about together.
const MOST: usize = 60;

/// Inverse curvatures of some of the numbers of a place, each few by themselves.
#[derive(Clone, Debug, Default)]
pub(super) struct Blocks(Vec<(Vec<usize>, DMatrix<f64>)>);

impl Blocks {
    /// One block: the numbers that stand at `places`, with the curvature of their objective at x.
    pub fn at(places: Vec<usize>, objective: &mut impl Objective, x: &[f64]) -> Self {
        let all: Vec<usize> = (0..x.len()).collect();
        let known = (x.len() <= MOST)
            .then(|| information(objective, x, &all))
            .flatten();
        let inverse = known.map_or_else(
            || DMatrix::from_diagonal_element(x.len(), x.len(), 1.0 / LEAST),
            inverse,
        );
        Self(vec![(places, inverse)])
    }

    /// Adds numbers of this curvature each.
    pub fn even(&mut self, places: Vec<usize>, curvature: f64) {
        let n = places.len();
        let inverse = DMatrix::from_diagonal_element(n, n, 1.0 / curvature);
        self.0.push((places, inverse));
    }

    /// Turns a gradient into Newton's step, as far as each block by itself tells.
    pub fn turn(&self, gradient: &mut [f64]) {
        for (places, inverse) in &self.0 {
            let own = places.iter().map(|&at| gradient[at]);
            let step = inverse * DVector::from_iterator(places.len(), own);
            for (&at, &step) in places.iter().zip(&step) {
                gradient[at] = step;
            }
        }
    }
}

impl FromIterator<Self> for Blocks {
    fn from_iter<I: IntoIterator<Item = Self>>(each: I) -> Self {
        Self(each.into_iter().flat_map(|blocks| blocks.0).collect())
    }
}

/// The inverse of a symmetric matrix, made positive definite.
fn inverse(information: DMatrix<f64>) -> DMatrix<f64> {
    let mut eigen = information.symmetric_eigen();
    let greatest = eigen.eigenvalues.iter().fold(0.0_f64, |a, &b| a.max(b));
    let least = (greatest * FLATTEST).max(LEAST);
    eigen
        .eigenvalues
        .iter_mut()
        .for_each(|value| *value = 1.0 / value.max(least));
    eigen.recompose()
}
