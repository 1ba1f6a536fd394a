//! Equations: the same as the key, up to a factor on both sides or by their solutions.

use super::comparing::wrong;
use super::expression::in_form;
use super::reading::{Unreadable, doubt, exact, read};
use super::{EquationSpec, Marking, Question, Understood};
use crate::base::Span;
use crate::math::{Expr, Form, Rational, Relation, Sense, same_value};

/// Marks an equation by what it says, and then by the symbol it is solved for.
pub(super) fn mark(
    question: &Question,
    spec: &EquationSpec,
    raw: &str,
) -> Result<Marking, Unreadable> {
    let whole = Span::new(0, raw.len());
    let reading = read(question, raw)?;
    let typed = exact(&reading.expr);
    if !is_equation(&typed) {
        return Err(Unreadable::new(
            whole,
            "Type an equation, with an equals sign.",
        ));
    }
    let sense = Sense {
        solution_set: spec.solution_set,
        ..Sense::default()
    };
    let marking = match wrong(question, whole, |value| same_value(&typed, value, &sense))? {
        Some(wrong) => wrong,
        None => {
            let form = spec.solved_for.clone().map(Form::SolvedFor);
            in_form(question, &reading.expr, form.as_ref())
        }
    };
    Ok(Marking {
        understood: Some(Understood::reading(&reading.expr, question.locale)),
        confirm: doubt(&reading),
        ..marking
    })
}

/// An equation, several, or a verdict on all of them: `x = 2 or x = −2`, `no solution`.
fn is_equation(expr: &Expr<Rational>) -> bool {
    match expr {
        Expr::Relation(relation, ..) => *relation == Relation::Equal,
        Expr::And(parts) | Expr::Or(parts) => parts.iter().all(is_equation),
        Expr::Boolean(_) => true,
        _ => false,
    }
}
