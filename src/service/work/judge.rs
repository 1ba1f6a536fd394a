//! What may be said on a rubric: every criterion once, each with a level it has.

use super::super::Error;
use crate::base::CriterionId;
use crate::template::Task;
use std::collections::BTreeMap;

/// The longest comment, in bytes.
const LONGEST_COMMENT: usize = 10_000;

/// A marking that fits its rubric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Judgement {
    pub(super) levels: BTreeMap<CriterionId, u8>,
    pub(super) comment: String,
}

impl Judgement {
    /// Checks a marking against the rubric.
    pub(super) fn check(
        task: &Task,
        levels: &[(CriterionId, u8)],
        comment: &str,
    ) -> Result<Self, Error> {
        if comment.len() > LONGEST_COMMENT {
            return Err(Error::TooLong {
                bytes: comment.len(),
                limit: LONGEST_COMMENT,
            });
        }
        let mut checked = BTreeMap::new();
        for (criterion, level) in levels {
            let known = task.rubric.iter().find(|known| known.id == *criterion);
            let known = known.ok_or_else(|| Error::NoCriterion(criterion.clone()))?;
            let most = u8::try_from(known.levels.len()).unwrap_or(u8::MAX);
            if !(1..=most).contains(level) {
                return Err(Error::NoLevel {
                    criterion: criterion.clone(),
                    level: *level,
                    levels: most,
                });
            }
            if checked.insert(criterion.clone(), *level).is_some() {
                return Err(Error::MarkedTwice(criterion.clone()));
            }
        }
        match task
            .rubric
            .iter()
            .find(|known| !checked.contains_key(&known.id))
        {
            Some(missing) => Err(Error::MissingCriterion(missing.title.clone())),
            None => Ok(Self {
                levels: checked,
                comment: comment.trim().to_owned(),
            }),
        }
    }
}
