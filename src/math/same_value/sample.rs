//! Points at which two expressions are looked at: a difference found at one is proved.

use super::{Comparison, Sense, Witness};
use crate::math::numeric::{FIRST_BITS, NoNumber, Point, evaluate};
use crate::math::{Constant, Expr, Function, Rational, Symbol};

/// The most points that are looked at.
pub(super) const MAX_POINTS: usize = 64;

/// What all points together may cost, in operations.
const MAX_WORK: usize = 12_000;

/// What a function costs as much as.
const FUNCTION_WORK: usize = 12;

/// Precisions that constants are looked at with: before a proof is tried, and after.
const CONSTANT_BITS: [&[usize]; 2] = [&[FIRST_BITS, 160], &[512, 2048]];

/// Values of symbols: of both signs, above and below 1, whole and not.
const POOL: [(i64, i64); 22] = [
    (2, 1),
    (-1, 1),
    (1, 2),
    (3, 1),
    (-3, 2),
    (5, 1),
    (-2, 1),
    (1, 3),
    (7, 3),
    (4, 1),
    (-1, 3),
    (10, 1),
    (1, 1),
    (-5, 1),
    (3, 4),
    (0, 1),
    (-7, 2),
    (6, 1),
    (-1, 2),
    (20, 1),
    (-12, 1),
    (-25, 1),
];

/// The first points: above 1, between 0 and 1, below 0, and (−1)² to the power ½ in any order.
const FIRST: [[(i64, i64); 3]; 6] = [
    [(2, 1), (3, 1), (5, 1)],
    [(1, 2), (1, 3), (2, 5)],
    [(-1, 1), (-2, 1), (-3, 1)],
    [(-1, 1), (2, 1), (1, 2)],
    [(-3, 2), (5, 1), (4, 1)],
    [(7, 1), (-1, 2), (2, 1)],
];

/// How many operations an evaluation takes, more or less.
fn work(expr: &Expr<Rational>) -> usize {
    let mut work = 0;
    expr.any(&mut |part| {
        work += match part {
            Expr::Call(..) | Expr::Power(..) | Expr::Constant(Constant::Pi) => 1 + FUNCTION_WORK,
            _ => 1,
        };
        false
    });
    work
}

/// At how many points all of these may be looked at: so many, fewer of what is large.
pub(super) fn affordable<'a>(
    exprs: impl IntoIterator<Item = &'a Expr<Rational>>,
    most: usize,
) -> usize {
    let work: usize = exprs.into_iter().map(work).sum();
    (MAX_WORK / work.max(1)).clamp(2, most)
}

/// The i-th point: values for symbols, all above 0 if asked for.
pub(super) fn point(names: &[Symbol], index: usize, positive: bool) -> Vec<(Symbol, Rational)> {
    let value = |place: usize| {
        let (above, below) = match FIRST.get(index).and_then(|first| first.get(place)) {
            Some(value) => *value,
            // A fixed jumble (multiplicative hashing), so that no two symbols go together.
            None => {
                let mixed = (index as u64 + 1)
                    .wrapping_mul(0x9E37_79B9_7F4A_7C15)
                    .wrapping_add((place as u64 + 1).wrapping_mul(0xD1B5_4A32_D192_ED03));
                let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
                let place = (mixed >> 33) as usize % POOL.len();
                POOL.get(place).copied().unwrap_or((1, 1))
            }
        };
        let value = Rational::new(above, below).unwrap_or(Rational::ONE);
        match (positive, value.is_zero()) {
            (true, true) => Rational::from(9),
            (true, false) => value.abs(),
            (false, _) => value,
        }
    };
    names
        .iter()
        .enumerate()
        .map(|(place, name)| (name.clone(), value(place)))
        .collect()
}

/// Two expressions, and how often both were found to have a value.
pub(super) struct Samples<'a> {
    a: &'a Expr<Rational>,
    b: &'a Expr<Rational>,
    names: Vec<Symbol>,
    positive: bool,
    /// Values that are not real count as well.
    complex: bool,
    /// There is a modulus: ln |x| says more than ln x.
    modulus: bool,
    points: usize,
    next: usize,
    /// At how many points both have a value, the same as far as could be seen.
    pub(super) met: usize,
}

