//! The values a figure is made of: numbers, lists, points, axes, texts with holes.

use super::super::codes;
use super::super::compile::{Compiled, Compiler, NumberKind, Result, Symbolic, as_symbolic};
use super::super::front_matter::{Entry, RawFigure, RawFigureValue, Text};
use super::super::program::{Number, Register, Registers};
use super::super::sections::{Filling, filling};
use crate::base::{Diagnostic, Locale, Source, Span, Spanned};
use crate::doc::figure::{Axis, Plot};
use crate::doc::{Document, Format, Output, Place, write_number};
use crate::math::ast::Node;
use crate::math::{Expr, Symbol};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Reads the keys of a figure, in one language, and compiles what they hold.
pub(super) struct Keys<'k, 's> {
    pub compiler: &'k mut Compiler<'s>,
    pub source: &'k Source,
    pub diagnostics: &'k mut Vec<Diagnostic>,
    pub figure: &'k RawFigure,
    /// What is otherwise in this language.
    pub translation: &'k [Entry<RawFigureValue>],
    /// The holes whose format cannot print every value.
    pub choosy: Vec<(Filling, Spanned<String>)>,
}

/// A text with holes.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    document: Document,
    fillings: Vec<Filling>,
}

/// Texts side by side.
#[derive(Clone, Debug)]
pub(super) enum Labels {
    Each(Vec<Words>),
    Texts(Register),
    Numbers(Register, Option<Format>),
}

/// Numbers side by side.
#[derive(Clone, Debug)]
pub(super) enum Numbers {
    Each(Vec<Register>),
    List(Register),
}

/// Points side by side.
#[derive(Clone, Debug)]
pub(super) enum Points {
    Each(Vec<[Register; 2]>),
    Lists(Numbers, Numbers),
}

/// The ends and the step of an axis.
#[derive(Clone, Debug)]
pub(super) struct AxisValues {
    from: Register,
    to: Register,
    step: Option<Register>,
    decimals: bool,
}

