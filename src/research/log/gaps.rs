//! The time between a learner's responses on a skill, in bins.

/// A session ends after an hour without a response: shorter gaps are no time to forget in.
pub(in crate::research) const SESSION_SECONDS: f64 = 3600.0;

/// Gap bins: within a session, then each twice as long as the one before, up to seven years.
pub(in crate::research) const BINS: usize = 18;

/// Seconds of a day.
pub(in crate::research) const SECONDS_PER_DAY: f64 = 86_400.0;

/// The bin of a gap.
fn bin(seconds: f64) -> u8 {
    let mut bin = 0;
    let mut end = SESSION_SECONDS;
    while seconds >= end && bin < BINS as u8 - 1 {
        end *= 2.0;
        bin += 1;
    }
    bin
}

/// The bin of a gap of so many days that stands for others: where it is the mean of a bin, that bin.
pub(super) fn bin_of_mean(days: f64) -> u8 {
    // Rounded to a millionth of a day, a mean may have come to lie just below its bin.
    bin(days * SECONDS_PER_DAY + 0.1)
}

/// The bins, and what fell into each.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Gaps {
    bins: [(f64, f64); BINS],
}

impl Gaps {
    /// Takes in a gap of so many seconds; returns its bin.
    pub fn add(&mut self, seconds: f64) -> u8 {
        let bin = bin(seconds);
        let (sum, count) = &mut self.bins[usize::from(bin)];
        *sum += seconds;
        *count += 1.0;
        bin
    }

    /// For every bin the mean of what fell into it, in days to a millionth; 0 within a session, and
    /// for an empty one.
    pub fn days(&self) -> Vec<f64> {
        let mean = |(bin, &(sum, count)): (usize, &(f64, f64))| {
            if bin == 0 || count == 0.0 {
                0.0
            } else {
                (sum / count / SECONDS_PER_DAY * 1e6).round() / 1e6
            }
        };
        self.bins.iter().enumerate().map(mean).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{BINS, Gaps};

    #[test]
    fn bins_double() {
        const HOUR: f64 = 3600.0;
        for (seconds, bin) in [
            (0.0, 0),
            (HOUR - 1.0, 0),
            (HOUR, 1),
            (2.0 * HOUR - 0.5, 1),
            (2.0 * HOUR, 2),
            (24.0 * HOUR, 5),
            (1e9, 17),
            (1e300, BINS as u8 - 1),
        ] {
            assert_eq!(Gaps::default().add(seconds), bin, "{seconds}");
        }
    }

    #[test]
    fn a_bin_stands_for_the_mean_of_its_gaps() {
        let mut gaps = Gaps::default();
        for hours in [0.5, 20.0, 28.0] {
            gaps.add(hours * 3600.0);
        }
        let days = gaps.days();
        assert_eq!((days[0], days[5], days[6]), (0.0, 1.0, 0.0));
    }
}
