//! The exact normal form of polynomials and rational functions.

use super::polynomial::{Budget, Polynomial, Rationals, Ring};
use super::{Comparison, Expr, Proof, Rational, Witness};

/// Why an expression has no normal form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NormalFormError {
    /// It is too large.
    #[error(transparent)]
    Budget(#[from] Budget),
    /// It has no value anywhere.
    #[error("it divides by zero")]
    DivisionByZero,
    /// It is no quotient of polynomials.
    #[error("an exponent must be an integer")]
    Exponent,
    /// It holds something that no quotient of polynomials can be made of, such as a root.
    #[error("it is no quotient of polynomials")]
    NotRational,
    /// It has no value, it is true or false.
    #[error("an equation has no value")]
    Equation,
}

/// A quotient of two polynomials, not reduced; the denominator is not the polynomial 0.
#[derive(Clone, Debug)]
pub struct Fraction<E> {
    numerator: Polynomial<E>,
    /// `None` for 1, by far the most frequent, so that it costs no multiplication.
    denominator: Option<Polynomial<E>>,
}

/// Brings an expression to one numerator over one denominator, like terms collected.
///
/// `number` makes a coefficient of a number leaf; `exponent` gives the value of one that stands in
/// an exponent, where it is known and an integer.
///
/// # Errors
/// The expression divides by zero, is no quotient of polynomials, or goes past a budget.
pub fn normal_form<R: Ring, N>(
    ring: &mut R,
    expr: &Expr<N>,
    number: &mut impl FnMut(&mut R, &N) -> R::Element,
    exponent: &mut impl FnMut(&N) -> Option<i64>,
) -> Result<Fraction<R::Element>, NormalFormError> {
    match expr {
        Expr::Number(value) => {
            let value = number(ring, value);
            Ok(Polynomial::constant(ring, value).into())
        }
        Expr::Symbol(symbol) => Ok(Polynomial::symbol(ring, symbol).into()),
        Expr::Negate(inner) => normal_form(ring, inner, number, exponent)?.negate(ring),
        Expr::Sum(terms) => {
            let mut sum = Fraction::from(Polynomial::zero());
            for term in terms {
                let term = normal_form(ring, term, number, exponent)?;
                sum = sum.add(ring, term)?;
            }
            Ok(sum)
        }
        Expr::Product(factors) => {
            let one = ring.number(&Rational::ONE);
            let mut product = Fraction::from(Polynomial::constant(ring, one));
            for (index, factor) in factors.iter().enumerate() {
                let factor = normal_form(ring, factor, number, exponent)?;
                product = if index == 0 {
                    factor
                } else {
                    product.multiply(ring, &factor)?
                };
            }
            Ok(product)
        }
        Expr::Quotient(dividend, divisor) => {
            let dividend = normal_form(ring, dividend, number, exponent)?;
            let divisor = normal_form(ring, divisor, number, exponent)?;
            dividend.divide(ring, divisor)
        }
        Expr::Power(base, power) => {
            let power = integer(power, exponent)?;
            normal_form(ring, base, number, exponent)?.power(ring, power)
        }
        Expr::Relation(..) => Err(NormalFormError::Equation),
        _ => Err(NormalFormError::NotRational),
    }
}

/// The value of an exponent that is made of integers.
fn integer<N>(
    expr: &Expr<N>,
    number: &mut impl FnMut(&N) -> Option<i64>,
) -> Result<i64, NormalFormError> {
    // No machine word holds it: whatever it is the exponent of is past every budget.
    let within = |value: Option<i64>| value.ok_or(Budget::Coefficient.into());
    match expr {
        Expr::Number(value) => number(value).ok_or(NormalFormError::Exponent),
        Expr::Negate(inner) => within(integer(inner, number)?.checked_neg()),
        Expr::Sum(terms) => terms.iter().try_fold(0_i64, |sum, term| {
            within(sum.checked_add(integer(term, number)?))
        }),
        Expr::Product(factors) => factors.iter().try_fold(1_i64, |product, factor| {
            within(product.checked_mul(integer(factor, number)?))
        }),
        Expr::Quotient(dividend, divisor) => {
            let (dividend, divisor) = (integer(dividend, number)?, integer(divisor, number)?);
            match dividend.checked_rem(divisor) {
                Some(0) => Ok(dividend / divisor),
                _ => Err(NormalFormError::Exponent),
            }
        }
        Expr::Power(base, power) => {
            let (base, power) = (integer(base, number)?, integer(power, number)?);
            match u32::try_from(power) {
                Ok(power) => within(base.checked_pow(power)),
                Err(_) if power < 0 => Err(NormalFormError::Exponent),
                Err(_) => Err(Budget::Coefficient.into()),
            }
        }
        _ => Err(NormalFormError::Exponent),
    }
}

impl<E> From<Polynomial<E>> for Fraction<E> {
    fn from(numerator: Polynomial<E>) -> Self {
        Self {
            numerator,
            denominator: None,
        }
    }
}

/// a b, where `None` stands for 1.
fn product<R: Ring>(
    ring: &mut R,
    a: Option<&Polynomial<R::Element>>,
    b: Option<&Polynomial<R::Element>>,
) -> Result<Option<Polynomial<R::Element>>, Budget> {
    match (a, b) {
        (Some(a), Some(b)) => a.multiply(ring, b).map(Some),
        (one, other) => Ok(one.or(other).cloned()),
    }
}

impl<E: Clone> Fraction<E> {
    /// A quotient; 0 needs no denominator.
    pub(super) fn new(numerator: Polynomial<E>, denominator: Option<Polynomial<E>>) -> Self {
        Self {
            denominator: denominator.filter(|_| !numerator.is_zero()),
            numerator,
        }
    }

