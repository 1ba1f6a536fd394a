//! The Bellman equation, by sweeps over the points of a grid.
//!
//! What is solved for is the least expected cost of going on, Vₘ(b), for the current belief b and
//! the set m of interventions used:
//!
//! Vₘ(b) = min of tⱼ + Σₒ P(o | b) min(declare, Vₘ)(bₒ) for every class j of items,
//! tᵢ + min(declare, Vₘ₊ᵢ)(Tᵢ b) for every intervention not used yet,
//! and what handing over costs, with Vₘ behind it where the learner comes back.
//!
//! Declaring is linear in the belief and taken exactly; Vₘ is concave, as the least of linear
//! functions, so that between the points it is interpolated from below. Sweeps begin at 0: what they
//! come to never lies above the truth.

use super::grid::{Grid, Mixture};
use super::world::{HandOver, Judged, Masses, World};

/// A sweep that changes no value by more than this share of the cheapest item has come to an end:
/// what is still to come is some ten times as much, and far less than what the grid costs.
const SETTLED: f64 = 1e-5;

/// Sweeps before that is given up.
const SWEEPS: usize = 20_000;

/// A belief one step on: how likely it is, what declaring then costs, and where it lies.
#[derive(Clone, Copy, Debug)]
struct Successor {
    chance: f64,
    declare: f64,
    at: Mixture,
}

impl Successor {
    fn cost(&self, values: &[f64]) -> f64 {
        self.chance * self.declare.min(self.at.of(values))
    }
}

/// What every point leads to.
struct Steps {
    /// For every class of items, for every point both answers.
    items: Vec<Vec<[Successor; 2]>>,
    remedies: Vec<Vec<Successor>>,
    hand_over: Option<Vec<Successor>>,
}

/// Points of the grid per unit: about two thousand in all.
pub(super) const fn steps(states: usize) -> usize {
    match states {
        0..=2 => 2000,
        3 => 60,
        4 => 20,
        _ => 12,
    }
}

impl Steps {
    fn new(world: &World, grid: &Grid, points: &[Masses]) -> Self {
        let one = |masses: &Masses| Successor {
            chance: 1.0,
            declare: world.declare(masses),
            at: grid.around(masses),
        };
        Self {
            items: (0..world.items.len())
                .map(|item| {
                    let both = |point| {
                        [true, false].map(|right| {
                            let (declare, next, chance) = after(world, point, item, right);
                            Successor {
                                chance,
                                declare,
                                at: grid.around(&next),
                            }
                        })
                    };
                    points.iter().map(both).collect()
                })
                .collect(),
            remedies: world
                .remedies
                .iter()
                .map(|remedy| {
                    let helped = |point| world.states.helped(point, remedy.teaches, remedy.frees);
                    points.iter().map(|point| one(&helped(point))).collect()
                })
                .collect(),
            hand_over: points
                .iter()
                .map(|point| Some(one(&world.handed_over(point)?)))
                .collect(),
        }
    }
}

/// What declaring costs after an answer, the belief to go on with, and how likely the answer is.
pub(super) fn after(
    world: &World,
    current: &Masses,
    item: usize,
    right: bool,
) -> (f64, Masses, f64) {
    let item = &world.items[item];
    let (filtered, chance) = world.states.answered(current, item, right);
    let next = match item.teaches {
        true => world.states.practised(&filtered),
        false => filtered,
    };
    let declared = match world.judged {
        Judged::Filtered => &filtered,
        Judged::Current => &next,
    };
    (world.declare(declared), next, chance)
}

/// For every set of interventions that can have been used, the cost of going on at every point;
/// empty for the other sets.
pub(super) fn solve(world: &World, grid: &Grid) -> Vec<Vec<f64>> {
    let points = grid.points();
    let steps = Steps::new(world, grid, &points);
    let sets = 1_u32 << world.remedies.len();
    let mut layers: Vec<Vec<f64>> = vec![Vec::new(); sets as usize];
    let reached = reached(world);
    // A set comes behind all that hold it.
    for used in (0..sets).rev().filter(|&used| reached[used as usize]) {
        let cheapest = |point: usize| best_remedy(world, &steps, &layers, used, point);
        let remedied: Vec<f64> = (0..points.len()).map(cheapest).collect();
        layers[used as usize] = settle(world, &steps, used, &remedied);
    }
    layers
}

/// Which sets of interventions can come about.
pub(super) fn reached(world: &World) -> Vec<bool> {
    let sets = 1_usize << world.remedies.len();
    let mut reached = vec![false; sets];
    reached[0] = true;
    for used in 0..sets {
        for remedy in 0..world.remedies.len() {
            if reached[used] && world.is_open(remedy, used as u32) {
                reached[used | 1 << remedy] = true;
            }
        }
    }
    reached
}

fn best_remedy(world: &World, steps: &Steps, layers: &[Vec<f64>], used: u32, point: usize) -> f64 {
    let fresh = |&remedy: &usize| used & (1 << remedy) == 0 && world.is_open(remedy, used);
    let open = (0..world.remedies.len()).filter(fresh);
    open.map(|remedy| {
        let behind = &layers[(used | 1 << remedy) as usize];
        world.remedies[remedy].minutes + steps.remedies[remedy][point].cost(behind)
    })
    .fold(f64::INFINITY, f64::min)
}

/// Sweeps until nothing changes; `remedied` is what the best intervention costs that was not used.
fn settle(world: &World, steps: &Steps, used: u32, remedied: &[f64]) -> Vec<f64> {
    let again: Vec<usize> = (0..world.remedies.len())
        .filter(|&remedy| used & (1 << remedy) != 0 && world.is_open(remedy, used))
        .collect();
    let mut values = vec![0.0; remedied.len()];
    let least = world.items.iter().map(|item| item.minutes);
    let enough = SETTLED * least.fold(f64::INFINITY, f64::min);
    for sweep in 0..SWEEPS {
        let mut change = 0.0_f64;
        for step in 0..values.len() {
            // To and fro: what changes at one end is felt at the other within a sweep.
            let point = match sweep % 2 {
                0 => values.len() - 1 - step,
                _ => step,
            };
            let mut best = remedied[point];
            for (item, successors) in world.items.iter().zip(&steps.items) {
                let [right, wrong] = &successors[point];
                best = best.min(item.minutes + right.cost(&values) + wrong.cost(&values));
            }
            for &remedy in &again {
                let behind = steps.remedies[remedy][point].cost(&values);
                best = best.min(world.remedies[remedy].minutes + behind);
            }
            let hand_over = match (&world.hand_over, &steps.hand_over) {
                (Some(HandOver::Ends { minutes }), _) => *minutes,
                (Some(hand_over), Some(back)) => hand_over.minutes() + back[point].cost(&values),
                _ => f64::INFINITY,
            };
            best = best.min(hand_over);
            change = change.max((best - values[point]).abs());
            values[point] = best;
        }
        if change <= enough {
            break;
        }
    }
    values
        .iter()
        .map(|&value| f64::from(below(value)))
        .collect()
}

/// The next number below that four bytes can hold: tables are kept so, and stay bounds from below.
fn below(value: f64) -> f32 {
    let near = value as f32;
    match f64::from(near) > value {
        true => near.next_down(),
        false => near,
    }
}
