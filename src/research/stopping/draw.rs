//! The same learners for every rule.

use super::measures::{Estimate, Measured, Measures};
use super::rule::Rule;
use super::scenario::{Course, Scenario};
use crate::base::Secret;
use crate::research::simulate::Draws;
use rayon::prelude::*;

/// Learners that were drawn once: every rule hears the same answers of them, so that what differs
/// between two rules is the rules.
#[derive(Clone, Debug)]
pub struct Draw {
    courses: Vec<Course>,
    length: usize,
}

/// Draws so many learners with so many answers each. Each learner has a random stream for
/// themselves, named by their number: the same for every number of threads, and of learners.
pub fn draw(scenario: &Scenario, learners: u64, length: usize, seed: &str) -> Draw {
    let key = Secret::from_seed(seed).key("stopping", &[]);
    let courses = (0..learners)
        .into_par_iter()
        .map(|learner| scenario.course(length, &mut Draws::new(&key, learner)))
        .collect();
    Draw { courses, length }
}

impl Draw {
    /// The learners.
    pub fn courses(&self) -> &[Course] {
        &self.courses
    }

    /// How well a rule does.
    pub fn measure(&self, rule: &Rule) -> Measured {
        Measured::of(&self.each(rule))
    }

    /// What one rule has in every measure beyond another, of the same learners.
    pub fn difference(&self, rule: &Rule, other: &Rule) -> Measured {
        let (own, other) = (self.each(rule), self.each(other));
        let pairs = own.into_iter().zip(other);
        Measured::of(&pairs.map(|(own, other)| own - other).collect::<Vec<_>>())
    }

    /// How often what comes next would have been answered right, of the five answers after a rule is
    /// content: the mean over learners who have that many left.
    pub fn next_five(&self, rule: &Rule) -> Estimate {
        let after = |course: &Course| {
            let stopped = rule.first(&course.answers)?;
            let next = course.answers.get(stopped + 1..stopped + 6)?;
            let right = next.iter().filter(|&&right| right).count();
            Some(right as f64 / next.len() as f64)
        };
        let shares: Vec<f64> = self.courses.iter().filter_map(after).collect();
        Estimate::of(shares)
    }

    fn each(&self, rule: &Rule) -> Vec<Measures> {
        let courses = self.courses.par_iter();
        let one = |course: &Course| {
            Measures::of(course.knows_from, rule.first(&course.answers), self.length)
        };
        courses.map(one).collect()
    }
}
