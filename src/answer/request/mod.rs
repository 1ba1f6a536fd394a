//! A question and an answer as plain data, for platforms that use the marker alone.

mod build;
mod error;

pub use error::RequestError;

use super::{Marking, Outcome, Question, mark};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A question and an answer, as JSON has them. Fields that are not known are passed over.
///
/// ```
/// use retake::answer::Request;
/// let line = r#"{"kind": "number", "key": "3/4", "answer": "6/8", "form": "lowest_terms"}"#;
/// let request: Request = serde_json::from_str(line).unwrap();
/// let reply = request.reply().unwrap();
/// assert_eq!(reply.outcome, "right_value_wrong_form");
/// assert_eq!(reply.understood_as.as_deref(), Some("6/8"));
/// ```
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Request {
    /// What is asked for: see [`Request::KINDS`].
    pub kind: String,
    /// The right answer: a text, a number, true or false, or a list of texts.
    pub key: Plain,
    /// What was typed.
    pub answer: Plain,
    /// The form asked for, by its name and its argument.
    pub form: Option<String>,
    /// How far off is still right: a number, or a share of the key such as `"2%"`.
    pub tolerance: Option<Plain>,
    /// To how many figures or places: `"significant_figures 3"`, `"decimal_places 2"`.
    pub precision: Option<String>,
    /// The least and the greatest number that is right, in place of a key.
    pub range: Option<[Plain; 2]>,
    /// The notations of numbers that are accepted.
    pub accept: Vec<String>,
    /// The unit of a quantity.
    pub unit: Option<String>,
    /// Whether another unit of the same dimension will do; it will unless this is false.
    pub compatible_units: Option<bool>,
    /// Whether an expression must have a value exactly where the key has one.
    pub strict: bool,
    /// Whether equations are compared by their solutions.
    pub solution_set: bool,
    /// Whether elements of a set count as often as they are written.
    pub multiplicity: bool,
    /// The letters that may occur; those of the key where they are not given.
    pub symbols: Option<Vec<String>>,
    /// The two-letter code of the language whose marks and words the answer is read with.
    pub locale: Option<String>,
    /// What is chosen from, put in order or assigned.
    pub options: Vec<String>,
    /// What options are assigned to.
    pub prompts: Vec<String>,
    /// What is given for parts: `each` or `adjacent_pairs`.
    pub partial: Option<String>,
    /// What a right value in the wrong form is worth, from 0 to 1.
    pub wrong_form_credit: Option<f64>,
    /// Wrong answers that are understood, by the name of what leads to them.
    pub misconceptions: BTreeMap<String, Plain>,
    /// How many letters of a text may be wrong.
    pub spelling: u32,
    /// Whether capital letters matter in a text.
    pub case: bool,
    /// Whether accents matter in a text.
    pub accents: bool,
    /// Words that must be in a text.
    pub required: Vec<String>,
    /// Words that must not be in a text.
    pub forbidden: Vec<String>,
}

/// A value as JSON may spell it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Plain {
    /// true, false
    Boolean(bool),
    /// 0.75
    Number(serde_json::Number),
    /// "3/4"
    Text(String),
    /// ["a", "b"]
    List(Vec<Plain>),
    /// null
    Nothing(()),
}

impl Default for Plain {
    fn default() -> Self {
        Self::Nothing(())
    }
}

impl Plain {
    /// The text it stands for; a list in square brackets.
    pub fn text(&self) -> String {
        match self {
            Self::Boolean(value) => value.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text.clone(),
            Self::List(parts) => {
                let parts: Vec<String> = parts.iter().map(Self::text).collect();
                format!("[{}]", parts.join(", "))
            }
            Self::Nothing(()) => String::new(),
        }
    }
}

impl From<&str> for Plain {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// An answer, marked.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reply {
    /// `right`, `right_value_wrong_form`, `wrong` or `unreadable`.
    pub outcome: &'static str,
    /// What it is worth, from 0 to 1.
    pub credit: f64,
    /// What was read, as plain text.
    pub understood_as: Option<String>,
    /// What was read, as the inside of `$…$`.
    pub latex: Option<String>,
    /// What to tell the learner beside the outcome.
    pub message: Option<String>,
    /// Where the notation has two meanings: how it was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirm: Option<String>,
    /// Where it is unreadable: the first character that cannot be read and the one after the last,
    /// counted from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<[usize; 2]>,
    /// The misconceptions that lead to it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub misconceptions: Vec<String>,
}

impl Request {
    /// The kinds there are.
    pub const KINDS: [&'static str; 20] = [
        "number",
        "quantity",
        "expression",
        "equation",
        "inequality",
        "interval",
        "set",
        "list",
        "tuple",
        "vector",
        "matrix",
        "choice",
        "choices",
        "true_false",
        "ordering",
        "matching",
        "categorise",
        "text",
        "point",
        "points",
    ];

    /// The question alone.
    ///
    /// # Errors
    /// It makes no sense, and why.
    pub fn question(&self) -> Result<Question, RequestError> {
        build::question(self)
    }

    /// Marks the answer.
    ///
    /// # Errors
    /// The question makes no sense, and why.
    pub fn reply(&self) -> Result<Reply, RequestError> {
        let question = self.question()?;
        let raw = self.answer.text();
        Ok(Reply::new(mark(&question, &raw), &raw))
    }
}

impl Reply {
    /// A marking in plain data; `raw` is what was typed.
    pub fn new(marking: Marking, raw: &str) -> Self {
        let at = match &marking.outcome {
            Outcome::Unreadable { at } => {
                let characters = |byte: usize| {
                    (raw.char_indices())
                        .take_while(|(start, _)| *start < byte)
                        .count()
                };
                Some([characters(at.start), characters(at.end)])
            }
            _ => None,
        };
        let misconceptions = marking.outcome.misconceptions();
        Self {
            outcome: marking.outcome.name(),
            credit: marking.credit.value(),
            misconceptions: misconceptions
                .iter()
                .map(|id| id.as_str().to_owned())
                .collect(),
            at,
            message: marking.message,
            confirm: marking.confirm,
            latex: (marking.understood.as_ref()).map(|understood| understood.latex.clone()),
            understood_as: marking.understood.map(|understood| understood.text),
        }
    }
}
