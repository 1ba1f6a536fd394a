//! The shape as written: every number and every bracket where the author put it.

use super::{Firmness, Notation, Pen, is_arithmetic, is_word, structure};
use crate::math::{Expr, Rational};
use std::marker::PhantomData;

/// Writes an expression in the shape it has.
pub(super) fn write<N>(expr: &Expr<N>, number: &impl Fn(&N) -> Rational, mut pen: Pen<'_>) {
    let written = Written {
        number,
        leaf: PhantomData,
    };
    let whole = Place {
        least: Firmness::Sum,
        after_operator: false,
    };
    match expr {
        Expr::Symbol(_) => written.write(expr, whole, &mut pen),
        _ => pen.row(|pen| written.write(expr, whole, pen)),
    }
}

struct Written<'n, N, F> {
    number: &'n F,
    leaf: PhantomData<fn(&N)>,
}

/// Where something is written.
#[derive(Clone, Copy)]
struct Place {
    /// What is less firm gets brackets.
    least: Firmness,
    /// Whether a minus would follow an operator, so that it needs brackets.
    after_operator: bool,
}

impl Place {
    const fn first(least: Firmness) -> Self {
        Self {
            least,
            after_operator: false,
        }
    }

    const fn after(least: Firmness) -> Self {
        Self {
            least,
            after_operator: true,
        }
    }
}

