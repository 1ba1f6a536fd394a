//! Why: the reasons of a decision as data, and in words a learner understands.

mod teacher;

use super::AskAgain;
use crate::base::CompetencyId;
use serde::{Deserialize, Serialize};

/// One reason, with its numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// What the answer tells of the learner.
    Information {
        /// Expected information about knowing, in bits.
        bits: f64,
    },
    /// No problem of this template was given yet.
    NewKind,
    /// The template did not come up for a while.
    WhileAgo {
        /// Problems since.
        problems: u32,
    },
    /// The criterion asks for right answers on another template.
    AnotherKindNeeded,
    /// It came up less often than others.
    RarelySeen {
        /// Problems by which it lags behind its fair share.
        behind: f64,
    },
    /// Every instance was given before.
    OnlySeenLeft,
    /// The last problem was put aside unanswered.
    InPlaceOfTheLast,
    /// This problem is still unanswered.
    StillOpen,
    /// The criterion held before; this is extra.
    AlreadyProficient {
        /// Since which opportunity.
        opportunity: u32,
    },
    /// The learner asked for help.
    HelpAsked {
        /// Hints seen of this problem, this one included.
        hints: u32,
        /// Hints there are.
        of: u32,
    },
    /// The learner opened the steps of a part.
    StepsOpened,
    /// The answer was not scored.
    NotScored(AskAgain),
    /// The answer is right.
    Right {
        /// Hints and second tries before it.
        help: u32,
    },
    /// The answer is wrong.
    Wrong,
    /// The answer is right in part.
    Partly {
        /// Its credit, between 0 and 1.
        credit: f64,
    },
    /// A work was marked on its rubric.
    Marked {
        /// Whether it reached the level needed on every criterion of the competency.
        reached: bool,
    },
    /// The value is right, and the form is still not the one asked for.
    WrongFormAgain,
    /// What the answer did to mastery.
    MasteryMoved {
        /// Before, in [0, 1].
        from: f64,
        /// After, in [0, 1].
        to: f64,
    },
    /// How far the criterion is.
    RightAnswersToGo {
        /// Right answers in a row, unassisted, that would meet it.
        more: u32,
    },
    /// Several answers in a row were wrong.
    WrongInARow {
        /// How many.
        answers: u32,
    },
    /// A prerequisite that looks weak.
    WeakPrerequisite {
        /// Which.
        competency: CompetencyId,
    },
    /// The criterion holds.
    CriterionMet {
        /// Filtered mastery.
        mastery: f64,
        /// Recent right answers …
        right: u32,
        /// … of so many …
        of: u32,
        /// … on so many templates.
        templates: u32,
    },
    /// The competency has no items.
    NoItems,
    /// By the numbers mastery is shown, and the criterion asks for more of the same.
    ShowConsistently,
    /// What going on with practice is expected to take until mastery can be declared.
    PracticeTakes {
        /// Minutes, with what a false mastery costs by its chance.
        minutes: f64,
    },
    /// What this is expected to save beside going on with practice.
    Saves {
        /// Minutes.
        minutes: f64,
    },
    /// Practice alone rarely helps who stands where this learner does.
    PracticeRarelyHelps {
        /// P(stuck).
        stuck: f64,
    },
    /// A teacher would help most, and none has a visit left.
    NoTeacherFree,
    /// The delayed check was passed.
    Confirmed,
    /// The delayed check failed, and a review comes first.
    CheckFailed,
    /// What was learnt was shown anew; another check will come.
    Reviewed,
    /// An intervention still waits to be taken or put aside.
    StillOffered,
    /// The answer came too fast to be an attempt.
    RapidGuess,
    /// A teacher worked with the learner.
    TeacherCame,
    /// A teacher said whether the learner is proficient.
    TeacherDecided {
        /// Whether.
        proficient: bool,
    },
}

