//! How each part of a problem is answered.

use super::shelf::Problem;
use super::{AnswerField, OptionView, PlaneView, Rendered};
use crate::answer::{AnswerKind, PlaneSpec, Question, RealSetNotation, Value, label};
use crate::doc::Output;
use crate::math::{Collection, Expr, Rational};
use crate::template::PartInstance;

impl Problem<'_> {
    fn rendered(&self, write: impl Fn(Output) -> String) -> Rendered {
        Rendered {
            html: write(Output::Html),
            text: write(Output::Text),
        }
    }

    fn options(&self, at: usize, part: &PartInstance) -> Vec<OptionView> {
        let option = |n| OptionView {
            label: label(n).to_string(),
            shown: self.rendered(|output| {
                self.template
                    .render_option(&self.instance, at, n, output, self.locale)
            }),
        };
        (0..part.question.options.len()).map(option).collect()
    }

    fn prompts(&self, at: usize, part: &PartInstance) -> Vec<Rendered> {
        let prompt = |n| {
            self.rendered(|output| {
                self.template
                    .render_prompt(&self.instance, at, n, output, self.locale)
            })
        };
        (0..part.question.prompts.len()).map(prompt).collect()
    }

    /// The field of the part at a place of the file.
    pub(super) fn field(&self, at: usize, part: &PartInstance) -> AnswerField {
        let question = &part.question;
        let symbols = || question.symbols.iter().map(ToString::to_string).collect();
        match &question.kind {
            AnswerKind::Number(_) | AnswerKind::Performance => AnswerField::Number,
            AnswerKind::Quantity(_) => AnswerField::Quantity,
            AnswerKind::Expression(_) => AnswerField::Expression { symbols: symbols() },
            AnswerKind::Equation(_) => AnswerField::Equation { symbols: symbols() },
            AnswerKind::RealSet(notation) => AnswerField::RealSet {
                symbols: symbols(),
                intervals: *notation == RealSetNotation::Intervals,
            },
            AnswerKind::Collection(spec) => AnswerField::Collection {
                brackets: brackets(spec.collection),
                symbols: match is_numeric(&question.key) {
                    true => Vec::new(),
                    false => symbols(),
                },
            },
            AnswerKind::Matrix => {
                let (rows, columns) = size(&question.key);
                AnswerField::Matrix { rows, columns }
            }
            AnswerKind::ChoiceOne => AnswerField::ChoiceOne {
                options: self.options(at, part),
            },
            AnswerKind::ChoiceMany(_) => AnswerField::ChoiceMany {
                options: self.options(at, part),
            },
            AnswerKind::TrueFalse => AnswerField::TrueFalse {
                reasons: self.options(at, part),
            },
            AnswerKind::Ordering(_) => AnswerField::Ordering {
                options: self.options(at, part),
            },
            AnswerKind::Matching(_) | AnswerKind::Categorise(_) => AnswerField::Matching {
                prompts: self.prompts(at, part),
                options: self.options(at, part),
                repeatable: matches!(question.kind, AnswerKind::Categorise(_)),
            },
            AnswerKind::Text(_) => AnswerField::Text,
            AnswerKind::Point(plane) => AnswerField::Points {
                plane: view(plane),
                count: points(question),
                line: false,
            },
            AnswerKind::Graph { points, plane } => AnswerField::Points {
                plane: view(plane),
                count: *points as usize,
                line: *points == 2,
            },
        }
    }
}

const fn brackets(collection: Collection) -> (&'static str, &'static str) {
    match collection {
        Collection::List => ("[", "]"),
        Collection::Set => ("{", "}"),
        Collection::Tuple => ("(", ")"),
        Collection::Vector => ("⟨", "⟩"),
    }
}

/// Whether a key holds no symbol.
fn is_numeric(key: &Value) -> bool {
    match key {
        Value::Expression(expr) => !expr.any(&mut |part| matches!(part, Expr::Symbol(_))),
        _ => true,
    }
}

/// Rows and columns of a key.
fn size(key: &Value) -> (usize, usize) {
    match key {
        Value::Expression(Expr::Matrix(rows)) => (rows.len(), rows.first().map_or(0, Vec::len)),
        _ => (1, 1),
    }
}

/// How many points a key has: one is a pair of numbers, several are pairs in brackets.
fn points(question: &Question) -> usize {
    match &question.key {
        Value::Expression(Expr::Collection(_, parts)) => {
            let pairs = parts.iter();
            let pairs = pairs.filter(|part| matches!(part, Expr::Collection(..)));
            pairs.count().max(1)
        }
        _ => 1,
    }
}

/// A plane in whole units, which hold all of it.
fn view(plane: &PlaneSpec) -> PlaneView {
    let whole = |(low, high): &(Rational, Rational)| {
        let within = |value: Rational| value.to_i64().unwrap_or(0).clamp(-1_000_000, 1_000_000);
        (within(low.floor()), within(high.ceil()))
    };
    PlaneView {
        x: whole(&plane.x),
        y: whole(&plane.y),
    }
}
