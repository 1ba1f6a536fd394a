//! What every other folder stands on: probabilities, names, secrets and keyed streams, places in
//! a source text, and an author's mistakes as data.

mod count;
mod diagnostic;
mod ids;
mod locale;
mod permutation;
mod probability;
mod secret;
mod span;
mod stream;
mod suggest;
mod time;
#[cfg(test)]
mod uniformity;

pub use count::{counted, grouped};
pub use diagnostic::{Code, Diagnostic, Label, Severity};
pub use ids::{
    BankId, CompetencyId, CriterionId, IdError, InterventionId, LearnerId, MisconceptionId, PartId,
    StaffId, TemplateId,
};
pub use locale::Locale;
pub use permutation::Permutation;
pub use probability::{Probability, ProbabilityError};
pub use secret::{Key, Secret, SecretError, name_id};
pub use span::{Source, Span, Spanned};
pub use stream::Stream;
pub use suggest::closest;
pub use time::Timestamp;
