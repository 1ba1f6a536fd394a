//! The shape as written: every number and every bracket where the author put it.

use super::leaf::{COMPOSED, Leaf};
use super::{Firmness, Notation, Pen, begins_with_name, is_arithmetic, is_word, structure};
use crate::math::{Expr, Function};
use std::marker::PhantomData;

/// Writes an expression in the shape it has.
pub(super) fn write<N>(expr: &Expr<N>, leaves: &impl Leaf<N>, mut pen: Pen<'_>) {
    let written = Written {
        leaves,
        leaf: PhantomData,
    };
    let whole = Place::first(Firmness::Or);
    match expr {
        Expr::Symbol(_) => written.write(expr, whole, &mut pen),
        _ => pen.row(|pen| written.write(expr, whole, pen)),
    }
}

struct Written<'n, N, L> {
    leaves: &'n L,
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

impl<N, L: Leaf<N>> Written<'_, N, L> {
    fn write(&self, expr: &Expr<N>, place: Place, pen: &mut Pen<'_>) {
        let is_signed = match expr {
            Expr::Number(_) | Expr::Negate(_) => self.begins_with_sign(expr),
            Expr::PlusMinus(_) => true,
            _ => false,
        };
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
                if self.leaves.value(leaf).is_negative() {
                    pen.sign();
                }
                self.leaves.magnitude(leaf, pen);
            }
            Expr::Symbol(symbol) => pen.symbol(symbol),
            Expr::Negate(a) => {
                if let Expr::PlusMinus(a) = &**a {
                    pen.plus_minus(true);
                    return self.write(a, Place::after(Firmness::Quotient), pen);
                }
                pen.sign();
                self.write(a, Place::after(Firmness::Quotient), pen);
            }
            Expr::PlusMinus(a) => {
                pen.plus_minus(false);
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
            let term = match (at, term) {
                (0, term) => {
                    self.write(term, Place::first(Firmness::Quotient), pen);
                    continue;
                }
                (_, Expr::Negate(a)) => match &**a {
                    Expr::PlusMinus(a) => {
                        pen.plus_minus_between(true);
                        a
                    }
                    a => {
                        pen.minus();
                        a
                    }
                },
                (_, Expr::PlusMinus(a)) => {
                    pen.plus_minus_between(false);
                    a
                }
                (_, term) => {
                    pen.plus();
                    term
                }
            };
            self.write(term, Place::after(Firmness::Quotient), pen);
        }
    }

    fn product(&self, factors: &[Expr<N>], after_operator: bool, pen: &mut Pen<'_>) {
        let mut left: Option<&Expr<N>> = None;
        for factor in factors {
            match left {
                None => self.first_factor(factor, after_operator, pen),
                Some(left) => {
                    if is_unit(factor) {
                        pen.thin_space();
                    } else if self.ends_in_division(left, pen.notation) || needs_sign(left, factor)
                    {
                        pen.times();
                    } else {
                        let is_apart = is_unit(left) || begins_with_name(factor);
                        pen.invisible_times(is_apart || self.is_fraction(left));
                    }
                    self.write(factor, Place::after(Firmness::Power), pen);
                }
            }
            left = Some(factor);
        }
    }

    /// What a product or a quotient begins with. A minus there would be read as one before all of it,
    /// a product as one with what follows, and a unit behind `m/s` as one below.
    fn first_factor(&self, factor: &Expr<N>, after_operator: bool, pen: &mut Pen<'_>) {
        let joins = match factor {
            Expr::Negate(_) | Expr::PlusMinus(_) | Expr::Product(_) => true,
            Expr::Quotient(_, b) => is_unit(b),
            _ => false,
        };
        let place = Place {
            least: if L::AS_TYPED && joins {
                Firmness::Power
            } else {
                Firmness::Quotient
            },
            after_operator,
        };
        self.write(factor, place, pen);
    }

    /// Numbers that are still to be divided have `÷` between them; algebra has a fraction, and units
    /// a slash.
    fn quotient(&self, a: &Expr<N>, b: &Expr<N>, after_operator: bool, pen: &mut Pen<'_>) {
        // `3/4%` is a percentage of a fraction: a percentage below has brackets.
        let divisor = Place::after(match b {
            Expr::Quotient(_, hundred) if self.percent(hundred) => Firmness::Atom,
            _ => Firmness::Power,
        });
        let dividend = |pen: &mut Pen<'_>| match a {
            Expr::Product(_) => self.write(
                a,
                Place {
                    least: Firmness::Quotient,
                    after_operator,
                },
                pen,
            ),
            a => self.first_factor(a, after_operator, pen),
        };
        if self.percent(b) {
            let is_number = matches!(a, Expr::Number(leaf) if self.leaves.takes_percent(leaf));
            let least = if is_number {
                Firmness::Quotient
            } else {
                Firmness::Atom
            };
            self.write(a, Place::after(least), pen);
            return pen.percent();
        }
        if is_division(a, b) && !L::AS_TYPED {
            dividend(pen);
            pen.divided_by();
            return self.write(b, divisor, pen);
        }
        if is_unit(b) {
            dividend(pen);
            pen.slash();
            return self.write(b, divisor, pen);
        }
        let whole = Place::first(Firmness::Sum);
        match pen.notation {
            Notation::Text => pen.fraction(dividend, |pen| self.write(b, divisor, pen)),
            Notation::Latex | Notation::MathMl => pen.fraction(
                |pen| self.write(a, whole, pen),
                |pen| self.write(b, whole, pen),
            ),
        }
    }

    fn percent(&self, divisor: &Expr<N>) -> bool {
        matches!(divisor, Expr::Number(leaf) if self.leaves.is_percent(leaf))
    }

    fn power(&self, base: &Expr<N>, exponent: &Expr<N>, pen: &mut Pen<'_>) {
        let write_base = |pen: &mut Pen<'_>| self.write(base, Place::after(Firmness::Atom), pen);
        let integer = |expr: &Expr<N>| match expr {
            Expr::Number(leaf) => self.leaves.integer(leaf),
            _ => None,
        };
        let raised = match exponent {
            Expr::Negate(a) if L::AS_TYPED => integer(a).map(|exponent| -exponent),
            other => integer(other),
        };
        if let Some(exponent) = raised {
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
            Expr::Number(leaf) => self.leaves.value(leaf).is_negative(),
            Expr::Negate(_) => true,
            _ => false,
        }
    }

    /// Whether a factor stands bare and ends in a division on the line, `1 ÷ 2`, so that what follows
    /// without a sign would seem to belong to the divisor.
    fn ends_in_division(&self, expr: &Expr<N>, notation: Notation) -> bool {
        match expr {
            Expr::Quotient(..) => {
                !L::AS_TYPED && self.firmness(expr, notation) == Firmness::Quotient
            }
            Expr::Negate(a) => self.ends_in_division(a, notation),
            _ => false,
        }
    }

    fn is_fraction(&self, expr: &Expr<N>) -> bool {
        match expr {
            Expr::Number(leaf) => self.leaves.is_composed(leaf),
            Expr::Quotient(_, b) => L::AS_TYPED && !self.percent(b),
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
            Expr::Number(leaf) if self.leaves.is_composed(leaf) => {
                if L::AS_TYPED {
                    COMPOSED
                } else {
                    fraction
                }
            }
            Expr::Number(_) if self.begins_with_sign(expr) => Firmness::Power,
            Expr::Number(_) | Expr::Symbol(_) => Firmness::Atom,
            Expr::Sum(_) => Firmness::Sum,
            Expr::Negate(_) | Expr::PlusMinus(_) => Firmness::Quotient,
            Expr::Product(_) => Firmness::Product,
            Expr::Quotient(a, b) if self.percent(b) => match &**a {
                Expr::Number(leaf) if self.leaves.is_composed(leaf) => COMPOSED,
                _ => Firmness::Power,
            },
            Expr::Quotient(a, b) if is_division(a, b) && !L::AS_TYPED => Firmness::Quotient,
            Expr::Quotient(_, b) if is_unit(b) => Firmness::Quotient,
            Expr::Quotient(..) => fraction,
            Expr::Power(..) => Firmness::Power,
            other => structure::firmness(other).unwrap_or(Firmness::Sum),
        }
    }
}

