//! What an answer that was not scored comes back with.

use super::field::Field;
use crate::service::{AnswerField, AskAgain, Rendered};
use std::ops::Range;

/// Characters shown on either side of the place, so that a long answer stays on one line.
const AROUND: usize = 24;

/// Why the learner is looking at the same problem again.
#[derive(Clone, Debug, Default)]
pub enum Reply {
    /// For the first time, that is.
    #[default]
    None,
    /// What was typed could not be read.
    Unreadable {
        /// Where, in what was typed; nothing is typed where options are chosen.
        pointed: Option<Pointed>,
        /// What to do.
        message: String,
    },
    /// The value is right, the form is not.
    WrongForm {
        /// Which form is asked for.
        message: String,
    },
    /// It could be read in more than one way.
    Confirm {
        /// The likely one.
        understood: Rendered,
        /// In words.
        message: String,
    },
}

impl Reply {
    /// Why the answer `raw` is asked for again, shown beside the field.
    pub fn again(ask: AskAgain, raw: &str, field: &Field) -> Self {
        match ask {
            AskAgain::WrongForm { message } => Self::WrongForm { message },
            AskAgain::Confirm {
                understood,
                message,
            } => Self::Confirm {
                understood,
                message,
            },
            AskAgain::Unreadable {
                start,
                end,
                message,
            } => Self::Unreadable {
                pointed: match field.part.field {
                    AnswerField::ChoiceOne { .. }
                    | AnswerField::ChoiceMany { .. }
                    | AnswerField::TrueFalse { .. }
                    | AnswerField::Ordering { .. }
                    | AnswerField::Matching { .. } => None,
                    AnswerField::Matrix { .. } => Cell::at(raw, start, field.separator())
                        .map(|cell| cell.pointed(raw, start, end)),
                    _ => Some(Pointed::at(raw, start, end)),
                },
                message,
            },
        }
    }

    /// What the page's title says first, for it is what a screen reader says first.
    pub fn title(&self) -> &'static str {
        match self {
            Self::None => "",
            Self::Unreadable { .. } => "Please check what you typed: ",
            Self::WrongForm { .. } => "Right value, another form: ",
            Self::Confirm { .. } => "Is this what you meant? ",
        }
    }

    /// Whether the field has to be changed.
    pub fn is_again(&self) -> bool {
        matches!(self, Self::Unreadable { .. } | Self::WrongForm { .. })
    }

    /// Whether the reading has to be confirmed.
    pub fn is_confirm(&self) -> bool {
        matches!(self, Self::Confirm { .. })
    }
}

/// What was typed, cut where it could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pointed {
    /// What stands before the place.
    pub before: String,
    /// The place; empty at the end of what was typed.
    pub at: String,
    /// What stands after it.
    pub after: String,
    /// The place in words.
    pub place: String,
    /// Where the place begins, counted as browsers count: in UTF-16 units.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// Row and column of the cell, from 1, where the answer is filled into a grid.
    pub cell: Option<(usize, usize)>,
}

impl Pointed {
    /// Points at the bytes from `start` to `end` of `raw`. Places that are none (past the end,
    /// within a character) move to the nearest one before.
    pub fn at(raw: &str, start: usize, end: usize) -> Self {
        let start = raw.floor_char_boundary(start);
        let end = raw.floor_char_boundary(end).max(start);
        let (before, rest) = raw.split_at(start);
        let (at, after) = rest.split_at(end - start);
        let number = before.chars().count() + 1;
        let place = match at.chars().count() {
            0 => "It is at the end of what you typed.".to_owned(),
            1 if at.trim().is_empty() => format!("It is the blank at place {number}."),
            1 => format!("It is character {number}, “{at}”."),
            _ => format!("It is from character {number} on, “{}”.", start_of(at)),
        };
        let from = before.encode_utf16().count();
        Self {
            from,
            to: from + at.encode_utf16().count(),
            before: end_of(before),
            at: start_of(at),
            after: start_of(after),
            place,
            cell: None,
        }
    }
}

/// A cell of a matrix as it is written in one line, `[[a, b], [c, d]]`: learners fill the cells and
/// never see that line.
struct Cell {
    row: usize,
    column: usize,
    place: Range<usize>,
}

impl Cell {
    /// The cell that a byte lies in; none outside of all cells.
    fn at(raw: &str, byte: usize, separator: &str) -> Option<Self> {
        const BETWEEN_ROWS: &str = "], [";
        let inner = raw.strip_prefix("[[")?.strip_suffix("]]")?;
        let mut start = 2;
        for (row, cells) in (1..).zip(inner.split(BETWEEN_ROWS)) {
            for (column, cell) in (1..).zip(cells.split(separator)) {
                let place = start..start + cell.len();
                start = place.end + separator.len();
                if place.contains(&byte) || place.end == byte {
                    return Some(Self { row, column, place });
                }
            }
            start = start - separator.len() + BETWEEN_ROWS.len();
        }
        None
    }

    /// Points within what was typed in the cell.
    fn pointed(&self, raw: &str, start: usize, end: usize) -> Pointed {
        let typed = raw.get(self.place.clone()).unwrap_or_default();
        let within = |byte: usize| byte.saturating_sub(self.place.start);
        let pointed = Pointed::at(typed, within(start), within(end));
        let (row, column) = (self.row, self.column);
        Pointed {
            place: format!("Look at row {row}, column {column}. {}", pointed.place),
            cell: Some((row, column)),
            ..pointed
        }
    }
}

fn start_of(text: &str) -> String {
    match text.char_indices().nth(AROUND) {
        Some((cut, _)) => format!("{}…", text.get(..cut).unwrap_or_default()),
        None => text.to_owned(),
    }
}

fn end_of(text: &str) -> String {
    match text.char_indices().rev().nth(AROUND) {
        Some((cut, c)) => format!("…{}", text.get(cut + c.len_utf8()..).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_place_is_said_as_people_count() {
        let pointed = Pointed::at("½ two", 3, 4);
        assert_eq!(
            (&*pointed.before, &*pointed.at, &*pointed.after),
            ("½ ", "t", "wo")
        );
        assert_eq!(pointed.place, "It is character 3, “t”.");
        assert_eq!(
            Pointed::at("3/", 2, 2).place,
            "It is at the end of what you typed."
        );
        assert_eq!(
            Pointed::at("3 4", 1, 2).place,
            "It is the blank at place 2."
        );
    }

    #[test]
    fn a_place_in_a_matrix_is_said_by_its_cell() {
        let raw = "[[1, 2], [3 +, 4]]";
        let cell = Cell::at(raw, 12, ", ").unwrap();
        let pointed = cell.pointed(raw, 12, 13);
        assert_eq!((cell.row, cell.column), (2, 1));
        assert_eq!((&*pointed.before, &*pointed.at), ("3 ", "+"));
        assert_eq!(
            pointed.place,
            "Look at row 2, column 1. It is character 3, “+”."
        );
        let ends = [(2, (1, 1)), (6, (1, 2)), (16, (2, 2))];
        for (byte, place) in ends {
            let cell = Cell::at(raw, byte, ", ").unwrap();
            assert_eq!((cell.row, cell.column), place);
        }
        assert!(Cell::at("3 + 4", 1, ", ").is_none());
    }

    proptest! {
        #[test]
        fn any_place_in_any_text_is_survived(raw in "\\PC{0,80}", start in 0usize..400, end in 0usize..400) {
            let pointed = Pointed::at(&raw, start, end);
            prop_assert!(pointed.before.chars().count() <= AROUND + 1);
            prop_assert!(pointed.after.chars().count() <= AROUND + 1);
        }
    }
}
