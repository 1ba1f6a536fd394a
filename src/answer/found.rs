//! What a learner found, for later parts to go on with.

use super::{AnswerKind, Question};
use crate::math::Rational;

/// The number that was typed, in the unit asked for; `None` where none can be read.
///
/// ```
/// use retake::answer::{AnswerKind, NumberSpec, Question, Value, found};
/// let question = Question::new(AnswerKind::Number(NumberSpec::default()), Value::Number(2.into()));
/// assert_eq!(found(&question, "2.5"), retake::math::Rational::new(5, 2));
/// assert_eq!(found(&question, "two"), None);
/// ```
pub fn found(question: &Question, raw: &str) -> Option<Rational> {
    match &question.kind {
        AnswerKind::Number(_) => super::number::value(question, raw),
        AnswerKind::Quantity(spec) => super::quantity::value(question, spec, raw),
        _ => None,
    }
}
