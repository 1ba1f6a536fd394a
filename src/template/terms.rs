//! Sums of numbers times letters, laid out when the template compiles: `ax² + bx + c` needs only
//! its coefficients then.

use super::program::{Number, Register, Registers};
use crate::base::Locale;
use crate::math::{Expr, Notation, Rational, Shape, write_expr, write_number};

/// A sum whose terms are written from left to right.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Terms(Vec<Term>);

#[derive(Clone, Debug, PartialEq)]
struct Term {
    /// None for 1.
    coefficient: Option<Register>,
    negated: bool,
    /// What the coefficient stands before; empty for a number alone.
    text: String,
    latex: String,
}

impl Terms {
    /// The terms of an expression, where it is such a sum; `constant` knows the registers whose
    /// value never changes.
    pub fn of<'c>(
        expr: &Expr<Register>,
        constant: &impl Fn(Register) -> Option<&'c Rational>,
    ) -> Option<Self> {
        let terms = match expr {
            Expr::Sum(terms) => terms.as_slice(),
            term => std::slice::from_ref(term),
        };
        terms
            .iter()
            .map(|term| Term::of(term, constant))
            .collect::<Option<_>>()
            .map(Self)
    }

    /// Appends the sum as [`Shape::Neat`] would; `false`, with nothing written, where a coefficient
    /// is no small integer.
    pub fn write<N: Number>(
        &self,
        registers: &Registers<N>,
        notation: Notation,
        out: &mut String,
    ) -> bool {
        let start = out.len();
        for term in &self.0 {
            let value = match term.coefficient {
                None => 1,
                Some(register) => match registers.number(register).to_i64() {
                    Some(value) if value != i64::MIN => value,
                    _ => {
                        out.truncate(start);
                        return false;
                    }
                },
            };
            if value != 0 {
                let sign = if term.negated { -value } else { value } < 0;
                term.write(sign, value.abs(), out.len() == start, notation, out);
            }
        }
        if out.len() == start {
            out.push('0');
        }
        true
    }
}

impl Term {
    fn of<'c>(
        expr: &Expr<Register>,
        constant: &impl Fn(Register) -> Option<&'c Rational>,
    ) -> Option<Self> {
        if let Expr::Negate(inner) = expr {
            let term = Self::of(inner, constant)?;
            return Some(Self {
                negated: !term.negated,
                ..term
            });
        }
        let factors = match expr {
            Expr::Product(factors) => factors.as_slice(),
            factor => std::slice::from_ref(factor),
        };
        let mut coefficient = None;
        let mut letters = Vec::new();
        for factor in factors {
            match factor {
                Expr::Number(register) if coefficient.is_none() => coefficient = Some(*register),
                factor => letters.push(letter(factor, constant)?),
            }
        }
        let letters = match letters.len() {
            0 => None,
            1 => letters.pop(),
            _ => Some(Expr::Product(letters)),
        };
        let written = |notation| {
            let mut out = String::new();
            if let Some(letters) = &letters {
                let locale = Locale::ENGLISH;
                write_expr(
                    letters,
                    Shape::Neat,
                    notation,
                    locale,
                    &Rational::clone,
                    &mut out,
                );
            }
            out
        };
        let (text, latex) = (written(Notation::Text), written(Notation::Latex));
        Some(Self {
            coefficient,
            negated: false,
            text,
            latex,
        })
    }

    fn write(&self, minus: bool, value: i64, first: bool, notation: Notation, out: &mut String) {
        let (sign, letters) = match (notation, minus, first) {
            (Notation::Text, true, true) => ("−", &self.text),
            (Notation::Text, true, false) => (" − ", &self.text),
            (Notation::Text, false, false) => (" + ", &self.text),
            (Notation::Text, false, true) => ("", &self.text),
            (_, true, true) => ("-", &self.latex),
            (_, true, false) => (" - ", &self.latex),
            (_, false, false) => (" + ", &self.latex),
            (_, false, true) => ("", &self.latex),
        };
        out.push_str(sign);
        if value != 1 || letters.is_empty() {
            write_number(&Rational::from(value), notation, Locale::ENGLISH, out);
        }
        out.push_str(letters);
    }
}

/// A letter or a constant power of one; words and indices are set in ways of their own.
fn letter<'c>(
    expr: &Expr<Register>,
    constant: &impl Fn(Register) -> Option<&'c Rational>,
) -> Option<Expr<Rational>> {
    match expr {
        Expr::Symbol(symbol) if symbol.chars().count() == 1 => Some(Expr::Symbol(symbol.clone())),
        Expr::Power(base, exponent) => match (base.as_ref(), exponent.as_ref()) {
            (Expr::Symbol(_), Expr::Number(register)) => {
                let exponent = constant(*register)?;
                (exponent.to_i64()? > 0).then_some(())?;
                let exponent = Box::new(Expr::Number(exponent.clone()));
                Some(Expr::Power(Box::new(letter(base, constant)?), exponent))
            }
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::program::Program;
    use proptest::prelude::*;

    /// Register 0 to 3 hold what is given, 4 to 6 the constants 1 to 3.
    fn registers(values: &[Rational]) -> Registers<Rational> {
        let program = Program {
            numbers: 7,
            ..Program::default()
        };
        let mut registers = Registers::new(&program, |value| Some(value.clone())).unwrap();
        registers.numbers[..values.len()].clone_from_slice(values);
        for at in 4..7 {
            registers.numbers[at] = Rational::from(at as i64 - 3);
        }
        registers
    }

    fn shapes() -> impl Strategy<Value = Expr<Register>> {
        let symbol = |name: &'static str| Just(Expr::Symbol(name.into()));
        let power = (prop_oneof![symbol("x"), symbol("y")], 4_u16..7)
            .prop_map(|(base, n)| Expr::Power(Box::new(base), Box::new(Expr::Number(n))));
        let factor = prop_oneof![
            (0_u16..4).prop_map(Expr::Number),
            symbol("x"),
            symbol("y"),
            power
        ];
        let product = prop::collection::vec(factor.clone(), 2..4).prop_map(Expr::Product);
        let term = prop_oneof![factor, product];
        let term = prop_oneof![term.clone(), term.prop_map(|t| Expr::Negate(Box::new(t)))];
        prop_oneof![
            term.clone(),
            prop::collection::vec(term, 2..5).prop_map(Expr::Sum)
        ]
    }

    fn value() -> impl Strategy<Value = Rational> {
        prop_oneof![
            4 => (-3_i64..4).prop_map(Rational::from),
            1 => (-5_i64..6, 1_i64..4).prop_map(|(n, d)| Rational::new(n, d).unwrap()),
            1 => any::<i64>().prop_map(Rational::from),
        ]
    }

    proptest! {
        #[test]
        fn terms_are_written_as_the_expression_is(
            shape in shapes(),
            values in prop::collection::vec(value(), 4),
        ) {
            let registers = registers(&values);
            let known: Vec<Rational> = (1..=3).map(Rational::from).collect();
            let constant = |register: Register| known.get(usize::from(register).checked_sub(4)?);
            if let Some(terms) = Terms::of(&shape, &constant) {
                for notation in [Notation::Text, Notation::Latex] {
                    let (mut quick, mut slow) = (String::new(), String::new());
                    if terms.write(&registers, notation, &mut quick) {
                        let number = |register: &Register| registers.number(*register).clone();
                        let locale = Locale::ENGLISH;
                        write_expr(&shape, Shape::Neat, notation, locale, &number, &mut slow);
                        prop_assert_eq!(quick, slow, "{:?}", shape);
                    } else {
                        prop_assert_eq!(quick, "");
                    }
                }
            }
        }
    }
}
