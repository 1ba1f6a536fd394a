//! The steps that lead to a part: opened by the learner, at a cost, and there to stay.

use super::{Error, PATIENCE, ProblemView, Service};
use crate::base::PartId;
use crate::session::Event;
use crate::store::{AdministrationId, AdministrationState, Entry, Written};

impl Service {
    /// Opens the steps that lead to a part: from now on they are parts of the problem. Where they
    /// are open already, nothing happens.
    ///
    /// # Errors
    /// There is no such problem, the part has no steps, the problem is finished, or the database
    /// cannot be written.
    pub async fn open_steps(
        &self,
        id: AdministrationId,
        part: &PartId,
    ) -> Result<ProblemView, Error> {
        for _ in 0..PATIENCE {
            let mut sitting = self.sitting(id).await?;
            if !sitting.problem.has_steps(part) {
                return Err(Error::NoSteps {
                    administration: id,
                    part: part.clone(),
                });
            }
            if sitting.given.state != AdministrationState::Open {
                return Err(Error::Finished(id));
            }
            let opened = sitting.given.steps.contains(part);
            if !opened {
                let part = part.clone();
                let step = sitting.step(&Event::StepsOpened { part: part.clone() })?;
                let entry = Entry::StepsOpened {
                    administration: id,
                    part: part.clone(),
                    at: (self.clock)(),
                };
                if self.write(&sitting, &step, &[entry]).await? == Written::Stale {
                    continue;
                }
                sitting.given.steps.push(part);
            }
            let trace = &sitting.state.trace;
            let attempts = sitting.attempts();
            return Ok(self.problem_view(&sitting.given, &sitting.problem, trace, attempts));
        }
        Err(Error::Busy)
    }
}
