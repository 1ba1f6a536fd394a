//! Whether the time between responses tells what a model asks of it.

use super::error::FitError;
use crate::research::dataset::Dataset;
use crate::research::model::ModelSpec;

/// Gaps between sessions that a half-life needs at least: fewer say nothing of it.
const LEAST: f64 = 20.0;

/// Where so many of the gaps between sessions lie in two bins next to each other, all within a
/// factor of four, each response forgets as much by its place as by its time.
const ONE_GAP: f64 = 0.9;

/// Whether gaps differ enough for a model in which recall fades with time.
///
/// # Errors
/// Too few gaps, or with `forget` too even ones.
pub(super) fn gaps_tell(dataset: &Dataset, model: &ModelSpec) -> Result<(), FitError> {
    let letters = dataset.alphabet.letters();
    let mut bins = vec![0.0; dataset.gap_days.len().max(1)];
    let mut symbols = Vec::new();
    for &(_, sequence) in dataset.by_skill.iter().flatten() {
        symbols.clear();
        dataset.packed.read(sequence, &mut symbols);
        let learners = dataset.packed.shared_by(sequence) as f64;
        for &symbol in symbols.iter().skip(1) {
            if let Some(bin) = bins.get_mut(usize::from(letters[symbol as usize].gap)) {
                *bin += learners;
            }
        }
    }
    let between = &bins[1..];
    let found: f64 = between.iter().sum();
    if found < LEAST {
        return Err(FitError::NoGaps {
            found,
            responses: dataset.responses,
        });
    }
    let fullest = between
        .windows(2)
        .map(|pair| pair[0] + pair[1])
        .fold(0.0, f64::max);
    // Responses within a session have no gap at all: they too tell time from place.
    let varied = bins[0] >= found / 10.0;
    if model.forget && !varied && fullest / found > ONE_GAP {
        return Err(FitError::OneGap {
            share: 100.0 * fullest / found,
        });
    }
    Ok(())
}
