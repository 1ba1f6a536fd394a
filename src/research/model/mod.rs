//! Models of learning as data: what they consist of, and what a response means under them.

mod any;
mod error;
mod layout;
mod parameter;
mod spec;
mod terms;

pub use any::{Baseline, Model};
pub use error::ModelError;
pub use layout::{Layout, Meaning, Shift};
pub use parameter::{Parameter, Role, logistic, logit};
pub use spec::{Constraint, Constraints, LearnBy, Learners, ModelSpec, Together};
pub use terms::Terms;
