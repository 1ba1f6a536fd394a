//! Predictions against what the fit says of the same responses.

use crate::research::fit::{FitOptions, Intervals};
use crate::research::log::{LogOptions, ReadLog, read_log};
use crate::research::model::Model;
use crate::research::response::Outcome;
use crate::research::{Prediction, WholeFit, fit_log, predict};
use proptest::prelude::*;
use std::io::Write;

/// A row: learner, skills (one bit each), item, outcome and hours since the row before.
type Row = (u8, u8, u8, u8, u8);

/// Reads rows as a log with everything any model may ask for.
fn log(rows: &[Row]) -> ReadLog {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    writeln!(file, "user_id,skill_name,template_id,correct,timestamp").unwrap();
    let mut seconds = 0;
    for (learner, skills, item, outcome, hours) in rows {
        let skills: Vec<String> = (0..3)
            .filter(|bit| skills >> bit & 1 == 1)
            .map(|bit| format!("s{bit}"))
            .collect();
        let correct = ["0", "1", ""][usize::from(*outcome)];
        seconds += 3600 * u64::from(*hours);
        let skills = skills.join("~~");
        writeln!(file, "l{learner},{skills},i{item},{correct},{seconds}").unwrap();
    }
    let options = LogOptions {
        keep: crate::research::log::Keep {
            classes: true,
            gaps: true,
            events: true,
            ..Default::default()
        },
        ..LogOptions::default()
    };
    read_log(&[file.path().to_owned()], &options).unwrap()
}

fn fit(log: &ReadLog, model: &str) -> WholeFit {
    let options = FitOptions {
        model: model.parse::<Model>().unwrap(),
        starts: 1,
        intervals: Intervals::None,
        ..FitOptions::default()
    };
    fit_log(&log.dataset, &options, &|_| {}).unwrap()
}

/// ln P of what came, as predicted.
fn ln(prediction: &Prediction) -> f64 {
    match prediction.outcome {
        Outcome::Right => prediction.right.ln(),
        Outcome::Wrong => (1.0 - prediction.right).ln(),
        Outcome::Missing => 0.0,
    }
}

fn rows(skills: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Row>> {
    const SETS: [u8; 7] = [1, 2, 4, 3, 5, 6, 7];
    let row = (0..4_u8, skills, 0..2_u8, 0..3_u8, 0..90_u8);
    let row = row.prop_map(|(learner, set, item, outcome, hours)| {
        (learner, SETS[set], item, outcome, hours)
    });
    proptest::collection::vec(row, 60..100)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// The product of all predictions of what came is the likelihood: every response is predicted
    /// from those before it, from all of them, and from nothing else.
    #[test]
    fn predictions_multiply_to_the_likelihood(rows in rows(0..3)) {
        let log = log(&rows);
        for model in [
            "bkt",
            "bkt+forget+guess-slip",
            "bkt+order",
            "bkt+learn+difficulty",
            "bkt+first-response",
            "bkt+decay",
            "bkt+forget+individual",
            "bkt+types",
        ] {
            let fit = fit(&log, model);
            let mut sum = 0.0;
            let mut found = 0;
            predict(&log.dataset, &fit.fitted, |_, _, predictions| {
                sum += predictions.iter().map(ln).sum::<f64>();
                found += predictions.len();
            })
            .unwrap();
            prop_assert_eq!(found as u64, log.dataset.responses);
            let expected = fit.log_likelihood;
            prop_assert!((sum - expected).abs() <= 1e-7 * (1.0 + expected.abs()), "{model}: {sum} {expected}");
        }
    }

    /// The same where a response takes several skills: each of them is told the same.
    #[test]
    fn responses_of_several_skills_are_told_once(rows in rows(0..7)) {
        let log = log(&rows);
        for model in ["bkt+conjunctive", "bkt+forget+compensatory"] {
            let fit = fit(&log, model);
            let mut told: Vec<Vec<Vec<Prediction>>> =
                vec![vec![Vec::new(); log.dataset.skills.len()]; log.dataset.learners.len()];
            predict(&log.dataset, &fit.fitted, |skill, learner, predictions| {
                told[learner as usize][skill] = predictions.to_vec();
            })
            .unwrap();
            let mut sum = 0.0;
            for (learner, told) in told.iter().enumerate() {
                let mut at = vec![0; told.len()];
                for event in log.dataset.events.of(learner) {
                    let skills = log.dataset.events.skills(event);
                    let first = &told[skills[0] as usize][at[skills[0] as usize]];
                    for &skill in skills {
                        let skill = skill as usize;
                        prop_assert_eq!(told[skill][at[skill]].right, first.right);
                        at[skill] += 1;
                    }
                    sum += ln(first);
                }
            }
            let expected = fit.log_likelihood;
            prop_assert!((sum - expected).abs() <= 1e-7 * (1.0 + expected.abs()), "{model}: {sum} {expected}");
        }
    }
}

#[test]
fn what_was_never_fitted_is_predicted_by_the_share_of_right_answers() {
    let train = log(&[
        (0, 1, 0, 1, 0),
        (0, 1, 0, 0, 0),
        (1, 1, 0, 1, 0),
        (1, 1, 0, 1, 1),
    ]);
    let test = log(&[(5, 2, 0, 1, 0)]);
    for model in ["bkt", "bkt+individual", "bkt+types", "bkt+conjunctive"] {
        let mut told = Vec::new();
        predict(
            &test.dataset,
            &fit(&train, model).fitted,
            |_, _, predictions| {
                told.extend_from_slice(predictions);
            },
        )
        .unwrap();
        assert_eq!(told.len(), 1, "{model}");
        assert_eq!((told[0].right, told[0].mastery), (0.75, None), "{model}");
    }
}
