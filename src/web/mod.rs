//! The pages: rendered on the server, usable without JavaScript, by keyboard and by screen reader.
//!
//! One file per resource holds its handlers and what its page shows; the pages themselves are in
//! `templates/`, style sheet and script in `assets/`. Everything comes from the service.

mod assets;
mod at;
mod chart;
mod competency;
mod drawing;
mod fault;
mod field;
mod form;
mod frame;
mod guard;
mod learner;
mod map;
mod plane;
mod practise;
mod problem;
mod reply;
mod revealed;
#[cfg(test)]
mod sample;
mod standing;
mod stop;
#[cfg(test)]
mod tests;
mod typing;
mod verdict;
mod welcome;
mod words;

use askama::Template;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};

use crate::service::Service;
use fault::Fault;

/// The largest form taken, in bytes: an answer and its names.
const LARGEST_FORM: usize = 16 * 1024;

/// All pages over a service.
pub fn router(service: Service) -> Router {
    let form = |handler: MethodRouter<Service>| handler.get(practise::back);
    Router::new()
        .route("/", get(welcome::get))
        .route("/learner", post(welcome::enter).get(welcome::get))
        .route("/leave", post(welcome::leave).get(welcome::get))
        .route("/map", get(map::get))
        .route("/competency/{bank}/{competency}", get(competency::get))
        .route("/practise/{bank}/{competency}", get(practise::get))
        .route(
            "/practise/{bank}/{competency}/answer",
            form(post(practise::answer)),
        )
        .route(
            "/practise/{bank}/{competency}/hint",
            form(post(practise::hint)),
        )
        .route(
            "/practise/{bank}/{competency}/steps",
            form(post(practise::steps)),
        )
        .route(
            "/practise/{bank}/{competency}/skip",
            form(post(practise::skip)),
        )
        .route(
            "/practise/{bank}/{competency}/{administration}",
            get(practise::review),
        )
        .route("/assets/{name}", get(assets::get))
        .fallback(async || Fault::NotFound)
        .method_not_allowed_fallback(async || Fault::NotFound)
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .layer(from_fn(guard::guard))
        .with_state(service)
}

/// A page as an answer.
fn show(page: &impl Template) -> Result<Response, Fault> {
    Ok(Html(page.render()?).into_response())
}
