//! Reading what a learner typed and marking it against key and misconceptions.

mod choice;
mod expression;
mod kind;
mod marking;
mod number;
mod question;
mod reading;
mod understood;

pub use choice::label;
pub use kind::{AnswerKind, ExpressionSpec, NumberForm, NumberNotation, NumberSpec, Tolerance};
pub use marking::{Marking, Outcome, Understood};
pub use question::{ChoiceOption, Distractor, Question, Value};

use crate::base::Span;

/// Marks what a learner typed; for a choice that is the label or labels picked: `b`, `a,c`.
///
/// ```
/// use retake::answer::{AnswerKind, NumberSpec, Outcome, Question, Value, mark};
/// use retake::base::Locale;
/// let question = Question {
///     kind: AnswerKind::Number(NumberSpec::default()),
///     key: Value::Number(2.into()),
///     distractors: vec![],
///     options: vec![],
///     symbols: vec!["x".into()],
///     locale: Locale::ENGLISH,
/// };
/// assert_eq!(mark(&question, "4/2").outcome, Outcome::Right);
/// assert_eq!(mark(&question, "x = 2").outcome, Outcome::Right);
/// assert_eq!(mark(&question, "two").outcome.name(), "unreadable");
/// ```
pub fn mark(question: &Question, raw: &str) -> Marking {
    let whole = Span::new(0, raw.len());
    if raw.trim().is_empty() {
        let message = match question.kind {
            AnswerKind::Number(_) => "Type a number.",
            AnswerKind::Expression(_) => "Type an expression.",
            AnswerKind::ChoiceOne => "Choose one of the answers.",
            AnswerKind::ChoiceMany => "Choose at least one of the answers.",
        };
        return Marking::unreadable(whole, message);
    }
    let marking = match &question.kind {
        AnswerKind::Number(spec) => number::mark(question, spec, raw),
        AnswerKind::Expression(spec) => expression::mark(question, spec, raw),
        AnswerKind::ChoiceOne => choice::mark_one(question, raw),
        AnswerKind::ChoiceMany => choice::mark_many(question, raw),
    };
    marking.unwrap_or_else(|unreadable| Marking::unreadable(unreadable.at, unreadable.message))
}

#[cfg(test)]
mod tests;