impl Reason {
    /// One sentence, said to the learner.
    pub fn for_student(&self) -> String {
        let plain = match self {
            Self::Information { bits } if *bits >= TELLING => {
                "Your answer tells us a lot about what you can do right now."
            }
            Self::Information { .. } => "Your answer tells us a little more about what you can do.",
            Self::NewKind => "You have not tried this kind of problem yet.",
            Self::WhileAgo { problems } => {
                return format!("It is {problems} problems since you last had one of this kind.");
            }
            Self::AnotherKindNeeded => {
                "It lets you show that you can do this in more than one way."
            }
            Self::RarelySeen { .. } => "You have had fewer problems like this one than others.",
            Self::OnlySeenLeft => {
                "You have already seen every problem of this kind, so this one is for practice only."
            }
            Self::InPlaceOfTheLast => {
                "The last one did not count, so here is another of the same sort."
            }
            Self::StillOpen => "You were working on this one.",
            Self::AlreadyProficient { .. } => {
                "You have already shown that you can do this; practice keeps it fresh."
            }
            Self::HelpAsked { hints, of } if hints > of => {
                "There are no more hints, so let us look at a solution together."
            }
            Self::HelpAsked { .. } => "You asked for a hint. Good idea when you are stuck.",
            Self::StepsOpened => "You opened the steps. Take them one at a time.",
            Self::NotScored(AskAgain::Unreadable) => {
                "We could not read your answer. It does not count against you: try writing it another way."
            }
            Self::NotScored(AskAgain::Unconfirmed) => {
                "Your answer can be read in two ways. Tell us which one you mean."
            }
            Self::NotScored(AskAgain::WrongForm) => {
                "The value is right! It only needs to be written the way the problem asks."
            }
            Self::Right { help: 0 } => "That is right, and all on your own.",
            Self::Right { .. } => "That is right. See if you can do the next one all on your own.",
            Self::Wrong => "Not this time. Let us see how it works.",
            Self::Partly { .. } => "Part of it is right. Let us see the rest.",
            Self::Marked { reached: true } => "Your work shows what was asked for.",
            Self::Marked { reached: false } => {
                "Your work is on its way. The rubric says what comes next."
            }
            Self::WrongFormAgain => {
                "The value is right, but this problem is about how to write it. Let us see how that works."
            }
            Self::MasteryMoved { from, to } => {
                let (from, to) = (percent(*from), percent(*to));
                return match to.cmp(&from) {
                    std::cmp::Ordering::Greater => {
                        format!("Your mastery went up from {from}% to {to}%.")
                    }
                    std::cmp::Ordering::Less => {
                        format!("Your mastery went from {from}% to {to}%.")
                    }
                    std::cmp::Ordering::Equal => format!("Your mastery stays at {to}%."),
                };
            }
            Self::RightAnswersToGo { more: 1 } => "One more right answer without hints will do it.",
            Self::RightAnswersToGo { more } => {
                return format!("{more} more right answers in a row without hints will do it.");
            }
            Self::WrongInARow { .. } => "The last few were hard going. That happens to everybody.",
            Self::WeakPrerequisite { .. } => {
                "This builds on something that may need a little more practice first."
            }
            Self::CriterionMet {
                right,
                of,
                templates,
                ..
            } => {
                return format!(
                    "You got {right} of your last {of} right without hints, on {templates} kinds of problem."
                );
            }
            Self::NoItems => "There are no problems for this yet.",
            Self::ShowConsistently => {
                "You seem to have it. A few more right answers show that it was no luck."
            }
            Self::PracticeTakes { minutes } => {
                return format!(
                    "With practice, this should take you about {} more.",
                    about(*minutes)
                );
            }
            Self::Saves { minutes } => {
                return format!("It is likely to save you about {}.", about(*minutes));
            }
            Self::PracticeRarelyHelps { .. } => {
                "More of the same may not help you here, so let us try it another way."
            }
            Self::NoTeacherFree => {
                "Your teacher would be the best help and has no time left this week, so this comes next."
            }
            Self::Confirmed => "You still have it after a while: this is yours for good.",
            Self::CheckFailed => {
                "Some of it has faded. That is normal: a little review, and another check later."
            }
            Self::Reviewed => "You have it back. There will be another short check later.",
            Self::StillOffered => "This is still waiting for you.",
            Self::RapidGuess => {
                "That was too fast to have read the problem, so it does not count either way. Take your time with the next one."
            }
            Self::TeacherCame => "You worked on this with your teacher.",
            Self::TeacherDecided { proficient: true } => {
                "Your teacher has seen that you can do this."
            }
            Self::TeacherDecided { proficient: false } => {
                "Your teacher would like you to practise this some more."
            }
        };
        plain.to_owned()
    }
}

