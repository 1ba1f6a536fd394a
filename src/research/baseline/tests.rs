//! The baselines worked out by hand, recovered from what they say themselves, and put to logs with
//! little in them.

use crate::base::{Secret, Stream};
use crate::research::fit::{FitError, Intervals};
use crate::research::log::{LogOptions, read_log};
use crate::research::model::{Baseline, Model, Role, logistic};
use crate::research::{Dataset, FitOptions, Fitted, FittedParameter, WholeFit, fit_log, predict};
use std::fmt::Write;

const ALL: [Baseline; 4] = [
    Baseline::Rasch,
    Baseline::Elo,
    Baseline::Pfa,
    Baseline::BestLr,
];

/// A log with a header and these rows.
pub(super) fn dataset(rows: &str) -> Dataset {
    let text = format!("user_id,item_id,skill_name,correct\n{rows}");
    let mut file = tempfile::NamedTempFile::new().unwrap();
    std::io::Write::write_all(&mut file, text.as_bytes()).unwrap();
    let options = LogOptions {
        keep: Model::Baseline(Baseline::Rasch).keep_to_fit(),
        ..LogOptions::default()
    };
    read_log(&[file.path().to_owned()], &options)
        .unwrap()
        .dataset
}

fn fitted(dataset: &Dataset, baseline: Baseline) -> WholeFit {
    let options = FitOptions {
        model: Model::Baseline(baseline),
        ..FitOptions::default()
    };
    let fit = fit_log(dataset, &options, &|_| {}).unwrap();
    assert!(
        !fit.fitted
            .notes
            .iter()
            .any(|note| note.contains("converged")),
        "{baseline:?}"
    );
    fit
}

/// What is predicted of each response of the first learner on the first skill.
fn predicted(dataset: &Dataset, fitted: &Fitted) -> Vec<f64> {
    let mut first = Vec::new();
    predict(dataset, fitted, |skill, learner, predictions| {
        if (skill, learner) == (0, 0) {
            first.extend(predictions.iter().map(|one| one.right));
        }
    })
    .unwrap();
    first
}

fn value(parameters: &[FittedParameter], role: Role) -> f64 {
    parameters
        .iter()
        .find(|own| own.name == role)
        .unwrap()
        .value
}

/// A log in which `right` says how likely each answer is: of a learner, an item out of twelve, a
/// skill out of three, what was right and wrong on it, and on all.
fn simulated(
    learners: usize,
    length: usize,
    right: impl Fn(usize, usize, usize, [f64; 2], [f64; 2]) -> f64,
) -> Dataset {
    let mut stream = Stream::new(&Secret::from_seed("2").key("test", &[]), 0);
    let mut rows = String::new();
    for learner in 0..learners {
        let mut on = [[0.0; 2]; 3];
        let mut all = [0.0; 2];
        for _ in 0..length {
            let item = stream.below(12) as usize;
            let skill = item % 3;
            let chance = logistic(right(learner, item, skill, on[skill], all));
            let came = (stream.next_u64() as f64) < chance * 2.0_f64.powi(64);
            writeln!(rows, "l{learner},i{item},s{skill},{}", u8::from(came)).unwrap();
            on[skill][usize::from(!came)] += 1.0;
            all[usize::from(!came)] += 1.0;
        }
    }
    dataset(&rows)
}

#[test]
fn abilities_and_difficulties_are_recovered() {
    // Abilities evenly spread, with a standard deviation of 1.2.
    let ability = |learner: usize| 1.2 * 12.0_f64.sqrt() * ((learner % 400) as f64 / 399.0 - 0.5);
    let difficulty = |item: usize| (item as f64 - 5.5) / 4.0;
    let log = simulated(400, 40, |learner, item, _, _, _| {
        0.5 + ability(learner) - difficulty(item)
    });
    let fit = fitted(&log, Baseline::Rasch).fitted;
    assert!(
        (value(&fit.whole, Role::AbilitySd) - 1.2).abs() < 0.12,
        "{:?}",
        fit.whole
    );
    let easiness = value(&fit.whole, Role::Easiness);
    for item in 0..12 {
        // Of 1,300 answers each, in logits.
        let found = easiness - fit.items[&format!("i{item}")];
        assert!(
            (found - 0.5 + difficulty(item)).abs() < 0.35,
            "i{item}: {found}"
        );
    }
    let ratings = fitted(&log, Baseline::Elo).fitted.items;
    assert!((0..11).all(|item| ratings[&format!("i{item}")] < ratings["i11"]));
}

#[test]
fn weights_lie_within_their_intervals() {
    let log = simulated(600, 30, |_, _, skill, [right, wrong], _| {
        0.3 * skill as f64 - 0.4 + 0.12 * right - 0.05 * wrong
    });
    let pfa = fitted(&log, Baseline::Pfa).fitted;
    let best = simulated(600, 30, |_, item, skill, on, all| {
        let [right, wrong] = on.map(f64::ln_1p);
        let [all_right, all_wrong] = all.map(f64::ln_1p);
        0.2 * skill as f64 - 0.1 * (item / 3) as f64 + 0.3 * right - 0.2 * wrong + 0.1 * all_right
            - 0.1 * all_wrong
    });
    let best = fitted(&best, Baseline::BestLr).fitted;
    for (fit, per_right, per_wrong) in [(pfa, 0.12, -0.05), (best, 0.3, -0.2)] {
        for (name, skill) in &fit.skills {
            for (role, expected) in [(Role::PerRight, per_right), (Role::PerWrong, per_wrong)] {
                let own = skill
                    .parameters
                    .iter()
                    .find(|own| own.name == role)
                    .unwrap();
                let error = own.standard_error.unwrap();
                assert!(error < 0.1, "{name} {role}: {own:?}");
                assert!(
                    (own.value - expected).abs() < 3.5 * error,
                    "{name} {role}: {own:?}"
                );
            }
        }
    }
}

