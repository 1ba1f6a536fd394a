//! How often a criterion is met by one who only guesses and by one who knows, exactly.

use super::criterion::{Observed, Part};
use super::{
    Answer, Belief, BktParameters, Criterion, Emission, Judgement, MasteryError, ResponseFormat,
    Transition,
};
use crate::base::TemplateId;
use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Within how many opportunities a criterion is judged by default.
pub const OPPORTUNITIES: u32 = 20;

/// One item of the sequence a learner meets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemClass {
    /// Its template.
    pub template: TemplateId,
    /// Its stratum.
    #[serde(default)]
    pub stratum: u32,
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
    /// The opportunities within which half of those who know meet it; none where fewer ever do.
    pub knower_median: Option<u32>,
    /// By how much either rate may be off, at most: what was too rare to follow, and what came too
    /// near to a boundary to be told from it.
    pub off: f64,
}

/// Histories too rare to follow may make up this much in all.
const RARE: f64 = 1e-12;

/// States told apart at one opportunity, at most.
const LIMIT: usize = 1 << 19;

/// Bits of a mass that are left out when beliefs are compared: 32 of its 52 digits remain.
const DROPPED: u32 = 20;

/// How far apart the masses of beliefs taken as one may come to lie, in relative terms: each
/// of at most 50 comparisons leaves 2⁻³² of two masses.
const ALIKE: f64 = 50.0 / (1_u64 << 31) as f64;

/// The exact rates at which a criterion is met within `opportunities` unassisted answers on fresh
/// instances, the items coming round in the order of `mix`, five to a session.
///
/// Both learners stay in their state throughout; the belief, which cannot know that, is filtered
/// and moved on as in practice, and `judge` says what is held of it. Histories that leave the
/// criterion's automata and the belief in the same place are followed as one, until the criterion
/// holds or can no longer be met.
///
/// Beliefs are the same where all masses agree to 32 binary digits. Filtering keeps ratios of
/// masses as they are and a transition never widens them (Birkhoff 1957,
/// doi:10.1090/S0002-9947-1957-0087058-6), so they stay alike; where one comes so near to a boundary that it matters, the
/// history's chance is added to [`PassRates::off`].
///
/// # Errors
/// An empty mix, more than 50 opportunities, or a criterion too intricate to follow.
pub fn pass_rates(
    criterion: &Criterion,
    parameters: &BktParameters,
    mix: &[ItemClass],
    opportunities: u32,
    judge: &dyn Fn(&Belief) -> Judgement,
) -> Result<PassRates, MasteryError> {
    let items = sequence(criterion, parameters, mix, opportunities)?;
    let follow = Follow {
        root: criterion.root(),
        judges: criterion.root().node.boundaries().next().is_some(),
        transition: parameters.transition(),
        judge,
    };
    let mut level = Level::default();
    let begin = State {
        belief: Belief::before(parameters),
        guesser: 1.0,
        knower: 1.0,
    };
    level.put(vec![0; follow.root.words], begin)?;
    let mut rates = PassRates {
        guesser_passes: 0.0,
        knower_passes: 0.0,
        knower_median: None,
        off: 0.0,
    };
    let mut left = items.len();
    for item in &items {
        left -= 1;
        level = follow.step(level, item, left, &mut rates)?;
        let at = (items.len() - left) as u32;
        if rates.knower_passes >= 0.5 {
            rates.knower_median.get_or_insert(at);
        }
        level.forget_rare(RARE / items.len() as f64, &mut rates);
    }
    Ok(rates)
}

/// One item as the criterion and the belief see it.
pub(super) struct Item {
    /// The answer if it is right.
    right: Observed,
    emission: Emission,
}

impl Item {
    /// An answer to it.
    pub const fn answer(&self, right: bool) -> Observed {
        Observed {
            right,
            ..self.right
        }
    }
}

/// The items a learner meets.
pub(super) fn sequence(
    criterion: &Criterion,
    parameters: &BktParameters,
    mix: &[ItemClass],
    opportunities: u32,
) -> Result<Vec<Item>, MasteryError> {
    if mix.is_empty() {
        return Err(MasteryError::EmptyMix);
    }
    if opportunities > Criterion::LONGEST {
        return Err(MasteryError::TooManyOpportunities {
            got: opportunities,
            limit: Criterion::LONGEST,
        });
    }
    let mut kinds = criterion.kinds().clone();
    let mut item = |(at, class): (u32, &ItemClass)| Item {
        right: kinds.observe(&Answer {
            template: class.template.clone(),
            stratum: class.stratum,
            right: true,
            session: at / Criterion::PER_SESSION,
        }),
        emission: Emission::new(parameters, class.format, 0),
    };
    let items = (0..opportunities).zip(mix.iter().cycle());
    Ok(items.map(&mut item).collect())
}

