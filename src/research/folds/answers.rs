//! The answers of a data set, one for each skill they take, beside what was predicted of them.

use super::cross::Predicted;
use crate::research::dataset::Dataset;
use crate::research::evaluate::Scored;
use crate::research::units::Units;

/// An answer on a skill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The skill.
    pub skill: u32,
    /// Whose it is.
    pub learner: u32,
    /// Its unit.
    pub unit: usize,
    /// Whether it is right.
    pub right: bool,
}

/// The answers of a data set in the order of their units, skill by skill; opportunities without an
/// answer are none.
pub fn answers(dataset: &Dataset, units: &Units) -> Vec<Answer> {
    let letters = dataset.alphabet.letters();
    let mut answers = Vec::with_capacity(units.len());
    let mut symbols = Vec::new();
    for (skill, learners) in dataset.by_skill.iter().enumerate() {
        for (&(learner, sequence), &first) in learners.iter().zip(units.firsts(skill)) {
            symbols.clear();
            dataset.packed.read(sequence, &mut symbols);
            let answer = |(place, &symbol): (usize, &u32)| {
                Some(Answer {
                    skill: skill as u32,
                    learner,
                    unit: first + place,
                    right: letters[symbol as usize].outcome.is_right()?,
                })
            };
            answers.extend(symbols.iter().enumerate().filter_map(answer));
        }
    }
    answers
}

impl Predicted {
    /// These answers with what was predicted of them.
    pub fn scored(&self, answers: &[Answer]) -> Vec<Scored> {
        answers
            .iter()
            .map(|answer| Scored {
                predicted: self.right[answer.unit],
                right: answer.right,
                learner: answer.learner,
            })
            .collect()
    }
}
