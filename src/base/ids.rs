//! Names, one type for each thing that is named.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// A name that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} `{given}` {why}")]
pub struct IdError {
    /// What was to be named.
    pub what: &'static str,
    /// The name given.
    pub given: String,
    /// What is wrong with it, and what is allowed.
    pub why: &'static str,
}

/// Lower-case words joined by hyphens or underscores: what a file, a URL and a terminal agree on.
fn check_slug(what: &'static str, given: &str) -> Result<(), IdError> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    let error = |why| {
        Err(IdError {
            what,
            given: given.to_owned(),
            why,
        })
    };
    if given.is_empty() || given.len() > 80 {
        return error("must have 1 to 80 characters");
    }
    if !given.chars().all(fits) || !given.starts_with(|c: char| c.is_ascii_lowercase()) {
        return error("must be lower-case letters, digits, `-` and `_`, and begin with a letter");
    }
    Ok(())
}

/// What people are called.
fn check_name(what: &'static str, given: &str) -> Result<(), IdError> {
    let error = |why| {
        Err(IdError {
            what,
            given: given.to_owned(),
            why,
        })
    };
    match given.chars().count() {
        1..=80 => {}
        _ => return error("must have 1 to 80 characters"),
    }
    if given.trim() != given {
        return error("must not begin or end with a blank");
    }
    if given.chars().any(char::is_control) {
        return error("must not contain control characters");
    }
    Ok(())
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $what:literal, $check:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Arc<str>);

        impl $name {
            /// Checks a name.
            ///
            /// # Errors
            /// Says what is allowed.
            pub fn new(given: &str) -> Result<Self, IdError> {
                let check: fn(&'static str, &str) -> Result<(), IdError> = $check;
                check($what, given)?;
                Ok(Self(given.into()))
            }

            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;

            fn try_from(given: String) -> Result<Self, IdError> {
                Self::new(&given)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0.as_ref().to_owned()
            }
        }
    };
}

id!(
    /// A bank: the name of its folder.
    BankId, "bank", check_slug
);
id!(
    /// A competency: the name of its folder in a bank.
    CompetencyId, "competency", check_slug
);
id!(
    /// A misconception within a template.
    MisconceptionId, "misconception", check_slug
);
id!(
    /// An intervention of a bank: the name of its file.
    InterventionId, "intervention", check_slug
);
id!(
    /// A part of an item.
    PartId, "part", check_slug
);
id!(
    /// A criterion of a rubric.
    CriterionId, "criterion", check_slug
);
id!(
    /// Somebody of the staff, by name: as for a learner.
    StaffId, "staff", check_name
);
id!(
    /// A learner, by the name the learner or the platform chose: 1 to 80 characters, none of them
    /// a control character, no blank at either end.
    LearnerId, "learner", check_name
);
id!(
    /// A template: `competency/template`, its path in the bank without the extension.
    TemplateId, "template", |what, given| {
        match given.split_once('/') {
            Some((competency, template)) => {
                check_slug("competency", competency)?;
                check_slug(what, template)
            }
            None => Err(IdError { what, given: given.to_owned(), why: "must be `competency/template`" }),
        }
    }
);

impl PartId {
    /// The part of an item that has only one.
    pub fn only() -> Self {
        Self("answer".into())
    }
}

impl TemplateId {
    /// The template `name` of a competency.
    ///
    /// # Errors
    /// The name is no slug.
    pub fn of(competency: &CompetencyId, name: &str) -> Result<Self, IdError> {
        check_slug("template", name)?;
        Ok(Self(format!("{competency}/{name}").into()))
    }

    /// The competency's part of the name.
    pub fn competency(&self) -> CompetencyId {
        CompetencyId(self.0.split('/').next().unwrap_or_default().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_is_allowed() {
        assert!(CompetencyId::new("one-step_2").is_ok());
        assert!(CompetencyId::new("One").is_err());
        assert!(CompetencyId::new("2step").is_err());
        assert_eq!(TemplateId::new("a/b").unwrap().competency().as_str(), "a");
        assert!(TemplateId::new("a/b/c").is_err());
        assert!(LearnerId::new("Zoë O’Neil").is_ok());
        assert!(LearnerId::new(" ada").is_err());
        assert_eq!(
            LearnerId::new("").unwrap_err().to_string(),
            "learner `` must have 1 to 80 characters"
        );
    }
}
