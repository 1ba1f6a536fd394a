//! When somebody practised: sessions, what fades between them, and when to come back.

use crate::base::Timestamp;
use crate::mastery::{Retention, Reviewing};
use serde::{Deserialize, Serialize};

/// After a longer break a new session begins.
const BREAK_MS: i64 = 4 * 3_600_000;

/// A learner's visits to one competency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Visits {
    /// Which session it is, from 1; 0 before the first.
    pub session: u32,
    /// When the learner was last there.
    pub latest: Option<Timestamp>,
    /// When an answer was last scored.
    pub answered: Option<Timestamp>,
    /// How long what is known is kept; none before the first answer.
    pub retention: Option<Retention>,
}

impl Visits {
    /// Somebody is there at `now`. After a break, P(recalled) of what was known before it.
    ///
    /// A clock that ran backwards tells of no break.
    pub fn arrive(&mut self, now: Timestamp) -> Option<f64> {
        let away = self.latest.map(|latest| now.ms_since(latest));
        self.latest = self.latest.max(Some(now));
        match away {
            None => {
                self.session = 1;
                None
            }
            Some(away) if away >= BREAK_MS => {
                self.session = self.session.saturating_add(1);
                self.retention.map(|kept| kept.recall(away))
            }
            Some(_) => None,
        }
    }

    /// An answer was scored at `now`; only what was done without help says how long it is kept.
    pub(super) fn answered(
        &mut self,
        now: Timestamp,
        reviewing: &Reviewing,
        right: bool,
        help: u32,
    ) {
        let kept = self.retention.unwrap_or(Retention::new(reviewing));
        let since = self.answered.map_or(0, |before| now.ms_since(before));
        self.retention = Some(match help {
            0 => kept.after(reviewing, since, right),
            _ => kept,
        });
        self.answered = self.answered.max(Some(now));
    }

    /// P(recalled) at `now` of what was known at the latest answer; none before the first.
    pub fn recall(&self, now: Timestamp) -> Option<f64> {
        let since = now.ms_since(self.answered?);
        Some(self.retention?.recall(since))
    }

    /// When a review is due; none before the first answer.
    pub fn review_due(&self, reviewing: &Reviewing) -> Option<Timestamp> {
        let after = self.retention?.due_ms(reviewing);
        Some(Timestamp::from_ms(
            self.answered?.ms().saturating_add(after),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400_000;

    #[test]
    fn a_long_break_begins_a_session_and_lets_things_fade() {
        let reviewing = Reviewing::default();
        let at = Timestamp::from_ms;
        let mut visits = Visits::default();
        assert_eq!((visits.arrive(at(0)), visits.session), (None, 1));
        visits.answered(at(1000), &reviewing, true, 0);
        assert_eq!((visits.arrive(at(BREAK_MS - 1)), visits.session), (None, 1));
        assert_eq!((visits.arrive(at(-5)), visits.session), (None, 1));
        let back = visits.arrive(at(BREAK_MS - 1 + 14 * DAY));
        assert_eq!((back, visits.session), (Some(0.5), 2));
        assert_eq!(visits.recall(at(1000 + 14 * DAY)), Some(0.5));
        let due = visits.review_due(&reviewing).unwrap();
        assert!(due > at(4 * DAY) && due < at(5 * DAY));
        // A spaced success is kept longer; one with help says nothing.
        let mut helped = visits;
        helped.answered(due, &reviewing, true, 1);
        visits.answered(due, &reviewing, true, 0);
        assert_eq!(helped.retention, Some(Retention::new(&reviewing)));
        assert!(visits.review_due(&reviewing) > helped.review_due(&reviewing));
    }
}
