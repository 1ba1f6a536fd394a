//! The neat shape: as a textbook sets it.
//!
//! Nothing is rebuilt. A [`View`] says what an expression comes to once ones, zeros and double
//! signs are gone: its sign, and the [`Core`] whose magnitude is written. The sign belongs to
//! whoever writes the core: a sum turns it into its operator, a product into its own sign.

use super::{Firmness, Notation, Pen, is_arithmetic, is_word};
use crate::math::{Expr, Rational, Symbol};

/// Writes an expression neatly.
pub(super) fn write<N>(expr: &Expr<N>, number: &impl Fn(&N) -> Rational, pen: Pen<'_>) {
    let neat = Neat { number };
    let mut pen = pen;
    let view = neat.view(expr);
    if view.is_leaf() {
        neat.signed(view, &mut pen);
    } else {
        pen.row(|pen| neat.signed(view, pen));
    }
}

struct Neat<'n, F> {
    number: &'n F,
}

/// What is left of an expression, without its sign.
struct View<'e, N> {
    /// −1, 0 or 1; 0 is the number 0.
    sign: i64,
    core: Core<'e, N>,
}

/// Something of which nothing can be left out.
enum Core<'e, N> {
    /// A magnitude.
    Number(Rational),
    Symbol(&'e Symbol),
    /// Two terms or more that are not 0.
    Sum(&'e [Expr<N>]),
    /// The numbers among the factors in one, and the others, two or more parts in all.
    Product {
        coefficient: Rational,
        factors: &'e [Expr<N>],
    },
    /// A product of numbers only, two or more of them not 1: it stays, 2 × 3.
    Arithmetic(&'e [Expr<N>]),
    Quotient(&'e Expr<N>, &'e Expr<N>),
    Power(&'e Expr<N>, &'e Expr<N>),
    Equation(&'e Expr<N>, &'e Expr<N>),
}

impl<N> View<'_, N> {
    fn number(value: &Rational) -> Self {
        Self {
            sign: value.signum(),
            core: Core::Number(value.abs()),
        }
    }

    fn times(self, sign: i64) -> Self {
        Self {
            sign: self.sign * sign,
            ..self
        }
    }

    /// Whether it is written as one element.
    fn is_leaf(&self) -> bool {
        self.sign >= 0 && matches!(self.core, Core::Number(_) | Core::Symbol(_))
    }

    /// The value, where it is a number with its sign.
    fn as_integer(&self) -> Option<i64> {
        match &self.core {
            Core::Number(value) => Some(value.to_i64()?.saturating_mul(self.sign)),
            _ => None,
        }
    }
}

impl<'n, F> Neat<'n, F> {
    fn view<'e, N>(&self, expr: &'e Expr<N>) -> View<'e, N>
    where
        F: Fn(&N) -> Rational,
    {
        let positive = |core| View { sign: 1, core };
        match expr {
            Expr::Number(leaf) => View::number(&(self.number)(leaf)),
            Expr::Symbol(symbol) => positive(Core::Symbol(symbol)),
            Expr::Negate(a) => self.view(a).times(-1),
            Expr::Sum(terms) => self.view_sum(terms),
            Expr::Product(factors) => self.view_product(factors),
            Expr::Quotient(a, b) => {
                let (over, under) = (self.view(a), self.view(b));
                match under.as_integer() {
                    Some(1) => over,
                    Some(-1) => over.times(-1),
                    _ => View {
                        // Nothing is divided by zero; should it be, its sign does not matter.
                        sign: over.sign * if under.sign < 0 { -1 } else { 1 },
                        core: if over.sign == 0 {
                            over.core
                        } else {
                            Core::Quotient(a, b)
                        },
                    },
                }
            }
            Expr::Power(base, exponent) => match self.view(exponent).as_integer() {
                Some(0) => View::number(&Rational::ONE),
                Some(1) => self.view(base),
                Some(2..) if self.view(base).sign == 0 => View::number(&Rational::ZERO),
                _ => positive(Core::Power(base, exponent)),
            },
            Expr::Equation(a, b) => positive(Core::Equation(a, b)),
        }
    }

    fn view_sum<'e, N>(&self, terms: &'e [Expr<N>]) -> View<'e, N>
    where
        F: Fn(&N) -> Rational,
    {
        let mut only = None;
        for term in terms {
            let view = self.view(term);
            if view.sign == 0 {
                continue;
            }
            if only.is_some() {
                return View {
                    sign: 1,
                    core: Core::Sum(terms),
                };
            }
            only = Some(view);
        }
        only.unwrap_or_else(|| View::number(&Rational::ZERO))
    }

    fn view_product<'e, N>(&self, factors: &'e [Expr<N>]) -> View<'e, N>
    where
        F: Fn(&N) -> Rational,
    {
        let mut sign = 1;
        let mut coefficient: Option<Rational> = None;
        // Numbers that are not 1, and the other factors, of which one may be all that is left.
        let (mut numbers, mut others) = (0, 0);
        let mut only = None;
        for factor in factors {
            if let Some(value) = self.constant(factor) {
                numbers += usize::from(!value.abs().is_one());
                coefficient = Some(match coefficient {
                    Some(before) => &before * &value,
                    None => value,
                });
            } else {
                let view = self.view(factor);
                sign *= view.sign;
                others += 1;
                only = Some(view);
            }
        }
        let coefficient = coefficient.unwrap_or(Rational::ONE);
        sign *= coefficient.signum();
        let magnitude = coefficient.abs();
        let core = match only {
            _ if sign == 0 => return View::number(&Rational::ZERO),
            Some(View { core, .. }) if others == 1 && numbers == 0 => core,
            Some(_) => Core::Product {
                coefficient: magnitude,
                factors,
            },
            None if numbers > 1 => Core::Arithmetic(factors),
            None => Core::Number(magnitude),
        };
        View { sign, core }
    }

    /// The value of a number, negated or divided by another: what a coefficient is made of.
    fn constant<N>(&self, expr: &Expr<N>) -> Option<Rational>
    where
        F: Fn(&N) -> Rational,
    {
        match expr {
            Expr::Number(leaf) => Some((self.number)(leaf)),
            Expr::Negate(a) => Some(-&self.constant(a)?),
            Expr::Quotient(a, b) => self.constant(a)?.checked_div(&self.constant(b)?),
            _ => None,
        }
    }

    /// Sign and magnitude, where a sign may stand.
    fn signed<N>(&self, view: View<'_, N>, pen: &mut Pen<'_>)
    where
        F: Fn(&N) -> Rational,
    {
        let firmness = if view.sign < 0 {
            pen.sign();
            Firmness::Quotient
        } else {
            Firmness::Sum
        };
        self.magnitude(&view.core, firmness, pen);
    }

    /// The core, in brackets where it is less firm than its place asks for.
    fn magnitude<N>(&self, core: &Core<'_, N>, least: Firmness, pen: &mut Pen<'_>)
    where
        F: Fn(&N) -> Rational,
    {
        if firmness(core, pen.notation) < least {
            pen.brackets(|pen| self.bare(core, pen));
        } else {
            self.bare(core, pen);
        }
    }

    fn bare<N>(&self, core: &Core<'_, N>, pen: &mut Pen<'_>)
    where
        F: Fn(&N) -> Rational,
    {
        match core {
            Core::Number(value) => pen.magnitude(value),
            Core::Symbol(symbol) => pen.symbol(symbol),
            Core::Sum(terms) => {
                self.terms(terms, true, pen);
            }
            Core::Product {
                coefficient,
                factors,
            } => self.product(coefficient, factors, pen),
            Core::Arithmetic(factors) => self.arithmetic(factors, pen),
            Core::Quotient(a, b) => {
                let (over, under) = (self.view(a), self.view(b));
                let (least_over, least_under) = match pen.notation {
                    Notation::Text => (Firmness::Product, Firmness::Power),
                    Notation::Latex | Notation::MathMl => (Firmness::Sum, Firmness::Sum),
                };
                pen.fraction(
                    |pen| self.magnitude(&over.core, least_over, pen),
                    |pen| self.magnitude(&under.core, least_under, pen),
                );
            }
            Core::Power(base, exponent) => self.power(base, exponent, pen),
            Core::Equation(a, b) => {
                self.signed(self.view(a), pen);
                pen.equals();
                self.signed(self.view(b), pen);
            }
        }
    }

    /// Terms with their signs as operators; sums within the sum join it. Returns whether the next
    /// term would still be the first.
    fn terms<N>(&self, terms: &[Expr<N>], mut first: bool, pen: &mut Pen<'_>) -> bool
    where
        F: Fn(&N) -> Rational,
    {
        for term in terms {
            let view = self.view(term);
            match (view.sign, first) {
                (0, _) => continue,
                (-1, true) => pen.sign(),
                (-1, false) => pen.minus(),
                _ => {
                    if let Core::Sum(inner) = view.core {
                        first = self.terms(inner, first, pen);
                        continue;
                    }
                    if !first {
                        pen.plus();
                    }
                }
            }
            self.magnitude(&view.core, Firmness::Quotient, pen);
            first = false;
        }
        first
    }

    fn product<N>(&self, coefficient: &Rational, factors: &[Expr<N>], pen: &mut Pen<'_>)
    where
        F: Fn(&N) -> Rational,
    {
        let mut left = Left::Nothing;
        if !coefficient.is_one() {
            pen.magnitude(coefficient);
            left = if coefficient.is_integer() {
                Left::Tight
            } else {
                Left::Fraction
            };
        }
        for (at, factor) in factors.iter().enumerate() {
            if self.constant(factor).is_some() {
                continue;
            }
            let Some(exponent) = self.gathered(factors, at) else {
                continue;
            };
            let view = self.view(factor);
            if view.as_integer() == Some(1) {
                continue;
            }
            let (needs_sign, after) = self.meets(&view.core);
            match left {
                Left::Nothing => {}
                _ if needs_sign || matches!((left, after), (Left::Word, _)) => pen.times(),
                _ => pen.invisible_times(left == Left::Fraction),
            }
            left = after;
            if exponent == 1 {
                self.magnitude(&view.core, Firmness::Product, pen);
            } else {
                let (base, _) = self.base(factor);
                pen.integer_power(
                    |pen| self.magnitude(&self.view(base).core, Firmness::Atom, pen),
                    exponent,
                );
            }
        }
    }

    /// The base of a factor, its sign apart, and the exponent: 1 but for a power with a positive
    /// integer.
    fn base<'e, N>(&self, factor: &'e Expr<N>) -> (&'e Expr<N>, i64)
    where
        F: Fn(&N) -> Rational,
    {
        match factor {
            Expr::Power(base, exponent) => match self.view(exponent).as_integer() {
                // The bound keeps sums of exponents from overflowing.
                Some(exponent @ 1..=1_000_000) => (base, exponent),
                _ => (factor, 1),
            },
            Expr::Negate(a) => self.base(a),
            _ => (factor, 1),
        }
    }

    /// How often the base of the factor at `at` occurs in the product; `None` where an earlier
    /// factor has counted it. 1 for a factor that stands as it is.
    fn gathered<N>(&self, factors: &[Expr<N>], at: usize) -> Option<i64>
    where
        F: Fn(&N) -> Rational,
    {
        let (base, own) = self.base(&factors[at]);
        let equal = |other: &&Expr<N>| self.same(base, self.base(other).0);
        let (before, after) = (&factors[..at], &factors[at + 1..]);
        // A negative base would hand its sign out once for every factor.
        if !before.iter().chain(after).any(|other| equal(&other)) || self.view(base).sign < 0 {
            return Some(1);
        }
        if before.iter().any(|other| equal(&other)) {
            return None;
        }
        let others: i64 = after
            .iter()
            .filter(equal)
            .map(|other| self.base(other).1)
            .sum();
        Some(own + others)
    }

    /// Whether two expressions have one shape and equal numbers.
    fn same<N>(&self, a: &Expr<N>, b: &Expr<N>) -> bool
    where
        F: Fn(&N) -> Rational,
    {
        match (a, b) {
            (Expr::Number(a), Expr::Number(b)) => (self.number)(a) == (self.number)(b),
            (Expr::Symbol(a), Expr::Symbol(b)) => a == b,
            (Expr::Negate(a), Expr::Negate(b)) => self.same(a, b),
            (Expr::Sum(a), Expr::Sum(b)) | (Expr::Product(a), Expr::Product(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| self.same(a, b))
            }
            (Expr::Quotient(a, b), Expr::Quotient(c, d))
            | (Expr::Power(a, b), Expr::Power(c, d))
            | (Expr::Equation(a, b), Expr::Equation(c, d)) => self.same(a, c) && self.same(b, d),
            _ => false,
        }
    }

    /// Whether a factor needs a sign before it, and what it leaves to the next one.
    fn meets<N>(&self, core: &Core<'_, N>) -> (bool, Left)
    where
        F: Fn(&N) -> Rational,
    {
        match core {
            Core::Symbol(symbol) if is_word(symbol) => (true, Left::Word),
            Core::Symbol(_) | Core::Equation(..) => (false, Left::Tight),
            Core::Sum(terms) => (terms.iter().all(is_arithmetic), Left::Tight),
            Core::Number(_) | Core::Arithmetic(_) => (true, Left::Tight),
            Core::Product {
                coefficient,
                factors,
            } => {
                let first = factors
                    .iter()
                    .find(|factor| self.constant(factor).is_none());
                let begins = first.is_some_and(|first| self.meets(&self.view(first).core).0);
                (!coefficient.is_one() || begins, Left::Tight)
            }
            Core::Quotient(a, _) => (self.meets(&self.view(a).core).0, Left::Tight),
            Core::Power(base, _) => self.meets(&self.view(base).core),
        }
    }

    /// A product of numbers, ones left out.
    fn arithmetic<N>(&self, factors: &[Expr<N>], pen: &mut Pen<'_>)
    where
        F: Fn(&N) -> Rational,
    {
        let mut first = true;
        for value in factors.iter().filter_map(|factor| self.constant(factor)) {
            if value.abs().is_one() {
                continue;
            }
            if !first {
                pen.times();
            }
            pen.magnitude(&value);
            first = false;
        }
    }

    fn power<N>(&self, base: &Expr<N>, exponent: &Expr<N>, pen: &mut Pen<'_>)
    where
        F: Fn(&N) -> Rational,
    {
        let write_base = |pen: &mut Pen<'_>| {
            let view = self.view(base);
            if view.sign < 0 {
                pen.brackets(|pen| self.signed(view, pen));
            } else {
                self.magnitude(&view.core, Firmness::Atom, pen);
            }
        };
        let view = self.view(exponent);
        if let Some(exponent) = view.as_integer() {
            return pen.integer_power(write_base, exponent);
        }
        let bare = pen.notation != Notation::Text || view.is_leaf_in_text();
        pen.power(write_base, |pen| {
            if bare {
                self.signed(view, pen);
            } else {
                pen.brackets(|pen| self.signed(view, pen));
            }
        });
    }
}

impl<N> View<'_, N> {
    /// Whether it may follow a `^` without brackets.
    fn is_leaf_in_text(&self) -> bool {
        self.sign > 0 && firmness(&self.core, Notation::Text) == Firmness::Atom
    }
}

/// What stands at the left of a factor.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Left {
    Nothing,
    /// Something that a letter or a bracket may touch.
    Tight,
    /// A fraction, whose end must be seen in text.
    Fraction,
    Word,
}

fn firmness<N>(core: &Core<'_, N>, notation: Notation) -> Firmness {
    let fraction = match notation {
        Notation::Text => Firmness::Quotient,
        Notation::Latex | Notation::MathMl => Firmness::Power,
    };
    match core {
        Core::Number(value) if !value.is_integer() => fraction,
        Core::Number(_) | Core::Symbol(_) => Firmness::Atom,
        Core::Sum(_) | Core::Equation(..) => Firmness::Sum,
        Core::Product { .. } | Core::Arithmetic(_) => Firmness::Product,
        Core::Quotient(..) => fraction,
        Core::Power(..) => Firmness::Power,
    }
}
