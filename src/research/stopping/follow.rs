//! What comes of a plan, learner by learner.

use super::measures::Estimate;
use super::plan::Plan;
use crate::base::{Key, Secret};
use crate::decision::value::{Action, HandOver, World};
use crate::research::simulate::Draws;
use rayon::prelude::*;

/// Nobody is followed for more steps.
const LONGEST: usize = 300;

/// Some of the learners.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// All of them.
    Everybody,
    /// Those of one speed, from the slowest, who are not stuck at first.
    Speed(usize),
    /// Those who are stuck at first.
    Stuck,
}

/// What came of a plan, on average over some of the learners.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Followed {
    /// Minutes, those that a false mastery costs included.
    pub minutes: Estimate,
    /// Items.
    pub items: Estimate,
    /// Interventions.
    pub remedies: Estimate,
    /// Times a person took over.
    pub hand_overs: Estimate,
    /// Whether mastery was declared of somebody who did not know.
    pub false_mastery: Estimate,
    /// Whether there was no end.
    pub unfinished: Estimate,
    /// Of those declared to know: whether they did.
    pub knowing: Estimate,
}

/// One learner, to the end.
#[derive(Clone, Copy, Debug, Default)]
struct Trip {
    speed: usize,
    stuck_at_first: bool,
    minutes: f64,
    items: u32,
    remedies: u32,
    hand_overs: u32,
    /// Whether the learner knew when mastery was declared.
    declared: Option<bool>,
    unfinished: bool,
}

/// Draws learners of a world and follows each under a plan. Each has random streams for themselves,
/// for practice and for help: the same for every plan.
pub fn follow(world: &World, plan: &Plan, learners: u64, seed: &str) -> Vec<(Who, Followed)> {
    let keys = ["who", "practice", "help"]
        .map(|purpose| Secret::from_seed(seed).key("stopping", &[purpose.as_bytes()]));
    let trips: Vec<Trip> = (0..learners)
        .into_par_iter()
        .map(|learner| Learner::draw(world, &keys, learner).follow(world, plan))
        .collect();
    let mut groups = vec![Who::Everybody];
    groups.extend((0..world.states.learn.len()).map(Who::Speed));
    groups.extend(world.states.stuck.then_some(Who::Stuck));
    let of = |who: Who| (who, Followed::of(trips.iter().filter(|trip| trip.is(who))));
    groups.into_iter().map(of).collect()
}

impl Trip {
    fn is(&self, who: Who) -> bool {
        match who {
            Who::Everybody => true,
            Who::Speed(speed) => self.speed == speed && !self.stuck_at_first,
            Who::Stuck => self.stuck_at_first,
        }
    }
}

impl Followed {
    fn of<'t>(trips: impl Iterator<Item = &'t Trip> + Clone) -> Self {
        let all = |of: fn(&Trip) -> f64| Estimate::of(trips.clone().map(of));
        let whether = |yes: bool| f64::from(u8::from(yes));
        Self {
            minutes: all(|trip| trip.minutes),
            items: all(|trip| f64::from(trip.items)),
            remedies: all(|trip| f64::from(trip.remedies)),
            hand_overs: all(|trip| f64::from(trip.hand_overs)),
            false_mastery: all(|trip| f64::from(u8::from(trip.declared == Some(false)))),
            unfinished: all(|trip| f64::from(u8::from(trip.unfinished))),
            knowing: Estimate::of(trips.filter_map(|trip| trip.declared).map(whether)),
        }
    }
}

/// A learner as they are.
struct Learner {
    speed: usize,
    known: bool,
    stuck: bool,
    practice: Draws,
    help: Draws,
}

impl Learner {
    fn draw(world: &World, [who, practice, help]: &[Key; 3], number: u64) -> Self {
        let mut draws = Draws::new(who, number);
        let states = &world.states;
        let speeds = states.learn.len();
        let stuck = draws.happens(states.stuck_mass(&world.prior));
        // Whoever is stuck is of some speed once they are free again.
        let mass = |speed: usize| world.prior[2 * speed] + world.prior[2 * speed + 1];
        let mut place = draws.uniform() * (0..speeds).map(mass).sum::<f64>();
        let is_here = |speed: &usize| {
            place -= mass(*speed);
            place < 0.0
        };
        let speed = (0..speeds).find(is_here).unwrap_or(speeds - 1);
        let known = draws.happens(world.prior[2 * speed + 1] / mass(speed));
        Self {
            speed,
            known: known && !stuck,
            stuck,
            practice: Draws::new(practice, number),
            help: Draws::new(help, number),
        }
    }

    fn follow(mut self, world: &World, plan: &Plan) -> Trip {
        let mut trip = Trip {
            speed: self.speed,
            stuck_at_first: self.stuck,
            ..Trip::default()
        };
        let mut under = plan.begin(world);
        for _ in 0..LONGEST {
            let action = under.next();
            match action {
                Action::Declare => {
                    trip.declared = Some(self.known);
                    trip.minutes += if self.known { 0.0 } else { world.false_mastery };
                    return trip;
                }
                Action::Item(number) => {
                    trip.items += 1;
                    trip.minutes += world.items[number].minutes;
                    under.answered(number, self.practise(world, number));
                }
                Action::Remedy(number) => {
                    let remedy = &world.remedies[number];
                    trip.remedies += 1;
                    trip.minutes += remedy.minutes;
                    self.is_helped(remedy.teaches, remedy.frees);
                    under.helped(action);
                }
                Action::HandOver => {
                    trip.hand_overs += 1;
                    trip.minutes += world.hand_over.map_or(0.0, |hand_over| hand_over.minutes());
                    let Some(HandOver::Returns { teaches, frees, .. }) = world.hand_over else {
                        return trip;
                    };
                    self.is_helped(teaches, frees);
                    under.helped(action);
                }
            }
        }
        trip.unfinished = true;
        trip
    }

    /// Answers an item, and may learn from it.
    fn practise(&mut self, world: &World, number: usize) -> bool {
        let item = &world.items[number];
        let right = self.practice.happens(match self.known {
            true => 1.0 - item.slip,
            false => item.guess,
        });
        let moves = match self.known {
            true => world.states.forget,
            false => world.states.learn[self.speed],
        };
        // Drawn whether it matters or not: so the draws of an item stand in the same place.
        if self.practice.happens(moves) && item.teaches && !self.stuck {
            self.known = !self.known;
        }
        right
    }

    fn is_helped(&mut self, teaches: f64, frees: f64) {
        let moves = if self.stuck { frees } else { teaches };
        let moved = self.help.happens(moves);
        match self.stuck {
            true => self.stuck = !moved,
            false => self.known |= moved,
        }
    }
}
