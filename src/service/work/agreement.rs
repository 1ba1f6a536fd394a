//! How far those who mark the works of a task agree.

use super::super::{Error, Service};
use super::Staff;
use crate::base::{BankId, TemplateId};
use crate::mastery::{Agreement, Ratings};
use crate::store::{AdministrationId, Mark, Role};
use crate::template::Criterion;
use serde::Serialize;

/// Whose marks are held against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Between {
    /// The teacher whose mark counts, and another one.
    Teachers,
    /// The learner and the teacher.
    LearnerAndTeacher,
    /// Another learner and the teacher.
    PeerAndTeacher,
}

/// Agreement on one criterion.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CriterionAgreement {
    /// What the criterion is about.
    pub title: String,
    /// How far it is agreed on.
    pub agreement: Agreement,
}

/// Agreement on the works of one task.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AgreementView {
    /// Between whom.
    pub between: Between,
    /// How many pairs of markings there are.
    pub pairs: usize,
    /// On each criterion.
    pub criteria: Vec<CriterionAgreement>,
    /// On all criteria together.
    pub overall: Agreement,
}

impl Service {
    /// How far two teachers, learner and teacher, and peer and teacher agree on a task: the latest
    /// marks of the same submission, in quadratic weighted kappa.
    ///
    /// # Errors
    /// There is no such bank or task, or the database does not answer.
    pub async fn agreement(
        &self,
        _: &Staff,
        bank: &BankId,
        template: &TemplateId,
    ) -> Result<Vec<AgreementView>, Error> {
        let loaded = self.bank(bank)?.template(template);
        let task = loaded.and_then(|template| template.task());
        let task = task.ok_or_else(|| Error::NoTask(template.clone()))?;
        let marks = self
            .store
            .snapshot()
            .await?
            .marks_of_task(bank, template)
            .await?;
        let view = |between| {
            let pairs = pairs(&marks, between);
            let on = |criterion: &Criterion| CriterionAgreement {
                title: criterion.title.clone(),
                agreement: Agreement::of(ratings(&pairs, criterion)),
            };
            AgreementView {
                between,
                pairs: pairs.len(),
                criteria: task.rubric.iter().map(on).collect(),
                overall: Agreement::of(task.rubric.iter().flat_map(|c| ratings(&pairs, c))),
            }
        };
        let all = [
            Between::Teachers,
            Between::LearnerAndTeacher,
            Between::PeerAndTeacher,
        ];
        Ok(all.map(view).to_vec())
    }
}

/// For each submission that a teacher marked, that mark beside those of the others.
fn pairs(marks: &[Mark], between: Between) -> Vec<(&Mark, &Mark)> {
    let mut works: Vec<(AdministrationId, u32)> = Vec::new();
    for mark in marks {
        let work = (mark.administration, mark.submission);
        if !works.contains(&work) {
            works.push(work);
        }
    }
    let mut pairs = Vec::new();
    for work in works {
        let of_work = marks
            .iter()
            .filter(|mark| (mark.administration, mark.submission) == work);
        // The latest of each marker, in the order of their first marks.
        let mut latest: Vec<&Mark> = Vec::new();
        for mark in of_work {
            match latest.iter_mut().find(|known| known.role == mark.role) {
                Some(known) => *known = mark,
                None => latest.push(mark),
            }
        }
        let is_teacher = |mark: &&&Mark| matches!(mark.role, Role::Teacher(_));
        let Some(counts) = latest.iter().find(is_teacher) else {
            continue;
        };
        let others = latest.iter().filter(|mark| mark.role != counts.role);
        let others = others.filter(|mark| match mark.role {
            Role::Teacher(_) => between == Between::Teachers,
            Role::Learner(_) => between == Between::LearnerAndTeacher,
            Role::Peer(_) => between == Between::PeerAndTeacher,
        });
        pairs.extend(others.map(|other| (*counts, *other)));
    }
    pairs
}

fn ratings(pairs: &[(&Mark, &Mark)], criterion: &Criterion) -> Vec<Ratings> {
    let levels = u8::try_from(criterion.levels.len()).unwrap_or(u8::MAX);
    let rating = |(first, second): &(&Mark, &Mark)| {
        Some(Ratings {
            first: *first.levels.get(&criterion.id)?,
            second: *second.levels.get(&criterion.id)?,
            levels,
        })
    };
    pairs.iter().filter_map(rating).collect()
}
