//! Drawn logs agree with what they are drawn from.

use super::{SimulateError, SimulateOptions, Simulation};
use crate::research::fitted::Fitted;
use crate::research::log::{LogOptions, ReadLog, read_log};
use crate::research::response::Outcome;
use crate::research::{Dataset, predict};
use serde_json::{Value, json};
use std::io::Write;

/// How far a frequency may be from its probability, in standard errors.
const FAR: f64 = 4.0;

/// Parameters of a model, for skills with names.
fn fitted(model: &str, skills: &[(&str, Value)], rest: Value) -> Fitted {
    let skills: serde_json::Map<String, Value> = skills
        .iter()
        .map(|(name, parameters)| {
            let skill = json!({
                "parameters": parameters, "log_likelihood": 0, "responses": 0, "learners": 0
            });
            ((*name).to_owned(), skill)
        })
        .collect();
    let mut all = json!({
        "format": 1, "model": model, "right": 0.5, "skills": skills,
        "coding": { "hints": "as_given", "skips": "missing", "partial": "refused" },
    });
    for (key, value) in rest.as_object().into_iter().flatten() {
        all[key] = value.clone();
    }
    serde_json::from_value(all).unwrap()
}

fn parameters(values: &[(&str, f64)]) -> Value {
    let each = values
        .iter()
        .map(|(name, value)| json!({ "name": name, "value": value }));
    each.collect()
}

fn options(learners: u64, length: u64) -> SimulateOptions {
    SimulateOptions {
        learners,
        length,
        seed: "test".to_owned(),
    }
}

fn simulation(fitted: &Fitted, learners: u64, length: u64) -> Simulation {
    Simulation::new(fitted, &options(learners, length)).unwrap()
}

fn written(simulation: &Simulation) -> Vec<u8> {
    let mut text = Vec::new();
    simulation.write(&mut text, |_| {}).unwrap();
    text
}

fn read_back(fitted: &Fitted, text: &[u8]) -> ReadLog {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(text).unwrap();
    let options = LogOptions {
        strict: true,
        keep: fitted.model.keep_to_fit(),
        ..LogOptions::default()
    };
    read_log(&[file.path().to_owned()], &options).unwrap()
}

/// Every sequence, with names in place of numbers.
fn told(dataset: &Dataset) -> Vec<String> {
    let mut all = Vec::new();
    for (skill, learners) in dataset.by_skill.iter().enumerate() {
        let sequences = dataset.sequences(skill);
        for (&(learner, _), (symbols, _)) in learners.iter().zip(sequences.iter()) {
            let responses = symbols.iter().map(|&symbol| {
                let letter = dataset.alphabet.letters()[symbol as usize];
                let class = match dataset.classes.is_empty() {
                    true => "".into(),
                    false => dataset.classes.name(letter.class),
                };
                format!("{}{class}/{}", letter.outcome as u8, letter.gap)
            });
            all.push(format!(
                "{} {}: {}",
                dataset.skills.name(skill as u32),
                dataset.learners.name(learner),
                responses.collect::<Vec<_>>().join(" ")
            ));
        }
    }
    all.sort();
    all
}

/// Of some responses how many were right, and how many and with what variance was expected.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    right: f64,
    expected: f64,
    variance: f64,
}

impl Tally {
    fn add(&mut self, right: bool, expected: f64) {
        self.right += f64::from(u8::from(right));
        self.expected += expected;
        self.variance += expected * (1.0 - expected);
    }

    #[track_caller]
    fn holds(&self) {
        let off = (self.right - self.expected).abs();
        assert!(off <= FAR * self.variance.sqrt(), "{self:?}");
    }
}

/// What the model predicts of each response of a drawn log comes true as often as it says, place by
/// place: a martingale, so that the errors add up as if they were independent.
fn agrees(fitted: &Fitted, dataset: &Dataset) {
    let mut places = [Tally::default(); 6];
    let mut after = [Tally::default(); 2];
    predict(dataset, fitted, |_, _, predictions| {
        let mut before = None;
        for (place, one) in predictions.iter().enumerate() {
            let right = one.outcome == Outcome::Right;
            places[place.min(5)].add(right, one.right);
            if let Some(before) = before {
                after[usize::from(before)].add(right, one.right);
            }
            before = Some(right);
        }
    })
    .unwrap();
    places.iter().chain(&after).for_each(Tally::holds);
}

