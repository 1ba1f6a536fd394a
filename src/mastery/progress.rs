//! How far a learner is from the criterion, in numbers and in plain words.

use super::{Criterion, Window};
use serde::{Deserialize, Serialize};

/// One thing still to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// Right answers in a row that would be enough for the count.
    RightAnswers {
        /// How many more.
        more: u32,
    },
    /// Right answers on further templates.
    Templates {
        /// Templates with a recent right answer.
        have: u32,
        /// Templates asked for.
        need: u32,
    },
    /// Mastery is below its boundary.
    Mastery {
        /// Filtered mastery.
        now: f64,
        /// What it must reach.
        boundary: f64,
    },
}

/// Where a learner stands before the criterion.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// Filtered mastery.
    pub mastery: f64,
    /// Right among the recent unassisted answers on fresh instances.
    pub right: u32,
    /// Recent answers that count, at most the criterion's `of`.
    pub answered: u32,
    /// Templates among the right ones.
    pub templates: u32,
    /// What is still missing; empty when the criterion holds.
    pub missing: Vec<Missing>,
}

impl Progress {
    /// Measures a learner by a criterion.
    pub fn new(criterion: &Criterion, mastery: f64, window: &Window) -> Self {
        let right = window.right();
        let templates = window.templates().len() as u32;
        let mut missing = Vec::new();
        let more = right_answers_missing(criterion, window);
        if more > 0 {
            missing.push(Missing::RightAnswers { more });
        }
        // Where one kind will do, any right answer is on it.
        if templates < criterion.templates() && criterion.templates() > 1 {
            missing.push(Missing::Templates {
                have: templates,
                need: criterion.templates(),
            });
        }
        if mastery < criterion.boundary() {
            missing.push(Missing::Mastery {
                now: mastery,
                boundary: criterion.boundary(),
            });
        }
        Self {
            mastery,
            right,
            answered: window.answers().len() as u32,
            templates,
            missing,
        }
    }

    /// Whether nothing is missing.
    pub fn is_complete(&self) -> bool {
        self.missing.is_empty()
    }

    /// What is still missing, for the learner.
    pub fn for_student(&self) -> String {
        self.missing
            .iter()
            .map(Missing::for_student)
            .collect::<Vec<_>>()
            .join(" ")
    }
}

impl Missing {
    /// One sentence for the learner.
    pub fn for_student(&self) -> String {
        match *self {
            Self::RightAnswers { more: 1 } => "One more right answer without hints.".to_owned(),
            Self::RightAnswers { more } => {
                format!("{} more right answers without hints.", number(more))
            }
            Self::Templates { have: 0, need } => format!(
                "They need to be on {} kinds of problem or more.",
                number(need).to_lowercase()
            ),
            Self::Templates { have, need } if need.saturating_sub(have) == 1 => {
                "A right answer on one other kind of problem.".to_owned()
            }
            Self::Templates { have, need } => format!(
                "Right answers on {} other kinds of problem.",
                number(need.saturating_sub(have)).to_lowercase()
            ),
            Self::Mastery { .. } => {
                "A little more practice, so that we can both be sure it was not luck.".to_owned()
            }
        }
    }
}

/// How many right answers in a row would meet the criterion's count: each pushes out the oldest.
fn right_answers_missing(criterion: &Criterion, window: &Window) -> u32 {
    let answers: Vec<bool> = window.answers().map(|answer| answer.right).collect();
    let of = criterion.of() as usize;
    (0..criterion.right())
        .find(|&more| {
            let kept = answers.len().min(of.saturating_sub(more as usize));
            let right = answers
                .iter()
                .rev()
                .take(kept)
                .filter(|&&right| right)
                .count() as u32;
            right + more >= criterion.right()
        })
        .unwrap_or(criterion.right())
}

/// A small number as a word at the start of a sentence.
fn number(n: u32) -> String {
    match n {
        2 => "Two".to_owned(),
        3 => "Three".to_owned(),
        4 => "Four".to_owned(),
        5 => "Five".to_owned(),
        _ => n.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::TemplateId;
    use crate::mastery::Answer;

    fn window(answers: &[(&str, bool)]) -> Window {
        let mut window = Window::default();
        for &(template, right) in answers {
            let template = TemplateId::new(template).unwrap();
            window.push(Answer { template, right }, 5);
        }
        window
    }

    fn words(mastery: f64, answers: &[(&str, bool)]) -> String {
        Progress::new(&Criterion::default(), mastery, &window(answers)).for_student()
    }

    #[test]
    fn it_says_what_is_missing_in_plain_words() {
        assert_eq!(
            words(0.25, &[]),
            "Four more right answers without hints. They need to be on two kinds of problem or more. \
             A little more practice, so that we can both be sure it was not luck."
        );
        assert_eq!(
            words(0.97, &[("c/a", true), ("c/a", true), ("c/a", true)]),
            "One more right answer without hints. A right answer on one other kind of problem."
        );
        assert_eq!(
            words(
                0.96,
                &[("c/a", true), ("c/b", true), ("c/a", true), ("c/a", true)]
            ),
            ""
        );
    }

    #[test]
    fn a_right_answer_pushes_out_the_oldest() {
        let more = |answers: &[bool]| {
            let answers: Vec<_> = answers.iter().map(|&right| ("c/a", right)).collect();
            right_answers_missing(&Criterion::default(), &window(&answers))
        };
        assert_eq!(more(&[true, true, true, false, false]), 4);
        assert_eq!(more(&[false, false, true, true, true]), 1);
        assert_eq!(more(&[true, false, true, false, true]), 2);
        assert_eq!(more(&[false; 5]), 4);
        assert_eq!(more(&[true, true, false, true, true]), 0);
    }
}
