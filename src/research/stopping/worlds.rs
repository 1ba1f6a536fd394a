//! The learners that rules are held against each other on.

use super::scenario::{Chain, Growth, Scenario};
use crate::decision::value::{HandOver, Item, Judged, Masses, Remedy, States, World};

/// Answers of every learner in [`SCENARIOS`].
pub const LENGTH: usize = 50;

/// The scenarios of Pelánek & Řihák (2017, doi:10.1145/3079628.3079667).
pub const SCENARIOS: [(&str, Scenario); 12] = [
    ("B1", sudden(0.15, 0.35, 0.18, 0.25)),
    ("B2", sudden(0.25, 0.08, 0.12, 0.3)),
    ("B3", sudden(0.1, 0.2, 0.1, 0.15)),
    ("B4", sudden(0.1, 0.3, 0.4, 0.05)),
    ("B5", sudden(0.05, 0.1, 0.06, 0.2)),
    ("B6", sudden(0.1, 0.05, 0.1, 0.5)),
    ("L1", gradual((-1.0, 1.0), (0.4, 0.0))),
    ("L2", gradual((-0.4, 2.0), (0.1, 0.0))),
    ("L3", gradual((-2.0, 2.0), (0.15, 0.0))),
    ("L4", gradual((0.0, 0.7), (0.15, 0.1))),
    ("L5", gradual((-2.0, 1.3), (0.45, 0.15))),
    ("L6", gradual((-0.7, 1.5), (0.6, 0.3))),
];

const fn sudden(prior: f64, learn: f64, slip: f64, guess: f64) -> Scenario {
    Scenario::Sudden(Chain {
        prior,
        learn,
        slip,
        guess,
    })
}

const fn gradual(start: (f64, f64), step: (f64, f64)) -> Scenario {
    Scenario::Gradual(Growth { start, step })
}

/// What each answer costs that a learner lacks who goes on too early, so that to decide by costs is to
/// make the scenarios' weighted deviation least: 5, as they weigh it, and 1 for practice, which costs
/// count from the first answer on and the deviation only from knowing on.
const TOO_EARLY: f64 = 6.0;

/// Learners of a chain as decisions see them: practice costs 1, a false mastery 6 / learn, judged by what
/// the evidence shows.
pub fn world_of(chain: &Chain) -> World {
    World {
        states: States {
            learn: vec![chain.learn],
            forget: 0.0,
            stuck: false,
        },
        prior: masses([1.0 - chain.prior, chain.prior]),
        items: vec![Item {
            minutes: 1.0,
            guess: chain.guess,
            slip: chain.slip,
            teaches: true,
        }],
        remedies: Vec::new(),
        hand_over: None,
        false_mastery: TOO_EARLY / chain.learn,
        judged: Judged::Filtered,
    }
}

/// A fifth of the learners know, a fifth are stuck; three interventions that are taken in order; a
/// false mastery costs 40 minutes.
pub fn ladder(hand_over: HandOver) -> World {
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
        prior: masses([0.6, 0.2, 0.2]),
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
        hand_over: Some(hand_over),
        false_mastery: 40.0,
        judged: Judged::Current,
    }
}

/// The same with half of the learners learning at half the pace, half at twice.
pub fn ladder_of_two_speeds(hand_over: HandOver) -> World {
    let world = ladder(hand_over);
    let pace = |pace: f64| 1.0 - libm::pow(1.0 - 0.15, pace);
    World {
        states: States {
            learn: vec![pace(0.5), pace(2.0)],
            ..world.states
        },
        prior: masses([0.3, 0.1, 0.3, 0.1, 0.2]),
        ..world
    }
}

/// Half of the learners learn at .05 an opportunity, half at .3, and nobody knows at first; right by
/// luck and wrong by mistake .2 each (as Tschiatschek and others, 2022, have them). Costs, help and
/// the share of the stuck are those of the pre-algebra bank.
pub fn slow_and_fast() -> World {
    of_the_bank([0.05, 0.3], 0.0, (0.2, 0.2))
}

/// Learners as the pre-algebra bank takes them to be: paces ½ and 2 of .12.
pub fn pre_algebra() -> World {
    let pace = |pace: f64| 1.0 - libm::pow(1.0 - 0.12, pace);
    of_the_bank([pace(0.5), pace(2.0)], 0.25, (0.05, 0.08))
}

fn of_the_bank(learn: [f64; 2], prior: f64, (guess, slip): (f64, f64)) -> World {
    const STUCK: f64 = 0.06;
    let (known, unknown) = (prior / 2.0, (1.0 - prior) * (1.0 - STUCK) / 2.0);
    let remedy = |minutes, teaches: [f64; 2], frees: [f64; 2], after| Remedy {
        minutes,
        teaches: teaches[0] / (teaches[0] + teaches[1]),
        frees: frees[0] / (frees[0] + frees[1]),
        after,
        once: true,
    };
    World {
        states: States {
            learn: learn.to_vec(),
            forget: 0.0,
            stuck: true,
        },
        prior: masses([unknown, known, unknown, known, (1.0 - prior) * STUCK]),
        items: vec![Item {
            minutes: 1.5,
            guess,
            slip,
            teaches: true,
        }],
        remedies: vec![
            // A worked example, another representation, going back to what it rests on.
            remedy(6.0, [3.0, 7.0], [1.0, 9.0], 0),
            remedy(5.0, [3.0, 7.0], [2.0, 8.0], 0),
            remedy(6.0, [2.0, 7.0], [3.0, 7.0], 0),
        ],
        hand_over: Some(HandOver::Returns {
            minutes: 30.0,
            teaches: 0.6,
            frees: 0.6,
        }),
        false_mastery: 120.0,
        judged: Judged::Filtered,
    }
}

/// Masses of the first states; none of the others.
fn masses<const N: usize>(first: [f64; N]) -> Masses {
    let mut masses = Masses::default();
    for (place, mass) in masses.iter_mut().zip(first) {
        *place = mass;
    }
    masses
}
