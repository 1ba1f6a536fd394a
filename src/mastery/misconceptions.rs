//! Which misconceptions a learner seems to hold.

use crate::base::{MisconceptionId, TemplateId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// P(held) before anything was seen.
const PRIOR: f64 = 0.1;

/// P(the answer it leads to | held).
const SHOWS: f64 = 0.7;

/// P(the very same answer | not held): a slip may hit it.
const BY_CHANCE: f64 = 0.05;

/// Shown on fewer problems it is not named: once is an accident.
const REPEATED: u32 = 2;

/// P(held) from which it is named.
const NAMED: f64 = 0.5;

/// What is believed of one misconception.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// Odds that it is held.
    odds: f64,
    /// Answers that showed it.
    shown: u32,
    /// The templates they were given on.
    templates: BTreeSet<TemplateId>,
}

impl Held {
    /// P(held).
    pub fn chance(&self) -> f64 {
        self.odds / (1.0 + self.odds)
    }

    /// Answers that showed it.
    pub const fn shown(&self) -> u32 {
        self.shown
    }

    /// Whether it was shown often enough, and is likely enough, to be told to a teacher.
    pub fn is_named(&self) -> bool {
        self.shown >= REPEATED && self.chance() >= NAMED
    }
}

/// The misconceptions a learner's wrong answers in one competency have pointed to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Misconceptions {
    held: BTreeMap<MisconceptionId, Held>,
}

impl Misconceptions {
    /// Takes a wrong answer in that any of these misconceptions explains: each alone of n is as
    /// likely behind it, so that the odds grow by P(shows)/n against P(by chance).
    pub fn shown(&mut self, template: &TemplateId, misconceptions: &[MisconceptionId]) {
        let share = misconceptions.len().max(1) as f64;
        for id in misconceptions {
            let held = self.held.entry(id.clone()).or_insert_with(|| Held {
                odds: PRIOR / (1.0 - PRIOR),
                shown: 0,
                templates: BTreeSet::new(),
            });
            held.odds *= (SHOWS / share / BY_CHANCE).max(1.0);
            held.shown = held.shown.saturating_add(1);
            held.templates.insert(template.clone());
        }
    }

    /// Takes a right answer without help in, on a template where some of them have shown: the odds
    /// fall by P(does not show | held) against P(does not show | not held).
    pub fn passed(&mut self, template: &TemplateId) {
        for held in self.held.values_mut() {
            if held.templates.contains(template) {
                held.odds *= (1.0 - SHOWS) / (1.0 - BY_CHANCE);
            }
        }
    }

    /// What is believed, by name.
    pub fn all(&self) -> impl Iterator<Item = (&MisconceptionId, &Held)> {
        self.held.iter()
    }

    /// Those a teacher is told of, the likeliest first.
    pub fn named(&self) -> Vec<(&MisconceptionId, &Held)> {
        let mut named: Vec<_> = self.all().filter(|(_, held)| held.is_named()).collect();
        named.sort_by(|a, b| b.1.odds.total_cmp(&a.1.odds));
        named
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template(name: &str) -> TemplateId {
        TemplateId::new(name).unwrap()
    }

    fn id(name: &str) -> MisconceptionId {
        MisconceptionId::new(name).unwrap()
    }

    /// Odds 1/9 × 14 = 1.556, twice 21.8; a right answer leaves .3/.95 of them.
    #[test]
    fn a_misconception_is_named_once_it_repeats() {
        let (a, added) = (template("c/a"), id("added"));
        let mut all = Misconceptions::default();
        all.shown(&a, std::slice::from_ref(&added));
        let chance = |all: &Misconceptions| all.held[&added].chance();
        assert!((chance(&all) - 14.0 / 23.0).abs() < 1e-12);
        assert!(all.named().is_empty(), "once is an accident");
        all.shown(&a, std::slice::from_ref(&added));
        assert_eq!(all.named()[0].0, &added);
        for _ in 0..2 {
            all.passed(&template("c/b"));
        }
        assert!(chance(&all) > 0.95, "it could not show there");
        for _ in 0..3 {
            all.passed(&a);
        }
        assert!(chance(&all) < 0.5 && all.named().is_empty());
    }

    #[test]
    fn one_of_several_says_less_and_never_the_contrary() {
        let a = template("c/a");
        let mut all = Misconceptions::default();
        let many: Vec<_> = (0..20).map(|n| id(&format!("m{n}"))).collect();
        all.shown(&a, &many);
        all.shown(&a, &many[..2]);
        assert!((all.held[&many[19]].chance() - PRIOR).abs() < 1e-12);
        assert!((all.held[&many[0]].chance() - 7.0 / 16.0).abs() < 1e-12);
    }
}
