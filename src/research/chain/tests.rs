//! Trie = plain = brute force, and what the peers get wrong.

use super::{Cohort, Counts, Passes, Step, Tables, Trie, count_plain};
use crate::research::sequences::Sequences;
use proptest::prelude::*;

/// The likelihood and the counts by summing over every path of hidden states.
fn brute_force(sequences: &Sequences, tables: &Tables) -> Counts {
    let mut counts = Counts::nothing(tables.steps.len());
    for (symbols, count) in sequences.iter() {
        let chance = |path: u32| {
            let mut chance = 1.0;
            let mut before = None;
            for (place, &symbol) in symbols.iter().enumerate() {
                let state = (path >> place & 1) as usize;
                let step = tables.step(symbol);
                chance *= before.map_or(tables.prior[state], |before: usize| {
                    step.transition[before][state]
                }) * step.emission[state];
                before = Some(state);
            }
            chance
        };
        let paths = 1_u32 << symbols.len();
        let total: f64 = (0..paths).map(chance).sum();
        counts.log_likelihood += count * total.ln();
        for path in 0..paths {
            let share = count * chance(path) / total;
            for (place, &symbol) in symbols.iter().enumerate() {
                let state = (path >> place & 1) as usize;
                counts.emission[symbol as usize][state] += share;
                if place == 0 {
                    counts.prior[state] += share;
                } else {
                    let before = (path >> (place - 1) & 1) as usize;
                    counts.transition[symbol as usize][before][state] += share;
                }
            }
        }
    }
    counts
}

fn on_trie(sequences: &Sequences, tables: &Tables) -> Counts {
    let trie = Trie::new(sequences);
    let mut passes = Passes::default();
    let mut counts = Counts::nothing(tables.steps.len());
    counts.log_likelihood = passes.log_likelihood(&trie, tables).unwrap();
    passes.count(&trie, tables, &mut counts);
    counts
}

fn assert_close(a: &Counts, b: &Counts) {
    /// The issue's own bound on the difference of two exact sums.
    const CLOSE: f64 = 1e-10;
    let flat = |counts: &Counts| {
        let mut all = vec![counts.log_likelihood];
        all.extend(counts.prior);
        all.extend(counts.emission.iter().flatten());
        all.extend(counts.transition.iter().flatten().flatten());
        all
    };
    for (a, b) in flat(a).into_iter().zip(flat(b)) {
        assert!((a - b).abs() <= CLOSE * (1.0 + a.abs()), "{a} against {b}");
    }
}

fn tables(numbers: &[f64]) -> Tables {
    let [prior, learn, forget, guess, slip] = [0, 1, 2, 3, 4].map(|place| numbers[place]);
    let transition = [[1.0 - learn, learn], [forget, 1.0 - forget]];
    let step = |emission| Step {
        transition,
        emission,
    };
    Tables {
        prior: [1.0 - prior, prior],
        steps: vec![
            step([1.0 - guess, slip]),
            step([guess, 1.0 - slip]),
            step([1.0, 1.0]),
        ],
    }
}

fn sequences() -> impl Strategy<Value = Sequences> {
    let sequence = (proptest::collection::vec(0_u32..3, 0..9), 1_u8..4);
    proptest::collection::vec(sequence, 0..12).prop_map(|all| {
        let mut sequences = Sequences::default();
        for (symbols, count) in all {
            sequences.push(symbols, f64::from(count));
        }
        sequences
    })
}

