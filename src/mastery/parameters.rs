//! The parameters of Bayesian knowledge tracing, as data and as checked values.

use super::{Emission, Learners, Likelihood, MasteryError, ResponseFormat, Transition};
use serde::{Deserialize, Serialize};

/// Least guess, slip and prior a service uses; also the least distance from 1.
///
/// At 0 or 1 a single answer would settle a belief for ever.
pub(super) const LEAST: f64 = 0.001;

/// The parameters as an author or a fit gives them; nothing is checked yet.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawParameters {
    /// P(L₀): known at the first meeting.
    pub prior: f64,
    /// P(T): unknown → known at one opportunity.
    pub learn: f64,
    /// P(F): known → unknown between two opportunities.
    pub forget: f64,
    /// P(G): right though unknown, where the answer is typed.
    pub guess: f64,
    /// P(S): wrong though known.
    pub slip: f64,
    /// η: the chance that one hint brings one who does not know to the right answer.
    pub hint: f64,
}

impl RawParameters {
    /// Checks the parameters for use with learners.
    ///
    /// ```
    /// use retake::mastery::RawParameters;
    ///
    /// let raw = RawParameters { prior: 0.25, learn: 0.12, forget: 0.0, guess: 0.9, slip: 0.2, hint: 0.25 };
    /// assert_eq!(
    ///     raw.check().unwrap_err().to_string(),
    ///     "guess 0.9 must be below 1 − slip = 0.8; lower guess or slip"
    /// );
    /// ```
    ///
    /// # Errors
    /// A number out of its range (prior, guess, slip in [.001, .999]; learn, forget in [0, .999];
    /// hint in [0, 1]), guess + slip ≥ 1, or learn + forget > 1.
    pub fn check(self) -> Result<BktParameters, MasteryError> {
        const CERTAIN: &str = "at 0 or 1 one answer would settle the belief for ever";
        const MOVES: &str = "at 1 every learner would change state at once";
        within("prior", self.prior, LEAST, 1.0 - LEAST, CERTAIN)?;
        within("learn", self.learn, 0.0, 1.0 - LEAST, MOVES)?;
        within("forget", self.forget, 0.0, 1.0 - LEAST, MOVES)?;
        within("guess", self.guess, LEAST, 1.0 - LEAST, CERTAIN)?;
        within("slip", self.slip, LEAST, 1.0 - LEAST, CERTAIN)?;
        within("hint", self.hint, 0.0, 1.0, "it is a probability")?;
        let Self {
            learn,
            forget,
            guess,
            slip,
            ..
        } = self;
        if guess >= 1.0 - slip {
            return Err(MasteryError::GuessNotBelowKnowing { guess, slip });
        }
        if learn + forget > 1.0 {
            return Err(MasteryError::LearnAndForget { learn, forget });
        }
        Ok(BktParameters {
            raw: self,
            learners: Learners::default(),
        })
    }
}

/// Refuses a number outside [low, high], and what is no number.
pub(super) fn within(
    name: &'static str,
    got: f64,
    low: f64,
    high: f64,
    help: &'static str,
) -> Result<(), MasteryError> {
    if (low..=high).contains(&got) {
        Ok(())
    } else {
        Err(MasteryError::OutOfRange {
            name,
            got,
            low,
            high,
            help,
        })
    }
}

/// Checked parameters of one competency: a right answer always speaks for knowing.
///
/// Corbett & Anderson (1995), doi:10.1007/BF01099821.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub struct BktParameters {
    raw: RawParameters,
    learners: Learners,
}

impl BktParameters {
    /// The same for learners of these types; at first all learn alike.
    #[must_use]
    pub const fn with_learners(self, learners: Learners) -> Self {
        Self { learners, ..self }
    }

    /// The same for a learner of whom something is known before the first meeting; P(known) is kept
    /// within [.001, .999].
    #[must_use]
    pub const fn with_prior(mut self, known: f64) -> Self {
        self.raw.prior = known.clamp(LEAST, 1.0 - LEAST);
        self
    }

