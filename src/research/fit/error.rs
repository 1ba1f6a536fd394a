//! Why a fit cannot be made.

use crate::research::chain::Impossible;
use crate::research::dataset::Dataset;
use thiserror::Error;

/// A fit that cannot be made.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum FitError {
    /// A response that what was laid down makes impossible.
    #[error(
        "skill `{skill}`, learner `{learner}`, response {position}: its probability is 0 under what was laid down; a fixed 0 or 1 must never be contradicted"
    )]
    Impossible {
        /// The skill.
        skill: String,
        /// The learner.
        learner: String,
        /// The place of the response among the learner's on the skill, from 1.
        position: usize,
    },
    /// Time plays a part, and too little of it differs.
    #[error(
        "decay needs responses with time between them; {found} of {responses} come an hour or more after the one before: leave `decay` out, or give the column of times with --column time=NAME"
    )]
    NoGaps {
        /// Responses behind a gap.
        found: f64,
        /// All responses.
        responses: u64,
    },
    /// Forgetting by opportunity and by time cannot be told apart.
    #[error(
        "`forget` and `decay` cannot be told apart: {share:.0} % of the gaps between sessions are about as long; leave one of them out"
    )]
    OneGap {
        /// The share of the gaps in the fullest two bins next to each other, in percent.
        share: f64,
    },
    /// Intervals that are made skill by skill, for a model that is fitted as a whole.
    #[error(
        "profile and bootstrap intervals are made skill by skill; {model} is fitted to all skills together: leave --intervals out for intervals from the observed information"
    )]
    SkillsTogether {
        /// The model.
        model: String,
    },
    /// Learners are asked for, and only patterns are there.
    #[error(
        "models that look across skills, and bootstrap intervals, are made from learners; patterns with their counts do not say who they are: give the log itself"
    )]
    Patterns,
    /// Nothing to fit to.
    #[error("the log has no response with a skill; nothing can be fitted")]
    NoResponses,
}

impl FitError {
    /// Of a response that cannot have happened: whose it is.
    pub(super) fn impossible(dataset: &Dataset, impossible: Impossible) -> Self {
        let learners = &dataset.by_skill[impossible.skill];
        let learner = learners
            .get(impossible.sequence)
            .map_or_else(String::new, |&learner| dataset.learner(learner));
        Self::of(dataset, impossible, learner)
    }

    /// The same where sequences are those of the learners, over all skills.
    pub(super) fn impossible_together(dataset: &Dataset, impossible: Impossible) -> Self {
        let learner = dataset.learners.name(impossible.sequence as u32);
        let before = &dataset.events.of(impossible.sequence)[..impossible.position];
        let skill = impossible.skill as u32;
        let on_skill = before
            .iter()
            .filter(|event| dataset.events.skills(event).contains(&skill));
        let impossible = Impossible {
            position: on_skill.count(),
            ..impossible
        };
        Self::of(dataset, impossible, learner.into_owned())
    }

    fn of(dataset: &Dataset, impossible: Impossible, learner: String) -> Self {
        Self::Impossible {
            skill: dataset.skills.name(impossible.skill as u32).into_owned(),
            learner,
            position: impossible.position + 1,
        }
    }
}