impl<'k, 's> Keys<'k, 's> {
    /// What a key holds in this language.
    pub fn get(&self, key: &str) -> Option<&'k RawFigureValue> {
        let (figure, translation) = (self.figure, self.translation);
        let own = translation.iter().find(|entry| entry.name.value == key);
        let found = own.or_else(|| figure.values.iter().find(|entry| entry.name.value == key));
        found.map(|entry| &entry.value)
    }

    /// What a key holds that must be there.
    pub fn required(&mut self, key: &str) -> Result<&'k RawFigureValue> {
        match self.get(key) {
            Some(value) => Ok(value),
            None => {
                let kind = &self.figure.kind;
                let message = format!("a figure of kind \"{}\" needs `{key}`", kind.value.name());
                let help = format!("add `{key} = …` to [figure]");
                self.compiler
                    .fail(codes::FIGURE_VALUE, kind.span, message, help)
            }
        }
    }

    /// Compiles something, and says which incidentals it reads.
    pub fn reading<T>(
        &mut self,
        compile: impl FnOnce(&mut Self) -> Result<T>,
    ) -> (Result<T>, BTreeSet<String>) {
        self.compiler.take_read();
        let value = compile(self);
        (value, self.compiler.take_read())
    }

    pub fn wrong<T>(&mut self, span: Span, message: &str, help: &str) -> Result<T> {
        self.compiler.fail(codes::FIGURE_VALUE, span, message, help)
    }

    /// A text with holes.
    pub fn words(&mut self, text: &Text) -> Result<Words> {
        if text.value.is_empty() {
            return Ok(Words::default());
        }
        let document = Document::compile(self.source, text.span, self.diagnostics);
        let fillings = document
            .holes()
            .iter()
            .map(|hole| filling(self.compiler, hole));
        let fillings: Vec<Result<Filling>> = fillings.collect();
        let fillings = fillings.into_iter().collect::<Result<Vec<Filling>>>()?;
        let holes = fillings.iter().zip(document.holes());
        let choosy = holes.filter(|(filling, _)| filling.is_choosy());
        self.choosy
            .extend(choosy.map(|(filling, hole)| (filling.clone(), hole.expression.clone())));
        Ok(Words { document, fillings })
    }

    /// The text of a key; empty where there is none.
    pub fn title(&mut self, key: &str) -> Result<Words> {
        match self.get(key) {
            None => Ok(Words::default()),
            Some(RawFigureValue::One(text)) => self.words(text),
            Some(other) => {
                let message = format!("`{key}` is one text");
                self.wrong(
                    other.span(),
                    &message,
                    "write it in quotes, with values as in `@{a}`",
                )
            }
        }
    }

    /// Texts, or an expression that gives a list.
    pub fn labels(&mut self, key: &str) -> Result<Labels> {
        match self.get(key) {
            None => Ok(Labels::Each(Vec::new())),
            Some(RawFigureValue::Several(texts)) => {
                let words: Vec<Result<Words>> = texts.iter().map(|text| self.words(text)).collect();
                words.into_iter().collect::<Result<_>>().map(Labels::Each)
            }
            Some(RawFigureValue::One(text)) => self.list_of_labels(text),
            Some(other) => {
                let message = format!("`{key}` is a list");
                let help =
                    "write texts such as [\"A\", \"@{b}\"], or an expression that gives a list";
                self.wrong(other.span(), &message, help)
            }
        }
    }

    /// An expression that gives a list of texts or numbers.
    pub fn list_of_labels(&mut self, text: &Text) -> Result<Labels> {
        match self.compiler.text(text)? {
            Compiled::Texts(register) => Ok(Labels::Texts(register)),
            Compiled::Numbers(register, NumberKind::Decimal(places)) => Ok(Labels::Numbers(
                register,
                Some(Format::Decimal(Some(places))),
            )),
            Compiled::Numbers(register, _) => Ok(Labels::Numbers(register, None)),
            other => self.compiler.expected("a list", &other, text.span),
        }
    }

    /// An expression for each number, or one that gives a list.
    pub fn numbers(&mut self, value: &RawFigureValue) -> Result<Numbers> {
        match value {
            RawFigureValue::One(text) => self.list(text),
            RawFigureValue::Several(texts) => {
                let numbers: Vec<Result<Register>> =
                    texts.iter().map(|text| self.number(text)).collect();
                numbers
                    .into_iter()
                    .collect::<Result<_>>()
                    .map(Numbers::Each)
            }
            other => self.wrong(
                other.span(),
                "numbers are needed here",
                "write an expression that gives a list, or a list of expressions",
            ),
        }
    }

    pub fn optional_numbers(&mut self, key: &str) -> Result<Numbers> {
        match self.get(key) {
            Some(value) => self.numbers(value),
            None => Ok(Numbers::Each(Vec::new())),
        }
    }

    fn list(&mut self, text: &Text) -> Result<Numbers> {
        match self.compiler.text(text)? {
            Compiled::Numbers(register, _) => Ok(Numbers::List(register)),
            Compiled::Number(register, _) => Ok(Numbers::Each(vec![register])),
            other => self
                .compiler
                .expected("a number or a list of numbers", &other, text.span),
        }
    }

    /// An expression that gives a number.
    pub fn number(&mut self, text: &Text) -> Result<Register> {
        self.number_and_kind(text).map(|(register, _)| register)
    }

    /// An expression that is true or false.
    pub fn condition(&mut self, text: &Text) -> Result<Register> {
        match self.compiler.text(text)? {
            Compiled::Boolean(register) => Ok(register),
            other => self.compiler.expected("true or false", &other, text.span),
        }
    }

    fn number_and_kind(&mut self, text: &Text) -> Result<(Register, NumberKind)> {
        match self.compiler.text(text)? {
            Compiled::Number(register, kind) => Ok((register, kind)),
            other => self.compiler.expected("a number", &other, text.span),
        }
    }

    /// The one expression of a key that gives a number.
    pub fn one_number(&mut self, value: &RawFigureValue) -> Result<Register> {
        match value {
            RawFigureValue::One(text) => self.number(text),
            other => self.wrong(
                other.span(),
                "one number is needed here",
                "write one expression",
            ),
        }
    }

    /// So many numbers in brackets, such as `[p, q]`.
    pub fn tuple<const K: usize>(&mut self, text: &Text) -> Result<[Register; K]> {
        let ast = self.compiler.parse(text)?;
        let elements = match &ast.node {
            Node::List(elements) if elements.len() == K => elements,
            _ => {
                let message = format!("{K} numbers in brackets are needed here");
                let names = ["a", "b", "c", "d"].get(..K).unwrap_or_default().join(", ");
                return self.wrong(text.span, &message, &format!("write \"[{names}]\""));
            }
        };
        let mut registers = [0; K];
        for (register, element) in registers.iter_mut().zip(elements) {
            *register = match self.compiler.expression(element)? {
                Compiled::Number(register, _) => register,
                other => return self.compiler.expected("a number", &other, element.span),
            };
        }
        Ok(registers)
    }

    /// One or several of them; none where the key is not there.
    pub fn tuples<const K: usize>(&mut self, key: &str) -> Result<Vec<[Register; K]>> {
        let texts = self.texts(key)?;
        let tuples: Vec<Result<[Register; K]>> =
            texts.iter().map(|text| self.tuple(text)).collect();
        tuples.into_iter().collect()
    }

    /// The strings of a key, one or several.
    pub fn texts(&mut self, key: &str) -> Result<&'k [Text]> {
        match self.get(key) {
            None => Ok(&[]),
            Some(RawFigureValue::One(text)) => Ok(std::slice::from_ref(text)),
            Some(RawFigureValue::Several(texts)) => Ok(texts),
            Some(other) => {
                let message = format!("`{key}` is a list");
                self.wrong(
                    other.span(),
                    &message,
                    "write a list of expressions in quotes",
                )
            }
        }
    }

    pub fn points(&mut self, key: &str) -> Result<Points> {
        match self.get(key) {
            Some(RawFigureValue::Pair(x, y)) => {
                let (x, y) = (self.list(x), self.list(y));
                Ok(Points::Lists(x?, y?))
            }
            _ => self.tuples(key).map(Points::Each),
        }
    }

    pub fn flag(&mut self, key: &str) -> Result<bool> {
        match self.get(key) {
            None => Ok(false),
            Some(RawFigureValue::Flag(flag)) => Ok(flag.value),
            Some(other) => {
                let message = format!("`{key}` is true or false");
                self.wrong(other.span(), &message, "write it without quotes")
            }
        }
    }

    /// `from..to`, `from..to step s`
    pub fn axis(&mut self, value: &RawFigureValue) -> Result<AxisValues> {
        let help = "write an axis such as \"-10..10\" or \"0..60 step 5\"";
        let RawFigureValue::One(text) = value else {
            return self.wrong(value.span(), "an axis is one range in quotes", help);
        };
        let (ends, step) = match text.value.split_once(" step ") {
            Some((ends, step)) => (ends, Some(step)),
            None => (text.value.as_str(), None),
        };
        let Some((from, to)) = ends.split_once("..") else {
            return self.wrong(text.span, "this is no range", help);
        };
        let (from, to) = (
            self.number_and_kind(&part(text, from)),
            self.number_and_kind(&part(text, to)),
        );
        let step = step.map(|step| self.number_and_kind(&part(text, step)));
        let ((from, first), (to, last)) = (from?, to?);
        let step = step.transpose()?;
        let is_decimal = |kind: NumberKind| matches!(kind, NumberKind::Decimal(_));
        Ok(AxisValues {
            from,
            to,
            step: step.map(|(register, _)| register),
            decimals: is_decimal(first)
                || is_decimal(last)
                || step.is_some_and(|(_, kind)| is_decimal(kind)),
        })
    }

    /// A function of one symbol; a number is one too.
    pub fn function(&mut self, text: &Text) -> Result<Arc<Symbolic>> {
        let value = self.compiler.text(text)?;
        let Some(function) = as_symbolic(&value) else {
            return self
                .compiler
                .expected("an expression in a symbol", &value, text.span);
        };
        let mut symbols = BTreeSet::new();
        symbols_of(&function, &mut symbols);
        if symbols.len() > 1 {
            return self.wrong(
                text.span,
                "a graph is that of a function of one symbol",
                "leave one symbol; what has a value is a parameter",
            );
        }
        Ok(function)
    }
}

