//! Any model by its name: tracing, or one of the baselines it is compared with.

use super::error::ModelError;
use super::spec::{Constraints, Learners, ModelSpec};
use crate::research::log::Keep;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A model, as it is written in commands and files: `bkt+forget`, `rasch`, `pfa`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Model {
    /// Bayesian knowledge tracing.
    Tracing(ModelSpec),
    /// Something simpler or other, to compare with.
    Baseline(Baseline),
}

/// Models without hidden states that change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Baseline {
    /// One ability a learner and one difficulty an item (Rasch 1960).
    Rasch,
    /// The same, followed response by response (Pelánek 2016, doi:10.1016/j.compedu.2016.03.017).
    Elo,
    /// Counts of right and wrong answers on each skill (Pavlik, Cen & Koedinger 2009).
    Pfa,
    /// Those counts and those of all skills, by their logarithms, with the difficulty of the item
    /// (Gervet, Koedinger, Schneider & Mitchell 2020, doi:10.5281/zenodo.4143614).
    BestLr,
}

impl Baseline {
    const ALL: [Self; 4] = [Self::Rasch, Self::Elo, Self::Pfa, Self::BestLr];

    /// The name in files and commands.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rasch => "rasch",
            Self::Elo => "elo",
            Self::Pfa => "pfa",
            Self::BestLr => "best-lr",
        }
    }
}

impl Model {
    /// What of a log is needed to fit the model.
    pub fn keep_to_fit(&self) -> Keep {
        match self {
            Self::Tracing(spec) => Keep {
                classes: spec.needs_classes(),
                gaps: spec.decay,
                events: spec.together.is_some(),
                patterns: spec.learners == Learners::Alike && spec.together.is_none(),
            },
            Self::Baseline(_) => Keep {
                events: true,
                ..Keep::default()
            },
        }
    }

    /// What of a log is needed to predict it: where one skill speaks of another, the order of all.
    pub fn keep_to_predict(&self) -> Keep {
        let keep = self.keep_to_fit();
        let across = matches!(self, Self::Tracing(spec) if spec.learners != Learners::Alike);
        Keep {
            events: keep.events || across,
            patterns: false,
            ..keep
        }
    }

    /// Whether what is laid down makes sense for the model.
    ///
    /// # Errors
    /// A parameter the model does not have, or a number out of its range.
    pub fn check(&self, constraints: &Constraints) -> Result<(), ModelError> {
        match self {
            Self::Tracing(spec) => spec.check(constraints),
            Self::Baseline(_) if constraints.is_empty() => Ok(()),
            Self::Baseline(baseline) => Err(ModelError::Unconstrained(baseline.name())),
        }
    }
}

impl Default for Model {
    fn default() -> Self {
        Self::Tracing(ModelSpec::default())
    }
}

impl FromStr for Model {
    type Err = ModelError;

    fn from_str(text: &str) -> Result<Self, ModelError> {
        let named = Baseline::ALL.into_iter().find(|own| own.name() == text);
        named.map_or_else(
            || text.parse().map(Self::Tracing),
            |baseline| Ok(Self::Baseline(baseline)),
        )
    }
}

impl fmt::Display for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tracing(spec) => spec.fmt(f),
            Self::Baseline(baseline) => f.write_str(baseline.name()),
        }
    }
}

impl TryFrom<String> for Model {
    type Error = ModelError;

    fn try_from(text: String) -> Result<Self, ModelError> {
        text.parse()
    }
}

impl From<Model> for String {
    fn from(model: Model) -> Self {
        model.to_string()
    }
}