impl<'a> Samples<'a> {
    pub(super) fn new(a: &'a Expr<Rational>, b: &'a Expr<Rational>, sense: &Sense) -> Self {
        let mut names = Vec::new();
        let mut complex = false;
        let mut modulus = false;
        for expr in [a, b] {
            expr.any(&mut |part| {
                modulus |= matches!(part, Expr::Call(Function::Abs, _));
                match part {
                    Expr::Symbol(name) | Expr::Unit(name) | Expr::Apply(name, _) => {
                        names.push(name.clone());
                    }
                    Expr::Constant(Constant::I) => complex = true,
                    _ => {}
                }
                false
            });
        }
        names.sort();
        names.dedup();
        Self {
            a,
            b,
            positive: sense.positive,
            complex: complex || names.is_empty(),
            modulus,
            points: affordable([a, b], MAX_POINTS),
            names,
            next: 0,
            met: 0,
        }
    }

    /// Looks at points up to so many in all, until a difference is found.
    pub(super) fn difference(&mut self, up_to: usize) -> Option<Comparison> {
        if self.names.is_empty() {
            return self.constant_difference();
        }
        while self.next < up_to.min(self.points) {
            let point = point(&self.names, self.next, self.positive);
            self.next += 1;
            if let Some(witness) = self.apart(&point, FIRST_BITS) {
                return Some(Comparison::Different(witness));
            }
        }
        None
    }

    /// Constants are looked at with little precision first, with much when asked again.
    fn constant_difference(&mut self) -> Option<Comparison> {
        let bits = CONSTANT_BITS.get(self.next)?;
        self.next += 1;
        bits.iter()
            .find_map(|bits| self.apart(&[], *bits))
            .map(Comparison::Different)
    }

    fn apart(&mut self, at: &[(Symbol, Rational)], bits: usize) -> Option<Witness> {
        let (left, right) = match (evaluate(self.a, at, bits), evaluate(self.b, at, bits)) {
            (Ok(left), Ok(right)) => (left, right),
            (Ok(value), Err(NoNumber::Undefined)) if value.is_real() => {
                return self.is_beyond(self.b, at).then_some(Witness::Domain);
            }
            (Err(NoNumber::Undefined), Ok(value)) if value.is_real() => {
                return self.is_beyond(self.a, at).then_some(Witness::Domain);
            }
            _ => return None,
        };
        // Where neither of them is real, they have no value in the real sense.
        if !self.complex && !left.is_real() && !right.is_real() {
            return None;
        }
        if left.is_apart(&right, bits) {
            return Some(Witness::Point {
                at: at.to_vec(),
                left: left.bounds(),
                right: right.bounds(),
            });
        }
        // Where one of them is not real, they do not agree on what they have a value of.
        self.met += usize::from(self.complex || (left.is_real() && right.is_real()));
        None
    }

    /// Whether a point lies beyond the border of a logarithm, and moduli tell on which side: ln |x|
    /// has a value at −1, and ln x has none, by more than a point that was left out.
    fn is_beyond(&self, expr: &Expr<Rational>, at: Point<'_>) -> bool {
        self.modulus
            && expr.any(&mut |part| match part {
                Expr::Call(Function::Ln | Function::Log, arguments) => arguments
                    .first()
                    .and_then(|argument| evaluate(argument, at, FIRST_BITS).ok())
                    .and_then(|value| value.signum())
                    .is_some_and(|sign| sign < 0),
                _ => false,
            })
    }
}

/// Whether an expression has a value somewhere.
pub(super) fn has_value(expr: &Expr<Rational>, sense: &Sense) -> bool {
    let mut samples = Samples::new(expr, expr, sense);
    for points in 1..=samples.points {
        if samples.met > 0 || samples.difference(points).is_some() {
            break;
        }
    }
    samples.met > 0
}
