//! Exact rates against every history, against simulation, and by hand.

use super::*;
use crate::base::{Secret, Stream};
use crate::mastery::{
    Evidence, RawCriterion, RawLearners, RawParameters, Scope, Speed, Trace, Window,
};

/// Sums of some thousand products of at most twenty factors.
const ROUNDING: f64 = 1e-12;

fn parameters() -> BktParameters {
    let raw = RawParameters {
        prior: 0.25,
        learn: 0.12,
        forget: 0.01,
        guess: 0.15,
        slip: 0.1,
        hint: 0.25,
    };
    raw.check().unwrap()
}

/// The same with slow and fast learners and some who are stuck.
fn with_types() -> BktParameters {
    let speed = |pace, share| Speed { pace, share };
    let types = RawLearners {
        speeds: vec![speed(0.5, 0.6), speed(2.0, 0.4)],
        stuck: 0.06,
    };
    parameters().with_learners(types.check().unwrap())
}

fn item(template: &str, stratum: u32, format: ResponseFormat) -> ItemClass {
    ItemClass {
        template: TemplateId::new(template).unwrap(),
        stratum,
        format,
    }
}

fn mixed() -> Vec<ItemClass> {
    vec![
        item("c/a", 0, ResponseFormat::Typed),
        item("c/b", 0, ResponseFormat::ChooseOne { options: 3 }),
        item("c/a", 1, ResponseFormat::Typed),
    ]
}

fn criterion(json: &str) -> Criterion {
    let raw: RawCriterion = serde_json::from_str(json).unwrap();
    let templates = [("c/a", 2), ("c/b", 1)];
    let templates = templates.map(|(id, strata)| (TemplateId::new(id).unwrap(), strata));
    raw.check_for(&Scope::new(templates)).unwrap()
}

/// One or more of every kind.
const CRITERIA: [&str; 14] = [
    r#"{ "boundary": 0.95, "right": 4, "of": 5, "templates": 2 }"#,
    r#"{ "boundary": 0.9, "right": 2, "of": 3 }"#,
    r#"{ "boundary": 0.95 }"#,
    r#"{ "streak": 3 }"#,
    r#"{ "moving_average": { "memory": 0.7, "above": 0.8 } }"#,
    r#"{ "points": 5 }"#,
    r#"{ "accuracy": 0.75, "templates": 2, "strata": "all" }"#,
    r#"{ "accuracy": { "target": 0.7, "of": 6, "certainty": 0.7 }, "boundary": 0.9 }"#,
    r#"{ "templates": "all", "sessions": 2 }"#,
    r#"{ "strata": 2, "streak": 2 }"#,
    r#"{ "any": [{ "streak": 4 }, { "right": 5, "of": 7, "boundary": 0.98 }] }"#,
    r#"{ "then": [{ "streak": 2 }, { "right": 2, "of": 3 }], "boundary": 0.9 }"#,
    r#"{ "then": [{ "strata": "all" }, { "points": 4, "strata": 2 }] }"#,
    r#"{ "all": [{ "streak": 2 }, { "any": [{ "sessions": 2 }, { "boundary": 0.99 }] }] }"#,
];

fn judge(parameters: &BktParameters) -> impl Fn(&Belief) -> Judgement {
    let pace = parameters.learners().pace([]);
    move |belief| Judgement::of(belief.mastery(&pace))
}

fn rates(criterion: &Criterion, parameters: &BktParameters, length: u32) -> PassRates {
    let judge = judge(parameters);
    pass_rates(criterion, parameters, &mixed(), length, &judge).unwrap()
}

/// Whether the criterion holds at some time, by the very types practice uses.
fn passes(
    criterion: &Criterion,
    parameters: &BktParameters,
    outcomes: impl Iterator<Item = bool>,
) -> bool {
    let judge = judge(parameters);
    let mut trace = Trace::before(parameters);
    let mut window = Window::default();
    let mix = mixed();
    (0..)
        .zip(outcomes)
        .zip(mix.iter().cycle())
        .any(|((at, right), item)| {
            let evidence = Evidence::new(parameters, item.format, 0, right);
            trace = trace.absorb(&evidence).unwrap();
            window.push(Answer {
                template: item.template.clone(),
                stratum: item.stratum,
                right,
                session: at / Criterion::PER_SESSION,
            });
            criterion.holds_for(&judge(&trace.filtered), &window)
        })
}

/// P(right) of one who guesses and of one who knows.
fn chances(item: &ItemClass) -> [f64; 2] {
    let likelihood = Emission::new(&parameters(), item.format, 0).likelihood(true);
    [likelihood.unknown, likelihood.known]
}

/// The rates by following every history of so many answers to its end.
fn by_every_history(criterion: &Criterion, parameters: &BktParameters, length: u32) -> [f64; 2] {
    let mix = mixed();
    let mut rates = [0.0; 2];
    for history in 0..1_u32 << length {
        let outcomes = || (0..length).map(|i| history >> i & 1 == 1);
        if !passes(criterion, parameters, outcomes()) {
            continue;
        }
        for (who, rate) in rates.iter_mut().enumerate() {
            let of_one = |(right, item)| {
                let p = chances(item)[who];
                if right { p } else { 1.0 - p }
            };
            *rate += outcomes()
                .zip(mix.iter().cycle())
                .map(of_one)
                .product::<f64>();
        }
    }
    rates
}

