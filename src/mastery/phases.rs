//! The phases a person reads, with their words.

use serde::{Deserialize, Serialize};
use std::fmt::{self, Display, Formatter};

/// Where a learner stands in a competency, in a word of the rubric.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Begun; not knowing is the likelier still.
    Emerging,
    /// Knowing is the likelier, and not shown consistently yet.
    Developing,
    /// Shown consistently.
    Proficient,
    /// Confirmed later, and shown beyond what was asked.
    Extending,
}

/// How far mastery was shown. Once shown it stays so, whatever a slip does to the belief.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// The criterion has not held.
    #[default]
    NotYet,
    /// The criterion has held; the delayed check is still to come.
    Provisionally,
    /// The delayed check was passed, too.
    Confirmed,
}

impl Phase {
    /// All phases, in order.
    pub const ALL: [Self; 4] = [
        Self::Emerging,
        Self::Developing,
        Self::Proficient,
        Self::Extending,
    ];

    /// Mastery from which knowing is the likelier.
    pub const DEVELOPING_FROM: f64 = 0.5;

    /// The phase of a learner with this filtered `mastery`; `extends` says whether the bank's
    /// criterion for extending holds, which counts only once mastery is confirmed.
    ///
    /// ```
    /// use retake::mastery::{Phase, Shown};
    ///
    /// assert_eq!(Phase::of(0.4, Shown::NotYet, true), Phase::Emerging);
    /// assert_eq!(Phase::of(0.4, Shown::Provisionally, true), Phase::Proficient);
    /// assert_eq!(Phase::of(0.9, Shown::Confirmed, true), Phase::Extending);
    /// ```
    pub fn of(mastery: f64, shown: Shown, extends: bool) -> Self {
        match shown {
            Shown::Confirmed if extends => Self::Extending,
            Shown::Confirmed | Shown::Provisionally => Self::Proficient,
            Shown::NotYet if mastery >= Self::DEVELOPING_FROM => Self::Developing,
            Shown::NotYet => Self::Emerging,
        }
    }

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Emerging => "Emerging",
            Self::Developing => "Developing",
            Self::Proficient => "Proficient",
            Self::Extending => "Extending",
        }
    }
}

impl Display for Phase {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What each phase says to the learner, as a bank's rubric has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PhaseWords {
    /// Of [`Phase::Emerging`].
    pub emerging: String,
    /// Of [`Phase::Developing`].
    pub developing: String,
    /// Of [`Phase::Proficient`].
    pub proficient: String,
    /// Of [`Phase::Extending`].
    pub extending: String,
}

impl Default for PhaseWords {
    fn default() -> Self {
        Self {
            emerging: "You are making a start. Hints and worked solutions are there for you."
                .to_owned(),
            developing: "You can do much of this, and not every time yet. Keep going.".to_owned(),
            proficient: "You can do this on your own, again and again.".to_owned(),
            extending: "You still can after a while, with the harder problems too. \
                        You could explain it to somebody else."
                .to_owned(),
        }
    }
}

impl PhaseWords {
    /// What it says of a phase.
    pub fn says(&self, phase: Phase) -> &str {
        match phase {
            Phase::Emerging => &self.emerging,
            Phase::Developing => &self.developing,
            Phase::Proficient => &self.proficient,
            Phase::Extending => &self.extending,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_shown() -> impl Strategy<Value = Shown> {
        prop_oneof![
            Just(Shown::NotYet),
            Just(Shown::Provisionally),
            Just(Shown::Confirmed)
        ]
    }

    proptest! {
        #[test]
        fn more_of_anything_never_lowers_the_phase(
            low in 0.0..=1.0, high in 0.0..=1.0, before in any_shown(), after in any_shown(), extends: bool,
        ) {
            prop_assume!(low <= high && before <= after);
            prop_assert!(Phase::of(low, before, false) <= Phase::of(high, after, extends));
        }

        #[test]
        fn what_was_shown_stays_shown_whatever_mastery_does(mastery in 0.0..=1.0) {
            prop_assert!(Phase::of(mastery, Shown::Provisionally, false) == Phase::Proficient);
        }
    }
}