proptest! {
    #[test]
    fn the_trie_counts_as_every_sequence_by_itself_and_as_every_path(
        sequences in sequences(),
        numbers in proptest::collection::vec(0.001_f64..0.999, 5),
    ) {
        let tables = tables(&numbers);
        let plain = count_plain(&sequences, &tables).unwrap();
        assert_close(&plain, &on_trie(&sequences, &tables));
        assert_close(&plain, &brute_force(&sequences, &tables));
    }

    #[test]
    fn sequences_have_the_likelihoods_they_have_alone(
        sequences in sequences(),
        numbers in proptest::collection::vec(0.001_f64..0.999, 5),
    ) {
        let tables = tables(&numbers);
        let trie = Trie::new(&sequences);
        for (number, (symbols, _)) in sequences.iter().enumerate() {
            prop_assert_eq!(trie.depth(number), symbols.len());
        }
        let mut passes = Passes::default();
        let all = passes.log_likelihood(&trie, &tables).unwrap();
        let each = passes.log_likelihoods(&trie);
        let weighted = each.iter().zip(sequences.iter()).map(|(one, (_, count))| one * count);
        prop_assert!((weighted.sum::<f64>() - all).abs() <= 1e-10 * (1.0 + all.abs()));
    }

    #[test]
    fn a_sample_has_of_every_beginning_its_share(sequences in sequences(), every in 1_u32..6) {
        let sample = Trie::new(&sequences).one_of(every);
        let of = |sequences: &Sequences, beginning: &[u32]| -> f64 {
            let those = sequences.iter().filter(|(symbols, _)| symbols.starts_with(beginning));
            those.map(|(_, count)| count).sum()
        };
        for (symbols, _) in sequences.iter() {
            for length in 1..=symbols.len() {
                let beginning = &symbols[..length];
                let share = of(&sequences, beginning) / f64::from(every);
                prop_assert!((of(&sample, beginning) - share).abs() < 1.0);
            }
        }
        prop_assert!(sample.iter().all(|(symbols, _)| of(&sequences, symbols) > 0.0));
    }

    #[test]
    fn a_cohort_believes_what_the_trie_does(
        sequences in sequences(),
        numbers in proptest::collection::vec(0.001_f64..0.999, 5),
    ) {
        let tables = tables(&numbers);
        let trie = Trie::new(&sequences);
        let mut passes = Passes::default();
        passes.log_likelihood(&trie, &tables).unwrap();
        let mut cohort = Cohort::new(&tables, sequences.len());
        // Everybody's first responses, then everybody's second, and so on.
        for place in 0..9 {
            let responses: Vec<(u32, u32)> = sequences
                .iter()
                .enumerate()
                .filter_map(|(learner, (symbols, _))| Some((learner as u32, *symbols.get(place)?)))
                .collect();
            cohort.respond(&responses).unwrap();
        }
        for (learner, (symbols, _)) in sequences.iter().enumerate() {
            prop_assert_eq!(cohort.responses(learner) as usize, symbols.len());
            if let Some(leaf) = trie.leaf(learner) {
                let known = passes.filtered()[leaf][1];
                prop_assert!((cohort.mastery(learner) - known).abs() <= 1e-12);
            }
        }
    }

    #[test]
    fn other_counts_of_the_same_beginnings(
        sequences in sequences(),
        numbers in proptest::collection::vec(0.001_f64..0.999, 5),
        others in proptest::collection::vec(0_u8..4, 12),
    ) {
        let tables = tables(&numbers);
        let mut recounted = Sequences::default();
        let trie = Trie::new(&sequences);
        let mut ending = vec![0.0; trie.len()];
        for (number, (symbols, _)) in sequences.iter().enumerate() {
            let count = f64::from(others[number]);
            recounted.push(symbols.iter().copied(), count);
            if let Some(leaf) = trie.leaf(number) {
                ending[leaf] += count;
            }
        }
        let mut passes = Passes::default();
        let trie = trie.recounted(ending);
        let mut counts = Counts::nothing(3);
        counts.log_likelihood = passes.log_likelihood(&trie, &tables).unwrap();
        passes.count(&trie, &tables, &mut counts);
        assert_close(&count_plain(&recounted, &tables).unwrap(), &counts);
    }

    #[test]
    fn weights_take_the_place_of_counts(
        sequences in sequences(),
        numbers in proptest::collection::vec(0.001_f64..0.999, 5),
    ) {
        let tables = tables(&numbers);
        let (mut doubled, mut counts) = (Sequences::default(), Vec::new());
        for (symbols, count) in sequences.iter() {
            doubled.push(symbols.iter().copied(), 2.5 * count);
            counts.push(2.5 * count);
        }
        let trie = Trie::new(&sequences);
        let mut passes = Passes::default();
        let mut weighted = Counts::nothing(3);
        weighted.log_likelihood = 2.5 * passes.log_likelihood(&trie, &tables).unwrap();
        passes.count_weighted(&trie, &tables, &counts, &mut weighted);
        assert_close(&weighted, &on_trie(&doubled, &tables));
    }
}

/// One sequence, all by itself.
fn one(symbols: impl IntoIterator<Item = u32>) -> Sequences {
    let mut sequences = Sequences::default();
    sequences.push(symbols, 1.0);
    sequences
}

#[test]
fn without_slips_one_wrong_answer_leaves_nothing_known() {
    let sequences = one([0]);
    let trie = Trie::new(&sequences);
    let mut passes = Passes::default();
    passes
        .log_likelihood(&trie, &tables(&[0.9, 0.1, 0.0, 0.2, 0.0]))
        .unwrap();
    assert_eq!(passes.filtered()[0][1], 0.0);
}

#[test]
fn after_hundreds_of_right_answers_a_wrong_one_still_moves_the_belief() {
    for right in [142, 2000] {
        let sequences = one(std::iter::repeat_n(1, right).chain(std::iter::repeat_n(0, 400)));
        let trie = Trie::new(&sequences);
        let mut passes = Passes::default();
        passes
            .log_likelihood(&trie, &tables(&[0.4, 0.2, 0.0, 0.2, 0.1]))
            .unwrap();
        let unknown: Vec<f64> = passes.filtered().iter().map(|belief| belief[0]).collect();
        assert!(unknown[right] > unknown[right - 1]);
        assert!(*unknown.last().unwrap() > 0.5);
    }
}

#[test]
fn a_cohort_keeps_what_it_believed_before_the_impossible() {
    let tables = tables(&[1.0, 0.1, 0.0, 0.2, 0.0]);
    let mut cohort = Cohort::new(&tables, 2);
    let error = cohort.respond(&[(1, 1), (1, 0), (0, 1)]).unwrap_err();
    assert_eq!((error.sequence, error.position), (1, 1));
    assert_eq!((cohort.mastery(1), cohort.responses(1)), (1.0, 1));
    assert_eq!(cohort.responses(0), 1);
}

#[test]
fn thousands_of_unlikely_answers_are_counted_as_on_the_trie() {
    let sequences = one((0..5000).map(|place| u32::from(place % 3 == 0)));
    let tables = tables(&[0.4, 0.001, 0.001, 0.01, 0.01]);
    let plain = count_plain(&sequences, &tables).unwrap();
    assert!(plain.log_likelihood < -5000.0);
    assert_close(&plain, &on_trie(&sequences, &tables));
}

#[test]
fn what_cannot_happen_is_told_by_its_place() {
    let mut sequences = one([1, 1]);
    sequences.push([1, 0, 1], 1.0);
    let tables = tables(&[1.0, 0.1, 0.0, 0.2, 0.0]);
    let impossible = Passes::default()
        .log_likelihood(&Trie::new(&sequences), &tables)
        .unwrap_err();
    assert_eq!((impossible.sequence, impossible.position), (1, 1));
    assert_eq!(count_plain(&sequences, &tables), Err(impossible));
}
