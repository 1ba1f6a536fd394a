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