/// Whether both sides are numbers only.
fn is_division<N>(a: &Expr<N>, b: &Expr<N>) -> bool {
    is_arithmetic(a) && is_arithmetic(b)
}

/// Whether it is made of units only.
fn is_unit<N>(expr: &Expr<N>) -> bool {
    match expr {
        Expr::Unit(_) => true,
        Expr::Power(base, _) => is_unit(base),
        Expr::Product(factors) => factors.iter().all(is_unit),
        Expr::Quotient(a, b) => is_unit(a) && is_unit(b),
        _ => false,
    }
}

/// Whether × stands between two factors: before numbers and arithmetic, and around words.
fn needs_sign<N>(left: &Expr<N>, right: &Expr<N>) -> bool {
    let word = |expr: &Expr<N>| matches!(expr, Expr::Symbol(symbol) if is_word(symbol));
    is_arithmetic(right)
        || begins_with_number(right)
        || (begins_with_bar(right) && !matches!(left, Expr::Number(_)))
        || word(left)
        || word(right)
}

/// Whether it is written with a bar first, which behind anything but a number could seem to close.
fn begins_with_bar<N>(expr: &Expr<N>) -> bool {
    match expr {
        Expr::Call(Function::Abs, _) => true,
        Expr::Power(base, _) => begins_with_bar(base),
        _ => false,
    }
}

/// Whether it is written with a number first, and without a bracket before that.
fn begins_with_number<N>(expr: &Expr<N>) -> bool {
    match expr {
        Expr::Number(_) => true,
        Expr::Power(base, _) => matches!(**base, Expr::Number(_)),
        Expr::Call(Function::Factorial, arguments) => {
            arguments.first().is_some_and(begins_with_number)
        }
        Expr::Quotient(a, _) => begins_with_number(a),
        Expr::Product(factors) => factors.first().is_some_and(begins_with_number),
        _ => false,
    }
}
