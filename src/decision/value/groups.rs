//! From what is believed of a learner to the masses of a table, which knows two speeds at most.

use super::world::{MOST_STATES, Masses, States};
use crate::mastery::{Belief, BktParameters, Learners, Pace};

/// Which learning speeds a table takes together: those up to a place, and those beyond.
///
/// Where there are more than two speeds, the slower ones become one and the faster ones another.
/// They are parted where the chances to learn at one opportunity differ least within the two,
/// weighted by how many learners there are of each; a group learns as its members do on average. A
/// belief comes down to the same groups by sums, so that P(known), P(unknown) and P(stuck) stay
/// what they are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SpeedGroups {
    speeds: usize,
    /// How many speeds, from the slowest, make up the first group.
    slower: usize,
}

impl SpeedGroups {
    /// Parts the speeds of these learners; `learn` is what one opportunity teaches at pace 1.
    pub fn new(learners: &Learners, learn: f64) -> Self {
        let each = each(learners, learn);
        let apart = |at: &usize| spread(&each[..*at]) + spread(&each[*at..]);
        let slower = (1..each.len()).min_by(|a, b| apart(a).total_cmp(&apart(b)));
        Self {
            speeds: each.len(),
            slower: slower.unwrap_or(each.len()),
        }
    }

    /// The hidden states of a table for these learners and parameters.
    pub fn states(&self, learners: &Learners, parameters: &BktParameters) -> States {
        let transition = parameters.transition();
        let each = each(learners, transition.learn);
        let (slower, faster) = each.split_at(self.slower.min(each.len()));
        let groups = [slower, faster]
            .into_iter()
            .filter(|group| !group.is_empty());
        States {
            learn: groups.map(mean).collect(),
            forget: transition.forget,
            stuck: learners.stuck() > 0.0,
        }
    }

    /// The masses of a table's states.
    pub fn masses(&self, belief: &Belief, pace: &Pace) -> Masses {
        let mut masses = [0.0; MOST_STATES];
        let several = self.slower < self.speeds;
        let stuck = if several { 4 } else { 2 };
        // A belief of another number of speeds has no pace to go by: each of its masses counts.
        let fits = belief.speeds() == pace.chances().len();
        let mut sum = 0.0;
        for speed in 0..belief.speeds() {
            let chance = match fits {
                true => pace.chances().as_slice()[speed],
                false => 1.0,
            };
            let group = usize::from(several && speed >= self.slower);
            let parts = [
                belief.unknown()[speed],
                belief.known()[speed],
                belief.stuck()[speed],
            ];
            let places = [2 * group, 2 * group + 1, stuck];
            for (place, part) in places.into_iter().zip(parts) {
                masses[place] += chance * part;
                sum += chance * part;
            }
        }
        // Never 0: a belief's masses sum to 1, and no speed is ever ruled out.
        masses.map(|mass| mass / sum.max(f64::MIN_POSITIVE))
    }
}

/// Every speed's chance to learn at one opportunity, and its share.
fn each(learners: &Learners, learn: f64) -> Vec<(f64, f64)> {
    let chances = learners.learn(learn);
    let both = chances.as_slice().iter().zip(learners.shares().as_slice());
    both.map(|(&learn, &share)| (learn, share)).collect()
}

/// The mean chance, weighted by shares.
fn mean(group: &[(f64, f64)]) -> f64 {
    let share: f64 = group.iter().map(|(_, share)| share).sum();
    let sum: f64 = group.iter().map(|(learn, share)| learn * share).sum();
    sum / share
}

/// Σ share × (learn − mean)²
fn spread(group: &[(f64, f64)]) -> f64 {
    let mean = mean(group);
    let square = |(learn, share): &(f64, f64)| share * (learn - mean).powi(2);
    group.iter().map(square).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mastery::{RawLearners, RawParameters, Speed};

    fn learners(speeds: &[(f64, f64)], stuck: f64) -> Learners {
        let speed = |&(pace, share): &(f64, f64)| Speed { pace, share };
        let speeds = speeds.iter().map(speed).collect();
        RawLearners { speeds, stuck }.check().unwrap()
    }

    fn parameters() -> BktParameters {
        let raw = RawParameters {
            prior: 0.3,
            learn: 0.1,
            forget: 0.0,
            guess: 0.05,
            slip: 0.1,
            hint: 0.25,
        };
        raw.check().unwrap()
    }

    #[test]
    fn two_speeds_are_two_groups_and_one_is_one() {
        let one = SpeedGroups::new(&Learners::default(), 0.1);
        assert_eq!(one.states(&Learners::default(), &parameters()).learn, [0.1]);
        let two = learners(&[(0.5, 0.4), (2.0, 0.6)], 0.1);
        let states = SpeedGroups::new(&two, 0.1).states(&two, &parameters());
        assert_eq!(states.learn, two.learn(0.1).as_slice());
        assert!(states.stuck && states.len() == 5);
    }

    #[test]
    fn several_speeds_are_parted_where_they_differ_most() {
        let many = learners(&[(0.4, 0.2), (0.5, 0.3), (0.6, 0.2), (4.0, 0.3)], 0.0);
        let groups = SpeedGroups::new(&many, 0.1);
        assert_eq!(groups.slower, 3);
        let learn = many.learn(0.1);
        let learn = learn.as_slice();
        let slow = (0.2 * learn[0] + 0.3 * learn[1] + 0.2 * learn[2]) / 0.7;
        let states = groups.states(&many, &parameters());
        assert!((states.learn[0] - slow).abs() < 1e-12);
        assert_eq!(states.learn[1], learn[3]);
    }

    #[test]
    fn what_is_known_and_who_is_stuck_stay_what_they_are() {
        for speeds in [&[(1.0, 1.0)][..], &[(0.5, 0.5), (1.0, 0.2), (3.0, 0.3)]] {
            let learners = learners(speeds, 0.2);
            let groups = SpeedGroups::new(&learners, 0.1);
            let belief = Belief::begin(0.3, &learners).unwrap();
            let pace = learners.pace([]);
            let masses = groups.masses(&belief, &pace);
            let states = groups.states(&learners, &parameters());
            assert!((masses.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            assert!((states.known(&masses) - belief.mastery(&pace)).abs() < 1e-12);
            assert!((states.stuck_mass(&masses) - belief.stuck_chance(&pace)).abs() < 1e-12);
        }
    }
}
