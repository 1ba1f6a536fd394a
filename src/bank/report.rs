//! What a check found, as rows that the terminal, JSON and HTTP share.

use super::Competency;
use crate::base::{CompetencyId, TemplateId};
use crate::decision::{Weights, item_mix};
use crate::mastery::{Criterion, OPPORTUNITIES, pass_rates};
use crate::template::{Count, ItemTemplate, Method};
use serde::Serialize;

/// What the proof of one template found.
#[derive(Clone, Debug, Serialize)]
pub struct TemplateReport {
    /// The template.
    pub id: TemplateId,
    /// Its file.
    pub path: String,
    /// Tuples of parameter values.
    pub domain: u64,
    /// Those that meet every requirement.
    pub valid: Count,
    /// Different problems as displayed.
    pub distinct: Count,
    /// Classes of difficulty that occur.
    pub strata: usize,
    /// How the domain was gone through.
    pub proof: Method,
    /// The share of problems that have the most frequent key, in [0, 1].
    pub top_key_share: f64,
}

/// How often a competency's criterion is met within 20 opportunities.
#[derive(Clone, Debug, Serialize)]
pub struct CriterionReport {
    /// The competency.
    pub competency: CompetencyId,
    /// By one who does not know and guesses every time.
    pub guesser_passes: f64,
    /// By one who knows.
    pub knower_passes: f64,
}

impl TemplateReport {
    pub(super) fn new(template: &ItemTemplate) -> Self {
        let proof = template.proof();
        Self {
            id: template.id().clone(),
            path: template.source().path().to_string(),
            domain: proof.domain,
            valid: proof.valid,
            distinct: proof.distinct,
            strata: proof.strata.len(),
            proof: proof.method,
            top_key_share: proof.top_key_share,
        }
    }
}

impl CriterionReport {
    /// Computes the rates for a competency's own item mix; none if it has no items.
    pub(super) fn new(competency: &Competency, criterion: &Criterion) -> Option<Self> {
        let parameters = &competency.parameters;
        let mix = item_mix(
            &competency.pool,
            parameters,
            &Weights::default(),
            OPPORTUNITIES,
        );
        let rates = pass_rates(criterion, parameters, &mix, OPPORTUNITIES).ok()?;
        Some(Self {
            competency: competency.id.clone(),
            guesser_passes: rates.guesser_passes,
            knower_passes: rates.knower_passes,
        })
    }
}
