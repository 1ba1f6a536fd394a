//! The fields of a form.

use axum::extract::{Form, FromRequest, Request};
use std::str::FromStr;

use crate::store::AdministrationId;

use super::fault::Fault;

/// What a form sent, in its order; a name may come more than once.
#[derive(Clone, Debug, Default)]
pub struct Fields(Vec<(String, String)>);

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fault> {
        match Form::from_request(request, state).await {
            Ok(Form(fields)) => Ok(Self(fields)),
            Err(_) => Err(Fault::Malformed),
        }
    }
}

impl Fields {
    /// The value of a field, if it was sent.
    pub fn get(&self, name: &str) -> Option<&str> {
        let mut fields = self.0.iter();
        fields
            .find(|(field, _)| field == name)
            .map(|(_, value)| value.as_str())
    }

    fn read<T: FromStr>(&self, name: &str) -> Result<T, Fault> {
        let value = self.get(name).and_then(|value| value.parse().ok());
        value.ok_or(Fault::Malformed)
    }

    /// The problem the form belongs to.
    ///
    /// # Errors
    /// The form does not say.
    pub fn administration(&self) -> Result<AdministrationId, Fault> {
        self.read("administration")
    }

    /// The number the answer goes in under.
    ///
    /// # Errors
    /// The form does not say.
    pub fn attempt(&self) -> Result<u32, Fault> {
        self.read("attempt")
    }

    /// How many hints the page showed.
    ///
    /// # Errors
    /// The form does not say.
    pub fn hints(&self) -> Result<usize, Fault> {
        self.read("hints")
    }

    /// What was typed, or the labels chosen, joined by commas.
    pub fn answer(&self) -> String {
        let chosen = self.0.iter().filter(|(field, _)| field == "answer");
        let labels: Vec<&str> = chosen.map(|(_, value)| value.as_str()).collect();
        labels.join(",")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_are_joined_and_what_is_missing_is_said() {
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let fields = Fields(vec![
            field("answer", "a"),
            field("answer", "c"),
            field("attempt", "2"),
        ]);
        assert_eq!(fields.answer(), "a,c");
        assert_eq!(fields.attempt().unwrap(), 2);
        assert!(matches!(fields.administration(), Err(Fault::Malformed)));
    }
}