/// One set of parameters for every model of tracing.
fn every_model() -> Vec<Fitted> {
    let base = [
        ("prior", 0.3),
        ("learn", 0.2),
        ("guess", 0.2),
        ("slip", 0.1),
    ];
    let other = [
        ("prior", 0.6),
        ("learn", 0.1),
        ("guess", 0.3),
        ("slip", 0.2),
    ];
    let two = |more: &[(&str, f64)]| {
        let with = |own: &[(&str, f64)]| parameters(&[own, more].concat());
        [("adding", with(&base)), ("taking, \"away\"", with(&other))]
    };
    let class = |name: &str, class: &str, value: f64| json!({ "name": name, "class": class, "value": value });
    let pair = |class: &str, then: &str, value: f64| json!({ "name": "learn", "class": class, "then": then, "value": value });
    let by_class = json!([
        { "name": "prior", "value": 0.3 }, { "name": "learn", "value": 0.2 },
        class("guess", "a", 0.1), class("guess", "b, c", 0.4), class("slip", "a", 0.3), class("slip", "b, c", 0.05),
    ]);
    let learning = json!([
        { "name": "prior", "value": 0.2 }, { "name": "guess", "value": 0.2 }, { "name": "slip", "value": 0.1 },
        class("learn", "a", 0.05), class("learn", "b", 0.5),
    ]);
    let ordered = json!([
        { "name": "prior", "value": 0.2 }, { "name": "guess", "value": 0.2 }, { "name": "slip", "value": 0.1 },
        pair("a", "b", 0.05), pair("a", "a", 0.1), pair("b", "a", 0.6),
    ]);
    let harder = json!([
        { "name": "prior", "value": 0.3 }, { "name": "learn", "value": 0.2 }, { "name": "guess", "value": 0.2 },
        { "name": "slip", "value": 0.1 }, class("difficulty", "a", -1.0), class("difficulty", "b", 1.0),
    ]);
    let first = [
        ("first_right", 0.55),
        ("prior_after_wrong", 0.1),
        ("prior_after_right", 0.7),
        ("learn", 0.2),
        ("guess", 0.2),
        ("slip", 0.1),
    ];
    vec![
        fitted("bkt", &two(&[]), json!({})),
        fitted("bkt+forget", &two(&[("forget", 0.1)]), json!({})),
        fitted("bkt+guess-slip", &[("adding", by_class)], json!({})),
        fitted("bkt+learn", &[("adding", learning)], json!({})),
        fitted("bkt+order", &[("adding", ordered)], json!({})),
        fitted("bkt+difficulty", &[("adding", harder)], json!({})),
        fitted(
            "bkt+first-response",
            &[("adding", parameters(&first))],
            json!({}),
        ),
        fitted(
            "bkt+decay",
            &two(&[("half_life_days", 2.0)]),
            json!({ "gap_days": [0.0, 0.06, 0.0, 0.25, 0.4] }),
        ),
        fitted(
            "bkt+types",
            &two(&[]),
            json!({ "learners": { "types": { "speeds": [-2.0, 1.5], "shares": [0.4, 0.2, 0.2, 0.2] } } }),
        ),
        fitted(
            "bkt+individual",
            &two(&[]),
            json!({ "learners": { "individual": { "prior_sd": 0.8, "learn_sd": 0.6 } } }),
        ),
    ]
}

/// The baselines that say how learners answer.
fn every_baseline() -> Vec<Fitted> {
    let weights = |easiness: f64| {
        parameters(&[
            ("easiness", easiness),
            ("per_right", 0.3),
            ("per_wrong", -0.2),
        ])
    };
    let skills = || [("adding", weights(-0.5)), ("taking away", weights(0.4))];
    let none = || [("adding", json!([])), ("taking away", json!([]))];
    let items = json!({ "p1": -1.0, "p2": 0.5, "p3": 0.0 });
    let whole = json!([{ "name": "easiness", "value": 0.3 }]);
    vec![
        fitted("pfa", &skills(), json!({})),
        fitted(
            "best-lr",
            &skills(),
            json!({ "items": items, "whole": whole }),
        ),
        fitted(
            "rasch",
            &none(),
            json!({ "items": items, "whole": [
                { "name": "easiness", "value": 0.3 }, { "name": "ability_sd", "value": 1.2 }
            ] }),
        ),
    ]
}

#[test]
fn what_is_predicted_comes_true_as_often() {
    for fitted in every_model().into_iter().chain(every_baseline()) {
        agrees(&fitted, &simulation(&fitted, 4000, 8).dataset());
    }
}

/// Prior, learn, guess and slip one at a time, where the others are 0 or 1.
#[test]
fn frequencies_are_those_of_the_parameters() {
    let cases: [(f64, f64, f64, f64, usize, f64); 5] = [
        (0.3, 0.0, 0.0, 0.0, 0, 0.3),
        (0.0, 0.2, 0.0, 0.0, 1, 0.2),
        (0.0, 0.2, 0.0, 0.0, 2, 0.36),
        (0.0, 0.0, 0.25, 0.0, 3, 0.25),
        (1.0, 0.0, 0.0, 0.15, 3, 0.85),
    ];
    for (prior, learn, guess, slip, place, expected) in cases {
        let values = [
            ("prior", prior),
            ("learn", learn),
            ("guess", guess),
            ("slip", slip),
        ];
        let fitted = fitted("bkt", &[("s", parameters(&values))], json!({}));
        let dataset = simulation(&fitted, 10_000, 4).dataset();
        let mut tally = Tally::default();
        for (symbols, _) in dataset.sequences(0).iter() {
            tally.add(symbols[place] == Outcome::Right as u32, expected);
        }
        tally.holds();
    }
}

