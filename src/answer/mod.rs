//! Reading what a learner typed and marking it against key and misconceptions.

mod assignment;
mod choice;
mod collection;
mod comparing;
mod equation;
mod expression;
mod found;
mod kind;
mod labels;
mod marking;
mod matrix;
mod number;
mod ordering;
mod point;
mod quantity;
mod question;
mod reading;
mod real_set;
mod request;
mod text;
mod true_false;
mod understood;
mod words;

pub use found::found;
pub use kind::{
    AnswerKind, CollectionSpec, EquationSpec, ExpressionSpec, NumberNotation, NumberSpec, Partial,
    PlaneSpec, Precision, QuantitySpec, RealSetNotation, TextSpec, Tolerance,
};
pub use labels::label;
pub use marking::{Credit, Marking, Outcome, Understood};
pub use question::{ChoiceOption, Distractor, Question, Value};
pub use request::{Plain, Reply, Request, RequestError};

pub use text::{forbidden_word, normalised};

use crate::base::Span;

/// Marks what a learner typed; for a choice that is the label or labels picked: `b`, `a,c`.
///
/// ```
/// use retake::answer::{AnswerKind, NumberSpec, Outcome, Question, Value, mark};
/// let mut question = Question::new(AnswerKind::Number(NumberSpec::default()), Value::Number(2.into()));
/// question.symbols = vec!["x".into()];
/// assert_eq!(mark(&question, "4/2").outcome, Outcome::Right);
/// assert_eq!(mark(&question, "x = 2").outcome, Outcome::Right);
/// assert_eq!(mark(&question, "two").outcome.name(), "unreadable");
/// ```
pub fn mark(question: &Question, raw: &str) -> Marking {
    let whole = Span::new(0, raw.len());
    if raw.trim().is_empty() {
        let message = match question.kind {
            AnswerKind::Number(_) => "Type a number.",
            AnswerKind::Quantity(_) => "Type a number with its unit.",
            AnswerKind::Expression(_) => "Type an expression.",
            AnswerKind::Equation(_) => "Type an equation.",
            AnswerKind::ChoiceOne => "Choose one of the answers.",
            AnswerKind::ChoiceMany(_) => "Choose at least one of the answers.",
            AnswerKind::TrueFalse => "Choose true or false.",
            AnswerKind::Ordering(_) => "Put them in order.",
            AnswerKind::Matching(_) | AnswerKind::Categorise(_) => "Choose an answer for each.",
            AnswerKind::Text(_) => "Write your answer.",
            AnswerKind::Point(_) | AnswerKind::Graph { .. } => "Set a point.",
            _ => "Give an answer.",
        };
        return Marking::unreadable(whole, message);
    }
    let marking = match &question.kind {
        AnswerKind::Number(spec) => number::mark(question, spec, raw),
        AnswerKind::Quantity(spec) => quantity::mark(question, spec, raw),
        AnswerKind::Expression(spec) => expression::mark(question, spec, raw),
        AnswerKind::Equation(spec) => equation::mark(question, spec, raw),
        AnswerKind::RealSet(notation) => real_set::mark(question, *notation, raw),
        AnswerKind::Collection(spec) => collection::mark(question, spec, raw),
        AnswerKind::Matrix => matrix::mark(question, raw),
        AnswerKind::ChoiceOne => choice::mark_one(question, raw),
        AnswerKind::ChoiceMany(partial) => choice::mark_many(question, *partial, raw),
        AnswerKind::TrueFalse => true_false::mark(question, raw),
        AnswerKind::Ordering(partial) => ordering::mark(question, *partial, raw),
        AnswerKind::Matching(partial) => assignment::mark(question, true, *partial, raw),
        AnswerKind::Categorise(partial) => assignment::mark(question, false, *partial, raw),
        AnswerKind::Text(spec) => text::mark(question, spec, raw),
        AnswerKind::Point(plane) => point::mark_points(question, plane, raw),
        AnswerKind::Graph { points, plane } => point::mark_graph(question, *points, plane, raw),
        AnswerKind::Performance => {
            return Marking::unreadable(whole, "This is marked by a person, on its rubric.");
        }
    };
    match marking {
        Ok(marking) if marking.outcome == Outcome::RightValueWrongForm => Marking {
            credit: question.wrong_form_credit,
            ..marking
        },
        Ok(marking) => marking,
        Err(unreadable) => Marking::unreadable(unreadable.at, unreadable.message),
    }
}

#[cfg(test)]
mod tests;
