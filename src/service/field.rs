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

impl AnswerField {
    /// What was chosen, in the words of the options; none where something is typed, or nothing was
    /// chosen.
    pub fn in_words(&self, raw: &str) -> Option<Rendered> {
        let labels: Vec<&str> = raw.split(',').map(str::trim).collect();
        let shown = |options: &[OptionView], label: &str| {
            let own = options.iter().find(|option| option.label == label);
            own.map(|option| option.shown.clone())
        };
        match self {
            Self::ChoiceOne { options } => shown(options, raw.trim()),
            Self::ChoiceMany { options } => {
                let chosen = options.iter();
                let chosen = chosen.filter(|option| labels.contains(&option.label.as_str()));
                listed("ul", chosen.map(|option| option.shown.clone()).collect())
            }
            Self::Ordering { options } => {
                let placed = labels.iter().map(|label| shown(options, label));
                listed("ol", placed.map(Option::unwrap_or_default).collect())
            }
            Self::Matching {
                prompts, options, ..
            } => {
                let pair = |(prompt, label): (&Rendered, &&str)| {
                    let option = shown(options, label).unwrap_or_else(|| plain("–"));
                    joined(prompt, " → ", &option)
                };
                listed("ul", prompts.iter().zip(&labels).map(pair).collect())
            }
            Self::TrueFalse { reasons } => {
                let truth = match labels.first() {
                    Some(&"true") => plain("True"),
                    Some(&"false") => plain("False"),
                    _ => return None,
                };
                let reason = labels.get(1).and_then(|label| shown(reasons, label));
                Some(reason.map_or_else(|| truth.clone(), |reason| joined(&truth, ": ", &reason)))
            }
            _ => None,
        }
        .filter(|words| !words.text.is_empty())
    }
}

/// The labels a learner would answer rightly with; none where something is typed.
pub(super) fn right_labels(question: &Question) -> Option<String> {
    let labels = |places: &[u8]| {
        let labels = places.iter().map(|&place| label(usize::from(place)));
        labels.map(|label| label.to_string()).collect::<Vec<_>>()
    };
    let right = || {
        let options = question.options.iter().enumerate();
        let right = options.filter(|(_, option)| option.right);
        right.map(|(place, _)| label(place).to_string())
    };
    let all: Vec<String> = match (&question.kind, &question.key) {
        (AnswerKind::ChoiceOne | AnswerKind::ChoiceMany(_), _) => right().collect(),
        (AnswerKind::TrueFalse, Value::Boolean(truth)) => {
            [truth.to_string()].into_iter().chain(right()).collect()
        }
        (_, Value::Order(places) | Value::Assignment(places)) => labels(places),
        _ => return None,
    };
    Some(all.join(","))
}

fn plain(text: &str) -> Rendered {
    Rendered {
        html: text.to_owned(),
        text: text.to_owned(),
    }
}

fn joined(one: &Rendered, between: &str, other: &Rendered) -> Rendered {
    Rendered {
        html: [&one.html, between, &other.html].concat(),
        text: [&one.text, between, &other.text].concat(),
    }
}

/// Several as a list, on a line of text parted by semicolons; one by itself.
fn listed(list: &str, all: Vec<Rendered>) -> Option<Rendered> {
    if all.len() < 2 {
        return all.into_iter().next();
    }
    let texts: Vec<&str> = all.iter().map(|one| one.text.as_str()).collect();
    let items: Vec<String> = all
        .iter()
        .map(|one| format!("<li>{}</li>", one.html))
        .collect();
    Some(Rendered {
        html: format!("<{list} class=\"chosen\">{}</{list}>", items.concat()),
        text: texts.join("; "),
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    fn options(texts: &[&str]) -> Vec<OptionView> {
        let option = |(place, text): (usize, &&str)| OptionView {
            label: label(place).to_string(),
            shown: plain(text),
        };
        texts.iter().enumerate().map(option).collect()
    }

    fn text(field: &AnswerField, raw: &str) -> Option<String> {
        field.in_words(raw).map(|words| words.text)
    }

    #[test]
    fn what_was_chosen_is_said_in_the_words_of_the_options() {
        let options = options(&["one", "two", "three"]);
        let many = AnswerField::ChoiceMany {
            options: options.clone(),
        };
        assert_eq!(text(&many, "c, a").as_deref(), Some("one; three"));
        assert_eq!(text(&many, "b").as_deref(), Some("two"));
        assert_eq!(text(&many, ""), None);
        let ordering = AnswerField::Ordering {
            options: options.clone(),
        };
        let ordered = ordering.in_words("c,a,b").unwrap();
        assert_eq!(ordered.text, "three; one; two");
        assert!(ordered.html.starts_with("<ol class=\"chosen\"><li>three"));
        let matching = AnswerField::Matching {
            prompts: vec![plain("I"), plain("II")],
            options: options.clone(),
            repeatable: false,
        };
        assert_eq!(text(&matching, "b,-").as_deref(), Some("I → two; II → –"));
        let truth = AnswerField::TrueFalse { reasons: options };
        assert_eq!(text(&truth, "false,c").as_deref(), Some("False: three"));
        assert_eq!(text(&truth, ""), None);
        assert_eq!(text(&AnswerField::Number, "3"), None);
    }
}
