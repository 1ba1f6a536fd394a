//! A rubric on a page: to be read, to be marked by, and with what was reached.

use crate::base::CriterionId;
use crate::service::{CriterionView, MarkView};

use super::fault::Fault;
use super::form::Fields;

/// A criterion with the level that was chosen or reached, if any.
#[derive(Clone, Debug)]
pub struct Row {
    /// The criterion.
    pub criterion: CriterionView,
    /// The level, from 1.
    pub level: Option<u8>,
}

/// The criteria of a rubric with a mark's levels.
pub fn rows(rubric: &[CriterionView], mark: Option<&MarkView>) -> Vec<Row> {
    let level = |at: usize| mark.and_then(|mark| mark.levels.get(at).copied().flatten());
    let row = |(at, criterion): (usize, &CriterionView)| Row {
        criterion: criterion.clone(),
        level: level(at),
    };
    rubric.iter().enumerate().map(row).collect()
}

/// The same with what a form sent.
pub fn chosen(rubric: &[CriterionView], fields: &Fields) -> Vec<Row> {
    let row = |criterion: &CriterionView| Row {
        level: fields
            .get(&name(&criterion.id))
            .and_then(|level| level.parse().ok()),
        criterion: criterion.clone(),
    };
    rubric.iter().map(row).collect()
}

/// The name of a criterion's controls in a form.
fn name(criterion: &CriterionId) -> String {
    format!("level-{criterion}")
}

/// What was said with a mark; nothing where there is none.
pub fn comment(mark: Option<&MarkView>) -> String {
    mark.map_or_else(String::new, |mark| mark.comment.clone())
}

/// A mark as a form sends it, whatever criteria and levels it names.
#[derive(Debug)]
pub struct Judgement<'f> {
    /// Which submission was looked at.
    pub submission: u32,
    /// The levels.
    pub levels: Vec<(CriterionId, u8)>,
    /// What was said.
    pub comment: &'f str,
}

impl<'f> Judgement<'f> {
    /// Reads a form.
    ///
    /// # Errors
    /// It does not say which submission, or what it names is no criterion or no number.
    pub fn of(fields: &'f Fields) -> Result<Self, Fault> {
        let all = fields.beginning_with("level-");
        let levels = all.map(|(criterion, level)| {
            let criterion = CriterionId::new(criterion).map_err(|_| Fault::Malformed)?;
            Ok((criterion, level.parse().map_err(|_| Fault::Malformed)?))
        });
        Ok(Self {
            submission: fields.number("submission")?,
            levels: levels.collect::<Result<_, Fault>>()?,
            comment: fields.get("comment").unwrap_or_default(),
        })
    }
}

impl Row {
    /// The name of its controls in a form.
    pub fn name(&self) -> String {
        name(&self.criterion.id)
    }

    /// Its levels, numbered from 1.
    pub fn levels(&self) -> impl Iterator<Item = (u8, &str)> {
        (1..).zip(self.criterion.levels.iter().map(String::as_str))
    }

    /// Whether a level is the one chosen or reached.
    pub fn is_level(&self, level: &u8) -> bool {
        self.level == Some(*level)
    }

    /// The words of the level reached.
    pub fn reached(&self) -> Option<&str> {
        let at = usize::from(self.level?).checked_sub(1)?;
        self.criterion.levels.get(at).map(String::as_str)
    }

    /// The words of the next level, where there is one.
    pub fn next(&self) -> Option<&str> {
        let at = usize::from(self.level?);
        self.criterion.levels.get(at).map(String::as_str)
    }

    /// Whether the level needed is reached.
    pub fn is_enough(&self) -> bool {
        self.level
            .is_some_and(|level| level >= self.criterion.needed)
    }
}
