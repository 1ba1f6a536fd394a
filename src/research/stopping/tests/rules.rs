//! Rules over the answers of learners whom nothing but practice teaches.

use super::super::worlds::{LENGTH, SCENARIOS, world_of};
use super::super::{Course, Rule, draw, in_a_row as exactly};
use super::given::{GIVEN_EXACT, GIVEN_FIELD, GIVEN_NEXT_FIVE};
use super::{Chain, Scenario, belief, chains, criterion, estimates, flat, in_a_row};
use crate::decision::value::{Masses, Table};
use std::sync::Arc;

/// Thresholds of belief among which the literature looks for the best.
const GRID: [f64; 13] = [
    0.3, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.92, 0.95, 0.97, 0.98, 0.99,
];

/// The rules of the field, in the order their figures are given.
fn field(chain: &Chain) -> [Rule; 7] {
    [
        in_a_row(chain, 3),
        in_a_row(chain, 5),
        criterion(chain, r#"{ "points": 5 }"#),
        criterion(chain, r#"{ "right": 4, "of": 5 }"#),
        criterion(chain, r#"{ "right": 8, "of": 10 }"#),
        belief(chain, 0.95),
        belief(chain, 0.98),
    ]
}

fn by_costs(chain: &Chain) -> Arc<Table> {
    Arc::new(Table::new(world_of(chain)).unwrap())
}

#[test]
fn so_many_in_a_row_come_to_the_exact_values() {
    for (chain, given) in chains().iter().zip(&GIVEN_EXACT) {
        for (n, given) in (1..).zip(given) {
            let exact = flat(&exactly(n, chain, LENGTH));
            for (exact, given) in exact.into_iter().zip(given) {
                assert!(
                    (exact - given).abs() <= 1e-8,
                    "{n} in a row: {exact} {given}"
                );
            }
        }
    }
}

#[test]
fn drawn_learners_do_as_computed() {
    for chain in chains() {
        let learners = draw(&Scenario::Sudden(chain), 4000, LENGTH, "exact");
        for n in [1, 2, 3, 5, 8] {
            let measured = estimates(&learners.measure(&in_a_row(&chain, n)));
            let exact = flat(&exactly(n as usize, &chain, LENGTH));
            for (drawn, exact) in measured.into_iter().zip(exact) {
                // What happens once in some thousand times may not happen among 4,000.
                let error = drawn.error.max(1e-3);
                assert!(
                    (drawn.mean - exact).abs() <= 3.0 * error,
                    "{n}: {drawn:?} {exact}"
                );
            }
        }
    }
}

/// The given figures have errors too: of 10,000 learners, and what rounding left.
fn assert_near(own: [super::Estimate; 5], learners: f64, given: [f64; 5], name: usize) {
    const GIVEN_FROM: f64 = 10_000.0;
    const ROUNDED: f64 = 0.006;
    for (own, given) in own.into_iter().zip(given) {
        let error = own.error * (1.0 + learners / GIVEN_FROM).sqrt();
        assert!(
            (own.mean - given).abs() <= 3.0 * error + ROUNDED,
            "rule {name}: {own:?} {given}"
        );
    }
}

#[test]
fn the_rules_of_the_field_do_as_the_literature_found() {
    for (chain, given) in chains().iter().zip(&GIVEN_FIELD) {
        let learners = draw(&Scenario::Sudden(*chain), 4000, LENGTH, "field");
        for (name, (rule, given)) in field(chain).iter().zip(given).enumerate() {
            let measured = learners.measure(rule);
            assert_near(estimates(&measured), 4000.0, *given, name);
        }
    }
}

#[test]
fn the_answers_that_follow_are_right_as_often_as_the_literature_found() {
    for (chain, given) in chains().iter().zip(&GIVEN_NEXT_FIVE) {
        let learners = draw(&Scenario::Sudden(*chain), 4000, LENGTH, "next");
        for (n, given) in [1, 3, 5, 8].into_iter().zip(given) {
            let next = learners.next_five(&in_a_row(chain, n));
            assert!(
                (next.mean - given).abs() <= 4.0 * next.error + 0.002,
                "{n}: {next:?} {given}"
            );
        }
    }
}

/// The lowest P(known) at which mastery is declared, by halving.
fn boundary(table: &Table) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..40 {
        let middle = (low + high) / 2.0;
        let mut masses = Masses::default();
        masses[..2].copy_from_slice(&[1.0 - middle, middle]);
        match table.declares(&masses) {
            true => high = middle,
            false => low = middle,
        }
    }
    high
}

#[test]
fn costs_set_the_boundary_and_no_threshold_does_better() {
    for (chain, given) in chains().iter().zip([0.88925, 0.94335, 0.97045]) {
        let table = by_costs(chain);
        let found = boundary(&table);
        assert!((found - given).abs() <= 0.002, "{found} {given}");
        let learners = draw(&Scenario::Sudden(*chain), 10_000, LENGTH, "costs");
        for above in GRID {
            // Of the same learners: what differs is the rules.
            let by_costs = Rule::Costs(Arc::clone(&table));
            let more = learners.difference(&by_costs, &belief(chain, above)).wmad;
            assert!(more.mean <= 2.0 * more.error, "above {above}: {more:?}");
        }
    }
}

/// What a rule is content after, of answers written as 1 and 0.
#[test]
fn rules_are_content_when_they_should_be() {
    let chain = chains()[0];
    for (raw, answers, expected) in [
        (r#"{ "streak": 3 }"#, "1101110", Some(5)),
        (r#"{ "points": 5 }"#, "111", Some(2)),
        (r#"{ "points": 5 }"#, "1010111", Some(6)),
        (r#"{ "right": 4, "of": 5 }"#, "11011", Some(4)),
        (r#"{ "right": 4, "of": 5 }"#, "1100110", None),
        (
            r#"{ "moving_average": { "memory": 0.5, "above": 0.8 } }"#,
            "1110",
            Some(2),
        ),
        (r#"{ "boundary": 0.9 }"#, "000", None),
    ] {
        let answers: Vec<bool> = answers.chars().map(|answer| answer == '1').collect();
        assert_eq!(criterion(&chain, raw).first(&answers), expected, "{raw}");
    }
}

#[test]
fn a_learner_stays_who_they_are() {
    for (name, scenario) in SCENARIOS {
        let few = draw(&scenario, 20, LENGTH, "same");
        let many = draw(&scenario, 40, LENGTH, "same");
        assert_eq!(few.courses(), &many.courses()[..20], "{name}");
        let shorter = draw(&scenario, 20, 10, "same");
        for (short, long) in shorter.courses().iter().zip(few.courses()) {
            assert_eq!(short.answers, long.answers[..10], "{name}");
            assert_eq!(short.knows_from, long.knows_from.min(10), "{name}");
        }
        let other = draw(&scenario, 20, LENGTH, "another");
        assert_ne!(few.courses(), other.courses(), "{name}");
    }
}

/// Skill that grows is known from where 95 of 100 answers are right: θ = ln 19 = 2.944.
#[test]
fn skill_that_grows_is_known_once_it_is_sure() {
    let growth = super::super::Growth {
        start: (0.0, 0.0),
        step: (0.5, 0.0),
    };
    let courses = draw(&Scenario::Gradual(growth), 2000, LENGTH, "growth");
    let known = |course: &Course| course.knows_from == 6;
    assert!(courses.courses().iter().all(known));
    // At the first answer every second one is right.
    let right = courses
        .courses()
        .iter()
        .filter(|course| course.answers[0])
        .count();
    assert!((900..1100).contains(&right), "{right}");
}
