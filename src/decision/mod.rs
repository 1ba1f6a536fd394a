//! What to do next, and why: the prerequisite frontier, the choice among items, the ladder of help
//! and the policy that puts them together. Plain data in, a decision with its reasons out.

mod action;
mod candidate;
mod exposure;
mod frontier;
mod ladder;
pub mod placement;
mod policy;
mod pool;
mod rationale;
mod selector;
pub mod value;

pub use action::{AskAgain, Decision, Intervention, StopReason};
pub use candidate::Candidate;
pub use exposure::{Draws, Exposures};
pub use frontier::{Standing, standing, suggest, unlocked_by, weakest_prerequisite};
pub use ladder::Help;
pub use policy::{Offer, Policy, REVISIT_AFTER, Situation, ThresholdPolicy, ValuePolicy, mastered};
pub use pool::{PoolTemplate, candidates, item_mix, scope_of};
pub use rationale::{Rationale, Reason};
pub use selector::{Selection, Weights, select};
