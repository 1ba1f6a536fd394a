//! Codes are not to be guessed: whoever got several wrong has to wait.

use crate::base::Timestamp;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Wrong codes from one place before it has to wait. A code has 80 random bits, so this is not what
/// keeps a guesser out: it keeps the log of a server quiet and its database free.
const MOST: usize = 5;

/// How long a wrong code is held against its place, in milliseconds: 15 minutes.
const WINDOW_MS: i64 = 15 * 60_000;

/// Places remembered at once: a bound on memory, far above what one window sees in a school.
const PLACES: usize = 4096;

/// The wrong codes of late, by where they came from; forgotten when the server stops.
#[derive(Debug, Default)]
pub struct Throttle(Mutex<HashMap<Option<IpAddr>, Vec<Timestamp>>>);

impl Throttle {
    /// How many more minutes this place has to wait, if it has to.
    pub fn wait(&self, place: Option<IpAddr>, now: Timestamp) -> Option<u64> {
        let mut all = self.all();
        let wrong = all.get_mut(&place)?;
        wrong.retain(|&at| is_held(at, now));
        // The last so many count; once the oldest of them is forgotten there is a try again.
        let oldest = wrong.len().checked_sub(MOST).and_then(|at| wrong.get(at))?;
        let left = WINDOW_MS - (now.ms() - oldest.ms());
        Some(u64::try_from(left).unwrap_or(0).div_ceil(60_000).max(1))
    }

    /// Remembers a wrong code.
    pub fn wrong(&self, place: Option<IpAddr>, now: Timestamp) {
        let mut all = self.all();
        if all.len() >= PLACES {
            all.retain(|_, wrong| wrong.iter().any(|&at| is_held(at, now)));
        }
        if all.len() < PLACES || all.contains_key(&place) {
            all.entry(place).or_default().push(now);
        }
    }

    /// Forgets the wrong codes of a place: whoever had a right one is no guesser.
    pub fn right(&self, place: Option<IpAddr>) {
        self.all().remove(&place);
    }

    fn all(&self) -> MutexGuard<'_, HashMap<Option<IpAddr>, Vec<Timestamp>>> {
        // What a panic leaves behind is still a list of times.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a wrong code is still held against its place; one from after a clock set back is not.
const fn is_held(at: Timestamp, now: Timestamp) -> bool {
    let age = now.ms() - at.ms();
    0 <= age && age < WINDOW_MS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minute(n: i64) -> Timestamp {
        Timestamp::from_ms(n * 60_000)
    }

    #[test]
    fn after_five_wrong_codes_a_place_waits_until_the_first_is_forgotten() {
        let throttle = Throttle::default();
        let (here, there) = (Some(IpAddr::from([10, 0, 0, 7])), None);
        for n in 0..5 {
            assert_eq!(throttle.wait(here, minute(n)), None);
            throttle.wrong(here, minute(n));
        }
        assert_eq!(throttle.wait(here, minute(5)), Some(10));
        assert_eq!(throttle.wait(here, minute(14)), Some(1));
        assert_eq!(throttle.wait(there, minute(5)), None);
        assert_eq!(throttle.wait(here, minute(15)), None);
        throttle.wrong(here, minute(15));
        assert_eq!(throttle.wait(here, minute(15)), Some(1));
        throttle.right(here);
        assert_eq!(throttle.wait(here, minute(15)), None);
    }

    #[test]
    fn the_places_remembered_are_bounded() {
        let throttle = Throttle::default();
        let place = |n: usize| u32::try_from(n).ok().map(|n| IpAddr::from(n.to_be_bytes()));
        for n in 0..PLACES + 10 {
            throttle.wrong(place(n), minute(0));
        }
        assert_eq!(throttle.all().len(), PLACES);
        throttle.wrong(place(PLACES + 1), minute(20));
        assert_eq!(throttle.all().len(), 1);
    }
}
