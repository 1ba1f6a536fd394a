//! Lists whose elements are shown one by one: what is put in order, matched and sorted.

use crate::answer::Value;
use crate::base::Locale;
use crate::doc::{self, Format, Place};
use crate::math::{Collection, Expr};
use crate::template::codes;
use crate::template::compile::{Compiled, Compiler, Result, Symbolic};
use crate::template::front_matter::Text;
use crate::template::program::{Number, Register, Registers};
use crate::template::sections::{Filling, own};
use std::sync::Arc;

/// A list, and how its elements are shown.
#[derive(Clone, Debug)]
pub(in crate::template) enum Listed {
    Numbers(Register, Option<Format>),
    Texts(Register),
    /// As many as are written, in symbols.
    Symbols(Vec<Filling>, Vec<Arc<Symbolic>>),
}

impl Listed {
    /// Compiles an expression that gives a list.
    pub fn compile(compiler: &mut Compiler<'_>, text: &Text, show: Option<Format>) -> Result<Self> {
        let value = compiler.text(text)?;
        match Self::of(compiler, &value, show) {
            Some(listed) => Ok(listed),
            None => compiler.fail(
                codes::LIST,
                text.span,
                format!("this is {value}, not a list"),
                "write a list, such as [a, b, c] or rows.name",
            ),
        }
    }

    /// A value as a list.
    pub fn of(compiler: &Compiler<'_>, value: &Compiled, show: Option<Format>) -> Option<Self> {
        match value {
            Compiled::Numbers(register, kind) => {
                Some(Self::Numbers(*register, show.or(own(*kind))))
            }
            Compiled::Texts(register) => Some(Self::Texts(*register)),
            Compiled::Symbolic(symbolic) => match symbolic.as_ref() {
                Symbolic::Plain(Expr::Collection(Collection::List, elements)) => {
                    let elements: Vec<Arc<Symbolic>> = elements
                        .iter()
                        .map(|element| Arc::new(Symbolic::Plain(element.clone())))
                        .collect();
                    let fillings = elements.iter();
                    let fillings = fillings.map(|element| Filling::symbolic(compiler, element));
                    Some(Self::Symbols(fillings.collect(), elements))
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// How many elements it has.
    pub fn len<N: Number>(&self, registers: &Registers<N>) -> usize {
        match self {
            Self::Numbers(register, _) | Self::Texts(register) => {
                registers.lists[usize::from(*register)].len()
            }
            Self::Symbols(fillings, _) => fillings.len(),
        }
    }

    /// The elements as answers are marked against them.
    pub fn values<N: Number>(&self, registers: &Registers<N>) -> Vec<Value> {
        match self {
            Self::Numbers(register, _) => registers
                .number_list(*register)
                .iter()
                .map(|number| Value::Number(number.to_rational()))
                .collect(),
            Self::Texts(register) => registers
                .text_list(*register)
                .iter()
                .map(|&text| Value::Text(registers.text_of(text).to_owned()))
                .collect(),
            Self::Symbols(_, elements) => elements
                .iter()
                .map(|element| Value::Expression(element.expr(registers)))
                .collect(),
        }
    }

    /// Appends the element at a place, from 0; nothing where there is none.
    pub fn write<N: Number>(
        &self,
        at: usize,
        registers: &Registers<N>,
        place: Place,
        locale: Locale,
        out: &mut String,
    ) {
        match self {
            Self::Numbers(register, format) => {
                if let Some(number) = registers.number_list(*register).get(at) {
                    doc::write_number(&number.to_rational(), *format, place, locale, out);
                }
            }
            Self::Texts(register) => {
                if let Some(&text) = registers.text_list(*register).get(at) {
                    doc::write_text(registers.text_of(text), place, out);
                }
            }
            Self::Symbols(fillings, _) => {
                if let Some(filling) = fillings.get(at) {
                    filling.write(registers, place, locale, out);
                }
            }
        }
    }
}
