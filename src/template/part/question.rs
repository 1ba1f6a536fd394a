//! What one instance asks in a part: everything that marking needs.

use super::candidates::{Ask, Candidates, Classes, members};
use super::listed::Listed;
use super::value::value;
use crate::answer::{AnswerKind, ChoiceOption, Distractor, Question, Value};
use crate::base::MisconceptionId;
use crate::math::{Expr, Rational, Symbol};
use crate::template::program::{Number, Registers};

/// The question of a part, its options in an order of their own.
pub(in crate::template) fn question<N: Number>(
    candidates: &Candidates,
    classes: &Classes,
    order: &[u8],
    symbols: &[Symbol],
    registers: &Registers<N>,
) -> Question {
    let asked = Asked {
        candidates,
        classes,
        order,
        registers,
    };
    let (key, options, prompts) = match &candidates.ask {
        Ask::Order { right, .. } => asked.order(right),
        Ask::Match { left, right, extra } => asked.matched(left, right, extra.as_ref()),
        Ask::Sort {
            items,
            category,
            categories,
        } => asked.sorted(items, category, categories.as_ref()),
        Ask::Reason(truth) => {
            let truth = Value::Boolean(registers.boolean(*truth));
            (truth, asked.options(), Vec::new())
        }
        Ask::Value | Ask::Range(_) | Ask::Work => (asked.key(), asked.options(), Vec::new()),
    };
    let distractors = classes.wrong().iter().map(|&class| Distractor {
        misconceptions: asked.named(class),
        value: asked.misconceived(class.trailing_zeros() as usize),
    });
    let symbols = match (&candidates.kind, &key) {
        // The function's own symbol is what stands to the right.
        (AnswerKind::Graph { .. }, Value::Expression(function)) => match symbol(function) {
            Some(own) => vec![own],
            None => symbols.to_vec(),
        },
        _ => symbols.to_vec(),
    };
    Question {
        distractors: distractors.collect(),
        options,
        prompts,
        symbols,
        ..Question::new(candidates.kind.clone(), key)
    }
}

/// The first symbol in an expression.
pub(in crate::template) fn symbol(expr: &Expr<Rational>) -> Option<Symbol> {
    let mut found = None;
    expr.any(&mut |part| match part {
        Expr::Symbol(symbol) => {
            found = Some(symbol.clone());
            true
        }
        _ => false,
    });
    found
}

struct Asked<'a, N> {
    candidates: &'a Candidates,
    classes: &'a Classes,
    order: &'a [u8],
    registers: &'a Registers<N>,
}

type Arranged = (Value, Vec<ChoiceOption>, Vec<Value>);

impl<N: Number> Asked<'_, N> {
    /// The key; of texts all that are accepted.
    fn key(&self) -> Value {
        let first = value(self.candidates, 0, self.registers);
        if !matches!(self.candidates.kind, AnswerKind::Text(_)) || self.candidates.keys == 1 {
            return first;
        }
        let keys = (0..self.candidates.keys).map(|at| value(self.candidates, at, self.registers));
        let texts = keys.flat_map(|key| match key {
            Value::Text(text) => vec![text],
            Value::Texts(texts) => texts,
            _ => Vec::new(),
        });
        Value::Texts(texts.collect())
    }

    fn named(&self, class: u32) -> Vec<MisconceptionId> {
        let ids = members(class).map(|at| self.candidates.all[at].misconception.clone());
        ids.flatten().collect()
    }

    fn misconceived(&self, at: usize) -> Value {
        match &self.candidates.ask {
            Ask::Order { right, others, .. } => {
                let other = at.checked_sub(1).and_then(|at| others.get(at));
                let other = other.map(|other| permutation(right, other, self.registers));
                Value::Order(self.places(&other.flatten().unwrap_or_default()))
            }
            _ => value(self.candidates, at, self.registers),
        }
    }

    /// The options of a choice; none where it is none.
    fn options(&self) -> Vec<ChoiceOption> {
        if !self.candidates.is_choice() {
            return Vec::new();
        }
        let option = |&at: &u8| {
            let at = usize::from(at);
            let mut wrong = self.classes.wrong().iter();
            let class = wrong.find(|&&class| class >> at & 1 == 1);
            ChoiceOption {
                shown: value(self.candidates, at, self.registers),
                right: at < self.candidates.keys,
                misconceptions: class.map(|&class| self.named(class)).unwrap_or_default(),
            }
        };
        self.order.iter().map(option).collect()
    }

    /// Where each of these stands in the order shown.
    fn places(&self, elements: &[usize]) -> Vec<u8> {
        let place = |element: &usize| {
            let mut order = self.order.iter();
            order.position(|&at| usize::from(at) == *element)
        };
        let places = elements.iter().filter_map(place);
        places.map(|place| place as u8).collect()
    }

    fn order(&self, right: &Listed) -> Arranged {
        let values = right.values(self.registers);
        let elements: Vec<usize> = (0..values.len()).collect();
        let key = Value::Order(self.places(&elements));
        (key, plain(self.shown(&values)), Vec::new())
    }

    fn matched(&self, left: &Listed, right: &Listed, extra: Option<&Listed>) -> Arranged {
        let mut options = right.values(self.registers);
        if let Some(extra) = extra {
            options.extend(extra.values(self.registers));
        }
        let prompts = left.values(self.registers);
        let partners: Vec<usize> = (0..prompts.len()).collect();
        let key = Value::Assignment(self.places(&partners));
        (key, plain(self.shown(&options)), prompts)
    }

    fn sorted(&self, items: &Listed, category: &Listed, categories: Option<&Listed>) -> Arranged {
        let (items, of) = (
            items.values(self.registers),
            category.values(self.registers),
        );
        let categories = all_categories(&of, categories, self.registers);
        let place = |at: &u8| {
            let own = of.get(usize::from(*at))?;
            categories.iter().position(|category| category == own)
        };
        let key = self.order.iter().filter_map(place);
        let key = Value::Assignment(key.map(|place| place as u8).collect());
        (key, plain(categories), self.shown(&items))
    }

    /// Values in the order shown.
    fn shown(&self, values: &[Value]) -> Vec<Value> {
        let shown = self.order.iter().map(|&at| values.get(usize::from(at)));
        shown.flatten().cloned().collect()
    }
}

/// The categories in the order shown: as they are listed, or as they come.
pub(in crate::template) fn all_categories<N: Number>(
    of_items: &[Value],
    listed: Option<&Listed>,
    registers: &Registers<N>,
) -> Vec<Value> {
    match listed {
        Some(listed) => listed.values(registers),
        None => {
            let mut categories: Vec<Value> = Vec::new();
            for category in of_items {
                if !categories.contains(category) {
                    categories.push(category.clone());
                }
            }
            categories
        }
    }
}

/// Which element of `right` each of `other` is; `None` where they are not the same things.
pub(in crate::template) fn permutation<N: Number>(
    right: &Listed,
    other: &Listed,
    registers: &Registers<N>,
) -> Option<Vec<usize>> {
    let (right, other) = (right.values(registers), other.values(registers));
    if right.len() != other.len() {
        return None;
    }
    let mut order = Vec::new();
    for element in &other {
        let at = (0..right.len()).find(|at| right[*at] == *element && !order.contains(at))?;
        order.push(at);
    }
    Some(order)
}

fn plain(values: Vec<Value>) -> Vec<ChoiceOption> {
    let option = |shown| ChoiceOption {
        shown,
        right: false,
        misconceptions: Vec::new(),
    };
    values.into_iter().map(option).collect()
}
