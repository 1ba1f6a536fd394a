//! A template file, compiled and proved; its domain, strata and instances.

pub mod body;
pub mod front_matter;
