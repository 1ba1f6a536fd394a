//! Mathematical expressions over numbers and declared symbols.

use super::Ratio;
use std::sync::Arc;

/// A free symbol such as `x`; also the name of a unit such as `km`.
pub type Symbol = Arc<str>;

/// An expression with its shape kept: what is displayed, tested for form and brought to normal form.
///
/// `N` is what stands for a number: a [`Rational`](super::Rational) in an answer or an instance, a
/// slot of the program in a compiled template.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Expr<N> {
    /// A number.
    Number(N),
    /// A free symbol.
    Symbol(Symbol),
    /// A number with a name.
    Constant(Constant),
    /// A unit of measurement by its name, prefix included, such as `km`.
    Unit(Symbol),
    /// −a
    Negate(Box<Expr<N>>),
    /// ±a; all of them in one expression take the same sign, and −(±a) is ∓a.
    PlusMinus(Box<Expr<N>>),
    /// a + b + …, two or more; a subtraction is the sum of a negation
    Sum(Vec<Expr<N>>),
    /// a b …, two or more
    Product(Vec<Expr<N>>),
    /// a / b
    Quotient(Box<Expr<N>>, Box<Expr<N>>),
    /// a ^ b
    Power(Box<Expr<N>>, Box<Expr<N>>),
    /// A known function of as many arguments as it takes.
    Call(Function, Vec<Expr<N>>),
    /// A function or a sequence that is only named: f(x), a₁.
    Apply(Symbol, Vec<Expr<N>>),
    /// a = b, a < b; a chain is a conjunction.
    Relation(Relation, Box<Expr<N>>, Box<Expr<N>>),
    /// true, false
    Boolean(bool),
    /// not a
    Not(Box<Expr<N>>),
    /// a and b and …, two or more
    And(Vec<Expr<N>>),
    /// a or b or …, two or more
    Or(Vec<Expr<N>>),
    /// Several values in brackets.
    Collection(Collection, Vec<Expr<N>>),
    /// Rows of equal length, one or more of one or more.
    Matrix(Vec<Vec<Expr<N>>>),
    /// All real numbers between two ends, either of which may be infinite.
    Interval(Box<Interval<N>>),
    /// Sets of numbers taken together, two or more.
    Union(Vec<Expr<N>>),
}

/// A number with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Constant {
    /// π
    Pi,
    /// e, the base of natural logarithms
    E,
    /// i, the imaginary unit
    I,
    /// ∞; −∞ is its negation
    Infinity,
}

/// A function that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Function {
    /// √a
    Sqrt,
    /// root(a, n): the n-th root of a
    Root,
    /// |a|
    Abs,
    /// e^a, written as a function
    Exp,
    /// The natural logarithm.
    Ln,
    /// log(a, b): the logarithm of a to the base b; with one argument to the base 10
    Log,
    /// Sine.
    Sin,
    /// Cosine.
    Cos,
    /// Tangent.
    Tan,
    /// 1/cos
    Sec,
    /// 1/sin
    Csc,
    /// 1/tan
    Cot,
    /// Inverse sine.
    Asin,
    /// Inverse cosine.
    Acos,
    /// Inverse tangent.
    Atan,
    /// Hyperbolic sine.
    Sinh,
    /// Hyperbolic cosine.
    Cosh,
    /// Hyperbolic tangent.
    Tanh,
    /// a!
    Factorial,
    /// binomial(n, k)
    Binomial,
    /// The greatest integer not above.
    Floor,
    /// The least integer not below.
    Ceil,
    /// The nearest integer, halves to the even one.
    Round,
    /// −1, 0 or 1
    Sign,
    /// The smallest of one or more.
    Min,
    /// The largest of one or more.
    Max,
    /// The greatest common divisor of one or more.
    Gcd,
    /// The least common multiple of one or more.
    Lcm,
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// =
    Equal,
    /// ≠
    NotEqual,
    /// <
    Less,
    /// ≤
    LessEqual,
    /// >
    Greater,
    /// ≥
    GreaterEqual,
}

/// What brackets around several values mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Collection {
    /// [a, b]: in order
    List,
    /// {a, b}: in any order
    Set,
    /// (a, b): in order, a point or a solution
    Tuple,
    /// ⟨a, b⟩, or a column: in order
    Vector,
}

/// All real numbers between two ends.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Interval<N> {
    /// The lower end, possibly −∞.
    pub low: Expr<N>,
    /// Whether the lower end belongs to it.
    pub low_closed: bool,
    /// The upper end, possibly ∞.
    pub high: Expr<N>,
    /// Whether the upper end belongs to it.
    pub high_closed: bool,
}

impl Relation {
    /// The relation with its sides exchanged: `<` becomes `>`.
    #[must_use]
    pub const fn flipped(self) -> Self {
        match self {
            Self::Less => Self::Greater,
            Self::LessEqual => Self::GreaterEqual,
            Self::Greater => Self::Less,
            Self::GreaterEqual => Self::LessEqual,
            Self::Equal | Self::NotEqual => self,
        }
    }

