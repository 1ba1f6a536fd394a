//! No label enters its own prediction, whatever the model and however folds are dealt.

use super::cross::fit_without;
use super::*;
use crate::base::{Key, Secret, Stream};
use crate::research::log::{Keep, LogOptions, read_log};
use crate::research::{Dataset, FitOptions, Fitted, Model, Units, fit_log, predict};
use std::fmt::Write;

/// Every model, and every feature of tracing.
const MODELS: [&str; 18] = [
    "bkt",
    "bkt+forget",
    "bkt+guess-slip",
    "bkt+learn",
    "bkt+order",
    "bkt+first-response",
    "bkt+difficulty",
    "bkt+decay",
    "bkt+individual",
    "bkt+types",
    "bkt+forget+learn+decay+difficulty",
    "bkt+conjunctive",
    "bkt+compensatory",
    "bkt+forget+conjunctive",
    "rasch",
    "elo",
    "pfa",
    "best-lr",
];

fn key() -> Key {
    Secret::from_seed("1").key("test", &[])
}

/// One row of a log.
#[derive(Clone)]
struct Row {
    learner: usize,
    skills: &'static str,
    item: u64,
    time: u64,
    /// 0, 1, or 2 for none.
    outcome: u64,
}

/// A log of several skills, some rows with two, some without an answer, days and minutes apart.
fn log(learners: usize, length: usize) -> Vec<Row> {
    let mut stream = Stream::new(&key(), 1);
    let mut rows = Vec::new();
    for place in 0..length {
        for learner in 0..learners {
            let skills = ["add", "take", "add~~take", "share"][stream.below(4) as usize];
            let chance = 30 + 6 * place as u64 + 20 * (learner % 3) as u64;
            let outcome = match stream.below(12) {
                0 => 2,
                _ => u64::from(stream.below(100) < chance),
            };
            let day = 86_400 * (place / 3) as u64 * (1 + learner as u64 % 3);
            rows.push(Row {
                learner,
                skills,
                item: stream.below(7),
                time: day + 60 * place as u64 + learner as u64,
                outcome,
            });
        }
    }
    // In the order of time, and so that no two are at the same.
    rows.sort_by_key(|row| (row.time, row.learner));
    rows
}

fn read(rows: &[Row]) -> Dataset {
    let mut text = String::from("user_id,skill_name,item_id,timestamp,correct\n");
    for (place, row) in rows.iter().enumerate() {
        let Row {
            learner,
            skills,
            item,
            time,
            outcome,
        } = row;
        let outcome = ["0", "1", ""][*outcome as usize];
        let time = 1_000_000 + time * 1000 + place as u64;
        writeln!(text, "l{learner},{skills},i{item},{time},{outcome}").unwrap();
    }
    let mut file = tempfile::NamedTempFile::new().unwrap();
    std::io::Write::write_all(&mut file, text.as_bytes()).unwrap();
    let options = LogOptions {
        keep: Keep {
            classes: true,
            gaps: true,
            events: true,
            ..Keep::default()
        },
        ..LogOptions::default()
    };
    read_log(&[file.path().to_owned()], &options)
        .unwrap()
        .dataset
}

fn options(model: &str) -> FitOptions {
    FitOptions {
        model: model.parse().unwrap(),
        starts: 1,
        intervals: crate::research::fit::Intervals::None,
        ..FitOptions::default()
    }
}

/// For every row of the log its units: those of the response.
fn units_of_rows(dataset: &Dataset, units: &Units) -> Vec<Vec<usize>> {
    let mut all: Vec<(u64, Vec<usize>)> = Vec::new();
    for learner in 0..dataset.events.learners() {
        units.walk(&dataset.events, learner, |event, own| {
            all.push((event.place, own.to_vec()));
        });
    }
    all.sort();
    all.into_iter().map(|(_, units)| units).collect()
}

/// The log with some outcomes turned round, none left out.
fn turned(rows: &[Row], which: impl Fn(usize) -> bool) -> Vec<Row> {
    let turn = |(place, row): (usize, &Row)| Row {
        outcome: if which(place) {
            [1, 0, 1][row.outcome as usize]
        } else {
            row.outcome
        },
        ..row.clone()
    };
    rows.iter().enumerate().map(turn).collect()
}

/// Every prediction bit by bit, by the rows of the log.
fn by_rows(predicted: &[f64], rows: &[Vec<usize>]) -> Vec<Vec<u64>> {
    let bits = |units: &Vec<usize>| {
        units
            .iter()
            .map(|&unit| predicted[unit].to_bits())
            .collect()
    };
    rows.iter().map(bits).collect()
}

#[test]
fn a_response_moves_no_prediction_of_itself_or_before_it() {
    let rows = log(9, 12);
    let dataset = read(&rows);
    let units = Units::new(&dataset);
    let of_rows = units_of_rows(&dataset, &units);
    assert_eq!(of_rows.len(), rows.len());
    for model in MODELS {
        let fitted = fit_log(&dataset, &options(model), &|_| {}).unwrap().fitted;
        let before = predict_units(&dataset, &units, &fitted).unwrap();
        assert!(
            before.right.iter().all(|right| (0.0..=1.0).contains(right)),
            "{model}"
        );
        assert!(before.without.is_empty(), "{model}: {:?}", before.without);
        let before = by_rows(&before.right, &of_rows);
        for place in (0..rows.len()).step_by(5) {
            // This outcome and some that come later.
            let changed = turned(&rows, |row| row == place || row > place && row % 3 == 0);
            let after = predict_units(&read(&changed), &units, &fitted).unwrap();
            let after = by_rows(&after.right, &of_rows);
            assert_eq!(before[..=place], after[..=place], "{model}: row {place}");
            let other = |row: usize| rows[row].learner != rows[place].learner;
            let only = turned(&rows, |row| row == place);
            let after = predict_units(&read(&only), &units, &fitted).unwrap();
            let after = by_rows(&after.right, &of_rows);
            for row in (0..rows.len()).filter(|&row| other(row)) {
                assert_eq!(
                    before[row], after[row],
                    "{model}: row {row}, of another learner"
                );
            }
        }
    }
}