    /// The learner types.
    pub const fn learners(&self) -> &Learners {
        &self.learners
    }

    /// P(known) at the first meeting.
    pub const fn prior(&self) -> f64 {
        self.raw.prior
    }

    /// P(right | unknown) where the answer is typed and no hint was taken.
    pub const fn guess(&self) -> f64 {
        self.raw.guess
    }

    /// P(wrong | known).
    pub const fn slip(&self) -> f64 {
        self.raw.slip
    }

    /// η, the chance that one hint brings one who does not know to the right answer.
    pub const fn hint(&self) -> f64 {
        self.raw.hint
    }

    /// P(unknown → known) at one opportunity, at pace 1.
    pub const fn learn(&self) -> f64 {
        self.raw.learn
    }

    /// P(known → unknown) between two opportunities.
    pub const fn forget(&self) -> f64 {
        self.raw.forget
    }

    /// What happens between two opportunities.
    pub fn transition(&self) -> Transition {
        Transition {
            learn: self.learners.learn(self.raw.learn),
            forget: self.raw.forget,
        }
    }

    /// The mass on known that filtered mastery tends to when every answer is right: the root in
    /// [0, 1] of
    ///
    /// (a − g)m x² + (g + (a − g)l − a m) x − a l = 0,  a = 1 − s,  m = 1 − l − f
    ///
    /// which is x = a L/(a L + g(1 − L)) with L = l + m x. It is 1 without forgetting.
    /// From any belief below it mastery never exceeds it, for both maps grow with the belief. That
    /// of the fastest learners.
    pub fn ceiling(&self, format: ResponseFormat) -> f64 {
        let Transition { learn, forget } = self.transition();
        let learn = learn.as_slice().last().copied().unwrap_or_default();
        let Likelihood {
            unknown: guess,
            known: right,
        } = Emission::new(self, format, 0).likelihood(true);
        let stay = 1.0 - learn - forget;
        let square = (right - guess) * stay;
        let linear = guess + (right - guess) * learn - right * stay;
        let constant = -right * learn;
        let root = (linear * linear - 4.0 * square * constant).sqrt();
        // The form that never subtracts two nearly equal numbers.
        let x = if linear > 0.0 {
            -2.0 * constant / (linear + root)
        } else if square > 0.0 {
            (root - linear) / (2.0 * square)
        } else {
            1.0
        };
        x.clamp(0.0, 1.0)
    }
}

impl TryFrom<RawParameters> for BktParameters {
    type Error = MasteryError;

    fn try_from(raw: RawParameters) -> Result<Self, MasteryError> {
        raw.check()
    }
}

impl From<BktParameters> for RawParameters {
    fn from(parameters: BktParameters) -> Self {
        parameters.raw
    }
}

/// As they stand with an administration; without learner types all learn alike.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    prior: f64,
    learn: f64,
    forget: f64,
    guess: f64,
    slip: f64,
    hint: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    learners: Option<Learners>,
}

impl TryFrom<Stored> for BktParameters {
    type Error = MasteryError;

    fn try_from(stored: Stored) -> Result<Self, MasteryError> {
        let raw = RawParameters {
            prior: stored.prior,
            learn: stored.learn,
            forget: stored.forget,
            guess: stored.guess,
            slip: stored.slip,
            hint: stored.hint,
        };
        let learners = stored.learners.unwrap_or_default();
        Ok(raw.check()?.with_learners(learners))
    }
}

impl From<BktParameters> for Stored {
    fn from(BktParameters { raw, learners }: BktParameters) -> Self {
        Self {
            prior: raw.prior,
            learn: raw.learn,
            forget: raw.forget,
            guess: raw.guess,
            slip: raw.slip,
            hint: raw.hint,
            learners: (learners != Learners::default()).then_some(learners),
        }
    }
}
