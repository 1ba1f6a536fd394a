//! Gradients against differences, monotone steps, and what each model is on data made for it.

use super::{Improve, Joint, Objective, Population, PopulationSkill, SkillObjective, lbfgs};
use crate::research::chain::{Passes, Trie};
use crate::research::events::Events;
use crate::research::model::Parameter;
use crate::research::model::{
    Constraint, Constraints, Layout, Learners, ModelSpec, Role, Together,
};
use crate::research::response::{Outcome, Response};
use crate::research::sequences::Sequences;
use crate::research::together::ROLES;
use proptest::prelude::*;

/// Two classes, three gap bins, answers and what is missing.
fn responses() -> Vec<Response> {
    let outcomes = [Outcome::Wrong, Outcome::Right, Outcome::Missing];
    let mut all = Vec::new();
    for class in 0..2 {
        for gap in 0..3 {
            all.extend(outcomes.map(|outcome| Response {
                outcome,
                class,
                gap,
            }));
        }
    }
    all
}

const DAYS: [f64; 3] = [0.0, 0.8, 9.0];

const SPECS: [&str; 9] = [
    "bkt",
    "bkt+forget",
    "bkt+forget+guess-slip",
    "bkt+learn",
    "bkt+forget+order",
    "bkt+first-response",
    "bkt+difficulty",
    "bkt+decay",
    "bkt+forget+learn+difficulty+decay",
];

fn sequences() -> impl Strategy<Value = Sequences> {
    let sequence = proptest::collection::vec(0_u32..18, 1..8);
    proptest::collection::vec(sequence, 1..15).prop_map(|all| {
        let mut sequences = Sequences::default();
        for symbols in all {
            sequences.push(symbols, 1.0);
        }
        sequences
    })
}

fn constraints() -> Constraints {
    let beta = Constraint {
        beta: Some((2.0, 5.0)),
        ..Constraint::default()
    };
    let bounds = Constraint {
        bounds: Some((0.01, 0.4)),
        ..Constraint::default()
    };
    [("slip".to_owned(), beta), ("guess".to_owned(), bounds)].into()
}

/// The slope of `objective` along every axis, by central differences.
fn differences(objective: &mut impl Objective, x: &[f64]) -> Vec<f64> {
    /// The error of the difference is about its square.
    const APART: f64 = 1e-5;
    (0..x.len())
        .map(|axis| {
            let mut at = |by: f64| {
                let mut place = x.to_vec();
                place[axis] += by;
                objective.value(&place).unwrap()
            };
            (at(APART) - at(-APART)) / (2.0 * APART)
        })
        .collect()
}

