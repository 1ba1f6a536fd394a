//! What every page has around its own content.

use crate::base::{LearnerId, StaffId};
use crate::service::Staff;

use super::assets;

/// The header's data: who is practising, and whether this is the map.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// Who is practising; nobody on the first page.
    pub learner: Option<LearnerId>,
    /// Who of the staff is signed in, on the pages for the staff.
    pub staff: Option<StaffId>,
    /// Whether the page is the map itself.
    pub on_map: bool,
}

impl Frame {
    /// A page of a learner.
    pub fn of(learner: &LearnerId) -> Self {
        Self {
            learner: Some(learner.clone()),
            ..Self::default()
        }
    }

    /// A page for the staff.
    pub fn staff(staff: &Staff) -> Self {
        Self {
            staff: Some(staff.name().clone()),
            ..Self::default()
        }
    }

    /// The address of a file of the pages, changing when the file does.
    pub fn asset(&self, name: &str) -> String {
        assets::address(name)
    }
}
