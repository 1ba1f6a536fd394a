//! What stays the same throughout the practice of a competency.

use super::State;
use crate::base::TemplateId;
use crate::decision::{Candidate, Policy, PoolTemplate, ThresholdPolicy, candidates};
use crate::mastery::{Answer, BktParameters, Criterion, Evidence, Progress, Reviewing};
use std::sync::Arc;

/// A competency's parameters, policy and items.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Knowledge-tracing parameters.
    pub parameters: BktParameters,
    /// When mastery counts as shown.
    pub criterion: Criterion,
    /// How decisions are taken.
    pub policy: Arc<dyn Policy>,
    /// How fast things fade, and when they are reviewed.
    pub reviewing: Reviewing,
    /// The items.
    pub pool: Vec<PoolTemplate>,
}

/// Right answers in a row beyond which “so many more” is no help to anybody.
const FAR: u32 = 20;

impl Setting {
    /// What there is to know where nothing but the parameters is left: the usual criterion and
    /// policy, and no items.
    pub fn of(parameters: BktParameters) -> Self {
        Self {
            parameters,
            criterion: Criterion::default(),
            policy: Arc::new(ThresholdPolicy::default()),
            reviewing: Reviewing::default(),
            pool: Vec::new(),
        }
    }

    /// Where a learner stands before the criterion.
    pub fn progress(&self, state: &State) -> Progress {
        Progress::new(&self.criterion, state.trace.mastery(), &state.window)
    }

    /// How many right answers in a row, unassisted and on fresh instances, would meet the
    /// criterion, the templates taking turns; none where that is further than 20 off.
    pub fn right_answers_to_go(&self, state: &State) -> Option<u32> {
        let criterion = &self.criterion;
        let mut trace = state.trace;
        let mut window = state.window.clone();
        let mut turns = self.pool.iter().cycle();
        for more in 0..=FAR {
            if criterion.holds(trace.mastery(), &window) {
                return Some(more);
            }
            let template = turns.next()?;
            let evidence = Evidence::new(&self.parameters, template.format, 0, true);
            trace = trace.absorb(&evidence).ok()?;
            let answer = Answer {
                template: template.id.clone(),
                right: true,
            };
            window.push(answer, criterion.of());
        }
        None
    }

    /// Every stratum as a candidate; another template is needed when the recent right answers are
    /// on fewer than the criterion asks for.
    pub(super) fn candidates(&self, state: &State) -> Vec<Candidate> {
        let mut candidates = candidates(&self.pool, &self.parameters, &state.exposures);
        let have = state.window.templates();
        if !have.is_empty() && have.len() < self.criterion.templates() as usize {
            for candidate in &mut candidates {
                candidate.needed = !have.contains(&candidate.template);
            }
        }
        candidates
    }

    /// Hints of a template; none where it is not in the pool.
    pub fn hints(&self, id: &TemplateId) -> u32 {
        self.pool
            .iter()
            .find(|template| template.id == *id)
            .map_or(0, |template| template.hints)
    }
}
