//! Help with a problem under way.

use super::sitting::Sitting;
use super::{Error, Hinted, PATIENCE, Service};
use crate::decision::{Decision, Intervention};
use crate::session::Event;
use crate::store::{AdministrationId, AdministrationState, Entry, Written};

impl Service {
    /// Shows one more hint than the `shown` ones the learner has seen; after the last one the
    /// solution, which finishes the problem. Where that was done already, it is not done twice.
    ///
    /// # Errors
    /// There is no such problem, it is answered or put aside, or the database cannot be written.
    pub async fn hint(&self, id: AdministrationId, shown: usize) -> Result<Hinted, Error> {
        for _ in 0..PATIENCE {
            let mut sitting = self.sitting(id).await?;
            let attempts = sitting.attempts();
            let view = |sitting: &Sitting<'_>| {
                let trace = &sitting.state.trace;
                self.problem_view(&sitting.given, &sitting.problem, trace, attempts)
            };
            let solution = |sitting: &Sitting<'_>| {
                let solution = self.solution_view(&sitting.problem, view(sitting));
                Hinted::Solution(Box::new(solution))
            };
            match sitting.given.state {
                AdministrationState::Open if sitting.given.hints as usize > shown => {
                    return Ok(Hinted::Hint(Box::new(view(&sitting))));
                }
                AdministrationState::Open => {}
                AdministrationState::Revealed => return Ok(solution(&sitting)),
                _ => return Err(Error::Finished(id)),
            }
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
            return Ok(match hint {
                Some(_) => Hinted::Hint(Box::new(view(&sitting))),
                None => solution(&sitting),
            });
        }
        Err(Error::Busy)
    }
}