#[test]
fn predictions_worked_out_by_hand() {
    let log = dataset("a,x,s,1\na,x,s,0\na,y,s,\na,x,s,1\nb,y,s,1\nb,x,s,0\nb,y,s,1\n");
    let pfa = fitted(&log, Baseline::Pfa).fitted;
    let skill = &pfa.skills["s"].parameters;
    let level = value(&pfa.whole, Role::Easiness) + value(skill, Role::Easiness);
    let (per_right, per_wrong) = (value(skill, Role::PerRight), value(skill, Role::PerWrong));
    let by_hand = [
        level,
        level + per_right,
        level + per_right + per_wrong,
        level + per_right + per_wrong,
    ];
    for (found, logit) in predicted(&log, &pfa).into_iter().zip(by_hand) {
        assert!((found - logistic(logit)).abs() < 1e-12);
    }
    let elo = fitted(&log, Baseline::Elo).fitted;
    let [easiness, a, b] =
        [Role::Easiness, Role::Step, Role::StepDecay].map(|role| value(&elo.whole, role));
    let first = logistic(easiness - elo.items["x"]);
    let ability = a * (1.0 - first);
    let second = logistic(easiness + ability - elo.items["x"]);
    let ability = ability - a / (1.0 + b) * second;
    let found = predicted(&log, &elo);
    for (found, expected) in found.iter().zip([first, second]) {
        assert!((found - expected).abs() < 1e-12);
    }
    // Nothing is learnt of the learner where nothing was answered.
    assert!((found[2] - logistic(easiness + ability - elo.items["y"])).abs() < 1e-12);
    assert!((found[3] - logistic(easiness + ability - elo.items["x"])).abs() < 1e-12);
}

#[test]
fn predictions_multiply_to_the_likelihood() {
    let log = simulated(30, 20, |learner, item, _, _, _| {
        (learner % 5) as f64 / 2.0 - item as f64 / 6.0
    });
    for baseline in [Baseline::Rasch, Baseline::Pfa, Baseline::BestLr] {
        let fit = fitted(&log, baseline);
        let sum: f64 = fit
            .fitted
            .skills
            .values()
            .map(|skill| skill.log_likelihood)
            .sum();
        assert!(
            (sum - fit.log_likelihood).abs() < 1e-6,
            "{baseline:?}: {sum} {}",
            fit.log_likelihood
        );
    }
}

#[test]
fn opportunities_without_an_answer_count_for_nothing() {
    let with = "a,x,s,1\na,x,s,\na,y,t,0\nb,y,s,\nb,x,t,1\nb,y,s,0\n";
    let without = "a,x,s,1\na,y,t,0\nb,x,t,1\nb,y,s,0\n";
    for baseline in ALL {
        let [with, without] = [with, without].map(|rows| fitted(&dataset(rows), baseline));
        assert_eq!(with.fitted.whole, without.fitted.whole, "{baseline:?}");
        assert_eq!(with.fitted.items, without.fitted.items, "{baseline:?}");
        assert_eq!(with.log_likelihood, without.log_likelihood, "{baseline:?}");
    }
}

#[test]
fn little_is_enough() {
    let cases = [
        "a,x,s,1\n",
        "a,x,s,0\n",
        "a,x,s,1\na,x,s,1\na,y,t,1\nb,x,s,1\n",
        "a,x,s,0\na,x,s,0\na,y,t,0\nb,x,s,0\n",
        "a,,s,0\na,,s,1\n",
        "a,x,s~~t,0\na,x,s~~t,1\n",
    ];
    for rows in cases {
        let log = dataset(rows);
        for baseline in ALL {
            let fit = fitted(&log, baseline);
            let numbers = fit.fitted.whole.iter().map(|own| own.value);
            assert!(
                numbers
                    .chain(fit.fitted.items.values().copied())
                    .all(f64::is_finite)
            );
            let json = serde_json::to_string(&fit.fitted).unwrap();
            // What is not finite would be written as null, and not be read.
            let read = serde_json::from_str::<Fitted>(&json);
            assert!(read.is_ok(), "{baseline:?}: {rows}: {read:?}");
            for right in predicted(&log, &fit.fitted) {
                assert!(right > 0.0 && right < 1.0, "{baseline:?}: {rows}");
            }
        }
    }
}

#[test]
fn what_cannot_be_fitted_is_refused() {
    let unanswered = dataset("a,x,s,\n");
    let log = dataset("a,x,s,1\n");
    for baseline in ALL {
        let options = FitOptions {
            model: Model::Baseline(baseline),
            ..FitOptions::default()
        };
        let error = fit_log(&unanswered, &options, &|_| {}).unwrap_err();
        assert!(matches!(error, FitError::NoResponses));
        let profile = FitOptions {
            intervals: Intervals::Profile,
            ..options
        };
        assert!(fit_log(&log, &profile, &|_| {}).is_err());
    }
}
