//! The pages: rendered on the server, usable without JavaScript, by keyboard and by screen reader.
//!
//! One file per resource holds its handlers and what its page shows; the pages themselves are in
//! `templates/`, style sheet and script in `assets/`. Everything comes from the service.

mod asked;
mod assets;
mod at;
mod chart;
mod class;
mod competency;
mod cookie;
mod drawing;
mod fault;
mod field;
mod form;
mod frame;
mod guard;
mod help;
mod language;
mod learner;
mod map;
mod marking;
mod place;
mod plan;
mod plane;
mod practise;
mod problem;
mod reply;
mod revealed;
mod rubric;
#[cfg(test)]
mod sample;
mod signed;
mod source;
mod staff;
mod standing;
mod stop;
#[cfg(test)]
mod tests;
mod typing;
mod upload;
mod verdict;
mod welcome;
mod words;
mod work;

use askama::Template;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::from_fn;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};

use crate::service::Service;
use fault::Fault;

/// The largest form taken, in bytes: an answer and its names.
const LARGEST_FORM: usize = 16 * 1024;

/// The largest form with levels and a comment, in bytes: what is escaped takes three times its room.
const LARGEST_MARK: usize = 64 * 1024;

/// The largest work taken at once, in bytes: a file of the largest size a task may ask for, and text.
const LARGEST_WORK: usize = 64 * 1024 * 1024;

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
        .route("/practise/{bank}/{competency}/help", form(post(help::post)))
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
        .route("/place/{bank}", get(place::get))
        .route("/place/{bank}/begin", post(place::begin).get(place::back))
        .route("/place/{bank}/answer", post(place::answer).get(place::back))
        .route(
            "/place/{bank}/unknown",
            post(place::unknown).get(place::back),
        )
        .route("/place/{bank}/stop", post(place::stop).get(place::back))
        .route("/plan/{bank}", get(plan::get))
        .route("/language", post(language::choose).get(map::get))
        .route("/works", get(work::list))
        .route("/works/{administration}", get(work::get))
        .route(
            "/works/{administration}/hand-in",
            post(work::hand_in)
                .get(work::get)
                .layer(DefaultBodyLimit::max(LARGEST_WORK)),
        )
        .route(
            "/works/{administration}/assess",
            post(work::assess)
                .get(work::get)
                .layer(DefaultBodyLimit::max(LARGEST_MARK)),
        )
        .route(
            "/works/{administration}/file/{submission}/{place}",
            get(work::file),
        )
        .route(
            "/task/{bank}/{competency}/{template}",
            post(work::begin).get(work::list),
        )
        .route("/staff", get(staff::get).post(staff::enter))
        .route("/staff/leave", post(staff::leave).get(staff::get))
        .route("/asked", get(asked::list))
        .route("/drifts", get(asked::drifts))
        .route(
            "/evidence/{learner}/{bank}/{competency}",
            get(asked::get)
                .post(asked::post)
                .layer(DefaultBodyLimit::max(LARGEST_MARK)),
        )
        .route("/learners", get(class::get))
        .route("/marking", get(marking::list))
        .route(
            "/marking/{administration}",
            get(marking::get)
                .post(marking::mark)
                .layer(DefaultBodyLimit::max(LARGEST_MARK)),
        )
        .route(
            "/marking/{administration}/share",
            post(marking::share).get(marking::get),
        )
        .route(
            "/marking/{administration}/file/{submission}/{place}",
            get(marking::file),
        )
        .route("/assets/{name}", get(assets::get))
        .fallback(async || Fault::NotFound)
        .method_not_allowed_fallback(async || Fault::Method)
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .layer(from_fn(guard::guard))
        .with_state(service)
}

/// The page of a form again, with what was sent and what is wrong with it.
fn again(page: &impl Template) -> Result<Response, Fault> {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, show(page)?).into_response())
}

/// A page as an answer.
fn show(page: &impl Template) -> Result<Response, Fault> {
    Ok(Html(page.render()?).into_response())
}
