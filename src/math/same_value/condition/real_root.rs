//! The real roots of a polynomial, each between two fractions.

use crate::math::{Expr, Function, Rational};

/// The highest degree that roots are isolated of.
pub(super) const MAX_DEGREE: usize = 32;

/// How often an interval is halved at most.
const MAX_HALVINGS: usize = 400;

/// A polynomial in one symbol without multiple roots: coefficients from the constant term up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Univariate(Vec<Rational>);

/// A real root: the only one of its polynomial between two fractions, both included.
#[derive(Clone, Debug)]
pub(super) struct Root {
    pub(super) polynomial: Univariate,
    pub(super) low: Rational,
    pub(super) high: Rational,
    /// The same number in other words, where it is known.
    pub(super) alias: Option<Expr<Rational>>,
}

fn middle(low: &Rational, high: &Rational) -> Rational {
    let sum = low + high;
    sum.checked_div(&2.into()).unwrap_or(sum)
}

impl Univariate {
    /// The highest coefficient is not 0.
    pub(super) fn new(mut coefficients: Vec<Rational>) -> Self {
        while coefficients.last().is_some_and(Rational::is_zero) {
            coefficients.pop();
        }
        Self(coefficients)
    }

    fn degree(&self) -> usize {
        self.0.len().saturating_sub(1)
    }

    /// The sign at a fraction: −1, 0 or 1.
    pub(super) fn sign(&self, x: &Rational) -> i64 {
        let value = self
            .0
            .iter()
            .rev()
            .fold(Rational::ZERO, |value, coefficient| {
                &(&value * x) + coefficient
            });
        value.signum()
    }

    fn derivative(&self) -> Self {
        let terms = (1_i64..).zip(self.0.iter().skip(1));
        Self(
            terms
                .map(|(n, coefficient)| &Rational::from(n) * coefficient)
                .collect(),
        )
    }

    /// −(a mod b), its coefficients over the size of the highest one.
    fn negative_remainder(&self, divisor: &Self) -> Self {
        let mut rest = self.0.clone();
        let Some(lead) = divisor.0.last() else {
            return Self(Vec::new());
        };
        while rest.len() >= divisor.0.len() {
            let shift = rest.len() - divisor.0.len();
            let Some(factor) = rest.pop().and_then(|top| top.checked_div(lead)) else {
                break;
            };
            for (target, coefficient) in rest.iter_mut().skip(shift).zip(&divisor.0) {
                *target = &*target - &(&factor * coefficient);
            }
        }
        let rest = Self::new(rest);
        let size = rest.0.last().map_or(Rational::ONE, Rational::abs);
        Self(
            rest.0
                .iter()
                .filter_map(|coefficient| (-coefficient).checked_div(&size))
                .collect(),
        )
    }

    /// Sturm's sequence: p, p′, −(p mod p′), …
    fn sequence(&self) -> Vec<Self> {
        let mut sequence = vec![self.clone(), self.derivative()];
        while let [.., a, b] = sequence.as_slice()
            && b.degree() > 0
        {
            let next = a.negative_remainder(b);
            sequence.push(next);
        }
        sequence
    }

    /// All real roots in ascending order; `None` where the degree is too high.
    ///
    /// Sturm (1835): there are as many roots in (a, b] as the sequence has changes of sign more at a
    /// than at b.
    pub(super) fn roots(&self) -> Option<Vec<Root>> {
        match self.0.as_slice() {
            [] | [_] => return Some(Vec::new()),
            [constant, lead] => {
                let root = (-constant).checked_div(lead)?;
                return Some(vec![Root {
                    polynomial: self.clone(),
                    low: root.clone(),
                    high: root,
                    alias: None,
                }]);
            }
            _ if self.degree() > MAX_DEGREE => return None,
            _ => {}
        }
        let sequence = self.sequence();
        let changes = |x: &Rational| {
            let mut signs = sequence
                .iter()
                .map(|own| own.sign(x))
                .filter(|sign| *sign != 0);
            let Some(mut last) = signs.next() else {
                return 0;
            };
            let mut count = 0;
            for sign in signs {
                count += usize::from(sign != last);
                last = sign;
            }
            count
        };
        // Cauchy's bound: 1 + the greatest |cᵢ / lead|.
        let lead = self.0.last()?;
        let bound = self
            .0
            .iter()
            .filter_map(|coefficient| coefficient.checked_div(lead))
            .map(|ratio| ratio.abs())
            .max()?;
        let bound = &bound.ceil() + &Rational::from(1);
        let mut todo = vec![(-&bound, bound)];
        let mut roots = Vec::new();
        let mut halvings = 0;
        while let Some((low, high)) = todo.pop() {
            match changes(&low).saturating_sub(changes(&high)) {
                0 => {}
                1 => roots.push(Root {
                    polynomial: self.clone(),
                    low,
                    high,
                    alias: None,
                }),
                _ => {
                    halvings += 1;
                    if halvings > MAX_HALVINGS {
                        return None;
                    }
                    let middle = middle(&low, &high);
                    // The lower half is looked at first.
                    todo.push((middle.clone(), high));
                    todo.push((low, middle));
                }
            }
        }
        Some(roots)
    }
}

