//! What is kept of help beyond a problem, and of what teachers say.

use super::Place;
use crate::base::{InterventionId, StaffId, Timestamp};
use crate::mastery::Shift;

/// One step of helping a learner beyond a problem.
#[derive(Clone, Debug, PartialEq)]
pub enum HelpStep {
    /// The learner went through an intervention.
    Taken {
        /// Which.
        intervention: InterventionId,
        /// What it did to the belief.
        shift: Shift,
    },
    /// The learner put an intervention aside.
    Declined {
        /// Which.
        intervention: InterventionId,
    },
    /// A teacher was asked for.
    Asked,
    /// A teacher worked with the learner.
    Came {
        /// Who.
        staff: StaffId,
        /// What it did to the belief.
        shift: Shift,
        /// What the teacher noted; may be empty.
        note: String,
    },
}

/// A step of helping, as it stands in the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Help {
    /// Its number in the log, from 1; given by the database.
    pub seq: i64,
    /// Whom it was for, and what.
    pub place: Place,
    /// What was done.
    pub step: HelpStep,
    /// Scored answers before it.
    pub opportunity: u32,
    /// When.
    pub at: Timestamp,
}

/// A teacher's word on whether somebody is proficient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// Whether.
    pub proficient: bool,
    /// Why; never empty.
    pub reason: String,
    /// Who says so.
    pub staff: StaffId,
    /// When.
    pub at: Timestamp,
}
