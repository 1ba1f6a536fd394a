//! Two models on the same responses.

use super::measures::{Measure, middle};
use super::sums::Values;
use serde::Serialize;

/// How one model compares with another, measure by measure.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Comparison {
    /// The measures both have.
    pub differences: Vec<Difference>,
}

/// The difference of one measure: that of the first model less that of the other.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// The measure.
    pub measure: Measure,
    /// The difference on all responses.
    pub difference: f64,
    /// Its 95 % interval, by resampling the same learners for both; none without resamples.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<(f64, f64)>,
}

impl Difference {
    /// Whether the first model is better, or the other; none where the interval has 0 in it, or
    /// where there is none: they cannot be told apart.
    pub fn first_is_better(&self) -> Option<bool> {
        let (low, high) = self.interval?;
        (low > 0.0 || high < 0.0).then_some((low > 0.0) == self.measure.grows())
    }

    /// The difference in words, for models of these names.
    pub fn in_words(&self, first: &str, other: &str) -> String {
        let Self {
            measure,
            difference,
            interval,
        } = self;
        let Some((low, high)) = interval else {
            return format!(
                "{measure}: {first} less {other} is {difference:.4}; without an interval they cannot be told apart"
            );
        };
        let range = format!("{difference:+.4}, 95 % interval {low:+.4} to {high:+.4}");
        match self.first_is_better() {
            Some(true) => format!("{measure}: {first} is better than {other} ({range})"),
            Some(false) => format!("{measure}: {other} is better than {first} ({range})"),
            None => format!("{measure}: {first} and {other} cannot be told apart ({range})"),
        }
    }
}

/// Compares two models by their values on the whole and on each resample.
pub(super) fn compared(
    (first, first_drawn): (&Values, &[Values]),
    (other, other_drawn): (&Values, &[Values]),
) -> Comparison {
    let difference = |measure: Measure| {
        let at = measure as usize;
        let pairs = first_drawn.iter().zip(other_drawn);
        let difference = first[at] - other[at];
        difference.is_finite().then(|| Difference {
            measure,
            difference,
            interval: middle(
                measure,
                difference,
                pairs.map(|(first, other)| first[at] - other[at]),
            ),
        })
    };
    Comparison {
        differences: Measure::ALL.into_iter().filter_map(difference).collect(),
    }
}
