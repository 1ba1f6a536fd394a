//! Why a question in plain data makes no sense.

/// Why a question in plain data makes no sense, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RequestError {
    /// A word out of a closed set is another one.
    #[error("{field} `{given}` is not known; {help}")]
    Word {
        /// The field.
        field: &'static str,
        /// What was given.
        given: String,
        /// What was probably meant, or what is allowed.
        help: String,
    },
    /// A field is needed for this kind.
    #[error("a {kind} needs {field}")]
    Missing {
        /// The kind of answer.
        kind: String,
        /// The field, with an example.
        field: &'static str,
    },
    /// A value cannot be read.
    #[error("{field} `{given}` cannot be read: {message}")]
    Unreadable {
        /// The field.
        field: &'static str,
        /// What was given.
        given: String,
        /// What is wrong with it.
        message: String,
    },
}
