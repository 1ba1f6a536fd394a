//! Learner types: how fast learners learn, and how many are stuck.

use super::parameters::within;
use super::{MOST_SPEEDS, MasteryError, PerSpeed};
use serde::{Deserialize, Serialize};

/// Learners of one speed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Speed {
    /// How much one opportunity teaches: at pace 2 as much as two do at pace 1.
    pub pace: f64,
    /// P(a learner is of this speed).
    pub share: f64,
}

/// Learner types as an author gives them; nothing is checked yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawLearners {
    /// The speeds, the slowest first; a learner has the same one in every competency.
    pub speeds: Vec<Speed>,
    /// P(stuck | not known) at the first meeting: practice alone will not help.
    pub stuck: f64,
}

/// What rounding of written shares may leave beside 1.
const WRITTEN: f64 = 1e-6;

impl RawLearners {
    /// Checks the types.
    ///
    /// # Errors
    /// No speed or more than five, paces outside [.1, 10] or not growing, shares outside (0, 1] or
    /// that do not sum to 1, or `stuck` outside [0, .5].
    pub fn check(&self) -> Result<Learners, MasteryError> {
        let n = self.speeds.len();
        if !(1..=MOST_SPEEDS).contains(&n) {
            return Err(MasteryError::Count {
                name: "speeds",
                got: u32::try_from(n).unwrap_or(u32::MAX),
                low: 1,
                high: MOST_SPEEDS as u32,
                help: "answers do not tell more speeds apart",
            });
        }
        for speed in &self.speeds {
            within("pace", speed.pace, 0.1, 10.0, "1 is the usual pace")?;
            within("share", speed.share, 1e-3, 1.0, "it is a probability")?;
        }
        if !self.speeds.is_sorted_by(|a, b| a.pace < b.pace) {
            return Err(MasteryError::SpeedsOutOfOrder);
        }
        let sum: f64 = self.speeds.iter().map(|speed| speed.share).sum();
        within(
            "sum of shares",
            sum,
            1.0 - WRITTEN,
            1.0 + WRITTEN,
            "every learner is of one speed",
        )?;
        within("stuck", self.stuck, 0.0, 0.5, "most learn by practice")?;
        Ok(Learners {
            pace: PerSpeed::of(n, |speed| self.speeds[speed].pace),
            share: PerSpeed::of(n, |speed| self.speeds[speed].share),
            stuck: self.stuck,
        })
    }
}

/// Checked learner types.
///
/// A chain of two states forgets what came before within a few answers; how fast somebody learns,
/// and whether somebody is stuck, is what the long run of answers tells.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawLearners", into = "RawLearners")]
pub struct Learners {
    pace: PerSpeed,
    share: PerSpeed,
    stuck: f64,
}

impl Default for Learners {
    /// All learn alike and nobody is stuck: the two states of plain knowledge tracing.
    fn default() -> Self {
        let one = PerSpeed::of(1, |_| 1.0);
        Self {
            pace: one,
            share: one,
            stuck: 0.0,
        }
    }
}

impl Learners {
    /// How many speeds there are.
    pub const fn speeds(&self) -> usize {
        self.pace.len()
    }

    /// How much one opportunity teaches at each speed.
    pub const fn paces(&self) -> &PerSpeed {
        &self.pace
    }

    /// P(speed) before any answer.
    pub const fn shares(&self) -> &PerSpeed {
        &self.share
    }

    /// P(stuck | not known) at the first meeting.
    pub const fn stuck(&self) -> f64 {
        self.stuck
    }

    /// P(unknown → known) at each speed, `learn` being that of pace 1:
    ///
    /// 1 − (1 − learn)^pace
    ///
    /// `libm` gives the same bits everywhere.
    pub fn learn(&self, learn: f64) -> PerSpeed {
        PerSpeed::of(self.speeds(), |speed| {
            let pace = self.pace.as_slice()[speed];
            // Without a power there is nothing to round.
            match pace == 1.0 {
                true => learn,
                false => -libm::expm1(pace * libm::log1p(-learn)),
            }
        })
    }

    /// What is known of a learner's speed: by the shares, and by how likely the evidence on other
    /// competencies is at each speed.
    ///
    /// P(speed) ∝ share × Π weight
    ///
    /// Exact, for given the speed competencies have nothing to do with each other. Weights for
    /// another number of speeds are passed over.
    pub fn pace<'a>(&self, weights: impl IntoIterator<Item = &'a PerSpeed>) -> Pace {
        let mut chances = self.share;
        for weight in weights {
            if weight.len() != chances.len() {
                continue;
            }
            let product = PerSpeed::of(chances.len(), |speed| {
                chances.as_slice()[speed] * weight.as_slice()[speed].max(LEAST)
            });
            // Some hundred products of small numbers would be too small to hold.
            let sum = product.sum();
            chances = PerSpeed::of(chances.len(), |speed| product.as_slice()[speed] / sum);
        }
        Pace(chances)
    }
}

