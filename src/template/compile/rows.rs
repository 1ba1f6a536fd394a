//! Rows of a table, and the lists that run beside one another in them.

use super::emit::Bank;
use super::{Compiled, Compiler, NumberKind, Result};
use crate::base::{Span, closest};
use crate::math::ast::Ast;
use crate::template::codes;
use crate::template::program::{Action, Register};
use std::sync::Arc;

/// Several rows: for every field the list of its cells, and the order they are in.
#[derive(Clone, Debug)]
pub(in crate::template) struct Rows {
    fields: Arc<[(String, Compiled)]>,
    /// The places, from 1, in the order of the rows; none where they are as drawn.
    order: Option<Register>,
}

impl Rows {
    /// Rows as drawn, by the lists of their fields.
    pub fn new(fields: Vec<(String, Compiled)>) -> Self {
        Self {
            fields: fields.into(),
            order: None,
        }
    }

    /// The list of places, from 1, that puts the rows as drawn into this order; none where they are
    /// as drawn.
    pub const fn order(&self) -> Option<Register> {
        self.order
    }

    fn ordered(&self, order: Register) -> Self {
        Self {
            fields: self.fields.clone(),
            order: Some(order),
        }
    }

    /// The list of any field, as drawn: all are of one length.
    fn any(&self) -> Option<Register> {
        let mut lists = self.fields.iter().filter_map(|(_, list)| list.list());
        lists.next()
    }
}

impl Compiled {
    /// The register of a list.
    pub const fn list(&self) -> Option<Register> {
        match self {
            Self::Numbers(register, _) | Self::Texts(register) => Some(*register),
            _ => None,
        }
    }
}

