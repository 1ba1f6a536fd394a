//! Interventions: what helps where practice alone does not, and what lies ahead of those who are
//! done. Data of a bank, one file each.

mod check;
mod outcome;
mod read;

pub(super) use check::check;
pub use outcome::Outcome;
pub(super) use read::{FOLDER, beta, read_all};

use crate::base::{CompetencyId, InterventionId, MisconceptionId, Source, Span};
use crate::doc::{Document, Output};

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InterventionKind {
    /// A problem solved step by step, with the reason for each.
    WorkedExample,
    /// The same idea shown in another way.
    OtherRepresentation,
    /// Back to what the competency rests on.
    PrerequisiteReview,
    /// With another learner.
    Peer,
    /// A few learners with a teacher.
    SmallGroup,
    /// One learner with a teacher.
    TeacherConference,
    /// Deeper, for those who are proficient.
    Enrichment,
}

impl InterventionKind {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::WorkedExample,
        Self::OtherRepresentation,
        Self::PrerequisiteReview,
        Self::Peer,
        Self::SmallGroup,
        Self::TeacherConference,
        Self::Enrichment,
    ];

    /// The name in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::WorkedExample => "worked_example",
            Self::OtherRepresentation => "other_representation",
            Self::PrerequisiteReview => "prerequisite_review",
            Self::Peer => "peer",
            Self::SmallGroup => "small_group",
            Self::TeacherConference => "teacher_conference",
            Self::Enrichment => "enrichment",
        }
    }

    /// Whether a teacher's time is needed.
    pub const fn needs_teacher(self) -> bool {
        matches!(self, Self::SmallGroup | Self::TeacherConference)
    }
}

/// What is believed of a probability: Beta(α, β), as if so many tries had come out well and ill.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Beta {
    /// α, above 0.
    pub well: f64,
    /// β, above 0.
    pub ill: f64,
}

impl Beta {
    /// The expected probability.
    pub fn mean(&self) -> f64 {
        self.well / (self.well + self.ill)
    }

    /// What is believed once a try has come out.
    #[must_use]
    pub fn after(self, well: bool) -> Self {
        let count = |is: bool| f64::from(u8::from(is));
        Self {
            well: self.well + count(well),
            ill: self.ill + count(!well),
        }
    }
}

/// How well an intervention works.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Efficacy {
    /// P(who does not know, knows afterwards).
    pub teaches: Beta,
    /// P(who is stuck, learns by practice again afterwards).
    pub frees: Beta,
}

/// One intervention.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Intervention {
    /// Its id: the name of its file.
    pub id: InterventionId,
    /// What is done.
    pub kind: InterventionKind,
    /// What the learner sees it called.
    pub title: String,
    /// What it is for.
    pub competency: CompetencyId,
    /// Where a review goes back to.
    pub prerequisite: Option<CompetencyId>,
    /// What it takes, in minutes.
    pub minutes: f64,
    /// How well it works; none for an enrichment, which is for those who know.
    pub efficacy: Option<Efficacy>,
    /// The misconceptions it is meant for, by their names in the competency's templates.
    pub misconceptions: Vec<MisconceptionId>,
    /// Whether a learner is given it at most once.
    pub once: bool,
    /// What must come before it.
    pub after: Vec<InterventionId>,
    /// Where its numbers come from.
    pub reason: String,
    /// Its text.
    pub sections: Vec<Section>,
    source: Source,
    /// Where the keys stand that other files have a say in.
    places: Places,
}

/// A stretch of an intervention's text.
#[derive(Clone, Debug)]
pub struct Section {
    /// What stands above it; none for what comes first.
    pub heading: Option<String>,
    /// Whom it is for.
    pub reader: SectionReader,
    text: Document,
}

/// Whom a section is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionReader {
    /// The learner.
    Learner,
    /// The learner, who first tries without it.
    LearnerAfterwards,
    /// The teacher.
    Teacher,
}

impl Section {
    /// Appends its text.
    pub fn write(&self, output: Output, out: &mut String) {
        // An intervention is the same for everyone: there are no holes to fill.
        let fill = &mut |_, _, _: &mut String| {};
        let slot = &mut |_: &str, _, _: &mut String| {};
        self.text.write(output, fill, slot, out);
    }
}

/// Places in the file.
#[derive(Clone, Debug, Default)]
struct Places {
    competency: Span,
    prerequisite: Span,
    misconceptions: Vec<Span>,
    after: Vec<Span>,
}

impl Intervention {
    /// The file it stands in.
    pub const fn source(&self) -> &Source {
        &self.source
    }
}
