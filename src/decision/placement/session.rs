//! One learner's placement: ask what tells most, until asking no longer pays.

use super::error::PlacementError;
use super::map::PlacementMap;
use super::tree::{Passes, Tree};
use serde::{Deserialize, Serialize};

/// How items of a competency are answered.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// P(right | not known).
    pub guess: f64,
    /// P(wrong | known).
    pub slip: f64,
    /// What an item takes, in minutes.
    pub minutes: f64,
}

/// How a placement is made.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlacementOptions {
    /// Questions at most.
    pub questions: u32,
    /// It ends when a minute saves fewer misplaced competencies than this.
    pub saved_per_minute: f64,
    /// P(known) from which a competency is settled as known, and 1 minus it as not known.
    pub settled: f64,
}

impl Default for PlacementOptions {
    fn default() -> Self {
        Self {
            questions: 20,
            saved_per_minute: 0.02,
            settled: 0.95,
        }
    }
}

/// What is said of one competency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Known, by answers to its own items.
    Shown,
    /// Known, by what the map makes of other answers: it unlocks work, and is no proof.
    Inferred,
    /// Not settled.
    Open,
    /// Not known yet.
    NotYet,
}

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Next {
    /// Ask about this competency.
    Ask {
        /// Which.
        competency: usize,
        /// What the answer is expected to tell, in bits.
        bits: f64,
        /// Misplaced competencies it is expected to save.
        saves: f64,
    },
    /// Asking no longer pays, or all questions are used.
    Enough,
}

/// One learner's placement.
#[derive(Clone, Debug)]
pub struct Placement {
    tree: Tree,
    passes: Passes,
    items: Vec<Option<Item>>,
    options: PlacementOptions,
    seen: Vec<[f64; 2]>,
    answers: Vec<u32>,
    known: Vec<f64>,
}

/// Competencies whose worth is worked out exactly: those that tell most.
const SHORTLIST: usize = 3;

/// Answers in a row on one competency that are thought ahead: one alone often changes no verdict,
/// and is worth its minute all the same.
const AHEAD: u32 = 3;

impl Placement {
    /// Before the first question. Where a competency has no item, nothing is asked of it, and only
    /// the map tells.
    ///
    /// # Errors
    /// A map that cannot be inferred on, items that are not one for each of its competencies, or
    /// whose right answer does not speak for knowing.
    pub fn new(
        map: &PlacementMap,
        items: Vec<Option<Item>>,
        options: PlacementOptions,
    ) -> Result<Self, PlacementError> {
        let n = map.competencies().len();
        if items.len() != n {
            return Err(PlacementError::NoSuchCompetency(items.len().min(n)));
        }
        let given = items.iter().enumerate();
        for (competency, item) in given.filter_map(|(at, item)| Some((at, item.as_ref()?))) {
            let refused = |name, got, allowed| PlacementError::OutOfRange {
                competency,
                name,
                got,
                allowed,
            };
            for (name, got) in [("guess", item.guess), ("slip", item.slip)] {
                if !(got > 0.0 && got < 1.0) {
                    return Err(refused(name, got, "between 0 and 1"));
                }
            }
            if item.guess + item.slip >= 1.0 {
                let allowed = "less than 1 together with guess";
                return Err(refused("slip", item.slip, allowed));
            }
            if !(item.minutes > 0.0 && item.minutes.is_finite()) {
                return Err(refused("minutes", item.minutes, "more than 0"));
            }
        }
        let tree = Tree::new(map)?;
        let mut passes = Passes::default();
        let seen = vec![[1.0; 2]; n];
        let known = tree.marginals(&seen, &mut passes);
        Ok(Self {
            tree,
            passes,
            items,
            options,
            seen,
            answers: vec![0; n],
            known,
        })
    }

    /// P(known) of every competency, by all answers so far.
    pub fn known(&self) -> &[f64] {
        &self.known
    }

    /// Questions answered.
    pub fn questions(&self) -> u32 {
        self.answers.iter().sum()
    }

    /// Takes an answer to the usual item of a competency in.
    ///
    /// # Errors
    /// There is no such competency, or it has no item.
    pub fn answer(&mut self, competency: usize, right: bool) -> Result<(), PlacementError> {
        let Some(Some(item)) = self.items.get(competency) else {
            return Err(PlacementError::NoSuchCompetency(competency));
        };
        let (on_unknown, on_known) = match right {
            true => (item.guess, 1.0 - item.slip),
            false => (1.0 - item.guess, item.slip),
        };
        self.observe(competency, on_unknown, on_known)
    }

    /// Takes an answer in by how likely it is if the competency is not known and if it is: where an
    /// item was another than the usual one, or the answer was right in part.
    ///
    /// # Errors
    /// There is no such competency, or nobody could have given this answer.
    pub fn observe(
        &mut self,
        competency: usize,
        on_unknown: f64,
        on_known: f64,
    ) -> Result<(), PlacementError> {
        self.suppose(competency, on_unknown, on_known)?;
        self.answers[competency] = self.answers[competency].saturating_add(1);
        Ok(())
    }