fn symbols_of(symbolic: &Symbolic, symbols: &mut BTreeSet<Symbol>) {
    match symbolic {
        Symbolic::Plain(expr) | Symbolic::Factored(expr) => {
            expr.any(&mut |part| {
                if let Expr::Symbol(symbol) = part {
                    symbols.insert(symbol.clone());
                }
                false
            });
        }
        Symbolic::Choice {
            then, otherwise, ..
        } => {
            symbols_of(then, symbols);
            symbols_of(otherwise, symbols);
        }
    }
}

/// A part of a text, without the spaces around it, with its own place.
pub(super) fn part(text: &Text, part: &str) -> Text {
    let trimmed = part.trim();
    let start = trimmed.as_ptr() as usize - text.value.as_ptr() as usize;
    let start = text.span.start + start;
    Spanned::new(trimmed.to_owned(), Span::new(start, start + trimmed.len()))
}

/// The value in a register, as a drawing needs it.
pub(super) fn value<N: Number>(registers: &Registers<N>, register: Register) -> f64 {
    registers.number(register).to_rational().to_f64()
}

/// The values in some registers.
pub(super) fn array<N: Number, const K: usize>(
    registers: &Registers<N>,
    tuple: &[Register; K],
) -> [f64; K] {
    tuple.map(|register| value(registers, register))
}

