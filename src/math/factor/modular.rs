//! Factoring modulo one large prime.

/// The Mersenne prime 2⁶¹ − 1: products reduce by a shift and a sum.
pub(super) const PRIME: u64 = (1 << 61) - 1;

/// How many times a splitting is tried; each fails with a chance of at most ½.
const ATTEMPTS: u64 = 64;

/// Coefficients from the constant term up; the last is not 0.
pub(super) type Residues = Vec<u64>;

const fn reduce(value: u128) -> u64 {
    let folded = (value & PRIME as u128) as u64 + (value >> 61) as u64;
    if folded >= PRIME {
        folded - PRIME
    } else {
        folded
    }
}

const fn times(a: u64, b: u64) -> u64 {
    reduce(a as u128 * b as u128)
}

const fn minus(a: u64, b: u64) -> u64 {
    if a >= b { a - b } else { a + PRIME - b }
}

fn inverse(a: u64) -> u64 {
    // Fermat: a ^ (p − 2) = 1/a.
    let mut result = 1;
    for bit in (0..61).rev() {
        result = times(result, result);
        if (PRIME - 2) >> bit & 1 == 1 {
            result = times(result, a);
        }
    }
    result
}

/// The residue of an integer.
pub(super) const fn residue(value: i64) -> u64 {
    value.rem_euclid(PRIME as i64) as u64
}

/// The integer nearest to 0 with this residue.
pub(super) const fn nearest(residue: u64) -> i64 {
    if residue > PRIME / 2 {
        residue as i64 - PRIME as i64
    } else {
        residue as i64
    }
}

fn trimmed(mut a: Residues) -> Residues {
    while a.last() == Some(&0) {
        a.pop();
    }
    a
}

fn monic(a: Residues) -> Residues {
    let Some(&lead) = a.last() else { return a };
    let factor = inverse(lead);
    a.into_iter().map(|value| times(value, factor)).collect()
}

/// a b
pub(super) fn product(a: &[u64], b: &[u64]) -> Residues {
    let mut out = vec![0; (a.len() + b.len()).saturating_sub(1)];
    for (shift, &left) in a.iter().enumerate() {
        for (target, &right) in out.iter_mut().skip(shift).zip(b) {
            *target = reduce(left as u128 * right as u128 + *target as u128);
        }
    }
    trimmed(out)
}

/// Quotient and remainder by a monic divisor.
fn divide(mut rest: Residues, divisor: &[u64]) -> (Residues, Residues) {
    let degree = divisor.len().saturating_sub(1);
    let mut quotient = vec![0; rest.len().saturating_sub(degree)];
    for (shift, slot) in quotient.iter_mut().enumerate().rev() {
        let factor = rest.pop().unwrap_or(0);
        for (target, &value) in rest.iter_mut().skip(shift).zip(divisor) {
            *target = minus(*target, times(factor, value));
        }
        *slot = factor;
    }
    (trimmed(quotient), trimmed(rest))
}

/// The monic greatest common divisor.
fn gcd(a: &[u64], b: &[u64]) -> Residues {
    let (mut a, mut b) = (monic(a.to_vec()), monic(b.to_vec()));
    while !b.is_empty() {
        let rest = divide(a, &b).1;
        (a, b) = (b, monic(rest));
    }
    a
}

/// base ^ exponent modulo a monic polynomial.
fn power(base: &[u64], exponent: u64, modulus: &[u64]) -> Residues {
    let mut result = divide(vec![1], modulus).1;
    for bit in (0..u64::BITS - exponent.leading_zeros()).rev() {
        result = divide(product(&result, &result), modulus).1;
        if exponent >> bit & 1 == 1 {
            result = divide(product(&result, base), modulus).1;
        }
    }
    result
}

fn subtract(a: &[u64], b: &[u64]) -> Residues {
    let at = |list: &[u64], index| list.get(index).copied().unwrap_or(0);
    let length = a.len().max(b.len());
    trimmed((0..length).map(|i| minus(at(a, i), at(b, i))).collect())
}

/// The monic irreducible factors of a polynomial modulo [`PRIME`], by distinct and then by equal
/// degrees; `None` where it has a multiple root there or a splitting was not found.
///
/// Cantor & Zassenhaus (1981), doi:10.1090/S0025-5718-1981-0606517-5, with x, x + 1, x + 2, … in
/// place of random polynomials, so that every run is the same.
pub(super) fn irreducible_factors(coefficients: &[i64]) -> Option<Vec<Residues>> {
    let mut rest = monic(coefficients.iter().copied().map(residue).collect());
    let derivative: Residues = (1..)
        .zip(rest.iter().skip(1))
        .map(|(exponent, &value)| times(exponent, value))
        .collect();
    if gcd(&rest, &trimmed(derivative)).len() > 1 {
        return None;
    }
    let x = [0, 1];
    let mut frobenius = x.to_vec();
    let mut factors = Vec::new();
    let mut degree = 0;
    while rest.len() > 2 * (degree + 1) {
        degree += 1;
        frobenius = power(&frobenius, PRIME, &rest);
        let common = gcd(&subtract(&frobenius, &x), &rest);
        if common.len() > 1 {
            rest = divide(rest, &common).0;
            frobenius = divide(frobenius, &rest).1;
            split_equal_degrees(common, degree, &mut factors)?;
        }
    }
    if rest.len() > 1 {
        factors.push(rest);
    }
    Some(factors)
}

/// Splits a product of irreducible factors that all have the same degree.
fn split_equal_degrees(whole: Residues, degree: usize, factors: &mut Vec<Residues>) -> Option<()> {
    if whole.len() == degree + 1 {
        factors.push(whole);
        return Some(());
    }
    let common = (0..ATTEMPTS)
        .map(|shift| {
            // a ^ ((pᵈ − 1)/2) = (a aᵖ a^p² …) ^ ((p − 1)/2), 1 or −1 modulo each factor.
            let mut conjugate = vec![shift, 1];
            let mut norm = conjugate.clone();
            for _ in 1..degree {
                conjugate = power(&conjugate, PRIME, &whole);
                norm = divide(product(&norm, &conjugate), &whole).1;
            }
            gcd(&subtract(&power(&norm, PRIME / 2, &whole), &[1]), &whole)
        })
        .find(|common| (2..whole.len()).contains(&common.len()))?;
    let other = divide(whole, &common).0;
    split_equal_degrees(common, degree, factors)?;
    split_equal_degrees(other, degree, factors)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_splits_into_its_factors() {
        // (x² + 1)(x − 2)(x + 5) = x⁴ + 3x³ − 9x² + 3x − 10; −1 is no square modulo 2⁶¹ − 1.
        let factors = irreducible_factors(&[-10, 3, -9, 3, 1]).unwrap();
        let mut read: Vec<Vec<i64>> = factors
            .iter()
            .map(|factor| factor.iter().copied().map(nearest).collect())
            .collect();
        read.sort();
        assert_eq!(read, [vec![-2, 1], vec![1, 0, 1], vec![5, 1]]);
    }

    #[test]
    fn multiple_roots_are_declined() {
        assert_eq!(irreducible_factors(&[1, 2, 1]), None);
    }

    #[test]
    fn residues_go_both_ways() {
        for value in [0, 1, -1, (1 << 60) - 1, -(1 << 59)] {
            assert_eq!(nearest(residue(value)), value);
        }
        assert_eq!(times(inverse(12345), 12345), 1);
    }
}
