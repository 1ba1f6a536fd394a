//! The result of marking one response.

use crate::base::{MisconceptionId, Span};
use serde::{Deserialize, Serialize};

/// How a response was scored.
///
/// ```
/// use retake::answer::Outcome;
/// let wrong = Outcome::Wrong { misconceptions: vec![] };
/// assert_eq!(serde_json::to_string(&wrong).unwrap(), r#"{"outcome":"wrong","misconceptions":[]}"#);
/// assert_eq!(Outcome::RightValueWrongForm.name(), "right_value_wrong_form");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// Right.
    Right,
    /// The right value, not in the form asked for.
    RightValueWrongForm,
    /// Wrong.
    Wrong {
        /// The misconceptions that lead to this answer; none where it is not understood.
        misconceptions: Vec<MisconceptionId>,
    },
    /// Not readable, and therefore not wrong: it costs nothing and is asked again.
    Unreadable {
        /// The first characters that cannot be read, in bytes of what was typed.
        at: Span,
    },
}

impl Outcome {
    /// The name that logs and templates use.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::RightValueWrongForm => "right_value_wrong_form",
            Self::Wrong { .. } => "wrong",
            Self::Unreadable { .. } => "unreadable",
        }
    }

    /// The misconceptions that were recognised.
    pub fn misconceptions(&self) -> &[MisconceptionId] {
        match self {
            Self::Wrong { misconceptions } => misconceptions,
            _ => &[],
        }
    }
}

/// A share of what an answer can be worth, in [0, 1].
///
/// ```
/// use retake::answer::Credit;
/// assert_eq!(Credit::share(2, 3).value(), 2.0 / 3.0);
/// assert_eq!(Credit::new(1.5), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Credit(f64);

/// Not NaN, so that every credit equals itself.
impl Eq for Credit {}

impl From<Credit> for f64 {
    fn from(credit: Credit) -> Self {
        credit.0
    }
}

impl TryFrom<f64> for Credit {
    type Error = String;

    fn try_from(share: f64) -> Result<Self, String> {
        Self::new(share).ok_or_else(|| format!("credit {share} must be within [0, 1]"))
    }
}

impl Credit {
    /// Nothing.
    pub const NONE: Self = Self(0.0);
    /// All of it.
    pub const FULL: Self = Self(1.0);

    /// A share; `None` outside [0, 1].
    pub fn new(share: f64) -> Option<Self> {
        (0.0..=1.0).contains(&share).then_some(Self(share))
    }

    /// So many of so many; of none, nothing.
    pub fn share(right: usize, of: usize) -> Self {
        match of {
            0 => Self::NONE,
            _ => Self(right.min(of) as f64 / of as f64),
        }
    }

    /// The share, in [0, 1].
    pub const fn value(self) -> f64 {
        self.0
    }
}

/// What was read, to be shown to the learner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Understood {
    /// Plain text.
    pub text: String,
    /// The inside of `$…$`.
    pub latex: String,
    /// The inside of `<math>`.
    pub mathml: String,
}

/// A response, marked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marking {
    /// How it was scored.
    pub outcome: Outcome,
    /// What it is worth: all if it is right; a share if the template gives one.
    #[serde(default)]
    pub credit: Credit,
    /// What was read, unless it was unreadable.
    pub understood: Option<Understood>,
    /// What to tell the learner beside the outcome: what could not be read, or what is still to be
    /// done.
    pub message: Option<String>,
    /// Where the reading is ambiguous: how it was read and how to write the other meaning, for the
    /// learner to confirm before it counts.
    pub confirm: Option<String>,
}

impl Marking {
    /// A response that was read and scored.
    pub(super) fn scored(outcome: Outcome, message: Option<String>) -> Self {
        Self {
            credit: match outcome {
                Outcome::Right => Credit::FULL,
                _ => Credit::NONE,
            },
            outcome,
            understood: None,
            message,
            confirm: None,
        }
    }

    /// A response that could not be read.
    pub(super) fn unreadable(at: Span, message: impl Into<String>) -> Self {
        Self::scored(Outcome::Unreadable { at }, Some(message.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_reads_back_what_it_wrote() {
        let added = MisconceptionId::new("added_instead").unwrap();
        let cases = [
            (Outcome::Right, r#"{"outcome":"right"}"#),
            (
                Outcome::RightValueWrongForm,
                r#"{"outcome":"right_value_wrong_form"}"#,
            ),
            (
                Outcome::Wrong {
                    misconceptions: vec![added],
                },
                r#"{"outcome":"wrong","misconceptions":["added_instead"]}"#,
            ),
            (
                Outcome::Unreadable {
                    at: Span::new(2, 3),
                },
                r#"{"outcome":"unreadable","at":{"start":2,"end":3}}"#,
            ),
        ];
        for (outcome, text) in cases {
            assert_eq!(serde_json::to_string(&outcome).unwrap(), text);
            assert_eq!(serde_json::from_str::<Outcome>(text).unwrap(), outcome);
        }
    }
}