    /// Takes in what is known of a competency beside the questions, such as from earlier practice,
    /// by how likely it is in each state; only the proportion counts.
    ///
    /// # Errors
    /// There is no such competency, or neither state is possible.
    pub fn suppose(
        &mut self,
        competency: usize,
        on_unknown: f64,
        on_known: f64,
    ) -> Result<(), PlacementError> {
        let seen = self.seen.get_mut(competency);
        let [unknown, known] = seen.ok_or(PlacementError::NoSuchCompetency(competency))?;
        let (a, b) = (*unknown * on_unknown, *known * on_known);
        if !(a >= 0.0 && b >= 0.0 && a + b > 0.0 && (a + b).is_finite()) {
            return Err(PlacementError::OutOfRange {
                competency,
                name: "likelihood",
                got: a + b,
                allowed: "more than 0 in one of both states",
            });
        }
        // Proportions are all that counts.
        (*unknown, *known) = (a / (a + b), b / (a + b));
        self.known = self.tree.marginals(&self.seen, &mut self.passes);
        Ok(())
    }

    /// Asks no more of a competency, for instance since its problems are used up.
    pub fn leave_out(&mut self, competency: usize) {
        if let Some(item) = self.items.get_mut(competency) {
            *item = None;
        }
    }

    /// What comes next.
    ///
    /// An answer depends on one competency alone, so that what it tells of the whole map is what it
    /// tells of that one: I(answer; map) = I(answer; competency), from its marginal.
    pub fn ask(&mut self) -> Next {
        if self.questions() >= self.options.questions {
            return Next::Enough;
        }
        let items = self.items.iter().enumerate();
        let mut telling: Vec<(f64, Item, usize)> = items
            .filter_map(|(competency, item)| Some((competency, (*item)?)))
            .map(|(competency, item)| {
                (
                    self.bits(competency, &item) / item.minutes,
                    item,
                    competency,
                )
            })
            .collect();
        telling.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.2.cmp(&b.2)));
        let mut best = Next::Enough;
        let mut most = self.options.saved_per_minute;
        for &(_, item, competency) in telling.iter().take(SHORTLIST) {
            let (saves, per_minute) = self.saved(competency, &item);
            if per_minute >= most {
                most = per_minute;
                best = Next::Ask {
                    competency,
                    bits: self.bits(competency, &item),
                    saves,
                };
            }
        }
        best
    }

    /// What is said of a competency; none for one there is not.
    pub fn standing(&self, competency: usize) -> Option<Standing> {
        let known = *self.known.get(competency)?;
        Some(if known >= self.options.settled {
            match self.answers[competency] > 0 {
                true => Standing::Shown,
                false => Standing::Inferred,
            }
        } else if known <= 1.0 - self.options.settled {
            Standing::NotYet
        } else {
            Standing::Open
        })
    }

    /// Competencies expected to be misplaced if it ended now: Σ min(P(known), P(not known)).
    pub fn misplaced(&self) -> f64 {
        misplaced(&self.known)
    }

    /// What an answer is expected to tell, in bits.
    fn bits(&self, competency: usize, item: &Item) -> f64 {
        let known = self.known[competency];
        let right = known * (1.0 - item.slip) + (1.0 - known) * item.guess;
        let given = known * entropy(item.slip) + (1.0 - known) * entropy(item.guess);
        (entropy(right) - given).max(0.0)
    }

    /// Misplacements that answers on a competency are expected to save: by one answer, and by the
    /// number of answers that saves most a minute.
    ///
    /// All marginals are mixtures of what they are if the competency is known and if it is not, in
    /// the shares that the answers leave.
    fn saved(&mut self, competency: usize, item: &Item) -> (f64, f64) {
        let known = self.known[competency];
        let mut given = |state: [f64; 2]| {
            let before = std::mem::replace(&mut self.seen[competency], state);
            let marginals = self.tree.marginals(&self.seen, &mut self.passes);
            self.seen[competency] = before;
            marginals
        };
        let (if_unknown, if_known) = (given([1.0, 0.0]), given([0.0, 1.0]));
        let now = misplaced(&self.known);
        let after = |right: u32, of: u32| {
            let ways = ways(of, right);
            let wrong = of - right;
            let power = |p: f64, n: u32| (0..n).fold(1.0, |all, _| all * p);
            let on_known = ways * power(1.0 - item.slip, right) * power(item.slip, wrong) * known;
            let on_unknown =
                ways * power(item.guess, right) * power(1.0 - item.guess, wrong) * (1.0 - known);
            let chance = on_known + on_unknown;
            let share = if chance > 0.0 { on_known / chance } else { 0.0 };
            let mixed = if_known.iter().zip(&if_unknown);
            let left: f64 = mixed
                .map(|(a, b)| {
                    let p = share * a + (1.0 - share) * b;
                    p.min(1.0 - p)
                })
                .sum();
            chance * left
        };
        let saves = |of: u32| now - (0..=of).map(|right| after(right, of)).sum::<f64>();
        let per_minute = (1..=AHEAD)
            .map(|of| saves(of) / (f64::from(of) * item.minutes))
            .fold(0.0, f64::max);
        (saves(1), per_minute)
    }
}

fn misplaced(known: &[f64]) -> f64 {
    known.iter().map(|&p| p.min(1.0 - p)).sum()
}

/// Ways to choose k of n.
fn ways(n: u32, k: u32) -> f64 {
    (0..k).fold(1.0, |ways, at| ways * f64::from(n - at) / f64::from(at + 1))
}

/// The entropy of a yes-or-no question, in bits.
fn entropy(p: f64) -> f64 {
    let term = |p: f64| if p > 0.0 { -p * libm::log2(p) } else { 0.0 };
    term(p) + term(1.0 - p)
}
