//! One competency of a bank.

use crate::answer::AnswerKind;
use crate::base::CompetencyId;
use crate::decision::PoolTemplate;
use crate::mastery::{BktParameters, ResponseFormat};
use crate::template::ItemTemplate;

/// Something a learner can do, and the templates that show it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Competency {
    /// Its id: the name of its folder.
    pub id: CompetencyId,
    /// What it is called.
    pub title: String,
    /// What the learner can do, precisely.
    pub statement: String,
    /// The same in a learner's words.
    pub mastery: String,
    /// The standards it serves.
    pub standard: Vec<String>,
    /// What it rests on: places among the bank's competencies.
    pub prerequisites: Vec<usize>,
    /// Its parameters of knowledge tracing.
    pub parameters: BktParameters,
    /// Where their values come from.
    pub reason: Option<String>,
    /// Its templates, by name.
    pub templates: Vec<ItemTemplate>,
    /// The same as decisions need to know them, in the same order; tasks that people mark are none
    /// of them.
    pub pool: Vec<PoolTemplate>,
}

/// A template as decisions need to know it.
pub(super) fn pooled(template: &ItemTemplate) -> PoolTemplate {
    PoolTemplate {
        id: template.id().clone(),
        format: response_format(template),
        hints: template.hint_count() as u32,
        strata: (0..template.proof().strata.len())
            .map(|stratum| template.draws_per_epoch(stratum))
            .collect(),
    }
}

/// How a template's instances are answered.
pub(super) fn response_format(template: &ItemTemplate) -> ResponseFormat {
    // Where several parts are answered, guessing one of them is no right answer.
    let [part] = template.parts() else {
        return ResponseFormat::Typed;
    };
    let options = part.option_count() as u32;
    match part.kind() {
        AnswerKind::ChoiceOne => ResponseFormat::ChooseOne { options },
        AnswerKind::ChoiceMany(_) => ResponseFormat::ChooseMany { options },
        _ => ResponseFormat::Typed,
    }
}
