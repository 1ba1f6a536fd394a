//! The neat shape: as a textbook sets it.
//!
//! Nothing is rebuilt. A [`View`] says what an expression comes to once ones, zeros and double
//! signs are gone: its sign, and the [`Core`] whose magnitude is written. The sign belongs to
//! whoever writes the core: a sum turns it into its operator, a product into its own sign.

use super::view::{Core, View, is_unit};
use super::{Firmness, Notation, Pen, is_arithmetic, is_word, structure};
use crate::math::{Expr, Function, Rational};
use std::marker::PhantomData;

/// Writes an expression neatly.
pub(super) fn write<N>(expr: &Expr<N>, number: &impl Fn(&N) -> Rational, mut pen: Pen<'_>) {
    let neat = Neat {
        number,
        leaf: PhantomData,
    };
    match expr {
        Expr::Number(_) | Expr::Symbol(_) => {
            let view = neat.view(expr);
            if view.sign < 0 {
                pen.row(|pen| neat.signed(&view, pen));
            } else {
                neat.signed(&view, &mut pen);
            }
        }
        _ => pen.row(|pen| neat.whole(expr, pen)),
    }
}

struct Neat<'n, N, F> {
    number: &'n F,
    leaf: PhantomData<fn(&N)>,
}

impl<N, F: Fn(&N) -> Rational> Neat<'_, N, F> {
    fn view<'e>(&self, expr: &'e Expr<N>) -> View<'e, N> {
        View::of(expr, self.number)
    }

    /// An expression where anything may stand.
    fn whole(&self, expr: &Expr<N>, pen: &mut Pen<'_>) {
        match expr {
            // The usual case, which needs no look at the whole: terms show as they are written
            // whether any is left.
            Expr::Sum(terms) => {
                if self.terms(terms, true, pen) {
                    pen.magnitude(&Rational::ZERO);
                }
            }
            _ => self.signed(&self.view(expr), pen),
        }
    }

    /// A part of something else.
    fn part(&self, expr: &Expr<N>, least: Firmness, pen: &mut Pen<'_>) {
        let view = self.view(expr);
        if view.sign < 0 && least > Firmness::Quotient {
            pen.brackets(|pen| self.signed(&view, pen));
        } else if view.sign < 0 {
            self.signed(&view, pen);
        } else {
            self.magnitude(&view.core, least, pen);
        }
    }

    /// Sign and magnitude, where a sign may stand.
    fn signed(&self, view: &View<'_, N>, pen: &mut Pen<'_>) {
        if let (Core::Other(Expr::PlusMinus(a)), -1) = (&view.core, view.sign) {
            pen.plus_minus(true);
            return self.part(a, Firmness::Quotient, pen);
        }
        let firmness = if view.sign < 0 {
            pen.sign();
            Firmness::Quotient
        } else {
            Firmness::Or
        };
        self.magnitude(&view.core, firmness, pen);
    }

    /// The core, in brackets where it is less firm than its place asks for.
    fn magnitude(&self, core: &Core<'_, N>, least: Firmness, pen: &mut Pen<'_>) {
        if core.firmness(pen.notation) < least {
            pen.brackets(|pen| self.bare(core, pen));
        } else {
            self.bare(core, pen);
        }
    }

    fn bare(&self, core: &Core<'_, N>, pen: &mut Pen<'_>) {
        match core {
            Core::Number(value) => pen.magnitude(value),
            Core::Symbol(symbol) => pen.symbol(symbol),
            Core::Sum(terms) => {
                self.terms(terms, true, pen);
            }
            Core::Scaled(coefficient, factor) => {
                pen.magnitude(coefficient);
                let view = self.view(factor);
                self.join(Left::after(coefficient), &view.core, pen);
                self.magnitude(&view.core, Firmness::Product, pen);
            }
            Core::Product(coefficient, factors) => self.product(coefficient, factors, pen),
            Core::Arithmetic(factors, _) => self.arithmetic(factors, pen),
            Core::Quotient(a, b, _) => {
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
            Core::Other(expr) => structure::write(expr, pen, &mut |part, least, pen| {
                self.part(part, least, pen);
            }),
        }
    }

    /// Terms with their signs as operators; sums within the sum join it. Returns whether the next
    /// term would still be the first.
    fn terms(&self, terms: &[Expr<N>], mut first: bool, pen: &mut Pen<'_>) -> bool {
        for term in terms {
            let view = self.view(term);
            if let (Core::Other(Expr::PlusMinus(a)), false) = (&view.core, first) {
                pen.plus_minus_between(view.sign < 0);
                self.part(a, Firmness::Quotient, pen);
                continue;
            }
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

    fn product(&self, coefficient: &Rational, factors: &[Expr<N>], pen: &mut Pen<'_>) {
        let mut left = Left::Nothing;
        if !is_unit(coefficient) {
            pen.magnitude(coefficient);
            left = Left::after(coefficient);
        }
        for (at, factor) in factors.iter().enumerate() {
            let view = self.view(factor);
            if view.value().is_some() {
                continue;
            }
            let Some(exponent) = self.gathered(factors, at) else {
                continue;
            };
            left = self.join(left, &view.core, pen);
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

    /// What stands between a factor and what is at its left; returns what it leaves to the next.
    fn join(&self, left: Left, core: &Core<'_, N>, pen: &mut Pen<'_>) -> Left {
        let is_word = matches!(core, Core::Symbol(symbol) if is_word(symbol));
        match left {
            Left::Nothing => {}
            Left::Word => pen.times(),
            _ if is_word || self.begins_with_number(core) => pen.times(),
            Left::Tight => pen.invisible_times(core.begins_with_name()),
            Left::Fraction => pen.invisible_times(true),
        }
        if is_word { Left::Word } else { Left::Tight }
    }

    /// The base of a factor, its sign apart, and the exponent: 1 but for a power with a positive
    /// integer.
    fn base<'e>(&self, factor: &'e Expr<N>) -> (&'e Expr<N>, i64) {
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
    fn gathered(&self, factors: &[Expr<N>], at: usize) -> Option<i64> {
        let (base, own) = self.base(&factors[at]);
        let equal = |other: &&Expr<N>| self.same(base, self.base(other).0);
        let (before, after) = (&factors[..at], &factors[at + 1..]);
        if !before.iter().chain(after).any(|other| equal(&other)) {
            return Some(1);
        }
        // A number is counted in the coefficient; a negative base would hand its sign out once for
        // every factor.
        let view = self.view(base);
        if view.value().is_some() || view.sign < 0 {
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
    fn same(&self, a: &Expr<N>, b: &Expr<N>) -> bool {
        match (a, b) {
            (Expr::Number(a), Expr::Number(b)) => (self.number)(a) == (self.number)(b),
            (Expr::Symbol(a), Expr::Symbol(b)) => a == b,
            (Expr::Negate(a), Expr::Negate(b)) => self.same(a, b),
            (Expr::Sum(a), Expr::Sum(b)) | (Expr::Product(a), Expr::Product(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| self.same(a, b))
            }
            (Expr::Quotient(a, b), Expr::Quotient(c, d))
            | (Expr::Power(a, b), Expr::Power(c, d)) => self.same(a, c) && self.same(b, d),
            _ => {
                std::mem::discriminant(a) == std::mem::discriminant(b)
                    && a.map(&mut |n| (self.number)(n)) == b.map(&mut |n| (self.number)(n))
            }
        }
    }

    /// Whether a factor begins with a number, or is arithmetic in brackets, so that it needs a sign
    /// before it.
    fn begins_with_number(&self, core: &Core<'_, N>) -> bool {
        let begins = |expr: &Expr<N>| self.begins_with_number(&self.view(expr).core);
        match core {
            Core::Other(Expr::Call(Function::Factorial, arguments)) => {
                arguments.first().is_some_and(begins)
            }
            Core::Symbol(_) | Core::Other(_) => false,
            Core::Sum(terms) => terms.iter().all(is_arithmetic),
            Core::Number(_) | Core::Scaled(..) | Core::Arithmetic(..) => true,
            Core::Product(coefficient, factors) => {
                let mut views = factors.iter().map(|factor| self.view(factor));
                let first = views.find(|view| view.value().is_none());
                !is_unit(coefficient)
                    || first.is_some_and(|first| self.begins_with_number(&first.core))
            }
            Core::Quotient(a, ..) => begins(a),
            Core::Power(base, _) => begins(base),
        }
    }

    /// A product of numbers, ones left out.
    fn arithmetic(&self, factors: &[Expr<N>], pen: &mut Pen<'_>) {
        let mut first = true;
        let values = factors
            .iter()
            .filter_map(|factor| self.view(factor).value());
        for value in values.filter(|value| !is_unit(value)) {
            if !first {
                pen.times();
            }
            pen.magnitude(&value);
            first = false;
        }
    }

    fn power(&self, base: &Expr<N>, exponent: &Expr<N>, pen: &mut Pen<'_>) {
        let write_base = |pen: &mut Pen<'_>| {
            let view = self.view(base);
            if view.sign < 0 {
                pen.brackets(|pen| self.signed(&view, pen));
            } else {
                self.magnitude(&view.core, Firmness::Atom, pen);
            }
        };
        let view = self.view(exponent);
        if let Some(exponent) = view.as_integer() {
            return pen.integer_power(write_base, exponent);
        }
        let firm = view.sign > 0 && view.core.firmness(pen.notation) == Firmness::Atom;
        let bare = firm || pen.notation != Notation::Text;
        pen.power(write_base, |pen| {
            if bare {
                self.signed(&view, pen);
            } else {
                pen.brackets(|pen| self.signed(&view, pen));
            }
        });
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

impl Left {
    fn after(coefficient: &Rational) -> Self {
        if coefficient.is_integer() {
            Self::Tight
        } else {
            Self::Fraction
        }
    }
}
