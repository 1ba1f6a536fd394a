//! Irreducible factors of a polynomial in one symbol over the rationals.

use super::dense::Dense;
use super::modular::{PRIME, Residues, irreducible_factors, nearest, product, residue};
use super::subsets::{MAX_SUBSETS, picked, subsets};
use crate::math::{Budget, Rational};

/// The irreducible factors with their multiplicities, each primitive; constants are left out.
///
/// # Errors
/// The coefficients are too large, or too many combinations would have to be tried.
pub(super) fn factor(polynomial: &Dense) -> Result<Vec<(Dense, u32)>, Budget> {
    let primitive = polynomial.primitive();
    match primitive.degree() {
        0 => return Ok(Vec::new()),
        1 => return Ok(vec![(primitive, 1)]),
        2 => {
            if let Some(factors) = quadratic(&primitive) {
                return Ok(factors);
            }
        }
        _ => {}
    }
    let mut factors = Vec::new();
    for (part, multiplicity) in primitive.square_free() {
        for factor in square_free_part(part)? {
            factors.push((factor, multiplicity));
        }
    }
    Ok(factors)
}

/// a x² + b x + c by its discriminant; `None` where that does not fit a machine word.
fn quadratic(polynomial: &Dense) -> Option<Vec<(Dense, u32)>> {
    let [c, b, a] = polynomial.coefficients() else {
        return None;
    };
    let (a, b, c) = (a.to_i64()?, b.to_i64()?, c.to_i64()?);
    let discriminant = b
        .checked_mul(b)?
        .checked_sub(a.checked_mul(c)?.checked_mul(4)?)?;
    let root = match discriminant.checked_isqrt() {
        Some(root) if root * root == discriminant => root,
        _ => return Some(vec![(polynomial.clone(), 1)]),
    };
    // With roots (−b ± √D)/2a the factors are 2a x + b ∓ √D, made primitive.
    let double = a.checked_mul(2)?;
    let factor = |constant: i64| Dense::new(vec![constant.into(), double.into()]).primitive();
    if root == 0 {
        return Some(vec![(factor(b), 2)]);
    }
    let (low, high) = (b.checked_sub(root)?, b.checked_add(root)?);
    Some(vec![(factor(low), 1), (factor(high), 1)])
}

/// The factors of a primitive polynomial without multiple roots: modulo one prime that is larger
/// than twice every coefficient a factor can have, then the combinations of those factors.
///
/// von zur Gathen & Gerhard, Modern Computer Algebra, algorithm 15.2.
fn square_free_part(whole: Dense) -> Result<Vec<Dense>, Budget> {
    if whole.degree() < 2 {
        return Ok(vec![whole]);
    }
    let coefficients: Vec<i64> = whole
        .coefficients()
        .iter()
        .map(Rational::to_i64)
        .collect::<Option<_>>()
        .ok_or(Budget::Factors)?;
    if !within_prime(&coefficients) {
        return Err(Budget::Factors);
    }
    let mut modular = irreducible_factors(&coefficients).ok_or(Budget::Factors)?;
    let mut rest = whole;
    let mut factors = Vec::new();
    let mut tried = 0;
    let mut size = 1;
    // A factor and its cofactor cannot both have more than half of the modular factors.
    'search: while 2 * size <= modular.len() {
        for bits in subsets(modular.len(), size) {
            tried += 1;
            if tried > MAX_SUBSETS {
                return Err(Budget::Factors);
            }
            let (inside, outside) = picked(&modular, bits);
            if let Some((factor, quotient)) = true_factor(&rest, &inside) {
                factors.push(factor);
                (rest, modular) = (quotient, outside);
                continue 'search;
            }
        }
        size += 1;
    }
    factors.push(rest);
    Ok(factors)
}

/// Whether lead × every factor has coefficients below half of the prime.
///
/// Mignotte's bound: a factor of degree d has coefficients of at most 2ᵈ ‖f‖₂.
fn within_prime(coefficients: &[i64]) -> bool {
    let degree = coefficients.len().saturating_sub(1) as i32;
    let lead = coefficients.last().map_or(0.0, |&value| value as f64);
    let norm = coefficients
        .iter()
        .map(|&value| value as f64 * value as f64)
        .sum::<f64>()
        .sqrt();
    // A doubling in reserve is far more than what the roundings above can add up to.
    4.0 * lead * norm * 2_f64.powi(degree) < PRIME as f64
}

/// The factor whose residues are the product of those picked, and its cofactor.
fn true_factor(whole: &Dense, residues: &[Residues]) -> Option<(Dense, Dense)> {
    let lead = whole.coefficients().last()?.to_i64()?;
    let candidate = residues
        .iter()
        .fold(vec![residue(lead)], |all, factor| product(&all, factor));
    let lifted = candidate
        .into_iter()
        .map(|value| Rational::from(nearest(value)))
        .collect();
    let factor = Dense::new(lifted).primitive();
    if !may_divide(&factor, whole) {
        return None;
    }
    let quotient = whole.over(&factor)?;
    Some((factor, quotient))
}

/// Whether the values of a factor at 0, 1 and −1 divide those of the whole: a division of numbers
/// rules out most candidates before one of polynomials.
fn may_divide(factor: &Dense, whole: &Dense) -> bool {
    [0, 1, -1].into_iter().all(|x| {
        let values = (value_at(factor, x), value_at(whole, x));
        // Past a machine word nothing is ruled out.
        let (Some(divisor), Some(value)) = values else {
            return true;
        };
        if divisor == 0 {
            value == 0
        } else {
            value % divisor == 0
        }
    })
}

fn value_at(polynomial: &Dense, x: i64) -> Option<i64> {
    let coefficients = polynomial.coefficients().iter().rev();
    coefficients
        .map(Rational::to_i64)
        .try_fold(0_i64, |value, next| {
            value.checked_mul(x)?.checked_add(next?)
        })
}
