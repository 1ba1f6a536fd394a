//! The next problem: decided, drawn, pinned and stored before it is shown.

use super::desk::Desk;
use super::sitting::attempts;
use super::stands::stands;
use super::{Error, Next, PATIENCE, Service};
use crate::base::{BankId, CompetencyId, LearnerId};
use crate::session::State;
use crate::store::{Administration, AdministrationId, Place};

impl Service {
    /// The problem under way for a competency, else a new one, stored before it is shown; or why
    /// there is none.
    ///
    /// # Errors
    /// There is no such bank or competency, or the database cannot be written.
    pub async fn start_or_resume(
        &self,
        learner: &LearnerId,
        bank: &BankId,
        competency: &CompetencyId,
    ) -> Result<Next, Error> {
        let place = Place {
            learner: learner.clone(),
            bank: bank.clone(),
            competency: competency.clone(),
        };
        self.advance(&place, None).await
    }

    /// What comes after a problem, in the same competency.
    ///
    /// # Errors
    /// There is no such problem, or the database cannot be written.
    pub async fn next(&self, id: AdministrationId) -> Result<Next, Error> {
        let given = self.given(id).await?;
        self.advance(&given.place, None).await
    }

    /// Puts a problem aside, which costs nothing, and gives the next one.
    ///
    /// # Errors
    /// There is no such problem, or the database cannot be written.
    pub async fn skip(&self, id: AdministrationId) -> Result<Next, Error> {
        let given = self.given(id).await?;
        self.advance(&given.place, Some(id)).await
    }

    /// Goes on at a place, once the problem to be put `aside` is.
    async fn advance(&self, place: &Place, aside: Option<AdministrationId>) -> Result<Next, Error> {
        let bank = self.bank(&place.bank)?;
        let competency = self.competency(bank, &place.competency)?;
        for _ in 0..PATIENCE {
            let mut snapshot = self.store.snapshot().await?;
            let stands = stands(&mut snapshot, &place.learner, bank).await?;
            let open = snapshot.under_way(place).await?;
            let exposures = snapshot.exposures(place).await?;
            drop(snapshot);
            let desk = Desk::new(self, &stands, competency, place);
            if desk.version == 0 && exposures.iter().any(|exposure| exposure.given > 0) {
                self.rebuild(place, &desk.setting).await?;
                continue;
            }
            if let Some(open) = open.as_ref().filter(|open| Some(open.id) != aside) {
                match self.resume(open, &desk.state).await {
                    // What can no longer be shown is put aside.
                    Err(Error::Unusable { .. }) => {}
                    resumed => return resumed,
                }
            }
            match desk.advance(open.as_ref(), &exposures).await? {
                Some(next) => return Ok(next),
                None => continue,
            }
        }
        Err(Error::Busy)
    }

    async fn resume(&self, open: &Administration, state: &State) -> Result<Next, Error> {
        let problem = self.problem_of(open).await?;
        let responses = self.store.snapshot().await?.responses(open.id).await?;
        let view = self.problem_view(open, &problem, &state.trace, attempts(&responses));
        Ok(Next::Problem(Box::new(view)))
    }
}
