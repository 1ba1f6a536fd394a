//! Prime factors and roots of integers.

use super::Stop;
use crate::math::Rational;
use dashu_int::UBig;
use dashu_int::ops::BitTest;

/// Primes up to here are found in an integer; what is left counts as one.
const MAX_PRIME: u64 = 1 << 12;

/// The longest integer that primes are looked for in.
const MAX_INTEGER_BITS: usize = 4096;

/// √value, where that is rational.
pub(super) fn rational_square_root(value: &Rational) -> Option<Rational> {
    let (above, below) = value.to_parts();
    let above = UBig::try_from(above).ok()?;
    let (root, below_root) = (above.nth_root(2), below.nth_root(2));
    (root.pow(2) == above && below_root.pow(2) == below)
        .then(|| Rational::of_parts(root.into(), below_root))
}

/// The prime factors of a positive integer with their exponents; what has no small factors counts
/// as a prime, unless it is a power.
pub(super) fn primes(value: &Rational) -> Result<Vec<(Rational, i64)>, Stop> {
    let (integer, _) = value.to_parts();
    let mut rest = UBig::try_from(integer).map_err(|_| Stop::Beyond)?;
    if rest.bit_len() > MAX_INTEGER_BITS {
        return Err(Stop::Beyond);
    }
    let mut found = Vec::new();
    let mut candidate = 2_u64;
    while candidate <= MAX_PRIME && !rest.is_one() {
        let mut exponent = 0;
        while &rest % candidate == 0 {
            rest /= candidate;
            exponent += 1;
        }
        if exponent > 0 {
            found.push((Rational::from(candidate as i64), exponent));
        }
        if rest < UBig::from(candidate * candidate) {
            break;
        }
        candidate += if candidate == 2 { 1 } else { 2 };
    }
    if !rest.is_one() {
        let (root, exponent) = perfect_power(rest);
        found.push((Rational::of_parts(root.into(), UBig::ONE), exponent));
    }
    Ok(found)
}

/// The integer of which this is the highest power.
fn perfect_power(value: UBig) -> (UBig, i64) {
    let mut exponent = 1;
    let mut base = value;
    for n in [2_usize, 3, 5, 7, 11, 13] {
        loop {
            let root = base.nth_root(n);
            if root.is_one() || root.pow(n) != base {
                break;
            }
            base = root;
            exponent *= n as i64;
        }
    }
    (base, exponent)
}
