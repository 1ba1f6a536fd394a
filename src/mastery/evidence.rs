//! What an answer says, as the numbers that were applied: a log of them replays to the bit.

use super::{Belief, BktParameters, Emission, MasteryError, ResponseFormat, bits};
use crate::answer::Credit;
use serde::{Deserialize, Serialize};

/// How likely what was observed is in each hidden state; both in [0, 1].
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Likelihood {
    /// If the competency is not known.
    #[serde(serialize_with = "bits::write", deserialize_with = "bits::read")]
    pub unknown: f64,
    /// If it is known.
    #[serde(serialize_with = "bits::write", deserialize_with = "bits::read")]
    pub known: f64,
}

/// What happens between two opportunities; both in [0, 1].
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Transition {
    /// P(unknown → known).
    #[serde(serialize_with = "bits::write", deserialize_with = "bits::read")]
    pub learn: f64,
    /// P(known → unknown).
    #[serde(serialize_with = "bits::write", deserialize_with = "bits::read")]
    pub forget: f64,
}

/// The formulas behind a piece of evidence; a new one gets a new name, and old logs stay readable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Model {
    /// Two hidden states, guess by response format and help.
    #[serde(rename = "bkt-1")]
    Bkt,
    /// The same, with partial credit between the wrong and the right answer.
    #[serde(rename = "bkt-1-credit")]
    PartialCredit,
    /// The same, from levels on a rubric.
    #[serde(rename = "bkt-1-rubric")]
    Rubric,
}

/// One scored answer as the filter sees it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// Which formulas gave the numbers.
    pub model: Model,
    /// What the answer says.
    pub likelihood: Likelihood,
    /// What happens before the next one.
    pub transition: Transition,
}

impl Evidence {
    /// The evidence of an answer given in a `format` after `help` hints.
    pub fn new(parameters: &BktParameters, format: ResponseFormat, help: u32, right: bool) -> Self {
        Self {
            model: Model::Bkt,
            likelihood: Emission::new(parameters, format, help).likelihood(right),
            transition: parameters.transition(),
        }
    }

    /// The evidence of an answer that is worth a share of full credit.
    ///
    /// See [`Emission::graded`]. No credit and full credit are the wrong and the right answer of
    /// [`Evidence::new`], to the bit.
    pub fn graded(
        parameters: &BktParameters,
        format: ResponseFormat,
        help: u32,
        credit: Credit,
    ) -> Self {
        let emission = Emission::new(parameters, format, help);
        Self {
            model: match credit == Credit::NONE || credit == Credit::FULL {
                true => Model::Bkt,
                false => Model::PartialCredit,
            },
            likelihood: emission.graded(credit),
            transition: parameters.transition(),
        }
    }
}

/// A learner's way through one competency: the belief before and after the latest transition.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trace {
    /// L⁺, what the evidence so far says: mastery, for decisions and criteria.
    pub filtered: Belief,
    /// L′, what is expected at the next opportunity: for prediction.
    pub predictive: Belief,
    /// Scored evidence so far.
    pub opportunities: u32,
}

impl Trace {
    /// Before any answer both beliefs are the prior.
    pub const fn begin(prior: Belief) -> Self {
        Self {
            filtered: prior,
            predictive: prior,
            opportunities: 0,
        }
    }

    /// Takes one piece of evidence in: filter, then transition.
    ///
    /// Only `+ − × ÷` in fixed order, so that replaying a log gives the same bits everywhere.
    ///
    /// # Errors
    /// [`MasteryError::ImpossibleEvidence`].
    #[inline]
    pub fn absorb(&self, evidence: &Evidence) -> Result<Self, MasteryError> {
        let filtered = self.predictive.filter(&evidence.likelihood)?;
        Ok(Self {
            filtered,
            predictive: filtered.transition(&evidence.transition),
            opportunities: self.opportunities.saturating_add(1),
        })
    }

    /// Takes a whole log in, first to last.
    ///
    /// # Errors
    /// [`MasteryError::ImpossibleEvidence`].
    pub fn replay<'a>(
        prior: Belief,
        log: impl IntoIterator<Item = &'a Evidence>,
    ) -> Result<Self, MasteryError> {
        log.into_iter()
            .try_fold(Self::begin(prior), |trace, evidence| trace.absorb(evidence))
    }

    /// Mastery: P(known) by the evidence so far.
    pub const fn mastery(&self) -> f64 {
        self.filtered.mastery()
    }
}
