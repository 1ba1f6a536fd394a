//! What a person reads when something went wrong, and the way on from there.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use crate::service::Error;
use crate::store;

use super::frame::Frame;
use super::words;
use super::work::is_mendable;

/// Why a page cannot be shown.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// There is no such page.
    #[error("there is no such page")]
    NotFound,
    /// There is such a page, and it is not asked for in this way.
    #[error("the page cannot be asked for in this way")]
    Method,
    /// The form came from another site.
    #[error("the form was sent from another site")]
    Foreign,
    /// The form lacks something.
    #[error("the form lacks a field")]
    Malformed,
    /// The form is too large.
    #[error("the form is too large")]
    TooLarge,
    /// The service could not do it.
    #[error(transparent)]
    Service(#[from] Error),
    /// The page could not be written.
    #[error("a page could not be written: {0}")]
    Page(#[from] askama::Error),
}

/// The page of a fault.
#[derive(Debug, Template)]
#[template(path = "error.html")]
struct FaultPage {
    frame: Frame,
    heading: &'static str,
    words: &'static str,
    detail: Option<String>,
    /// Where to go from here, and what that is called.
    way_on: (&'static str, &'static str),
}

impl Fault {
    /// Why a form could not be read.
    pub fn of_body(status: StatusCode) -> Self {
        match status {
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            _ => Self::Malformed,
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Foreign => StatusCode::FORBIDDEN,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Page(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Service(error) => match error {
                Error::NoBank(_)
                | Error::NoCompetency { .. }
                | Error::NoAdministration(_)
                | Error::NoPlacement(_)
                | Error::NoTask(_)
                | Error::NotYours(_) => StatusCode::NOT_FOUND,
                Error::NotStaff => StatusCode::UNAUTHORIZED,
                Error::TooManyCodes { .. } => StatusCode::TOO_MANY_REQUESTS,
                Error::TooLong { .. } => StatusCode::PAYLOAD_TOO_LARGE,
                Error::NoPart { .. }
                | Error::NoSteps { .. }
                | Error::NoLearner(_)
                | Error::OwnWork(_) => StatusCode::UNPROCESSABLE_ENTITY,
                error if is_mendable(error) => StatusCode::UNPROCESSABLE_ENTITY,
                Error::Conflict { .. }
                | Error::OutOfTurn { .. }
                | Error::Finished(_)
                | Error::MarkingBegan(_)
                | Error::NotHandedIn(_)
                | Error::Unusable { .. } => StatusCode::CONFLICT,
                Error::Busy | Error::Store(store::Error::Locked { .. }) => {
                    StatusCode::SERVICE_UNAVAILABLE
                }
                _ => StatusCode::INTERNAL_SERVER_ERROR,
            },
        }
    }

    fn page(&self) -> FaultPage {
        let (heading, words) = match self.status() {
            StatusCode::NOT_FOUND => (
                "This page does not exist",
                "The address may be mistyped, or what it named is no longer here.",
            ),
            StatusCode::METHOD_NOT_ALLOWED => (
                "This address takes something else",
                "Go back and use the button or link on the page. Nothing was changed.",
            ),
            StatusCode::UNAUTHORIZED => (
                "Only staff may see this",
                "Sign in with a code first. Nothing was changed.",
            ),
            StatusCode::TOO_MANY_REQUESTS => (
                "Too many wrong codes",
                "For a while no code is taken from here, not even a right one. A code stays good meanwhile.",
            ),
            StatusCode::PAYLOAD_TOO_LARGE => (
                "This is more than can be taken",
                "Go back and send less: a shorter text, or smaller files. Nothing was changed.",
            ),
            StatusCode::UNPROCESSABLE_ENTITY => (
                "This cannot be done",
                "Go back, load the page again and look at it once more. Nothing was changed.",
            ),
            StatusCode::FORBIDDEN => (
                "This form came from somewhere else",
                "Answers are taken only from pages of this site. Nothing was changed.",
            ),
            StatusCode::BAD_REQUEST => (
                "Something in this form is missing",
                "Go back, load the page again and send it once more. Nothing was changed.",
            ),
            StatusCode::CONFLICT => (
                "You are already past this point",
                "This problem was answered or put aside before, perhaps in another window. Nothing is lost.",
            ),
            StatusCode::SERVICE_UNAVAILABLE => (
                "Too much at once",
                "Your answer was not taken yet. Wait a moment, go back and send it again.",
            ),
            _ => (
                "Something went wrong on our side",
                "Nothing you sent before is lost. Try again; if it stays like this, tell whoever runs this server.",
            ),
        };
        FaultPage {
            frame: Frame::default(),
            heading,
            words,
            detail: match self {
                Self::Service(error) if self.status() != StatusCode::NOT_FOUND => {
                    Some(error.to_string())
                }
                _ => None,
            },
            way_on: match self.status() {
                StatusCode::UNAUTHORIZED | StatusCode::TOO_MANY_REQUESTS => {
                    ("/staff", "Sign in as staff")
                }
                _ => ("/map", "Go to your map"),
            },
        }
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        // What the person in front of the page cannot mend, whoever runs the server has to see.
        if self.status().is_server_error() {
            eprintln!("retake: {self}");
        }
        let body = self.page().render();
        let plain = || Html("Something went wrong. Nothing is lost; try again.".to_owned());
        (self.status(), body.map_or_else(|_| plain(), Html)).into_response()
    }
}
