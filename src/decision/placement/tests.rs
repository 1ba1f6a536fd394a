//! Exactness against brute force, and what simulated learners are told.

use super::tree::{Passes, Tree};
use super::{CompetencyPrior, Item, Next, Placement, PlacementMap, PlacementOptions};
use crate::base::{Secret, Stream};
use proptest::prelude::*;

/// Marginals by summing over every state of the map.
fn brute_force(map: &PlacementMap, seen: &[[f64; 2]]) -> Vec<f64> {
    let n = seen.len();
    let mut known = vec![0.0; n];
    let mut all = 0.0;
    for states in 0..1_usize << n {
        let mut chance = 1.0;
        for (competency, own) in map.competencies().iter().enumerate() {
            let behind = own.prerequisites.iter().all(|one| states >> one & 1 == 1);
            let p = if behind { own.known } else { own.leak };
            let state = states >> competency & 1;
            chance *= if state == 1 { p } else { 1.0 - p } * seen[competency][state];
        }
        all += chance;
        for (competency, known) in known.iter_mut().enumerate() {
            *known += chance * (states >> competency & 1) as f64;
        }
    }
    known.iter().map(|one| one / all).collect()
}

fn maps() -> impl Strategy<Value = PlacementMap> {
    let one = (any::<u16>(), 0.3_f64..0.95, 0.0_f64..0.3);
    proptest::collection::vec(one, 1..=12).prop_map(|all| {
        let competency = |(at, (edges, known, leak)): (usize, (u16, f64, f64))| CompetencyPrior {
            // About a third of what could be an edge is one.
            prerequisites: (0..at)
                .filter(|&before| (u32::from(edges) * (before as u32 + 7)).is_multiple_of(3))
                .collect(),
            known,
            leak,
        };
        PlacementMap::new(all.into_iter().enumerate().map(competency).collect()).unwrap()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn marginals_are_what_summing_over_all_states_gives(
        map in maps(),
        seen in proptest::collection::vec((0.05_f64..1.0, 0.05_f64..1.0), 12),
    ) {
        let n = map.competencies().len();
        let seen: Vec<[f64; 2]> = seen.into_iter().take(n).map(|(a, b)| [a, b]).collect();
        let exact = Tree::new(&map).unwrap().marginals(&seen, &mut Passes::default());
        for (exact, brute) in exact.iter().zip(brute_force(&map, &seen)) {
            prop_assert!((exact - brute).abs() < 1e-10, "{exact} {brute}");
        }
    }

    /// What an answer is expected to save is what both answers, weighed, leave.
    #[test]
    fn expected_savings_are_those_of_both_answers(map in maps(), at in 0_usize..12) {
        let n = map.competencies().len();
        let at = at % n;
        let item = Item { guess: 0.2, slip: 0.1, minutes: 1.0 };
        let options = PlacementOptions { saved_per_minute: 0.0, ..PlacementOptions::default() };
        let placement = Placement::new(&map, vec![Some(item); n], options).unwrap();
        let known = placement.known()[at];
        let right = known * 0.9 + (1.0 - known) * 0.2;
        let mut left = 0.0;
        for (chance, answer) in [(right, true), (1.0 - right, false)] {
            let mut after = placement.clone();
            after.answer(at, answer).unwrap();
            left += chance * after.misplaced();
        }
        let now = placement.misplaced();
        let mut asked = placement.clone();
        if let Next::Ask { competency, saves, .. } = asked.ask() && competency == at {
            prop_assert!((now - left - saves).abs() < 1e-9, "{now} {left} {saves}");
        }
    }
}

/// What came of placing simulated learners.
#[derive(Default)]
struct Tally {
    competencies: f64,
    right: f64,
    right_unasked: f64,
    called: f64,
    called_wrongly: f64,
    most_questions: u32,
}

/// Places 20 learners on each of 30 maps of ten layers of five competencies, each of which rests on
/// one or two of the layer before; guess .2, slip .1.
fn tally(true_leak: f64, leak: f64) -> Tally {
    const WIDTH: usize = 5;
    const SIZE: usize = 50;
    let mut tally = Tally::default();
    for number in 0..30 {
        let key = Secret::from_seed("placement").key("map", &[]);
        let mut stream = Stream::new(&key, number);
        let shape: Vec<(Vec<usize>, f64)> = (0..SIZE)
            .map(|competency| {
                let mut prerequisites = Vec::new();
                if let Some(layer) = (competency / WIDTH).checked_sub(1) {
                    let before = |stream: &mut Stream| layer * WIDTH + stream.below(5) as usize;
                    prerequisites.push(before(&mut stream));
                    let other = before(&mut stream);
                    if stream.below(2) == 0 && !prerequisites.contains(&other) {
                        prerequisites.push(other);
                    }
                }
                (prerequisites, 0.8 + 0.15 * stream.unit())
            })
            .collect();
        let map = |leak| {
            let competency = |(prerequisites, known): &(Vec<usize>, f64)| CompetencyPrior {
                prerequisites: prerequisites.clone(),
                known: *known,
                leak,
            };
            PlacementMap::new(shape.iter().map(competency).collect()).unwrap()
        };
        let item = Item {
            guess: 0.2,
            slip: 0.1,
            minutes: 1.0,
        };
        let fresh = Placement::new(
            &map(leak),
            vec![Some(item); SIZE],
            PlacementOptions::default(),
        )
        .unwrap();
        for _ in 0..20 {
            let mut knows = [false; SIZE];
            for (competency, (prerequisites, known)) in shape.iter().enumerate() {
                let behind = prerequisites.iter().all(|&one| knows[one]);
                knows[competency] = stream.unit() < if behind { *known } else { true_leak };
            }
            let mut placement = fresh.clone();
            while let Next::Ask { competency, .. } = placement.ask() {
                let chance = if knows[competency] { 0.9 } else { 0.2 };
                placement
                    .answer(competency, stream.unit() < chance)
                    .unwrap();
            }
            tally.most_questions = tally.most_questions.max(placement.questions());
            for (competency, &knows) in knows.iter().enumerate() {
                let count = |is: bool| f64::from(u8::from(is));
                let verdict = placement.known()[competency];
                tally.competencies += 1.0;
                tally.right += count((verdict >= 0.5) == knows);
                tally.right_unasked += count((fresh.known()[competency] >= 0.5) == knows);
                tally.called += count(verdict >= 0.95);
                tally.called_wrongly += count(verdict >= 0.95 && !knows);
            }
        }
    }
    tally
}

#[test]
fn twenty_questions_place_fifty_competencies() {
    // The map's leak in truth, the leak that is assumed, the share that must be placed rightly.
    for (true_leak, leak, least) in [
        (0.0, 0.0, 0.92),
        (0.05, 0.05, 0.90),
        (0.1, 0.1, 0.88),
        (0.05, 0.0, 0.90),
        (0.1, 0.02, 0.0),
        (0.0, 0.1, 0.92),
    ] {
        let tally = tally(true_leak, leak);
        let right = tally.right / tally.competencies;
        let unasked = tally.right_unasked / tally.competencies;
        assert!(right >= least, "{true_leak} {leak}: {right}");
        assert!((0.65..0.87).contains(&unasked), "{unasked}");
        assert!(tally.most_questions <= 20);
        assert!(tally.called / tally.competencies > 0.05);
        let wrong = tally.called_wrongly / tally.called;
        assert!(wrong <= 0.07, "{true_leak} {leak}: {wrong}");
    }
}

#[test]
fn what_makes_no_sense_is_refused() {
    let one = |prerequisites: Vec<usize>, known, leak| CompetencyPrior {
        prerequisites,
        known,
        leak,
    };
    for (competency, message) in [
        (
            one(vec![], 1.5, 0.0),
            "competency 0: known 1.5 must be a probability, from 0 to 1",
        ),
        (
            one(vec![], f64::NAN, 0.0),
            "competency 0: known NaN must be a probability, from 0 to 1",
        ),
        (
            one(vec![], 0.2, 0.3),
            "competency 0: leak 0.3 must be at most what is known behind all prerequisites",
        ),
        (
            one(vec![0], 0.5, 0.0),
            "competency 0 rests on 0, which is not before it in the map",
        ),
    ] {
        let error = PlacementMap::new(vec![competency]).unwrap_err();
        assert_eq!(error.to_string(), message);
    }
    let map = PlacementMap::new(vec![one(vec![], 0.5, 0.0)]).unwrap();
    let refused = |guess, slip, minutes| {
        let item = Item {
            guess,
            slip,
            minutes,
        };
        Placement::new(&map, vec![Some(item)], PlacementOptions::default())
            .unwrap_err()
            .to_string()
    };
    assert!(refused(0.6, 0.5, 1.0).contains("slip 0.5 must be less than 1 together with guess"));
    assert!(refused(0.2, 0.1, 0.0).contains("minutes 0 must be more than 0"));
    assert!(refused(0.2, 0.1, f64::NAN).contains("minutes NaN"));
    // Twenty competencies that all feed one are tied to each other by it.
    let mut wide: Vec<CompetencyPrior> = (0..20).map(|_| one(vec![], 0.5, 0.0)).collect();
    wide.push(one((0..20).collect(), 0.5, 0.0));
    let item = Item {
        guess: 0.2,
        slip: 0.1,
        minutes: 1.0,
    };
    let map = PlacementMap::new(wide).unwrap();
    let entangled = Placement::new(&map, vec![Some(item); 21], PlacementOptions::default());
    assert!(
        entangled
            .unwrap_err()
            .to_string()
            .starts_with("the map ties 21")
    );
}
