//! What an answer says, as the numbers that were applied: a log of them replays to the bit.

use super::{
    Belief, BktParameters, Emission, MasteryError, Pace, PerSpeed, ResponseFormat, Shift, bits,
};
use crate::answer::Credit;
use serde::{Deserialize, Serialize};

/// How likely what was observed is in each hidden state; both in [0, 1].
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Likelihood {
    /// If the competency is not known, and if the learner is stuck.
    #[serde(serialize_with = "bits::write", deserialize_with = "bits::read")]
    pub unknown: f64,
    /// If it is known.
    #[serde(serialize_with = "bits::write", deserialize_with = "bits::read")]
    pub known: f64,
}

/// What happens between two opportunities; all in [0, 1].
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Transition {
    /// P(unknown → known) at each learning speed.
    pub learn: PerSpeed,
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

/// One scored answer as the filter sees it, with all that happened since the one before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// Which formulas gave the numbers.
    pub model: Model,
    /// The belief to go on from, where the learner types changed since the answer before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anew: Option<Belief>,
    /// What happened beside practice since the answer before, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shifts: Vec<Shift>,
    /// What was known of the learner's speed from elsewhere; every speed as likely where it is not
    /// said, which is all there is to say of one speed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pace: Option<Pace>,
    /// What the answer says.
    pub likelihood: Likelihood,
    /// What happens before the next one.
    pub transition: Transition,
}

impl Evidence {
    /// The evidence of an answer given in a `format` after `help` hints.
    pub fn new(parameters: &BktParameters, format: ResponseFormat, help: u32, right: bool) -> Self {
        let likelihood = Emission::new(parameters, format, help).likelihood(right);
        Self::of(parameters, Model::Bkt, likelihood)
    }

    /// Evidence with nothing beside it.
    pub(super) fn of(parameters: &BktParameters, model: Model, likelihood: Likelihood) -> Self {
        Self {
            model,
            anew: None,
            shifts: Vec::new(),
            pace: None,
            likelihood,
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
        let model = match credit == Credit::NONE || credit == Credit::FULL {
            true => Model::Bkt,
            false => Model::PartialCredit,
        };
        Self::of(parameters, model, emission.graded(credit))
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
    /// What is known of the learner's speed from elsewhere, as of the latest step.
    #[serde(default)]
    pub pace: Pace,
}

impl Trace {
    /// Before any answer both beliefs are the prior; every speed is as likely.
    pub fn begin(prior: Belief) -> Self {
        Self {
            filtered: prior,
            predictive: prior,
            opportunities: 0,
            pace: Pace::even(prior.speeds()),
        }
    }

    /// Before any answer of a learner who may be of any of the types.
    pub fn before(parameters: &BktParameters) -> Self {
        Self::begin(Belief::before(parameters)).at(parameters.learners().pace([]))
    }

    /// The same, seen of a learner of this pace.
    #[must_use]
    pub const fn at(self, pace: Pace) -> Self {
        Self { pace, ..self }
    }

    /// Takes one piece of evidence in: what happened beside practice, filter, then transition.
    ///
    /// Only `+ − × ÷` in fixed order, so that replaying a log gives the same bits everywhere.
    ///
    /// # Errors
    /// [`MasteryError::ImpossibleEvidence`].
    #[inline]
    pub fn absorb(&self, evidence: &Evidence) -> Result<Self, MasteryError> {
        // Mostly nothing happened since, and there is nothing to copy.
        let filtered = match evidence.anew.is_none() && evidence.shifts.is_empty() {
            true => self.predictive.filter(&evidence.likelihood)?,
            false => self.current(evidence).filter(&evidence.likelihood)?,
        };
        Ok(Self {
            filtered,
            predictive: filtered.transition(&evidence.transition),
            opportunities: self.opportunities.saturating_add(1),
            pace: evidence
                .pace
                .unwrap_or_else(|| Pace::even(filtered.speeds())),
        })
    }

    /// The belief just before an answer: L′, and what happened beside practice since.
    fn current(&self, evidence: &Evidence) -> Belief {
        let predictive = evidence.anew.unwrap_or(self.predictive);
        let shifts = evidence.shifts.iter();
        shifts.fold(predictive, |belief, shift| belief.shift(shift))
    }

    /// How likely what was observed was just before it.
    pub fn predict(&self, evidence: &Evidence) -> f64 {
        let pace = evidence.pace.unwrap_or(self.pace);
        self.current(evidence).predict(&evidence.likelihood, &pace)
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
    pub fn mastery(&self) -> f64 {
        self.filtered.mastery(&self.pace)
    }

    /// P(known) at the next opportunity, where nothing happens beside practice.
    pub fn expected(&self) -> f64 {
        self.predictive.mastery(&self.pace)
    }
}
