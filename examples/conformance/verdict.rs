//! What came of a case.

/// What we say of an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Got {
    /// It passes.
    Same,
    /// It does not, and why.
    Different(String),
    /// It cannot be told; that never passes.
    Undecided(String),
    /// No marker of answers does what the case asks.
    NotApplicable(String),
}

impl Got {
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Different(_) => "different",
            Self::Undecided(_) => "undecided",
            Self::NotApplicable(_) => "not applicable",
        }
    }

    pub fn why(&self) -> &str {
        match self {
            Self::Same => "",
            Self::Different(why) | Self::Undecided(why) | Self::NotApplicable(why) => why,
        }
    }

    /// Passes where something holds.
    pub fn so(holds: bool, why: &str) -> Self {
        if holds {
            Self::Same
        } else {
            Self::Different(why.to_owned())
        }
    }
}

/// A case, decided.
pub struct Decided {
    pub test: String,
    pub student: String,
    pub teacher: String,
    pub options: String,
    /// What was expected, in the words of the case.
    pub expected: String,
    pub got: String,
    pub why: String,
    pub agrees: bool,
    pub applicable: bool,
    /// It passes here, and should not.
    pub accepted: bool,
}
