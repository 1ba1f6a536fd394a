//! The competency map: what is open to a learner, what an achievement opens, where to go back to.
//!
//! A map is a list of prerequisites by index. Indices that lie outside it are passed over: loading
//! a bank reports them.

use serde::{Deserialize, Serialize};

/// Where a competency stands for one learner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Its criterion holds.
    Proficient,
    /// All prerequisites are proficient: it lies on the frontier.
    Ready,
    /// Prerequisites that are not proficient yet.
    Locked {
        /// Which, by index.
        missing: Vec<usize>,
    },
}

/// Where every competency stands; `proficient` by index, what is not told counts as not.
pub fn standing(prerequisites: &[Vec<usize>], proficient: &[bool]) -> Vec<Standing> {
    prerequisites
        .iter()
        .enumerate()
        .map(|(competency, needed)| {
            if is(proficient, competency) {
                return Standing::Proficient;
            }
            let missing: Vec<usize> = needed
                .iter()
                .copied()
                .filter(|&other| other < prerequisites.len() && !is(proficient, other))
                .collect();
            if missing.is_empty() {
                Standing::Ready
            } else {
                Standing::Locked { missing }
            }
        })
        .collect()
}

/// The competencies that become ready through `achieved`, given all that are proficient now.
pub fn unlocked_by(
    prerequisites: &[Vec<usize>],
    proficient: &[bool],
    achieved: usize,
) -> Vec<usize> {
    standing(prerequisites, proficient)
        .iter()
        .enumerate()
        .filter(|(competency, standing)| {
            **standing == Standing::Ready && prerequisites[*competency].contains(&achieved)
        })
        .map(|(competency, _)| competency)
        .collect()
}

/// The prerequisite with the least mastery, of those given; the first among equals.
pub fn weakest_prerequisite(needed: &[usize], mastery: &[f64]) -> Option<usize> {
    needed
        .iter()
        .copied()
        .filter(|&competency| competency < mastery.len())
        .min_by(|&a, &b| mastery[a].total_cmp(&mastery[b]))
}

/// The competency to suggest next: of those ready, one already begun, else the one most others
/// rest on; the first of the map among equals. `opportunities` by index.
pub fn suggest(
    prerequisites: &[Vec<usize>],
    proficient: &[bool],
    opportunities: &[u32],
) -> Option<usize> {
    let begun = |competency: usize| opportunities.get(competency).is_some_and(|&n| n > 0);
    let dependents = |competency: usize| {
        prerequisites
            .iter()
            .filter(|needed| needed.contains(&competency))
            .count()
    };
    standing(prerequisites, proficient)
        .iter()
        .enumerate()
        .filter(|(_, standing)| **standing == Standing::Ready)
        .map(|(competency, _)| competency)
        // `max_by_key` keeps the last of equals: going backwards, that is the first of the map.
        .rev()
        .max_by_key(|&competency| (begun(competency), dependents(competency)))
}

fn is(proficient: &[bool], competency: usize) -> bool {
    proficient.get(competency).copied().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 0 → 1 → 3, 0 → 2 → 3, 4 by itself.
    fn map() -> Vec<Vec<usize>> {
        vec![vec![], vec![0], vec![0], vec![1, 2], vec![]]
    }

    #[test]
    fn the_frontier_is_what_rests_on_proficient_ones_only() {
        let standing = standing(&map(), &[true, true, false]);
        assert_eq!(standing[0], Standing::Proficient);
        assert_eq!(standing[2], Standing::Ready);
        assert_eq!(standing[3], Standing::Locked { missing: vec![2] });
        assert_eq!(standing[4], Standing::Ready);
    }

    #[test]
    fn an_achievement_opens_what_waited_for_it_alone() {
        assert_eq!(unlocked_by(&map(), &[true], 0), [1, 2]);
        assert_eq!(unlocked_by(&map(), &[true, true], 1), [0; 0]);
        assert_eq!(unlocked_by(&map(), &[true, true, true], 2), [3]);
    }

    #[test]
    fn it_suggests_what_is_begun_then_what_most_rests_on() {
        assert_eq!(suggest(&map(), &[], &[]), Some(0));
        assert_eq!(suggest(&map(), &[], &[0, 0, 0, 0, 2]), Some(4));
        assert_eq!(suggest(&map(), &[true], &[]), Some(1));
        assert_eq!(suggest(&map(), &[true; 5], &[]), None);
        assert_eq!(suggest(&[], &[], &[]), None);
    }

    #[test]
    fn the_weakest_prerequisite_has_the_least_mastery() {
        assert_eq!(weakest_prerequisite(&[0, 1, 2], &[0.9, 0.4, 0.4]), Some(1));
        assert_eq!(weakest_prerequisite(&[], &[0.9]), None);
        assert_eq!(weakest_prerequisite(&[7], &[0.9]), None);
    }

    #[test]
    fn indices_outside_the_map_are_passed_over() {
        assert_eq!(standing(&[vec![9]], &[]), [Standing::Ready]);
    }
}
