//! A learner's practice of one competency as a pure state machine.
//!
//! [`step`] takes a state and an event and gives the next state, the decision with its reasons,
//! and the evidence to be logged. Drawing instances and marking answers happen outside: a session
//! only says *which* template, stratum and instance, and is told how the answer was marked.

mod count;
mod error;
mod event;
mod help;
mod outlook;
mod plan;
mod scoring;
mod setting;
mod state;
mod step;
mod visits;
mod worth;

pub use count::{Change, Counted, DelayedCheck};
pub use error::SessionError;
pub use event::{Context, Event, Mark};
pub use help::HelpGiven;
pub use outlook::{EARLIEST_VERDICT, HORIZON, Outlook};
pub use plan::{Block, BlockKind, Forecast, Offer, Remaining, forecast, plan};
pub use scoring::Scored;
pub use setting::Setting;
pub use state::{Administration, State, Status};
pub use step::{Step, step};
pub use visits::Visits;
pub use worth::{PartWorth, Worth};

#[cfg(test)]
mod tests;
