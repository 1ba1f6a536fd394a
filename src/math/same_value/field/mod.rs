//! Rational functions in roots, exponentials, logarithms and angles.
//!
//! Everything that is no polynomial becomes a *generator*: a new symbol for |p|^(1/n), e^(u/n),
//! ln |p|, sin(u/n), cos(u/n), π, i, or for a function of which no law is known, with what is known
//! of its powers: (|p|^(1/n))^n = |p|, sin² = 1 − cos², i² = −1. Each generator is taken to the
//! least common denominator n of all that occur, so that x^(1/2) and x^(1/3) are powers of one.
//! An expression then is a quotient of polynomials in symbols and generators.
//!
//! The laws used hold at every point of the case at hand, in which the sign of every polynomial
//! that stands below a root, in a modulus or in a logarithm is assumed: that makes |x| either x
//! or −x, and √x either √|x| or i √|x|. What holds in all cases holds everywhere.

mod angle;
mod arithmetic;
mod build;
mod integer;
mod power;
mod ratio;
mod sign;
mod zero;

use super::Proof;
use crate::math::expand::sum_of_terms;
use crate::math::{Budget, Expr, Fraction, Monomial, NormalFormError, Polynomial, Rational};
use crate::math::{Rationals, Symbol};

pub(super) use zero::Zero;

/// A polynomial in symbols and generators.
pub(super) type Poly = Polynomial<Rational>;
/// A content, and factors with their multiplicities.
type Factors = (Rational, Vec<(Poly, u32)>);
/// A quotient of two of them.
pub(super) type Quotient = Fraction<Rational>;

/// How often everything is built again because a generator has a finer denominator now.
const MAX_PASSES: usize = 8;

/// What the names of generators begin with, and no name that anyone can type.
const MARK: char = '\u{1}';

/// The most generators at a time.
const MAX_GENERATORS: usize = 80;

/// The finest denominator of an exponent or an angle.
const MAX_DENOMINATOR: i64 = 360;

/// Why an expression has no quotient of polynomials for it in a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// It has no real value in this case.
    Undefined,
    /// It holds something that no law is known for.
    Beyond,
    Budget(Budget),
}

impl From<Budget> for Stop {
    fn from(budget: Budget) -> Self {
        Self::Budget(budget)
    }
}

impl From<NormalFormError> for Stop {
    fn from(error: NormalFormError) -> Self {
        match error {
            NormalFormError::Budget(budget) => Self::Budget(budget),
            NormalFormError::DivisionByZero => Self::Undefined,
            _ => Self::Beyond,
        }
    }
}

/// What a generator stands for, up to its denominator.
#[derive(Clone, Debug)]
enum Kind {
    Pi,
    /// i
    Imaginary,
    /// |p| ^ (1/n), where p is a prime number or a polynomial.
    Root(Poly),
    /// e ^ (u/n)
    Exponential(Quotient),
    /// (−1) ^ (u/n), where the whole exponent is an integer wherever there is a value.
    Parity(Quotient),
    /// ln |p|
    Logarithm(Poly),
    /// cos(u/n)
    Cosine(Quotient),
    /// sin(u/n)
    Sine(Quotient),
    /// A function of which nothing is known, by its name.
    Opaque(Expr<Rational>, Vec<Quotient>),
}

impl Kind {
    /// Whether two kinds can be the same: what can be told at a glance.
    fn may_be(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Root(a), Self::Root(b)) | (Self::Logarithm(a), Self::Logarithm(b)) => a == b,
            (Self::Opaque(a, _), Self::Opaque(b, _)) => a == b,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
}

#[derive(Clone, Debug)]
struct Generator {
    kind: Kind,
    /// The least common denominator.
    n: i64,
    symbol: Symbol,
    /// `symbol ^ .0 = .1`
    relation: Option<(u32, Poly)>,
}

/// The generators met so far, and the case that is looked at.
pub(super) struct Field {
    ring: Rationals,
    generators: Vec<Generator>,
    /// Whether a generator got a finer denominator since the pass began.
    stale: bool,
    /// The signs assumed, in the order asked for; true is above 0.
    case: Vec<(Poly, bool)>,
    /// Polynomials with their factors, as far as these were found.
    factored: Vec<(Poly, Factors)>,
    /// Whether algebraic numbers had to be told apart by bounds.
    separated: bool,
    /// Whether all symbols are above 0.
    positive: bool,
}

