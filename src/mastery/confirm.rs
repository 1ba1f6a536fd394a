//! The delayed check that turns a provisional mastery into a confirmed one.

use super::MasteryError;
use super::parameters::within;
use serde::{Deserialize, Serialize};

/// The check as a bank gives it; nothing is checked yet.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawCheck {
    /// At least so many right …
    pub right: u32,
    /// … of so many problems …
    pub of: u32,
    /// … so many hours or more after mastery was shown, in a later session.
    pub hours: f64,
}

impl Default for RawCheck {
    /// Two of three, twenty hours later: the next day, at the same lesson or after it.
    fn default() -> Self {
        Self {
            right: 2,
            of: 3,
            hours: 20.0,
        }
    }
}

impl RawCheck {
    /// Checks the numbers.
    ///
    /// # Errors
    /// `of` outside 1 to 10, `right` outside 1 to `of`, or `hours` outside 0 to a year of them.
    pub fn check(self) -> Result<Check, MasteryError> {
        let count = |name, got, high, help| match (1..=high).contains(&got) {
            true => Ok(()),
            false => Err(MasteryError::Count {
                name,
                got,
                low: 1,
                high,
                help,
            }),
        };
        count("of", self.of, 10, "a check is short")?;
        count(
            "right",
            self.right,
            self.of,
            "no more answers can be right than there are",
        )?;
        const HELP: &str = "it is the time after which mastery is looked at again";
        within("hours", self.hours, 0.0, 8760.0, HELP)?;
        Ok(Check(self))
    }
}

/// A short mixed check some time later: at least so many of so many problems right, without help.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawCheck", into = "RawCheck")]
pub struct Check(RawCheck);

impl Check {
    /// How many must be right.
    pub const fn right(&self) -> u32 {
        self.0.right
    }

    /// How many problems it has.
    pub const fn of(&self) -> u32 {
        self.0.of
    }

    /// How many hours after mastery was shown it may be taken.
    pub const fn hours(&self) -> f64 {
        self.0.hours
    }

    /// The same in milliseconds.
    pub const fn delay_ms(&self) -> i64 {
        (self.0.hours * 3_600_000.0) as i64
    }

    /// What `right` of `answered` problems decide: passed, failed, or not decided yet.
    ///
    /// ```
    /// use retake::mastery::Check;
    ///
    /// let two_of_three = Check::default();
    /// assert_eq!(two_of_three.decided(2, 2), Some(true));
    /// assert_eq!(two_of_three.decided(1, 2), None);
    /// assert_eq!(two_of_three.decided(0, 2), Some(false));
    /// ```
    pub const fn decided(&self, right: u32, answered: u32) -> Option<bool> {
        let wrong = answered.saturating_sub(right);
        if right >= self.0.right {
            Some(true)
        } else if wrong > self.0.of - self.0.right {
            Some(false)
        } else {
            None
        }
    }

    /// What it asks, for a teacher: a phrase without a full stop.
    pub fn for_teacher(&self) -> String {
        format!(
            "{} of {} right without help, in a later session, {} hours or more afterwards",
            self.0.right, self.0.of, self.0.hours
        )
    }

    /// What it asks, for the learner: one sentence.
    pub fn for_student(&self) -> String {
        format!(
            "Come back another day for a short check of {} problems: {} right, and it is yours.",
            self.0.of, self.0.right
        )
    }
}

impl TryFrom<RawCheck> for Check {
    type Error = MasteryError;

    fn try_from(raw: RawCheck) -> Result<Self, MasteryError> {
        raw.check()
    }
}

impl From<Check> for RawCheck {
    fn from(check: Check) -> Self {
        check.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_out_of_range_are_refused() {
        let refused = |right, of, hours| {
            let raw = RawCheck { right, of, hours };
            raw.check().unwrap_err().to_string()
        };
        assert!(refused(2, 0, 20.0).starts_with("of = 0 must lie between 1 and 10"));
        assert!(refused(4, 3, 20.0).starts_with("right = 4 must lie between 1 and 3"));
        assert!(refused(2, 3, f64::NAN).starts_with("hours NaN must lie"));
        assert!(refused(2, 3, -1.0).starts_with("hours -1 must lie"));
        assert!(refused(2, 3, f64::INFINITY).starts_with("hours inf must lie"));
    }

    #[test]
    fn it_is_decided_as_soon_as_it_can_be_and_always_in_the_end() {
        for of in 1..=10 {
            for right in 1..=of {
                let check = RawCheck {
                    right,
                    of,
                    hours: 0.0,
                }
                .check()
                .unwrap();
                for answered in 0..=of {
                    for good in 0..=answered {
                        let decided = check.decided(good, answered);
                        let best = good + of - answered;
                        assert_eq!(decided == Some(true), good >= right);
                        assert_eq!(decided == Some(false), best < right);
                        assert!(answered < of || decided.is_some());
                    }
                }
            }
        }
    }
}
