//! How often a criterion is met by one who only guesses and by one who knows, exactly.

use super::{Belief, BktParameters, Criterion, Emission, MasteryError, ResponseFormat, Transition};
use crate::base::TemplateId;
use serde::{Deserialize, Serialize};

/// Within how many opportunities a criterion is judged by default.
pub const OPPORTUNITIES: u32 = 20;

/// One item of the sequence a learner meets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemClass {
    /// Its template.
    pub template: TemplateId,
    /// How it is answered.
    pub format: ResponseFormat,
}

/// How often a criterion is met within so many opportunities.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PassRates {
    /// By one who does not know, never learns, and guesses every time.
    pub guesser_passes: f64,
    /// By one who knows from the first, never forgets, and slips now and then.
    pub knower_passes: f64,
}

/// The most opportunities followed: the tree of outcomes doubles with each.
const LIMIT: u32 = 24;

/// The exact rates at which a criterion is met within `opportunities` unassisted answers on fresh
/// instances, the items coming round in the order of `mix`.
///
/// Both learners stay in their state throughout; the belief, which cannot know that, is filtered
/// and moved on as in practice. Every history of outcomes is followed until the criterion holds
/// or can no longer be met. (Equal beliefs after different histories are too rare to merge: with
/// learning between the answers, their order matters.)
///
/// # Errors
/// An empty mix, or more than 24 opportunities.
pub fn pass_rates(
    criterion: &Criterion,
    parameters: &BktParameters,
    mix: &[ItemClass],
    opportunities: u32,
) -> Result<PassRates, MasteryError> {
    if mix.is_empty() {
        return Err(MasteryError::EmptyMix);
    }
    if opportunities > LIMIT {
        return Err(MasteryError::TooManyOpportunities {
            got: opportunities,
            limit: LIMIT,
        });
    }
    let tree = Tree::new(criterion, parameters, mix, opportunities as usize);
    let root = Node {
        answered: 0,
        recent: 0,
        belief: Belief::before(parameters),
        guesser: 1.0,
        knower: 1.0,
    };
    tree.passes(&root)
}

/// All that the histories of outcomes have in common.
struct Tree<'a> {
    criterion: &'a Criterion,
    transition: Transition,
    emissions: Vec<Emission>,
    /// By number of answers and outcomes of the latest ones: what is still open.
    prospects: Vec<Vec<Prospect>>,
}

/// What the latest outcomes, as bits, newest lowest, say about the criterion's count.
#[derive(Clone, Copy, PartialEq)]
enum Prospect {
    /// Met by them.
    Met,
    /// Not met, but more right answers can still meet it.
    Open,
    /// Too few opportunities are left.
    Lost,
}

/// One history of outcomes.
struct Node {
    answered: usize,
    recent: usize,
    belief: Belief,
    /// Chance of this history for one who guesses.
    guesser: f64,
    /// Chance of this history for one who knows.
    knower: f64,
}

impl<'a> Tree<'a> {
    fn new(
        criterion: &'a Criterion,
        parameters: &BktParameters,
        mix: &[ItemClass],
        opportunities: usize,
    ) -> Self {
        let sequence: Vec<&ItemClass> = mix.iter().cycle().take(opportunities).collect();
        let of = criterion.of() as usize;
        let mut prospects = vec![vec![Prospect::Lost; 1 << of]; opportunities + 1];
        for answered in (0..=opportunities).rev() {
            for recent in 0..1 << of {
                let met = is_consistent(criterion, &sequence[..answered], recent);
                let later = |right| {
                    prospects
                        .get(answered + 1)
                        .is_some_and(|next| next[push(criterion, recent, right)] != Prospect::Lost)
                };
                let prospect = match met {
                    true => Prospect::Met,
                    false if later(true) || later(false) => Prospect::Open,
                    false => Prospect::Lost,
                };
                prospects[answered][recent] = prospect;
            }
        }
        Self {
            criterion,
            transition: parameters.transition(),
            emissions: sequence
                .iter()
                .map(|item| Emission::new(parameters, item.format, 0))
                .collect(),
            prospects,
        }
    }

    /// The chances of meeting the criterion after a history that has not met it yet.
    fn passes(&self, node: &Node) -> Result<PassRates, MasteryError> {
        let mut rates = PassRates {
            guesser_passes: 0.0,
            knower_passes: 0.0,
        };
        let Some(emission) = self.emissions.get(node.answered) else {
            return Ok(rates);
        };
        for right in [true, false] {
            let likelihood = emission.likelihood(right);
            let filtered = node.belief.filter(&likelihood)?;
            let next = Node {
                answered: node.answered + 1,
                recent: push(self.criterion, node.recent, right),
                belief: filtered.transition(&self.transition),
                guesser: node.guesser * likelihood.unknown,
                knower: node.knower * likelihood.known,
            };
            let met = match self.prospects[next.answered][next.recent] {
                Prospect::Lost => continue,
                Prospect::Open => false,
                Prospect::Met => filtered.mastery() >= self.criterion.boundary(),
            };
            let PassRates {
                guesser_passes,
                knower_passes,
            } = if met {
                PassRates {
                    guesser_passes: next.guesser,
                    knower_passes: next.knower,
                }
            } else {
                self.passes(&next)?
            };
            rates.guesser_passes += guesser_passes;
            rates.knower_passes += knower_passes;
        }
        Ok(rates)
    }
}

/// The latest outcomes after one more.
fn push(criterion: &Criterion, recent: usize, right: bool) -> usize {
    (recent << 1 | usize::from(right)) & ((1 << criterion.of()) - 1)
}

/// The criterion's count, on outcomes as bits.
fn is_consistent(criterion: &Criterion, answered: &[&ItemClass], recent: usize) -> bool {
    let right: Vec<&ItemClass> = answered
        .iter()
        .rev()
        .take(criterion.of() as usize)
        .enumerate()
        .filter(|(age, _)| recent >> age & 1 == 1)
        .map(|(_, item)| *item)
        .collect();
    let templates = (0..right.len())
        .filter(|&i| {
            right[..i]
                .iter()
                .all(|item| item.template != right[i].template)
        })
        .count();
    right.len() >= criterion.right() as usize && templates >= criterion.templates() as usize
}
