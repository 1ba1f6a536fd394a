//! Help beyond a problem: interventions a learner goes through, and the teacher who is asked.

mod learner;
mod teacher;
mod view;

pub(super) use learner::help_view;
pub use view::{
    AskedView, EvidenceView, GivenHelp, HeldView, HelpKind, HelpSection, HelpView, RecentAnswer,
};
