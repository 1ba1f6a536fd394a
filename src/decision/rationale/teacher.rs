//! The reasons of a decision in a teacher's words: shorter than a learner's, and with their numbers.

use super::{Reason, about, percent};
use crate::decision::AskAgain;

impl Reason {
    /// One sentence, said to a teacher.
    pub fn for_teacher(&self) -> String {
        let plain = match self {
            Self::Information { bits } => {
                return format!("The answer is expected to tell {bits:.2} bits about knowing.");
            }
            Self::NewKind => "No problem of this template was given yet.",
            Self::WhileAgo { problems } => {
                return format!("The template last came up {problems} problems ago.");
            }
            Self::AnotherKindNeeded => "The criterion asks for right answers on another template.",
            Self::RarelySeen { behind } => {
                return format!("It lags {behind:.1} problems behind its fair share.");
            }
            Self::OnlySeenLeft => "Every problem was given before: extra practice, no evidence.",
            Self::InPlaceOfTheLast => "The last problem was put aside; this one takes its place.",
            Self::StillOpen => "The problem is still unanswered.",
            Self::AlreadyProficient { opportunity } => {
                return format!(
                    "Proficient since opportunity {opportunity}; this is extra practice."
                );
            }
            Self::HelpAsked { hints, of } if hints > of => {
                "All hints were used; the solution was shown."
            }
            Self::HelpAsked { hints, of } => return format!("Asked for hint {hints} of {of}."),
            Self::StepsOpened => "Opened the steps of a part.",
            Self::NotScored(AskAgain::Unreadable) => "The answer could not be read; not scored.",
            Self::NotScored(AskAgain::Unconfirmed) => {
                "The answer can be read in two ways; not scored before one is confirmed."
            }
            Self::NotScored(AskAgain::WrongForm) => {
                "Right value in another form than asked; asked once more."
            }
            Self::Right { help: 0 } => "Right, without help.",
            Self::Right { help } => return format!("Right, after help ({help})."),
            Self::Wrong => "Wrong.",
            Self::Partly { credit } => return format!("Partly right: credit {credit:.2}."),
            Self::Marked { reached: true } => "The work reached the level needed throughout.",
            Self::Marked { reached: false } => "The work is below the level needed somewhere.",
            Self::WrongFormAgain => {
                "Right value in the wrong form for a second time; scored wrong."
            }
            Self::MasteryMoved { from, to } => {
                return format!(
                    "Mastery went from {}% to {}%.",
                    percent(*from),
                    percent(*to)
                );
            }
            Self::RightAnswersToGo { more } => {
                return format!(
                    "Unassisted right answers in a row that would meet the criterion: {more}."
                );
            }
            Self::WrongInARow { answers } => return format!("Wrong {answers} times in a row."),
            Self::WeakPrerequisite { competency } => {
                return format!("Weakest prerequisite: {competency}.");
            }
            Self::CriterionMet {
                mastery,
                right,
                of,
                templates,
            } => {
                return format!(
                    "The criterion holds: mastery {}%, {right} of the last {of} right without help, on {templates} templates.",
                    percent(*mastery)
                );
            }
            Self::NoItems => "The competency has no problems to give.",
            Self::ShowConsistently => {
                "Declaring mastery would pay by now; the criterion asks for more consistency."
            }
            Self::PracticeTakes { minutes } => {
                return format!("Practice is expected to take {}.", about(*minutes));
            }
            Self::Saves { minutes } => {
                return format!("Expected to save {} against practice.", about(*minutes));
            }
            Self::PracticeRarelyHelps { stuck } => {
                return format!(
                    "Stuck with probability {}%: practice alone rarely helps here.",
                    percent(*stuck)
                );
            }
            Self::Confirmed => "The delayed check was passed: confirmed.",
            Self::CheckFailed => "The delayed check failed: a review comes first.",
            Self::Reviewed => "The criterion holds again after a review.",
            Self::StillOffered => "The intervention offered before still waits.",
            Self::RapidGuess => "A rapid guess: kept in the log, and no evidence either way.",
            Self::TeacherCame => "A teacher worked with the learner.",
            Self::TeacherDecided { proficient: true } => {
                "A teacher declared the learner proficient."
            }
            Self::TeacherDecided { proficient: false } => "A teacher took the proficiency back.",
            Self::NoTeacherFree => {
                "A visit by a teacher would be best; none is free, so the next best was chosen."
            }
        };
        plain.to_owned()
    }
}
