//! The first page: who is practising?

use askama::Template;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};

use crate::base::LearnerId;
use crate::service::{BankView, Service};

use super::fault::Fault;
use super::form::Fields;
use super::frame::Frame;
use super::learner;
use super::show;

/// The first page.
#[derive(Debug, Template)]
#[template(path = "welcome.html")]
pub struct WelcomePage {
    /// The page's header.
    pub frame: Frame,
    /// What can be practised.
    pub banks: Vec<BankView>,
    /// The name as it was typed.
    pub name: String,
    /// What is wrong with it.
    pub problem: Option<String>,
}

/// `GET /`
pub async fn get(State(service): State<Service>) -> Result<Response, Fault> {
    page(&service, "", None)
}

/// `POST /learner`: lets a learner in and remembers the name.
pub async fn enter(State(service): State<Service>, fields: Fields) -> Result<Response, Fault> {
    let name = fields.get("name").unwrap_or_default().trim();
    match LearnerId::new(name) {
        Ok(learner) => {
            service.enter(&learner).await?;
            Ok((
                [(SET_COOKIE, learner::keep(&learner))],
                Redirect::to("/map"),
            )
                .into_response())
        }
        Err(error) => page(&service, name, Some(format!("A name {}.", error.why))),
    }
}

/// `POST /leave`: forgets the name in this browser; what was learnt is kept.
pub async fn leave() -> Response {
    ([(SET_COOKIE, learner::forget())], Redirect::to("/")).into_response()
}

fn page(service: &Service, name: &str, problem: Option<String>) -> Result<Response, Fault> {
    show(&WelcomePage {
        frame: Frame::default(),
        banks: service.banks(),
        name: name.to_owned(),
        problem,
    })
}
