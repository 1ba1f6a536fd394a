//! Polynomials too large to be multiplied out, compared modulo large primes at random points.
//!
//! A polynomial of degree d that is not 0 modulo a prime p is 0 at a random point with a chance of
//! at most d/p: Schwartz (1980), doi:10.1145/322217.322225. One that is not 0 at all is 0 modulo p
//! only where p divides all its coefficients: an integer of h bits has at most h/60 prime divisors
//! above 2 ^ 60, of the more than 2 ^ 54 primes between 2 ^ 60 and 2 ^ 61.

use super::{Comparison, Doubt, Proof, Witness};
use crate::base::{Secret, Stream};
use crate::math::numeric::{FIRST_BITS, Number, evaluate};
use crate::math::{Budget, Expr, Rational, Symbol};

/// log₂ of the chance of an error is below minus this.
const ERROR_BITS: u32 = 100;

/// The most pairs of prime and point.
const MAX_TRIALS: u32 = 8;

/// log₂ of the least prime.
const PRIME_BITS: u32 = 60;

/// log₂ of 60 × how many such primes there are, at least.
const PRIMES_BITS: u32 = 59;

/// Witnesses that tell every composite below 2 ^ 64 from a prime: Sorenson & Webster (2017),
/// doi:10.1090/mcom/3134.
const WITNESSES: [u64; 12] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37];

/// Compares two quotients of polynomials, without multiplying them out.
pub(super) fn compare(a: &Expr<Rational>, b: &Expr<Rational>) -> Comparison {
    let bounds = bound(a).zip(bound(b));
    decide(bounds, [a, b], |stream, modulus| {
        let point = random_point([a, b], stream, modulus);
        let left = modulus.value(a, &point)?;
        let right = modulus.value(b, &point)?;
        Some(left == right)
    })
}

/// Whether two polynomials are in a constant ratio: f(P) g(Q) = f(Q) g(P) at all points.
pub(super) fn proportional(f: &Expr<Rational>, g: &Expr<Rational>) -> Comparison {
    let bounds = bound(f)
        .zip(bound(g))
        .filter(|(f, g)| !f.divides && !g.divides);
    let mut zero = [true, true];
    let decided = decide(bounds, [f, g], |stream, modulus| {
        let (p, q) = (
            random_point([f, g], stream, modulus),
            random_point([f, g], stream, modulus),
        );
        let (fp, gp) = (modulus.value(f, &p)?, modulus.value(g, &p)?);
        let (fq, gq) = (modulus.value(f, &q)?, modulus.value(g, &q)?);
        let [f_zero, g_zero] = &mut zero;
        *f_zero &= fp == 0;
        *g_zero &= gp == 0;
        Some(modulus.times(fp, gq) == modulus.times(fq, gp))
    });
    match zero {
        [false, true] | [true, false] if decided.is_equal() => {
            Comparison::Different(Witness::Ratio)
        }
        _ => decided,
    }
}

/// Tries as often as the bounds ask for.
fn decide(
    bounds: Option<(Bound, Bound)>,
    exprs: [&Expr<Rational>; 2],
    mut agree: impl FnMut(&mut Stream, Modulus) -> Option<bool>,
) -> Comparison {
    let undecided = Comparison::Undecided(Doubt::Budget(Budget::Operations));
    let Some((left, right)) = bounds else {
        return undecided;
    };
    let bits = |value: u64| u64::BITS - value.leading_zeros();
    let degree = bits(left.degree.saturating_add(right.degree));
    let height = bits(left.height.saturating_add(right.height).saturating_add(1));
    let each = PRIME_BITS
        .saturating_sub(degree)
        .min(PRIMES_BITS.saturating_sub(height))
        .saturating_sub(1);
    if each == 0 || ERROR_BITS.div_ceil(each) > MAX_TRIALS {
        return undecided;
    }
    // The expressions decide on the points, so that none can be made to fit them.
    let seed = format!("{exprs:?}");
    let key = Secret::from_seed("identities").key("modular", &[seed.as_bytes()]);
    let mut stream = Stream::new(&key, 0);
    let mut agreed = 0;
    for _ in 0..2 * MAX_TRIALS {
        let modulus = Modulus::random(&mut stream);
        match agree(&mut stream, modulus) {
            Some(false) => return Comparison::Different(Witness::Modular { prime: modulus.0 }),
            Some(true) => agreed += each,
            // A denominator is 0 there.
            None => continue,
        }
        if agreed >= ERROR_BITS {
            return Comparison::Equal(Proof::Modular { error_bits: agreed });
        }
    }
    undecided
}

/// How large numerator and denominator of an expression can be, over one denominator.
#[derive(Clone, Copy, Debug)]
struct Bound {
    degree: u64,
    /// Bits of the sum of the coefficients' sizes, for integer coefficients.
    height: u64,
    /// Whether there is a denominator with symbols.
    divides: bool,
}

