//! Finding out where to begin: a question, and what all answers came to.

use super::{CompetencyLink, Overview, PartReply, ProblemView, Status};
use crate::base::{CompetencyId, Timestamp};
pub use crate::decision::placement::Standing;
use serde::Serialize;

/// What a learner is offered on a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PlacementOffer {
    /// To find out where to begin.
    New {
        /// With so many questions at most.
        questions: u32,
    },
    /// To go on with it.
    UnderWay {
        /// After so many answers.
        answered: u32,
    },
    /// To look at what it came to, or to do it again.
    Done {
        /// When it ended.
        at: Timestamp,
    },
}

/// A question under way, or the end.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Placing {
    /// A question that waits for an answer.
    Question(Box<QuestionView>),
    /// All that there was to ask was asked, or the learner stopped.
    Placed(Box<PlacementView>),
}

/// A question of a placement.
#[derive(Clone, Debug, Serialize)]
pub struct QuestionView {
    /// The problem; it offers no hints and says nothing on how it goes.
    pub problem: ProblemView,
    /// Which question it is, from 1.
    pub number: u32,
    /// How many there are at most.
    pub most: u32,
}

/// What becomes of an answer to a question.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceAnswered {
    /// It is taken in, and this comes next.
    TakenIn(Placing),
    /// The learner is asked again, as in practice.
    Again {
        /// What was typed in each part, and what is to be done about it.
        replies: Vec<PartReply>,
        /// The question, still waiting.
        question: Box<QuestionView>,
    },
}

/// What a placement came to.
#[derive(Clone, Debug, Serialize)]
pub struct PlacementView {
    /// Whether the learner stopped it.
    pub stopped: bool,
    /// How many questions were answered.
    pub questions: u32,
    /// When it ended.
    pub at: Timestamp,
    /// What it says of each competency, in the order of the bank.
    pub competencies: Vec<PlacedCompetency>,
    /// Where to go on.
    pub next: Option<CompetencyLink>,
    /// The map as it is now.
    pub overview: Overview,
}

/// What a placement says of one competency.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlacedCompetency {
    /// Its id in the bank.
    pub id: CompetencyId,
    /// Its title.
    pub title: String,
    /// What is said of it.
    pub standing: Standing,
    /// P(known) by all answers, in [0, 1].
    pub known: f64,
    /// Where the learner stands with it today.
    pub status: Status,
}
