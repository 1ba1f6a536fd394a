//! How likely a right answer is in each hidden state, on this item and with this much help.

use super::{BktParameters, Likelihood};
use crate::answer::{AnswerKind, Credit, Question};
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
    /// Put in order, matched or sorted, in one of so many ways.
    Arrange {
        /// Ways there are.
        ways: u32,
    },
}

impl ResponseFormat {
    /// P(right | unknown) without a hint.
    ///
    /// - typed: the competency's own guess
    /// - one of n: 1/n
    /// - any of n: 1/(2ⁿ − 1), every choice but the empty one, which is no answer; but never less
    ///   than the competency's own guess, for judging options is no harder than finding an answer
    /// - arranged in one of n ways: 1/n, and never less than the competency's own guess either
    fn guess(self, typed: f64) -> f64 {
        match self {
            Self::Typed => typed,
            Self::ChooseOne { options } => 1.0 / f64::from(options.max(1)),
            Self::ChooseMany { options } => {
                // Past 32 options the chance is nil beside any guess allowed.
                let choices = (1_u64 << options.clamp(1, 32)) - 1;
                (1.0 / choices as f64).max(typed)
            }
            Self::Arrange { ways } => (1.0 / f64::from(ways.max(1))).max(typed),
        }
    }
}

impl From<&Question> for ResponseFormat {
    fn from(question: &Question) -> Self {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let options = count(question.options.len());
        // Past 64 prompts there are more ways than can be counted anyway.
        let prompts = count(question.prompts.len()).min(64);
        match question.kind {
            AnswerKind::ChoiceOne => Self::ChooseOne { options },
            AnswerKind::ChoiceMany(_) => Self::ChooseMany { options },
            // With reasons it takes the right one, too.
            AnswerKind::TrueFalse => Self::ChooseOne {
                options: options.max(1).saturating_mul(2),
            },
            AnswerKind::Ordering(_) => Self::Arrange {
                ways: (1..=options).take(64).fold(1, u32::saturating_mul),
            },
            AnswerKind::Matching(_) => Self::Arrange {
                ways: (0..prompts).fold(1, |ways: u32, taken| {
                    ways.saturating_mul(options.saturating_sub(taken).max(1))
                }),
            },
            AnswerKind::Categorise(_) => Self::Arrange {
                ways: options.saturating_pow(prompts),
            },
            _ => Self::Typed,
        }
    }
}

impl ResponseFormat {
    /// The format of several parts answered together, right only if all are: that of the one which
    /// is hardest to guess, for all cannot be guessed more often than one. Typed without any.
    pub fn of_all(parts: impl IntoIterator<Item = Self>) -> Self {
        // Among what is chosen the competency's own guess plays no part here.
        let guess = |format: &Self| format.guess(0.0);
        parts
            .into_iter()
            .min_by(|a, b| guess(a).total_cmp(&guess(b)))
            .unwrap_or(Self::Typed)
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

    /// How likely an answer worth a share c of full credit is in each state, up to a factor
    /// that both states share and that moves no belief.
    ///
    /// If credit has an exponential family in each state, f(c | state) = h(c) exp(θ c) / Z(θ), the
    /// logarithm of the likelihood ratio is linear in c, and the wrong and the right answer fix its
    /// two ends:
    ///
    /// ln ratio(c) = (1 − c) ln ratio(wrong) + c ln ratio(right)
    ///
    /// So it grows with c. Each state's likelihood is wrong¹⁻ᶜ rightᶜ. Only `libm` is used, for the
    /// same bits on every platform.
    pub fn graded(&self, credit: Credit) -> Likelihood {
        let (wrong, right) = (self.likelihood(false), self.likelihood(true));
        // The ends to the bit: ln and exp would round them.
        if credit == Credit::NONE {
            return wrong;
        }
        if credit == Credit::FULL {
            return right;
        }
        let c = credit.value();
        let between =
            |wrong: f64, right: f64| libm::exp((1.0 - c) * libm::log(wrong) + c * libm::log(right));
        Likelihood {
            unknown: between(wrong.unknown, right.unknown),
            known: between(wrong.known, right.known),
        }
    }
}
