//! An author's mistakes, as data: the terminal, JSON and HTTP render the same struct.

use super::{Source, Span};
use serde::Serialize;
use std::fmt;
use std::sync::Arc;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Works, but an author would want to know.
    Warning,
    /// Nothing is loaded until it is mended.
    Error,
}

/// A finding's stable name, such as `T012`: one letter for the room, three digits for the case.
///
/// `D` documents, `T` templates and how TOML is written, `B` banks as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Code(pub &'static str);

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// A place a finding points at, and what is to be said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The bytes meant.
    pub span: Span,
    /// What is said of them; may be empty.
    pub text: String,
}

/// One finding: what is wrong, where, and what to do.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// Its stable name.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// The file it is in; none for a finding about what cannot be read as text.
    pub source: Option<Source>,
    /// The file's path, also where there is no source.
    pub path: Arc<str>,
    /// Where, the main place first; may be empty for a finding about the whole file.
    pub labels: Vec<Label>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error at a place in a source.
    pub fn error(code: Code, source: &Source, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            path: source.path().clone(),
            source: Some(source.clone()),
            labels: vec![Label {
                span,
                text: String::new(),
            }],
            help: None,
        }
    }

    /// A warning at a place in a source.
    pub fn warning(code: Code, source: &Source, span: Span, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, source, span, message)
        }
    }

    /// An error about a file as a whole, such as one that cannot be read.
    pub fn file(code: Code, path: impl Into<Arc<str>>, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            source: None,
            path: path.into(),
            labels: Vec::new(),
            help: None,
        }
    }

    /// Says something at the main place.
    #[must_use]
    pub fn labelled(mut self, text: impl Into<String>) -> Self {
        if let Some(label) = self.labels.first_mut() {
            label.text = text.into();
        }
        self
    }

    /// Points at a further place.
    #[must_use]
    pub fn also(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Line and column of the main place, both from 1; (1, 1) for the file as a whole.
    pub fn line_column(&self) -> (usize, usize) {
        match (&self.source, self.labels.first()) {
            (Some(source), Some(label)) => source.line_column(label.span.start),
            _ => (1, 1),
        }
    }

    /// Whether it keeps its file from loading.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
