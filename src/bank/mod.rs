//! The competency map and the loading of a bank folder: everything in it is checked, everything
//! wrong is reported in one run, and a bank with an error in it is not loaded at all.

mod cache;
mod codes;
mod competency;
mod costs;
mod criterion;
mod files;
mod fitted;
mod folders;
mod intervention;
mod learners;
mod load;
mod locate;
mod manifest;
mod map;
mod mastery;
mod placement;
mod rates;
mod reading;
mod report;
mod review;
mod stakes;
mod tables;
#[cfg(test)]
mod tests;

pub use cache::TableCache;
pub use competency::Competency;
pub use costs::{Costs, Teacher};
pub use intervention::{
    Beta, Efficacy, Intervention, InterventionKind, Outcome, Section as InterventionSection,
    SectionReader,
};
pub use learners::LearnerTypes;
pub use load::{Loaded, LoadedAll, language_of, load_all, load_template, template_ids};
pub use locate::{Target, locate};
pub use placement::PlacementPlan;
pub use rates::{Criteria, CriterionReport, FieldRule};
pub use report::TemplateReport;
pub use stakes::{BoundaryRange, Stage, Stakes, Used};
pub use tables::{CompetencyTable, Efficacies};

use crate::base::{BankId, CompetencyId, Locale, Source, Span, TemplateId};
use crate::mastery::{Check, PhaseWords, Reviewing};
use crate::template::ItemTemplate;
use std::collections::HashMap;
use std::sync::Arc;

/// A loaded bank: every template proved, every prerequisite there, every criterion reachable.
#[derive(Debug)]
pub struct Bank {
    id: BankId,
    title: String,
    description: String,
    language: Locale,
    languages: Vec<Locale>,
    confirmed: Check,
    phases: PhaseWords,
    competencies: Vec<Competency>,
    placement: Option<PlacementPlan>,
    reviewing: Reviewing,
    interventions: Vec<Intervention>,
    costs: Option<Costs>,
    /// Where they are written.
    costs_at: Option<(Source, Span)>,
    learners: LearnerTypes,
    /// For each competency what decisions about it rest on; empty where nothing has a cost.
    tables: Vec<Option<Arc<CompetencyTable>>>,
    /// By name, where a template stands: competency and place within it.
    places: HashMap<TemplateId, (usize, usize)>,
}

impl Bank {
    /// Its id: the name of its folder.
    pub const fn id(&self) -> &BankId {
        &self.id
    }

    /// What it is called.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What it is about, in a sentence or two.
    pub fn description(&self) -> &str {
        &self.description
    }

    /// The language it is written in.
    pub const fn language(&self) -> Locale {
        self.language
    }

    /// The languages its templates are translated into, as its manifest says; a template that lacks
    /// one stays in the bank's own.
    pub fn languages(&self) -> &[Locale] {
        &self.languages
    }

    /// The delayed check that confirms mastery.
    pub const fn confirmed(&self) -> &Check {
        &self.confirmed
    }

    /// What each phase says to a learner.
    pub const fn phases(&self) -> &PhaseWords {
        &self.phases
    }

    /// Its competencies, in the manifest's order.
    pub fn competencies(&self) -> &[Competency] {
        &self.competencies
    }

    /// How a learner's place on the map is found; none where there is nothing to find out, or the
    /// map is too entangled.
    pub const fn placement(&self) -> Option<&PlacementPlan> {
        self.placement.as_ref()
    }

    /// How fast things fade, and when learners come back to them.
    pub const fn reviewing(&self) -> &Reviewing {
        &self.reviewing
    }

    /// Its interventions, by name.
    pub fn interventions(&self) -> &[Intervention] {
        &self.interventions
    }

    /// The interventions for a competency, by name.
    pub fn interventions_for<'b>(
        &'b self,
        competency: &'b CompetencyId,
    ) -> impl Iterator<Item = &'b Intervention> {
        let all = self.interventions.iter();
        all.filter(move |intervention| intervention.competency == *competency)
    }

    /// The place of a competency among [`competencies`](Self::competencies).
    pub fn position(&self, id: &CompetencyId) -> Option<usize> {
        self.competencies
            .iter()
            .position(|competency| competency.id == *id)
    }

    /// A competency by its id.
    pub fn competency(&self, id: &CompetencyId) -> Option<&Competency> {
        self.competencies
            .iter()
            .find(|competency| competency.id == *id)
    }

    /// A template by its id.
    pub fn template(&self, id: &TemplateId) -> Option<&ItemTemplate> {
        let &(competency, place) = self.places.get(id)?;
        self.competencies.get(competency)?.templates.get(place)
    }

    /// Every template, competency by competency.
    pub fn templates(&self) -> impl Iterator<Item = &ItemTemplate> {
        self.competencies
            .iter()
            .flat_map(|competency| &competency.templates)
    }

    /// The map as a list: for each competency the places of those it rests on.
    pub fn prerequisites(&self) -> Vec<Vec<usize>> {
        self.competencies
            .iter()
            .map(|competency| competency.prerequisites.clone())
            .collect()
    }
}
