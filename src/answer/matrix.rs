//! Matrices: entry by entry.

use super::comparing::{expression_of, wrong};
use super::reading::{Unreadable, doubt, exact, read};
use super::{Marking, Outcome, Question, Understood};
use crate::base::Span;
use crate::math::{Expr, Rational, Sense, same_value};

/// Marks a matrix by its size and its entries.
pub(super) fn mark(question: &Question, raw: &str) -> Result<Marking, Unreadable> {
    let whole = Span::new(0, raw.len());
    let reading = read(question, raw)?;
    let typed = exact(&reading.expr);
    let Some(rows) = rows(&typed) else {
        return Err(Unreadable::new(
            whole,
            "Type a matrix row by row, such as [[1, 2], [3, 4]].",
        ));
    };
    let sense = Sense::default();
    let matrix = Expr::Matrix(rows.clone());
    let marking = match wrong(question, whole, |value| same_value(&matrix, value, &sense))? {
        None => Marking::scored(Outcome::Right, None),
        Some(wrong) => Marking {
            message: what_is_wrong(question, &rows, &sense),
            ..wrong
        },
    };
    Ok(Marking {
        understood: Some(Understood::reading(&reading.expr, question.locale)),
        confirm: doubt(&reading),
        ..marking
    })
}

/// The rows of a matrix; a list or a vector is one row, or a column of one entry each.
fn rows(typed: &Expr<Rational>) -> Option<Vec<Vec<Expr<Rational>>>> {
    match typed {
        Expr::Matrix(rows) => Some(rows.clone()),
        Expr::Collection(_, elements) if !elements.is_empty() => Some(vec![elements.clone()]),
        _ => None,
    }
}

/// How a matrix differs from the key: in its size, or in how many entries.
fn what_is_wrong(
    question: &Question,
    rows: &[Vec<Expr<Rational>>],
    sense: &Sense,
) -> Option<String> {
    let key = expression_of(&question.key)?;
    let Expr::Matrix(wanted) = &*key else {
        return None;
    };
    let size = |rows: &[Vec<_>]| (rows.len(), rows.first().map_or(0, Vec::len));
    let (own, asked) = (size(rows), size(wanted));
    if own != asked {
        return Some(format!(
            "The matrix should have {} and {}; yours has {} and {}.",
            counted(asked.0, "row", "rows"),
            counted(asked.1, "column", "columns"),
            counted(own.0, "row", "rows"),
            counted(own.1, "column", "columns"),
        ));
    }
    let entries = rows.iter().flatten().zip(wanted.iter().flatten());
    let wrong = entries
        .filter(|(own, asked)| !same_value(own, asked, sense).is_equal())
        .count();
    (wrong < asked.0 * asked.1).then(|| {
        format!(
            "{} not right yet.",
            counted(wrong, "entry is", "entries are")
        )
    })
}

fn counted(number: usize, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}
