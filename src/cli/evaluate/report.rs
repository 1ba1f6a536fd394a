//! What `retake evaluate` prints.

use crate::base::Key;
use crate::research::folds::{Answer, Folds, Predicted};
use crate::research::log::OrderedBy;
use crate::research::{Comparison, Dataset, Difference, Evaluated, Measures, Scored, evaluate_all};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What is printed.
#[derive(Serialize)]
pub(super) struct Report {
    responses: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    folds: Option<Dealt>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    #[serde(flatten)]
    model: OfModel,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    against: Vec<Against>,
}

/// How the log was dealt.
#[derive(Serialize)]
struct Dealt {
    count: usize,
    by: String,
    ordered_by: String,
}

/// What is said of one model.
#[derive(Serialize)]
struct OfModel {
    model: String,
    skills_without_parameters: BTreeSet<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pooled: Option<Measures>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    by_fold: Vec<OfFold>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    skills: BTreeMap<String, Measures>,
}

#[derive(Serialize)]
struct OfFold {
    /// From 1.
    fold: usize,
    #[serde(flatten)]
    measures: Measures,
}

/// How the model compares with another.
#[derive(Serialize)]
struct Against {
    #[serde(flatten)]
    other: OfModel,
    differences: Vec<Told>,
    in_words: Vec<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    differences_by_skill: BTreeMap<String, Vec<Told>>,
}

/// A difference, and who is better; null where they cannot be told apart.
#[derive(Serialize)]
struct Told {
    #[serde(flatten)]
    difference: Difference,
    better: Option<String>,
}

/// Models with what they say of the same answers.
pub(super) struct Judged {
    pub names: Vec<String>,
    pub predicted: Vec<Predicted>,
    /// In the order of their skills.
    pub answers: Vec<Answer>,
    pub resamples: u64,
    pub key: Key,
}

impl Judged {
    /// The models on some of the answers; none without any.
    fn on(&self, answers: &[Answer]) -> Option<Evaluated> {
        let scored: Vec<Vec<Scored>> = self
            .predicted
            .iter()
            .map(|one| one.scored(answers))
            .collect();
        let models: Vec<&[Scored]> = scored.iter().map(Vec::as_slice).collect();
        evaluate_all(&models, self.resamples, &self.key)
    }

    /// The difference of the first from another, with who is better.
    fn told(&self, comparison: Comparison, other: usize) -> Vec<Told> {
        let differences = comparison.differences.into_iter();
        differences
            .map(|difference| Told {
                better: difference
                    .first_is_better()
                    .map(|first| self.name(if first { 0 } else { other }).to_owned()),
                difference,
            })
            .collect()
    }

    /// All answers together.
    pub fn report(&self) -> Report {
        let Evaluated {
            measures,
            comparisons,
        } = self.on(&self.answers).unwrap_or_default();
        let mut measures = measures.into_iter();
        let model = self.of_model(0, measures.next());
        let mut comparisons = comparisons.into_iter();
        let against = (1..self.names.len()).map(|at| {
            let comparison = comparisons.next().unwrap_or_default();
            let words = |one: &Difference| one.in_words(self.name(0), self.name(at));
            Against {
                other: self.of_model(at, measures.next()),
                in_words: comparison.differences.iter().map(words).collect(),
                differences: self.told(comparison, at),
                differences_by_skill: BTreeMap::new(),
            }
        });
        Report {
            responses: self.answers.len(),
            folds: None,
            notes: Vec::new(),
            against: against.collect(),
            model,
        }
    }

    fn name(&self, model: usize) -> &str {
        self.names.get(model).map_or("", String::as_str)
    }

    fn of_model(&self, model: usize, pooled: Option<Measures>) -> OfModel {
        let predicted = self.predicted.get(model);
        OfModel {
            model: self.name(model).to_owned(),
            skills_without_parameters: predicted.map(|own| own.without.clone()).unwrap_or_default(),
            pooled,
            by_fold: Vec::new(),
            skills: BTreeMap::new(),
        }
    }

    /// How the log was dealt, and each fold by itself.
    pub fn tell_folds(&self, report: &mut Report, folds: &Folds, order: &OrderedBy) {
        report.folds = Some(Dealt {
            count: folds.count(),
            by: folds.by().to_string(),
            ordered_by: order.to_string(),
        });
        for fold in 0..folds.count() {
            let of_fold = |answer: &&Answer| folds.of(answer.unit) == Some(fold);
            let answers: Vec<Answer> = self.answers.iter().filter(of_fold).copied().collect();
            let Some(evaluated) = self.on(&answers) else {
                let number = fold + 1;
                report.notes.push(format!("fold {number} has no answers"));
                continue;
            };
            for (model, measures) in report.models().zip(evaluated.measures) {
                model.by_fold.push(OfFold {
                    fold: fold + 1,
                    measures,
                });
            }
        }
    }

    /// Each skill by itself.
    pub fn tell_skills(&self, report: &mut Report, dataset: &Dataset) {
        for answers in self.answers.chunk_by(|a, b| a.skill == b.skill) {
            let Some(evaluated) = self.on(answers) else {
                continue;
            };
            let name = answers
                .first()
                .map(|answer| dataset.skills.name(answer.skill));
            let name = name.map_or_else(String::new, |name| name.into_owned());
            for (model, measures) in report.models().zip(evaluated.measures) {
                model.skills.insert(name.clone(), measures);
            }
            for (at, comparison) in evaluated.comparisons.into_iter().enumerate() {
                if let Some(against) = report.against.get_mut(at) {
                    let told = self.told(comparison, at + 1);
                    against.differences_by_skill.insert(name.clone(), told);
                }
            }
        }
    }
}

impl Report {
    /// The model and the others.
    fn models(&mut self) -> impl Iterator<Item = &mut OfModel> {
        let others = self.against.iter_mut().map(|against| &mut against.other);
        std::iter::once(&mut self.model).chain(others)
    }
}
