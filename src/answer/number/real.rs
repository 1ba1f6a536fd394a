//! Real numbers as answers and keys have them: rational, or given by an expression such as √2.

use crate::answer::{Precision, Value};
use crate::math::{
    Comparison, Doubt, Expr, Fraction, NormalFormError, Rational, Sense, Witness, enclose,
    round_to_figures, round_to_places, same_value,
};

/// How exactly irrational numbers are looked at before a question about them is given up: far
/// beyond any tolerance that people write.
const MOST_BITS: usize = 512;

/// A real number.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::answer) enum Real {
    Rational(Rational),
    /// A constant expression whose value is not known to be rational.
    Constant(Expr<Rational>),
}

impl Real {
    /// The number an expression stands for; `None` where it has symbols or is no number at all.
    pub fn of(expr: &Expr<Rational>) -> Result<Option<Self>, NormalFormError> {
        match Fraction::of(expr) {
            Ok(fraction) => Ok(fraction.as_number().map(Self::Rational)),
            Err(NormalFormError::NotRational | NormalFormError::Exponent) => {
                Ok(is_constant(expr).then(|| Self::Constant(expr.clone())))
            }
            Err(error) => Err(error),
        }
    }

    /// The number of a value.
    pub fn of_value(value: &Value) -> Option<Self> {
        match value {
            Value::Number(number) => Some(Self::Rational(number.clone())),
            Value::Expression(expr) => Self::of(expr).ok().flatten(),
            _ => None,
        }
    }

    pub const fn rational(&self) -> Option<&Rational> {
        match self {
            Self::Rational(value) => Some(value),
            Self::Constant(_) => None,
        }
    }

    fn expr(&self) -> Expr<Rational> {
        match self {
            Self::Rational(value) => Expr::Number(value.clone()),
            Self::Constant(expr) => expr.clone(),
        }
    }

    /// Whether two numbers are the same.
    pub fn compare(&self, other: &Self) -> Comparison {
        match (self, other) {
            (Self::Rational(a), Self::Rational(b)) if a != b => {
                Comparison::Different(Witness::Kind)
            }
            _ => same_value(&self.expr(), &other.expr(), &Sense::default()),
        }
    }

    /// This × factor + offset.
    pub fn scaled(&self, factor: &Self, offset: &Rational) -> Self {
        match (self, factor) {
            (Self::Rational(value), Self::Rational(factor)) => {
                Self::Rational(&(value * factor) + offset)
            }
            _ => {
                let product = Expr::Product(vec![self.expr(), factor.expr()]);
                Self::Constant(if offset.is_zero() {
                    product
                } else {
                    Expr::Sum(vec![product, Expr::Number(offset.clone())])
                })
            }
        }
    }

    /// Asks a question about ever closer bounds of the number until they answer it alike.
    fn settle<T: PartialEq>(&self, question: impl Fn(&Rational) -> T) -> Option<T> {
        let expr = match self {
            Self::Rational(value) => return Some(question(value)),
            Self::Constant(expr) => expr,
        };
        let mut bits = 64;
        while bits <= MOST_BITS {
            let (low, high) = enclose(expr, bits)?;
            let answer = question(&low);
            if answer == question(&high) {
                return Some(answer);
            }
            bits *= 2;
        }
        None
    }

    /// Whether the two are at most so far apart; `None` where that cannot be told.
    pub fn is_within(&self, distance: &Rational, other: &Self) -> Option<bool> {
        let minus_one = Self::Rational(-&Rational::ONE);
        let difference = match (self, other) {
            (Self::Rational(a), Self::Rational(b)) => Self::Rational(a - b),
            _ => Self::Constant(Expr::Sum(vec![
                self.expr(),
                other.scaled(&minus_one, &Rational::ZERO).expr(),
            ])),
        };
        // Three answers, so that bounds on either side of the other number do not agree by chance.
        difference
            .settle(|apart| match (apart.abs() <= *distance, apart.signum()) {
                (true, _) => 0,
                (false, sign) => sign,
            })
            .map(|side| side == 0)
    }

    /// The number rounded to so many figures or places, halves away from zero.
    pub fn rounded(&self, precision: Precision) -> Option<Rational> {
        self.settle(|value| round(value, precision))
    }

    /// Whether it is at least as large as a rational number.
    pub fn is_at_least(&self, other: &Rational) -> Option<bool> {
        match self {
            Self::Rational(value) => Some(value >= other),
            // An irrational number is never equal to it.
            Self::Constant(_) => self.settle(|value| value >= other),
        }
    }

    /// Its size, near enough for a relative tolerance.
    pub fn magnitude(&self) -> Option<Rational> {
        match self {
            Self::Rational(value) => Some(value.abs()),
            Self::Constant(expr) => enclose(expr, 64).map(|(low, _)| low.abs()),
        }
    }
}

/// A number rounded to so many figures or places, halves away from zero.
pub(in crate::answer) fn round(value: &Rational, precision: Precision) -> Rational {
    match precision {
        Precision::SignificantFigures(figures) => round_to_figures(value, figures),
        Precision::DecimalPlaces(places) => round_to_places(value, places),
    }
}

/// Whether it holds nothing but numbers and what can be done with them.
fn is_constant(expr: &Expr<Rational>) -> bool {
    let number = matches!(
        expr,
        Expr::Number(_)
            | Expr::Constant(_)
            | Expr::Negate(_)
            | Expr::Sum(_)
            | Expr::Product(_)
            | Expr::Quotient(..)
            | Expr::Power(..)
            | Expr::Call(..)
    );
    number && expr.children().into_iter().all(is_constant)
}

/// Equal, or different, as an `Option<bool>` that is `None` for undecided.
pub(in crate::answer) fn decided(comparison: &Comparison) -> Result<bool, Doubt> {
    match comparison {
        Comparison::Equal(_) => Ok(true),
        Comparison::Different(_) => Ok(false),
        Comparison::Undecided(doubt) => Err(*doubt),
    }
}
