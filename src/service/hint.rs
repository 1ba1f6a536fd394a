//! Help with a problem under way.

use super::{Error, Hinted, PATIENCE, Service};
use crate::decision::{Decision, Intervention};
use crate::session::Event;
use crate::store::{AdministrationId, AdministrationState, Entry, Written};

impl Service {
    /// Shows one more hint; after the last one the solution, which finishes the problem.
    ///
    /// # Errors
    /// There is no such problem, it is finished, or the database cannot be written.
    pub async fn hint(&self, id: AdministrationId) -> Result<Hinted, Error> {
        for _ in 0..PATIENCE {
            let mut sitting = self.sitting(id).await?;
            if sitting.given.state != AdministrationState::Open {
                return Err(Error::Finished(id));
            }
            let attempts = sitting.responses.len();
            let now = (self.clock)();
            let step = sitting.step(&Event::HintAsked)?;
            let hint = match step.decision {
                Decision::Intervene(Intervention::Hint { number }) => Some(number),
                _ => None,
            };
            let entry = match hint {
                Some(number) => Entry::Hinted {
                    administration: id,
                    number,
                    at: now,
                },
                None => Entry::Closed {
                    administration: id,
                    state: AdministrationState::Revealed,
                    at: now,
                },
            };
            if self.write(&sitting, &step, &[entry]).await? == Written::Stale {
                continue;
            }
            sitting.given.hints = hint.unwrap_or(sitting.given.hints);
            let trace = &sitting.state.trace;
            let view = self.problem_view(&sitting.given, &sitting.problem, trace, attempts);
            return Ok(match hint {
                Some(_) => Hinted::Hint(Box::new(view)),
                None => Hinted::Solution(Box::new(self.solution_view(&sitting.problem, view))),
            });
        }
        Err(Error::Busy)
    }
}