/// No speed is ever ruled out.
const LEAST: f64 = 1e-12;

/// P(speed) of one learner, as far as anything outside the competency tells.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Pace(PerSpeed);

impl Pace {
    /// Every one of so many speeds is as likely.
    pub fn even(speeds: usize) -> Self {
        let speeds = speeds.clamp(1, MOST_SPEEDS);
        Self(PerSpeed::of(speeds, |_| 1.0 / speeds as f64))
    }

    /// P(speed), the slowest first.
    pub const fn chances(&self) -> &PerSpeed {
        &self.0
    }
}

impl Default for Pace {
    fn default() -> Self {
        Self::even(1)
    }
}

impl TryFrom<RawLearners> for Learners {
    type Error = MasteryError;

    fn try_from(raw: RawLearners) -> Result<Self, MasteryError> {
        raw.check()
    }
}

impl From<Learners> for RawLearners {
    fn from(learners: Learners) -> Self {
        let speeds = learners.pace.as_slice().iter();
        Self {
            speeds: speeds
                .zip(learners.share.as_slice())
                .map(|(&pace, &share)| Speed { pace, share })
                .collect(),
            stuck: learners.stuck,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(speeds: &[(f64, f64)], stuck: f64) -> RawLearners {
        let speed = |&(pace, share): &(f64, f64)| Speed { pace, share };
        RawLearners {
            speeds: speeds.iter().map(speed).collect(),
            stuck,
        }
    }

    /// At pace 2 one opportunity is worth two: 1 − .9² = .19; at pace ½, 1 − √.9 = .0513.
    #[test]
    fn a_pace_counts_opportunities() {
        let learners = raw(&[(0.5, 0.5), (2.0, 0.5)], 0.0).check().unwrap();
        let learn = learners.learn(0.1);
        assert!((learn.as_slice()[0] - (1.0 - 0.9f64.sqrt())).abs() < 1e-12);
        assert!((learn.as_slice()[1] - 0.19).abs() < 1e-12);
        assert_eq!(Learners::default().learn(0.1).as_slice(), [0.1]);
    }

    #[test]
    fn evidence_on_other_competencies_moves_the_shares() {
        let learners = raw(&[(0.5, 0.75), (2.0, 0.25)], 0.0).check().unwrap();
        assert_eq!(learners.pace([]).chances(), learners.shares());
        let fast = PerSpeed::of(2, |speed| [0.25, 0.75][speed]);
        let chances = learners.pace([&fast, &fast]);
        // 3/4 × 1/16 against 1/4 × 9/16.
        let [slow, quick] = *chances.chances().as_slice() else {
            panic!("two speeds");
        };
        assert!((slow - 0.25).abs() < 1e-12 && (quick - 0.75).abs() < 1e-12);
        let other = PerSpeed::of(3, |_| 1.0 / 3.0);
        assert_eq!(learners.pace([&other]).chances(), learners.shares());
    }

    #[test]
    fn types_that_make_no_sense_are_refused() {
        let message = |speeds: &[(f64, f64)], stuck| {
            let checked = raw(speeds, stuck).check();
            checked.map(|_| ()).unwrap_err().to_string()
        };
        let even = [(0.5, 0.5), (2.0, 0.5)];
        assert!(message(&[], 0.0).starts_with("speeds = 0 must lie between 1 and 5"));
        assert!(message(&[(1.0, 0.2); 6], 0.0).starts_with("speeds = 6"));
        assert!(message(&[(0.0, 1.0)], 0.0).starts_with("pace 0 must lie between 0.1 and 10"));
        assert!(message(&[(f64::NAN, 1.0)], 0.0).starts_with("pace NaN"));
        assert!(message(&[(2.0, 0.5), (0.5, 0.5)], 0.0).starts_with("speeds must grow"));
        assert!(message(&[(0.5, 0.5), (2.0, 0.4)], 0.0).starts_with("sum of shares 0.9"));
        assert!(message(&even, 0.6).starts_with("stuck 0.6"));
        assert!(message(&even, -0.1).starts_with("stuck -0.1"));
    }
}
