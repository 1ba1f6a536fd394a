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
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
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
        let mut trace = Trace::before(parameters);
        for _ in 0..self.0.right {
            // A right answer is possible under checked parameters.
            trace = trace.absorb(&right).unwrap_or(trace);
        }
        trace.mastery().max(parameters.ceiling(format))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::TemplateId;
    use crate::mastery::{Answer, RawParameters};

    fn window(answers: &[(&str, bool)], of: u32) -> Window {
        let mut window = Window::default();
        for &(template, right) in answers {
            let template = TemplateId::new(template).unwrap();
            window.push(Answer { template, right }, of);
        }
        window
    }

    const TYPED: [ResponseFormat; 2] = [ResponseFormat::Typed; 2];

    fn parameters(forget: f64, guess: f64) -> BktParameters {
        let raw = RawParameters {
            prior: 0.25,
            learn: 0.12,
            forget,
            guess,
            slip: 0.08,
            hint: 0.25,
        };
        raw.check().unwrap()
    }

    #[test]
    fn it_holds_only_with_mastery_and_consistency_and_variety() {
        let criterion = Criterion::default();
        let good = [
            ("c/a", true),
            ("c/b", true),
            ("c/a", false),
            ("c/a", true),
            ("c/b", true),
        ];
        assert!(criterion.holds(0.95, &window(&good, 5)));
        assert!(!criterion.holds(0.9499, &window(&good, 5)));
        assert!(
            criterion.holds(0.99, &window(&good[..2].repeat(2), 5)),
            "four of four"
        );
        assert!(
            !criterion.holds(0.99, &window(&[("c/a", true); 5], 5)),
            "one template"
        );
        let two_slips = [
            ("c/a", true),
            ("c/b", false),
            ("c/a", false),
            ("c/a", true),
            ("c/b", true),
        ];
        assert!(!criterion.holds(0.99, &window(&two_slips, 5)));
        let older = [&[("c/b", true)][..], &[("c/a", true); 5]].concat();
        assert!(
            !criterion.holds(0.99, &window(&older, 5)),
            "the other template is too long ago"
        );
    }

    #[test]
    fn counts_that_can_never_be_met_are_refused() {
        let raw = RawCriterion::default();
        let message = |raw: RawCriterion| raw.check().unwrap_err().to_string();
        assert_eq!(
            message(RawCriterion { right: 6, ..raw }),
            "right = 6 must lie between 1 and 5; no more answers can be right than `of` counts"
        );
        assert!(
            message(RawCriterion {
                templates: 5,
                ..raw
            })
            .starts_with("templates = 5 must")
        );
        assert!(message(RawCriterion { of: 0, ..raw }).starts_with("of = 0 must"));
        assert!(
            message(RawCriterion {
                boundary: 1.0,
                ..raw
            })
            .starts_with("boundary 1 must")
        );
        assert!(
            message(RawCriterion {
                boundary: f64::NAN,
                ..raw
            })
            .starts_with("boundary NaN")
        );
    }

    /// With learn .12, forget .3, guess .3 and slip .08 the ceiling x solves
    /// .62 × .58 x² + (.3 + .62 × .12 − .92 × .58) x − .92 × .12 = 0, that is
    /// .3596 x² − .1592 x − .1104 = 0: x = (.1592 + √(.02534 + .15880))/.7192 = .8180.
    #[test]
    fn a_boundary_out_of_reach_is_refused_with_the_ceiling() {
        let given = parameters(0.3, 0.3);
        assert!((given.ceiling(ResponseFormat::Typed) - 0.818_0).abs() < 1e-4);
        let error = Criterion::default()
            .check_reachable(&given, &TYPED)
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "boundary 0.95 cannot be reached: with these parameters mastery stays below 0.8180; \
             lower the boundary to at most 0.81, or lower forget, guess or slip"
        );
        let lower = RawCriterion {
            boundary: 0.81,
            ..RawCriterion::default()
        };
        assert!(
            lower
                .check()
                .unwrap()
                .check_reachable(&given, &TYPED)
                .is_ok()
        );
    }

    #[test]
    fn the_usual_criterion_is_within_reach_of_usual_parameters() {
        let given = parameters(0.0, 0.05);
        assert!(Criterion::default().check_reachable(&given, &TYPED).is_ok());
        assert_eq!(
            Criterion::default()
                .check_reachable(&given, &TYPED[..1])
                .unwrap_err()
                .to_string(),
            "the criterion asks for 2 templates but the competency has 1; add templates or lower `templates`"
        );
    }
}
