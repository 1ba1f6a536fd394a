//! What leaves the service: rendered text and plain words, never a key before it may be seen.

mod answer;
mod class;
mod feedback;
mod field;
mod map;
mod placement;
mod problem;

pub use answer::{Answered, AskAgain, PartAnswer, PartReply};
pub use class::{ClassView, LearnerCell, LearnerRow};
pub use feedback::{FeedbackView, MisconceptionView, PartFeedback, Verdict};
pub use field::{AnswerField, OptionView, PlaneView};
pub use map::{
    BankView, CompetencyLink, CompetencyView, HistoryPoint, HistoryView, Overview, PhaseView,
    Status,
};
pub use placement::{
    PlaceAnswered, PlacedCompetency, PlacementOffer, PlacementView, Placing, QuestionView, Standing,
};
pub use problem::{
    Administered, Hinted, Next, PartView, ProblemView, SolutionView, StepsView, StopKind, StopView,
};

use serde::Serialize;

/// Something a person reads, ready for a page and for a terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Rendered {
    /// An HTML fragment, escaped, mathematics as MathML.
    pub html: String,
    /// Plain text, mathematics in typographic characters.
    pub text: String,
}
