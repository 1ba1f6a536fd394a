//! What is asked of a comparison, and how it ends.

use crate::math::{Budget, Monomial, Rational, Symbol};

/// In which sense two values are to be the same.
///
/// Symbols stand for real numbers. Even roots of negative numbers are complex (principal values),
/// odd roots of real numbers are real, a logarithm and a power with a symbol in its exponent need a
/// base above 0 (or an integer exponent). Two expressions are the same where they agree at every
/// point at which both have a real value: removable points are ignored, and so are points that only
/// one of them has a value at, unless `strict`. √x and |x|^(1/2) differ, as √−1 is not 1, and ln x
/// and ln |x| do, as the modulus is there for numbers below 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sense {
    /// They must also have a value at the same points: 1/(x + 1) is not (x − 1)/(x² − 1), x is not
    /// (√x)².
    pub strict: bool,
    /// Equations are compared by their real solutions, not by their two sides: x² = 0 is x = 0.
    pub solution_set: bool,
    /// How often an element occurs in a set matters: {1, 1} is not {1}.
    pub multiplicity: bool,
    /// Symbols stand for numbers above 0 only.
    pub positive: bool,
}

/// How a comparison ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// Proved equal.
    Equal(Proof),
    /// Proved different.
    Different(Witness),
    /// Neither could be proved; never counts as right.
    Undecided(Doubt),
}

/// How two values were proved equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Proof {
    /// They are written alike, and have a value.
    Identical,
    /// Their normal forms agree: polynomials and quotients of them, also in roots, powers,
    /// logarithms and angles with the laws that hold for these.
    NormalForm,
    /// Modulo random primes they agree at random points, more often than different ones could but
    /// with a probability below 2 ^ −`error_bits`.
    Modular {
        /// At least 100.
        error_bits: u32,
    },
    /// Algebraic numbers nearer to each other than two different ones can be.
    Separation,
    /// The same real numbers satisfy both.
    RealSets,
    /// They are true in the same cases.
    TruthTable,
    /// They generate the same ideal, so that they have the same solutions.
    GroebnerBasis,
}

/// What shows that two values are different.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Witness {
    /// Multiplied out over one denominator, these terms have different coefficients.
    Coefficient(Monomial),
    /// At a point they have different values.
    Point {
        /// The values of the symbols.
        at: Vec<(Symbol, Rational)>,
        /// Bounds of the left one's value, where it is real.
        left: Option<(Rational, Rational)>,
        /// Bounds of the right one's value, where it is real.
        right: Option<(Rational, Rational)>,
    },
    /// Modulo this prime they differ at some point.
    Modular {
        /// The prime.
        prime: u64,
    },
    /// They are not the same kind of thing: a set and a list, a number and an equation.
    Kind,
    /// They have different numbers of elements.
    Length,
    /// The left one has an element, counted from 0, that the right one has not (in this place).
    LeftElement(usize),
    /// The right one has an element, counted from 0, that the left one has not.
    RightElement(usize),
    /// A real number, or one between these two, that satisfies only one of them.
    Member(Rational, Rational),
    /// A case in which only one of them is true: the values of the letters.
    Case(Vec<(Symbol, bool)>),
    /// Their sides are not in a constant ratio.
    Ratio,
    /// Only one of them has a value at some point.
    Domain,
}

/// Why a comparison could not be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Doubt {
    /// They are too large.
    Budget(Budget),
    /// One of them has no value anywhere, such as 1/0.
    NoValue,
    /// No method that is known here decides it.
    Beyond,
}

impl Comparison {
    /// Whether it is proved that they are equal.
    pub const fn is_equal(&self) -> bool {
        matches!(self, Self::Equal(_))
    }

    /// Whether it is proved that they are different.
    pub const fn is_different(&self) -> bool {
        matches!(self, Self::Different(_))
    }
}

impl From<Budget> for Comparison {
    fn from(budget: Budget) -> Self {
        Self::Undecided(Doubt::Budget(budget))
    }
}
