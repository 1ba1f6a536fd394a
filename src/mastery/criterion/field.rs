//! Rules in use in the field, for comparison.

use super::RawCoverage;
use super::{RawAccuracy, RawBoundary, RawCriterion, RawTemplates};

impl RawCriterion {
    /// What holds where a bank says nothing: mastery .95, and over the last twelve answers the bound
    /// of accuracy at .75, on two templates.
    pub fn usual() -> Self {
        Self {
            boundary: Some(RawBoundary::At(0.95)),
            accuracy: Some(RawAccuracy::Target(0.75)),
            templates: Some(RawTemplates::Covered(RawCoverage::AtLeast(2))),
            ..Self::default()
        }
    }

    /// Rules in use in the field, by name: so many in a row (Pelánek & Řihák 2017,
    /// doi:10.1145/3079628.3079667), the points ALEKS shows its learners, four of the last five, and
    /// the boundary of Corbett & Anderson (1995), doi:10.1007/BF01099821.
    pub fn of_the_field() -> [(&'static str, Self); 5] {
        let none = Self::default;
        let in_a_row = |right| Self {
            streak: Some(right),
            ..none()
        };
        [
            ("three in a row", in_a_row(3)),
            ("five in a row", in_a_row(5)),
            (
                "ALEKS points",
                Self {
                    points: Some(5),
                    ..none()
                },
            ),
            (
                "four of five",
                Self {
                    right: Some(4),
                    of: Some(5),
                    ..none()
                },
            ),
            (
                "BKT .95",
                Self {
                    boundary: Some(RawBoundary::At(0.95)),
                    ..none()
                },
            ),
        ]
    }
}
