//! Moments in time, as they are stored and shown. The clock itself is an argument.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The moment so many milliseconds after 1970-01-01T00:00:00Z.
    pub const fn from_ms(ms: i64) -> Self {
        Self(ms)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub const fn ms(self) -> i64 {
        self.0
    }

    /// Milliseconds from `earlier` until this; negative where `earlier` is later.
    pub const fn ms_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        let ms = |duration: std::time::Duration| i64::try_from(duration.as_millis());
        Self(match time.duration_since(UNIX_EPOCH) {
            Ok(after) => ms(after).unwrap_or(i64::MAX),
            Err(before) => ms(before.duration()).map_or(i64::MIN, |ms| -ms),
        })
    }
}

/// RFC 3339 in UTC, such as `2026-11-22T18:20:00.5Z`.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_millisecond(self.0) {
            Ok(time) => time.fmt(f),
            Err(_) => write!(f, "{} ms after 1970", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn moments_are_shown_and_stored() {
        let time = Timestamp::from(UNIX_EPOCH + Duration::from_millis(1_500));
        assert_eq!(time.to_string(), "1970-01-01T00:00:01.5Z");
        assert_eq!(serde_json::to_string(&time).unwrap(), "1500");
        assert_eq!(time.ms_since(Timestamp::from_ms(500)), 1000);
        let before = Timestamp::from(UNIX_EPOCH - Duration::from_millis(1));
        assert_eq!(before.to_string(), "1969-12-31T23:59:59.999Z");
        assert_eq!(
            Timestamp::from_ms(i64::MAX).to_string(),
            "9223372036854775807 ms after 1970"
        );
    }
}