/// A function with the values put in; nothing that could be drawn gives a graph without a point.
pub(super) fn plot<N: Number>(registers: &Registers<N>, function: &Symbolic) -> Plot {
    Plot::of(&function.expr(registers)).unwrap_or_default()
}

impl Words {
    /// The text with its values.
    pub fn text<N: Number>(&self, registers: &Registers<N>, locale: Locale) -> String {
        let mut out = String::new();
        let mut fill = |hole: usize, place: Place, out: &mut String| {
            if let Some(filling) = self.fillings.get(hole) {
                filling.write(registers, place, locale, out);
            }
        };
        let mut slot = |_: &str, _: Output, _: &mut String| {};
        self.document
            .write(Output::Text, &mut fill, &mut slot, &mut out);
        out
    }
}

impl Labels {
    /// The texts with their values.
    pub fn texts<N: Number>(&self, registers: &Registers<N>, locale: Locale) -> Vec<String> {
        match self {
            Self::Each(words) => words
                .iter()
                .map(|words| words.text(registers, locale))
                .collect(),
            Self::Texts(register) => registers
                .text_list(*register)
                .iter()
                .map(|text| registers.text_of(*text).to_owned())
                .collect(),
            Self::Numbers(register, format) => registers
                .number_list(*register)
                .iter()
                .map(|number| {
                    let mut out = String::new();
                    let place = Place::prose(Output::Text);
                    write_number(&number.to_rational(), *format, place, locale, &mut out);
                    out
                })
                .collect(),
        }
    }
}

impl Numbers {
    pub fn values<N: Number>(&self, registers: &Registers<N>) -> Vec<f64> {
        match self {
            Self::Each(each) => each
                .iter()
                .map(|register| value(registers, *register))
                .collect(),
            Self::List(register) => registers
                .number_list(*register)
                .iter()
                .map(|number| number.to_rational().to_f64())
                .collect(),
        }
    }
}

impl Points {
    /// The points; the shorter of two lists decides how many.
    pub fn values<N: Number>(&self, registers: &Registers<N>) -> Vec<(f64, f64)> {
        match self {
            Self::Each(each) => each
                .iter()
                .map(|point| array(registers, point).into())
                .collect(),
            Self::Lists(x, y) => {
                let (x, y) = (x.values(registers), y.values(registers));
                x.into_iter().zip(y).collect()
            }
        }
    }
}

impl AxisValues {
    pub fn axis<N: Number>(&self, registers: &Registers<N>) -> Axis {
        let number = |register: Register| registers.number(register).to_rational();
        Axis {
            from: number(self.from),
            to: number(self.to),
            step: self.step.map(number),
            decimals: self.decimals,
        }
    }
}