/// What histories have come to.
struct State {
    belief: Belief,
    /// Their chance for one who guesses.
    guesser: f64,
    /// Their chance for one who knows.
    knower: f64,
}

/// Everything that can be the case after so many answers, in the order in which it was found.
#[derive(Default)]
struct Level {
    states: Vec<(Vec<u64>, State)>,
    /// Where a state stands, by its words and the digits of its belief.
    places: HashMap<Vec<u64>, usize, FixedState>,
}

impl Level {
    /// Adds histories to those of the same words and belief.
    fn put(&mut self, key: Vec<u64>, state: State) -> Result<(), MasteryError> {
        match self.places.entry(key) {
            Entry::Occupied(place) => {
                if let Some((_, there)) = self.states.get_mut(*place.get()) {
                    there.guesser += state.guesser;
                    there.knower += state.knower;
                }
            }
            Entry::Vacant(place) => {
                if self.states.len() >= LIMIT {
                    return Err(MasteryError::TooIntricate { limit: LIMIT });
                }
                let words = place.key().clone();
                place.insert(self.states.len());
                self.states.push((words, state));
            }
        }
        Ok(())
    }

    /// Leaves out what is so rare that all of it together comes to no more than `most`.
    fn forget_rare(&mut self, most: f64, rates: &mut PassRates) {
        let each = most / self.states.len().max(1) as f64;
        self.states.retain(|(_, state)| {
            let chance = state.guesser.max(state.knower);
            if chance <= each {
                rates.off += chance;
            }
            chance > each
        });
    }
}

/// What every step has in common.
struct Follow<'a> {
    root: &'a Part,
    /// Whether the belief plays a part.
    judges: bool,
    transition: Transition,
    judge: &'a dyn Fn(&Belief) -> Judgement,
}

/// Whether a criterion holds, as far as can be told.
enum Held {
    Yes,
    No,
    /// Mastery is too near to a boundary to be sure; and whether it would hold.
    Close(bool),
}

impl Follow<'_> {
    /// All states after one more answer, those left out that meet the criterion or no longer can.
    fn step(
        &self,
        level: Level,
        item: &Item,
        left: usize,
        rates: &mut PassRates,
    ) -> Result<Level, MasteryError> {
        let mut next = Level::default();
        for (words, state) in &level.states {
            for right in [true, false] {
                let mut words = words[..self.root.words.min(words.len())].to_vec();
                self.root.push(&mut words, &item.answer(right));
                let more = self.root.more(&words) as usize;
                if more > left {
                    continue;
                }
                let likelihood = item.emission.likelihood(right);
                let (guesser, knower) = (
                    state.guesser * likelihood.unknown,
                    state.knower * likelihood.known,
                );
                let filtered = match self.judges {
                    true => state.belief.filter(&likelihood)?,
                    false => state.belief,
                };
                let held = match more {
                    0 => self.holds(&words, &filtered),
                    _ => Held::No,
                };
                if let Held::Close(_) = held {
                    rates.off += guesser.max(knower);
                }
                if let Held::Yes | Held::Close(true) = held {
                    rates.guesser_passes += guesser;
                    rates.knower_passes += knower;
                    continue;
                }
                let belief = match self.judges {
                    true => filtered.transition(&self.transition),
                    false => filtered,
                };
                if self.judges {
                    let masses = [belief.unknown(), belief.known(), belief.stuck()];
                    words.extend(masses.concat().iter().map(|mass| mass.to_bits() >> DROPPED));
                }
                let state = State {
                    belief,
                    guesser,
                    knower,
                };
                next.put(words, state)?;
            }
        }
        Ok(next)
    }

    /// Whether the criterion holds, of which no answer is missing any more.
    fn holds(&self, words: &[u64], filtered: &Belief) -> Held {
        if !self.judges {
            return Held::Yes;
        }
        let judgement = (self.judge)(filtered);
        let with = |mastery: f64| {
            let judgement = Judgement {
                mastery,
                ..judgement
            };
            self.root.holds(&judgement, words)
        };
        let mastery = judgement.mastery;
        // What is off in the odds of known against unknown is off by no more in the mass of known.
        let slack = ALIKE * mastery.min(1.0 - mastery);
        match (with(mastery - slack), with(mastery + slack)) {
            (true, _) => Held::Yes,
            (false, false) => Held::No,
            (false, true) => Held::Close(with(mastery)),
        }
    }
}

#[cfg(test)]
mod tests;
