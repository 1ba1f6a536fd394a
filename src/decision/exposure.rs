//! What a learner was given so far.

use crate::base::TemplateId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was drawn from one stratum of one template.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draws {
    /// The next instance in this learner's order.
    pub next: u64,
    /// How many problems were given.
    pub shown: u32,
    /// The number, from 1, of the latest of them among all problems of the competency.
    pub latest: u32,
}

/// The problems of one competency a learner was given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exposures {
    problems: u32,
    draws: BTreeMap<TemplateId, BTreeMap<u32, Draws>>,
}

impl Exposures {
    /// How many problems were given.
    pub const fn problems(&self) -> u32 {
        self.problems
    }

    /// What was drawn from a stratum.
    pub fn draws(&self, template: &TemplateId, stratum: u32) -> Draws {
        self.draws
            .get(template)
            .and_then(|strata| strata.get(&stratum))
            .copied()
            .unwrap_or_default()
    }

    /// Problems since this template last came up, 1 being the latest problem.
    pub fn last_shown(&self, template: &TemplateId) -> Option<u32> {
        let strata = self.draws.get(template)?;
        let latest = strata.values().map(|draws| draws.latest).max();
        let latest = latest.filter(|&latest| latest > 0)?;
        Some(self.problems.saturating_sub(latest).saturating_add(1))
    }

    /// Problems by which a stratum lags behind its fair share, where every one of so many
    /// `templates` should come up equally often, and so should its `strata`:
    ///
    /// (problems / templates − shown of template) + (shown of template / strata − shown of stratum)
    ///
    /// Negative where it is ahead.
    pub fn due(&self, template: &TemplateId, stratum: u32, templates: usize, strata: usize) -> f64 {
        let given = f64::from(self.shown(template));
        let of_template = f64::from(self.problems) / templates.max(1) as f64 - given;
        let of_stratum = given / strata.max(1) as f64;
        of_template + of_stratum - f64::from(self.draws(template, stratum).shown)
    }

    /// How many problems of a template were given.
    fn shown(&self, template: &TemplateId) -> u32 {
        self.draws.get(template).map_or(0, |strata| {
            strata
                .values()
                .fold(0, |sum, draws| sum.saturating_add(draws.shown))
        })
    }

    /// Notes that the next instance of a stratum is given, and says which it is.
    pub fn give(&mut self, template: &TemplateId, stratum: u32) -> u64 {
        self.problems = self.problems.saturating_add(1);
        let problems = self.problems;
        let draws = self.entry(template, stratum);
        draws.shown = draws.shown.saturating_add(1);
        draws.latest = problems;
        self.pass_over(template, stratum)
    }

    /// Draws the next instance of a stratum without giving another problem, and says which it is.
    pub fn pass_over(&mut self, template: &TemplateId, stratum: u32) -> u64 {
        let draws = self.entry(template, stratum);
        let counter = draws.next;
        draws.next = draws.next.saturating_add(1);
        counter
    }

    /// Goes on at another place of the learner's order: where the template's domain was edited, or
    /// problems were drawn that are not counted here.
    pub fn resume_at(&mut self, template: &TemplateId, stratum: u32, next: u64) {
        if next > 0 || self.draws(template, stratum).next > 0 {
            self.entry(template, stratum).next = next;
        }
    }

    fn entry(&mut self, template: &TemplateId, stratum: u32) -> &mut Draws {
        self.draws
            .entry(template.clone())
            .or_default()
            .entry(stratum)
            .or_default()
    }
}
