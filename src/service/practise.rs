//! The next problem: decided, drawn, pinned and stored before it is shown.

use super::desk::Desk;
use super::sitting::attempts;
use super::stands::stands;
use super::{Error, Next, PATIENCE, Service};
use crate::base::{BankId, CompetencyId, InterventionId, LearnerId, Timestamp};
use crate::session::State;
use crate::store::{Administration, AdministrationId, Place};

const WEEK_MS: i64 = 7 * 86_400_000;

/// How a learner goes on.
pub(super) enum Going {
    /// With what there is, or what comes next.
    On,
    /// This problem is put aside.
    Past(AdministrationId),
    /// The intervention on offer was gone through.
    Helped(InterventionId),
    /// The intervention on offer is put aside.
    Declined(InterventionId),
}

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
        let place = Place::new(learner, bank, competency);
        self.go(&place, &Going::On).await
    }

    /// What comes after a problem, in the same competency.
    ///
    /// # Errors
    /// There is no such problem, or the database cannot be written.
    pub async fn next(&self, id: AdministrationId) -> Result<Next, Error> {
        let given = self.given(id).await?;
        self.go(&given.place, &Going::On).await
    }

    /// Puts a problem aside, which costs nothing, and gives the next one.
    ///
    /// # Errors
    /// There is no such problem, or the database cannot be written.
    pub async fn skip(&self, id: AdministrationId) -> Result<Next, Error> {
        let given = self.given(id).await?;
        self.go(&given.place, &Going::Past(id)).await
    }

    /// Goes on at a place.
    pub(super) async fn go(&self, place: &Place, going: &Going) -> Result<Next, Error> {
        let bank = self.bank(&place.bank)?;
        let competency = self.competency(bank, &place.competency)?;
        for _ in 0..PATIENCE {
            let mut snapshot = self.store.snapshot().await?;
            let stands = stands(&mut snapshot, &place.learner, bank).await?;
            let open = snapshot.under_way(place).await?;
            let exposures = snapshot.exposures(place).await?;
            let week = Timestamp::from_ms((self.clock)().ms() - WEEK_MS);
            let asked = snapshot.visits_asked_since(bank.id(), week).await?;
            drop(snapshot);
            let desk = Desk::new(self, &stands, competency, place, asked);
            if desk.version == 0 && exposures.iter().any(|exposure| exposure.given > 0) {
                self.rebuild(place, &desk.setting).await?;
                continue;
            }
            let is_past =
                |open: &Administration| matches!(going, Going::Past(id) if *id == open.id);
            if let Some(open) = open.as_ref().filter(|open| !is_past(open)) {
                match self.resume(open, &desk.state).await {
                    // What can no longer be shown is put aside.
                    Err(Error::Unusable { .. }) => {}
                    resumed => return resumed,
                }
            }
            match desk.advance(going, open.as_ref(), &exposures).await? {
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
