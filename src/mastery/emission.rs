//! How likely a right answer is in each hidden state, on this item and with this much help.

use super::{BktParameters, Likelihood};
use crate::answer::{AnswerKind, Question};
use serde::{Deserialize, Serialize};

/// A guess never comes nearer than this share of 1 − slip: a right answer then still speaks,
/// however softly, for knowing.
const MOST: f64 = 0.99;

/// How an answer is given, as far as it matters for guessing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResponseFormat {
    /// Typed: nothing to choose from.
    Typed,
    /// One of so many options as this instance shows.
    ChooseOne {
        /// Options shown.
        options: u32,
    },
    /// Any of so many options as this instance shows, right only if all are.
    ChooseMany {
        /// Options shown.
        options: u32,
    },
}

impl ResponseFormat {
    /// P(right | unknown) without a hint.
    ///
    /// - typed: the competency's own guess
    /// - one of n: 1/n
    /// - any of n: 1/(2ⁿ − 1), every choice but the empty one, which is no answer; but never less
    ///   than the competency's own guess, for judging options is no harder than finding an answer
    fn guess(self, typed: f64) -> f64 {
        match self {
            Self::Typed => typed,
            Self::ChooseOne { options } => 1.0 / f64::from(options.max(1)),
            Self::ChooseMany { options } => {
                // Past 32 options the chance is nil beside any guess allowed.
                let choices = (1_u64 << options.clamp(1, 32)) - 1;
                (1.0 / choices as f64).max(typed)
            }
        }
    }
}

impl From<&Question> for ResponseFormat {
    fn from(question: &Question) -> Self {
        let options = u32::try_from(question.options.len()).unwrap_or(u32::MAX);
        match question.kind {
            AnswerKind::ChoiceOne => Self::ChooseOne { options },
            AnswerKind::ChoiceMany(_) => Self::ChooseMany { options },
            _ => Self::Typed,
        }
    }
}

/// P(right | state) of one item, as guess and slip.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Emission {
    guess: f64,
    slip: f64,
}

impl Emission {
    /// The emission of an item answered in a `format` after `help` hints:
    ///
    /// guess = 1 − (1 − g)(1 − η)^help, kept below 1 − s
    ///
    /// so that a right answer never lowers mastery, and says less the more help came before it.
    pub fn new(parameters: &BktParameters, format: ResponseFormat, help: u32) -> Self {
        let mut guess = format.guess(parameters.guess());
        // Step by step in fixed order, not `powi`: the same bits on every platform. Help past a few
        // dozen steps changes nothing, the cap has long been reached or η is nil.
        for _ in 0..help.min(64) {
            guess += (1.0 - guess) * parameters.hint();
        }
        let slip = parameters.slip();
        let guess = guess.min((MOST * (1.0 - slip)).max(parameters.guess()));
        Self { guess, slip }
    }

    /// P(right | unknown).
    pub const fn guess(&self) -> f64 {
        self.guess
    }

    /// P(wrong | known).
    pub const fn slip(&self) -> f64 {
        self.slip
    }

    /// How likely a right or a wrong answer is in each state.
    pub const fn likelihood(&self, right: bool) -> Likelihood {
        if right {
            Likelihood {
                unknown: self.guess,
                known: 1.0 - self.slip,
            }
        } else {
            Likelihood {
                unknown: 1.0 - self.guess,
                known: self.slip,
            }
        }
    }
}
