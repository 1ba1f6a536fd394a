//! What is remembered of a learner's practice of one competency.

use crate::base::{PartId, TemplateId};
use crate::decision::{Exposures, Help};
use crate::mastery::{BktParameters, Trace, Window};
use serde::{Deserialize, Serialize};

/// Whether the criterion has held. One slip never takes it back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Not yet.
    #[default]
    Practising,
    /// It held.
    Proficient {
        /// At this opportunity for the first time.
        since: u32,
    },
}

/// The problem that waits for an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Administration {
    /// Its template.
    pub template: TemplateId,
    /// Its stratum.
    pub stratum: u32,
    /// Which instance of the stratum, in this learner's order.
    pub counter: u64,
    /// Hints its template has, as it was when the problem was given.
    pub hints: u32,
    /// Hints shown.
    pub hints_used: u32,
    /// The parts whose steps were opened.
    #[serde(default)]
    pub steps: Vec<PartId>,
    /// Answers of the right value in another form, each sent back once.
    pub wrong_form: u32,
    /// Answers that could not be read.
    pub unreadable: u32,
}

impl Administration {
    /// What help comes next.
    pub const fn next_help(&self) -> Help {
        Help::next(self.hints_used, self.hints)
    }

    /// Hints, steps, and second tries after being told what is amiss: what makes an answer assisted.
    pub fn help(&self) -> u32 {
        let steps = u32::try_from(self.steps.len()).unwrap_or(u32::MAX);
        self.hints_used
            .saturating_add(self.wrong_form)
            .saturating_add(steps)
    }
}

/// A learner's practice of one competency.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// The belief and the number of opportunities.
    pub trace: Trace,
    /// The latest answers that count for the criterion.
    pub window: Window,
    /// Whether the criterion has held.
    pub status: Status,
    /// The problem that waits for an answer.
    pub current: Option<Administration>,
    /// The problems given so far.
    pub exposures: Exposures,
    /// Wrong answers in a row.
    pub wrong_in_a_row: u32,
    /// Whether a run of wrong answers still has to be spoken about.
    pub trouble_unsaid: bool,
    /// The stratum to ask again, after a problem was set aside.
    pub again: Option<(TemplateId, u32)>,
}

impl State {
    /// Before the first problem.
    pub fn new(parameters: &BktParameters) -> Self {
        Self {
            trace: Trace::before(parameters),
            window: Window::default(),
            status: Status::Practising,
            current: None,
            exposures: Exposures::default(),
            wrong_in_a_row: 0,
            trouble_unsaid: false,
            again: None,
        }
    }

    /// The opportunity at which the criterion first held.
    pub const fn proficient_since(&self) -> Option<u32> {
        match self.status {
            Status::Practising => None,
            Status::Proficient { since } => Some(since),
        }
    }
}
