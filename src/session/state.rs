//! What is remembered of a learner's practice of one competency.

use crate::base::TemplateId;
use crate::decision::Help;
use crate::mastery::{Belief, BktParameters, Trace, Window};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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

    /// Hints, and second tries after being told what is amiss: what makes an answer assisted.
    pub const fn help(&self) -> u32 {
        self.hints_used.saturating_add(self.wrong_form)
    }
}

/// What was drawn from one stratum of one template.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draws {
    /// The next instance in this learner's order.
    pub next: u64,
    /// How many problems were given.
    pub shown: u32,
    /// The number, from 1, of the latest problem given from it, among all of the competency.
    pub latest: u32,
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
    /// Draws by template and stratum.
    pub draws: BTreeMap<TemplateId, BTreeMap<u32, Draws>>,
    /// Problems given so far.
    pub problems: u32,
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
            trace: Trace::begin(Belief::before(parameters)),
            window: Window::default(),
            status: Status::Practising,
            current: None,
            draws: BTreeMap::new(),
            problems: 0,
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

    /// What was drawn from a stratum so far.
    pub fn draws(&self, template: &TemplateId, stratum: u32) -> Draws {
        self.draws
            .get(template)
            .and_then(|strata| strata.get(&stratum))
            .copied()
            .unwrap_or_default()
    }

    /// Problems since this template last came up, 1 being the latest problem.
    pub fn last_shown(&self, template: &TemplateId) -> Option<u32> {
        let latest = self
            .draws
            .get(template)?
            .values()
            .map(|draws| draws.latest)
            .max()?;
        (latest > 0).then(|| self.problems.saturating_sub(latest) + 1)
    }

    pub(super) fn draws_mut(&mut self, template: &TemplateId, stratum: u32) -> &mut Draws {
        self.draws
            .entry(template.clone())
            .or_default()
            .entry(stratum)
            .or_default()
    }
}
