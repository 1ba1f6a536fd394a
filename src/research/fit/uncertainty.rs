//! How sure a fit is: standard errors from the observed information.

use super::objective::Objective;
use crate::research::model::Parameter;
use nalgebra::DMatrix;

/// The distance of the central differences, in logits: their error is its square, the rounding of
/// a gradient divided by it is as small.
const APART: f64 = 1e-4;

/// Further out a probability is at its boundary, and the likelihood has no curvature there.
const FARTHEST: f64 = 9.0;

/// More parameters than this are not asked about together: the matrix would take longer than the
/// fit.
const MOST: usize = 200;

/// The observed information of the parameters at `free`: minus the second derivatives at `x`, by
/// central differences of the exact gradient. None where a difference cannot be taken.
pub fn information(
    objective: &mut impl Objective,
    x: &[f64],
    free: &[usize],
) -> Option<DMatrix<f64>> {
    let n = objective.dimension();
    let mut information = DMatrix::zeros(free.len(), free.len());
    let mut place = x.to_vec();
    let (mut ahead, mut behind) = (vec![0.0; n], vec![0.0; n]);
    for (column, &moved) in free.iter().enumerate() {
        place[moved] = x[moved] + APART;
        objective.gradient(&place, &mut ahead).ok()?;
        place[moved] = x[moved] - APART;
        objective.gradient(&place, &mut behind).ok()?;
        place[moved] = x[moved];
        for (row, &other) in free.iter().enumerate() {
            information[(row, column)] = (behind[other] - ahead[other]) / (2.0 * APART);
        }
    }
    let symmetric = (&information + information.transpose()) / 2.0;
    symmetric
        .iter()
        .all(|entry| entry.is_finite())
        .then_some(symmetric)
}

/// Standard errors on the unbounded scale; none for what was laid down, what is at its boundary
/// (the others' are then what they are with it held there), and where the likelihood is flat.
pub fn standard_errors(
    objective: &mut impl Objective,
    parameters: &[Parameter],
    x: &[f64],
) -> Vec<Option<f64>> {
    let mut errors = vec![None; x.len()];
    let free: Vec<usize> = (0..x.len())
        .filter(|&at| parameters[at].is_free() && x[at].abs() < FARTHEST)
        .collect();
    if free.len() > MOST {
        return errors;
    }
    let covariance = information(objective, x, &free)
        .and_then(|information| information.cholesky())
        .map(|factor| factor.inverse());
    if let Some(covariance) = covariance {
        for (at, &parameter) in free.iter().enumerate() {
            errors[parameter] = Some(covariance[(at, at)].sqrt());
        }
    }
    errors
}
