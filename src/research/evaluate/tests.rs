//! Measures worked out by hand, and what must hold of any.

use super::*;
use crate::base::Secret;
use proptest::prelude::*;

fn key() -> Key {
    Secret::from_seed("1").key("test", &[])
}

/// Each response of another learner.
fn scored(all: &[(f64, bool)]) -> Vec<Scored> {
    let one = |(learner, &(predicted, right)): (usize, &(f64, bool))| Scored {
        predicted,
        right,
        learner: learner as u32,
    };
    all.iter().enumerate().map(one).collect()
}

fn close(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-12, "{a} {b}");
}

#[test]
fn measures_worked_out_by_hand() {
    // Right at .8 and .4, wrong at .6 and .4: of four pairs two are in order, one is tied.
    let scored = scored(&[(0.8, true), (0.4, true), (0.6, false), (0.4, false)]);
    let measures = evaluate(&scored, 0, &key()).unwrap();
    close(measures.auc.unwrap().value, 2.5 / 4.0);
    close(measures.brier.value, (0.04 + 0.36 + 0.36 + 0.16) / 4.0);
    close(measures.rmse.value, 0.23_f64.sqrt());
    close(measures.accuracy.value, 0.5);
    close(
        measures.log_loss.unwrap().value,
        -(0.8_f64.ln() + 0.4_f64.ln() + 0.4_f64.ln() + 0.6_f64.ln()) / 4.0,
    );
    // Stretches at .8 (right), .4 (one of two right) and .6 (wrong).
    close(measures.calibration_error.value, (0.2 + 0.2 + 0.6) / 4.0);
    assert_eq!(measures.calibration.len(), 3);
}

#[test]
fn what_cannot_be_measured_is_said() {
    type Case<'c> = (&'c [(f64, bool)], bool, bool, &'c str);
    let cases: [Case<'_>; 5] = [
        (
            &[(0.5, true), (0.6, true)],
            false,
            true,
            "all answers are right",
        ),
        (
            &[(0.5, false), (0.6, false)],
            false,
            true,
            "all answers are wrong",
        ),
        (
            &[(0.0, true), (0.6, false)],
            true,
            false,
            "1 responses came that were predicted impossible",
        ),
        (&[(1.0, true), (0.0, false)], true, true, "only 2 learners"),
        (&[(0.5, true)], false, true, "one learner"),
    ];
    for (all, auc, log_loss, note) in cases {
        let measures = evaluate(&scored(all), 10, &key()).unwrap();
        assert_eq!(measures.auc.is_some(), auc, "{all:?}");
        assert_eq!(measures.log_loss.is_some(), log_loss, "{all:?}");
        assert!(
            measures.notes.join("; ").contains(note),
            "{all:?}: {:?}",
            measures.notes
        );
        let json = serde_json::to_string(&measures).unwrap();
        assert!(!json.contains("null"), "{json}");
    }
    assert_eq!(evaluate(&[], 10, &key()), None);
}

#[test]
fn one_prediction_for_all_tells_none_apart() {
    let all: Vec<(f64, bool)> = (0..100).map(|i| (0.7, i % 10 < 7)).collect();
    let measures = evaluate(&scored(&all), 50, &key()).unwrap();
    let auc = measures.auc.unwrap();
    assert_eq!((auc.value, auc.interval), (0.5, Some((0.5, 0.5))));
    close(measures.calibration_error.value, 0.0);
}

/// Predictions that know something, of `learners` with ten responses each.
fn knowing(learners: u32, how_much: f64) -> Vec<Scored> {
    (0..learners * 10)
        .map(|i| {
            let right = i * 7 % 11 < 5;
            let noise = f64::from(i * 31 % 97) / 97.0;
            let toward = if right { 1.0 } else { 0.0 };
            Scored {
                predicted: 0.1 + 0.8 * (how_much * toward + (1.0 - how_much) * noise),
                right,
                learner: i / 10,
            }
        })
        .collect()
}

#[test]
fn intervals_hold_their_measure_and_are_the_same_again_on_any_number_of_threads() {
    let scored = knowing(40, 0.3);
    let measures = evaluate(&scored, 200, &key()).unwrap();
    let auc = measures.auc.unwrap();
    let (low, high) = auc.interval.unwrap();
    assert!(low < auc.value && auc.value < high, "{auc:?}");
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .unwrap();
    let again = pool.install(|| evaluate(&scored, 200, &key()));
    assert_eq!(again, Some(measures));
}

#[test]
fn the_better_of_two_is_found_and_equals_are_not_told_apart() {
    let (good, poor) = (knowing(60, 0.5), knowing(60, 0.2));
    let evaluated = evaluate_all(&[&good, &poor, &good], 200, &key()).unwrap();
    let [against_poor, against_itself] = evaluated.comparisons.as_slice() else {
        panic!("two comparisons");
    };
    for difference in &against_poor.differences[..5] {
        assert_eq!(difference.first_is_better(), Some(true), "{difference:?}");
        assert!(difference.in_words("a", "b").contains("a is better than b"));
    }
    for difference in &against_itself.differences {
        assert_eq!(difference.difference, 0.0);
        assert_eq!(difference.first_is_better(), None);
    }
    // Drawn together, models that are nearly alike are told apart more sharply than by their own
    // intervals.
    let nearly = knowing(60, 0.49);
    let evaluated = evaluate_all(&[&good, &nearly], 200, &key()).unwrap();
    let width = |(low, high): (f64, f64)| high - low;
    let own = evaluated.measures[0].brier.interval.unwrap();
    let brier = evaluated.comparisons[0].differences[4];
    assert_eq!(brier.measure, Measure::Brier);
    assert!(width(brier.interval.unwrap()) < width(own) / 4.0);
    // Responses that are not the same are not compared.
    assert_eq!(evaluate_all(&[&good, &poor[1..]], 0, &key()), None);
}

proptest! {
    #[test]
    fn auc_is_the_share_of_pairs_in_order(all in prop::collection::vec((0_u8..6, any::<bool>()), 1..60)) {
        let all: Vec<(f64, bool)> = all.into_iter().map(|(p, right)| (f64::from(p) / 5.0, right)).collect();
        let (mut ordered, mut pairs) = (0.0, 0.0);
        for (p, _) in all.iter().filter(|(_, right)| *right) {
            for (q, _) in all.iter().filter(|(_, right)| !*right) {
                pairs += 1.0;
                ordered += if p > q { 1.0 } else if p == q { 0.5 } else { 0.0 };
            }
        }
        let measures = evaluate(&scored(&all), 0, &key()).unwrap();
        match measures.auc {
            Some(auc) => prop_assert!((auc.value - ordered / pairs).abs() < 1e-12),
            None => prop_assert_eq!(pairs, 0.0),
        }
    }
}
