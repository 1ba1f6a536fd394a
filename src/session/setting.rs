//! What stays the same throughout the practice of a competency.

use super::State;
use crate::base::TemplateId;
use crate::decision::{Candidate, ThresholdPolicy};
use crate::mastery::{BktParameters, Emission, Evidence, ItemClass, Progress, ResponseFormat};

/// A template as far as a session needs to know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoolTemplate {
    /// Its name.
    pub id: TemplateId,
    /// How its instances are answered, by what is usual for it.
    pub format: ResponseFormat,
    /// Hints it has.
    pub hints: u32,
    /// Instances in each of its strata.
    pub strata: Vec<u64>,
}

/// A competency's parameters, policy and items.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// Knowledge-tracing parameters.
    pub parameters: BktParameters,
    /// How decisions are taken.
    pub policy: ThresholdPolicy,
    /// The items.
    pub pool: Vec<PoolTemplate>,
}

/// Right answers in a row beyond which “so many more” stops being a help.
const FAR: u32 = 20;

impl Setting {
    /// Where a learner stands before the criterion.
    pub fn progress(&self, state: &State) -> Progress {
        Progress::new(&self.policy.criterion, state.trace.mastery(), &state.window)
    }

    /// How many right answers in a row, unassisted and on fresh instances, would meet the
    /// criterion, the templates taking turns; none where that is further than 20 off.
    pub fn right_answers_to_go(&self, state: &State) -> Option<u32> {
        let mut trace = state.trace;
        let mut window = state.window.clone();
        let mut mix = self.pool.iter().cycle();
        for more in 0..=FAR {
            if self.policy.criterion.holds(trace.mastery(), &window) {
                return Some(more);
            }
            let template = mix.next()?;
            let evidence = Evidence::new(&self.parameters, template.format, 0, true);
            trace = trace.absorb(&evidence).ok()?;
            let answer = crate::mastery::Answer {
                template: template.id.clone(),
                right: true,
            };
            window.push(answer, self.policy.criterion.of());
        }
        None
    }

    /// The items in the order in which one who is met with an undecided belief would get them:
    /// the mix for which a criterion's pass rates are computed.
    pub fn item_mix(&self, length: u32) -> Vec<ItemClass> {
        let mut state = State::new(&self.parameters);
        let mut mix = Vec::new();
        for _ in 0..length {
            let chosen = crate::decision::select(
                &state.trace.predictive,
                &self.candidates(&state),
                &self.policy.weights,
                0,
            )
            .and_then(|selection| self.candidates(&state).into_iter().nth(selection.index));
            let Some(candidate) = chosen else { break };
            let format = self
                .template(&candidate.template)
                .map(|template| template.format);
            mix.extend(format.map(|format| ItemClass {
                template: candidate.template.clone(),
                format,
            }));
            state.give(self, &candidate.template, candidate.stratum);
        }
        mix
    }

    /// Every stratum as a candidate, as it stands for this learner.
    pub(super) fn candidates(&self, state: &State) -> Vec<Candidate> {
        let shown_right = state.window.templates();
        let more_needed = shown_right.len() < self.policy.criterion.templates() as usize;
        let mut candidates = Vec::new();
        for template in &self.pool {
            let emission = Emission::new(&self.parameters, template.format, 0);
            let last = state.last_shown(&template.id);
            let needed =
                more_needed && !shown_right.is_empty() && !shown_right.contains(&template.id);
            for (stratum, &valid) in (0..).zip(&template.strata) {
                let draws = state.draws(&template.id, stratum);
                let fresh = valid.saturating_sub(draws.next);
                let mut candidate = Candidate::new(template.id.clone(), stratum, fresh, emission);
                candidate.counter = draws.next;
                candidate.shown = draws.shown;
                candidate.last = last;
                candidate.needed = needed;
                candidates.push(candidate);
            }
        }
        candidates
    }

    /// The template of this name.
    pub(super) fn template(&self, id: &TemplateId) -> Option<&PoolTemplate> {
        self.pool.iter().find(|template| template.id == *id)
    }
}
