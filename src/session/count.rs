//! What a scored answer counts for, beside the belief: the criterion, the delayed check, the
//! retention, the run of wrong answers.

use super::{Setting, State, Status};
use crate::base::{TemplateId, Timestamp};
use crate::decision::REVISIT_AFTER;
use crate::mastery::Answer;
use serde::{Deserialize, Serialize};

/// A scored answer.
#[derive(Clone, Copy, Debug)]
pub struct Counted<'a> {
    /// The template it was on.
    pub template: &'a TemplateId,
    /// The stratum it was in.
    pub stratum: u32,
    /// Whether it was right.
    pub right: bool,
    /// Hints and second tries before it.
    pub help: u32,
    /// Whether it counts for the criterion: unassisted, on a fresh instance.
    pub counts: bool,
    /// When; none where that is not known.
    pub at: Option<Timestamp>,
}

/// What an answer did to the status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing.
    Stays,
    /// The criterion holds: provisionally proficient.
    Proficient,
    /// The delayed check was passed.
    Confirmed,
    /// The delayed check failed: a review is called for. The status stays.
    CheckFailed,
    /// The review was done: the criterion holds once more, and another check will come.
    Reviewed,
}

/// The delayed check of one who is provisionally proficient, as far as it has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelayedCheck {
    /// Answers given to it.
    pub answered: u32,
    /// Right ones among them.
    pub right: u32,
    /// Whether it failed, and what was learnt has to be reviewed first.
    pub review: bool,
}

impl State {
    /// Takes in a scored answer of which the belief knows already.
    pub fn count(&mut self, setting: &Setting, answer: &Counted<'_>) -> Change {
        if let Some(at) = answer.at {
            let (right, help) = (answer.right, answer.help);
            self.visits.answered(at, &setting.reviewing, right, help);
        }
        self.wrong_in_a_row = match answer.right {
            true => 0,
            false => self.wrong_in_a_row.saturating_add(1),
        };
        self.trouble_unsaid = !answer.right && self.wrong_in_a_row.is_multiple_of(REVISIT_AFTER);
        if !answer.counts {
            return Change::Stays;
        }
        self.window.push(Answer {
            template: answer.template.clone(),
            stratum: answer.stratum,
            right: answer.right,
            session: self.visits.session,
        });
        let opportunity = self.trace.opportunities;
        // What was shown before there were dates is dated from now on.
        if let Status::Proficient { at, .. } = &mut self.status {
            *at = at.or(answer.at);
        }
        match self.status {
            Status::Practising => match self.holds(setting) {
                true => {
                    self.status = Status::Proficient {
                        since: opportunity,
                        at: answer.at,
                        confirmed: None,
                        by_teacher: false,
                    };
                    Change::Proficient
                }
                false => Change::Stays,
            },
            Status::Proficient {
                since,
                at: Some(at),
                confirmed: None,
                by_teacher,
            } => {
                let proficient = |at, confirmed| Status::Proficient {
                    since,
                    at,
                    confirmed,
                    by_teacher,
                };
                if self.check.review {
                    if !self.holds(setting) {
                        return Change::Stays;
                    }
                    // Shown anew: from here on another check may be taken, after as long again.
                    self.check = DelayedCheck::default();
                    self.status = proficient(answer.at, None);
                    return Change::Reviewed;
                }
                let waited = answer.at.is_some_and(|now| {
                    now.ms_since(at) >= setting.confirmed.delay_ms() && self.visits.session > 1
                });
                if !waited {
                    return Change::Stays;
                }
                self.check.answered = self.check.answered.saturating_add(1);
                self.check.right = self.check.right.saturating_add(u32::from(answer.right));
                let DelayedCheck {
                    answered, right, ..
                } = self.check;
                match setting.confirmed.decided(right, answered) {
                    None => Change::Stays,
                    Some(true) => {
                        self.status = proficient(Some(at), answer.at);
                        Change::Confirmed
                    }
                    Some(false) => {
                        self.check = DelayedCheck {
                            review: true,
                            ..DelayedCheck::default()
                        };
                        self.window = Default::default();
                        Change::CheckFailed
                    }
                }
            }
            Status::Proficient { .. } => Change::Stays,
        }
    }

    fn holds(&self, setting: &Setting) -> bool {
        let judgement = setting.judge(&self.trace);
        setting.criterion.holds_for(&judgement, &self.window)
    }

    /// Whether the delayed check can be taken at `now`.
    pub fn check_due(&self, setting: &Setting, now: Timestamp) -> bool {
        match self.status {
            Status::Proficient {
                at: Some(at),
                confirmed: None,
                ..
            } => !self.check.review && now.ms_since(at) >= setting.confirmed.delay_ms(),
            _ => false,
        }
    }
}
