//! A part of an item: what it asks, how it is marked, what it is worth.

mod candidates;
mod keys;
mod value;

pub(super) use candidates::{Candidates, Classes, MAX_CANDIDATES, members};
pub(super) use value::value;

use super::codes;
use super::compile::{Compiler, Reported, Result};
use super::front_matter::{FrontMatter, RawAnswer};
use super::program::Block;
use crate::answer::{AnswerKind, Credit};
use crate::base::PartId;

/// What a step costs where the template does not say: a share of what its part is worth.
const STEPS_COST: f64 = 0.25;

/// A part, compiled.
#[derive(Clone, Debug)]
pub struct Part {
    id: PartId,
    weight: f64,
    step_of: Option<PartId>,
    steps_cost: Credit,
    /// Whether a place in the body is its field's own.
    pub(super) slot: bool,
    pub(super) candidates: Candidates,
    /// Computes key and misconceptions, and which of them coincide.
    pub(super) block: Block,
}

impl Part {
    /// Its name.
    pub const fn id(&self) -> &PartId {
        &self.id
    }

    /// What kind of answer it asks for.
    pub const fn kind(&self) -> &AnswerKind {
        &self.candidates.kind
    }

    /// What it counts beside the other parts, greater than 0.
    pub const fn weight(&self) -> f64 {
        self.weight
    }

    /// The part it is a step of, if any.
    pub const fn step_of(&self) -> Option<&PartId> {
        self.step_of.as_ref()
    }

    /// Which share of its credit is given up when its steps are opened.
    pub const fn steps_cost(&self) -> Credit {
        self.steps_cost
    }

    /// Whether a place in the stem or a part's section is its field's own; otherwise its field
    /// stands below its section, or below the stem.
    pub const fn has_slot(&self) -> bool {
        self.slot
    }

    /// How many options a choice offers; 0 where it is none.
    pub fn option_count(&self) -> usize {
        match (self.candidates.is_choice(), self.candidates.options) {
            (false, _) => 0,
            (true, 0) => self.candidates.all.len(),
            (true, asked) => asked,
        }
    }
}

/// Compiles the parts in file order, each into a block of its own.
pub(super) fn compile(compiler: &mut Compiler<'_>, front: &FrontMatter) -> Result<Vec<Part>> {
    let compiled: Vec<Result<Part>> = front
        .answer
        .iter()
        .map(|answer| one(compiler, front, answer))
        .collect();
    let parts = compiled.into_iter().collect::<Result<Vec<Part>>>()?;
    if parts.is_empty() {
        return Err(Reported);
    }
    Ok(parts)
}

fn one(compiler: &mut Compiler<'_>, front: &FrontMatter, answer: &RawAnswer) -> Result<Part> {
    let candidates = keys::compile(compiler, front, answer);
    let block = compiler.end_block();
    Ok(Part {
        id: PartId::only(),
        weight: 1.0,
        step_of: None,
        steps_cost: Credit::new(STEPS_COST).unwrap_or_default(),
        slot: false,
        candidates: candidates?,
        block,
    })
}