impl Compiler<'_> {
    /// What a list, or the rows with this order, was sorted by: where two of those are equal the order
    /// is not the only one.
    pub(in crate::template) fn sorted_by(&self, list: Register) -> Option<&Compiled> {
        self.sorted_by.get(&list)
    }

    /// The list of a field of rows, in their order.
    pub(in crate::template) fn rows_field(
        &mut self,
        rows: &Rows,
        field: &str,
        span: Span,
    ) -> Result<Compiled> {
        self.fields_told.insert(field.to_owned());
        self.field_of(rows, field, span)
    }

    fn field_of(&mut self, rows: &Rows, field: &str, span: Span) -> Result<Compiled> {
        let Some((_, list)) = rows.fields.iter().find(|(name, _)| name == field) else {
            return self.no_field(
                field,
                rows.fields.iter().map(|(name, _)| name.as_str()),
                span,
            );
        };
        match rows.order {
            Some(order) => self.pick(list, order, span),
            None => Ok(list.clone()),
        }
    }

    /// Reports a field that does not exist.
    pub(super) fn no_field<'n, T>(
        &mut self,
        field: &str,
        names: impl Iterator<Item = &'n str> + Clone,
        span: Span,
    ) -> Result<T> {
        let help = match closest(field, names.clone()) {
            Some(close) => format!("did you mean `{close}`?"),
            None => format!("it has {}", names.collect::<Vec<_>>().join(", ")),
        };
        let message = format!("there is no field `{field}`");
        self.fail(codes::UNKNOWN_NAME, span, message, help)
    }

    /// One of several rows.
    pub(super) fn row_at(&mut self, rows: &Rows, at: Register, span: Span) -> Result<Compiled> {
        let mut fields = Vec::new();
        for (name, _) in rows.fields.iter() {
            let list = self.field_of(rows, name, span)?;
            fields.push((name.clone(), self.element(&list, at, span)?));
        }
        Ok(Compiled::Record(fields.into()))
    }

    /// One element of a list.
    pub(super) fn element(
        &mut self,
        list: &Compiled,
        at: Register,
        span: Span,
    ) -> Result<Compiled> {
        match *list {
            Compiled::Numbers(list, kind) => {
                let element = self.emit(Action::IndexNumber, Bank::Numbers, list, at, span)?;
                Ok(Compiled::Number(element, kind))
            }
            Compiled::Texts(list) => {
                let element = self.emit(Action::IndexText, Bank::Texts, list, at, span)?;
                Ok(Compiled::Text(element))
            }
            ref other => self.expected("a list", other, span),
        }
    }

    /// The elements of a list, or the rows, at a list of places.
    fn pick(&mut self, what: &Compiled, places: Register, span: Span) -> Result<Compiled> {
        match what {
            Compiled::Numbers(list, kind) => {
                let picked = self.emit(Action::PickNumbers, Bank::Lists, *list, places, span)?;
                Ok(Compiled::Numbers(picked, *kind))
            }
            Compiled::Texts(list) => {
                let picked = self.emit(Action::PickTexts, Bank::Lists, *list, places, span)?;
                Ok(Compiled::Texts(picked))
            }
            Compiled::Rows(rows) => {
                let order = match rows.order {
                    Some(order) => {
                        self.emit(Action::PickNumbers, Bank::Lists, order, places, span)?
                    }
                    None => places,
                };
                Ok(Compiled::Rows(rows.ordered(order)))
            }
            other => self.expected("a list", other, span),
        }
    }

    /// `sort_by(rows, rows.year)`, `sort_by(words, lengths)`: in rising order of what stands beside.
    pub(super) fn sort_by(&mut self, what: &Ast, by: &Ast, span: Span) -> Result<Compiled> {
        let (sorted, keys) = (self.lower(what)?, self.lower(by)?);
        let (action, register) = match keys {
            Compiled::Numbers(list, _) => (Action::OrderNumbers, list),
            Compiled::Texts(list) => (Action::OrderTexts, list),
            ref other => return self.expected("a list", other, by.span),
        };
        self.parallel(&sorted, register, what.span)?;
        let order = self.emit(action, Bank::Lists, register, 0, span)?;
        let sorted = self.pick(&sorted, order, span)?;
        self.note_sorted(&sorted, &keys);
        Ok(sorted)
    }

    fn note_sorted(&mut self, sorted: &Compiled, keys: &Compiled) {
        let list = match sorted {
            Compiled::Rows(rows) => rows.order,
            list => list.list(),
        };
        if let Some(list) = list {
            self.sorted_by.insert(list, keys.clone());
        }
    }

    /// `select(rows.word, rows.kind, "noun")`: those beside which a value stands.
    pub(super) fn select(&mut self, arguments: &[Ast], span: Span) -> Result<Compiled> {
        let [what, by, value] = arguments else {
            return Err(super::Reported);
        };
        let selected = self.lower(what)?;
        let (places, keys) = self.places_of(by, value, span)?;
        self.parallel(&selected, keys, what.span)?;
        self.pick(&selected, places, span)
    }

    /// `position(list, value)`: the first place where a value stands.
    pub(super) fn position(&mut self, list: &Ast, value: &Ast, span: Span) -> Result<Compiled> {
        let (places, _) = self.places_of(list, value, span)?;
        let first = self.integer(1);
        self.element(&Compiled::Numbers(places, NumberKind::Integer), first, span)
    }

    /// The list of places where a value stands, and the list it stands in.
    fn places_of(&mut self, list: &Ast, value: &Ast, span: Span) -> Result<(Register, Register)> {
        let (action, list, value) = match self.lower(list)? {
            Compiled::Numbers(list, _) => (Action::PlacesOfNumber, list, self.number(value)?.0),
            Compiled::Texts(list) => (Action::PlacesOfText, list, self.text_register(value)?),
            other => return self.expected("a list", &other, list.span),
        };
        Ok((self.emit(action, Bank::Lists, list, value, span)?, list))
    }

    /// Sees to it that a list is as long as another.
    fn parallel(&mut self, what: &Compiled, list: Register, span: Span) -> Result<()> {
        let length = match what {
            Compiled::Rows(rows) => rows.order.or_else(|| rows.any()),
            list => list.list(),
        };
        match length {
            Some(other) if other == list => Ok(()),
            Some(other) => self
                .emit(Action::SameLength, Bank::Booleans, other, list, span)
                .map(|_| ()),
            None => self.expected("a list", what, span),
        }
    }

    /// `reverse`, of a list or rows.
    pub(super) fn reverse(&mut self, what: &Ast, span: Span) -> Result<Compiled> {
        match self.lower(what)? {
            Compiled::Numbers(list, kind) => {
                let value = self.emit(Action::ReverseNumbers, Bank::Lists, list, 0, span)?;
                self.note_reversed(list, value);
                Ok(Compiled::Numbers(value, kind))
            }
            Compiled::Texts(list) => {
                let value = self.emit(Action::ReverseTexts, Bank::Lists, list, 0, span)?;
                self.note_reversed(list, value);
                Ok(Compiled::Texts(value))
            }
            Compiled::Rows(rows) => {
                let order = match (rows.order, rows.any()) {
                    (Some(order), _) => order,
                    (None, Some(list)) => self.emit(Action::Places, Bank::Lists, list, 0, span)?,
                    (None, None) => return Err(super::Reported),
                };
                let reversed = self.emit(Action::ReverseNumbers, Bank::Lists, order, 0, span)?;
                self.note_reversed(order, reversed);
                Ok(Compiled::Rows(rows.ordered(reversed)))
            }
            other => self.expected("a list", &other, what.span),
        }
    }

    fn note_reversed(&mut self, list: Register, reversed: Register) {
        if let Some(keys) = self.sorted_by.get(&list).cloned() {
            self.sorted_by.insert(reversed, keys);
        }
    }

    /// `len`, of a list, rows or a text.
    pub(super) fn length(&mut self, what: &Ast, span: Span) -> Result<Compiled> {
        let value = self.lower(what)?;
        let list = match &value {
            Compiled::Rows(rows) => rows.order.or_else(|| rows.any()),
            list => list.list(),
        };
        let length = match (&value, list) {
            (_, Some(list)) => self.emit(Action::Length, Bank::Numbers, list, 0, span)?,
            (Compiled::Text(text), _) => {
                self.emit(Action::TextLength, Bank::Numbers, *text, 0, span)?
            }
            _ => return self.expected("a list or a text", &value, what.span),
        };
        Ok(Compiled::Number(length, NumberKind::Integer))
    }

    /// A test of a whole list.
    pub(super) fn list_test(
        &mut self,
        (of_numbers, of_texts): (Action, Action),
        list: &Ast,
        span: Span,
    ) -> Result<Compiled> {
        let (action, list) = match self.lower(list)? {
            Compiled::Numbers(register, _) => (of_numbers, register),
            Compiled::Texts(register) => (of_texts, register),
            other => return self.expected("a list", &other, list.span),
        };
        Ok(Compiled::Boolean(self.emit(
            action,
            Bank::Booleans,
            list,
            0,
            span,
        )?))
    }
}
