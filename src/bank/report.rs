//! What a check found, as rows that the terminal, JSON and HTTP share.

use super::reading;
use crate::base::{Locale, TemplateId};
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
    /// The school grade in which its stems are understood (Flesch–Kincaid), mathematics apart; none
    /// for other languages than English, and where there are hardly any words.
    pub reading_grade: Option<f64>,
}

impl TemplateReport {
    /// What is known of a template whose bank is written in `language`.
    pub(super) fn new(template: &ItemTemplate, language: Locale) -> Self {
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
            reading_grade: reading::grade(template, language),
        }
    }
}