impl Root {
    /// Halves the interval.
    pub(super) fn refine(&mut self) {
        if self.low == self.high {
            return;
        }
        let middle = middle(&self.low, &self.high);
        match self.polynomial.sign(&middle) {
            0 => {
                self.low = middle.clone();
                self.high = middle;
            }
            sign if sign == self.polynomial.sign(&self.high) => self.high = middle,
            _ => self.low = middle,
        }
    }

    /// The polynomial's value at a constant.
    pub(super) fn polynomial_at(&self, value: &Expr<Rational>) -> Expr<Rational> {
        let terms = (0_i64..)
            .zip(&self.polynomial.0)
            .map(|(exponent, coefficient)| {
                let exponent = Expr::Number(exponent.into());
                let power = Expr::Power(Box::new(value.clone()), Box::new(exponent));
                Expr::Product(vec![Expr::Number(coefficient.clone()), power])
            });
        Expr::Sum(terms.collect())
    }

    /// The root in other words, or in square roots where its polynomial has at most degree 2.
    pub(super) fn to_expr(&self) -> Option<Expr<Rational>> {
        if self.alias.is_some() {
            return self.alias.clone();
        }
        match self.polynomial.0.as_slice() {
            _ if self.low == self.high => Some(Expr::Number(self.low.clone())),
            [c, b, a] => {
                let discriminant = &(b * b) - &(&(a * c) * &4.into());
                let double = a * &2.into();
                let centre = (-b).checked_div(&double)?;
                let mut root = self.clone();
                // Of two different irrational roots one is on either side of their middle.
                for _ in 0..MAX_HALVINGS {
                    if root.high <= centre || root.low >= centre {
                        break;
                    }
                    root.refine();
                }
                let half_width = Expr::Quotient(
                    Box::new(Expr::Call(Function::Sqrt, vec![Expr::Number(discriminant)])),
                    Box::new(Expr::Number(double.abs())),
                );
                let half_width = if root.low >= centre {
                    half_width
                } else {
                    Expr::Negate(Box::new(half_width))
                };
                Some(Expr::Sum(vec![Expr::Number(centre), half_width]))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roots(coefficients: &[i64]) -> Vec<(f64, f64)> {
        let polynomial = Univariate::new(coefficients.iter().map(|&c| c.into()).collect());
        let mut roots = polynomial.roots().unwrap();
        for root in &mut roots {
            for _ in 0..60 {
                root.refine();
            }
        }
        roots
            .iter()
            .map(|root| (root.low.to_f64(), root.high.to_f64()))
            .collect()
    }

    #[test]
    fn every_real_root_is_found_once() {
        let cases: &[(&[i64], &[f64])] = &[
            (&[6, -5, 1], &[2.0, 3.0]),
            (&[1, 0, 1], &[]),
            (&[-2, 0, 1], &[-(2_f64.sqrt()), 2_f64.sqrt()]),
            (&[0, 1], &[0.0]),
            (&[0, -4, 0, 1], &[-2.0, 0.0, 2.0]),
            (&[-2, 0, 0, 1], &[2_f64.cbrt()]),
            // Wilkinson's with five roots
            (&[-120, 274, -225, 85, -15, 1], &[1.0, 2.0, 3.0, 4.0, 5.0]),
        ];
        for (coefficients, expected) in cases {
            let found = roots(coefficients);
            assert_eq!(found.len(), expected.len(), "{coefficients:?}");
            for ((low, high), expected) in found.iter().zip(*expected) {
                assert!(*low <= expected + 1e-12 && *high >= expected - 1e-12);
                assert!(high - low < 1e-9);
            }
        }
    }

    #[test]
    fn quadratic_roots_are_written_in_square_roots() {
        let polynomial = Univariate::new(vec![(-1).into(), (-1).into(), Rational::ONE]);
        for root in polynomial.roots().unwrap() {
            let (low, high) = crate::math::enclose(&root.to_expr().unwrap(), 40).unwrap();
            assert!(low <= root.high && root.low <= high);
        }
    }
}
