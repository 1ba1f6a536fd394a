//! What is believed of a learner: the mass of every hidden state.

use super::parameters::within;
use super::{BktParameters, Likelihood, MasteryError, Transition, bits};
use serde::{Deserialize, Serialize};

/// The masses of {unknown, known}: each kept for itself and summing to 1.
///
/// Never one mass as 1 − the other: after some fifty right answers that difference is exactly 0,
/// and no wrong answer could ever move it again.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "[bits::Bits; 2]", into = "[bits::Bits; 2]")]
pub struct Belief {
    masses: [f64; 2],
}

impl Belief {
    /// A belief before any answer: P(known) = `prior`, in [0, 1].
    ///
    /// # Errors
    /// `prior` is no probability.
    pub fn new(prior: f64) -> Result<Self, MasteryError> {
        within("prior", prior, 0.0, 1.0, "it is a probability")?;
        Ok(Self {
            masses: [1.0 - prior, prior],
        })
    }

    /// The belief before the first answer.
    pub fn before(parameters: &BktParameters) -> Self {
        Self {
            masses: [1.0 - parameters.prior(), parameters.prior()],
        }
    }

    /// The masses of unknown and known.
    pub const fn masses(&self) -> &[f64; 2] {
        &self.masses
    }

    /// P(known).
    pub const fn mastery(&self) -> f64 {
        self.masses[1]
    }

    /// How likely what was observed is: Σ mass × likelihood.
    pub fn predict(&self, likelihood: &Likelihood) -> f64 {
        self.masses[0] * likelihood.unknown + self.masses[1] * likelihood.known
    }

    /// The belief once the evidence is in, before the next transition (L⁺).
    ///
    /// mass⁺ = mass × likelihood / Σ mass × likelihood
    ///
    /// # Errors
    /// [`MasteryError::ImpossibleEvidence`]: no state held possible can bring this about.
    #[inline]
    pub fn filter(&self, likelihood: &Likelihood) -> Result<Self, MasteryError> {
        let unknown = joint(self.masses[0], likelihood.unknown);
        let known = joint(self.masses[1], likelihood.known);
        let sum = unknown + known;
        if sum > 0.0 {
            Ok(Self {
                masses: [unknown / sum, known / sum],
            })
        } else {
            Err(MasteryError::ImpossibleEvidence)
        }
    }

    /// The belief at the next opportunity (L′).
    ///
    /// known′ = known(1 − forget) + unknown × learn, and unknown′ likewise
    #[inline]
    #[must_use]
    pub fn transition(&self, transition: &Transition) -> Self {
        let [unknown, known] = self.masses;
        let Transition { learn, forget } = *transition;
        Self {
            masses: [
                unknown * (1.0 - learn) + known * forget,
                known * (1.0 - forget) + unknown * learn,
            ],
        }
    }
}

/// Mass × likelihood; 0 only if one of them is, never because the product is too small to hold:
/// a state once lost would never come back.
#[inline]
fn joint(mass: f64, likelihood: f64) -> f64 {
    let product = mass * likelihood;
    if product < f64::MIN_POSITIVE && mass > 0.0 && likelihood > 0.0 {
        f64::MIN_POSITIVE
    } else {
        product
    }
}

/// What rounding may leave of a sum of masses beyond 1, with room to spare.
const SLACK: f64 = 1e-9;

const DAMAGED: &str = "the stored belief is damaged; replay the log";

impl From<Belief> for [bits::Bits; 2] {
    fn from(belief: Belief) -> Self {
        belief.masses.map(bits::Bits)
    }
}

impl TryFrom<[bits::Bits; 2]> for Belief {
    type Error = MasteryError;

    fn try_from(masses: [bits::Bits; 2]) -> Result<Self, MasteryError> {
        let masses = masses.map(|bits::Bits(mass)| mass);
        let sum = masses[0] + masses[1];
        within("sum of masses", sum, 1.0 - SLACK, 1.0 + SLACK, DAMAGED)?;
        for mass in masses {
            within("mass", mass, 0.0, 1.0 + SLACK, DAMAGED)?;
        }
        Ok(Self { masses })
    }
}