#[test]
fn it_is_what_following_every_history_gives() {
    for parameters in [parameters(), with_types()] {
        for json in CRITERIA {
            let criterion = criterion(json);
            for length in [0, 1, 4, 10] {
                let [guesser, knower] = by_every_history(&criterion, &parameters, length);
                let exact = rates(&criterion, &parameters, length);
                assert!(
                    (exact.guesser_passes - guesser).abs() < ROUNDING,
                    "{json} {length}: {exact:?} {guesser}"
                );
                assert!(
                    (exact.knower_passes - knower).abs() < ROUNDING,
                    "{json} {length}: {exact:?} {knower}"
                );
                assert!(exact.off <= RARE, "{json} {length}: {exact:?}");
            }
        }
    }
}

#[test]
fn it_is_what_simulation_gives_within_three_standard_errors() {
    const LEARNERS: u32 = 4_000;
    let parameters = with_types();
    let key = Secret::from_seed("pass rates").key("simulation", &[]);
    let mut stream = Stream::new(&key, 0);
    for json in CRITERIA {
        let criterion = criterion(json);
        let exact = rates(&criterion, &parameters, OPPORTUNITIES);
        let mut simulate = |who: usize| {
            let passed = (0..LEARNERS).filter(|_| {
                let outcomes: Vec<bool> = mixed()
                    .iter()
                    .cycle()
                    .take(OPPORTUNITIES as usize)
                    .map(|item| stream.unit() < chances(item)[who])
                    .collect();
                passes(&criterion, &parameters, outcomes.into_iter())
            });
            passed.count() as f64 / f64::from(LEARNERS)
        };
        for (exact, simulated) in [
            (exact.guesser_passes, simulate(0)),
            (exact.knower_passes, simulate(1)),
        ] {
            // Never less than one learner's worth: a rate near 1 has next to no standard error.
            let variance = exact * (1.0 - exact) / f64::from(LEARNERS);
            let error = variance.sqrt().max(1.0 / f64::from(LEARNERS));
            assert!(
                (exact - simulated).abs() <= 3.0 * error,
                "{json}: {exact} {simulated} ± {error}"
            );
        }
    }
}

/// One right answer of one: the guesser passes unless all n are wrong, if one right answer lifts
/// the belief over the boundary. Three in a row within three: p³.
#[test]
fn the_simplest_criteria_by_hand() {
    let one = vec![item("c/a", 0, ResponseFormat::Typed)];
    let parameters = parameters();
    let judge = judge(&parameters);
    let first = criterion(r#"{ "boundary": 0.5, "right": 1, "of": 1 }"#);
    let rates = pass_rates(&first, &parameters, &one, 1, &judge).unwrap();
    assert!((rates.guesser_passes - 0.15).abs() < ROUNDING);
    assert!((rates.knower_passes - 0.9).abs() < ROUNDING);
    assert_eq!(rates.knower_median, Some(1));
    let three = criterion(r#"{ "streak": 3 }"#);
    let rates = pass_rates(&three, &parameters, &one, 3, &judge).unwrap();
    assert!((rates.guesser_passes - 0.15_f64.powi(3)).abs() < ROUNDING);
    assert!((rates.knower_passes - 0.9_f64.powi(3)).abs() < ROUNDING);
}

/// Three in a row within 20 at guess 1/4, by the recurrence of runs: with a(n) the chance of no run
/// of three in n answers, a(n) = (3/4)(a(n−1) + a(n−2)/4 + a(n−3)/16).
#[test]
fn three_in_a_row_lets_one_guesser_in_five_pass() {
    let mut none = vec![1.0, 1.0, 1.0];
    for n in 3..=20 {
        none.push(0.75 * (none[n - 1] + none[n - 2] / 4.0 + none[n - 3] / 16.0));
    }
    let four = vec![item("c/a", 0, ResponseFormat::ChooseOne { options: 4 })];
    let parameters = parameters();
    let three = criterion(r#"{ "streak": 3 }"#);
    let judge = judge(&parameters);
    let rates = pass_rates(&three, &parameters, &four, 20, &judge).unwrap();
    assert!((rates.guesser_passes - (1.0 - none[20])).abs() < ROUNDING);
    assert!((rates.guesser_passes - 0.2).abs() < 0.01, "{rates:?}");
}

#[test]
fn what_cannot_be_followed_is_refused() {
    let (criterion, parameters) = (Criterion::default(), parameters());
    let judge = judge(&parameters);
    assert_eq!(
        pass_rates(&criterion, &parameters, &[], 20, &judge),
        Err(MasteryError::EmptyMix)
    );
    assert_eq!(
        pass_rates(&criterion, &parameters, &mixed(), 51, &judge)
            .unwrap_err()
            .to_string(),
        "pass rates are computed for at most 50 opportunities, not 51; lower the number"
    );
}
