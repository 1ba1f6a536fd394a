//! One competency of a bank.

use crate::base::{CompetencyId, LearnerId, Secret, Source, Span};
use crate::decision::PoolTemplate;
use crate::mastery::{BktParameters, Criterion, ResponseFormat};
use crate::template::{Instantiator, ItemInstance, ItemTemplate};

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
    /// When its mastery counts as shown.
    pub criterion: Criterion,
    /// Where its criterion is written, or the competency where what is usual holds.
    pub(super) criterion_at: Option<(Source, Span)>,
    /// What goes beyond, once mastery is confirmed.
    pub extending: Criterion,
    /// Where the values of the parameters come from.
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
    // Any problem says it: how many options it has, and what is matched with what.
    let Some(instance) = any_instance(template) else {
        return ResponseFormat::Typed;
    };
    let whole = instance.parts.iter().filter(|part| part.step_of.is_none());
    ResponseFormat::of_all(whole.map(|part| ResponseFormat::from(&part.question)))
}

fn any_instance(template: &ItemTemplate) -> Option<ItemInstance> {
    let learner = LearnerId::new("anyone").ok()?;
    let mut drawer = template.drawer(&Secret::from_seed("format"), &learner);
    let draw = drawer.free(0)?;
    let mut instantiator = Instantiator::new(template);
    instantiator.issue(&mut drawer, &draw).ok()?;
    instantiator.instance().ok()
}
