//! The fields of a form.

use axum::extract::{Form, FromRequest, Request};
use std::str::FromStr;

use crate::base::{Locale, PartId};
use crate::service::{AnswerField, PartAnswer, PartView};
use crate::store::AdministrationId;

use super::fault::Fault;
use super::typing::separator;

/// What a form sent, in its order; a name may come more than once.
#[derive(Clone, Debug, Default)]
pub struct Fields(Vec<(String, String)>);

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fault> {
        match Form::from_request(request, state).await {
            Ok(Form(fields)) => Ok(Self(fields)),
            Err(rejection) => Err(Fault::of_body(rejection.status())),
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

    /// A whole number under this name.
    ///
    /// # Errors
    /// The form does not say.
    pub fn number(&self, name: &str) -> Result<u32, Fault> {
        self.read(name)
    }

    /// The fields whose names begin so, with the rest of their names.
    pub fn beginning_with(&self, start: &str) -> impl Iterator<Item = (&str, &str)> {
        let fields = self.0.iter();
        fields.filter_map(move |(name, value)| Some((name.strip_prefix(start)?, value.as_str())))
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

    /// What was answered in a part, as it is marked and logged: several controls are put together.
    pub fn raw(&self, part: &PartView, locale: Locale) -> String {
        let name = Self::name(&part.id);
        let sent = |name: &str| -> Vec<&str> {
            let fields = self.0.iter().filter(|(field, _)| field == name);
            fields.map(|(_, value)| value.as_str()).collect()
        };
        let given = sent(&name);
        let is_blank = given.iter().all(|value| value.trim().is_empty());
        match &part.field {
            AnswerField::Matrix { columns, .. } if !is_blank => {
                let rows = given.chunks((*columns).max(1));
                let rows: Vec<String> = rows.map(|row| row.join(separator(locale))).collect();
                format!("[[{}]]", rows.join("], ["))
            }
            AnswerField::TrueFalse { .. } => {
                let reason = sent(&name.replacen("answer", "reason", 1));
                [given, reason].concat().join(",")
            }
            AnswerField::Matching { .. } | AnswerField::Ordering { .. } if !is_blank => {
                let labels = given.into_iter();
                let labels = labels.map(|label| if label.is_empty() { "-" } else { label });
                labels.collect::<Vec<_>>().join(",")
            }
            _ if is_blank => String::new(),
            _ => self.answer(&part.id),
        }
    }

    /// What was handed in for a part. Only the very text that was asked about is confirmed.
    pub fn part_answer(&self, part: &PartView, locale: Locale) -> PartAnswer {
        let raw = self.raw(part, locale);
        let confirmed = format!("confirmed-{}", Self::name(&part.id));
        PartAnswer {
            part: part.id.clone(),
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

    fn part(field: AnswerField) -> PartView {
        PartView {
            id: PartId::new("p").unwrap(),
            field,
            text: None,
            inline: false,
            step_of: None,
            steps: None,
        }
    }

    #[test]
    fn what_several_controls_send_is_one_answer() {
        let raw = |field: &AnswerField, sent: &[(&str, &str)], locale| {
            let sent = sent.iter();
            let sent = sent.map(|&(name, value)| (name.to_owned(), value.to_owned()));
            Fields(sent.collect()).raw(&part(field.clone()), locale)
        };
        let own = |values: &[&'static str]| -> Vec<(&str, &str)> {
            values.iter().map(|&value| ("answer-p", value)).collect()
        };
        let (english, german) = (Locale::ENGLISH, Locale::of("de").unwrap());
        let matrix = AnswerField::Matrix {
            rows: 2,
            columns: 2,
        };
        let cells = own(&["1", "x/2", "0", "-1"]);
        assert_eq!(raw(&matrix, &cells, english), "[[1, x/2], [0, -1]]");
        assert_eq!(raw(&matrix, &cells, german), "[[1; x/2], [0; -1]]");
        assert_eq!(raw(&matrix, &own(&["", " ", "", ""]), english), "");
        let reasons = AnswerField::TrueFalse { reasons: vec![] };
        let sent = [("answer-p", "false"), ("reason-p", "c"), ("reason-q", "a")];
        assert_eq!(raw(&reasons, &sent, english), "false,c");
        let matching = AnswerField::Matching {
            prompts: vec![],
            options: vec![],
            repeatable: false,
        };
        assert_eq!(raw(&matching, &own(&["b", "", "a"]), english), "b,-,a");
        assert_eq!(raw(&matching, &own(&["", ""]), english), "");
        assert_eq!(
            raw(&AnswerField::Number, &own(&[" 3/4 "]), english),
            " 3/4 "
        );
    }
}
