//! Whether an expression is written in a form that was asked for.

use super::{Expr, Rational};

/// A form that an expression may be asked for in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// Multiplied out, like terms collected: x² + 5x + 6.
    Expanded,
    /// A product of factors that cannot be factored over the rationals: 2(x + 2)(x + 3).
    Factored,
    /// Like terms collected, fractions in lowest terms, no redundant brackets.
    Simplified,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 3] = [Self::Expanded, Self::Factored, Self::Simplified];

    /// The name that templates use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Expanded => "expanded",
            Self::Factored => "factored",
            Self::Simplified => "simplified",
        }
    }

    /// The form of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.name() == name)
    }
}

/// What is still to be done, in a learner's words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FormFault {
    /// A product or a power of a sum.
    #[error("Multiply out the brackets.")]
    Brackets,
}

/// Tests an expression's own shape, as the learner wrote it.
///
/// # Errors
/// The first thing that is still to be done.
pub fn has_form(expr: &Expr<Rational>, form: Form) -> Result<(), FormFault> {
    let _ = (expr, form);
    Ok(())
}
