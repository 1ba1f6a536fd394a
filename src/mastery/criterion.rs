//! When mastery counts as shown: consistently, not once by chance.

use super::{BktParameters, Evidence, MasteryError, ResponseFormat, Trace, Window};
use serde::{Deserialize, Serialize};

/// The criterion as a bank gives it; nothing is checked yet.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RawCriterion {
    /// Filtered mastery must reach this …
    pub boundary: f64,
    /// … and at least so many …
    pub right: u32,
    /// … of the last so many unassisted answers on fresh instances be right …
    pub of: u32,
    /// … on at least so many templates.
    pub templates: u32,
}

impl Default for RawCriterion {
    /// Mastery .95, four of the last five right, on two templates.
    fn default() -> Self {
        Self {
            boundary: 0.95,
            right: 4,
            of: 5,
            templates: 2,
        }
    }
}

impl RawCriterion {
    /// Checks the criterion.
    ///
    /// # Errors
    /// A boundary outside [.5, .999] or a count that can never be met.
    pub fn check(self) -> Result<Criterion, MasteryError> {
        let count = |name, got, low, high, help| {
            if (low..=high).contains(&got) {
                Ok(())
            } else {
                Err(MasteryError::Count {
                    name,
                    got,
                    low,
                    high,
                    help,
                })
            }
        };
        super::parameters::within(
            "boundary",
            self.boundary,
            0.5,
            0.999,
            "below, not knowing is the likelier; above, nobody could show it",
        )?;
        count(
            "of",
            self.of,
            1,
            Criterion::LONGEST,
            "it is how many recent answers count",
        )?;
        count(
            "right",
            self.right,
            1,
            self.of,
            "no more answers can be right than `of` counts",
        )?;
        count(
            "templates",
            self.templates,
            1,
            self.right,
            "each needs a right answer of its own",
        )?;
        Ok(Criterion(self))
    }
}

/// Consistent proficiency: mastery past the boundary, *and* enough recent answers right without
/// help, on fresh instances of enough templates.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawCriterion", into = "RawCriterion")]
pub struct Criterion(RawCriterion);

impl Criterion {
    /// The most recent answers a criterion may look at.
    pub const LONGEST: u32 = 12;

    /// What filtered mastery must reach.
    pub const fn boundary(&self) -> f64 {
        self.0.boundary
    }

    /// How many of the recent answers must be right.
    pub const fn right(&self) -> u32 {
        self.0.right
    }

    /// How many recent answers are looked at.
    pub const fn of(&self) -> u32 {
        self.0.of
    }

    /// On how many templates the right ones must be.
    pub const fn templates(&self) -> u32 {
        self.0.templates
    }

    /// Whether it holds.
    pub fn holds(&self, mastery: f64, window: &Window) -> bool {
        mastery >= self.0.boundary && self.is_consistent(window)
    }

    /// The half of it that looks at the recent answers.
    pub(super) fn is_consistent(&self, window: &Window) -> bool {
        window.right() >= self.0.right && window.templates().len() >= self.0.templates as usize
    }

    /// Refuses a criterion that a competency with these parameters and these templates, each with
    /// its response format, could never meet.
    ///
    /// # Errors
    /// [`MasteryError::Unreachable`] and [`MasteryError::TooFewTemplates`].
    pub fn check_reachable(
        &self,
        parameters: &BktParameters,
        templates: &[ResponseFormat],
    ) -> Result<(), MasteryError> {
        let got = templates.len() as u32;
        if got < self.0.templates {
            return Err(MasteryError::TooFewTemplates {
                needed: self.0.templates,
                got,
            });
        }
        let ceiling = templates
            .iter()
            .map(|&format| self.highest(parameters, format))
            .fold(0.0, f64::max);
        if self.0.boundary < ceiling {
            Ok(())
        } else {
            Err(MasteryError::Unreachable {
                boundary: self.0.boundary,
                ceiling,
            })
        }
    }

    /// What mastery can reach once enough answers are in. Under right answers it moves one way
    /// only, up or down to the ceiling: the highest is the first that counts or the last.
    fn highest(&self, parameters: &BktParameters, format: ResponseFormat) -> f64 {
        let right = Evidence::new(parameters, format, 0, true);
        let mut trace = Trace::begin(super::Belief::before(parameters));
        for _ in 0..self.0.right {
            // A right answer is possible under checked parameters.
            trace = trace.absorb(&right).unwrap_or(trace);
        }
        trace.mastery().max(parameters.ceiling(format))
    }
}

impl Default for Criterion {
    fn default() -> Self {
        Self(RawCriterion::default())
    }
}

impl TryFrom<RawCriterion> for Criterion {
    type Error = MasteryError;

    fn try_from(raw: RawCriterion) -> Result<Self, MasteryError> {
        raw.check()
    }
}

impl From<Criterion> for RawCriterion {
    fn from(criterion: Criterion) -> Self {
        criterion.0
    }
}