    /// What holds where it does not, between real numbers.
    #[must_use]
    pub const fn negated(self) -> Self {
        match self {
            Self::Equal => Self::NotEqual,
            Self::NotEqual => Self::Equal,
            Self::Less => Self::GreaterEqual,
            Self::LessEqual => Self::Greater,
            Self::Greater => Self::LessEqual,
            Self::GreaterEqual => Self::Less,
        }
    }
}

impl<N> Expr<N> {
    /// The equation of two sides.
    pub fn equation(left: Self, right: Self) -> Self {
        Self::Relation(Relation::Equal, Box::new(left), Box::new(right))
    }

    /// The expressions directly below this one, from left to right.
    pub fn children(&self) -> Vec<&Self> {
        match self {
            Self::Number(_)
            | Self::Symbol(_)
            | Self::Constant(_)
            | Self::Unit(_)
            | Self::Boolean(_) => Vec::new(),
            Self::Negate(a) | Self::PlusMinus(a) | Self::Not(a) => vec![a],
            Self::Quotient(a, b) | Self::Power(a, b) | Self::Relation(_, a, b) => vec![a, b],
            Self::Sum(parts)
            | Self::Product(parts)
            | Self::Call(_, parts)
            | Self::Apply(_, parts)
            | Self::And(parts)
            | Self::Or(parts)
            | Self::Collection(_, parts)
            | Self::Union(parts) => parts.iter().collect(),
            Self::Matrix(rows) => rows.iter().flatten().collect(),
            Self::Interval(interval) => vec![&interval.low, &interval.high],
        }
    }

    /// Whether this or anything below it is so.
    pub fn any(&self, is: &mut impl FnMut(&Self) -> bool) -> bool {
        is(self) || self.children().into_iter().any(|child| child.any(is))
    }

    /// The same expression over other numbers.
    pub fn map<M>(&self, number: &mut impl FnMut(&N) -> M) -> Expr<M> {
        self.convert(&mut |_| None, number)
    }

    /// The same expression with every part that `replace` has something else for replaced, outermost
    /// first.
    #[must_use]
    pub fn replaced(&self, replace: &mut impl FnMut(&Self) -> Option<Self>) -> Self
    where
        N: Clone,
    {
        self.convert(replace, &mut N::clone)
    }

    /// The same expression over other numbers, with every part that `replace` has something else for
    /// replaced, outermost first.
    pub fn convert<M>(
        &self,
        replace: &mut impl FnMut(&Self) -> Option<Expr<M>>,
        number: &mut impl FnMut(&N) -> M,
    ) -> Expr<M> {
        if let Some(other) = replace(self) {
            return other;
        }
        let mut one = |part: &Self| part.convert(replace, number);
        macro_rules! boxed {
            ($part:expr) => {
                Box::new(one($part))
            };
        }
        macro_rules! all {
            ($parts:expr) => {
                $parts.iter().map(&mut one).collect()
            };
        }
        match self {
            Self::Number(value) => Expr::Number(number(value)),
            Self::Symbol(symbol) => Expr::Symbol(symbol.clone()),
            Self::Constant(constant) => Expr::Constant(*constant),
            Self::Unit(unit) => Expr::Unit(unit.clone()),
            Self::Boolean(value) => Expr::Boolean(*value),
            Self::Negate(a) => Expr::Negate(boxed!(a)),
            Self::PlusMinus(a) => Expr::PlusMinus(boxed!(a)),
            Self::Not(a) => Expr::Not(boxed!(a)),
            Self::Quotient(a, b) => Expr::Quotient(boxed!(a), boxed!(b)),
            Self::Power(a, b) => Expr::Power(boxed!(a), boxed!(b)),
            Self::Relation(relation, a, b) => Expr::Relation(*relation, boxed!(a), boxed!(b)),
            Self::Sum(parts) => Expr::Sum(all!(parts)),
            Self::Product(parts) => Expr::Product(all!(parts)),
            Self::Call(function, parts) => Expr::Call(*function, all!(parts)),
            Self::Apply(name, parts) => Expr::Apply(name.clone(), all!(parts)),
            Self::And(parts) => Expr::And(all!(parts)),
            Self::Or(parts) => Expr::Or(all!(parts)),
            Self::Collection(kind, parts) => Expr::Collection(*kind, all!(parts)),
            Self::Union(parts) => Expr::Union(all!(parts)),
            Self::Matrix(rows) => Expr::Matrix(rows.iter().map(|row| all!(row)).collect()),
            Self::Interval(interval) => Expr::Interval(Box::new(Interval {
                low: one(&interval.low),
                low_closed: interval.low_closed,
                high: one(&interval.high),
                high_closed: interval.high_closed,
            })),
        }
    }
}

impl From<Ratio> for Expr<Ratio> {
    fn from(value: Ratio) -> Self {
        Self::Number(value)
    }
}
