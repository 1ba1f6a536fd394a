//! The page of a problem that waits for an answer.

use askama::Template;

use crate::service::{AnswerField, ProblemView};

use super::chart::Mark;
use super::frame::Frame;
use super::reply::Reply;
use super::standing::Progress;

/// A problem, its answer field, why it came and where the learner stands.
#[derive(Debug, Template)]
#[template(path = "problem.html")]
pub struct ProblemPage {
    /// The page's header.
    pub frame: Frame,
    /// Bank and competency, as addresses name them.
    pub path: String,
    /// The problem.
    pub problem: ProblemView,
    /// What was typed before, if the problem is shown again.
    pub typed: String,
    /// Why it is shown again.
    pub reply: Reply,
    /// What stands at the side.
    pub progress: Progress,
}

/// A key of the keypad under the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PadKey {
    /// What it puts into the field.
    pub insert: String,
    /// What stands on it.
    pub shown: String,
    /// What it is called.
    pub name: String,
}

fn key(insert: &str, shown: &str, name: &str) -> PadKey {
    PadKey {
        insert: insert.to_owned(),
        shown: shown.to_owned(),
        name: name.to_owned(),
    }
}

impl ProblemPage {
    fn hint_count(&self) -> usize {
        self.problem.hints.len() + self.problem.hints_left as usize
    }

    fn is_chosen(&self, label: &str) -> bool {
        self.typed.split(',').any(|chosen| chosen.trim() == label)
    }

    /// How an answer is written, by example.
    fn how_to_type(&self) -> String {
        let mark = self.problem.locale.decimal_mark;
        match &self.problem.field {
            AnswerField::Expression { symbols } => {
                let letter = symbols.first().map_or("x", String::as_str);
                format!("For example 2{letter} + 3, −{letter}/4 or {letter}^2 for {letter}².")
            }
            _ => format!("For example −7, 3/4, 1 1/2 or 2{mark}5."),
        }
    }

    /// The signs a phone's keyboard hides, for this kind of answer.
    fn keys(&self) -> Vec<PadKey> {
        let minus = key("-", "−", "minus");
        let over = key("/", "/", "over, for a fraction");
        match &self.problem.field {
            AnswerField::Expression { symbols } => symbols
                .iter()
                .map(|symbol| key(symbol, symbol, symbol))
                .chain([
                    key("+", "+", "plus"),
                    minus,
                    over,
                    key("^", "^", "to the power of"),
                    key("(", "(", "opening bracket"),
                    key(")", ")", "closing bracket"),
                ])
                .collect(),
            AnswerField::Number => {
                let mark = self.problem.locale.decimal_mark.to_string();
                let decimal = key(&mark, &mark, "decimal mark");
                vec![
                    minus,
                    over,
                    decimal,
                    key(" ", "space", "space, as in 1 1/2"),
                ]
            }
            _ => Vec::new(),
        }
    }
}
