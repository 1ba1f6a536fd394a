//! What was read, written back.

use super::Understood;
use crate::base::Locale;
use crate::math::{Expr, Notation, Rational, Shape, write_expr, write_number};

impl Understood {
    /// Writes the same thing three times.
    pub(super) fn of(mut write: impl FnMut(Notation, &mut String)) -> Self {
        let mut written = |notation| {
            let mut out = String::new();
            write(notation, &mut out);
            out
        };
        Self {
            text: written(Notation::Text),
            latex: written(Notation::Latex),
            mathml: written(Notation::MathMl),
        }
    }

    /// An expression in the shape it was typed.
    pub(super) fn expression(expr: &Expr<Rational>, locale: Locale) -> Self {
        let expr = with_fractions(expr);
        Self::of(|notation, out| {
            write_expr(
                &expr,
                Shape::AsWritten,
                notation,
                locale,
                &Rational::clone,
                out,
            );
        })
    }
}

/// Writes a fraction as it was typed, not reduced.
pub(super) fn write_fraction(
    over: &Rational,
    under: &Rational,
    notation: Notation,
    locale: Locale,
    out: &mut String,
) {
    let (before, between, after) = match notation {
        Notation::Text => ("", "/", ""),
        Notation::Latex => (r"\frac{", "}{", "}"),
        Notation::MathMl => ("<mfrac>", "", "</mfrac>"),
    };
    out.push_str(before);
    write_number(over, notation, locale, out);
    out.push_str(between);
    write_number(under, notation, locale, out);
    out.push_str(after);
}

/// The same expression with fractions in lowest terms as numbers, so that `3/4` is read back as a
/// fraction and not as a division.
fn with_fractions(expr: &Expr<Rational>) -> Expr<Rational> {
    let boxed = |inner: &Expr<Rational>| Box::new(with_fractions(inner));
    match expr {
        Expr::Number(_) | Expr::Symbol(_) => expr.clone(),
        Expr::Negate(inner) => Expr::Negate(boxed(inner)),
        Expr::Sum(terms) => Expr::Sum(terms.iter().map(with_fractions).collect()),
        Expr::Product(factors) => Expr::Product(factors.iter().map(with_fractions).collect()),
        Expr::Quotient(over, under) => match (&**over, &**under) {
            (Expr::Number(a), Expr::Number(b))
                if !b.is_one() && a.checked_gcd(b).is_some_and(|gcd| gcd.is_one()) =>
            {
                a.checked_div(b).map_or_else(|| expr.clone(), Expr::Number)
            }
            _ => Expr::Quotient(boxed(over), boxed(under)),
        },
        Expr::Power(base, exponent) => Expr::Power(boxed(base), boxed(exponent)),
        Expr::Equation(left, right) => Expr::Equation(boxed(left), boxed(right)),
    }
}
