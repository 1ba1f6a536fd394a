//! Products of powers of symbols.

use crate::math::{Expr, Rational, Symbol};
use std::cmp::Ordering;

/// A product of powers of symbols, such as x²y; the empty product is 1.
///
/// Ordered by total degree, then by the exponents of the symbols in alphabetical order:
/// 1 < y < x < y² < xy < x². Backwards, that is how textbooks order terms.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Monomial {
    /// By symbol; exponents at least 1.
    powers: Vec<(Symbol, u32)>,
    degree: u64,
}

impl Monomial {
    /// 1
    pub fn one() -> Self {
        Self::default()
    }

    /// symbol ^ exponent
    pub fn power(symbol: &Symbol, exponent: u32) -> Self {
        if exponent == 0 {
            return Self::one();
        }
        Self {
            powers: vec![(symbol.clone(), exponent)],
            degree: exponent.into(),
        }
    }

    /// The sum of all exponents.
    pub const fn degree(&self) -> u64 {
        self.degree
    }

    /// Whether it is 1.
    pub const fn is_one(&self) -> bool {
        self.degree == 0
    }

    /// The symbols with their exponents, in alphabetical order; exponents are at least 1.
    pub fn powers(&self) -> &[(Symbol, u32)] {
        &self.powers
    }

    /// The exponent of a symbol, 0 where it does not occur.
    pub fn exponent(&self, symbol: &Symbol) -> u32 {
        self.powers
            .iter()
            .find(|(own, _)| own == symbol)
            .map_or(0, |(_, exponent)| *exponent)
    }

    /// a b; the degrees of both are within the budget, so that no exponent overflows.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        if self.is_one() {
            return other.clone();
        }
        if other.is_one() {
            return self.clone();
        }
        let mut powers = Vec::with_capacity(self.powers.len() + other.powers.len());
        let (mut left, mut right) = (
            self.powers.iter().peekable(),
            other.powers.iter().peekable(),
        );
        while let (Some((a, m)), Some((b, n))) = (left.peek(), right.peek()) {
            match a.cmp(b) {
                Ordering::Less => powers.extend(left.next().cloned()),
                Ordering::Greater => powers.extend(right.next().cloned()),
                Ordering::Equal => {
                    powers.push((a.clone(), m.saturating_add(*n)));
                    left.next();
                    right.next();
                }
            }
        }
        powers.extend(left.cloned());
        powers.extend(right.cloned());
        Self {
            powers,
            degree: self.degree + other.degree,
        }
    }

    /// a / b where b divides a.
    pub fn over(&self, divisor: &Self) -> Option<Self> {
        let mut powers = Vec::with_capacity(self.powers.len());
        let mut rest = divisor.powers.iter().peekable();
        for (symbol, exponent) in &self.powers {
            let less = rest
                .next_if(|(own, _)| own == symbol)
                .map_or(0, |(_, less)| *less);
            match exponent.checked_sub(less)? {
                0 => {}
                left => powers.push((symbol.clone(), left)),
            }
        }
        rest.next().is_none().then(|| Self {
            powers,
            degree: self.degree - divisor.degree,
        })
    }

    /// The greatest common divisor.
    #[must_use]
    pub fn gcd(&self, other: &Self) -> Self {
        let powers: Vec<_> = self
            .powers
            .iter()
            .map(|(symbol, exponent)| (symbol.clone(), other.exponent(symbol).min(*exponent)))
            .filter(|(_, exponent)| *exponent > 0)
            .collect();
        let degree = powers.iter().map(|(_, e)| u64::from(*e)).sum();
        Self { powers, degree }
    }

    /// The factors as expressions: `x`, `y ^ 2`; `number` makes an exponent.
    pub fn factors<N>(&self, mut number: impl FnMut(&Rational) -> N) -> Vec<Expr<N>> {
        self.powers
            .iter()
            .map(|(symbol, exponent)| {
                let base = Expr::Symbol(symbol.clone());
                match exponent {
                    1 => base,
                    n => {
                        let exponent = number(&i64::from(*n).into());
                        Expr::Power(Box::new(base), Box::new(Expr::Number(exponent)))
                    }
                }
            })
            .collect()
    }
}

impl Ord for Monomial {
    fn cmp(&self, other: &Self) -> Ordering {
        self.degree.cmp(&other.degree).then_with(|| {
            for ((a, m), (b, n)) in self.powers.iter().zip(&other.powers) {
                // The symbol that only one of them has so early in the alphabet makes that greater.
                match b.cmp(a).then(m.cmp(n)) {
                    Ordering::Equal => {}
                    unequal => return unequal,
                }
            }
            Ordering::Equal
        })
    }
}

impl PartialOrd for Monomial {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
