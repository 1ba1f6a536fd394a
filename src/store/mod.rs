//! Records, and the embedded SQLite database they are kept in.
//!
//! Responses, hints and evidence are append-only; beliefs are a projection of the evidence, updated
//! with optimistic concurrency. What is acknowledged is on the disk.

mod error;
mod help;
mod placement;
mod records;
mod sqlite;
mod work;

pub use error::Error;
pub use help::{Declaration, Help, HelpStep};
pub use placement::{Placement, PlacementAnswer, PlacementId, PlacementOutcome};
pub use records::{
    Administration, AdministrationId, AdministrationState, Entry, Evidence, Exposure, IdError,
    Place, Projection, Response, SourceHash, Written,
};
pub use sqlite::{Change, Options, Snapshot, Store};
pub use work::{File, Handed, HandedFile, Mark, Role, Sealed, Submission};