fn bound(expr: &Expr<Rational>) -> Option<Bound> {
    let both = |a: Bound, b: Bound| {
        Some(Bound {
            degree: a.degree.checked_add(b.degree)?,
            height: a.height.checked_add(b.height)?,
            divides: a.divides || b.divides,
        })
    };
    match expr {
        Expr::Number(value) => Some(Bound {
            degree: 0,
            height: value.bits(),
            divides: false,
        }),
        Expr::Symbol(_) => Some(Bound {
            degree: 1,
            height: 1,
            divides: false,
        }),
        Expr::Negate(inner) => bound(inner),
        Expr::Sum(parts) => {
            let mut parts = parts.iter();
            let mut sum = bound(parts.next()?)?;
            for part in parts {
                let part = bound(part)?;
                let height = sum.height.checked_add(part.height)?.checked_add(1)?;
                let degree = if sum.divides || part.divides {
                    sum.degree.checked_add(part.degree)?
                } else {
                    sum.degree.max(part.degree)
                };
                sum = Bound {
                    degree,
                    height,
                    divides: sum.divides || part.divides,
                };
            }
            Some(sum)
        }
        Expr::Product(parts) => {
            let mut parts = parts.iter();
            let first = bound(parts.next()?)?;
            parts.try_fold(first, |product, part| both(product, bound(part)?))
        }
        Expr::Quotient(above, below) => {
            let (above, below) = (bound(above)?, bound(below)?);
            let mut quotient = both(above, below)?;
            quotient.divides |= below.degree > 0;
            Some(quotient)
        }
        Expr::Power(base, exponent) => {
            let base = bound(base)?;
            let n = integer(exponent)?;
            Some(Bound {
                degree: base.degree.checked_mul(n.unsigned_abs())?,
                height: base.height.checked_mul(n.unsigned_abs())?,
                divides: base.divides || n < 0 && base.degree > 0,
            })
        }
        _ => None,
    }
}

/// The value of an exponent that is an integer.
fn integer(expr: &Expr<Rational>) -> Option<i64> {
    match evaluate(expr, &[], FIRST_BITS) {
        Ok(Number::Exact(value)) => value.to_i64(),
        _ => None,
    }
}

fn random_point(
    exprs: [&Expr<Rational>; 2],
    stream: &mut Stream,
    modulus: Modulus,
) -> Vec<(Symbol, u64)> {
    let mut point: Vec<(Symbol, u64)> = Vec::new();
    for expr in exprs {
        expr.any(&mut |part| {
            if let Expr::Symbol(symbol) = part
                && !point.iter().any(|(known, _)| known == symbol)
            {
                point.push((symbol.clone(), stream.below(modulus.0)));
            }
            false
        });
    }
    point
}

/// A prime between 2 ^ 60 and 2 ^ 61.
#[derive(Clone, Copy, Debug)]
struct Modulus(u64);

impl Modulus {
    fn random(stream: &mut Stream) -> Self {
        loop {
            let candidate = Self(((1 << PRIME_BITS) + stream.below(1 << PRIME_BITS)) | 1);
            if candidate.is_prime() {
                return candidate;
            }
        }
    }

    /// Miller (1976) & Rabin (1980), doi:10.1016/0022-314X(80)90084-0.
    fn is_prime(self) -> bool {
        let odd = self.0 - 1;
        let twos = odd.trailing_zeros();
        WITNESSES.into_iter().all(|witness| {
            let mut power = self.power(witness, odd >> twos);
            if power == 1 || power == odd {
                return true;
            }
            (1..twos).any(|_| {
                power = self.times(power, power);
                power == odd
            })
        })
    }

    const fn times(self, a: u64, b: u64) -> u64 {
        (a as u128 * b as u128 % self.0 as u128) as u64
    }

    const fn plus(self, a: u64, b: u64) -> u64 {
        (a + b) % self.0
    }

    fn power(self, base: u64, exponent: u64) -> u64 {
        let mut result = 1;
        for bit in (0..u64::BITS - exponent.leading_zeros()).rev() {
            result = self.times(result, result);
            if exponent >> bit & 1 == 1 {
                result = self.times(result, base);
            }
        }
        result
    }

    fn inverse(self, a: u64) -> Option<u64> {
        (a != 0).then(|| self.power(a, self.0 - 2))
    }

    /// The residue of an expression at a point; `None` where it divides by 0.
    fn value(self, expr: &Expr<Rational>, at: &[(Symbol, u64)]) -> Option<u64> {
        match expr {
            Expr::Number(value) => self.residue(value),
            Expr::Symbol(symbol) => at
                .iter()
                .find(|(known, _)| known == symbol)
                .map(|(_, value)| *value),
            Expr::Negate(inner) => Some(self.plus(self.0 - self.value(inner, at)?, 0)),
            Expr::Sum(parts) => parts
                .iter()
                .try_fold(0, |sum, part| Some(self.plus(sum, self.value(part, at)?))),
            Expr::Product(parts) => parts.iter().try_fold(1, |product, part| {
                Some(self.times(product, self.value(part, at)?))
            }),
            Expr::Quotient(above, below) => {
                let below = self.inverse(self.value(below, at)?)?;
                Some(self.times(self.value(above, at)?, below))
            }
            Expr::Power(base, exponent) => {
                let (base, n) = (self.value(base, at)?, integer(exponent)?);
                let power = self.power(base, n.unsigned_abs());
                if n < 0 {
                    self.inverse(power)
                } else {
                    Some(power)
                }
            }
            _ => None,
        }
    }

    fn residue(self, value: &Rational) -> Option<u64> {
        let modulus = Rational::from(self.0 as i64);
        let part = |integer: Rational| {
            let rest = integer.checked_mod(&modulus)?.to_i64()?;
            u64::try_from(rest).ok()
        };
        let below = self.inverse(part(value.denominator())?)?;
        Some(self.times(part(value.numerator())?, below))
    }
}
