//! How hard the stems of a template are to read.

use crate::base::{LearnerId, Locale, Secret};
use crate::doc::{Output, ReadingCounts};
use crate::template::{Instantiator, ItemTemplate, Section};

/// How many problems stand for a template: its stems differ by a few words at most.
const SAMPLE: u64 = 64;

/// Stems with fewer words on average say too little for a grade.
const FEWEST_WORDS: u32 = 5;

/// The school grade of a template's stems in English (see [`ReadingCounts::grade`]), to a tenth; none
/// in other languages, and where a stem has hardly any words.
pub(super) fn grade(template: &ItemTemplate, language: Locale) -> Option<f64> {
    if language != Locale::ENGLISH || !template.proof().is_sound() {
        return None;
    }
    let reader = LearnerId::new("reader").ok()?;
    let mut drawer = template.drawer(&Secret::from_seed("reading"), &reader);
    let mut instantiator = Instantiator::new(template);
    let (mut counts, mut stems, mut stem) = (ReadingCounts::default(), 0, String::new());
    for k in 0..SAMPLE.min(template.proof().valid.at_least()) {
        let Some(draw) = drawer.free(k) else { break };
        if instantiator.issue(&mut drawer, &draw).is_err() {
            continue;
        }
        stem.clear();
        if instantiator.write(Section::Stem, Output::Text, language, &mut stem) {
            counts = counts.and(ReadingCounts::of(&stem));
            stems += 1;
        }
    }
    let grade = counts
        .grade()
        .filter(|_| counts.words >= stems * FEWEST_WORDS)?;
    Some((grade * 10.0).round() / 10.0)
}
