//! What can happen in a session.

use crate::answer::{Credit, Marking, Outcome};
use crate::base::{CompetencyId, InterventionId, MisconceptionId, PartId, TemplateId, Timestamp};
use crate::mastery::{Pace, ResponseFormat, ResponseTime, RubricScale, Shift};
use serde::{Deserialize, Serialize};

/// How an answer was marked, as far as a session needs to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// The key's value in a form that was asked for.
    Right,
    /// The key's value in another form.
    RightValueWrongForm,
    /// Another value.
    Wrong {
        /// The misconceptions that lead to it.
        misconceptions: Vec<MisconceptionId>,
    },
    /// It could not be read.
    Unreadable,
    /// It can be read in two ways, and the learner has not said which is meant.
    Unconfirmed,
}

/// An ambiguous reading is not scored until the learner has confirmed it.
impl From<&Marking> for Mark {
    fn from(marking: &Marking) -> Self {
        match marking.confirm {
            Some(_) => Self::Unconfirmed,
            None => Self::from(&marking.outcome),
        }
    }
}

/// The mark of an answer whose reading is clear, or was confirmed.
impl From<&Outcome> for Mark {
    fn from(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Right => Self::Right,
            Outcome::RightValueWrongForm => Self::RightValueWrongForm,
            Outcome::Wrong { misconceptions } => Self::Wrong {
                misconceptions: misconceptions.clone(),
            },
            Outcome::Unreadable { .. } => Self::Unreadable,
        }
    }
}

impl Mark {
    /// The mark of several parts answered together: what cannot be scored comes first, for then
    /// none of them is; they are right only if all are.
    pub fn of_all<'a>(markings: impl IntoIterator<Item = &'a Marking>) -> Self {
        let mut whole = Self::Right;
        for mark in markings.into_iter().map(Self::from) {
            whole = match (whole, mark) {
                (
                    Self::Wrong { mut misconceptions },
                    Self::Wrong {
                        misconceptions: more,
                    },
                ) => {
                    misconceptions.extend(more);
                    Self::Wrong { misconceptions }
                }
                (whole, mark) if mark.weight() > whole.weight() => mark,
                (whole, _) => whole,
            };
        }
        whole
    }

    const fn weight(&self) -> u8 {
        match self {
            Self::Right => 0,
            Self::Wrong { .. } => 1,
            Self::RightValueWrongForm => 2,
            Self::Unconfirmed => 3,
            Self::Unreadable => 4,
        }
    }
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The learner turns to the competency, for the first time or again.
    Start,
    /// The learner asks for the next problem.
    Next,
    /// The learner asks for help.
    HintAsked,
    /// The learner opens the steps that lead to a part.
    StepsOpened {
        /// Which.
        part: PartId,
    },
    /// The learner puts the problem aside unanswered.
    Skipped,
    /// The learner answers, all parts together.
    Answered {
        /// How the answer was marked.
        mark: Mark,
        /// What it is worth before anything is taken off for help: help lessens what the answer
        /// says by itself.
        credit: Credit,
        /// How this very instance is answered: its number of options counts.
        format: ResponseFormat,
        /// Whether the instance was given before: then a right answer is no fresh success.
        seen_before: bool,
        /// How long it took, where that is known: a rapid guess is no evidence.
        #[serde(default)]
        time: Option<ResponseTime>,
    },
    /// A work was marked on a rubric; it waits beside the problem under way.
    Assessed {
        /// The template of the task.
        template: TemplateId,
        /// The level reached on each criterion of the competency.
        levels: Vec<(RubricScale, u8)>,
        /// Whether the same task was given before.
        seen_before: bool,
    },
    /// The learner went through the intervention on offer.
    Helped {
        /// Which.
        intervention: InterventionId,
        /// How well it works, as far as that is known.
        shift: Shift,
    },
    /// The learner put the intervention on offer aside.
    Declined {
        /// Which.
        intervention: InterventionId,
    },
    /// A teacher worked with the learner.
    Visited {
        /// How well that works, as far as that is known.
        shift: Shift,
    },
    /// A teacher says, with a reason kept elsewhere, whether the learner is proficient.
    Declared {
        /// Whether.
        proficient: bool,
    },
}

/// What lies outside the competency and plays a part in a step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Context {
    /// When it happens; where that is not known nothing fades and nothing is due.
    pub now: Option<Timestamp>,
    /// What is known of the learner's speed from other competencies, where that is looked at.
    pub pace: Option<Pace>,
    /// Whether no teacher can be asked for now.
    pub teachers_busy: bool,
    /// Settles ties; to be logged with the decision.
    pub seed: u64,
    /// The weakest prerequisite, if there is any.
    pub weakest_prerequisite: Option<CompetencyId>,
}
