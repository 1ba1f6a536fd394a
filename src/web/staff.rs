//! Where the staff signs in and out.

use askama::Template;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};

use crate::service::{Error, Service};

use super::fault::Fault;
use super::form::Fields;
use super::frame::Frame;
use super::signed::{self, Token};
use super::source::Source;
use super::{again, show, words};

/// The page to sign in.
#[derive(Debug, Template)]
#[template(path = "staff.html")]
pub struct StaffPage {
    /// The page's header.
    pub frame: Frame,
    /// What is wrong with the code.
    pub problem: Option<String>,
}

/// `GET /staff`: to the works that wait, or to sign in.
pub async fn get(State(service): State<Service>, Token(token): Token) -> Result<Response, Fault> {
    if let Some(token) = token
        && service.staff(&token).await.is_ok()
    {
        return Ok(Redirect::to("/marking").into_response());
    }
    show(&page(None))
}

/// `POST /staff`: uses a code up and begins a session.
pub async fn enter(
    State(service): State<Service>,
    Source(from): Source,
    fields: Fields,
) -> Result<Response, Fault> {
    let code = fields.get("code").unwrap_or_default();
    match service.sign_in(code, from).await {
        Ok(token) => Ok((
            [(SET_COOKIE, signed::keep(&token))],
            Redirect::to("/marking"),
        )
            .into_response()),
        Err(error @ Error::NoCode) => again(&page(Some(words::sentence(&error.to_string())))),
        Err(error) => Err(error.into()),
    }
}

/// `POST /staff/leave`: ends the session.
pub async fn leave(State(service): State<Service>, Token(token): Token) -> Result<Response, Fault> {
    if let Some(token) = token {
        service.sign_out(&token).await?;
    }
    Ok(([(SET_COOKIE, signed::forget())], Redirect::to("/staff")).into_response())
}

fn page(problem: Option<String>) -> StaffPage {
    StaffPage {
        frame: Frame::default(),
        problem,
    }
}
