//! A template file, compiled and proved; its domain, strata and instances.
//!
//! ```text
//! file → front matter + sections → compiled (typed, blocks of operations over registers)
//!      → proof over the whole domain: instances by stratum → draw → instance
//! ```

pub mod body;
mod codes;
mod compile;
mod contents;
mod domain;
mod draw;
mod examples;
mod figure;
mod fingerprint;
pub mod front_matter;
mod instance;
mod item_template;
mod languages;
mod part;
mod pinned;
mod program;
mod proof;
mod render;
mod rubric;
mod sections;
mod slots;
mod source;
mod table;
mod terms;
#[cfg(test)]
mod tests;
mod tuple;

pub use codes::CODES;
pub use draw::{Draw, Drawer};
pub use instance::{InstanceError, Instantiator, ItemInstance, PartInstance};
pub use item_template::{ItemTemplate, Section};
pub use part::Part;
pub use pinned::{Orders, Pinned};
pub use proof::{Count, EXHAUSTIVE, Method, Proof, SAMPLE, Stratum};
pub use rubric::{Criterion, FileKind, FileRule, Submit, Task};
pub use source::{TemplateSource, missing_table};
