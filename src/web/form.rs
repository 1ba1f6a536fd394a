//! The fields of a form.

use axum::extract::{Form, FromRequest, Request};
use std::str::FromStr;

use crate::base::PartId;
use crate::service::PartAnswer;
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

    /// The part whose steps are to be opened.
    ///
    /// # Errors
    /// The form does not say.
    pub fn steps(&self) -> Result<PartId, Fault> {
        let part = self.get("open").and_then(|name| PartId::new(name).ok());
        part.ok_or(Fault::Malformed)
    }

    /// The name of a part's controls in a form.
    pub fn name(part: &PartId) -> String {
        match *part == PartId::only() {
            true => "answer".to_owned(),
            false => format!("answer-{part}"),
        }
    }

    /// What was typed in a part, or the labels chosen, joined by commas.
    pub fn answer(&self, part: &PartId) -> String {
        let name = Self::name(part);
        let chosen = self.0.iter().filter(|(field, _)| *field == name);
        let labels: Vec<&str> = chosen.map(|(_, value)| value.as_str()).collect();
        labels.join(",")
    }

    /// What was handed in for a part. Only the very text that was asked about is confirmed.
    pub fn part_answer(&self, part: &PartId) -> PartAnswer {
        let raw = self.answer(part);
        let confirmed = format!("confirmed-{}", Self::name(part));
        PartAnswer {
            part: part.clone(),
            confirmed: self.get(&confirmed) == Some(&raw),
            raw,
        }
    }
}

/// From a query, which is written as a form is.
impl From<Vec<(String, String)>> for Fields {
    fn from(fields: Vec<(String, String)>) -> Self {
        Self(fields)
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
        assert_eq!(fields.answer(&PartId::only()), "a,c");
        assert_eq!(fields.attempt().unwrap(), 2);
        assert!(matches!(fields.administration(), Err(Fault::Malformed)));
    }
}
