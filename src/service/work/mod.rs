//! Tasks that people mark: given, handed in, marked on their rubric.
//!
//! A learner's own assessment and that of other learners is for feedback; a teacher's marks are
//! evidence, for every competency the rubric names. The evidence is that of the teacher who marked
//! first: where that teacher changes the mark, the evidence is revised and the belief computed anew
//! as if the first mark had been the later one. Other teachers' marks tell how far markers agree.

mod agreement;
mod give;
mod hand_in;
mod judge;
mod look;
mod mark;
mod staff;
mod throttle;
mod view;

pub use agreement::{AgreementView, Between, CriterionAgreement};
pub use staff::Staff;
pub(super) use throttle::Throttle;
pub use view::{
    CriterionView, FileView, MarkView, Queue, SubmissionView, SubmitView, TaskLink, TaskState,
    TaskView, WorkLink, WorkView,
};
