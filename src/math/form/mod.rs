//! Whether an expression is written in a form that was asked for.

mod expanded;
mod factored;
mod fault;
mod simplified;
mod terms;

pub use fault::FormFault;

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

/// Tests an expression's own shape, as the learner wrote it; its value does not matter.
///
/// ```
/// use retake::math::{Expr, Form, Rational, has_form};
/// let x = || Expr::<Rational>::Symbol("x".into());
/// let sum = Expr::Sum(vec![x(), x()]);
/// let fault = has_form(&sum, Form::Simplified).unwrap_err();
/// assert_eq!(fault.to_string(), "Collect the like terms x and x.");
/// ```
///
/// # Errors
/// The first thing that is still to be done.
pub fn has_form(expr: &Expr<Rational>, form: Form) -> Result<(), FormFault> {
    match form {
        Form::Expanded => expanded::check(expr),
        Form::Factored => factored::check(expr),
        Form::Simplified => simplified::check(expr),
    }
}
