//! What stays the same throughout the practice of a competency.

use super::State;
use crate::base::TemplateId;
use crate::decision::{Candidate, Policy, PoolTemplate, ThresholdPolicy, candidates};
use crate::mastery::{
    Answer, Belief, BktParameters, Check, Criterion, Evidence, Judgement, Pace, Progress,
    Reviewing, Trace,
};
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
    /// The delayed check that confirms mastery.
    pub confirmed: Check,
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
            confirmed: Check::default(),
            reviewing: Reviewing::default(),
            pool: Vec::new(),
        }
    }

    /// Where a learner stands before the criterion.
    pub fn progress(&self, state: &State) -> Progress {
        Progress::new(&self.criterion, &self.judge(&state.trace), &state.window)
    }

    /// The mastery the criterion asks of a learner of this pace; none where it asks for none.
    ///
    /// Where the costs decide, the least one at which declaring mastery pays, to a thousandth, of one
    /// of whom nothing else is known.
    pub fn boundary(&self, pace: &Pace) -> Option<f64> {
        if !self.criterion.asks_costs() {
            return self.criterion.boundary();
        }
        let pays = |mastery: f64| {
            let belief = Belief::begin(mastery, self.parameters.learners());
            belief.is_ok_and(|belief| self.policy.pays(&belief, pace))
        };
        let (mut low, mut high) = (0.5, 1.0);
        while high - low > 1e-3 {
            let middle = (low + high) / 2.0;
            match pays(middle) {
                true => high = middle,
                false => low = middle,
            }
        }
        Some(high)
    }

    /// What is held of a learner's mastery by the evidence so far.
    pub fn judge(&self, trace: &Trace) -> Judgement {
        Judgement {
            mastery: trace.mastery(),
            // A table is solved when it is first asked; most criteria never do.
            pays: self.criterion.asks_costs() && self.policy.pays(&trace.filtered, &trace.pace),
        }
    }

    /// How many right answers in a row, unassisted and on fresh instances, would meet the
    /// criterion: first on what it still asks to be covered, else the templates taking turns. None
    /// where that is further than 20 off.
    pub fn right_answers_to_go(&self, state: &State) -> Option<u32> {
        let criterion = &self.criterion;
        let mut trace = state.trace;
        let mut tally = criterion.fold(&state.window);
        let session = state
            .window
            .answers()
            .last()
            .map_or(0, |latest| latest.session);
        // Round after round, each time the next stratum of every template.
        let strata = |round: u32| {
            let of = self.pool.iter();
            of.map(move |template| (template, round % (template.strata.len().max(1) as u32)))
        };
        let strata_of = |template: &PoolTemplate| template.strata.len() as u32;
        let rounds = self.pool.iter().map(strata_of).max().unwrap_or(0);
        let mut turns = (0..=FAR).flat_map(strata);
        for more in 0..=FAR {
            if tally.holds(&self.judge(&trace)) {
                return Some(more);
            }
            let wanted = (0..rounds)
                .flat_map(strata)
                .find(|(template, stratum)| tally.wants(&template.id, *stratum));
            let (template, stratum) = wanted.or_else(|| turns.next())?;
            let evidence = Evidence::new(&self.parameters, template.format, 0, true);
            trace = trace.absorb(&evidence).ok()?.at(state.trace.pace);
            tally.push(&Answer {
                template: template.id.clone(),
                stratum,
                right: true,
                session,
            });
        }
        None
    }

    /// Every stratum as a candidate, with whether the criterion still asks for it.
    pub(super) fn candidates(&self, state: &State) -> Vec<Candidate> {
        let mut candidates = candidates(&self.pool, &self.parameters, &state.exposures);
        let tally = self.criterion.fold(&state.window);
        for candidate in &mut candidates {
            candidate.needed = tally.wants(&candidate.template, candidate.stratum);
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
