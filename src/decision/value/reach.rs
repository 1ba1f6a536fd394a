//! What comes of a table: every course a learner may take under it, as far as it is likely.
//!
//! Courses that have come to nearly the same belief are followed as one, with the mean of their
//! beliefs. That is no approximation: given that one of several courses was taken, the belief *is*
//! their mean. What is computed is what it costs to decide by the table without telling them apart,
//! and as that is a way to decide, it costs no less than the least possible.

use super::solve::after;
use super::table::Table;
use super::world::{Action, HandOver, Judged, MOST_STATES, Masses};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where mastery is declared, with some interventions used, over the beliefs that are reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Boundary {
    /// The lowest P(known) at which it is declared; none where it never is.
    pub declared_from: Option<f64>,
    /// The highest at which it is not; none where it always is.
    pub not_up_to: Option<f64>,
}

/// What a learner can expect, starting from the prior.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outlook {
    /// Expected cost in minutes, a false mastery's included: no less than the least possible. A
    /// course that was not followed to its end costs what declaring mastery there does.
    pub minutes: f64,
    /// The table's own figure for the same: no more than the least possible.
    pub at_least: f64,
    /// P(mastery is declared of somebody who does not know).
    pub false_mastery: f64,
    /// Expected times of handing over.
    pub hand_overs: f64,
    /// The same by the hidden state of the learner then.
    pub handed_over: Masses,
    /// Expected items.
    pub items: f64,
    /// Expected uses of each intervention.
    pub remedies: Vec<f64>,
    /// P(a course that was not followed to its end).
    pub unfinished: f64,
    /// Where mastery is declared, by the set of interventions used, over what was reached.
    pub boundaries: BTreeMap<u32, Boundary>,
}

/// No course is followed for more steps.
const LONGEST: u32 = 400;

/// Courses of fewer learners are not followed to their end: there are many of them, and together they
/// weigh nothing.
const RARE: f64 = 1e-8;

/// Boundaries are looked for among beliefs that one learner in so many reaches.
const SELDOM: f64 = 1e-6;

/// Beliefs that agree so far, in every mass, are one.
const ALIKE: f64 = 1.0 / 25.0;

/// Courses that are followed as one.
#[derive(Clone, Copy, Default)]
struct Course {
    chance: f64,
    /// Sums over the courses, weighted by chance: what the evidence leaves, what is known by now.
    judged: Masses,
    current: Masses,
}

/// The courses after as many steps, by what was used and where they are.
type Front = BTreeMap<(u32, [u16; MOST_STATES], bool), Course>;

impl Table {
    /// Follows every course, until no more than `rest` of the learners are still under way.
    pub fn outlook(&self, rest: f64) -> Outlook {
        let prior = self.world().prior;
        let mut outlook = Outlook {
            minutes: 0.0,
            at_least: self.first().minutes,
            false_mastery: 0.0,
            hand_overs: 0.0,
            handed_over: [0.0; MOST_STATES],
            items: 0.0,
            remedies: vec![0.0; self.world().remedies.len()],
            unfinished: 0.0,
            boundaries: BTreeMap::new(),
        };
        let mut front = Front::new();
        join(&mut front, 0, 1.0, prior, prior);
        for _ in 0..LONGEST {
            let under_way: f64 = front.values().map(|course| course.chance).sum();
            if under_way <= rest {
                break;
            }
            let mut next = Front::new();
            for ((used, ..), course) in &front {
                match course.chance < RARE {
                    true => self.stop(course, &mut outlook),
                    false => self.follow(*used, course, &mut outlook, &mut next),
                }
            }
            front = next;
        }
        for course in front.values() {
            self.stop(course, &mut outlook);
        }
        outlook
    }

    /// Ends a course before its end: by declaring mastery, or by handing over for good.
    fn stop(&self, course: &Course, outlook: &mut Outlook) {
        let declare = self.world().declare(&course.judged);
        outlook.unfinished += course.chance;
        outlook.minutes += match self.world().hand_over {
            Some(HandOver::Ends { minutes }) => declare.min(minutes * course.chance),
            _ => declare,
        };
    }

    fn follow(&self, used: u32, course: &Course, outlook: &mut Outlook, next: &mut Front) {
        let world = self.world();
        let chance = course.chance;
        let mean = |sums: &Masses| sums.map(|sum| sum / chance);
        let (judged, current) = (mean(&course.judged), mean(&course.current));
        let declare = world.declare(&judged);
        let action = self.cheapest(declare, &current, used).0;
        if chance >= SELDOM {
            outlook.note(used, world.states.known(&judged), action);
        }
        match action {
            Action::Declare => {
                outlook.minutes += chance * declare;
                outlook.false_mastery += chance * world.states.not_known(&judged);
            }
            Action::HandOver => {
                outlook.hand_overs += chance;
                for (sum, mass) in outlook.handed_over.iter_mut().zip(&course.current) {
                    *sum += mass;
                }
                outlook.minutes += chance * world.hand_over.map_or(0.0, |one| one.minutes());
                if let Some(masses) = world.handed_over(&current) {
                    join(next, used, chance, masses, masses);
                }
            }
            Action::Remedy(number) => {
                let remedy = &world.remedies[number];
                outlook.remedies[number] += chance;
                outlook.minutes += chance * remedy.minutes;
                let masses = world.states.helped(&current, remedy.teaches, remedy.frees);
                join(next, used | 1 << number, chance, masses, masses);
            }
            Action::Item(number) => {
                let item = &world.items[number];
                outlook.items += chance;
                outlook.minutes += chance * item.minutes;
                for right in [true, false] {
                    let (_, on, likelihood) = after(world, &current, number, right);
                    let judged = match world.judged {
                        Judged::Filtered => world.states.answered(&current, item, right).0,
                        Judged::Current => on,
                    };
                    join(next, used, chance * likelihood, judged, on);
                }
            }
        }
    }
}

/// Adds a course to those it is followed with.
fn join(front: &mut Front, used: u32, chance: f64, judged: Masses, current: Masses) {
    if chance <= 0.0 {
        return;
    }
    // Between two grid points the lower one: masses lie in [0, 1].
    let cell = current.map(|mass| (mass / ALIKE) as u16);
    let course = front.entry((used, cell, judged == current)).or_default();
    course.chance += chance;
    for (sum, mass) in course.judged.iter_mut().zip(judged) {
        *sum += chance * mass;
    }
    for (sum, mass) in course.current.iter_mut().zip(current) {
        *sum += chance * mass;
    }
}

impl Boundary {
    /// Takes in what another one covers.
    pub fn join(&mut self, other: Self) {
        let both = |a: Option<f64>, b: Option<f64>, pick: fn(f64, f64) -> f64| match (a, b) {
            (Some(a), Some(b)) => Some(pick(a, b)),
            (one, other) => one.or(other),
        };
        self.declared_from = both(self.declared_from, other.declared_from, f64::min);
        self.not_up_to = both(self.not_up_to, other.not_up_to, f64::max);
    }
}

impl Outlook {
    fn note(&mut self, used: u32, known: f64, action: Action) {
        let declared = action == Action::Declare;
        self.boundaries.entry(used).or_default().join(Boundary {
            declared_from: declared.then_some(known),
            not_up_to: (!declared).then_some(known),
        });
    }
}
