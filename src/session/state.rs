//! What is remembered of a learner's practice of one competency.

use super::{Context, DelayedCheck, HelpGiven, Setting, Visits};
use crate::base::{PartId, TemplateId, Timestamp};
use crate::decision::{Exposures, Help};
use crate::mastery::{Belief, BktParameters, Effort, Misconceptions, Shift, Trace, Window};
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
        /// When, where that is known.
        #[serde(default)]
        at: Option<Timestamp>,
        /// When it was confirmed in a later session; none while it is provisional.
        #[serde(default)]
        confirmed: Option<Timestamp>,
        /// Whether a teacher said so.
        #[serde(default)]
        by_teacher: bool,
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
    /// When the problem, or the latest hint, was shown.
    #[serde(default)]
    pub looked: Option<Timestamp>,
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
    /// What happened beside practice since the latest evidence, which will take it in.
    #[serde(default)]
    pub pending: Vec<Shift>,
    /// The belief to go on from, where the learner types changed since the latest evidence.
    #[serde(default)]
    pub anew: Option<Belief>,
    /// Help beyond that of the problems.
    #[serde(default)]
    pub help: HelpGiven,
    /// When the learner was here.
    #[serde(default)]
    pub visits: Visits,
    /// The delayed check that confirms what was shown.
    #[serde(default)]
    pub check: DelayedCheck,
    /// What wrong answers point to.
    #[serde(default)]
    pub misconceptions: Misconceptions,
    /// How the learner has been working.
    #[serde(default)]
    pub effort: Effort,
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
            pending: Vec::new(),
            anew: None,
            help: HelpGiven::default(),
            visits: Visits::default(),
            check: DelayedCheck::default(),
            misconceptions: Misconceptions::default(),
            effort: Effort::default(),
        }
    }

    /// The belief as it stands: L′ and what happened beside practice since.
    pub fn current(&self) -> Belief {
        let begun = self.anew.unwrap_or(self.trace.predictive);
        self.pending
            .iter()
            .fold(begun, |belief, shift| belief.shift(shift))
    }

    /// P(known) as it stands, for what comes next.
    pub fn expected(&self) -> f64 {
        self.current().mastery(&self.trace.pace)
    }

    /// Takes note of when an event happens and of what is known from elsewhere: after a break what
    /// was known fades, and the belief goes over to the learner types in force.
    pub(super) fn arrive(&mut self, setting: &Setting, context: &Context) {
        let learners = setting.parameters.learners();
        if let Some(pace) = context.pace {
            self.trace.pace = pace;
        }
        if let Some(now) = context.now
            && let Some(recall) = self.visits.arrive(now)
            && let Ok(shift) = Shift::time(recall)
        {
            self.pending.push(shift);
        }
        let current = self.current();
        let tells_stuck = current.stuck().iter().any(|&mass| mass > 0.0);
        let types_changed =
            current.speeds() != learners.speeds() || (!tells_stuck && learners.stuck() > 0.0);
        if types_changed {
            self.anew = Some(current.among(learners, &self.trace.pace));
            self.pending.clear();
        }
    }

    /// The opportunity at which the criterion first held.
    pub const fn proficient_since(&self) -> Option<u32> {
        match self.status {
            Status::Practising => None,
            Status::Proficient { since, .. } => Some(since),
        }
    }
}