/// Where everybody knows or nobody does, K of two skills is all there is to see.
#[test]
fn several_skills_work_together_as_the_model_says() {
    for (model, mixed) in [("bkt+conjunctive", 0.2), ("bkt+compensatory", 0.55)] {
        let of = |prior: f64| {
            parameters(&[
                ("prior", prior),
                ("learn", 0.0),
                ("guess", 0.2),
                ("slip", 0.1),
            ])
        };
        let fitted = fitted(model, &[("a", of(1.0)), ("b", of(0.0))], json!({}));
        let simulation = simulation(&fitted, 3000, 4);
        let dataset = simulation.dataset();
        let mut tallies = [Tally::default(); 3];
        for learner in 0..dataset.events.learners() {
            for event in dataset.events.of(learner) {
                let (at, expected) = match dataset.events.skills(event) {
                    [0] => (0, 0.9),
                    [_] => (1, 0.2),
                    _ => (2, mixed),
                };
                tallies[at].add(event.outcome == Outcome::Right, expected);
            }
        }
        tallies.iter().for_each(Tally::holds);
        let read = read_back(&fitted, &written(&simulation));
        assert_eq!(told(&read.dataset), told(&dataset));
    }
}

#[test]
fn what_is_written_reads_back_as_the_data_set() {
    for fitted in every_model().into_iter().chain(every_baseline()) {
        let simulation = simulation(&fitted, 20, 6);
        let (dataset, text) = (simulation.dataset(), written(&simulation));
        let read = read_back(&fitted, &text);
        assert_eq!(told(&read.dataset), told(&dataset), "{}", fitted.model);
        assert_eq!(read.dataset.responses, dataset.responses);
        assert_eq!(simulation.rows(), read.report.rows);
        for (read, drawn) in read.dataset.gap_days.iter().zip(&dataset.gap_days) {
            assert!((read - drawn).abs() < 1e-9, "{read} {drawn}");
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_more_leaves_the_rest_alone() {
    let fitted = &every_model()[0];
    let text = |learners, length| {
        let text = written(&simulation(fitted, learners, length));
        String::from_utf8(text).unwrap()
    };
    assert_eq!(text(5, 4), text(5, 4));
    assert!(text(6, 4).starts_with(&text(5, 4)));
    let of_the_first = |text: &str, rows: usize| -> Vec<String> {
        let rows = text.lines().skip(1).take(rows);
        rows.map(|row| row.split_once(',').unwrap().1.to_owned())
            .collect()
    };
    assert_eq!(of_the_first(&text(5, 4), 8), of_the_first(&text(5, 7), 8));
    let other = SimulateOptions {
        seed: "other".to_owned(),
        ..options(5, 4)
    };
    let other = written(&Simulation::new(fitted, &other).unwrap());
    assert_ne!(text(5, 4).into_bytes(), other);
    assert!(text(1, 1).starts_with("order_id,user_id,skill_name,correct\n1,1,adding,"));
    assert!(text(1, 1).contains("\n2,1,\"taking, \"\"away\"\"\","));
}

#[test]
fn what_cannot_be_drawn_is_told() {
    let refused = |fitted: &Fitted, length| {
        Simulation::new(fitted, &options(1, length))
            .unwrap_err()
            .to_string()
    };
    let half = || parameters(&[("prior", 0.5), ("learn", 0.5), ("slip", 0.5)]);
    let without = fitted("bkt", &[("s", half())], json!({}));
    assert_eq!(
        refused(&without, 1),
        "skill `s` has no guess, which its model needs"
    );
    let nothing = fitted("bkt", &[], json!({}));
    assert_eq!(
        Simulation::new(&nothing, &options(1, 1)).unwrap_err(),
        SimulateError::NoSkills
    );
    let elo = fitted("elo", &[("s", half())], json!({}));
    assert!(refused(&elo, 1).contains("`elo`"));
    let decay = |days: Value| {
        let four = parameters(&[
            ("prior", 0.5),
            ("learn", 0.5),
            ("slip", 0.1),
            ("guess", 0.1),
            ("half_life_days", 3.0),
        ]);
        fitted("bkt+decay", &[("s", four)], json!({ "gap_days": days }))
    };
    assert!(refused(&decay(json!([0.0])), 1).contains("gap_days"));
    assert!(refused(&decay(json!([0.0, 1000.0])), 2000).contains("at most 1157"));
}
