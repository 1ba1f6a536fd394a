//! What was read, written back.

use super::Understood;
use crate::base::Locale;
use crate::math::{Expr, Notation, Rational, Shape, write_decimal, write_expr, write_number};

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

/// Writes the parts of a number as they were typed.
pub(super) struct Pen<'o> {
    pub(super) notation: Notation,
    pub(super) locale: Locale,
    pub(super) out: &'o mut String,
}

impl Pen<'_> {
    /// Parts side by side, one element in MathML.
    pub(super) fn row(&mut self, parts: impl FnOnce(&mut Self)) {
        self.pick("", "", "<mrow>");
        parts(self);
        self.pick("", "", "</mrow>");
    }

    pub(super) fn number(&mut self, value: &Rational) {
        write_number(value, self.notation, self.locale, self.out);
    }

    pub(super) fn decimal(&mut self, value: &Rational, places: u32) {
        write_decimal(value, places, self.notation, self.locale, self.out);
    }

    /// A fraction that need not be in lowest terms.
    pub(super) fn fraction(&mut self, over: &Rational, under: &Rational) {
        self.pick("", r"\frac{", "<mfrac>");
        self.number(over);
        self.pick("/", "}{", "");
        self.number(under);
        self.pick("", "}", "</mfrac>");
    }

    pub(super) fn minus(&mut self) {
        self.pick("−", "-", "<mo>−</mo>");
    }

    pub(super) fn percent(&mut self) {
        self.pick("%", r"\%", "<mo>%</mo>");
    }

    /// Between a whole number and its fraction, where nothing else keeps them apart.
    pub(super) fn blank(&mut self) {
        self.pick(" ", "", "");
    }

    fn pick(&mut self, text: &str, latex: &str, mathml: &str) {
        self.out.push_str(match self.notation {
            Notation::Text => text,
            Notation::Latex => latex,
            Notation::MathMl => mathml,
        });
    }
}

/// The same expression with fractions in lowest terms as numbers, so that `3/4` is read back as a
/// fraction and not as a division.
fn with_fractions(expr: &Expr<Rational>) -> Expr<Rational> {
    expr.replaced(&mut |part| match part {
        Expr::Quotient(over, under) => match (&**over, &**under) {
            (Expr::Number(a), Expr::Number(b))
                if !b.is_one() && a.checked_gcd(b).is_some_and(|gcd| gcd.is_one()) =>
            {
                a.checked_div(b).map(Expr::Number)
            }
            _ => None,
        },
        _ => None,
    })
}