#[test]
fn what_is_held_out_does_not_enter_the_fit() {
    let rows = log(8, 10);
    let dataset = read(&rows);
    let units = Units::new(&dataset);
    let of_rows = units_of_rows(&dataset, &units);
    for by in [By::Learner, By::Item, By::Time] {
        let folds = Folds::deal(&dataset, &units, by, 3, &key()).unwrap();
        let held_out = |fold: usize, row: usize| match by {
            By::Time => folds.of(of_rows[row][0]).is_some_and(|own| own >= fold),
            _ => folds.of(of_rows[row][0]) == Some(fold),
        };
        for fold in 0..3 {
            let changed = read(&turned(&rows, |row| held_out(fold, row)));
            assert_eq!(Folds::deal(&changed, &units, by, 3, &key()).unwrap(), folds);
            for model in MODELS {
                // Too few gaps are left in the first stretch to fit a half-life to.
                if by == By::Time && model.contains("decay") {
                    continue;
                }
                let fit = |dataset: &Dataset| -> Fitted {
                    fit_without(dataset, &units, &folds, fold, &options(model)).unwrap()
                };
                assert_eq!(fit(&dataset), fit(&changed), "{model} by {by}, fold {fold}");
            }
        }
    }
}

#[test]
fn every_answer_is_predicted_once_and_by_the_same_numbers_alone_or_among_others() {
    let rows = log(8, 10);
    let dataset = read(&rows);
    let units = Units::new(&dataset);
    for by in [By::Learner, By::Item, By::Time] {
        let folds = Folds::deal(&dataset, &units, by, 3, &key()).unwrap();
        for model in ["bkt", "bkt+guess-slip", "best-lr"] {
            let predicted =
                cross_validate(&dataset, &units, &folds, &options(model), &|_| {}).unwrap();
            for (unit, right) in predicted.right.iter().enumerate() {
                assert_eq!(right.is_nan(), folds.of(unit).is_none(), "{model} by {by}");
            }
        }
    }
    // By time, everything but the first stretch is predicted; else everything.
    let sizes = |by| {
        let folds = Folds::deal(&dataset, &units, by, 3, &key()).unwrap();
        let mut sizes = [0; 3];
        (0..units.len())
            .filter_map(|unit| folds.of(unit))
            .for_each(|fold| sizes[fold] += 1);
        sizes
    };
    assert_eq!(sizes(By::Learner).iter().sum::<usize>(), units.len());
    assert_eq!(sizes(By::Item).iter().sum::<usize>(), units.len());
    let by_time = sizes(By::Time);
    assert!(
        by_time.iter().all(|&size| size > units.len() / 6),
        "{by_time:?}"
    );
}

#[test]
fn what_others_need_of_a_log_moves_no_model() {
    let rows = log(8, 10);
    let rich = read(&rows);
    let units = Units::new(&rich);
    let model: Model = "bkt+forget".parse().unwrap();
    let plain = super::part::part(&rich, &units, model.keep_to_fit(), |_| {
        super::part::Fate::Kept
    });
    assert_eq!(plain.alphabet.letters().len(), 3);
    let fitted = fit_log(&plain, &options("bkt+forget"), &|_| {})
        .unwrap()
        .fitted;
    let mut direct = vec![f64::NAN; units.len()];
    predict(&plain, &fitted, |skill, learner, predictions| {
        let first = units.first(skill as u32, learner).unwrap();
        for (place, one) in predictions.iter().enumerate() {
            direct[first + place] = one.right;
        }
    })
    .unwrap();
    assert_eq!(predict_units(&rich, &units, &fitted).unwrap().right, direct);
}

#[test]
fn folds_that_make_no_sense_are_refused() {
    let rows = log(4, 3);
    let dataset = read(&rows);
    let units = Units::new(&dataset);
    let mut nameless = rows.clone();
    nameless.iter_mut().for_each(|row| row.item = 0);
    let one_item = read(&nameless);
    let cases: [(&Dataset, By, usize, &str); 5] = [
        (&dataset, By::Learner, 1, "1 folds; there are 2 to 1000"),
        (&dataset, By::Learner, 5, "5 folds of 4 learners"),
        (&dataset, By::Item, 8, "8 folds of 6 items"),
        (&dataset, By::Time, 12, "12 folds of 12 responses"),
        (&one_item, By::Item, 2, "2 folds of 1 items"),
    ];
    for (dataset, by, count, told) in cases {
        let error = Folds::deal(dataset, &units, by, count, &key()).unwrap_err();
        assert!(error.to_string().contains(told), "{error}");
    }
    assert_eq!(
        "skill".parse::<By>(),
        Err(FoldsError::By("skill".to_owned()))
    );
}
