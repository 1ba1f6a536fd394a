//! What a session needs to know of a competency.

use crate::bank::{Bank, Competency};
use crate::mastery::BktParameters;
use crate::session::Setting;

/// The setting of a competency, its parameters those of its bank.
pub(super) fn setting(bank: &Bank, competency: &Competency) -> Setting {
    with_parameters(bank, competency, competency.parameters)
}

/// The same with the parameters that were in force when a problem was given.
pub(super) fn with_parameters(
    bank: &Bank,
    competency: &Competency,
    parameters: BktParameters,
) -> Setting {
    let place = bank.position(&competency.id).unwrap_or(usize::MAX);
    Setting {
        parameters,
        criterion: competency.criterion.clone(),
        policy: bank.policy(place),
        confirmed: *bank.confirmed(),
        reviewing: *bank.reviewing(),
        pool: competency.pool.clone(),
    }
}
