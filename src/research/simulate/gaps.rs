//! The time between the rounds of a learner.

use super::{Draws, SimulateError};
use crate::research::fitted::Fitted;

const SECONDS_PER_DAY: f64 = 86_400.0;

/// Numbers from here on are milliseconds to who reads a log.
const TIMES_END: u64 = 100_000_000_000;

/// A round is over before the hour that would begin another session.
const ROUND_SECONDS: u64 = 3599;

/// A response takes so long where there is room for it.
const RESPONSE_SECONDS: u64 = 20;

/// The gap bins that occur.
#[derive(Debug)]
pub(super) struct Gaps {
    /// The number of each and its whole seconds from round to round.
    bins: Vec<(u8, u64)>,
    /// For every bin number the days it stands for; empty where time plays no part.
    pub days: Vec<f64>,
    /// Seconds from one skill to the next.
    pub pace: u64,
}

impl Gaps {
    /// Where time plays no part: one round follows the other.
    pub fn none(fitted: &Fitted) -> Self {
        let skills = fitted.skills.len().max(1) as u64;
        let pace = RESPONSE_SECONDS.min(ROUND_SECONDS / skills);
        Self {
            bins: vec![(0, pace * skills)],
            days: Vec::new(),
            pace,
        }
    }

    /// The gaps of fitted parameters, for logs of this length.
    pub fn new(fitted: &Fitted, length: u64) -> Result<Self, SimulateError> {
        let Self { mut bins, pace, .. } = Self::none(fitted);
        // Whole seconds: a log read back has the same gaps.
        let seconds = fitted.gap_days.iter().map(|days| {
            let seconds = days * SECONDS_PER_DAY;
            if seconds.is_finite() {
                seconds as u64
            } else {
                0
            }
        });
        bins.extend(
            (0_u8..=u8::MAX)
                .zip(seconds)
                .filter(|&(_, seconds)| seconds > 0),
        );
        if bins.len() == 1 {
            return Err(SimulateError::NoGaps);
        }
        let longest = bins.iter().map(|&(_, seconds)| seconds).max().unwrap_or(1);
        let most = (TIMES_END - 1) / longest;
        if length > most {
            return Err(SimulateError::TooLong {
                length,
                longest_days: longest as f64 / SECONDS_PER_DAY,
                most,
            });
        }
        let mut days = vec![0.0; fitted.gap_days.len()];
        for &(bin, seconds) in &bins[1..] {
            days[usize::from(bin)] = seconds as f64 / SECONDS_PER_DAY;
        }
        Ok(Self { bins, days, pace })
    }

    /// How many bins occur.
    pub fn len(&self) -> usize {
        self.bins.len()
    }

    /// The bin numbers that occur.
    pub fn numbers(&self) -> impl Iterator<Item = u8> {
        self.bins.iter().map(|&(number, _)| number)
    }

    /// A gap: its place among those that occur, its number, and its seconds.
    pub fn draw(&self, draws: &mut Draws) -> (usize, u8, u64) {
        let place = draws.below(self.bins.len());
        let (number, seconds) = self.bins[place];
        (place, number, seconds)
    }
}
