//! The body of a template: a stem and a closed set of sections.

use crate::base::{Diagnostic, Locale, Source, Span, Spanned};

/// What a section is for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum SectionKind {
    /// The problem itself.
    Stem,
    /// One hint; several stand in the order they are given.
    Hint,
    /// The worked solution.
    Solution,
    /// What is said to a learner who shows this misconception.
    Misconception(String),
}

/// One section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What it is for.
    pub kind: SectionKind,
    /// The language its heading names; none for the bank's own.
    pub language: Option<Spanned<Locale>>,
    /// Its heading line; empty for the stem before the first heading.
    pub heading: Span,
    /// The text below the heading, without blank lines around it.
    pub body: Span,
}

/// Divides the body that stands at `body` into its sections, in file order.
///
/// Recovers: everything wrong is reported in one run.
pub fn sections(source: &Source, body: Span, diagnostics: &mut Vec<Diagnostic>) -> Vec<Section> {
    let _ = (source, body, diagnostics);
    Vec::new()
}
