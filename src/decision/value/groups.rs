//! From what is believed of a learner to the masses of a table, which knows two speeds at most.

use super::world::{MOST_STATES, Masses, States};
use crate::mastery::{Belief, BktParameters, Pace};

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
    /// Parts the speeds of the learners these parameters are for.
    pub fn new(parameters: &BktParameters) -> Self {
        let each = each(parameters);
        let apart = |at: &usize| spread(&each[..*at]) + spread(&each[*at..]);
        let slower = (1..each.len()).min_by(|a, b| apart(a).total_cmp(&apart(b)));
        Self {
            speeds: each.len(),
            slower: slower.unwrap_or(each.len()),
        }
    }

    /// The hidden states of a table for them.
    pub fn states(&self, parameters: &BktParameters) -> States {
        let each = each(parameters);
        let (slower, faster) = each.split_at(self.slower.min(each.len()));
        let groups = [slower, faster]
            .into_iter()
            .filter(|group| !group.is_empty());
        States {
            learn: groups.map(mean).collect(),
            forget: parameters.forget(),
            stuck: parameters.learners().stuck() > 0.0,
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
fn each(parameters: &BktParameters) -> Vec<(f64, f64)> {
    let chances = parameters.transition().learn;
    let shares = parameters.learners().shares().as_slice();
    let both = chances.as_slice().iter().zip(shares);
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

    fn parameters(speeds: &[(f64, f64)], stuck: f64) -> BktParameters {
        let raw = RawParameters {
            prior: 0.3,
            learn: 0.1,
            forget: 0.0,
            guess: 0.05,
            slip: 0.1,
            hint: 0.25,
        };
        let speed = |&(pace, share): &(f64, f64)| Speed { pace, share };
        let speeds = speeds.iter().map(speed).collect();
        let learners = RawLearners { speeds, stuck }.check().unwrap();
        raw.check().unwrap().with_learners(learners)
    }

    #[test]
    fn two_speeds_are_two_groups_and_one_is_one() {
        let one = parameters(&[(1.0, 1.0)], 0.0);
        assert_eq!(SpeedGroups::new(&one).states(&one).learn, [0.1]);
        let two = parameters(&[(0.5, 0.4), (2.0, 0.6)], 0.1);
        let states = SpeedGroups::new(&two).states(&two);
        for (found, learn) in states.learn.iter().zip(two.transition().learn.as_slice()) {
            assert!((found - learn).abs() < 1e-15);
        }
        assert!(states.stuck && states.len() == 5);
    }

    #[test]
    fn several_speeds_are_parted_where_they_differ_most() {
        let many = parameters(&[(0.4, 0.2), (0.5, 0.3), (0.6, 0.2), (4.0, 0.3)], 0.0);
        let groups = SpeedGroups::new(&many);
        assert_eq!(groups.slower, 3);
        let learn = many.transition().learn;
        let learn = learn.as_slice();
        let slow = (0.2 * learn[0] + 0.3 * learn[1] + 0.2 * learn[2]) / 0.7;
        let states = groups.states(&many);
        assert!((states.learn[0] - slow).abs() < 1e-12);
        assert!((states.learn[1] - learn[3]).abs() < 1e-12);
    }

    #[test]
    fn what_is_known_and_who_is_stuck_stay_what_they_are() {
        for speeds in [&[(1.0, 1.0)][..], &[(0.5, 0.5), (1.0, 0.2), (3.0, 0.3)]] {
            let parameters = parameters(speeds, 0.2);
            let groups = SpeedGroups::new(&parameters);
            let belief = Belief::before(&parameters);
            let pace = parameters.learners().pace([]);
            let masses = groups.masses(&belief, &pace);
            let states = groups.states(&parameters);
            assert!((masses.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            assert!((states.known(&masses) - belief.mastery(&pace)).abs() < 1e-12);
            assert!((states.stuck_mass(&masses) - belief.stuck_chance(&pace)).abs() < 1e-12);
        }
    }
}
