//! How often a criterion is met by one who only guesses and by one who knows, exactly.

use super::{
    Belief, BktParameters, Criterion, Emission, MasteryError, Pace, ResponseFormat, Transition,
};
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
    pace: Pace,
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
            pace: parameters.learners().pace([]),
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
                Prospect::Met => filtered.mastery(&self.pace) >= self.criterion.boundary(),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Secret, Stream};
    use crate::mastery::{Answer, Evidence, RawCriterion, RawParameters, Trace, Window};

    /// Sums of some thousand products of at most twenty factors.
    const ROUNDING: f64 = 1e-12;

    fn parameters() -> BktParameters {
        let raw = RawParameters {
            prior: 0.25,
            learn: 0.12,
            forget: 0.01,
            guess: 0.15,
            slip: 0.1,
            hint: 0.25,
        };
        raw.check().unwrap()
    }

    fn mix(formats: &[(&str, ResponseFormat)]) -> Vec<ItemClass> {
        formats
            .iter()
            .map(|&(template, format)| ItemClass {
                template: TemplateId::new(template).unwrap(),
                format,
            })
            .collect()
    }

    fn mixed() -> Vec<ItemClass> {
        mix(&[
            ("c/a", ResponseFormat::Typed),
            ("c/b", ResponseFormat::ChooseOne { options: 3 }),
            ("c/a", ResponseFormat::Typed),
        ])
    }

    /// Whether the criterion holds at some time, by the very types practice uses.
    fn passes(
        criterion: &Criterion,
        mix: &[ItemClass],
        outcomes: impl Iterator<Item = bool>,
    ) -> bool {
        let parameters = parameters();
        let mut trace = Trace::before(&parameters);
        let mut window = Window::default();
        outcomes.zip(mix.iter().cycle()).any(|(right, item)| {
            let evidence = Evidence::new(&parameters, item.format, 0, right);
            trace = trace.absorb(&evidence).unwrap();
            let template = item.template.clone();
            window.push(Answer { template, right }, criterion.of());
            criterion.holds(trace.mastery(), &window)
        })
    }

    fn chances(item: &ItemClass) -> (f64, f64) {
        let likelihood = Emission::new(&parameters(), item.format, 0).likelihood(true);
        (likelihood.unknown, likelihood.known)
    }

    #[test]
    fn it_is_what_enumerating_every_history_gives() {
        let mix = mixed();
        for (right, of, templates, boundary) in [
            (4, 5, 2, 0.95),
            (2, 3, 1, 0.9),
            (3, 3, 2, 0.99),
            (1, 1, 1, 0.5),
        ] {
            let raw = RawCriterion {
                boundary,
                right,
                of,
                templates,
            };
            let criterion = raw.check().unwrap();
            for length in [0, 1, 4, 9_u32] {
                let (mut guesser, mut knower) = (0.0, 0.0);
                for history in 0..1_u32 << length {
                    let outcomes = || (0..length).map(|i| history >> i & 1 == 1);
                    if !passes(&criterion, &mix, outcomes()) {
                        continue;
                    }
                    let chance = |pick: fn((f64, f64)) -> f64| -> f64 {
                        let of_one = |(right, item)| {
                            let p = pick(chances(item));
                            if right { p } else { 1.0 - p }
                        };
                        outcomes().zip(mix.iter().cycle()).map(of_one).product()
                    };
                    guesser += chance(|(guess, _)| guess);
                    knower += chance(|(_, right)| right);
                }
                let exact = pass_rates(&criterion, &parameters(), &mix, length).unwrap();
                assert!(
                    (exact.guesser_passes - guesser).abs() < ROUNDING,
                    "{raw:?} {length}"
                );
                assert!(
                    (exact.knower_passes - knower).abs() < ROUNDING,
                    "{raw:?} {length}"
                );
            }
        }
    }

    #[test]
    fn it_is_what_simulation_gives_within_three_standard_errors() {
        const LEARNERS: u32 = 20_000;
        let (criterion, mix) = (Criterion::default(), mixed());
        let exact = pass_rates(&criterion, &parameters(), &mix, OPPORTUNITIES).unwrap();
        let key = Secret::from_seed("pass rates").key("simulation", &[]);
        let mut stream = Stream::new(&key, 0);
        let mut simulate = |pick: fn((f64, f64)) -> f64| {
            let passed = (0..LEARNERS).filter(|_| {
                let outcomes: Vec<bool> = mix
                    .iter()
                    .cycle()
                    .take(OPPORTUNITIES as usize)
                    .map(|item| {
                        ((stream.next_u64() >> 11) as f64)
                            < pick(chances(item)) * (1_u64 << 53) as f64
                    })
                    .collect();
                passes(&criterion, &mix, outcomes.into_iter())
            });
            passed.count() as f64 / f64::from(LEARNERS)
        };
        for (exact, simulated) in [
            (exact.guesser_passes, simulate(|(guess, _)| guess)),
            (exact.knower_passes, simulate(|(_, right)| right)),
        ] {
            let error = (exact * (1.0 - exact) / f64::from(LEARNERS)).sqrt();
            assert!(
                (exact - simulated).abs() <= 3.0 * error,
                "{exact} {simulated} ± {error}"
            );
        }
    }

    /// One right answer of one on one template: the guesser passes unless all n are wrong, if one
    /// right answer lifts the belief over the boundary.
    #[test]
    fn the_simplest_criterion_by_hand() {
        let raw = RawCriterion {
            boundary: 0.5,
            right: 1,
            of: 1,
            templates: 1,
        };
        let mix = mix(&[("c/a", ResponseFormat::Typed)]);
        let rates = pass_rates(&raw.check().unwrap(), &parameters(), &mix, 1).unwrap();
        assert!((rates.guesser_passes - 0.15).abs() < ROUNDING);
        assert!((rates.knower_passes - 0.9).abs() < ROUNDING);
    }

    #[test]
    fn what_cannot_be_followed_is_refused() {
        let criterion = Criterion::default();
        assert_eq!(
            pass_rates(&criterion, &parameters(), &[], 20),
            Err(MasteryError::EmptyMix)
        );
        assert_eq!(
            pass_rates(&criterion, &parameters(), &mixed(), 25)
                .unwrap_err()
                .to_string(),
            "pass rates are computed for at most 24 opportunities, not 25; lower the number"
        );
    }
}
