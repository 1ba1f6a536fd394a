//! What leaves the service: rendered text and plain words, never a key before it may be seen.

mod answer;
mod feedback;
mod field;
mod map;
mod problem;

pub use answer::{Answered, AskAgain, PartAnswer, PartReply};
pub use feedback::{FeedbackView, MisconceptionView, PartFeedback, Verdict};
pub use field::{AnswerField, OptionView, PlaneView};
pub use map::{
    BankView, CompetencyLink, CompetencyView, HistoryPoint, HistoryView, Overview, Status,
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
