//! The map as probabilities: what is known before any answer.

use super::error::PlacementError;
use serde::{Deserialize, Serialize};

/// One competency, before any answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CompetencyPrior {
    /// What it rests on: places before its own.
    pub prerequisites: Vec<usize>,
    /// P(known | all prerequisites known).
    pub known: f64,
    /// P(known | some prerequisite not known): the leak. Rarely 0 in earnest: people know things in
    /// odd orders, and maps have edges that do not hold for everyone.
    pub leak: f64,
}

/// A competency map, each competency behind those it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacementMap(Vec<CompetencyPrior>);

impl PlacementMap {
    /// Checks a map.
    ///
    /// # Errors
    /// A number out of its range, or a prerequisite that is not before the competency.
    pub fn new(competencies: Vec<CompetencyPrior>) -> Result<Self, PlacementError> {
        for (competency, own) in competencies.iter().enumerate() {
            for (name, got) in [("known", own.known), ("leak", own.leak)] {
                if !(0.0..=1.0).contains(&got) {
                    return Err(PlacementError::OutOfRange {
                        competency,
                        name,
                        got,
                        allowed: "a probability, from 0 to 1",
                    });
                }
            }
            if own.leak > own.known {
                return Err(PlacementError::OutOfRange {
                    competency,
                    name: "leak",
                    got: own.leak,
                    allowed: "at most what is known behind all prerequisites",
                });
            }
            if let Some(&prerequisite) = own.prerequisites.iter().find(|&&one| one >= competency) {
                return Err(PlacementError::Prerequisite {
                    competency,
                    prerequisite,
                });
            }
        }
        Ok(Self(competencies))
    }

    /// The competencies.
    pub fn competencies(&self) -> &[CompetencyPrior] {
        &self.0
    }
}
