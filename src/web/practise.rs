//! Practising a competency: a problem, its answer, its hints, and what came of it.
//!
//! Every form carries the administration it belongs to and the number of the attempt, so that
//! sending it twice does no more than sending it once. What is finished is shown under an address
//! of its own, which may be loaded again at will.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::base::{BankId, CompetencyId, LearnerId};
use crate::service::{Administered, Answered, Hinted, Next, PartAnswer, ProblemView, Service};
use crate::store::AdministrationId;

use super::at::At;
use super::fault::Fault;
use super::field::{Field, fields, fields_again};
use super::form::Fields;
use super::frame::Frame;
use super::help::HelpPage;
use super::language::Language;
use super::learner::Learner;
use super::problem::ProblemPage;
use super::revealed::RevealedPage;
use super::show;
use super::standing::Standing;
use super::stop::StopPage;
use super::verdict::VerdictPage;

/// `GET /practise/{bank}/{competency}`: the problem under way, or a new one, or why there is none.
pub async fn get(
    State(service): State<Service>,
    Learner(learner): Learner,
    Language(wished): Language,
    At((bank, competency)): At<(BankId, CompetencyId)>,
    typed: Result<Query<Vec<(String, String)>>, QueryRejection>,
) -> Result<Response, Fault> {
    let next = service
        .speaking(wished)
        .start_or_resume(&learner, &bank, &competency)
        .await?;
    let standing = Standing::load(&service, &learner, &bank, &competency).await?;
    let typed = typed.map_or_else(|_| Fields::default(), |Query(typed)| typed.into());
    match next {
        Next::Problem(problem) => {
            let fields = fields(&problem, &typed);
            problem_page(*problem, standing, fields)
        }
        Next::Help(help) => show(&HelpPage {
            frame: Frame::of(&learner),
            help: *help,
            progress: standing.progress(),
        }),
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
                keys: solution.keys,
                solution: solution.solution,
            })
        }
        administered => Ok(finished(&administered)),
    }
}

/// `POST /practise/{bank}/{competency}/answer`
pub async fn answer(
    State(service): State<Service>,
    Learner(learner): Learner,
    form: Fields,
) -> Result<Response, Fault> {
    let id = form.administration()?;
    let administered = own(&service, &learner, id).await?;
    let problem = problem_of(&administered);
    let parts = problem.parts.iter();
    let answers: Vec<PartAnswer> = parts
        .map(|part| form.part_answer(part, problem.locale))
        .collect();
    match service.answer(id, form.attempt()?, &answers).await? {
        Answered::Scored(feedback) => Ok(to_review(&feedback.problem)),
        Answered::Again { replies, problem } => {
            let standing = standing(&service, &problem).await?;
            let fields = fields_again(&problem, replies);
            problem_page(*problem, standing, fields)
        }
    }
}

/// `POST /practise/{bank}/{competency}/hint`: one more hint, with what was typed so far kept; after
/// the last one the solution.
pub async fn hint(
    State(service): State<Service>,
    Learner(learner): Learner,
    form: Fields,
) -> Result<Response, Fault> {
    let id = form.administration()?;
    let problem = match own(&service, &learner, id).await? {
        Administered::Open(_) => match service.hint(id, form.hints()?).await? {
            Hinted::Hint(problem) => problem,
            Hinted::Solution(solution) => return Ok(to_review(&solution.problem)),
        },
        administered => return Ok(finished(&administered)),
    };
    Ok(to(&back_to(&problem, &form, "hint")))
}

/// `POST /practise/{bank}/{competency}/steps`: opens the steps of a part, with what was typed so
/// far kept.
pub async fn steps(
    State(service): State<Service>,
    Learner(learner): Learner,
    form: Fields,
) -> Result<Response, Fault> {
    let id = form.administration()?;
    match own(&service, &learner, id).await? {
        Administered::Open(_) => {
            let part = form.steps()?;
            let problem = service.open_steps(id, &part).await?;
            let name = Fields::name(&part);
            Ok(to(&back_to(&problem, &form, &name)))
        }
        administered => Ok(finished(&administered)),
    }
}

/// The problem's page with what was typed, at a place of it.
fn back_to(problem: &ProblemView, form: &Fields, place: &str) -> String {
    let typed: Vec<String> = problem
        .parts
        .iter()
        .map(|part| (Fields::name(&part.id), form.raw(part, problem.locale)))
        .filter(|(_, typed)| !typed.is_empty())
        .map(|(name, typed)| format!("{name}={}", utf8_percent_encode(&typed, NON_ALPHANUMERIC)))
        .collect();
    format!("/practise/{}?{}#{place}", path(problem), typed.join("&"))
}

/// `POST /practise/{bank}/{competency}/skip`: puts the problem aside.
pub async fn skip(
    State(service): State<Service>,
    Learner(learner): Learner,
    Language(wished): Language,
    form: Fields,
) -> Result<Response, Fault> {
    let id = form.administration()?;
    match own(&service, &learner, id).await? {
        Administered::Open(problem) => {
            service.speaking(wished).skip(id).await?;
            Ok(to_competency(&problem))
        }
        administered => Ok(finished(&administered)),
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
    let problem = problem_of(&administered);
    match problem.learner == *learner {
        true => Ok(administered),
        false => Err(Fault::NotFound),
    }
}

/// The problem, whatever has become of it.
fn problem_of(administered: &Administered) -> &ProblemView {
    match administered {
        Administered::Open(problem)
        | Administered::Skipped(problem)
        | Administered::Task(problem) => problem,
        Administered::Answered(feedback) => &feedback.problem,
        Administered::Revealed(solution) => &solution.problem,
    }
}

/// From a form of a problem that is finished to where it is shown.
fn finished(administered: &Administered) -> Response {
    match administered {
        Administered::Answered(_) | Administered::Revealed(_) => {
            to_review(problem_of(administered))
        }
        Administered::Task(problem) => to(&format!("/works/{}", problem.administration)),
        _ => to_competency(problem_of(administered)),
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
    fields: Vec<Field>,
) -> Result<Response, Fault> {
    show(&ProblemPage {
        frame: Frame::of(&problem.learner),
        path: path(&problem),
        progress: standing.progress(),
        problem,
        fields,
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
