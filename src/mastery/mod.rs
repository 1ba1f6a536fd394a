//! Knowledge tracing: the parameters as data, what an answer says (evidence), the filter over the
//! hidden states, and when mastery counts as shown.

mod agreement;
mod belief;
mod bits;
mod cold_start;
mod confirm;
mod conjunctive;
mod criterion;
mod drift;
mod effort;
mod emission;
mod error;
mod evidence;
mod learners;
mod misconceptions;
mod parameters;
mod pass_rates;
mod per_speed;
mod phases;
mod progress;
mod reach;
mod retention;
mod rubric;
mod shift;
mod window;

pub use agreement::{Agreement, Ratings};
pub use belief::Belief;
pub use cold_start::{Shrinkage, knew_at_first};
pub use confirm::{Check, RawCheck};
pub use conjunctive::conjunctive;
pub use criterion::{
    ByCosts, Criterion, Every, FullAccuracy, Judgement, RawAccuracy, RawAverage, RawBoundary,
    RawCoverage, RawCriterion, RawTemplates, Scope, Tally,
};
pub use drift::{Drift, Drifted};
pub use effort::{Effort, ResponseTime, is_hurried_hint};
pub use emission::{Emission, ResponseFormat};
pub use error::MasteryError;
pub use evidence::{Evidence, Likelihood, Model, Trace, Transition};
pub use learners::{Learners, Pace, RawLearners, Speed};
pub use misconceptions::{Held, Misconceptions};
pub use parameters::{BktParameters, RawParameters};
pub use pass_rates::{ItemClass, OPPORTUNITIES, PassRates, pass_rates};
pub use per_speed::{MOST_SPEEDS, PerSpeed};
pub use phases::{Phase, PhaseWords, Shown};
pub use progress::{Missing, Progress};
pub use retention::{RawReviewing, Retention, Reviewing};
pub use rubric::RubricScale;
pub use shift::Shift;
pub use window::{Answer, Window};

#[cfg(test)]
mod tests;