impl Field {
    pub(super) fn new(positive: bool) -> Self {
        Self {
            ring: Rationals::default(),
            generators: Vec::new(),
            stale: false,
            case: Vec::new(),
            factored: Vec::new(),
            separated: false,
            positive,
        }
    }

    /// Builds expressions until every generator has its final denominator.
    pub(super) fn build<const K: usize>(
        &mut self,
        exprs: [&Expr<Rational>; K],
    ) -> [Result<Quotient, Stop>; K] {
        let mut built = exprs.map(|_| Err(Stop::Beyond));
        for _ in 0..MAX_PASSES {
            self.stale = false;
            built = exprs.map(|expr| self.normal(expr));
            if !self.stale {
                return built;
            }
        }
        built.map(|_| Err(Stop::Beyond))
    }

    /// Goes on to the next case; false after the last one.
    pub(super) fn next_case(&mut self) -> bool {
        while let Some((_, positive)) = self.case.last_mut() {
            if *positive {
                *positive = false;
                // What |p| is has changed.
                self.generators.clear();
                return true;
            }
            self.case.pop();
        }
        false
    }

    /// Whether nothing but symbols and algebraic numbers occurs, so that what is not proved to be 0
    /// is not.
    pub(super) fn is_exact(&self, quotient: &Quotient) -> bool {
        quotient
            .numerator()
            .symbols()
            .iter()
            .all(|symbol| self.generator_of(symbol).is_none() || self.is_algebraic(symbol))
    }

    /// The polynomials whose signs are assumed, as expressions, true for above 0.
    pub(super) fn assumed(&self) -> Vec<(Expr<Rational>, bool)> {
        self.case
            .iter()
            .map(|(polynomial, positive)| (self.expression(polynomial), *positive))
            .collect()
    }

    /// How what is the same was proved to be so.
    pub(super) const fn proof(&self) -> Proof {
        if self.separated {
            Proof::Separation
        } else {
            Proof::NormalForm
        }
    }

    /// Whether a quotient has an imaginary part other than 0.
    pub(super) fn is_imaginary_number(&mut self, quotient: &Quotient) -> Result<bool, Stop> {
        if !self.has_imaginary(quotient) {
            return Ok(false);
        }
        let mut above = quotient.numerator().clone();
        if let Some(below) = quotient.denominator() {
            // a / b has the sign of the imaginary part of a b̄.
            let [re, im] = self.parts(below)?;
            let i = self.imaginary()?;
            let im = im.multiply(&mut self.ring, i.numerator())?;
            let im = im.negate(&mut self.ring)?;
            let conjugate = re.add(&mut self.ring, im)?;
            let product = above.multiply(&mut self.ring, &conjugate)?;
            above = self.reduced_polynomial(&product)?;
        }
        let [_, im] = self.parts(&above)?;
        Ok(self.is_zero(&im)? != Zero::Proved)
    }

    /// How many signs are assumed.
    pub(super) const fn assumptions(&self) -> usize {
        self.case.len()
    }

    fn number(&self, value: &Rational) -> Quotient {
        Polynomial::constant(&self.ring, value.clone()).into()
    }

    fn integer(&self, value: i64) -> Quotient {
        self.number(&value.into())
    }

    fn generator_of(&self, symbol: &Symbol) -> Option<&Generator> {
        let (index, _) = symbol.strip_prefix(MARK)?.split_once('/')?;
        self.generators
            .get(index.parse::<usize>().ok()?)
            .filter(|generator| generator.symbol == *symbol)
    }

