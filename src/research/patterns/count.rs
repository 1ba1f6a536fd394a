//! Patterns of a data set, counted.

use super::spelling::{Element, write_element};
use crate::research::dataset::Dataset;
use crate::research::log::Keep;
use crate::research::model::Model;
use rayon::prelude::*;
use thiserror::Error;

/// A pattern of responses on a competency, and how many learners have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// The competency.
    pub competency: String,
    /// The responses, as [`elements`](super::elements) reads them.
    pub pattern: String,
    /// Learners.
    pub count: u64,
}

/// A model that wants to know who answered.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "`{0}` looks at what a learner does on several skills, which patterns do not tell; patterns are for bkt with forget, guess-slip, learn, order, first-response, difficulty and decay"
)]
pub struct PatternsError(pub String);

/// Counts the patterns of a data set as a model tells them apart: by competency, and then by
/// pattern, in the order of their bytes.
///
/// # Errors
/// A model that patterns do not tell enough.
pub fn patterns(dataset: &Dataset, model: &Model) -> Result<Vec<Pattern>, PatternsError> {
    let keep = model.keep_to_fit();
    if !keep.patterns {
        return Err(PatternsError(model.to_string()));
    }
    let mut skills: Vec<usize> = (0..dataset.by_skill.len()).collect();
    skills.sort_by_cached_key(|&skill| dataset.skills.name(skill as u32).into_owned());
    let of_skill = |skill| of_skill(dataset, keep, skill);
    Ok(skills.into_par_iter().flat_map_iter(of_skill).collect())
}

fn of_skill(dataset: &Dataset, keep: Keep, skill: usize) -> Vec<Pattern> {
    let sequences = dataset.sequences(skill);
    let mut order: Vec<usize> = (0..sequences.len()).collect();
    order.sort_unstable_by_key(|&at| sequences.get(at).0);
    let competency = dataset.skills.name(skill as u32);
    let mut patterns: Vec<Pattern> = order
        .chunk_by(|&a, &b| sequences.get(a).0 == sequences.get(b).0)
        .filter_map(|alike| {
            let &first = alike.first()?;
            let learners = alike.iter().map(|&at| {
                let (_, sequence) = dataset.by_skill[skill][at];
                dataset.packed.shared_by(sequence)
            });
            Some(Pattern {
                competency: competency.clone().into_owned(),
                pattern: spelt(dataset, keep, sequences.get(first).0),
                count: learners.sum(),
            })
        })
        .collect();
    patterns.sort_unstable_by(|a, b| a.pattern.cmp(&b.pattern));
    patterns
}

fn spelt(dataset: &Dataset, keep: Keep, symbols: &[u32]) -> String {
    let mut pattern = String::with_capacity(symbols.len());
    for &symbol in symbols {
        let letter = dataset.alphabet.letters()[symbol as usize];
        let days = dataset.gap_days.get(usize::from(letter.gap)).copied();
        let element = Element {
            outcome: letter.outcome,
            days: days.unwrap_or(0.0),
            class: keep.classes.then(|| dataset.classes.name(letter.class)),
        };
        write_element(&mut pattern, &element, keep.classes || keep.gaps);
    }
    pattern
}
