//! Criteria that can never hold, and those that always do.

use super::pass_rates::sequence;
use super::{
    BktParameters, Criterion, Evidence, ItemClass, Judgement, MasteryError, OPPORTUNITIES,
    RawCriterion, Trace,
};

/// How far below 1 − slip a target of accuracy stays, so that one who knows is likely to reach it.
const BELOW_KNOWING: f64 = 0.1;

/// What rounding may leave of a difference of decimals.
const ROUNDING: f64 = 1e-9;

impl Criterion {
    /// Refuses a criterion that nobody could meet within 20 opportunities on this mix of items, that
    /// everybody would meet, or whose target of accuracy lies above 1 − slip − .1.
    ///
    /// Right answers are never worse for a criterion than wrong ones: it can hold only if it does
    /// where all are right, and always does if it does where all are wrong. Both are followed. What
    /// costs say is taken for right answers as a yes, for wrong ones as a no.
    ///
    /// # Errors
    /// [`MasteryError::BeyondKnowing`], [`MasteryError::Unreachable`],
    /// [`MasteryError::NeverHolds`], [`MasteryError::AlwaysHolds`] and
    /// [`MasteryError::EmptyMix`].
    pub fn check_reachable(
        &self,
        parameters: &BktParameters,
        mix: &[ItemClass],
    ) -> Result<(), MasteryError> {
        let slip = parameters.slip();
        if let Some(target) = self.raw().highest_target()
            && target > 1.0 - slip - BELOW_KNOWING + ROUNDING
        {
            return Err(MasteryError::BeyondKnowing { target, slip });
        }
        let opportunities = OPPORTUNITIES;
        if self.is_met(parameters, mix, false, |mastery| mastery)? {
            return Err(MasteryError::AlwaysHolds { opportunities });
        }
        if self.is_met(parameters, mix, true, |mastery| mastery)? {
            return Ok(());
        }
        let ceilings = mix.iter().map(|item| parameters.ceiling(item.format));
        let ceiling = ceilings.fold(0.0, f64::max);
        let by_answers = self.is_met(parameters, mix, true, |_| 1.0)?;
        match self.boundary() {
            Some(boundary) if by_answers && boundary >= ceiling => {
                Err(MasteryError::Unreachable { boundary, ceiling })
            }
            _ => Err(MasteryError::NeverHolds { opportunities }),
        }
    }

    /// Whether it is met at some time when every answer is right, or every one wrong.
    fn is_met(
        &self,
        parameters: &BktParameters,
        mix: &[ItemClass],
        right: bool,
        mastery: impl Fn(f64) -> f64,
    ) -> Result<bool, MasteryError> {
        let pace = parameters.learners().pace([]);
        let mut trace = Trace::before(parameters);
        let mut state = vec![0; self.root().words];
        let items = sequence(self, parameters, mix, OPPORTUNITIES)?;
        for (item, class) in items.iter().zip(mix.iter().cycle()) {
            trace = trace
                .absorb(&Evidence::new(parameters, class.format, 0, right))?
                .at(pace);
            self.root().push(&mut state, &item.answer(right));
            let judgement = Judgement {
                mastery: mastery(trace.mastery()),
                pays: right,
            };
            if self.root().holds(&judgement, &state) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

impl RawCriterion {
    /// The highest target of accuracy in it.
    fn highest_target(&self) -> Option<f64> {
        let own = self.accuracy.map(|accuracy| accuracy.full().target);
        let lists = [&self.all, &self.any, &self.then];
        let others = lists.into_iter().flatten().flatten();
        own.into_iter()
            .chain(others.filter_map(Self::highest_target))
            .reduce(f64::max)
    }
}
