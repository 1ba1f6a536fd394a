//! Expectation and maximisation, sped up by extrapolating its steps.

use super::objective::Improve;
use crate::research::chain::Impossible;

/// A step may lose this much of the value, relative to it, to rounding.
const ROUNDING: f64 = 1e-12;

/// Steps of expectation and maximisation, each pair of them extrapolated: with r = F(x) − x and
/// v = F(F(x)) − F(x) − r the next place is x + 2ar + a²v, a = |r| / |v|, if that is no worse, and
/// F(F(x)) else; so the value never falls (Varadhan & Roland 2008,
/// doi:10.1111/j.1467-9469.2007.00585.x, scheme S3).
///
/// Ends when a cycle gains less than `enough`, or after so many `cycles`. Returns the value at the
/// place it leaves in `x`.
///
/// # Errors
/// A response has probability 0.
pub fn squarem(
    objective: &mut impl Improve,
    x: &mut Vec<f64>,
    enough: f64,
    cycles: usize,
) -> Result<f64, Impossible> {
    let n = objective.dimension();
    let (mut once, mut twice) = (vec![0.0; n], vec![0.0; n]);
    let mut far = vec![0.0; n];
    let mut value = objective.step(x, &mut once)?;
    for _ in 0..cycles {
        let before = value;
        let middle = objective.step(&once, &mut twice)?;
        let norm = |numbers: &mut dyn Iterator<Item = f64>| {
            numbers.map(|number| number * number).sum::<f64>().sqrt()
        };
        let r = norm(&mut (0..n).map(|i| once[i] - x[i]));
        let v = norm(&mut (0..n).map(|i| twice[i] - 2.0 * once[i] + x[i]));
        let a = if v > 0.0 { (r / v).max(1.0) } else { 1.0 };
        for i in 0..n {
            let (r, v) = (once[i] - x[i], twice[i] - 2.0 * once[i] + x[i]);
            far[i] = (x[i] + 2.0 * a * r + a * a * v).clamp(-30.0, 30.0);
        }
        let jump = if a > 1.0 {
            objective.step(&far, &mut once).ok()
        } else {
            None
        };
        match jump {
            Some(reached) if reached >= middle - ROUNDING * middle.abs() => {
                std::mem::swap(x, &mut far);
                value = reached;
            }
            _ => {
                std::mem::swap(x, &mut twice);
                value = objective.step(x, &mut once)?;
            }
        }
        if value - before < enough {
            break;
        }
    }
    Ok(value)
}
