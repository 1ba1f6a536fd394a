//! Practising a competency: a problem, its answer, its hints, and what came of it.
//!
//! Every form carries the administration it belongs to and the number of the attempt, so that
//! sending it twice does no more than sending it once. What is finished is shown under an address
//! of its own, which may be loaded again at will.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;

use crate::base::{BankId, CompetencyId, LearnerId};
use crate::service::{Administered, Answered, Hinted, Next, ProblemView, Service};
use crate::store::AdministrationId;

use super::at::At;
use super::fault::Fault;
use super::form::Fields;
use super::frame::Frame;
use super::learner::Learner;
use super::problem::ProblemPage;
use super::reply::Reply;
use super::revealed::RevealedPage;
use super::show;
use super::standing::Standing;
use super::stop::StopPage;
use super::verdict::VerdictPage;

/// What stands in the answer field already.
#[derive(Debug, Default, Deserialize)]
pub struct Typed {
    #[serde(default)]
    typed: String,
}

/// `GET /practise/{bank}/{competency}`: the problem under way, or a new one, or why there is none.
pub async fn get(
    State(service): State<Service>,
    Learner(learner): Learner,
    At((bank, competency)): At<(BankId, CompetencyId)>,
    typed: Result<Query<Typed>, QueryRejection>,
) -> Result<Response, Fault> {
    let next = service
        .start_or_resume(&learner, &bank, &competency)
        .await?;
    let standing = Standing::load(&service, &learner, &bank, &competency).await?;
    let typed = typed
        .map_or_else(|_| Typed::default(), |Query(typed)| typed)
        .typed;
    match next {
        Next::Problem(problem) => problem_page(*problem, standing, typed, Reply::None),
        Next::Stop(stop) => show(&StopPage {
            frame: Frame::of(&learner),
            stop: *stop,
            progress: standing.progress(),
        }),
    }
}

/// `GET /practise/{bank}/{competency}/{administration}`: what came of a problem.
pub async fn review(
    State(service): State<Service>,
    Learner(learner): Learner,
    At((.., id)): At<(BankId, CompetencyId, String)>,
) -> Result<Response, Fault> {
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    match own(&service, &learner, id).await? {
        Administered::Answered(feedback) => {
            let standing = standing(&service, &feedback.problem).await?;
            show(&VerdictPage {
                frame: Frame::of(&learner),
                path: path(&feedback.problem),
                problem: feedback.problem.clone(),
                progress: standing.progress(),
                feedback: *feedback,
            })
        }
        Administered::Revealed(solution) => {
            let standing = standing(&service, &solution.problem).await?;
            show(&RevealedPage {
                frame: Frame::of(&learner),
                path: path(&solution.problem),
                problem: solution.problem.clone(),
                progress: standing.progress(),
                key: solution.key,
                solution: solution.solution,
            })
        }
        Administered::Open(problem) | Administered::Skipped(problem) => Ok(to_competency(&problem)),
    }
}

/// `POST /practise/{bank}/{competency}/answer`
pub async fn answer(
    State(service): State<Service>,
    Learner(learner): Learner,
    fields: Fields,
) -> Result<Response, Fault> {
    let id = fields.administration()?;
    own(&service, &learner, id).await?;
    let raw = fields.answer();
    // Only the very text that was asked about is confirmed.
    let confirmed = fields.get("confirmed") == Some(&raw);
    let answered = service
        .answer(id, fields.attempt()?, &raw, confirmed)
        .await?;
    let (problem, raw, reply) = match answered {
        Answered::Scored(feedback) => return Ok(to_review(&feedback.problem)),
        Answered::Again {
            reason,
            message,
            raw,
            problem,
        } => {
            let reply = Reply::again(reason, message, &raw, &problem.field);
            (problem, raw, reply)
        }
        Answered::Confirm {
            understood,
            message,
            raw,
            problem,
        } => (
            problem,
            raw,
            Reply::Confirm {
                understood,
                message,
            },
        ),
    };
    let standing = standing(&service, &problem).await?;
    problem_page(*problem, standing, raw, reply)
}

/// `POST /practise/{bank}/{competency}/hint`: one more hint, with what was typed so far kept; after
/// the last one the solution.
pub async fn hint(
    State(service): State<Service>,
    Learner(learner): Learner,
    fields: Fields,
) -> Result<Response, Fault> {
    let id = fields.administration()?;
    let problem = match own(&service, &learner, id).await? {
        Administered::Open(_) => match service.hint(id, fields.hints()?).await? {
            Hinted::Hint(problem) => problem,
            Hinted::Solution(solution) => return Ok(to_review(&solution.problem)),
        },
        Administered::Answered(feedback) => return Ok(to_review(&feedback.problem)),
        Administered::Revealed(solution) => return Ok(to_review(&solution.problem)),
        Administered::Skipped(problem) => return Ok(to_competency(&problem)),
    };
    let typed = fields.answer();
    let typed = utf8_percent_encode(&typed, NON_ALPHANUMERIC);
    Ok(to(&format!(
        "/practise/{}?typed={typed}#hint",
        path(&problem)
    )))
}

/// `POST /practise/{bank}/{competency}/skip`: puts the problem aside.
pub async fn skip(
    State(service): State<Service>,
    Learner(learner): Learner,
    fields: Fields,
) -> Result<Response, Fault> {
    let id = fields.administration()?;
    match own(&service, &learner, id).await? {
        Administered::Open(problem) => {
            service.skip(id).await?;
            Ok(to_competency(&problem))
        }
        Administered::Skipped(problem) => Ok(to_competency(&problem)),
        Administered::Answered(feedback) => Ok(to_review(&feedback.problem)),
        Administered::Revealed(solution) => Ok(to_review(&solution.problem)),
    }
}

/// The address of a form, opened as a page: back to the problem.
pub async fn back(At((bank, competency)): At<(BankId, CompetencyId)>) -> Response {
    to(&format!("/practise/{bank}/{competency}"))
}

/// A problem of this learner; to anybody else it does not exist.
async fn own(
    service: &Service,
    learner: &LearnerId,
    id: AdministrationId,
) -> Result<Administered, Fault> {
    let administered = service.problem(id).await?;
    let problem = match &administered {
        Administered::Open(problem) | Administered::Skipped(problem) => problem,
        Administered::Answered(feedback) => &feedback.problem,
        Administered::Revealed(solution) => &solution.problem,
    };
    match problem.learner == *learner {
        true => Ok(administered),
        false => Err(Fault::NotFound),
    }
}

async fn standing(service: &Service, problem: &ProblemView) -> Result<Standing, Fault> {
    let ProblemView {
        learner,
        bank,
        competency,
        ..
    } = problem;
    Ok(Standing::load(service, learner, bank, competency).await?)
}

fn problem_page(
    problem: ProblemView,
    standing: Standing,
    typed: String,
    reply: Reply,
) -> Result<Response, Fault> {
    show(&ProblemPage {
        frame: Frame::of(&problem.learner),
        path: path(&problem),
        progress: standing.progress(),
        problem,
        typed,
        reply,
    })
}

/// Bank and competency, as addresses name them.
fn path(problem: &ProblemView) -> String {
    format!("{}/{}", problem.bank, problem.competency)
}

fn to(address: &str) -> Response {
    Redirect::to(address).into_response()
}

fn to_competency(problem: &ProblemView) -> Response {
    to(&format!("/practise/{}", path(problem)))
}

fn to_review(problem: &ProblemView) -> Response {
    to(&format!(
        "/practise/{}/{}",
        path(problem),
        problem.administration
    ))
}
