//! What is kept of tasks that people mark: what was handed in, and the marks.

use super::AdministrationId;
use crate::base::{CriterionId, LearnerId, StaffId, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A file as a learner hands it in.
#[derive(Clone, PartialEq, Eq)]
pub struct File {
    /// What the learner called it.
    pub name: String,
    /// What it is, such as `application/pdf`.
    pub media_type: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for File {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({} bytes)", self.name, self.bytes.len())
    }
}

/// A work as it is handed in; a later one takes the place of the one before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// The task.
    pub administration: AdministrationId,
    /// Which submission of it, from 1.
    pub number: u32,
    /// What was written.
    pub text: String,
    /// What was attached.
    pub files: Vec<File>,
    /// When.
    pub at: Timestamp,
}

/// A work that was handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handed {
    /// Which submission of the task, from 1.
    pub number: u32,
    /// What was written.
    pub text: String,
    /// What was attached, without what is in it.
    pub files: Vec<HandedFile>,
    /// When.
    pub at: Timestamp,
}

/// A file that was handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedFile {
    /// Which of the submission, from 1.
    pub place: u32,
    /// What the learner called it.
    pub name: String,
    /// What it is, such as `application/pdf`.
    pub media_type: String,
    /// How large it is, in bytes.
    pub bytes: u64,
}

/// In which role somebody marks a work, and who it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The learner whose work it is: for the learner only, never evidence.
    Learner(LearnerId),
    /// Another learner it was given to: for feedback, never evidence.
    Peer(LearnerId),
    /// A teacher, whose marks are evidence.
    Teacher(StaffId),
}

impl Role {
    /// Who marks.
    pub fn name(&self) -> &str {
        match self {
            Self::Learner(learner) | Self::Peer(learner) => learner.as_str(),
            Self::Teacher(staff) => staff.as_str(),
        }
    }
}

/// One marking of a work. It is never changed; of each marker the latest counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The task.
    pub administration: AdministrationId,
    /// Which submission of it was looked at.
    pub submission: u32,
    /// Who marked, and in which role.
    pub role: Role,
    /// The level reached on each criterion, from 1.
    pub levels: BTreeMap<CriterionId, u8>,
    /// What is said to the learner; may be empty.
    pub comment: String,
    /// When.
    pub at: Timestamp,
}

/// The BLAKE3 hash of a code or token: what is kept of it. Whoever reads it cannot sign in with it,
/// for what is hashed has at least 80 random bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sealed(pub [u8; 32]);

impl Sealed {
    /// Seals a code or token.
    pub fn of(secret: &str) -> Self {
        Self(*blake3::hash(secret.as_bytes()).as_bytes())
    }
}
