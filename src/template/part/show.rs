//! What is shown of a part beside its texts: options, prompts and the key.

use super::candidates::{Ask, Candidates};
use super::listed::Listed;
use super::question::all_categories;
use super::same::Memo;
use crate::answer::AnswerKind;
use crate::base::Locale;
use crate::doc::{self, Place};
use crate::template::compile::Compiled;
use crate::template::program::{Number, Registers};

/// Shows a part of one instance.
pub(in crate::template) struct Show<'a, N> {
    pub candidates: &'a Candidates,
    /// What has an order of its own.
    pub order: &'a [u8],
    pub registers: &'a Registers<N>,
    pub place: Place,
    pub locale: Locale,
}

impl<N: Number> Show<'_, N> {
    /// How many options there are.
    pub fn option_count(&self) -> usize {
        match &self.candidates.ask {
            Ask::Sort {
                category,
                categories,
                ..
            } => match categories {
                Some(listed) => listed.len(self.registers),
                None => {
                    let category = category.values(self.registers);
                    all_categories(&category, None, self.registers).len()
                }
            },
            _ => self.order.len(),
        }
    }

    /// How many prompts there are.
    pub fn prompt_count(&self) -> usize {
        match &self.candidates.ask {
            Ask::Match { left, .. } => left.len(self.registers),
            Ask::Sort { .. } => self.order.len(),
            _ => 0,
        }
    }

    /// Appends the option at a place of the order shown; nothing where there is none.
    pub fn option(&self, at: usize, out: &mut String) {
        match &self.candidates.ask {
            Ask::Sort {
                category,
                categories,
                ..
            } => self.category(at, category, categories.as_ref(), out),
            ask => {
                if let Some(&at) = self.order.get(at) {
                    self.element(ask, usize::from(at), out);
                }
            }
        }
    }

    /// Appends what has this number before anything is put into an order.
    fn element(&self, ask: &Ask, at: usize, out: &mut String) {
        match ask {
            Ask::Order { right, .. } => self.of(right, at, out),
            Ask::Match { right, extra, .. } => match at.checked_sub(right.len(self.registers)) {
                None => self.of(right, at, out),
                Some(at) => {
                    if let Some(extra) = extra {
                        self.of(extra, at, out);
                    }
                }
            },
            _ => self.candidate(at, out),
        }
    }

    /// Appends the prompt at a place of the order shown; nothing where there is none.
    pub fn prompt(&self, at: usize, out: &mut String) {
        match &self.candidates.ask {
            Ask::Match { left, .. } => self.of(left, at, out),
            Ask::Sort { items, .. } => {
                if let Some(&at) = self.order.get(at) {
                    self.of(items, usize::from(at), out);
                }
            }
            _ => {}
        }
    }

    /// Appends the key; several of them separated by semicolons.
    pub fn key(&self, out: &mut String) {
        match &self.candidates.ask {
            Ask::Order { right, .. } => self.joined(right.len(self.registers), out, |at, out| {
                self.of(right, at, out);
            }),
            Ask::Match { left, right, .. } => {
                self.joined(left.len(self.registers), out, |at, out| {
                    self.of(left, at, out);
                    doc::write_text(" → ", self.place, out);
                    self.of(right, at, out);
                });
            }
            Ask::Sort {
                items, category, ..
            } => self.joined(self.order.len(), out, |at, out| {
                if let Some(&at) = self.order.get(at) {
                    self.of(items, usize::from(at), out);
                    doc::write_text(" → ", self.place, out);
                    self.of(category, usize::from(at), out);
                }
            }),
            Ask::Reason(truth) => {
                let truth = self.registers.boolean(*truth);
                doc::write_text(if truth { "true: " } else { "false: " }, self.place, out);
                self.candidate(0, out);
            }
            Ask::Value | Ask::Range(_) | Ask::Work => {
                let classes = self
                    .candidates
                    .classes(self.registers, &mut Memo::default());
                let right = match self.candidates.kind {
                    AnswerKind::Text(_) => classes.right().get(..1).unwrap_or_default(),
                    _ => classes.right(),
                };
                self.joined(right.len(), out, |at, out| {
                    self.candidate(usize::from(right[at]), out);
                });
            }
        }
    }

    fn joined(&self, count: usize, out: &mut String, write: impl Fn(usize, &mut String)) {
        for at in 0..count {
            if at > 0 {
                doc::write_text("; ", self.place, out);
            }
            write(at, out);
        }
    }

    fn of(&self, list: &Listed, at: usize, out: &mut String) {
        list.write(at, self.registers, self.place, self.locale, out);
    }

    fn candidate(&self, at: usize, out: &mut String) {
        let Some(candidate) = self.candidates.all.get(at) else {
            return;
        };
        match (&self.candidates.kind, &candidate.value) {
            // Of texts that are accepted the first is the one to be told.
            (AnswerKind::Text(_), Compiled::Texts(register)) => {
                self.of(&Listed::Texts(*register), 0, out);
            }
            _ => {
                let filling = &candidate.filling;
                filling.write(self.registers, self.place, self.locale, out);
            }
        }
    }

    fn category(&self, at: usize, of: &Listed, all: Option<&Listed>, out: &mut String) {
        match all {
            Some(all) => self.of(all, at, out),
            None => {
                let values = of.values(self.registers);
                let categories = all_categories(&values, None, self.registers);
                let own = |category| values.iter().position(|value| value == category);
                if let Some(at) = categories.get(at).and_then(own) {
                    self.of(of, at, out);
                }
            }
        }
    }
}
