use super::*;
use crate::base::{Locale, MisconceptionId};
use crate::math::{AnswerSyntax, Expr, Form, Fraction, Rational, Symbol, parse_answer};
use serde::Deserialize;
use std::collections::BTreeMap;

/// One line of a corpus: what is typed, what it is marked against, and what should come of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    given: String,
    key: String,
    /// An outcome's name, or the misconception that should be recognised.
    expect: String,
    /// Where it is unreadable: from which character, counted from 1.
    at: Option<usize>,
    /// A part of what the learner is told.
    says: Option<String>,
    /// What was understood, as plain text.
    understood: Option<String>,
    #[serde(default)]
    confirm: bool,
    #[serde(default)]
    accept: Vec<String>,
    form: Option<String>,
    within: Option<String>,
    within_share: Option<String>,
    #[serde(default)]
    symbols: Vec<String>,
    locale: Option<String>,
    #[serde(default)]
    misconceptions: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Corpus {
    cases: Vec<Case>,
}

fn value(text: &str, symbols: &[Symbol]) -> Expr<Rational> {
    let syntax = AnswerSyntax::of(symbols, Locale::ENGLISH);
    let reading = parse_answer(text, &syntax).unwrap_or_else(|error| panic!("{text}: {error}"));
    reading::exact(&reading.expr)
}

fn number(text: &str) -> Rational {
    Fraction::of(&value(text, &[]))
        .unwrap()
        .as_number()
        .unwrap()
}

impl Case {
    fn number_spec(&self) -> NumberSpec {
        let absolute = self
            .within
            .as_deref()
            .map(|text| Tolerance::Absolute(number(text)));
        let relative = self
            .within_share
            .as_deref()
            .map(|text| Tolerance::Relative(number(text)));
        NumberSpec {
            accept: self
                .accept
                .iter()
                .map(|name| NumberNotation::parse(name).unwrap())
                .collect(),
            form: self.form.as_deref().map(|name| Form::parse(name).unwrap()),
            tolerance: absolute.or(relative),
            precision: None,
        }
    }

    fn question(&self, kind: AnswerKind) -> Question {
        let symbols: Vec<Symbol> = self
            .symbols
            .iter()
            .map(|name| name.as_str().into())
            .collect();
        let value_of = |text: &str| match kind {
            AnswerKind::Number(_) => Value::Number(number(text)),
            _ => Value::Expression(value(text, &symbols)),
        };
        let distractors = self
            .misconceptions
            .iter()
            .map(|(id, text)| Distractor {
                misconceptions: vec![MisconceptionId::new(id).unwrap()],
                value: value_of(text),
            })
            .collect();
        let key = value_of(&self.key);
        Question {
            distractors,
            symbols,
            locale: self
                .locale
                .as_deref()
                .map_or(Locale::ENGLISH, |language| Locale::of(language).unwrap()),
            ..Question::new(kind, key)
        }
    }

    /// What is not as expected.
    fn faults(&self, kind: AnswerKind) -> Vec<String> {
        let marking = mark(&self.question(kind), &self.given);
        let got = match marking.outcome.misconceptions() {
            [id] => id.as_str(),
            _ => marking.outcome.name(),
        };
        let mut faults = Vec::new();
        let mut hold = |holds: bool, what: String| {
            if !holds {
                faults.push(format!("`{}` for `{}`: {what}", self.given, self.key));
            }
        };
        let message = marking.message.as_deref().unwrap_or_default();
        hold(
            got == self.expect,
            format!("{got}, not {} ({message})", self.expect),
        );
        if let Some(says) = &self.says {
            hold(
                message.contains(says),
                format!("says “{message}”, not “{says}”"),
            );
        }
        if let Some(at) = self.at {
            let start = match marking.outcome {
                Outcome::Unreadable { at } => at.start,
                _ => usize::MAX,
            };
            let place = self
                .given
                .char_indices()
                .take_while(|(byte, _)| *byte < start)
                .count()
                + 1;
            hold(
                place == at,
                format!("points at character {place}, not {at}"),
            );
        }
        if let Some(expected) = &self.understood {
            let text = marking
                .understood
                .as_ref()
                .map(|understood| understood.text.as_str());
            hold(
                text == Some(expected),
                format!("understood {text:?}, not {expected}"),
            );
        }
        hold(
            marking.confirm.is_some() == self.confirm,
            format!("asks for confirmation: {:?}", marking.confirm),
        );
        faults
    }
}

fn run(corpus: &str, kind: impl Fn(&Case) -> AnswerKind) {
    let corpus: Corpus = toml::from_str(corpus).unwrap();
    let faults: Vec<String> = corpus
        .cases
        .iter()
        .flat_map(|case| case.faults(kind(case)))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn numbers() {
    run(include_str!("numbers.toml"), |case| {
        AnswerKind::Number(case.number_spec())
    });
}

#[test]
fn expressions() {
    run(include_str!("expressions.toml"), |case| {
        let form = case.form.as_deref().map(|name| Form::parse(name).unwrap());
        AnswerKind::Expression(ExpressionSpec {
            form,
            strict: false,
        })
    });
}

mod choices;
mod forms;
mod kinds;
mod laws;
mod requests;
