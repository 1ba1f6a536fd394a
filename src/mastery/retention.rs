//! What is still recalled after a break, and when to come back to it.

use super::MasteryError;
use super::parameters::within;
use serde::{Deserialize, Serialize};

/// How fast things fade, and when to review them, as an author gives it; nothing is checked yet.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawReviewing {
    /// Days after which half of those who knew still recall it, before any review.
    pub half_life_days: f64,
    /// By how much a success after one half-life lengthens it.
    pub growth: f64,
    /// A review is due when recall falls below this.
    pub target: f64,
}

impl Default for RawReviewing {
    /// Two weeks, two and a half times, four in five: expert values, the first review after four and
    /// a half days.
    fn default() -> Self {
        Self {
            half_life_days: 14.0,
            growth: 2.5,
            target: 0.8,
        }
    }
}

impl RawReviewing {
    /// Checks the numbers.
    ///
    /// # Errors
    /// A half-life outside [.1, 365] days, growth outside [1, 10], or a target outside [.5, .99].
    pub fn check(self) -> Result<Reviewing, MasteryError> {
        let Self {
            half_life_days,
            growth,
            target,
        } = self;
        let days = "it is a number of days";
        within("half_life_days", half_life_days, 0.1, LONGEST_DAYS, days)?;
        within("growth", growth, 1.0, 10.0, "1 is no growth at all")?;
        within(
            "target",
            target,
            0.5,
            0.99,
            "reviews come when it is passed",
        )?;
        Ok(Reviewing(self))
    }
}

/// No half-life is longer than a year: nothing is known of longer ones.
const LONGEST_DAYS: f64 = 365.0;

const DAY_MS: f64 = 86_400_000.0;

/// How fast things fade, and when to review them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawReviewing", into = "RawReviewing")]
pub struct Reviewing(RawReviewing);

impl Reviewing {
    /// Days after which half is recalled, before any review.
    pub const fn half_life_days(&self) -> f64 {
        self.0.half_life_days
    }

    /// A review is due when recall falls below this.
    pub const fn target(&self) -> f64 {
        self.0.target
    }
}

impl TryFrom<RawReviewing> for Reviewing {
    type Error = MasteryError;

    fn try_from(raw: RawReviewing) -> Result<Self, MasteryError> {
        raw.check()
    }
}

impl From<Reviewing> for RawReviewing {
    fn from(reviewing: Reviewing) -> Self {
        reviewing.0
    }
}

/// How long one learner keeps one competency.
///
/// Recall halves every half-life, and a success lengthens it the more was forgotten by then: so
/// spaced success counts, and success in a row does not. Exponential forgetting with a half-life
/// that practice lengthens: Settles & Meeder (2016), doi:10.18653/v1/P16-1174.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Retention {
    half_life_days: f64,
}

impl Retention {
    /// Before any review.
    pub const fn new(reviewing: &Reviewing) -> Self {
        Self {
            half_life_days: reviewing.0.half_life_days,
        }
    }

    /// The half-life, in days.
    pub const fn half_life_days(&self) -> f64 {
        self.half_life_days
    }

    /// P(recalled) after so many milliseconds; 1 where the clock ran backwards.
    ///
    /// 2^(−days/half-life)
    ///
    /// `libm` gives the same bits everywhere.
    pub fn recall(&self, ms: i64) -> f64 {
        let days = ms.max(0) as f64 / DAY_MS;
        libm::exp2(-days / self.half_life_days)
    }

    /// After an answer without help, so many milliseconds after the one before: a right one makes
    /// the half-life longer by
    ///
    /// 1 + (growth − 1)(1 − recall)/½
    ///
    /// and a wrong one halves it as far as it had been forgotten; never below what it began with,
    /// never above a year.
    #[must_use]
    pub fn after(&self, reviewing: &Reviewing, ms: i64, right: bool) -> Self {
        let forgotten = 1.0 - self.recall(ms);
        let factor = match right {
            true => 1.0 + (reviewing.0.growth - 1.0) * 2.0 * forgotten,
            false => 1.0 - 0.5 * forgotten,
        };
        let least = reviewing.0.half_life_days;
        Self {
            half_life_days: (self.half_life_days * factor).clamp(least, LONGEST_DAYS.max(least)),
        }
    }

    /// Milliseconds after the latest answer at which a review is due:
    ///
    /// half-life × log₂(1/target)
    pub fn due_ms(&self, reviewing: &Reviewing) -> i64 {
        let days = self.half_life_days * libm::log2(1.0 / reviewing.0.target);
        // Less than a year and a half.
        (days * DAY_MS) as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DAY: i64 = 86_400_000;

    #[test]
    fn a_half_life_halves() {
        let reviewing = Reviewing::default();
        let fresh = Retention::new(&reviewing);
        assert_eq!(fresh.recall(14 * DAY), 0.5);
        assert_eq!(fresh.recall(28 * DAY), 0.25);
        assert_eq!((fresh.recall(0), fresh.recall(-DAY)), (1.0, 1.0));
        // 14 × log₂(1/.8) = 4.507 days.
        assert_eq!(fresh.due_ms(&reviewing) / (DAY / 1000), 4506);
        // After one half-life a success multiplies by the growth, a failure leaves the least.
        let longer = fresh.after(&reviewing, 14 * DAY, true);
        assert_eq!(longer.half_life_days(), 35.0);
        assert_eq!(
            longer.after(&reviewing, 35 * DAY, false).half_life_days(),
            26.25
        );
        assert_eq!(fresh.after(&reviewing, 14 * DAY, false), fresh);
        assert_eq!(fresh.after(&reviewing, 0, true), fresh);
    }

    #[test]
    fn numbers_out_of_range_are_refused() {
        let usual = RawReviewing::default();
        let refused = |raw: RawReviewing| raw.check().unwrap_err().to_string();
        let half_life_days = 0.0;
        assert!(
            refused(RawReviewing {
                half_life_days,
                ..usual
            })
            .starts_with("half_life_days 0 ")
        );
        let growth = f64::NAN;
        assert!(refused(RawReviewing { growth, ..usual }).starts_with("growth NaN must"));
        let target = 1.0;
        assert!(refused(RawReviewing { target, ..usual }).starts_with("target 1 must"));
    }

    proptest! {
        #[test]
        fn spaced_success_lasts_longer_than_success_in_a_row(
            gaps in proptest::collection::vec(0_i64..60, 1..12),
        ) {
            let reviewing = Reviewing::default();
            let follow = |gaps: &[i64]| gaps.iter().fold(Retention::new(&reviewing), |kept, &days| {
                let next = kept.after(&reviewing, days * DAY, true);
                assert!(next.half_life_days() >= kept.half_life_days());
                next
            });
            let massed: Vec<i64> = gaps.iter().map(|_| 0).collect();
            let (spaced, massed) = (follow(&gaps), follow(&massed));
            prop_assert!(spaced.half_life_days() >= massed.half_life_days());
            prop_assert!((0.0..=1.0).contains(&spaced.recall(i64::MAX)));
            prop_assert!(spaced.due_ms(&reviewing) > 0);
        }
    }
}
