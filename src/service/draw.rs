//! Drawing an instance of a template, pinned so that it can be shown again.

use super::{Error, Service, json};
use crate::base::{BankId, Locale};
use crate::decision::Rationale;
use crate::mastery::BktParameters;
use crate::store::{
    Administration, AdministrationId, AdministrationState, Place, PlacementId, SourceHash,
};
use crate::template::{Instantiator, ItemInstance, ItemTemplate};

/// The way instances are drawn; a change to it gets the next number, so that the log tells what
/// drew an instance.
const GENERATOR_VERSION: u32 = 1;

/// How many draws are looked at for a fresh one: far more than a learner is ever given.
pub(super) const LONGEST_SEARCH: usize = 100_000;

/// What is drawn, for whom and why.
pub(super) struct Drawing<'a> {
    pub(super) place: &'a Place,
    pub(super) template: &'a ItemTemplate,
    pub(super) parameters: &'a BktParameters,
    pub(super) rationale: &'a Rationale,
    pub(super) seed: u64,
    pub(super) state: AdministrationState,
    /// The placement it is drawn for; none for practice.
    pub(super) placement: Option<PlacementId>,
}

impl Service {
    /// None where the order of a domain too large to be listed has a gap.
    pub(super) fn draw(
        &self,
        drawing: &Drawing<'_>,
        stratum: u32,
        counter: u64,
    ) -> Result<Option<(ItemInstance, Administration)>, Error> {
        let Drawing {
            place, template, ..
        } = drawing;
        let undrawable = |detail: String| Error::Undrawable {
            competency: place.competency.clone(),
            detail,
        };
        let mut drawer = template.drawer(&self.secret, &place.learner);
        let Some(draw) = drawer.draw(stratum as usize, counter) else {
            return Ok(None);
        };
        let mut instantiator = Instantiator::new(template);
        instantiator
            .issue(&mut drawer, &draw)
            .map_err(|error| undrawable(error.to_string()))?;
        let instance = instantiator
            .instance()
            .map_err(|error| undrawable(error.to_string()))?;
        let now = (self.clock)();
        let administration = Administration {
            id: AdministrationId::new(now),
            place: (*place).clone(),
            template: template.id().clone(),
            source: SourceHash::of(template.whole_source().text()),
            fingerprint: *template.domain_fingerprint(),
            stratum,
            counter,
            epoch: draw.epoch,
            identity: instance.identity,
            seen_before: draw.seen_before,
            generator_version: GENERATOR_VERSION,
            language: Some(self.spoken(&place.bank, template)),
            pinned: json(&instance.pinned)?,
            parameters: json(drawing.parameters)?,
            rationale: json(drawing.rationale)?,
            seed: drawing.seed,
            shown: now,
            placement: drawing.placement,
            state: drawing.state,
            hints: 0,
            steps: Vec::new(),
        };
        Ok(Some((instance, administration)))
    }

    /// The language a template is given in: the one asked for if the whole of it is written in it,
    /// else the bank's own.
    fn spoken(&self, bank: &BankId, template: &ItemTemplate) -> Locale {
        let own = self.locale(bank);
        self.language
            .map_or(own, |wished| template.spoken(wished, own))
    }
}
