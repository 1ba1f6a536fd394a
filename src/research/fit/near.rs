//! Starts near the optima of a sample of the learners: where there are many, all of them are gone
//! through only on the last part of the way, and once for starts that meet.

use super::skill::Optimum;
use super::starts::{FREE, Start};
use crate::research::chain::Trie;

/// Fewer nodes than this are gone through faster than a sample is taken.
const LARGE: usize = 4096;

/// The learners of a sample, about. Of the 124 skills of the ASSISTments log of 2009 a sample of 64
/// misses the best optimum of two by a quarter of a nat, and finds better ones for others.
const SAMPLE: f64 = 512.0;

/// How many times more learners there are at least.
const FEWER: f64 = 8.0;

/// The slope, per response, at which an ascent among a sample ends: its optimum is only started from.
pub(super) const NEARLY_FLAT: f64 = 1e-4;

/// A sample of the learners, where it makes fits cheaper.
pub(super) fn sample(trie: &Trie) -> Option<Trie> {
    let learners: f64 = trie.ending().iter().sum();
    let every = (learners / SAMPLE).floor();
    (trie.len() >= LARGE && every >= FEWER).then(|| Trie::new(&trie.one_of(every as u32)))
}

/// Starts from the optima of a sample, the best first.
pub(super) fn starts_near(mut optima: Vec<Optimum>) -> Vec<Start> {
    optima.sort_by(|a, b| b.value.total_cmp(&a.value).then(a.start.cmp(&b.start)));
    let best = optima.first().map_or(0.0, |best| best.value);
    let start = |optimum: Optimum| Start {
        number: optimum.start,
        place: optimum.place.iter().map(|x| x.clamp(-FREE, FREE)).collect(),
        // Where the first start comes to is always told: it is never given up.
        behind: match optimum.start {
            0 => 0.0,
            _ => best - optimum.value,
        },
    };
    optima.into_iter().map(start).collect()
}

#[cfg(test)]
mod tests {
    use super::sample;
    use crate::base::{Secret, Stream};
    use crate::research::chain::{Passes, Trie};
    use crate::research::fit::objective::SkillObjective;
    use crate::research::fit::skill::{FLAT, Options, fit_skill, optima};
    use crate::research::fit::starts::start;
    use crate::research::model::{Constraints, Layout, ModelSpec};
    use crate::research::response::{Outcome, Response};
    use crate::research::sequences::Sequences;

    /// Responses of so many learners to fourteen items each.
    fn drawn(learners: u64, [prior, learn, guess, slip]: [f64; 4]) -> Sequences {
        let key = Secret::from_seed("near").key("learner", &[]);
        let mut sequences = Sequences::default();
        for learner in 0..learners {
            let mut stream = Stream::new(&key, learner);
            let mut known = stream.unit() < prior;
            let symbols: Vec<u32> = (0..14)
                .map(|_| {
                    let right = stream.unit() < if known { 1.0 - slip } else { guess };
                    known = known || stream.unit() < learn;
                    u32::from(right)
                })
                .collect();
            sequences.push(symbols, 1.0);
        }
        sequences
    }

    #[test]
    fn a_sample_leads_to_the_optimum_that_all_starts_among_all_learners_find() {
        let key = Secret::from_seed("near").key("fit", &[]);
        let responses = [Outcome::Wrong, Outcome::Right].map(Response::plain);
        for truth in [
            [0.3, 0.12, 0.2, 0.25],
            [0.6, 0.05, 0.02, 0.2],
            [0.2, 0.02, 0.6, 0.1],
        ] {
            let (layout, sequences) = Layout::new(
                &ModelSpec::default(),
                &Constraints::new(),
                &responses,
                &drawn(4200, truth),
                &[],
            );
            let trie = Trie::new(&sequences);
            let some = sample(&trie).expect("enough learners for a sample");
            let learners: f64 = some.ending().iter().sum();
            assert!((500.0..700.0).contains(&learners), "{learners}");
            let starts = (0..5).map(|number| start(layout.parameters(), &key, number));
            let mut objective = SkillObjective::new(&layout, &trie, Passes::default());
            let tolerance = FLAT * 4200.0 * 14.0;
            let all = optima(&mut objective, &layout, starts.collect(), tolerance).unwrap();
            let best = all
                .iter()
                .map(|optimum| optimum.value)
                .fold(f64::MIN, f64::max);
            let passes = &mut Passes::default();
            let fit = fit_skill(&layout, &trie, &key, Options { starts: 5 }, passes).unwrap();
            // Both end where the slope is below the tolerance.
            assert!(
                (fit.best.value - best).abs() <= tolerance,
                "{} {best}",
                fit.best.value
            );
        }
    }

    #[test]
    fn few_learners_are_all_gone_through() {
        assert!(sample(&Trie::new(&drawn(4000, [0.3, 0.12, 0.2, 0.25]))).is_none());
    }
}
