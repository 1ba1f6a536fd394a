//! The course of one placement: the map it was begun on, and its answers taken in again.

use super::super::Error;
use crate::bank::{Bank, PlacementPlan};
use crate::base::CompetencyId;
use crate::decision::placement::{
    CompetencyPrior, Item, Placement, PlacementMap, PlacementOptions,
};
use crate::mastery::Likelihood;
use crate::store::{self, PlacementAnswer};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// What a placement is made on, as it was when it began: so that what its answers tell is the same
/// whatever becomes of the bank. Competencies stand in the order of the map.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Course {
    competencies: Vec<CompetencyId>,
    map: Vec<CompetencyPrior>,
    items: Vec<Option<Item>>,
    options: PlacementOptions,
    /// What earlier practice says of each.
    practice: Vec<Option<Likelihood>>,
}

impl Course {
    /// A new one; `practice` is what earlier practice says of each competency, by its id.
    pub(super) fn new(
        plan: &PlacementPlan,
        bank: &Bank,
        practice: &HashMap<CompetencyId, Likelihood>,
    ) -> Self {
        let all = bank.competencies();
        let own = || plan.order().iter().filter_map(|&at| all.get(at));
        Self {
            competencies: own().map(|competency| competency.id.clone()).collect(),
            map: plan.map().competencies().to_vec(),
            items: plan.items().to_vec(),
            options: *plan.options(),
            practice: own()
                .map(|competency| practice.get(&competency.id).copied())
                .collect(),
        }
    }

    /// The one of a placement that was stored.
    pub(super) fn read(placement: &store::Placement) -> Result<Self, Error> {
        serde_json::from_str(&placement.map).map_err(Error::PlacementRecord)
    }

    /// Questions at most.
    pub(super) const fn questions(&self) -> u32 {
        self.options.questions
    }

    /// The competency at a place of the map.
    pub(super) fn competency(&self, place: usize) -> Option<&CompetencyId> {
        self.competencies.get(place)
    }

    /// The competencies, by place of the map.
    pub(super) fn competencies(&self) -> &[CompetencyId] {
        &self.competencies
    }

    /// The map with everything taken in.
    pub(super) fn placement(&self, answers: &[PlacementAnswer]) -> Result<Placement, Error> {
        let map = PlacementMap::new(self.map.clone())?;
        let mut placement = Placement::new(&map, self.items.clone(), self.options)?;
        for (place, said) in self.practice.iter().enumerate() {
            if let Some(said) = said {
                placement.suppose(place, said.unknown, said.known)?;
            }
        }
        for answer in answers {
            let mut all = self.competencies.iter();
            if let Some(place) = all.position(|one| *one == answer.competency) {
                placement.observe(place, answer.applied.unknown, answer.applied.known)?;
            }
        }
        Ok(placement)
    }
}
