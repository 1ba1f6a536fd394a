//! Responses that take several skills at once: all skills of a learner followed together.

mod arithmetic;
mod walk;

pub use arithmetic::{Arithmetic, Plain};
pub use walk::{OWN, ROLES, Walk};
