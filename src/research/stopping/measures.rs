//! How well a rule stops.

use std::ops::Sub;

/// A learner who goes on too early costs as much for every answer as this many who stay too long.
pub(super) const TOO_EARLY: f64 = 5.0;

/// What becomes of learners under a rule, of one or on average. With *x* = the first answer given
/// knowing − the answer after which the rule was content (both from 0; the number of answers where
/// there is none):
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measures {
    /// 5x where x > 0, else −x: weighted mean absolute deviation (Pelánek & Řihák 2017,
    /// doi:10.1145/3079628.3079667).
    pub wmad: f64,
    /// The answer after which the rule was content.
    pub effort: f64,
    /// Whether x > 0: content with somebody who does not know yet.
    pub premature: f64,
    /// −x where x < 0: answers given knowing.
    pub overpractice: f64,
    /// Whether the rule never was content.
    pub not_detected: f64,
}

impl Measures {
    /// Of a learner who knows from one answer on, under a rule content after another of `length`.
    pub fn of(knows_from: usize, content_after: Option<usize>, length: usize) -> Self {
        let stopped = content_after.unwrap_or(length);
        let early = knows_from.saturating_sub(stopped) as f64;
        let late = stopped.saturating_sub(knows_from) as f64;
        Self {
            wmad: TOO_EARLY * early + late,
            effort: stopped as f64,
            premature: f64::from(u8::from(early > 0.0)),
            overpractice: late,
            not_detected: f64::from(u8::from(content_after.is_none())),
        }
    }
}

impl Sub for Measures {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self {
            wmad: self.wmad - other.wmad,
            effort: self.effort - other.effort,
            premature: self.premature - other.premature,
            overpractice: self.overpractice - other.overpractice,
            not_detected: self.not_detected - other.not_detected,
        }
    }
}

/// A mean and its standard error.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Estimate {
    /// The mean; 0 of nothing.
    pub mean: f64,
    /// Its standard error; 0 of nothing.
    pub error: f64,
}

impl Estimate {
    /// Of numbers, summed in their order.
    pub fn of(numbers: impl IntoIterator<Item = f64>) -> Self {
        // Welford (1962), doi:10.1080/00401706.1962.10490022: no difference of large sums.
        let (mut count, mut mean, mut squares) = (0.0, 0.0, 0.0);
        for number in numbers {
            count += 1.0;
            let off = number - mean;
            mean += off / count;
            squares += off * (number - mean);
        }
        let error = match count > 1.0 {
            true => (squares / (count - 1.0) / count).sqrt(),
            false => 0.0,
        };
        Self { mean, error }
    }
}

/// Means over learners, with their standard errors.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measured {
    /// [`Measures::wmad`].
    pub wmad: Estimate,
    /// [`Measures::effort`].
    pub effort: Estimate,
    /// [`Measures::premature`].
    pub premature: Estimate,
    /// [`Measures::overpractice`].
    pub overpractice: Estimate,
    /// [`Measures::not_detected`].
    pub not_detected: Estimate,
}

impl Measured {
    /// Of learners.
    pub fn of(learners: &[Measures]) -> Self {
        let all = |of: fn(&Measures) -> f64| Estimate::of(learners.iter().map(of));
        Self {
            wmad: all(|one| one.wmad),
            effort: all(|one| one.effort),
            premature: all(|one| one.premature),
            overpractice: all(|one| one.overpractice),
            not_detected: all(|one| one.not_detected),
        }
    }
}