/// Bits from which an answer is said to tell a lot; being quite undecided is worth one bit.
const TELLING: f64 = 0.25;

/// A mastery as whole percent; 100 is kept for never, since nobody is ever quite sure.
fn percent(mastery: f64) -> u32 {
    (mastery * 100.0).round().clamp(0.0, 99.0) as u32
}

/// Minutes as people say them.
fn about(minutes: f64) -> String {
    match minutes.round().max(1.0) {
        1.0 => "a minute".to_owned(),
        whole => format!("{whole} minutes"),
    }
}

/// The reasons of a decision, the weightiest first, three at most.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rationale {
    reasons: Vec<Reason>,
}

impl Rationale {
    /// Keeps the first three reasons.
    pub fn new(reasons: impl IntoIterator<Item = Reason>) -> Self {
        Self {
            reasons: reasons.into_iter().take(3).collect(),
        }
    }

    /// The reasons, the weightiest first.
    pub fn reasons(&self) -> &[Reason] {
        &self.reasons
    }

    /// The reasons in a teacher's words, with their numbers.
    pub fn for_teacher(&self) -> String {
        let words: Vec<String> = self.reasons.iter().map(Reason::for_teacher).collect();
        words.join(" ")
    }

    /// The reasons in the learner's words.
    pub fn for_student(&self) -> String {
        self.reasons
            .iter()
            .map(Reason::for_student)
            .collect::<Vec<_>>()
            .join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_learner_reads_whole_sentences_three_at_most() {
        let rationale = Rationale::new([
            Reason::Right { help: 0 },
            Reason::MasteryMoved {
                from: 0.25,
                to: 0.859,
            },
            Reason::RightAnswersToGo { more: 3 },
            Reason::NewKind,
        ]);
        assert_eq!(
            rationale.for_student(),
            "That is right, and all on your own. Your mastery went up from 25% to 86%. \
             3 more right answers in a row without hints will do it."
        );
    }

    #[test]
    fn nobody_is_told_that_they_are_done_for_certain() {
        let moved = Reason::MasteryMoved {
            from: 0.97,
            to: 0.999_9,
        };
        assert_eq!(moved.for_student(), "Your mastery went up from 97% to 99%.");
    }

    #[test]
    fn a_teacher_reads_the_numbers() {
        let rationale = Rationale::new([
            Reason::PracticeRarelyHelps { stuck: 0.62 },
            Reason::Saves { minutes: 7.4 },
            Reason::PracticeTakes { minutes: 23.8 },
        ]);
        assert_eq!(
            rationale.for_teacher(),
            "Stuck with probability 62%: practice alone rarely helps here. Expected to save 7 minutes \
             against practice. Practice is expected to take 24 minutes."
        );
        assert_eq!(
            rationale.for_student(),
            "More of the same may not help you here, so let us try it another way. It is likely to \
             save you about 7 minutes. With practice, this should take you about 24 minutes more."
        );
    }

    #[test]
    fn it_is_logged_as_data() {
        let rationale = Rationale::new([Reason::Information { bits: 0.5 }, Reason::NewKind]);
        let text = serde_json::to_string(&rationale).unwrap();
        assert_eq!(text, r#"[{"information":{"bits":0.5}},"new_kind"]"#);
        assert_eq!(serde_json::from_str::<Rationale>(&text).unwrap(), rationale);
    }
}
