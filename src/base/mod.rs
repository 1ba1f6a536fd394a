//! What every other folder stands on: probabilities, names, secrets and keyed streams, places in
//! a source text, and an author's mistakes as data.

mod diagnostic;
mod ids;
mod locale;
mod probability;
mod span;

pub use diagnostic::{Code, Diagnostic, Label, Severity};
pub use ids::{BankId, CompetencyId, IdError, LearnerId, MisconceptionId, PartId, TemplateId};
pub use locale::Locale;
pub use probability::{Probability, ProbabilityError};
pub use span::{Source, Span, Spanned};