fn assert_gradient(objective: &mut impl Objective, x: &[f64]) {
    let mut gradient = vec![0.0; x.len()];
    let value = objective.gradient(x, &mut gradient).unwrap();
    assert!((objective.value(x).unwrap() - value).abs() <= 1e-10 * (1.0 + value.abs()));
    for (exact, near) in gradient.iter().zip(differences(objective, x)) {
        assert!(
            (exact - near).abs() <= 1e-5 * (1.0 + near.abs()),
            "{exact} against {near}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn gradients_are_slopes_and_steps_climb(
        sequences in sequences(),
        spread in proptest::collection::vec(-2.0_f64..2.0, 40),
        laid_down in any::<bool>(),
    ) {
        let constraints = if laid_down { constraints() } else { Constraints::new() };
        for spec in SPECS {
            let spec: ModelSpec = spec.parse().unwrap();
            let (layout, sequences) = Layout::new(&spec, &constraints, &responses(), &sequences, &DAYS);
            let trie = Trie::new(&sequences);
            let mut objective = SkillObjective::new(&layout, &trie, Passes::default());
            let mut x = spread[..layout.parameters().len()].to_vec();
            assert_gradient(&mut objective, &x);
            let mut last = f64::NEG_INFINITY;
            let mut next = x.clone();
            for _ in 0..20 {
                let value = objective.step(&x, &mut next).unwrap();
                prop_assert!(value >= last - 1e-9 * last.abs().max(1.0), "{spec}: {last} to {value}");
                last = value;
                x.copy_from_slice(&next);
            }
        }
    }

    #[test]
    fn gradients_of_populations_are_slopes(
        first in sequences(),
        second in sequences(),
        spread in proptest::collection::vec(-1.5_f64..1.5, 20),
    ) {
        for (kind, spec) in [
            (Learners::Individual, "bkt+forget"),
            (Learners::Types, "bkt"),
            (Learners::Alike, "bkt+decay"),
        ] {
            let spec: ModelSpec = spec.parse().unwrap();
            let laid = [&first, &second].map(|sequences| {
                let (layout, sequences) =
                    Layout::new(&spec, &Constraints::new(), &responses(), sequences, &DAYS);
                (layout, Trie::new(&sequences), (0..sequences.len() as u32).collect::<Vec<_>>())
            });
            let skills = laid
                .iter()
                .map(|(layout, trie, learners)| PopulationSkill { layout, trie, learners })
                .collect();
            let mut population = Population::new(skills, 15, kind);
            let x = spread[..population.dimension()].to_vec();
            assert_gradient(&mut population, &x);
        }
    }
}

/// Parameters of skills with forgetting, and maybe a prior of slip.
fn parameters(skills: usize, laid_down: bool) -> Vec<Parameter> {
    let own = (0..skills).flat_map(|_| ROLES);
    own.map(|role| Parameter {
        role,
        class: None,
        constraint: Constraint {
            beta: (laid_down && role == Role::Slip).then_some((2.0, 5.0)),
            ..Constraint::default()
        },
    })
    .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn gradients_of_skills_together_are_slopes(
        learners in proptest::collection::vec(
            proptest::collection::vec((1_usize..8, 0_u32..3), 0..8),
            1..6,
        ),
        spread in proptest::collection::vec(-2.0_f64..2.0, 15),
        laid_down in any::<bool>(),
    ) {
        const SETS: [&[u32]; 7] = [&[0], &[1], &[2], &[0, 1], &[1, 2], &[2, 0], &[0, 1, 2]];
        let mut events = Events::default();
        for responses in &learners {
            events.push_learner(responses.iter().map(|&(set, outcome)| {
                let outcome = [Outcome::Wrong, Outcome::Right, Outcome::Missing][outcome as usize];
                (SETS[set - 1], 0, 0, outcome, 0)
            }));
        }
        let parameters = parameters(3, laid_down);
        for together in [Together::Conjunctive, Together::Compensatory] {
            assert_gradient(&mut Joint::new(&events, &parameters, together), &spread);
        }
    }

    #[test]
    fn skills_one_by_one_are_plain_tracing(
        sequences in sequences(),
        spread in proptest::collection::vec(-2.0_f64..2.0, 5),
    ) {
        let mut events = Events::default();
        for (symbols, _) in sequences.iter() {
            let outcome = |&symbol: &u32| responses()[symbol as usize].outcome;
            events.push_learner(symbols.iter().map(|symbol| ([0].as_slice(), 0, 0, outcome(symbol), 0)));
        }
        let spec: ModelSpec = "bkt+forget".parse().unwrap();
        let (layout, recoded) = Layout::new(&spec, &Constraints::new(), &responses(), &sequences, &[]);
        let parameters = parameters(1, false);
        // The layout's order is its own.
        let x: Vec<f64> = layout
            .parameters()
            .iter()
            .map(|own| spread[parameters.iter().position(|other| other.role == own.role).unwrap()])
            .collect();
        let trie = Trie::new(&recoded);
        let plain = SkillObjective::new(&layout, &trie, Passes::default()).value(&x).unwrap();
        for together in [Together::Conjunctive, Together::Compensatory] {
            let joint = Joint::new(&events, &parameters, together).value(&spread).unwrap();
            prop_assert!((plain - joint).abs() <= 1e-10 * (1.0 + plain.abs()), "{plain} {joint}");
        }
    }
}

/// Starts are designed without a thought of bounds; those outside begin at their end.
#[test]
fn every_start_lies_within_its_bounds() {
    for role in [Role::Guess, Role::Slip, Role::Prior, Role::HalfLifeDays] {
        for (low, high) in [(1e-6, 0.4), (0.01, 0.05), (0.9, 0.95)] {
            let parameter = Parameter {
                role,
                class: None,
                constraint: Constraint {
                    bounds: Some((low, high)),
                    ..Constraint::default()
                },
            };
            for value in [0.0, 0.02, 0.5, 0.8, 1.0, 30.0] {
                let within = parameter.value(parameter.place(value));
                let slack = 1e-12 * high;
                assert!(
                    (low - slack..=high + slack).contains(&within),
                    "{role} {value} {within}"
                );
            }
        }
    }
}

#[test]
fn the_ascent_ends_where_the_gradient_is_nothing() {
    let mut sequences = Sequences::default();
    for pattern in 0_u32..64 {
        sequences.push(
            (0..6).map(|place| pattern >> place & 1),
            f64::from(1 + pattern % 7),
        );
    }
    let responses = [Outcome::Wrong, Outcome::Right].map(Response::plain);
    let (layout, sequences) = Layout::new(
        &ModelSpec::default(),
        &Constraints::new(),
        &responses,
        &sequences,
        &[],
    );
    let trie = Trie::new(&sequences);
    let mut objective = SkillObjective::new(&layout, &trie, Passes::default());
    let mut x = vec![0.0; layout.parameters().len()];
    let ascent = lbfgs(&mut objective, &mut x, 1e-7, 1000).unwrap();
    assert!(ascent.gradient <= 1e-7, "{ascent:?}");
}
