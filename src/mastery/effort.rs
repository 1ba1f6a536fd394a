//! Whether an answer was an attempt at all: rapid guesses, and hints hurried through.

use super::MasteryError;
use serde::{Deserialize, Serialize};

/// An answer in less than this share of the item's typical time is a rapid guess …
const RAPID_SHARE: f64 = 0.1;

/// … but never one that took longer than this.
const RAPID_AT_MOST_MS: f64 = 10_000.0;

/// Nobody reads a hint in less.
const HINT_READ_MS: i64 = 3_000;

/// Longer than a day, a time says nothing of the answer.
const LONGEST_MS: i64 = 86_400_000;

/// How long an answer took, beside what is usual for the item.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ResponseTime {
    took_ms: i64,
    typical_ms: f64,
}

impl ResponseTime {
    /// An answer that took so long where so long is typical, both in milliseconds.
    ///
    /// # Errors
    /// A time below 0 (a clock ran backwards) or above a day, or a typical time that is not above 0.
    pub fn new(took_ms: i64, typical_ms: f64) -> Result<Self, MasteryError> {
        if !(0..=LONGEST_MS).contains(&took_ms) {
            return Err(MasteryError::ResponseTime { took_ms });
        }
        if typical_ms > 0.0 && typical_ms.is_finite() {
            Ok(Self {
                took_ms,
                typical_ms,
            })
        } else {
            Err(MasteryError::TypicalTime { typical_ms })
        }
    }

    /// How long it took, in milliseconds.
    pub const fn took_ms(&self) -> i64 {
        self.took_ms
    }

    /// Whether it was given so fast that the problem cannot have been read: in less than a tenth of
    /// the typical time, and in less than ten seconds.
    ///
    /// The normative threshold of Wise & Ma (2012): a share of the item's own usual time, so that
    /// short items do not make learners look careless.
    pub fn is_rapid(&self) -> bool {
        (self.took_ms as f64) < (RAPID_SHARE * self.typical_ms).min(RAPID_AT_MOST_MS)
    }
}

/// Whether a hint was asked for before the one before it, or the problem, can have been read.
pub const fn is_hurried_hint(ms_since_last: i64) -> bool {
    0 <= ms_since_last && ms_since_last < HINT_READ_MS
}

/// How somebody has been working.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effort {
    /// Answers whose time is known.
    pub timed: u32,
    /// Rapid guesses among them.
    pub rapid: u32,
    /// Hints taken.
    pub hints: u32,
    /// Hints among them that were hurried through.
    pub hurried: u32,
}

impl Effort {
    /// Takes an answer's time in.
    pub const fn answered(&mut self, rapid: bool) {
        self.timed = self.timed.saturating_add(1);
        self.rapid = self.rapid.saturating_add(rapid as u32);
    }

    /// Takes a hint in.
    pub const fn hinted(&mut self, hurried: bool) {
        self.hints = self.hints.saturating_add(1);
        self.hurried = self.hurried.saturating_add(hurried as u32);
    }

    /// Response-time effort: the share of answers that were no rapid guesses, in [0, 1]; none
    /// without an answer whose time is known. Wise & Kong (2005), doi:10.1207/s15324818ame1802_2.
    pub fn response_time_effort(&self) -> Option<f64> {
        (self.timed > 0).then(|| 1.0 - f64::from(self.rapid) / f64::from(self.timed))
    }

    /// Whether hints are used to get at the answer: most of six or more were hurried through.
    pub const fn abuses_hints(&self) -> bool {
        self.hints >= 6 && self.hurried > self.hints / 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenth_of_the_typical_time_and_at_most_ten_seconds() {
        let rapid = |took, typical| ResponseTime::new(took, typical).unwrap().is_rapid();
        assert!(rapid(5_999, 60_000.0) && !rapid(6_000, 60_000.0));
        assert!(rapid(9_999, 600_000.0) && !rapid(10_000, 600_000.0));
        assert!(rapid(0, 1_000.0) && !rapid(100, 1_000.0));
    }

    #[test]
    fn times_that_cannot_be_are_refused() {
        let refused = |took, typical| ResponseTime::new(took, typical).unwrap_err().to_string();
        assert_eq!(
            refused(-5, 1000.0),
            "a response time of -5 ms cannot be; it lies between 0 and a day: look at the clock"
        );
        assert!(refused(LONGEST_MS + 1, 1000.0).starts_with("a response time of 86400001 ms"));
        for typical in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(refused(1, typical).starts_with("a typical time of"));
        }
    }

    #[test]
    fn effort_is_the_share_of_attempts() {
        let mut effort = Effort::default();
        assert_eq!(effort.response_time_effort(), None);
        for rapid in [true, false, false, false] {
            effort.answered(rapid);
        }
        assert_eq!(effort.response_time_effort(), Some(0.75));
        assert!(!effort.abuses_hints());
        for ms in [0, 500, 900, 2_999, 3_000, 40_000] {
            effort.hinted(is_hurried_hint(ms));
        }
        assert_eq!((effort.hints, effort.hurried), (6, 4));
        assert!(effort.abuses_hints() && !is_hurried_hint(-1));
    }
}
