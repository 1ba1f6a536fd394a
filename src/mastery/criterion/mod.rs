//! When mastery counts as shown: consistently, not once by chance.
//!
//! A criterion is data. Each requirement is a small automaton over the answers that count
//! (unassisted, on fresh instances) or a boundary that mastery must reach; `all`, `any` and `then`
//! put them together.

mod accuracy;
mod average;
mod coverage;
mod field;
mod node;
mod raw;
mod recent;
mod scope;
mod tally;
#[cfg(test)]
mod tests;
mod toml;
mod words;

pub(super) use accuracy::Accuracy;
pub(super) use average::{Average, Points};
pub(super) use coverage::{Need, Sessions, Strata, Templates};
pub(super) use node::{Leaf, Node, Part, each, stages};
pub use raw::{
    ByCosts, Every, FullAccuracy, RawAccuracy, RawAverage, RawBoundary, RawCoverage, RawCriterion,
    RawTemplates,
};
pub(super) use recent::{Recent, Streak};
pub use scope::Scope;
pub use tally::Tally;
pub(super) use tally::{Kinds, Observed, Rule};

use super::Window;
use serde::{Serialize, Serializer};
use std::sync::Arc;

/// A checked criterion: a tree of requirements.
#[derive(Clone, Debug, PartialEq)]
pub struct Criterion(Arc<Checked>);

#[derive(Debug, PartialEq)]
struct Checked {
    raw: RawCriterion,
    root: Part,
    kinds: Kinds,
}

/// What is held of a learner's mastery when a criterion is judged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judgement {
    /// Filtered mastery, in [0, 1].
    pub mastery: f64,
    /// Whether declaring mastery is expected to cost least: what `boundary = "costs"` asks.
    pub pays: bool,
}

impl Judgement {
    /// By mastery alone.
    pub const fn of(mastery: f64) -> Self {
        Self {
            mastery,
            pays: false,
        }
    }
}

impl Criterion {
    /// The most recent answers a criterion may look at.
    pub const LONGEST: u32 = 50;
    /// How deep `all`, `any` and `then` may be nested.
    pub const DEEPEST: u32 = 4;
    /// How many requirements it may be made of.
    pub const LARGEST: u32 = 32;
    /// Answers taken for one session, where sessions are reckoned with before there are any.
    pub const PER_SESSION: u32 = 5;

    /// The criterion as it is written.
    pub fn raw(&self) -> &RawCriterion {
        &self.0.raw
    }

    pub(super) fn root(&self) -> &Part {
        &self.0.root
    }

    pub(super) fn kinds(&self) -> &Kinds {
        &self.0.kinds
    }

    /// Before any answer.
    pub fn begin(&self) -> Tally {
        Tally {
            criterion: self.clone(),
            kinds: self.0.kinds.clone(),
            state: vec![0; self.0.root.words],
        }
    }

    /// What it makes of the latest answers, from the first of them on.
    pub fn fold(&self, window: &Window) -> Tally {
        let mut tally = self.begin();
        for answer in window.answers() {
            tally.push(answer);
        }
        tally
    }

    /// Whether it holds after these answers.
    pub fn holds_for(&self, judgement: &Judgement, window: &Window) -> bool {
        self.fold(window).holds(judgement)
    }

    /// Whether it asks for what costs least.
    pub fn asks_costs(&self) -> bool {
        self.0
            .root
            .node
            .boundaries()
            .any(|boundary| boundary.is_none())
    }

    /// The highest boundary of mastery it names, for a line in a plot.
    pub fn boundary(&self) -> Option<f64> {
        let boundaries = self.0.root.node.boundaries();
        boundaries.flatten().reduce(f64::max)
    }

    /// How many of the latest answers it looks at, for “so many of your last so many”.
    pub fn span(&self) -> u32 {
        self.0.root.node.span()
    }
}

impl Serialize for Criterion {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.raw.serialize(serializer)
    }
}