impl<N, F: Fn(&N) -> Rational> Written<'_, N, F> {
    fn write(&self, expr: &Expr<N>, place: Place, pen: &mut Pen<'_>) {
        let negative = self.begins_with_sign(expr);
        let is_signed = matches!(expr, Expr::Number(_) | Expr::Negate(_)) && negative;
        let needs_brackets =
            self.firmness(expr, pen.notation) < place.least || (is_signed && place.after_operator);
        if needs_brackets {
            pen.brackets(|pen| self.bare(expr, false, pen));
        } else {
            self.bare(expr, place.after_operator, pen);
        }
    }

    fn bare(&self, expr: &Expr<N>, after_operator: bool, pen: &mut Pen<'_>) {
        match expr {
            Expr::Number(leaf) => {
                let value = (self.number)(leaf);
                if value.is_negative() {
                    pen.sign();
                }
                pen.magnitude(&value);
            }
            Expr::Symbol(symbol) => pen.symbol(symbol),
            Expr::Negate(a) => {
                pen.sign();
                self.write(a, Place::after(Firmness::Quotient), pen);
            }
            Expr::Sum(terms) => self.sum(terms, pen),
            Expr::Product(factors) => self.product(factors, after_operator, pen),
            Expr::Quotient(a, b) => self.quotient(a, b, after_operator, pen),
            Expr::Power(base, exponent) => self.power(base, exponent, pen),
            other => structure::write(other, pen, &mut |part, least, pen| {
                self.write(part, Place::first(least), pen);
            }),
        }
    }

    fn sum(&self, terms: &[Expr<N>], pen: &mut Pen<'_>) {
        for (at, term) in terms.iter().enumerate() {
            match (at, term) {
                (0, term) => self.write(term, Place::first(Firmness::Quotient), pen),
                (_, Expr::Negate(a)) => {
                    pen.minus();
                    self.write(a, Place::after(Firmness::Quotient), pen);
                }
                (_, term) => {
                    pen.plus();
                    self.write(term, Place::after(Firmness::Quotient), pen);
                }
            }
        }
    }

    fn product(&self, factors: &[Expr<N>], after_operator: bool, pen: &mut Pen<'_>) {
        let mut left: Option<&Expr<N>> = None;
        for factor in factors {
            let place = match left {
                None => Place {
                    least: Firmness::Quotient,
                    after_operator,
                },
                Some(left) => {
                    let divided = self.ends_in_division(left, pen.notation);
                    if divided || needs_sign(left, factor) {
                        pen.times();
                    } else {
                        pen.invisible_times(self.is_fraction(left));
                    }
                    Place::after(Firmness::Power)
                }
            };
            self.write(factor, place, pen);
            left = Some(factor);
        }
    }

    /// Numbers are divided by `÷`; algebra has a fraction.
    fn quotient(&self, a: &Expr<N>, b: &Expr<N>, after_operator: bool, pen: &mut Pen<'_>) {
        let dividend = Place {
            least: Firmness::Quotient,
            after_operator,
        };
        let divisor = Place::after(Firmness::Power);
        if is_arithmetic(a) && is_arithmetic(b) {
            self.write(a, dividend, pen);
            pen.divided_by();
            self.write(b, divisor, pen);
            return;
        }
        let (over, under) = match pen.notation {
            Notation::Text => (dividend, divisor),
            Notation::Latex | Notation::MathMl => {
                (Place::first(Firmness::Sum), Place::first(Firmness::Sum))
            }
        };
        pen.fraction(
            |pen| self.write(a, over, pen),
            |pen| self.write(b, under, pen),
        );
    }

    fn power(&self, base: &Expr<N>, exponent: &Expr<N>, pen: &mut Pen<'_>) {
        let write_base = |pen: &mut Pen<'_>| self.write(base, Place::after(Firmness::Atom), pen);
        if let Expr::Number(leaf) = exponent
            && let Some(exponent) = (self.number)(leaf).to_i64()
        {
            return pen.integer_power(write_base, exponent);
        }
        let place = match pen.notation {
            Notation::Text => Place::after(Firmness::Atom),
            Notation::Latex | Notation::MathMl => Place::first(Firmness::Sum),
        };
        pen.power(write_base, |pen| self.write(exponent, place, pen));
    }

    fn begins_with_sign(&self, expr: &Expr<N>) -> bool {
        match expr {
            Expr::Number(leaf) => (self.number)(leaf).is_negative(),
            Expr::Negate(_) => true,
            _ => false,
        }
    }

    /// Whether a factor stands bare and ends in a division on the line, `1 ÷ 2`, so that what follows
    /// without a sign would seem to belong to the divisor.
    fn ends_in_division(&self, expr: &Expr<N>, notation: Notation) -> bool {
        match expr {
            Expr::Quotient(..) => self.firmness(expr, notation) == Firmness::Quotient,
            Expr::Negate(a) => self.ends_in_division(a, notation),
            _ => false,
        }
    }

    fn is_fraction(&self, expr: &Expr<N>) -> bool {
        match expr {
            Expr::Number(leaf) => !(self.number)(leaf).is_integer(),
            Expr::Negate(a) => self.is_fraction(a),
            _ => false,
        }
    }

    fn firmness(&self, expr: &Expr<N>, notation: Notation) -> Firmness {
        let fraction = match notation {
            Notation::Text => Firmness::Quotient,
            Notation::Latex | Notation::MathMl => Firmness::Power,
        };
        match expr {
            Expr::Number(_) if self.is_fraction(expr) => fraction,
            Expr::Number(_) if self.begins_with_sign(expr) => Firmness::Power,
            Expr::Number(_) | Expr::Symbol(_) => Firmness::Atom,
            Expr::Sum(_) => Firmness::Sum,
            Expr::Negate(_) => Firmness::Quotient,
            Expr::Product(_) => Firmness::Product,
            Expr::Quotient(a, b) if is_arithmetic(a) && is_arithmetic(b) => Firmness::Quotient,
            Expr::Quotient(..) => fraction,
            Expr::Power(..) => Firmness::Power,
            other => structure::firmness(other).unwrap_or(Firmness::Sum),
        }
    }
}

/// Whether × stands between two factors: before numbers and arithmetic, and around words.
fn needs_sign<N>(left: &Expr<N>, right: &Expr<N>) -> bool {
    let word = |expr: &Expr<N>| matches!(expr, Expr::Symbol(symbol) if is_word(symbol));
    is_arithmetic(right) || begins_with_number(right) || word(left) || word(right)
}

/// Whether it is written with a number first, and without a bracket before that.
fn begins_with_number<N>(expr: &Expr<N>) -> bool {
    match expr {
        Expr::Number(_) => true,
        Expr::Power(base, _) => matches!(**base, Expr::Number(_)),
        Expr::Quotient(a, _) => begins_with_number(a),
        Expr::Product(factors) => factors.first().is_some_and(begins_with_number),
        _ => false,
    }
}