    /// The generator of a kind, to a denominator that `denominator` divides; with the denominator
    /// it has.
    fn generator(&mut self, kind: Kind, denominator: i64) -> Result<(Symbol, i64), Stop> {
        let mut known = None;
        for index in 0..self.generators.len() {
            let candidate = self
                .generators
                .get(index)
                .filter(|other| kind.may_be(&other.kind))
                .map(|other| other.kind.clone());
            if let Some(other) = candidate
                && self.same_kind(&kind, &other)?
            {
                known = Some(index);
                break;
            }
        }
        let index = match known {
            Some(index) => index,
            None if self.generators.len() >= MAX_GENERATORS => {
                return Err(Stop::Budget(Budget::Terms));
            }
            None => {
                self.generators.push(Generator {
                    kind,
                    n: 0,
                    symbol: Symbol::from(""),
                    relation: None,
                });
                self.generators.len() - 1
            }
        };
        let n = self.generators.get(index).map_or(1, |known| known.n);
        let lcm = if n == 0 {
            denominator
        } else {
            n / gcd(n, denominator) * denominator
        };
        if lcm > MAX_DENOMINATOR {
            return Err(Stop::Beyond);
        }
        if lcm != n {
            // What was built with the coarser one must be built again.
            self.stale |= n != 0;
            self.refine(index, lcm)?;
        }
        self.generators
            .get(index)
            .map(|generator| (generator.symbol.clone(), generator.n))
            .ok_or(Stop::Beyond)
    }

    /// Gives a generator a denominator, a new name for it, and its relation.
    fn refine(&mut self, index: usize, n: i64) -> Result<(), Stop> {
        let Some(generator) = self.generators.get(index) else {
            return Err(Stop::Beyond);
        };
        let symbol = Symbol::from(format!("{MARK}{index}/{n}"));
        let power = u32::try_from(n).map_err(|_| Stop::Beyond)?;
        let relation = match generator.kind.clone() {
            Kind::Imaginary => Some((2, self.integer(-1).numerator().clone())),
            Kind::Root(base) => Some((power, self.modulus(&base)?)),
            Kind::Sine(angle) => {
                let (cosine, _) = self.generator(Kind::Cosine(angle), n)?;
                let square = Monomial::power(&cosine, 2);
                let square = Polynomial::term(&self.ring, Rational::from(-1), square);
                let one = Polynomial::constant(&self.ring, Rational::ONE);
                Some((2, one.add(&mut self.ring, square)?))
            }
            _ => None,
        };
        if let Some(generator) = self.generators.get_mut(index) {
            generator.n = n;
            generator.symbol = symbol;
            generator.relation = relation;
        }
        Ok(())
    }

    fn same_kind(&mut self, a: &Kind, b: &Kind) -> Result<bool, Stop> {
        match (a, b) {
            (Kind::Pi, Kind::Pi) | (Kind::Imaginary, Kind::Imaginary) => Ok(true),
            (Kind::Root(_), Kind::Root(_)) | (Kind::Logarithm(_), Kind::Logarithm(_)) => {
                Ok(a.may_be(b))
            }
            (Kind::Exponential(a), Kind::Exponential(b))
            | (Kind::Parity(a), Kind::Parity(b))
            | (Kind::Cosine(a), Kind::Cosine(b))
            | (Kind::Sine(a), Kind::Sine(b)) => self.same(a, b),
            (Kind::Opaque(f, a), Kind::Opaque(g, b)) if f == g && a.len() == b.len() => {
                for (a, b) in a.iter().zip(b) {
                    if !self.same(a, b)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// Whether two quotients are proved to be the same.
    pub(super) fn same(&mut self, a: &Quotient, b: &Quotient) -> Result<bool, Stop> {
        if a.numerator() == b.numerator() && a.denominator() == b.denominator() {
            return Ok(true);
        }
        let difference = self.difference(a, b)?;
        Ok(self.is_zero(difference.numerator())? == Zero::Proved)
    }

    /// What a polynomial stands for, as an expression without generators.
    pub(super) fn expression(&self, polynomial: &Poly) -> Expr<Rational> {
        let expr = sum_of_terms(polynomial);
        expr.replaced(&mut |part| match part {
            Expr::Symbol(symbol) => self
                .generator_of(symbol)
                .map(|generator| self.meaning(generator)),
            _ => None,
        })
    }
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 {
        a.abs().max(1)
    } else {
        gcd(b, a % b)
    }
}