    /// What stands above the line.
    pub const fn numerator(&self) -> &Polynomial<E> {
        &self.numerator
    }

    /// What stands below the line, unless that is 1.
    pub const fn denominator(&self) -> Option<&Polynomial<E>> {
        self.denominator.as_ref()
    }

    /// −a
    pub(super) fn negate<R: Ring<Element = E>>(
        self,
        ring: &mut R,
    ) -> Result<Self, NormalFormError> {
        Ok(Self {
            numerator: self.numerator.negate(ring)?,
            ..self
        })
    }

    /// a + b
    pub(super) fn add<R: Ring<Element = E>>(
        self,
        ring: &mut R,
        other: Self,
    ) -> Result<Self, NormalFormError> {
        let (left, right) = (self.denominator.as_ref(), other.denominator.as_ref());
        let denominator = product(ring, left, right)?;
        let a = match right {
            None => self.numerator,
            Some(right) => self.numerator.multiply(ring, right)?,
        };
        let b = match left {
            None => other.numerator,
            Some(left) => other.numerator.multiply(ring, left)?,
        };
        Ok(Self::new(a.add(ring, b)?, denominator))
    }

    /// a b
    pub(super) fn multiply<R: Ring<Element = E>>(
        &self,
        ring: &mut R,
        other: &Self,
    ) -> Result<Self, NormalFormError> {
        Ok(Self::new(
            self.numerator.multiply(ring, &other.numerator)?,
            product(ring, self.denominator(), other.denominator())?,
        ))
    }

    /// a / b
    pub(super) fn divide<R: Ring<Element = E>>(
        self,
        ring: &mut R,
        divisor: Self,
    ) -> Result<Self, NormalFormError> {
        if divisor.numerator.is_zero() {
            return Err(NormalFormError::DivisionByZero);
        }
        let numerator = match divisor.denominator() {
            None => self.numerator,
            Some(below) => self.numerator.multiply(ring, below)?,
        };
        if let Some(constant) = divisor.numerator.as_constant()
            && let Some(numerator) = numerator.divide(ring, constant)?
        {
            return Ok(Self { numerator, ..self });
        }
        let denominator = product(ring, self.denominator.as_ref(), Some(&divisor.numerator))?;
        Ok(Self::new(numerator, denominator))
    }

    /// a ^ exponent
    pub(super) fn power<R: Ring<Element = E>>(
        self,
        ring: &mut R,
        exponent: i64,
    ) -> Result<Self, NormalFormError> {
        let one = ring.number(&Rational::ONE);
        let one = Self::from(Polynomial::constant(ring, one));
        if exponent == 0 {
            return Ok(one);
        }
        let magnitude = exponent.unsigned_abs();
        let numerator = self.numerator.power(ring, magnitude)?;
        let denominator = match self.denominator {
            None => None,
            Some(denominator) => Some(denominator.power(ring, magnitude)?),
        };
        let power = Self::new(numerator, denominator);
        if exponent < 0 {
            one.divide(ring, power)
        } else {
            Ok(power)
        }
    }
}

/// Compares two polynomials, term by term from the highest.
fn same_terms(a: &Polynomial<Rational>, b: &Polynomial<Rational>) -> Comparison {
    let only = |terms: &Polynomial<Rational>, other: &Polynomial<Rational>| {
        terms
            .terms()
            .find(|(monomial, value)| other.coefficient(monomial) != Some(value))
            .map(|(monomial, _)| monomial.clone())
    };
    match only(a, b).or_else(|| only(b, a)) {
        None => Comparison::Equal(Proof::NormalForm),
        Some(monomial) => Comparison::Different(Witness::Coefficient(monomial)),
    }
}

impl Fraction<Rational> {
    /// The normal form of an expression over the rationals.
    ///
    /// ```
    /// use retake::math::{Expr, Fraction, Rational};
    /// let x = || Expr::<Rational>::Symbol("x".into());
    /// let double = Fraction::of(&Expr::Sum(vec![x(), x()])).unwrap();
    /// let product = Fraction::of(&Expr::Product(vec![Expr::Number(2.into()), x()])).unwrap();
    /// assert!(double.same_value(&product).is_equal());
    /// ```
    ///
    /// # Errors
    /// As [`normal_form`].
    pub fn of(expr: &Expr<Rational>) -> Result<Self, NormalFormError> {
        normal_form(
            &mut Rationals::default(),
            expr,
            &mut |_, value| value.clone(),
            &mut Rational::to_i64,
        )
    }

    /// Whether two quotients agree wherever both have a value, by cross multiplication: removable
    /// points are ignored. Undecided only where a budget is spent.
    pub fn same_value(&self, other: &Self) -> Comparison {
        let (left, right) = (self.denominator(), other.denominator());
        if left == right {
            return same_terms(&self.numerator, &other.numerator);
        }
        let ring = &mut Rationals::default();
        let mut times = |numerator: &Polynomial<Rational>, below: Option<&Polynomial<Rational>>| {
            below.map_or_else(
                || Ok(numerator.clone()),
                |below| numerator.multiply(ring, below),
            )
        };
        match (times(&self.numerator, right), times(&other.numerator, left)) {
            (Ok(a), Ok(b)) => same_terms(&a, &b),
            (Err(budget), _) | (_, Err(budget)) => budget.into(),
        }
    }

    /// The value, where no symbol is left.
    pub fn as_number(&self) -> Option<Rational> {
        match (&self.denominator, self.numerator.is_zero()) {
            (_, true) => Some(Rational::ZERO),
            (None, false) => self.numerator.as_constant().cloned(),
            (Some(_), false) => None,
        }
    }
}

#[cfg(test)]
mod tests;
