//! What comes of a table: every course a learner may take under it, as far as it is likely.

use super::solve::after;
use super::table::Table;
use super::world::{Action, HandOver, Judged, Masses};
use std::collections::BTreeMap;

/// Where mastery is declared, with some interventions used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Boundary {
    /// The lowest P(known) at which it is declared.
    pub declared_from: f64,
    /// The highest at which it is not.
    pub not_up_to: f64,
}

/// What a learner can expect, starting from the prior.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook {
    /// Expected cost in minutes, a false mastery's included; where a course was not followed to its
    /// end, that of stopping there.
    pub minutes: f64,
    /// The table's own figure for the same, which never lies above the least possible.
    pub at_least: f64,
    /// P(mastery is declared of somebody who does not know).
    pub false_mastery: f64,
    /// Expected times of handing over.
    pub hand_overs: f64,
    /// Expected items.
    pub items: f64,
    /// Expected interventions.
    pub remedies: f64,
    /// P(a course that was not followed to its end).
    pub unfinished: f64,
    /// Where mastery is declared, by the set of interventions used, over what was reached.
    pub boundaries: BTreeMap<u32, Boundary>,
}

/// One course so far.
struct Course {
    chance: f64,
    /// What the evidence leaves, and what is known by now.
    judged: Masses,
    current: Masses,
    used: u32,
    left: u32,
}

/// No course is followed for more steps.
const LONGEST: u32 = 300;

impl Table {
    /// Follows every course of at least this probability.
    pub fn outlook(&self, likely: f64) -> Outlook {
        let world = self.world();
        let prior = world.prior;
        let mut outlook = Outlook {
            minutes: 0.0,
            at_least: self.first().minutes,
            false_mastery: 0.0,
            hand_overs: 0.0,
            items: 0.0,
            remedies: 0.0,
            unfinished: 0.0,
            boundaries: BTreeMap::new(),
        };
        let mut courses = vec![Course {
            chance: 1.0,
            judged: prior,
            current: prior,
            used: 0,
            left: LONGEST,
        }];
        while let Some(course) = courses.pop() {
            self.follow(course, likely, &mut outlook, &mut courses);
        }
        outlook
    }

    fn follow(
        &self,
        course: Course,
        likely: f64,
        outlook: &mut Outlook,
        courses: &mut Vec<Course>,
    ) {
        let world = self.world();
        let Course {
            chance,
            judged,
            current,
            used,
            left,
        } = course;
        let declare = world.declare(&judged);
        if chance < likely || left == 0 {
            let stop = match world.hand_over {
                Some(HandOver::Ends { minutes }) => declare.min(minutes),
                _ => declare,
            };
            outlook.unfinished += chance;
            outlook.minutes += chance * stop;
            return;
        }
        let action = self.at(declare, &current, used).action;
        outlook.note(used, world.states.known(&judged), action);
        let next = |chance: f64, judged: Masses, current: Masses, used: u32| Course {
            chance,
            judged,
            current,
            used,
            left: left - 1,
        };
        match action {
            Action::Declare => {
                outlook.minutes += chance * declare;
                outlook.false_mastery += chance * world.states.not_known(&judged);
            }
            Action::HandOver => {
                outlook.hand_overs += chance;
                outlook.minutes += chance * world.hand_over.map_or(0.0, |one| one.minutes());
                if let Some(masses) = world.handed_over(&current) {
                    courses.push(next(chance, masses, masses, used));
                }
            }
            Action::Remedy(number) => {
                let remedy = &world.remedies[number];
                outlook.remedies += chance;
                outlook.minutes += chance * remedy.minutes;
                let masses = world.states.helped(&current, remedy.teaches, remedy.frees);
                courses.push(next(chance, masses, masses, used | 1 << number));
            }
            Action::Item(number) => {
                outlook.items += chance;
                outlook.minutes += chance * world.items[number].minutes;
                for right in [true, false] {
                    let (_, on, likelihood) = after(world, &current, number, right);
                    let filtered = world
                        .states
                        .answered(&current, &world.items[number], right)
                        .0;
                    let judged = match world.judged {
                        Judged::Filtered => filtered,
                        Judged::Current => on,
                    };
                    courses.push(next(chance * likelihood, judged, on, used));
                }
            }
        }
    }
}

impl Outlook {
    fn note(&mut self, used: u32, known: f64, action: Action) {
        let boundary = self.boundaries.entry(used).or_insert(Boundary {
            declared_from: f64::INFINITY,
            not_up_to: f64::NEG_INFINITY,
        });
        match action {
            Action::Declare => boundary.declared_from = boundary.declared_from.min(known),
            _ => boundary.not_up_to = boundary.not_up_to.max(known),
        }
    }
}
