//! **retake**: an adaptive assessment and item-generation engine.
//!
//! The folders are the architecture; data flows down this list and nothing imports upwards:
//!
//! ```text
//! item-bank text → ItemTemplate (compiled, proved) → ItemInstance → Administration → Response
//!       → Score → Evidence → Belief → Decision → (next Administration | Intervention | Stop)
//!       → append-only log → reports
//! ```
//!
//! Everything before `store` is pure: no clock, no unseeded randomness, no I/O (loading a bank and
//! reading a log apart).

pub mod answer;
pub mod bank;
pub mod base;
pub mod cli;
pub mod decision;
pub mod doc;
pub mod mastery;
pub mod math;
pub mod research;
#[cfg(feature = "serve")]
pub mod service;
pub mod session;
#[cfg(feature = "serve")]
pub mod store;
pub mod template;
#[cfg(feature = "serve")]
pub mod web;
