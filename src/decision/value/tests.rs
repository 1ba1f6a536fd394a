//! The literature's scenarios, and a world of learners who get stuck.

use super::world::MOST_STATES;
use super::{Action, HandOver, Item, Judged, Remedy, States, Table, World, WorldError};

/// A scenario of Pelánek & Řihák (2017, doi:10.1145/3079628.3079667) with practice at 1 and a false
/// mastery at 6 / learn.
fn scenario(init: f64, learn: f64, slip: f64, guess: f64) -> World {
    let mut prior = [0.0; MOST_STATES];
    prior[0] = 1.0 - init;
    prior[1] = init;
    World {
        states: States {
            learn: vec![learn],
            forget: 0.0,
            stuck: false,
        },
        prior,
        items: vec![Item {
            minutes: 1.0,
            guess,
            slip,
            teaches: true,
        }],
        remedies: Vec::new(),
        hand_over: None,
        false_mastery: 6.0 / learn,
        judged: Judged::Filtered,
    }
}

/// The lowest mastery at which a two-state table declares it, by halving.
fn boundary(table: &Table) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..50 {
        let middle = (low + high) / 2.0;
        let mut masses = [0.0; MOST_STATES];
        masses[0] = 1.0 - middle;
        masses[1] = middle;
        match table.choose(&masses, true, 0).action {
            Action::Declare => high = middle,
            _ => low = middle,
        }
    }
    high
}

#[test]
fn the_boundaries_that_costs_imply() {
    for (world, expected) in [
        (scenario(0.15, 0.35, 0.18, 0.25), 0.8893),
        (scenario(0.1, 0.2, 0.1, 0.15), 0.9434),
        (scenario(0.05, 0.1, 0.06, 0.2), 0.9705),
    ] {
        let found = boundary(&Table::new(world).unwrap());
        assert!((found - expected).abs() < 0.002, "{found} {expected}");
    }
}

/// Known .2, stuck .2; hints, going back to what it rests on, another representation; a person at 15
/// minutes.
pub(super) fn ladder() -> World {
    let mut prior = [0.0; MOST_STATES];
    prior[..3].copy_from_slice(&[0.6, 0.2, 0.2]);
    let remedy = |minutes, teaches, frees, after| Remedy {
        minutes,
        teaches,
        frees,
        after,
        once: true,
    };
    World {
        states: States {
            learn: vec![0.15],
            forget: 0.0,
            stuck: true,
        },
        prior,
        items: vec![Item {
            minutes: 1.0,
            guess: 0.2,
            slip: 0.1,
            teaches: true,
        }],
        remedies: vec![
            remedy(1.5, 0.3, 0.15, 0),
            remedy(4.0, 0.25, 0.4, 0b1),
            remedy(5.0, 0.35, 0.3, 0b11),
        ],
        hand_over: Some(HandOver::Ends { minutes: 15.0 }),
        false_mastery: 40.0,
        judged: Judged::Current,
    }
}

#[test]
fn the_ladder_costs_what_the_literature_world_allows() {
    let outlook = Table::new(ladder()).unwrap().outlook(1e-4);
    // An independent solver and 40,000 simulated learners: 12.57, standard error .051.
    assert!((outlook.minutes - 12.57).abs() < 0.102, "{outlook:?}");
    assert!(outlook.unfinished < 0.01, "{outlook:?}");
    assert!(outlook.at_least <= outlook.minutes, "{outlook:?}");
    assert!(outlook.minutes - outlook.at_least < 0.05, "{outlook:?}");
}

/// Two speeds, some stuck, typed answers and choices, as the banks have them.
fn classroom() -> World {
    let item = |minutes, guess| Item {
        minutes,
        guess,
        slip: 0.1,
        teaches: true,
    };
    let mut world = ladder();
    world.states.learn = vec![0.05, 0.19];
    world.prior = [0.376, 0.1, 0.376, 0.1, 0.048];
    world.items = vec![item(1.5, 0.05), item(1.0, 0.25)];
    world.hand_over = Some(HandOver::Returns {
        minutes: 30.0,
        teaches: 0.6,
        frees: 0.6,
    });
    world.false_mastery = 120.0;
    world.judged = Judged::Filtered;
    world
}

#[test]
fn what_its_decisions_cost_is_near_the_least_possible() {
    for (world, most) in [(classroom(), 0.12), (ladder(), 0.01)] {
        let outlook = Table::new(world).unwrap().outlook(1e-3);
        assert!(outlook.at_least <= outlook.minutes, "{outlook:?}");
        let apart = (outlook.minutes - outlook.at_least) / outlook.minutes;
        assert!(apart <= most, "{outlook:?}");
    }
}

#[test]
fn who_comes_back_is_handed_over_less_and_mostly_when_stuck() {
    let mut world = ladder();
    // Nobody is given up.
    world.false_mastery = 120.0;
    let ends = Table::new(world.clone()).unwrap().outlook(1e-3);
    world.hand_over = Some(HandOver::Returns {
        minutes: 15.0,
        teaches: 0.6,
        frees: 0.6,
    });
    let returns = Table::new(world).unwrap().outlook(1e-3);
    assert!(returns.hand_overs < 0.5 * ends.hand_overs);
    let classroom = Table::new(classroom()).unwrap().outlook(1e-3);
    let [slow, _, fast, _, stuck] = classroom.handed_over;
    assert!(stuck > slow && slow > fast);
}

#[test]
fn help_that_may_be_used_again_costs_no_more_and_is_a_way_out() {
    let once = Table::new(classroom()).unwrap().first().minutes;
    let mut world = classroom();
    world.remedies[0].once = false;
    let again = Table::new(world.clone()).unwrap().first().minutes;
    assert!(again <= once);
    world.hand_over = None;
    assert_eq!(world.check(), Ok(()));
    world.remedies[0].once = true;
    assert_eq!(world.check(), Err(WorldError::NoWayOut));
}
