//! A compiled document: for each output a flat program of literals and holes.

use super::{Hole, Output, Place};
use crate::base::{Diagnostic, Source, Span};

/// A text with holes, parsed once; values are never parsed again.
#[derive(Clone, Debug, Default)]
pub struct Document {
    holes: Vec<Hole>,
}

impl Document {
    /// Compiles the Markdown that stands at `span`.
    ///
    /// Recovers: everything wrong is reported in one run, and the rest is compiled.
    pub fn compile(source: &Source, span: Span, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let _ = (source, span, diagnostics);
        Self::default()
    }

    /// The holes, in the order they stand in.
    pub fn holes(&self) -> &[Hole] {
        &self.holes
    }

    /// Appends the document; `fill` appends the value of a hole, given by its index, as it is to
    /// stand in that place: escaped, and as a fragment of that output's mathematics where the
    /// place is mathematics.
    pub fn write(
        &self,
        output: Output,
        fill: &mut impl FnMut(usize, Place, &mut String),
        out: &mut String,
    ) {
        let _ = (output, fill, out);
    }
}
